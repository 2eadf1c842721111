"""A service in this process and one behind HTTP are the same to a rig."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

import pytest

from clock.kernel import MS, Kernel, S, VirtualKernel
from clock.wall import WallKernel
from rigs.bindings.http import RemoteService, ServiceHub
from rigs.bindings.service import ServiceBinding, ServicePort
from rigs.errors import NotServed, ServiceFault
from rigs.kinds.virtual import LocalService
from rigs.ports.book import PortBook
from rigs.ports.house import HOUSE
from rigs.ports.port import Observation
from rigs.ports.port import Service as Shown
from rigs.ports.values import Number
from simulators.offboard.service import Json, Service
from simulators.servers.http import HttpApi

Heard = list[tuple[int, str, Any]]
ERROR_NS = 3 * MS


BOOK = PortBook(HOUSE)
WEIGHT = BOOK.add(
    Observation("desk.weight", "what lies on the desk", Number("kg", 0, 20), Shown("desk", "weight"))
)
"""A port of a lab, of an item that the suite does not know."""

LOAD = BOOK.add(
    Observation("desk.load", "the same, for a shelf that bears less", Number("kg", 0, 10), WEIGHT.source)
)


class Desk(Service):
    """Says what it is told, at once or a little later."""

    name: ClassVar[str] = "desk"

    def __init__(self, kernel: Kernel) -> None:
        super().__init__(kernel)
        self.offer("echo", lambda argument: argument)
        self.offer("say", partial(self.publish, "said"))
        self.offer("weigh", partial(self.publish, "weight"))
        self.offer("later", lambda argument: self.kernel.call_in(MS, partial(self.publish, "late", argument)))
        self.offer("choose", lambda argument: self.one_of("colour", argument, ("red", "green")))


class Counter(Desk):
    name: ClassVar[str] = "counter"


class Phone(Desk):
    name: ClassVar[str] = "phone"

    def __init__(self, kernel: Kernel) -> None:
        super().__init__(kernel)
        self.offer("mileage", partial(self.publish, "mileage"))


@dataclass
class Desks:
    """Two services as a rig reaches them.

    Attributes:
        kernel: Of the rig.
        desk: One.
        counter: The other.
        phone: One whose mileage has a unit.
    """

    kernel: Kernel
    desk: ServicePort
    counter: ServicePort
    phone: ServicePort

    def hear(self, listened: Heard, count: int) -> None:
        """Let time pass until so much has been heard."""
        while len(listened) < count and self.kernel.run_for(10 * S):
            pass

    def listener(self, heard: Heard) -> Callable[[int, str, Any], None]:
        def listen(at_ns: int, item: str, value: Any) -> None:
            heard.append((at_ns, item, value))
            self.kernel.interrupt()

        return listen

    def news(self, heard: Heard) -> Sequence[tuple[str, Any]]:
        return [(item, value) for _, item, value in heard]


def local() -> Iterator[Desks]:
    kernel = VirtualKernel()
    desk, counter, phone = Desk(kernel), Counter(kernel), Phone(kernel)
    kernel.run_for(S)
    desk.publish("said", "good morning")
    kernel.run_for(S)
    yield Desks(kernel, *(LocalService(service, BOOK) for service in (desk, counter, phone)))


def remote(clock_ns: Callable[[], int] = time.monotonic_ns, *, measured: bool = False) -> Iterator[Desks]:
    served, rig = WallKernel(clock_ns=clock_ns), WallKernel()
    desk, counter, phone = Desk(served), Counter(served), Phone(served)
    desk.publish("said", "good morning")
    api = HttpApi(served, {"desk": desk, "counter": counter, "phone": phone}, lambda: None, served.origin_ns)
    thread = threading.Thread(target=served.run_until, args=(3600 * S,))
    thread.start()
    hub = ServiceHub(api.start(), rig, None if measured else lambda: rig.origin_ns, ERROR_NS, BOOK)
    hub.start()
    try:
        yield Desks(rig, *(RemoteService(hub, name) for name in ("desk", "counter", "phone")))
    finally:
        hub.close()
        served.post(served.interrupt)
        thread.join()
        api.close()


def elsewhere() -> Iterator[Desks]:
    """A server on another machine, whose clock is an hour ahead."""
    yield from remote(lambda: time.monotonic_ns() + 3600 * S, measured=True)


@pytest.fixture(params=[local, remote, elsewhere], ids=["in process", "over HTTP", "on another machine"])
def desks(request: pytest.FixtureRequest) -> Iterator[Desks]:
    yield from request.param()


def test_a_verb_answers_with_the_value_that_it_was_given(desks: Desks) -> None:
    for value in (None, True, 7, 1.5, "é ✓", ["a", [1, None]], {"kind": "lock", "n": {"x": 0}}):
        assert desks.desk.call("echo", value) == value


def test_a_verb_needs_no_argument(desks: Desks) -> None:
    assert desks.desk.call("echo") is None


@pytest.mark.parametrize(
    ("verb", "argument", "words"),
    [
        ("dance", None, "desk: verb = 'dance'; allowed: choose, echo, later, say, weigh"),
        ("choose", "blue", "desk: colour = 'blue'; allowed: red, green"),
    ],
)
def test_what_a_service_refuses_is_a_fault_that_says_what_is_allowed(
    desks: Desks, verb: str, argument: Json, words: str
) -> None:
    with pytest.raises(ServiceFault) as raised:
        desks.desk.call(verb, argument)
    assert words in str(raised.value)
    assert desks.desk.call("echo", 1) == 1


def test_a_listener_hears_what_was_said_before_it_came(desks: Desks) -> None:
    desks.desk.call("say", "welcome")
    heard: Heard = []
    desks.desk.watch(desks.listener(heard))
    desks.hear(heard, 2)
    assert desks.news(heard) == [("said", "good morning"), ("said", "welcome")]


def test_a_listener_hears_every_change_once_and_in_order(desks: Desks) -> None:
    heard: Heard = []
    desks.desk.watch(desks.listener(heard))
    desks.hear(heard, 1)
    for number in range(5):
        desks.desk.call("say", number)
        if number == 2:
            desks.hear(heard, 4)
    desks.hear(heard, 6)
    assert desks.news(heard)[1:] == [("said", number) for number in range(5)]
    desks.kernel.run_for(100 * MS)
    assert len(heard) == 6


def test_a_change_that_comes_by_itself_is_heard_while_time_passes(desks: Desks) -> None:
    heard: Heard = []
    desks.desk.watch(desks.listener(heard))
    desks.hear(heard, 1)
    desks.desk.call("later", "soon")
    desks.hear(heard, 2)
    assert desks.news(heard)[1:] == [("late", "soon")]


def test_all_listeners_hear_and_none_hears_the_other_service(desks: Desks) -> None:
    ears: list[Heard] = [[], [], []]
    for heard, service in zip(ears, (desks.desk, desks.desk, desks.counter), strict=True):
        service.watch(desks.listener(heard))
    desks.counter.call("say", "next")
    desks.desk.call("say", "hello")
    for heard, count in zip(ears, (2, 2, 1), strict=True):
        desks.hear(heard, count)
    assert desks.news(ears[0]) == desks.news(ears[1]) == [("said", "good morning"), ("said", "hello")]
    assert desks.news(ears[2]) == [("said", "next")]


def test_a_change_carries_the_time_of_the_rig_at_which_it_was_made(desks: Desks) -> None:
    before_ns = desks.kernel.time_ns()
    desks.desk.call("say", "now")
    after_ns = desks.kernel.time_ns()
    heard: Heard = []
    desks.desk.watch(desks.listener(heard))
    desks.hear(heard, 2)
    (first_ns, _, _), (at_ns, _, _) = heard
    measured_ns = max(desks.desk.error_ns - ERROR_NS, 0)
    assert first_ns - measured_ns <= before_ns <= at_ns + measured_ns
    assert at_ns - measured_ns <= after_ns
    assert desks.desk.error_ns == desks.counter.error_ns


def test_what_the_file_says_of_the_clock_of_a_server_is_its_error_and_half_a_question_where_it_is_measured() -> (
    None
):
    errors = {make: next(iter(make())).desk.error_ns for make in (local, remote, elsewhere)}
    assert (errors[local], errors[remote]) == (0, ERROR_NS)
    assert errors[elsewhere] > ERROR_NS


def test_a_verb_that_a_server_does_not_have_is_told_from_one_that_it_refuses() -> None:
    for desks in remote():
        with pytest.raises(NotServed, match="desk: verb = 'dance'"):
            desks.desk.call("dance")
        with pytest.raises(ServiceFault) as refused:
            desks.desk.call("choose", "blue")
        assert not isinstance(refused.value, NotServed)


@pytest.mark.parametrize("value", ["95,3", True, {"km": 1}])
def test_a_number_that_is_none_is_a_fault_where_time_passes(desks: Desks, value: Json) -> None:
    heard: Heard = []
    desks.phone.watch(desks.listener(heard))
    desks.phone.call("mileage", 7)
    desks.hear(heard, 1)
    with pytest.raises(ServiceFault, match=r"phone\.mileage = .*; allowed: a number in km, or null"):
        said(desks, value)
    assert ("mileage", value) not in desks.news(heard)


@pytest.mark.parametrize(("value", "port"), [("light", "weight"), (25, "weight"), (15, "load"), (True, "weight")])
def test_what_a_port_of_a_lab_does_not_show_is_a_fault_as_for_the_suite(
    desks: Desks, value: Json, port: str
) -> None:
    heard: Heard = []
    desks.desk.watch(desks.listener(heard))
    desks.desk.call("weigh", 7)
    desks.hear(heard, 2)
    with pytest.raises(ServiceFault, match=rf"desk\.{port} = .*; allowed: a number from 0 to [12]0 kg, or null"):
        weighed(desks, value)
    assert ("weight", value) not in desks.news(heard)


def test_all_ports_of_an_item_show_what_was_published(desks: Desks) -> None:
    tracks = ServiceBinding({"desk": desks.desk}, BOOK).standing()
    assert tracks[WEIGHT.name].value == tracks[LOAD.name].value == "nothing"
    heard: Heard = []
    desks.desk.watch(desks.listener(heard))
    desks.desk.call("weigh", 7)
    desks.hear(heard, 2)
    assert tracks[WEIGHT.name].value == tracks[LOAD.name].value == 7


def weighed(desks: Desks, value: Json) -> None:
    desks.desk.call("weigh", value)
    desks.kernel.run_for(10 * S)


def said(desks: Desks, value: Json) -> None:
    desks.phone.call("mileage", value)
    desks.kernel.run_for(10 * S)


def test_a_server_that_is_not_there_is_a_fault() -> None:
    hub = ServiceHub("http://127.0.0.1:9", WallKernel(), lambda: 0, 0)
    with pytest.raises(ServiceFault, match="POST /services/desk/echo: ConnectError"):
        RemoteService(hub, "desk").call("echo")
    with pytest.raises(ServiceFault, match="GET /changes"):
        hub.start()
    hub.close()
    measured = ServiceHub("http://127.0.0.1:9", WallKernel(), None, 0)
    with pytest.raises(ServiceFault, match="GET /clock"):
        measured.start()
    measured.close()
