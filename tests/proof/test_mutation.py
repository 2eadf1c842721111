"""Mutation: which changes are made, which are tried, what a run of the features makes of them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import cast

import pytest

from rigs.errors import Failed, Inconclusive, InstrumentFault, MonitorFinding, NodeFault, SetupFailed

pytest.importorskip("cosmic_ray", reason="the group mutation is not installed")

from cosmic_ray.mutating import mutate_code

from proof.mutation import judgements
from proof.mutation.judgements import Judgement, Meaning
from proof.mutation.mutants import Mutant, mutants_of
from proof.mutation.operators import operators
from proof.mutation.places import Places
from proof.mutation.reach import Reach
from proof.mutation.report import report, shares
from proof.mutation.run import Record, Runner, read_results, resume
from proof.mutation.sample import SCOPE, all_mutants, sample, spread
from proof.mutation.tree import ROOT
from proof.mutation.trial import Ended, Kind, Trial, TrialError, kind_of

MODULE = "simulators/ecus/lamp.py"
SOURCE = '''"""A lamp, 1 of 2."""

class Lamp:
    on_s: float = 3.0

    def switch(self, on: bool = False) -> "int | None":
        """Wait 5 s."""
        if on and self.powered:
            self.line.set("on")
        elif self.count > 2:
            raise ValueError(f"more than {2 + 1}")
        return None

    IDENTITY = Identity(software=(1, 2))

    def power_off(self):
        self.count = 7

    def tick(self):
        if not self.powered:
            return
'''
LOCKING = "features/remote_control/locking.feature::A lock order locks a vehicle that is asleep"


def project(folder: Path, source: str = SOURCE) -> Path:
    path = folder / MODULE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, encoding="utf-8")
    return folder


def changes(root: Path, operator: str) -> list[str]:
    return [mutant.lines(root)[1] for mutant in mutants_of(root, MODULE) if mutant.operator == operator]


@pytest.mark.parametrize("name", operators())
def test_an_operator_does_what_its_examples_show(name: str) -> None:
    operator = operators()[name]
    for example in operator.examples():
        changed = mutate_code(example.pre_mutation_code, operator, example.occurrence)
        if not example.operator_args:
            assert changed == example.post_mutation_code


def test_a_condition_is_taken_away_both_ways(tmp_path: Path) -> None:
    assert changes(project(tmp_path), "condition fixed") == ["if True:", "if False:", "elif True:", "elif False:"]


def test_a_call_whose_answer_nobody_takes_is_left_out(tmp_path: Path) -> None:
    assert changes(project(tmp_path), "call omitted") == ["pass"]


def test_numbers_in_words_messages_and_types_are_no_behaviour(tmp_path: Path) -> None:
    lines = {mutant.line for mutant in mutants_of(project(tmp_path), MODULE) if mutant.operator == "number"}
    assert lines == {SOURCE[: SOURCE.index(text)].count("\n") + 1 for text in ("3.0", "> 2:")}


def test_what_a_unit_does_without_supply_is_left_alone(tmp_path: Path) -> None:
    begin = SOURCE[: SOURCE.index("def power_off")].count("\n") + 1
    assert not [mutant for mutant in mutants_of(project(tmp_path), MODULE) if mutant.line >= begin]


def test_the_id_of_a_mutant_outlives_lines_above_it(tmp_path: Path) -> None:
    before = mutants_of(project(tmp_path), MODULE)
    after = mutants_of(project(tmp_path, SOURCE.replace("class", "LEFT = (1, 2)\n\nclass")), MODULE)
    assert {mutant.id for mutant in before} < {mutant.id for mutant in after}
    assert len({mutant.id for mutant in after}) == len(after)


def test_a_default_value_runs_at_import_and_a_statement_of_a_method_does_not() -> None:
    places = Places.of(SOURCE)
    assert [place.at_import for line in (4, 6, 8, 9) if (place := places.at(line))] == [True, True, False, False]
    assert [place.scope for line in (4, 9) if (place := places.at(line))] == ["Lamp", "Lamp.switch"]


def test_mutants_are_made_of_every_module_of_the_ecus_and_of_the_app() -> None:
    paths = {path.relative_to(ROOT).as_posix() for pattern in SCOPE for path in ROOT.glob(pattern)}
    for folder in ("simulators/ecus", "simulators/offboard/phone"):
        assert {path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*.py")} <= paths


def test_a_sample_takes_from_each_module_by_its_size() -> None:
    assert spread({"a": 10, "b": 100, "c": 0, "d": 1}, 13) == {"a": 2, "b": 10, "c": 0, "d": 1}
    assert spread({"a": 1, "b": 1, "c": 1}, 2) == {"a": 1, "b": 1, "c": 0}
    assert sum(spread({"a": 3, "b": 4}, 100).values()) == 7


def test_a_sample_is_that_of_its_seed() -> None:
    first = sample(ROOT, 60, seed=1)
    assert first == sample(ROOT, 60, seed=1)
    assert len(first) == 60
    assert {mutant.id for mutant in first} != {mutant.id for mutant in sample(ROOT, 60, seed=2)}


REACH = Reach(
    {"long": 2.0, "short": 1.0, "other": 1.0},
    {MODULE: {8: frozenset({"long", "short"}), 9: frozenset({"long"}), 12: frozenset({"short", "other"})}},
)


def test_scenarios_that_run_the_most_of_the_function_come_first() -> None:
    place = Places.of(SOURCE).at(8)
    assert place
    assert REACH.scenarios(MODULE, place) == ["short", "long"]


def test_what_runs_at_import_reaches_all_that_use_its_class() -> None:
    place = Places.of(SOURCE).at(4)
    assert place
    assert set(REACH.scenarios(MODULE, place)) == {"long", "short", "other"}


@pytest.mark.parametrize(
    ("error", "phase", "kind"),
    [
        (Failed("late"), "call", Kind.FAIL),
        (MonitorFinding("unknown id"), "call", Kind.MONITOR),
        (Inconclusive("across"), "call", Kind.INCONCLUSIVE),
        (SetupFailed("no"), "call", Kind.SETUP),
        (Failed("no"), "setup", Kind.SETUP),
        (NodeFault("raised"), "call", Kind.CRASH),
        (ZeroDivisionError(), "setup", Kind.CRASH),
        (InstrumentFault("lost"), "call", Kind.RIG),
    ],
)
def test_an_end_has_the_kind_of_its_exception(error: Exception, phase: str, kind: Kind) -> None:
    assert kind_of(error, phase) == kind


TRIAL = """
import json, pathlib, sys
from proof.mutation import trial
source, scenario, path = sys.argv[1:4]
root = pathlib.Path(sys.argv[4])
trial.load_foreign()
trial.SCENARIO_CPU_S = 1.0
judge = trial.Judge([scenario], {scenario: 0.2}, rest=False)
print(json.dumps(vars(trial.run_forked(root, judge, mutant=(path, source)).wait())))
"""


def try_locks(reaction: str) -> Ended:
    """Runs one scenario on doors that react otherwise."""
    path = "simulators/ecus/body/locks.py"
    usual = "self._start.arm_in(seconds(self.calibration.reaction_s))"
    source = (ROOT / path).read_text(encoding="utf-8")
    assert usual in source
    command = [sys.executable, "-c", TRIAL, source.replace(usual, reaction), LOCKING, path, str(ROOT)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)  # noqa: S603  # our own words
    return Ended.from_dict(json.loads(done.stdout))


@pytest.mark.thorough
def test_a_mutant_that_a_scenario_fails_is_caught_by_its_verdict() -> None:
    ended = try_locks("self._start.arm_in(seconds(9))")
    assert (ended.kind, ended.scenario) == (Kind.FAIL, LOCKING)


@pytest.mark.thorough
def test_a_mutant_that_the_scenario_passes_survives() -> None:
    ended = try_locks("self._start.arm_in(seconds(0.5))")
    assert (ended.kind, ended.passed) == (Kind.SURVIVED, 1)


@pytest.mark.thorough
def test_a_mutant_that_raises_is_told_apart() -> None:
    assert try_locks("raise KeyError(target)").kind == Kind.CRASH


@pytest.mark.thorough
def test_a_mutant_that_has_no_end_is_ended() -> None:
    ended = try_locks("\n        while True: pass")
    assert (ended.kind, ended.scenario) == (Kind.TIME_OUT, LOCKING)


def test_a_mutant_that_cannot_be_imported_does_not_start() -> None:
    assert try_locks("(").kind in {Kind.NO_START, Kind.CRASH}


def test_a_run_that_is_killed_decides_nothing(tmp_path: Path) -> None:
    process = os.fork()
    if not process:
        os.kill(os.getpid(), signal.SIGKILL)
    reading, writing = os.pipe()
    os.close(writing)
    folder = tempfile.TemporaryDirectory(dir=tmp_path)
    (Path(folder.name) / "printed.txt").touch()
    with pytest.raises(TrialError, match="ended with -9"):
        Trial(process, reading, folder).wait()


def record(name: str, kind: Kind = Kind.FAIL, *, whole: bool = True) -> Record:
    mutant = Mutant(name, MODULE, 8, "Lamp.switch", "condition negated", 0)
    return Record(mutant, "if a", "if not a", reached=3, whole=whole, ended=Ended(kind))


class CountingRunner:
    """Catches everything; remembers what it was given."""

    def __init__(self, *, whole: bool = True) -> None:
        self.given: list[str] = []
        self.whole = whole

    def run(self, mutants: Sequence[Mutant]) -> Iterator[Record]:
        for mutant in mutants:
            self.given.append(mutant.id)
            yield record(mutant.id)


def test_a_run_that_was_stopped_goes_on_where_it_was(tmp_path: Path) -> None:
    results = tmp_path / "results.jsonl"
    torn = record("b").to_json()[:40]
    results.write_text(record("a", Kind.SURVIVED).to_json() + "\n" + torn, encoding="utf-8")
    runner = CountingRunner()
    mutants = [record(name).mutant for name in "abc"]
    records = resume(cast(Runner, runner), mutants, results, lambda _text: None)
    assert runner.given == ["b", "c"]
    assert [each.ended.kind for each in records] == [Kind.SURVIVED, Kind.FAIL, Kind.FAIL]
    assert list(read_results(results)) == ["a", "b", "c"]


def test_what_survived_the_scenarios_that_reach_it_is_tried_with_the_others(tmp_path: Path) -> None:
    results = tmp_path / "results.jsonl"
    quick = [record("a", whole=False), record("b", Kind.SURVIVED, whole=False), record("c", Kind.SURVIVED)]
    results.write_text("".join(each.to_json() + "\n" for each in quick), encoding="utf-8")
    runner, quick_runner = CountingRunner(), CountingRunner(whole=False)
    for each in (quick_runner, runner):
        resume(cast(Runner, each), [record(name).mutant for name in "abc"], results, lambda _text: None)
    assert (quick_runner.given, runner.given) == ([], ["b"])


RECORDS = [record("a"), record("b", Kind.SURVIVED), record("c", Kind.SURVIVED), record("d", Kind.CRASH)]
JUDGED = {"b": Judgement(Meaning.EQUIVALENT, "Never both.")}


def test_a_report_names_each_survivor_and_what_it_means() -> None:
    text = report(RECORDS, JUDGED, "command", "hash")
    assert text.index("### Not judged yet") < text.index("(c; 3 scenarios run it)") < text.index("### Equivalent")
    assert "Never both. *To be confirmed.*" in text


def test_only_what_a_second_reader_has_confirmed_leaves_the_share() -> None:
    def counts(judged: dict[str, Judgement]) -> list[str]:
        lines = report(RECORDS, judged, "", "").splitlines()
        first = lines.index("| Of | Mutants | Caught | Share |") + 2
        return [line.split(" | ", 1)[1].rstrip(" |") for line in lines[first : first + 3]]

    assert counts(JUDGED) == 3 * ["4 | 2 | 50.0 %"]
    confirmed = {"b": Judgement(Meaning.EQUIVALENT, "Never both.", confirmed=True)}
    assert counts(confirmed) == ["4 | 2 | 50.0 %", *2 * ["3 | 2 | 66.7 %"]]
    outside = {"b": Judgement(Meaning.OUTSIDE, "No time.", confirmed=True)}
    assert counts(outside) == [*2 * ["4 | 2 | 50.0 %"], "3 | 2 | 66.7 %"]


def test_a_report_says_when_scenarios_were_left_out() -> None:
    assert "--reached" not in report(RECORDS, {}, "", "")
    assert "--reached" in report([*RECORDS, record("e", whole=False)], {}, "", "")


def test_the_shares_are_told_by_kind() -> None:
    assert shares(RECORDS).splitlines()[0] == "2 of 4 mutants caught (50.0 %)"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[a]\nmeaning = 'fine'\nreason = 'x'\n", "a: meaning must be one of gap, outside, equivalent"),
        ("[a]\nmeaning = 'gap'\n", "a: reason is missing"),
        ("[a]\nmeaning = 'gap'\nreason = 'x'\nwhy = 1\n", "a: why: allowed is meaning, reason, confirmed"),
    ],
)
def test_a_judgement_that_is_not_allowed_is_named(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "survivors.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        judgements.load(path)


def test_the_judgements_can_be_read() -> None:
    judgements.load()


def test_each_judgement_is_of_a_mutant_that_there_is() -> None:
    assert judgements.load().keys() <= {mutant.id for mutant in all_mutants(ROOT)}
