"""The pages of the simulated office in a browser: what the service `pages` shows, as HTML.

There is one screen, at which the person sits whom the service `account` names. Whoever opens `/sign-in` sees it
and uses it; nobody else does, nor does a page of another server. All that is shown is escaped.
"""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from functools import partial
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from clock.kernel import Kernel
from simulators.offboard.service import Service, ServiceChange, ServiceError
from simulators.servers.http import ANSWER_TIMEOUT_S, READ_TIMEOUT_S, PatientServer

LARGEST_BODY = 64 * 1024
"""Bytes of a form."""

SITES: Mapping[str, str] = {"/store": "store", "/web-space": "web_space", "/app": "app", "/shop": "shop"}
"""The sites by their addresses."""

LINKS: Mapping[str, str] = {
    "Services store": "/store",
    "Web space": "/web-space",
    "App": "/app",
    "LifeStyle shop": "/shop",
}
FORMS: Mapping[str, tuple[str, str]] = {
    "/press": ("press", "label"),
    "/tap": ("tap", "tap"),
    "/submit": ("submit", ""),
}
"""The verbs that forms of a page ask for, by their addresses, each with the field that says what; else all do."""

KINDS: Mapping[str, str] = {
    "Password": "password",
    "E-mail address": "email",
    "Phone number": "tel",
    "Date": "date",
    "Search": "search",
}
"""The kinds of fields that are no plain text."""

MAKES: Mapping[str, str] = {
    "Trident/": "internet_explorer",
    "MSIE ": "internet_explorer",
    "Edg/": "edge",
    "OPR/": "opera",
    "Firefox/": "firefox",
    "Chrome/": "chrome",
    "Safari/": "safari",
}
"""The makes of browsers by what they call themselves; the first that fits is meant."""

SEAT = "screen"
"""The cookie of who sits at the screen."""

LAUNCHED = "app"
"""The cookie of an app that was launched and not closed."""

_LOG = logging.getLogger(__name__)


class WebPages:
    """A server of the pages on a port of the loopback interface.

    Args:
        kernel: The clock; what is pressed is carried out on its thread.
        pages: The service whose pages they are.
        port: Where it listens; 0 for a port that is free.

    Attributes:
        names: The names by which a browser may ask it.
    """

    def __init__(self, kernel: Kernel, pages: Service, port: int = 0) -> None:
        self._kernel = kernel
        self._pages = pages
        self._seat = secrets.token_urlsafe(24)
        self._number = 0
        self._opening = False
        self._shown: dict[str, Any] = {}
        self._templates = Environment(
            loader=FileSystemLoader(Path(__file__).parent / "pages"), autoescape=True, undefined=StrictUndefined
        )
        for change in pages.changes:
            self._note(change)
        pages.watch(self._note)
        self._server = PatientServer(("127.0.0.1", port), self._handler())
        own = self._server.server_address[1]
        self.names = (f"127.0.0.1:{own}", f"localhost:{own}")

    def start(self) -> str:
        """Answer from now on.

        Returns:
            The base address.
        """
        return self._server.begin("web")

    def close(self) -> None:
        """Answer no more."""
        self._server.end()

    def _note(self, change: ServiceChange) -> None:
        self._number += 1
        self._shown[change.item] = change.value
        if change.item == "page":
            self._shown["answer"] = None  # an answer is seen until another page is
            self._opening = False

    def _on_kernel(self, work: Callable[[], Any]) -> Any:
        future: Future[Any] = Future()

        def carry_out() -> None:
            try:
                future.set_result(work())
            except ServiceError as error:
                future.set_exception(error)

        self._kernel.post(carry_out)
        return future.result(ANSWER_TIMEOUT_S)

    def screen(self) -> str:
        """Return the page that is open, as HTML; one that waits where a site was opened and is not there yet."""
        number, opening, shown = self._on_kernel(lambda: (self._number, self._opening, dict(self._shown)))
        page = None if opening else shown.get("page")
        nothing = {
            "title": "One moment" if opening else "No page is open",
            "account": "",
            "controls": (),
            "fields": (),
            "texts": (),
        }
        return self._written(
            "screen.html",
            title=(page or nothing)["title"],
            page=page or nothing,
            busy=opening,
            answer=None if opening else shown.get("answer"),
            question=None if opening else shown.get("question"),
            number=number,
            kinds=KINDS,
        )

    def front(self, title: str, text: str, links: Mapping[str, str]) -> str:
        """Return a page with links, as HTML."""
        return self._written("front.html", title=title, text=text, links=links, busy=False)

    def _written(self, template: str, **values: Any) -> str:
        return self._templates.get_template(template).render(**values, nonce=NONCE)

    def open_site(self, path: str, agent: str, *, launched: bool) -> None:
        """Open a site as a browser does: it says its make, and an app is launched unless it is open already."""
        make = next((word for sign, word in MAKES.items() if sign in agent), "chrome")
        phone = "iphone" if "iPhone" in agent else "android"

        def opened() -> None:
            self._opening = True  # nothing of the site before is seen any more
            self._pages.call("browser", make)
            self._pages.call("phone", phone)
            if SITES[path] == "app" and not launched:
                self._pages.call("relaunch", "now")
            else:
                self._pages.call("open", SITES[path])

        self._on_kernel(opened)

    def act(self, path: str, form: Mapping[str, str]) -> None:
        """Do what a form of a page asks for.

        Raises:
            ServiceError: It is none of ours, or asks for something that there is not.
        """
        if path not in FORMS:
            raise ServiceError(self._pages.name, "form", path, ", ".join(FORMS))
        verb, field = FORMS[path]
        if field and field not in form:
            raise ServiceError(self._pages.name, verb, None, f"a form with {field}")

        def submitted() -> None:
            for label, value in form.items():
                if value:
                    self._pages.call("enter", f"{label}={value}")
            self._pages.call(verb, "now")

        self._on_kernel(partial(self._pages.call, verb, form[field]) if field else submitted)

    def is_seated(self, cookies: str) -> bool:
        """Tell whether a browser has the cookie of who sits at the screen."""
        return secrets.compare_digest(cookie_of(cookies, SEAT), self._seat)

    @property
    def number(self) -> int:
        """The number of changes so far, by which a page sees that it is old."""
        return self._number

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        return type("Handler", (_Handler,), {"web": self, "seat": self._seat})


