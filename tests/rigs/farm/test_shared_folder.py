"""Several runners take each scenario once; what a killed one held comes back, and nothing is lost."""

from __future__ import annotations

import multiprocessing
import os
import stat
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from rigs.errors import ConfigurationError
from rigs.farm.pulling import Puller
from rigs.farm.shared_folder import SILENT_S, About, Lost, SharedFolder, open_folder

SCENARIOS = tuple(f"features/a.feature::Runs {number}" for number in range(6))
ABOUT = About(plan="ab" * 32, file="night", commit="c1", software="s1", seed="1", scenarios=len(SCENARIOS))


class Clock:
    """The seconds that pass, as a test says."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def runner(folder: Path, name: str, clock: Clock | None = None) -> SharedFolder:
    """A runner that has given a sign of life."""
    made = SharedFolder(open_folder(folder, ABOUT), SCENARIOS, name, clock or Clock())
    made.beat()
    return made


def files(folder: Path, kind: str) -> list[str]:
    """What lies open, is held or is done."""
    return sorted(path.name for path in folder.glob(f"plan-*/{kind}/*"))


def test_scenarios_are_taken_in_the_order_of_the_plan_each_once(tmp_path: Path) -> None:
    a, b = runner(tmp_path, "a"), runner(tmp_path, "b")

    assert [a.take(), b.take(), a.take()] == [*SCENARIOS[:3]]


def test_what_is_done_is_never_taken_again(tmp_path: Path) -> None:
    a = runner(tmp_path, "a")
    while (scenario := a.take()) is not None:
        a.finish(scenario)

    assert runner(tmp_path, "b").take() is None
    assert len(files(tmp_path, "done")) == len(SCENARIOS)


def test_what_is_given_back_is_taken_by_the_next(tmp_path: Path) -> None:
    a, b = runner(tmp_path, "a"), runner(tmp_path, "b")
    scenario = a.take()
    assert scenario is not None
    a.give_back(scenario)

    assert b.take() == scenario


def test_a_runner_that_gives_signs_of_life_keeps_what_it_holds(tmp_path: Path) -> None:
    clock = Clock()
    a, b = runner(tmp_path, "a", clock), runner(tmp_path, "b", clock)
    a.take()
    for _ in range(100):
        assert b.give_back_of_the_silent() == []
        clock.now_s += SILENT_S / 2
        a.beat()


def test_what_a_silent_runner_holds_comes_back_and_its_result_does_not_count(tmp_path: Path) -> None:
    clock = Clock()
    a, b = runner(tmp_path, "a", clock), runner(tmp_path, "b", clock)
    scenario = a.take()
    assert scenario is not None
    assert b.give_back_of_the_silent() == []
    clock.now_s += SILENT_S
    assert b.give_back_of_the_silent() == ["a"]
    assert b.take() == scenario
    with pytest.raises(Lost, match="was given to another runner"):
        a.finish(scenario)
    b.finish(scenario)


def test_the_clocks_of_two_machines_need_not_agree(tmp_path: Path) -> None:
    """Who comes late has seen no silence yet, whatever time it is there."""
    late = Clock()
    late.now_s = 1e9
    runner(tmp_path, "a").take()

    assert runner(tmp_path, "b", late).give_back_of_the_silent() == []


def test_who_begins_again_keeps_its_verdicts_and_gives_back_the_rest_at_once(tmp_path: Path) -> None:
    before = runner(tmp_path, "before")
    done, noted, running = (before.take() for _ in range(3))
    assert done is not None
    assert noted is not None
    before.finish(done)
    again = runner(tmp_path, "again")  # killed after the verdict on the second was noted, and in the third

    assert again.take_over("before", [done, noted]) == [done, noted]
    assert files(tmp_path, "held") == []
    assert again.take() == running


def test_who_begins_again_loses_what_another_has_been_given_meanwhile(tmp_path: Path) -> None:
    clock = Clock()
    before, b = runner(tmp_path, "before", clock), runner(tmp_path, "b", clock)
    noted = before.take()
    assert noted is not None
    b.give_back_of_the_silent()
    clock.now_s += SILENT_S
    b.give_back_of_the_silent()
    assert b.take() == noted

    assert runner(tmp_path, "again").take_over("before", [noted]) == []


def test_a_rename_that_a_server_has_done_and_denies_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a = runner(tmp_path, "a")
    rename = Path.rename

    def denied(self: Path, target: Path) -> Path:
        rename(self, target)
        raise FileNotFoundError(2, "gone")

    monkeypatch.setattr(Path, "rename", denied)

    assert a.take() == SCENARIOS[0]


def test_a_runner_waits_while_another_holds_the_last_and_takes_it_when_that_one_is_silent(tmp_path: Path) -> None:
    clock = Clock()
    a, b = runner(tmp_path, "a", clock), runner(tmp_path, "b", clock)
    held = a.take()
    for _ in SCENARIOS[1:]:
        scenario = b.take()
        assert scenario is not None
        b.finish(scenario)
    waited: list[float] = []
    told: list[str] = []

    def wait(s: float) -> None:
        waited.append(s)
        clock.now_s += s

    assert Puller(b, wait, tell=told.append).take() == held
    assert sum(waited) >= SILENT_S
    assert told == [
        "waits for 1 scenarios that other runners hold",
        "nothing is heard of a: what it held runs here",
    ]


def test_a_runner_that_is_to_end_waits_for_nobody(tmp_path: Path) -> None:
    a, b = runner(tmp_path, "a"), runner(tmp_path, "b")
    while a.take() is not None:
        pass
    stop: list[float] = []

    assert Puller(b, stop.append, stopped=lambda: bool(stop)).take() is None
    assert stop


@pytest.mark.parametrize("key", ["commit", "software", "seed"])
def test_a_runner_of_something_else_is_refused(key: str, tmp_path: Path) -> None:
    open_folder(tmp_path, ABOUT)

    with pytest.raises(ConfigurationError, match=r"--pull: folder = .* here it is other: all runners must have"):
        open_folder(tmp_path, ABOUT.model_copy(update={key: "other"}))


def test_another_plan_has_a_folder_of_its_own(tmp_path: Path) -> None:
    assert open_folder(tmp_path, ABOUT) != open_folder(tmp_path, ABOUT.model_copy(update={"plan": "cd" * 32}))


def test_what_is_no_folder_of_runners_is_refused(tmp_path: Path) -> None:
    (open_folder(tmp_path, ABOUT) / "about.json").write_text("{}")

    with pytest.raises(ConfigurationError, match="is none that a runner has made"):
        open_folder(tmp_path, ABOUT)


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(ConfigurationError, match=r"--pull: folder = .*file': .*is a file; must be a folder"):
        open_folder(tmp_path / "file", ABOUT)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)

    with pytest.raises(ConfigurationError, match=r"--pull: folder = .* that all runners can write to"):
        open_folder(tmp_path, ABOUT)


def test_a_folder_that_vanishes_during_the_run_is_told_as_such(tmp_path: Path) -> None:
    a = runner(tmp_path, "a")
    a.folder.rename(tmp_path / "gone")

    with pytest.raises(ConfigurationError, match=r"--pull: folder = .* that all runners can write to"):
        a.take()


class Farm(RuleBasedStateMachine):
    """Runners that take, finish, are interrupted, killed or stand still, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self._place = TemporaryDirectory()
        self.clock = Clock()
        self.count = 0
        self.alive: dict[str, SharedFolder] = {}
        self.runs: dict[str, str] = {}
        self.noted: dict[str, list[str]] = {}
        self.verdicts: Counter[str] = Counter()

    @initialize(count=st.integers(1, 4))
    def begin(self, count: int) -> None:
        for _ in range(count):
            self.start()

    def start(self) -> str:
        name = f"r{self.count}"
        self.count += 1
        self.alive[name] = runner(Path(self._place.name), name, self.clock)
        self.noted[name] = []
        return name

    def drawn(self, data: st.DataObject, busy: bool | None = None) -> str | None:
        names = [name for name in self.alive if busy is None or (name in self.runs) is busy]
        return data.draw(st.sampled_from(sorted(names))) if names else None

    @rule(data=st.data())
    def take(self, data: st.DataObject) -> None:
        name = self.drawn(data, busy=False)
        if name is not None and (scenario := self.alive[name].take()) is not None:
            self.runs[name] = scenario

    @rule(data=st.data())
    def finish(self, data: st.DataObject) -> None:
        name = self.drawn(data, busy=True)
        if name is None:
            return
        scenario = self.runs.pop(name)
        try:
            self.alive[name].finish(scenario)
        except Lost:
            return
        self.noted[name].append(scenario)
        self.verdicts[scenario] += 1

    @rule(data=st.data())
    def interrupt(self, data: st.DataObject) -> None:
        name = self.drawn(data, busy=True)
        if name is not None:
            self.alive[name].give_back(self.runs.pop(name))

    @rule(data=st.data(), after_verdict=st.booleans(), again=st.booleans())
    def kill(self, data: st.DataObject, after_verdict: bool, again: bool) -> None:
        """Kill a runner, perhaps between its verdict and the word of it, and perhaps start it again at once."""
        name = self.drawn(data)
        if name is None:
            return
        del self.alive[name]
        running = self.runs.pop(name, None)
        if running is not None and after_verdict:
            self.noted[name].append(running)
        if again:
            new = self.start()
            counted = self.alive[new].take_over(name, self.noted[name])
            if running in counted:
                self.verdicts[running] += 1
            self.noted[new] = counted

    @rule(data=st.data(), s=st.floats(0, 2 * SILENT_S))
    def pass_time(self, data: st.DataObject, s: float) -> None:
        """Let time pass in which some give signs of life, and others stand still."""
        self.clock.now_s += s
        for name, each in self.alive.items():
            if data.draw(st.booleans(), label=f"{name} beats"):
                each.beat()

    @precondition(lambda self: self.alive)
    @rule(data=st.data())
    def look(self, data: st.DataObject) -> None:
        name = self.drawn(data)
        if name is not None:
            self.alive[name].give_back_of_the_silent()

    @invariant()
    def each_scenario_is_somewhere_once(self) -> None:
        folder = Path(self._place.name)
        places = [name.partition("@")[0] for kind in ("open", "held", "done") for name in files(folder, kind)]
        assert sorted(places) == [f"{place:05}" for place in range(len(SCENARIOS))] or not self.count

    @invariant()
    def no_scenario_has_two_verdicts_that_count(self) -> None:
        assert all(count == 1 for count in self.verdicts.values())

    def teardown(self) -> None:
        """In the end one new runner brings all that is left to its verdict."""
        if self.count:
            last = self.start()
            self._end_with(self.alive[last])
        self._place.cleanup()

    def _end_with(self, last: SharedFolder) -> None:
        def wait(s: float) -> None:
            self.clock.now_s += s

        puller = Puller(last, wait)
        while (scenario := puller.take()) is not None:
            last.finish(scenario)
            self.verdicts[scenario] += 1
        done = [name.partition("@")[0] for name in files(Path(self._place.name), "done")]
        assert done == [f"{place:05}" for place in range(len(SCENARIOS))]
        assert all(count == 1 for count in self.verdicts.values())


Farm.TestCase.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
TestFarm = Farm.TestCase

MANY = tuple(f"features/a.feature::Runs {number}" for number in range(200))
ABOUT_MANY = ABOUT.model_copy(update={"scenarios": len(MANY)})


def take_all(folder: Path, name: str) -> list[str]:
    """Take until nothing is left, in a process of its own; the first of all makes the folder."""
    access = SharedFolder(open_folder(folder, ABOUT_MANY), MANY, name)
    taken = []
    while (scenario := access.take()) is not None:
        taken.append(scenario)
        access.finish(scenario)
    return taken


def test_processes_that_start_at_once_share_all_scenarios_and_run_none_twice(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        taken = pool.starmap(take_all, [(tmp_path, f"r{number}") for number in range(4)])

    assert sorted(name for each in taken for name in each) == sorted(MANY)
    assert list(hidden(tmp_path)) == []


def hidden(folder: Path) -> Iterator[Path]:
    """What a runner left that came second in making the folder."""
    return folder.glob(".plan-*")
