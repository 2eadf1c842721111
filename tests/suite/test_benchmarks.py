"""The arithmetic of the benchmarks; no speed is asserted anywhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from pkgutil import resolve_name

import pytest

from benchmarks.figures import Figure, Target, each, table, write_json
from benchmarks.load import NODE, _with_more
from benchmarks.meter import PARTS
from benchmarks.stopwatch import Stopwatch
from benchmarks.suite import Run, _bound_s
from benchmarks.traffic import load_plan


class Clock:
    """A clock that shows what it was told."""

    def __init__(self) -> None:
        self.now_ns = 0

    def __call__(self) -> int:
        return self.now_ns

    def advance(self, duration_ns: int) -> None:
        self.now_ns += duration_ns


class Work:
    """Something that takes time, some of it in a part within it."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def outer(self) -> str:
        self._clock.advance(10)
        self.inner()
        self._clock.advance(1)
        return "done"

    def inner(self) -> None:
        self._clock.advance(100)

    def fail(self) -> None:
        self._clock.advance(5)
        raise ValueError("as it happens")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def work(clock: Clock) -> Iterator[Work]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("outer", "inner", "fail"):
            patch.setattr(Work, name, getattr(Work, name))  # put back what a stopwatch wraps
        yield Work(clock)


def test_time_is_counted_for_the_innermost_part_alone(clock: Clock, work: Work) -> None:
    stopwatch = Stopwatch("rest", clock)
    stopwatch.watch(Work, "outer", "a")
    stopwatch.watch(Work, "inner", "b")
    clock.advance(1000)
    assert work.outer() == "done"
    clock.advance(2000)
    assert stopwatch.read() == {"rest": 3000, "a": 11, "b": 100}
    assert stopwatch.entries == 2


def test_a_part_that_raises_is_left(clock: Clock, work: Work) -> None:
    stopwatch = Stopwatch("rest", clock)
    stopwatch.watch(Work, "fail", "a")
    with pytest.raises(ValueError, match="as it happens"):
        work.fail()
    clock.advance(7)
    assert stopwatch.read() == {"rest": 7, "a": 5}


def test_a_part_within_itself_is_counted_once(clock: Clock, work: Work) -> None:
    stopwatch = Stopwatch("rest", clock)
    stopwatch.watch(Work, "outer", "a")
    stopwatch.watch(Work, "inner", "a")
    work.outer()
    assert stopwatch.read() == {"rest": 0, "a": 111}


def test_a_method_that_is_not_there_cannot_be_watched(clock: Clock) -> None:
    with pytest.raises(AttributeError, match="vanished"):
        Stopwatch("rest", clock).watch(Work, "vanished", "a")


def test_a_figure_is_the_median_and_its_ratio_that_of_the_medians() -> None:
    figure = Figure("group", "name", "us", [3.0, 100.0, 4.0], "base", [2.0, 1.0, 50.0])
    assert figure.value == 4.0
    assert figure.ratio == 2.0
    assert Figure("group", "name", "us", [4.0], "base", [20.0], inverse=True).ratio == 5.0


def test_a_figure_without_a_baseline_has_no_ratio() -> None:
    figure = Figure("group", "name", "us", [4.0])
    assert figure.ratio is None
    assert figure.met is None


@pytest.mark.parametrize(
    ("target", "met"),
    [
        (Target(4.0), True),
        (Target(3.9), False),
        (Target(2.0, of_ratio=True), True),
        (Target(1.9, of_ratio=True), False),
        (Target(2.0, of_ratio=True, at_least=True), True),
        (Target(2.1, of_ratio=True, at_least=True), False),
    ],
)
def test_a_target_judges_the_value_or_the_ratio(target: Target, met: bool) -> None:
    assert Figure("group", "name", "us", [4.0], "base", [2.0], target=target).met is met


def test_a_ratio_target_without_a_baseline_is_not_met() -> None:
    assert Figure("group", "name", "us", [4.0], target=Target(9.0, of_ratio=True)).met is False


def test_times_of_a_whole_become_times_of_its_parts() -> None:
    assert each([8_000, 16_000], 4) == [2.0, 4.0]


def test_the_table_tells_a_missed_target_from_a_met_one() -> None:
    figures = [
        Figure("one", "slow", "us", [9.0], target=Target(8.0)),
        Figure("one", "fast", "us", [2.0, 3.0, 4.0], "slow", [9.0], inverse=True, target=Target(8.0)),
    ]
    lines = table(figures).splitlines()
    assert lines[0] == "### one"
    assert lines[4] == "| slow | 9 us | 9 to 9 | 1 |  |  | <= 8: MISSED |"
    assert lines[5] == "| fast | 3 us | 2 to 4 | 3 | slow | 3.00 x less | <= 8: met |"


def test_the_file_for_machines_holds_what_was_measured_on_what(tmp_path: Path) -> None:
    path = tmp_path / "output" / "benchmarks.json"
    write_json(path, {"python": "3"}, [Figure("one", "fast", "us", [2.0, 4.0, 3.0], "slow", [9.0])])
    content = json.loads(path.read_text(encoding="utf-8"))
    assert content["python"] == "3"
    (figure,) = content["figures"]
    assert (figure["lowest"], figure["median"], figure["highest"], figure["n"]) == (2.0, 3.0, 4.0, 3)
    assert (figure["baseline_median"], figure["ratio_is"]) == (9.0, "this/baseline")


@pytest.mark.parametrize(("owner", "method", "part"), PARTS)
def test_each_way_into_a_part_is_there(owner: str, method: str, part: str) -> None:
    assert callable(getattr(resolve_name(owner), method)), part


def test_workers_take_no_less_than_the_longest_scenario_and_their_own_start() -> None:
    run = Run(9.0, {"loop begins": 1.0}, {}, 0.0, 4, 0, 0.0, [5.0, 3.0, 2.0, 2.0], [])
    assert [_bound_s(run, workers) for workers in (1, 2, 4, 8)] == [13.0, 8.0, 6.0, 6.0]


def test_a_busier_bus_has_each_cyclic_message_so_many_times() -> None:
    network = load_plan().rig.load_network()
    cyclic = [
        each for bus in network.buses for each in network.messages(bus) if each.cycle_ns and not each.if_active
    ]
    busier = _with_more(network, 4)
    messages = [each for bus in busier.buses for each in busier.messages(bus)]
    assert len({(each.bus, each.extended, each.frame_id) for each in messages}) == len(messages)
    assert len(busier.sent_by(NODE)) == 3 * len(cyclic)
