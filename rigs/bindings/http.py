"""Off-board services behind HTTP: the contract of `rigs/services.openapi.json`, as a twin serves it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import httpx

from clock.kernel import MS, Kernel, S
from rigs.bindings.service import ServiceListener, check_shown
from rigs.errors import NotServed, ServiceFault
from rigs.loggers import service_logger
from rigs.ports.book import PortBook
from rigs.ports.house import HOUSE
from rigs.values.answers import json_in

POLL_NS = 50 * MS
TIMEOUT_S = 10.0

NOT_CACHED = {"Cache-Control": "no-cache, no-store"}
"""The word by which a proxy on the way asks the server itself (RFC 9111, 5.2.1); one that does not says `Age`."""

COMPARED_NS = 10 * S
"""Time between two looks at the clock of a server: one that is off by 100 ppm moves by 1 ms in it."""

COMPARISONS = 5
"""The number of looks at a clock of which the quickest counts."""

FOREIGN = (httpx.HTTPError, httpx.InvalidURL, httpx.CookieConflict, httpx.StreamError, ValueError)
"""Exceptions of httpx; a ValueError is an answer that is no JSON, or has a number that is none."""


class ServiceHub:
    """The connection to all services; asks for what is new as long as the kernel runs.

    Args:
        address: Base address.
        kernel: The clock.
        origin_ns: Gives what the services' clock shows at the kernel's time 0; None where it is to be measured.
        error_ns: How far the two clocks may be apart besides.
        book: The ports of the run, which say what the services may publish.
        timeout_s: How long an answer may take.
    """

    def __init__(
        self,
        address: str,
        kernel: Kernel,
        origin_ns: Callable[[], int] | None,
        error_ns: int,
        book: PortBook = HOUSE,
        timeout_s: float = TIMEOUT_S,
    ) -> None:
        self._book = book
        self._error_ns = error_ns
        self._address = address
        self._client = httpx.Client(base_url=address, timeout=timeout_s, trust_env=False, headers=NOT_CACHED)
        self._kernel = kernel
        self._origin_ns = origin_ns
        self._compared: deque[tuple[int, int]] = deque(maxlen=COMPARISONS)  # how long each took, and the offset
        self._compare_at_ns = 0
        self._seen: list[tuple[int, str, str, Any]] = []
        self._listeners: list[tuple[str, ServiceListener]] = []
        self._timer = kernel.timer(self._poll)
        self._log = service_logger("hub")

    @property
    def error_ns(self) -> int:
        """Largest error of the time of a change, in ns."""
        return self._error_ns + (min(self._compared)[0] // 2 if self._compared else 0)

    @property
    def origin_ns(self) -> int:
        """Time that the clock of the services shows at the kernel's time 0, in ns."""
        if self._origin_ns is not None:
            return self._origin_ns()
        return min(self._compared)[1] if self._compared else 0

    def start(self) -> None:
        """Ask from now on."""
        self._log.debug("opened at %s", self._address)
        self._poll()

    def resume(self) -> None:
        """Ask again where an answer that did not come, or was none, has ended it; all is asked for anew.

        Raises:
            ServiceFault: There is still no answer.
        """
        if not self._timer.armed:
            self._seen.clear()
            self._compared.clear()
            self._poll()

    def close(self) -> None:
        """Ask no more."""
        self._timer.cancel()
        self._client.close()
        self._log.debug("closed")

    def forget_listeners(self) -> None:
        """Forget who listens: a scenario has ended."""
        self._listeners.clear()

    def watch(self, service: str, listener: ServiceListener) -> None:
        """See `rigs.bindings.service.ServicePort.watch`."""
        for at_ns, name, item, value in self._seen:
            if name == service:
                listener(at_ns, item, value)
        self._listeners.append((service, listener))

    def request(self, method: str, path: str, body: Any = None) -> Any:
        """Ask something of the server.

        Raises:
            NotServed: It does not have this.
            ServiceFault: It cannot be reached, or refuses.
        """
        try:
            answer = self._client.request(method, path, json=body)
            age_s = answer.headers.get("age", "0")
            if age_s != "0":
                raise ValueError(f"a cache has answered in the place of the server, with what is {age_s} s old")
            content = json_in(answer.content)
        except FOREIGN as error:
            what = f"{method} {path}: {type(error).__name__}: {error}"
            self._log.debug("lost: %s", what)
            raise ServiceFault(f"{what} (the services are at {self._address})") from error
        if answer.is_error:
            fault = NotServed if answer.status_code == HTTPStatus.NOT_IMPLEMENTED else ServiceFault
            why = content.get("error") if isinstance(content, dict) else None
            raise fault(f"{method} {path}: {why or answer.status_code}")
        return content

    def take_lateness_ns(self) -> int:
        """Ask by how many ns the server was late at worst since it was last asked.

        Raises:
            ServiceFault: It does not say.
        """
        content = self.request("POST", "/vehicle/lateness")
        try:
            return _whole(content["answer"])
        except (KeyError, TypeError) as error:
            raise ServiceFault(f"POST /vehicle/lateness: {content!r} is no number of ns") from error

    def _compare(self) -> None:
        """Look at the clock of the server, where it is to be measured and was not for a while.

        It is what it shows in the middle of the quickest of some questions; half of what that took is the error.
        """
        if self._origin_ns is not None or self._kernel.time_ns() < self._compare_at_ns:
            return
        for _ in range(1 if self._compared else COMPARISONS):
            asked_ns = self._kernel.time_ns()
            content = self.request("GET", "/clock")
            took_ns = self._kernel.time_ns() - asked_ns
            try:
                shown_ns = _whole(content["answer"])
            except (KeyError, TypeError) as error:
                raise ServiceFault(f"GET /clock: {content!r} is no number of ns") from error
            self._compared.append((took_ns, shown_ns - asked_ns - took_ns // 2))
        self._compare_at_ns = self._kernel.time_ns() + COMPARED_NS

    def _poll(self) -> None:
        self._compare()
        content = self.request("GET", f"/changes?since={len(self._seen)}")
        try:
            news = [
                (_whole(each["at_ns"]) - self.origin_ns, each["service"], each["item"], each["value"])
                for each in content
            ]
        except (KeyError, TypeError) as error:
            raise ServiceFault(f"GET /changes: {content!r} is no list of changes") from error
        self._timer.arm_in(POLL_NS)
        wrong = [fault for change in news if (fault := self._take(*change)) is not None]
        if wrong:
            raise wrong[0]

    def _take(self, at_ns: int, name: str, item: str, value: Any) -> ServiceFault | None:
        """Note a change and tell of it; one that cannot be is noted as nothing, or each scenario would meet it."""
        fault = None
        try:
            check_shown(name, item, value, self._book)
        except ServiceFault as error:
            fault, value = ServiceFault(f"GET /changes: {error}"), None
        self._seen.append((at_ns, name, item, value))
        for service, listener in self._listeners:
            if service == name:
                listener(at_ns, item, value)
        return fault


def _whole(number: object) -> int:
    if not isinstance(number, int) or isinstance(number, bool):
        raise TypeError(f"{number!r} is no whole number")
    return number


class RemoteService:
    """One service of a hub."""

    def __init__(self, hub: ServiceHub, name: str) -> None:
        self._hub = hub
        self._name = name

    @property
    def error_ns(self) -> int:
        """Largest error of the time of a change, in ns."""
        return self._hub.error_ns

    def call(self, verb: str, argument: Any = None) -> Any:
        """See `rigs.bindings.service.ServicePort.call`."""
        path = f"/services/{self._name}/{verb}"
        content = self._hub.request("POST", path, {"argument": argument})
        if not isinstance(content, dict) or "answer" not in content:
            raise ServiceFault(f"POST {path}: {content!r} has no answer")
        return content["answer"]

    def watch(self, listener: ServiceListener) -> None:
        """See `rigs.bindings.service.ServicePort.watch`."""
        self._hub.watch(self._name, listener)