NONCE = secrets.token_urlsafe(16)
"""The word with which a style or script of ours may run (CSP Level 3, 2.3.1)."""

POLICY = (
    f"default-src 'none'; style-src 'nonce-{NONCE}'; script-src 'nonce-{NONCE}'; connect-src 'self';"
    " img-src data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
"""The policy of what a page may do: nothing that stands in a text of the office runs, escaped or not."""


def cookie_of(cookies: str, name: str) -> str:
    """Return a cookie of those that a browser sent; empty where it has none."""
    try:
        found = SimpleCookie(cookies).get(name)
    except CookieError:
        return ""
    return "" if found is None else found.value


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = READ_TIMEOUT_S
    web: WebPages
    seat: str

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        cookies = self.headers.get("Cookie") or ""
        if not self._is_for_us():
            self._refuse(HTTPStatus.MISDIRECTED_REQUEST, "this server is asked by its address alone")
        elif path == "/":
            self._show(self.web.front("Stand-in of the office", "", {"Sit down at the screen": "/sign-in"}))
        elif path == "/sign-in":
            self._show(
                self.web.front("You sit at the screen", "Which site do you open?", LINKS),
                ("Set-Cookie", f"{SEAT}={self.seat}; HttpOnly; SameSite=Strict; Path=/"),
            )
        elif not self.web.is_seated(cookies):
            self._refuse(HTTPStatus.FORBIDDEN, "nobody sits at this screen: open /sign-in first")
        elif path == "/number":
            self._send(HTTPStatus.OK, json.dumps(self.web.number), "application/json")
        elif path == "/screen":
            self._show(self.web.screen())
        elif path in SITES:
            self._carry_out(partial(self._open, path, cookies))
        else:
            self._refuse(HTTPStatus.NOT_FOUND, f"{path} is no page")

    def do_POST(self) -> None:
        told = self.headers.get("Content-Length") or "0"
        if not told.isdecimal() or int(told) > LARGEST_BODY:
            self.close_connection = True  # what follows is no request
            self._refuse(HTTPStatus.BAD_REQUEST, f"a form has up to {LARGEST_BODY} bytes")
            return
        body = self.rfile.read(int(told)).decode("utf-8", "replace")
        if not self._is_for_us() or not self.web.is_seated(self.headers.get("Cookie") or ""):
            self._refuse(HTTPStatus.FORBIDDEN, "nobody sits at this screen: open /sign-in first")
            return
        path = urlsplit(self.path).path
        self._carry_out(lambda: self.web.act(path, dict(parse_qsl(body, keep_blank_values=True))))

    def _open(self, path: str, cookies: str) -> tuple[str, str] | None:
        self.web.open_site(path, self.headers.get("User-Agent") or "", launched=bool(cookie_of(cookies, LAUNCHED)))
        return ("Set-Cookie", f"{LAUNCHED}=1; HttpOnly; SameSite=Strict; Path=/") if path == "/app" else None

    def _carry_out(self, work: Callable[[], tuple[str, str] | None]) -> None:
        """Do something, and lead to the screen, which shows what comes of it."""
        try:
            header = work()
        except ServiceError as error:
            self._refuse(HTTPStatus.BAD_REQUEST, f"{error}")
            return
        headers = [("Location", "/screen"), *([header] if header else [])]
        self._send(HTTPStatus.SEE_OTHER, "", "text/html", *headers)

    def _is_for_us(self) -> bool:
        """Tell whether it is asked by its own address, not by a name that another server has given it."""
        return (self.headers.get("Host") or "") in self.web.names

    def _show(self, page: str, *headers: tuple[str, str]) -> None:
        self._send(HTTPStatus.OK, page, "text/html; charset=utf-8", *headers)

    def _refuse(self, status: HTTPStatus, why: str) -> None:
        self._send(status, self.web.front(status.phrase, why, {"First page": "/"}), "text/html; charset=utf-8")

    def _send(self, status: HTTPStatus, text: str, kind: str, *headers: tuple[str, str]) -> None:
        data = text.encode("utf-8")
        self.send_response(status)
        fixed = (
            ("Content-Type", kind),
            ("Content-Length", f"{len(data)}"),
            ("Content-Security-Policy", POLICY),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "same-origin"),
            ("Cache-Control", "no-store"),
        )
        for name, value in (*fixed, *headers):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Drop the line: requests are not worth one."""
