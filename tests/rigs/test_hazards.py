"""What a vehicle does to its surroundings needs the leave of the bench, and is left out in its quiet hours."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from rigs.files.hardware import Hazards
from rigs.files.rig_file import RigFile
from rigs.ports import phone, surroundings
from rigs.ports.house import HOUSE
from rigs.ports.port import ANY_OTHER, Effect, Stimulus
from rigs.safety import unwelcome
from tests.steps.test_ports_needed import ADDRESSES
from tests.support.bench_file import NAME, bench_file
from tests.support.kernel_rig import RIG, KernelRig
from tests.support.project import Project, project_of

NIGHT = "22:00-06:00"
SETTING: dict[Effect, tuple[Stimulus, str]] = {
    "horn": (phone.ORDER, "horn"),
    "lights": (phone.ORDER, "lights"),
    "heating": (phone.PROGRAMME_PRECONDITIONING, "07:30"),
    "charging": (surroundings.PLUG, "plugged"),
}


def bench(*allow: Effect, quiet_hours: str | None = None) -> RigFile:
    return RIG.model_copy(
        update={"name": "lab", "kind": "bench", "hazards": Hazards(allow=allow, quiet_hours=quiet_hours)}
    )


def at(monkeypatch: pytest.MonkeyPatch, time: str) -> None:
    monkeypatch.setattr("rigs.safety.local_time", lambda: dt.time.fromisoformat(time))


def test_a_bench_that_says_nothing_allows_nothing() -> None:
    assert unwelcome(bench(), {"horn", "charging"}) == "rig lab does not allow charging, horn"
    assert unwelcome(bench("horn"), {"horn", "charging"}) == "rig lab does not allow charging"
    assert unwelcome(bench("horn"), {"horn"}) is None
    assert unwelcome(bench(), ()) is None


def test_a_simulated_rig_disturbs_nobody() -> None:
    assert unwelcome(RIG, {"horn", "heating"}) is None


@pytest.mark.parametrize(
    ("time", "hours", "quiet"),
    [
        ("21:59", NIGHT, False),
        ("22:00", NIGHT, True),
        ("03:00", NIGHT, True),
        ("05:59", NIGHT, True),
        ("06:00", NIGHT, False),
        ("12:00", "12:00-13:00", True),
        ("13:00", "12:00-13:00", False),
        ("11:59", "12:00-13:00", False),
    ],
)
def test_in_quiet_hours_nothing_of_it_is_done(
    time: str, hours: str, *, quiet: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, time)
    told = unwelcome(bench("horn", quiet_hours=hours), {"horn"})
    assert told == (f"rig lab has quiet hours now ({hours}), without horn" if quiet else None)
    assert unwelcome(bench("horn", quiet_hours=hours), ()) is None


@pytest.mark.parametrize("effect", SETTING)
def test_a_stimulus_that_the_bench_does_not_allow_ends_the_scenario_as_not_applicable(effect: Effect) -> None:
    port, value = SETTING[effect]
    rig = KernelRig(rig=bench())
    with pytest.raises(pytest.skip.Exception, match=f"^not applicable: rig lab does not allow {effect}$"):
        rig.scene.stimulate(port, value)
    assert rig.journal.events == []


def test_what_disturbs_nobody_needs_no_leave() -> None:
    quiet = {(phone.ORDER, "lock"), (phone.PROGRAMME_PRECONDITIONING, "off"), (surroundings.PLUG, "unplugged")}
    assert {port.effect_of(value) for port, value in quiet} == {None}
    assert {port.effect_of(value) for port, value in SETTING.values()} == set(SETTING)


def test_each_word_with_an_effect_is_one_that_its_port_takes() -> None:
    for port in HOUSE.stimuli.values():
        assert not port.takes.words or set(port.effects) <= {*port.takes.words, ANY_OTHER}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return project_of(tmp_path_factory, "remote_control", "charging", "preconditioning")


@pytest.mark.thorough
def test_what_a_bench_does_not_allow_is_told_before_the_run(project: Project, tmp_path: Path) -> None:
    file = bench_file(tmp_path, ADDRESSES, more='[hazards]\nallow = ["lights", "charging"]')
    done = project.run("features", "-q", "-m", "not calls", "--rig", str(file), "--collect-only")
    told = [line for line in done.output.splitlines() if "scenarios do not apply: " in line]
    whys = sorted(line.partition(": ")[2] for line in told)
    assert whys == [f"rig {NAME} does not allow {what}" for what in ("heating", "heating, horn", "horn")]
    assert f"what a rig allows stands in [hazards] of {file}" in done.output
