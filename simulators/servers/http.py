"""The off-board services over HTTP, for a rig in another process.

    GET  /changes?since=N              all that services have published from the Nth change on
    GET  /clock                        {"answer": N}: what the clock shows of which the times of changes are
    POST /services/NAME/VERB           {"argument": ...} -> {"answer": ...}
    POST /run                          {"accounts": ...} -> {"answer": {"environment": ..., "stand_in": true}}:
                                       a run begins
    POST /vehicle/power_on             connects the vehicle to its supply
    POST /vehicle/lateness             {"answer": N}: ns by which it was late at worst since this was last asked

Times are nanoseconds of the machine's monotonic clock. Each client has a thread of its own, so that nobody waits
for one; one that does not read its answer is dropped with a line in the log.
"""

from __future__ import annotations

import json
import logging
import sys
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from clock.kernel import Kernel
from simulators.offboard.service import Service, ServiceChange, ServiceError

ANSWER_TIMEOUT_S = 10.0
READ_TIMEOUT_S = 30.0
"""Time that a client may take to read an answer, or to send the body that it has announced."""

LARGEST_BODY = 1024 * 1024
"""Bytes of a request."""

SIMULATED = "simulated"
"""The environment of a server whose services are simulated: what passes on it says nothing of the real ones."""

_LOG = logging.getLogger(__name__)


