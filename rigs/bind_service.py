"""Off-board services behind HTTP, as a twin serves them (simulators/http_api.py names the paths)."""

from __future__ import annotations

from typing import Any

import httpx

from rigs.errors import ServiceFault
from rigs.hookup import ServiceListener
from simulators.kernel import MS, Kernel

POLL_NS = 50 * MS


class ServiceHub:
    """The connection to all services; asks for what is new as long as the kernel runs.

    Args:
        address: Base address.
        kernel: The clock.
        origin_ns: The services' clock at the kernel's time 0.
        error_ns: How far the two clocks may be apart.
    """

    def __init__(self, address: str, kernel: Kernel, origin_ns: int, error_ns: int) -> None:
        self.error_ns = error_ns
        self._client = httpx.Client(base_url=address, timeout=10.0, trust_env=False)
        self._kernel = kernel
        self._origin_ns = origin_ns
        self._seen: list[tuple[int, str, str, Any]] = []
        self._listeners: list[tuple[str, ServiceListener]] = []
        self._timer = kernel.timer(self._poll)

    def start(self) -> None:
        """Ask from now on."""
        self._poll()

    def close(self) -> None:
        """Ask no more."""
        self._timer.cancel()
        self._client.close()

    def forget_listeners(self) -> None:
        """A scenario has ended."""
        self._listeners.clear()

    def watch(self, service: str, listener: ServiceListener) -> None:
        """See `rigs.hookup.ServicePort.watch`."""
        for at_ns, name, item, value in self._seen:
            if name == service:
                listener(at_ns, item, value)
        self._listeners.append((service, listener))

    def request(self, method: str, path: str, body: Any = None) -> Any:
        """Ask something of the server.

        Raises:
            ServiceFault: It cannot be reached, or refuses.
        """
        try:
            answer = self._client.request(method, path, json=body)
            content = answer.json()
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, ValueError) as error:
            raise ServiceFault(f"{method} {path}: {type(error).__name__}: {error}") from error
        if answer.is_error:
            raise ServiceFault(f"{method} {path}: {content.get('error', answer.status_code)}")
        return content

    def _poll(self) -> None:
        for change in self.request("GET", f"/changes?since={len(self._seen)}"):
            at_ns = change["at_ns"] - self._origin_ns
            seen = (at_ns, change["service"], change["item"], change["value"])
            self._seen.append(seen)
            for service, listener in self._listeners:
                if service == seen[1]:
                    listener(at_ns, seen[2], seen[3])
        self._timer.arm_in(POLL_NS)


class RemoteService:
    """One service of a hub."""

    def __init__(self, hub: ServiceHub, name: str) -> None:
        self.error_ns = hub.error_ns
        self._hub = hub
        self._name = name

    def call(self, verb: str, argument: Any = None) -> Any:
        """See `rigs.hookup.ServicePort.call`."""
        return self._hub.request("POST", f"/services/{self._name}/{verb}", {"argument": argument})["answer"]

    def watch(self, listener: ServiceListener) -> None:
        """See `rigs.hookup.ServicePort.watch`."""
        self._hub.watch(self._name, listener)
