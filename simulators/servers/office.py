"""The stand-in of an office: the simulated one behind the doors of a real one.

It has pages for a browser, the contract of services over HTTP, and mail by SMTP and IMAP, all on the loopback
interface. Passwords are kept as hashes. There is a vehicle, but nothing of it is connected.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from clock.wall import WallKernel
from dbc.network import Network
from simulators.offboard.office.office import Office
from simulators.offboard.office.people import Customer, Register
from simulators.servers.http import SIMULATED, HttpApi
from simulators.servers.mail import mail_of
from simulators.servers.server import FOREVER_NS, write_addresses
from simulators.servers.web import WebPages
from simulators.world import Offboard, World
from vehicle.profile import VehicleProfile

STAGING = "staging"
"""The environment of a staging system, as rigs of that kind ask for it."""

USER = "hil"
"""The user of the mailbox."""

PASSWORD_VARIABLE = "HIL_MAILBOX_PASSWORD"  # noqa: S105  # the name of a variable
"""The environment variable that has the password of the mailbox."""

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""The hashing of passwords: Argon2id with the least that OWASP's Password Storage Cheat Sheet asks for."""


class HashedRegister(Register):
    """Accounts whose passwords nobody can read."""

    @property
    def customers(self) -> dict[str, Customer]:
        """See `Register.customers`."""
        fresh = self._customers is None
        found = super().customers
        if fresh:
            for customer in found.values():
                customer.fields["password"] = HASHER.hash(customer.fields["password"])
        return found

    def register(self, name: str, fields: Mapping[str, str]) -> str:
        """See `Register.register`."""
        return super().register(name, _hashed(fields))

    def change(self, customer: Customer, fields: Mapping[str, str]) -> None:
        """See `Register.change`."""
        super().change(customer, _hashed(fields))

    def set_password(self, customer: Customer, password: str) -> None:
        """See `Register.set_password`."""
        super().set_password(customer, _hashed({"password": password})["password"])

    def knows(self, customer: Customer, password: str) -> bool:
        """See `Register.knows`."""
        return bool(password) and fits(customer.fields["password"], password)


class StandInOffice(Office):
    """The simulated office with hashed passwords."""

    REGISTER: ClassVar[type[Register]] = HashedRegister


def fits(hashed: str, password: str) -> bool:
    """Tell whether a password is the one of a hash."""
    try:
        return HASHER.verify(hashed, password)
    except (Argon2Error, InvalidHashError):
        return False


def _hashed(fields: Mapping[str, str]) -> dict[str, str]:
    password = fields.get("password", "")
    return {**fields, **({"password": HASHER.hash(password)} if password.strip() else {})}


@dataclass(frozen=True)
class Doors:
    """Ports of the stand-in on the loopback interface; 0 for one that is free."""

    http: int = 0
    web: int = 0
    smtp: int = 0
    imap: int = 0


@dataclass(frozen=True)
class StandIn:
    """A stand-in that is served.

    Attributes:
        http: The base address of the contract of services.
        web: That of the pages.
        smtp: The port of SMTP.
        imap: The port of IMAP.
        password: That of the user of the mailbox.
        world: The world that the office is part of.
    """

    http: str
    web: str
    smtp: int
    imap: int
    password: str
    world: World

    @property
    def addresses(self) -> Mapping[str, object]:
        """The addresses, as they are written down for others."""
        mail = {"smtp": self.smtp, "imap": self.imap, "user": USER}
        return {"pid": os.getpid(), "http": self.http, "web": self.web, **mail}


@contextmanager
def stand_in(
    network: Network,
    profile: VehicleProfile,
    *,
    seed: str = "stand-in",
    environment: str = SIMULATED,
    doors: Doors = Doors(),
    password: str | None = None,
    office: type[Office] = StandInOffice,
) -> Iterator[StandIn]:
    """Serve an office until the context is left.

    Args:
        network: The databases.
        profile: The vehicle of the test account.
        seed: Of all latencies.
        environment: What the office says that it is.
        doors: The ports.
        password: That of the mailbox; one that nobody can guess where None.
        office: What is served; a variant is a subclass of `StandInOffice`.
    """
    kernel = WallKernel(seed)
    world = World(kernel, network, profile, offboard=Offboard(office=office))
    password = password or secrets.token_urlsafe(16)
    kept = HASHER.hash(password)
    with contextlib.ExitStack() as open_doors:
        web = WebPages(kernel, world.services["pages"], doors.web)
        api = HttpApi(
            *(kernel, world.services, world.power_on, kernel.origin_ns), environment=environment, port=doors.http
        )
        smtp, host = open_doors.enter_context(
            mail_of(
                world.services["mailbox"],
                lambda user, given: user == USER and fits(kept, given),
                smtp=doors.smtp,
                imap=doors.imap,
            )
        )
        life = threading.Thread(target=kernel.run_until, args=(FOREVER_NS,), daemon=True)
        found = StandIn(api.start(), web.start(), smtp, host.port, password, world)
        life.start()
        try:
            yield found
        finally:
            kernel.post(kernel.interrupt)
            life.join()
            web.close()
            api.close()


def serve_office(
    network: Network,
    profile: VehicleProfile,
    ports_file: Path,
    *,
    environment: str,
    doors: Doors,
    until: threading.Event,
) -> None:
    """Serve a stand-in until an event, SIGTERM or SIGINT.

    Args:
        network: The databases.
        profile: The vehicle of the test account.
        ports_file: Where the addresses are written, once all of them listen.
        environment: What the office says that it is.
        doors: The ports.
        until: What ends it.

    Raises:
        simulators.servers.server.PortsError: The file cannot be written; nothing listens any longer.
        OSError: A port is taken.
    """
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: until.set())
    password = os.environ.get(PASSWORD_VARIABLE)
    with stand_in(network, profile, environment=environment, doors=doors, password=password) as served:
        write_addresses(ports_file, served.addresses)
        until.wait()