class PatientServer(ThreadingHTTPServer):
    """A server with a thread for each client; one that hangs up is told in a line of the log."""

    daemon_threads = True

    def begin(self, name: str) -> str:
        """Answer from now on, in a thread of this name.

        Returns:
            The base address.
        """
        threading.Thread(target=self.serve_forever, name=name, daemon=True).start()
        return f"http://127.0.0.1:{self.server_address[1]}"

    def end(self) -> None:
        """Answer no more."""
        self.shutdown()
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say in a line that a client has hung up; anything else is a mistake in here, and told whole."""
        error = sys.exception()
        if isinstance(error, OSError):
            _LOG.warning("HTTP: client %s:%d: %s: dropped", *client_address[:2], error)
        else:
            super().handle_error(request, client_address)


class HttpApi:
    """A server of services on a port of the loopback interface; requests are carried out on the kernel's thread.

    Args:
        kernel: The clock.
        services: By name.
        power_on: Connects the vehicle to its supply.
        origin_ns: The machine's monotonic clock at kernel time 0.
        read_timeout_s: How long a client may take to read an answer.
        environment: Which one it says that it is; that it is a stand-in it says all the same.
        port: Where it listens; 0 for a port that is free.
    """

    def __init__(
        self,
        kernel: Kernel,
        services: Mapping[str, Service],
        power_on: Callable[[], None],
        origin_ns: int,
        read_timeout_s: float = READ_TIMEOUT_S,
        environment: str = SIMULATED,
        port: int = 0,
    ) -> None:
        self._kernel = kernel
        self._services = services
        self._power_on = power_on
        self._origin_ns = origin_ns
        self._read_timeout_s = read_timeout_s
        self._environment = environment
        self._changes: list[dict[str, Any]] = []
        for name, service in services.items():
            for change in service.changes:
                self._note(name, change)
            service.watch(partial(self._note, name))
        self._server = PatientServer(("127.0.0.1", port), self._handler())

    def start(self) -> str:
        """Answer from now on.

        Returns:
            The base address.
        """
        return self._server.begin("http")

    def close(self) -> None:
        """Answer no more."""
        self._server.end()

    def _note(self, service: str, change: ServiceChange) -> None:
        self._changes.append(
            {
                "service": service,
                "at_ns": self._origin_ns + change.at_ns,
                "item": change.item,
                "value": change.value,
            }
        )

    def _on_kernel(self, work: Callable[[], Any]) -> Any:
        future: Future[Any] = Future()

        def carry_out() -> None:
            try:
                future.set_result(work())
            except ServiceError as error:
                future.set_exception(error)

        self._kernel.post(carry_out)
        return future.result(ANSWER_TIMEOUT_S)

    def answer(self, method: str, path: str, query: Mapping[str, list[str]], body: Any) -> tuple[HTTPStatus, Any]:
        """Carry out a request.

        Args:
            method: GET, POST or any other word.
            path: Without its query.
            query: Values by name.
            body: What was sent, read as JSON.

        Returns:
            The status, and what to answer as JSON.
        """
        served = self.method_of(path)
        if served is None:
            services = f"/services/NAME/VERB with NAME of {', '.join(self._services)}"
            allowed = f"/changes?since=N, /clock, /run, /vehicle/power_on, /vehicle/lateness or {services}"
            return HTTPStatus.NOT_FOUND, {"error": f"{path}: allowed is {allowed}"}
        if method != served:
            return HTTPStatus.METHOD_NOT_ALLOWED, {"error": f"{method} {path}: must be {served}"}
        return self._carry_out(path, query, body)

    def _carry_out(self, path: str, query: Mapping[str, list[str]], body: Any) -> tuple[HTTPStatus, Any]:
        match path.strip("/").split("/"):
            case ["clock"]:
                return HTTPStatus.OK, {"answer": self._origin_ns + self._kernel.time_ns()}
            case ["changes"]:
                return self._changes_since(query.get("since", ["0"])[0])
            case ["run"]:
                return self._begin(body)
            case ["services", name, verb]:
                return self._call(name, verb, body)
            case ["vehicle", "power_on"]:
                answer = self._on_kernel(self._power_on)
            case _:
                answer = self._on_kernel(self._kernel.take_lateness_ns)
        return HTTPStatus.OK, {"answer": answer}

    def method_of(self, path: str) -> str | None:
        """Return the method by which a path is asked; None where there is nothing."""
        match path.strip("/").split("/"):
            case ["clock" | "changes"]:
                return "GET"
            case ["run"] | ["vehicle", "power_on" | "lateness"]:
                return "POST"
            case ["services", name, _] if name in self._services:
                return "POST"
        return None

    def _changes_since(self, since: str) -> tuple[HTTPStatus, Any]:
        if not since.isdecimal():
            return HTTPStatus.BAD_REQUEST, {"error": f"since = {since!r}: must be a whole number"}
        if int(since) > len(self._changes):
            # A client that has seen more than there is has seen it of another server.
            allowed = f"must be {len(self._changes)} at most, the number of changes so far"
            return HTTPStatus.BAD_REQUEST, {"error": f"since = {since!r}: {allowed}"}
        return HTTPStatus.OK, self._changes[int(since) :]

    def _begin(self, body: Any) -> tuple[HTTPStatus, Any]:
        if not isinstance(body, dict) or not isinstance(body.get("accounts"), str):
            allowed = 'must be {"accounts": ...} with the word by which the names of accounts begin'
            return HTTPStatus.BAD_REQUEST, {"error": f"body: {allowed}"}
        return HTTPStatus.OK, {"answer": {"environment": self._environment, "stand_in": True}}

    def _call(self, name: str, verb: str, body: Any) -> tuple[HTTPStatus, Any]:
        if not isinstance(body, dict) or "argument" not in body:
            return HTTPStatus.BAD_REQUEST, {"error": 'body: must be {"argument": ...}'}
        try:
            answer = self._on_kernel(lambda: self._services[name].call(verb, body["argument"]))
        except ServiceError as error:
            known = verb in self._services[name].verbs
            status = HTTPStatus.UNPROCESSABLE_ENTITY if known else HTTPStatus.NOT_IMPLEMENTED
            return status, {"error": str(error)}
        return HTTPStatus.OK, {"answer": answer}

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        api = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                if self.headers.get("Content-Length"):
                    self.close_connection = True  # nobody reads that body
                self._carry_out(None)

            def do_POST(self) -> None:
                told = self.headers.get("Content-Length") or "0"
                if not told.isdecimal() or int(told) > LARGEST_BODY:
                    self.close_connection = True  # what follows is no request
                    allowed = f"must be a number of bytes up to {LARGEST_BODY}"
                    self._answer(HTTPStatus.BAD_REQUEST, {"error": f"Content-Length = {told!r}: {allowed}"})
                    return
                self.connection.settimeout(api._read_timeout_s)
                try:
                    body = json.loads(self.rfile.read(int(told)) or b"null")
                    # Halves of characters and numbers beyond all bounds are read, and can be told to nobody.
                    json.dumps(body, allow_nan=False, ensure_ascii=False).encode()
                except (ValueError, RecursionError) as error:
                    self._answer(HTTPStatus.BAD_REQUEST, {"error": f"body: must be JSON: {error}"})
                    return
                self._carry_out(body)

            def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
                """Answer in JSON what the library takes for no request, such as another method."""
                self.close_connection = True
                if code == HTTPStatus.NOT_IMPLEMENTED:  # its word for a method that it does not know
                    self._carry_out(None)
                else:
                    self._answer(HTTPStatus(code), {"error": message or explain or f"{code}"})

            def _carry_out(self, body: Any) -> None:
                url = urlsplit(self.path)
                self._answer(*api.answer(self.command, url.path, parse_qs(url.query), body))

            def _answer(self, status: HTTPStatus, content: Any) -> None:
                self.connection.settimeout(api._read_timeout_s)
                data = json.dumps(content).encode("utf-8")
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                if self.close_connection:  # what follows on this connection may be the rest of a body
                    self.send_header("Connection", "close")
                if status == HTTPStatus.METHOD_NOT_ALLOWED:
                    self.send_header("Allow", api.method_of(urlsplit(self.path).path) or "")
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(data)
                self.connection.settimeout(None)  # it may stay idle for as long as it likes

            def log_error(self, format: str, *args: object) -> None:
                _LOG.warning("HTTP: client %s:%d: %s: dropped", *self.client_address[:2], format % args)

            def log_message(self, format: str, *args: object) -> None:
                """Drop the line: requests are not worth one."""

        return Handler
