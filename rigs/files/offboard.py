"""What must go together in the tables of services off board, and in those of a staging system."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from rigs.files.allowed import near
from rigs.files.known import STAGING, Known
from rigs.files.wiring import ONLY_ON_A_BENCH, Problem
from rigs.ports.mailbox import WORDINGS
from rigs.ports.pages import OPEN
from rigs.ports.port import Service as ServiceSource

if TYPE_CHECKING:
    from rigs.files.hardware import Service
    from rigs.files.rig_file import RigFile


def bad_services(rig: RigFile, known: Known) -> Iterator[Problem]:
    if not rig.is_bench:
        for key in ("services", "power_on", "power_off", "diagnosis"):
            if key in rig.model_fields_set:
                yield (key,), "...", ONLY_ON_A_BENCH.format(rig.kind, key)
        return
    served = {port.source.service for port in known.book if isinstance(port.source, ServiceSource)}
    clocks: dict[str, str] = {}
    for name, service in rig.services.items():
        here = ("services", name)
        if name not in served:
            yield here, "...", f"is no service of a port; {near(name, sorted(served))}"
        yield from _bad_keys(here, service)
        if service.driver == "http" and not is_address(service.url):
            allowed = 'must be the address of its server, such as "http://127.0.0.1:8080"'
            yield (*here, "url"), service.url, allowed
        elif "@" in urlsplit(service.url or "").netloc:
            yield (*here, "url"), "...", NO_SECRET
        if service.driver == "imap":
            yield from _bad_mailbox(rig, here, service)
        if service.driver == "browser":
            yield from _bad_browser(here, service)
        other = clocks.setdefault(f"{service.url}", service.clock)
        if other != service.clock:
            yield (*here, "clock"), service.clock, f"must be {other!r}, as of the other services at this address"
        if service.driver == "instrument" and not any(
            port.startswith(f"{name}.") for port in (*rig.stimuli, *rig.observations)
        ):
            allowed = f"has no command: neither [stimuli] nor [observations] has a port of {name}"
            yield (*here, "driver"), service.driver, allowed


def _bad_keys(here: tuple[str, ...], service: Service) -> Iterator[Problem]:
    """Find what another driver would read."""
    own = KEYS_OF.get(service.driver, ())
    for key in dict.fromkeys(key for keys in KEYS_OF.values() for key in keys):
        if key in service.model_fields_set and key not in own:
            allowed = f"must be left out: the driver {service.driver!r} has none"
            yield (*here, key), getattr(service, key), allowed


def _bad_mailbox(rig: RigFile, here: tuple[str, ...], service: Service) -> Iterator[Problem]:
    if here[-1] != MAILBOX:
        yield (*here, "driver"), service.driver, f"must be another: only the service {MAILBOX} is one of messages"
    for key, what in NEEDED_FOR_IMAP.items():
        if getattr(service, key) is None:
            yield (*here, key), "nothing", f"must be {what}"
    if service.host and not HOST.fullmatch(service.host):
        yield (*here, "host"), service.host, "must be the name or the address of a machine alone"
    elif service.host and service.tls == "none" and service.host not in THIS_MACHINE:
        allowed = "must be 'implicit' or 'starttls': a password goes to another machine"
        yield (*here, "tls"), service.tls, allowed
    for key in ("user", "folder"):
        if not f"{getattr(service, key)}".isascii():
            yield (*here, key), getattr(service, key), "must be as the server has it, in ASCII (RFC 3501, 5.1.3)"
    for kind, wording in service.mails.items():
        if kind not in WORDINGS:
            yield (*here, "mails", kind), "...", f"is no kind of message; {near(kind, WORDINGS)}"
        elif not (wording.link or wording.subject or wording.text):
            yield (*here, "mails", kind), "nothing", "must have words of the link, the subject or the text"
    if service.to and "{accounts}" in service.to and rig.staging is None:
        allowed = "must have no {accounts}: only a staging system has accounts of a run"
        yield (*here, "to"), service.to, allowed


def _bad_browser(here: tuple[str, ...], service: Service) -> Iterator[Problem]:
    if here[-1] != PAGES:
        yield (*here, "driver"), service.driver, f"must be another: only the service {PAGES} is one of pages"
    for key, what in NEEDED_FOR_BROWSER.items():
        if getattr(service, key) is None:
            yield (*here, key), "nothing", f"must be {what}"
    if service.base_url is not None and not is_address(service.base_url):
        yield (*here, "base_url"), service.base_url, 'must be an address, such as "https://store.lab.example/"'
    yield from _bad_addresses(here, service)
    for key, other in (("user", "password_env"), ("password_env", "user")):
        if getattr(service, key) is None and getattr(service, other) is not None:
            yield (*here, key), "nothing", f"must be given beside {other}, or neither of them"


def _bad_addresses(here: tuple[str, ...], service: Service) -> Iterator[Problem]:
    base = service.base_url or ""
    if not service.sites:
        yield (*here, "sites"), "nothing", f"must give the address of at least one of {', '.join(SITES)}"
    for site, address in service.sites.items():
        if site not in SITES:
            yield (*here, "sites", site), address, f"is no site; {near(site, SITES)}"
        elif not is_address(urljoin(base, address)):
            yield (*here, "sites", site), address, 'must be an address, or a path such as "/store"'
    others = {key: address for key in ("sign_in", "screen") if (address := getattr(service, key)) is not None}
    for key, address in others.items():
        if not is_address(urljoin(base, address)):
            yield (*here, key), address, f'must be an address, or a path such as "/{key.replace("_", "-")}"'
    addresses = (("base_url", base), *others.items(), *service.sites.items())
    for key, address in addresses:
        if "@" in urlsplit(address).netloc:
            yield (*here, *(("sites", key) if key in service.sites else (key,))), "...", NO_SECRET


def bad_staging(rig: RigFile) -> Iterator[Problem]:
    """Yield what a staging system lacks or cannot have, and what is missing where there is a vehicle."""
    if rig.kind != STAGING.name:
        if "staging" in rig.model_fields_set:
            yield ("staging",), "...", f"must be left out: a rig of kind {rig.kind!r} is no staging system"
        if not rig.buses:
            yield ("buses",), "nothing", f"must be described: a rig of kind {rig.kind!r} has a vehicle"
        return
    if rig.staging is None:
        yield ("staging",), "nothing", 'must be given, with environment = "staging" and the accounts of a run'
    for key in (key for key in OF_A_VEHICLE if getattr(rig, key)):
        yield (key,), "...", f"must be left out: on a rig of kind {rig.kind!r} there are services alone"
    if "account" not in rig.services:
        yield ("services", "account"), "nothing", "must be described: it removes what a run has made"
    for name, service in rig.services.items():
        drivers = ("http", *OF_ONE_SERVICE.get(name, ()))
        if service.driver not in drivers:
            allowed = f"must be {' or '.join(map(repr, drivers))} on a rig of kind {rig.kind!r}"
            yield ("services", name, "driver"), service.driver, allowed


OF_A_VEHICLE = (
    *("buses", "signal_overrides", "isolation", "instruments", "stimuli", "observations", "audio", "ecus"),
    *("power_on", "power_off", "diagnosis"),
)
"""Keys of a rig file that say how a vehicle is connected."""


KEYS_OF: Mapping[str, tuple[str, ...]] = {
    "http": ("url", "clock"),
    "imap": ("host", "port", "tls", "folder", "user", "password_env", "poll_s", "to", "mails"),
    "browser": (
        *("base_url", "executable", "staging_text", "sites", "hosts", "sign_in", "screen", "account_text"),
        *("words", "nothing", "find_s", "look_s", "user", "password_env"),
    ),
}
"""Keys of a service that not every driver reads, by driver."""

NO_SECRET = "must be without user and password: what is in an address stands in messages and reports"  # noqa: S105  # a message

MAILBOX = "mailbox"
"""The service of which the messages come into a mailbox."""

PAGES = "pages"
"""The service that is what a person sees and presses on pages."""

OF_ONE_SERVICE: Mapping[str, tuple[str, ...]] = {MAILBOX: ("imap",), PAGES: ("browser",)}
"""Drivers besides `http` that a service of a staging system may have."""

SITES = OPEN.takes.words
"""The names of the sites."""

NEEDED_FOR_BROWSER: Mapping[str, str] = {
    "base_url": 'the address below which the pages are, such as "https://store.staging.lab.example/"',
    "staging_text": "what the page at base_url has, and that of production has not, such as STAGING",
}
"""Keys without which a browser opens nothing, each with what it must be."""

NEEDED_FOR_IMAP: Mapping[str, str] = {
    "host": 'the machine that has the mailbox, such as "imap.lab.example"',
    "user": "the user whose mailbox it is",
    "password_env": "the name of the environment variable that has the password",
}
"""Keys without which no mailbox is found, each with what it must be."""

HOST = re.compile(r"[A-Za-z0-9._:-]+")
"""A name of a machine, or an address of IPv4 or IPv6."""

THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
"""Names of the machine that the run is on."""


def is_address(url: str | None) -> bool:
    """Say whether a text is the address of a server of HTTP."""
    parts = urlsplit(url or "")
    return parts.scheme in ("http", "https") and bool(parts.hostname)
