"""What a scenario leaves behind that did not pass: all that is needed to understand it and to see it again."""

from __future__ import annotations

import io
import json
import re
import wave
from collections.abc import Mapping

import pytest

from clock.kernel import S
from reports.evidence.identification import identification
from reports.evidence.received_msds import received_msds
from rigs.ports import psap
from rigs.recording.journal import Journal
from rigs.values.interval import Interval
from rigs.values.track import Track
from simulators.offboard.emergency import msd
from tests.support.project import Project, Result, Run, new_project

VERDICTS = {
    "Never": "fail",
    "8.0 s": "inconclusive",
    "An ECU raises": "rig fault",
    "A private vehicle": "setup failed",
}
"""The verdict on each planted vehicle."""

LOCKING = """Feature: Verdicts
  @req-REMOTE-15
  Rule: The doors lock within 8 s of the order
"""
LOCKING_STEPS = """
      Given all doors are closed
      And all doors are unlocked
      And the vehicle is asleep
      When the driver orders a lock from the app
      Then all doors are locked within 8 s of the order
"""
CALLS = """@calls @sos_buttons
Feature: Evidence of calls
  @req-ECALL-04
  Rule: Deployed airbags set up an emergency call

    Scenario: The doors are unlocked by a crash
      Given the vehicle is started
      When a crash deploys the airbags
      Then the PSAP and the vehicle are in voice contact in reaction to the crash
      And all doors are unlocked

    Scenario: An MSD that no step reads is kept
      Given the vehicle is started
      When a crash deploys the airbags
      Then the PSAP and the vehicle are in voice contact in reaction to the crash

    Scenario: Without a call there is no MSD
      Given the vehicle is started
      Then no emergency call is placed for 1 s after the start
"""
LATE = """Feature: Runs that are run again
  @req-REMOTE-15
  Rule: The doors lock within 8 s of the order

    Scenario: The first scenario of the file
      Given the vehicle is awake
      And all doors are unlocked
      When the driver orders a lock from the app
      Then all doors are locked within 0.1 s of the order

    Scenario: The driver's order comes too late, "at once" is $HOME & more
      Given the vehicle is awake
      And all doors are unlocked
      When the driver orders a lock from the app
      Then all doors are locked within 0.1 s of the order
"""
AGAIN = 'The driver\'s order comes too late, "at once" is $HOME & more'


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Result]:
    """A run on vehicles that do not pass."""
    project = new_project(tmp_path_factory)
    project.plant_rig("planted_vehicles.py")
    text = LOCKING + "".join(f"\n    Scenario: {title}{LOCKING_STEPS}" for title in VERDICTS)
    project.write("features/remote_control/verdicts.feature", text)
    run = project.run("features/remote_control/verdicts.feature")
    results = project.results()
    assert {title: result.verdict for title, result in results.items()} == VERDICTS, run.output
    return results


@pytest.mark.parametrize("title", VERDICTS)
def test_what_did_not_pass_leaves_diagram_events_units_and_traffic(planted: dict[str, Result], title: str) -> None:
    files = planted[title].attachments
    assert {"timing diagram", "events", "ECU identification", "traffic.log.gz"} <= set(files)
    assert "not seen" not in files["ECU identification"].decode()
    assert files["ECU identification"].count(b"\n") == 9
    assert len(files["traffic.log.gz"]) > 1000


@pytest.mark.parametrize("title", ["Never", "8.0 s"])
def test_a_message_says_what_the_limit_counts_from_and_when_it_was(planted: dict[str, Result], title: str) -> None:
    lines = planted[title].message.splitlines()
    assert re.fullmatch(r"  counted from: the order at \d+\.\d{3} s \(phone order lock\)", lines[-2])
    assert re.fullmatch(r"  at: \d+\.\d{3} .*of rig time \(\d+\.\d{3} s when the verdict was reached\)", lines[-1])


@pytest.mark.parametrize("title", ["An ECU raises"])
def test_a_message_without_a_limit_says_when_it_was_and_what_happened_nearest(
    planted: dict[str, Result], title: str
) -> None:
    lines = planted[title].message.splitlines()
    assert re.fullmatch(r"  at: \d+\.\d{3} .*of rig time \(\d+\.\d{3} s when the verdict was reached\)", lines[-2])
    assert re.fullmatch(r"  nearest event: phone\.order lock at \d+\.\d{3} s \(phone order lock\)", lines[-1])


def test_a_failed_set_up_shows_what_was_done_on_the_way_to_the_rest_state(planted: dict[str, Result]) -> None:
    events = planted["A private vehicle"].attachments["events"].decode()
    assert re.search(r"observed  privacy\.mode: private \(first seen\)", events)
    assert re.search(r"observed  network\.comfort\.state: going_to_sleep -> asleep", events)


def test_a_failed_set_up_shows_the_statement_that_does_not_hold_first(planted: dict[str, Result]) -> None:
    files = planted["A private vehicle"].attachments
    assert "judged    setup failed: privacy.mode is geolocated" in files["events"].decode()
    lanes = re.findall(r'class="label">([^<]*)', files["timing diagram"].decode())
    assert lanes[1:3] == ["privacy.mode is geolocated", "privacy.mode"]


# The data of a call


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Result]:
    """A run with emergency calls."""
    project = new_project(tmp_path_factory)
    project.write("features/emergency_call/evidence.feature", CALLS)
    run = project.run("features/emergency_call/evidence.feature")
    assert run.code == 1, run.output
    return project.results()


@pytest.mark.parametrize(
    ("title", "verdict"),
    [("The doors are unlocked by a crash", "fail"), ("An MSD that no step reads is kept", "pass")],
)
def test_a_data_set_is_kept_as_octets_and_decoded(calls: dict[str, Result], title: str, verdict: str) -> None:
    assert calls[title].verdict == verdict
    text = calls[title].attachments["minimum set of data"].decode()
    head, octets_head, octets, decoded_head, *decoded = text.splitlines()
    assert re.fullmatch(r"MSD 1, received at \d+\.\d{3} s of rig time, acknowledged", head)
    assert octets_head == f"hex, {len(octets) // 2} octets:"
    assert decoded_head == "decoded:"
    assert json.loads("\n".join(decoded)) == msd.decode(bytes.fromhex(octets)).as_dict()


def test_without_a_call_there_is_no_msd(calls: dict[str, Result]) -> None:
    assert "minimum set of data" not in calls["Without a call there is no MSD"].attachments


def test_what_was_heard_is_kept_as_sound(tmp_path_factory: pytest.TempPathFactory) -> None:
    project = new_project(tmp_path_factory)
    run = project.run("features/privacy/switching.feature", "-k", "first and off")
    assert run.code == 0, run.output
    (result,) = project.results().values()
    with wave.open(io.BytesIO(result.attachments["captured audio"])) as sound:
        assert sound.getnframes() > sound.getframerate()
        assert any(sound.readframes(sound.getnframes()))


def journal_with(name: str, *values: object) -> Journal:
    """A journal with one track, a value a second from 1 s on."""
    journal = Journal("features/x.feature::x", "1", "virtual", "electric")
    track = journal.tracks[name] = Track(name)
    for at_s, value in enumerate(values, start=1):
        track.add(Interval.at(at_s * S), value)
    return journal


def test_a_data_set_that_cannot_be_read_is_shown_with_the_reason() -> None:
    unread = {"hex": "FF00", "acknowledged": True, "error": "a whole ECallMessage is missing"}
    read = {"hex": "0102", "acknowledged": False, "decoded": {"vin": "VR7"}}
    text = received_msds(journal_with(psap.MSD.name, "nothing", unread, "nothing", read))
    assert text.splitlines() == [
        "MSD 1, received at 2.000 s of rig time, acknowledged",
        "hex, 2 octets:",
        "FF00",
        "cannot be decoded:",
        "a whole ECallMessage is missing",
        "",
        "MSD 2, received at 4.000 s of rig time, not acknowledged",
        "hex, 2 octets:",
        "0102",
        "decoded:",
        "{",
        '  "vin": "VR7"',
        "}",
    ]


def test_a_data_set_of_an_earlier_scenario_is_not_shown() -> None:
    journal = journal_with(psap.MSD.name, {"hex": "01", "decoded": {}}, {"hex": "02", "decoded": {}})
    journal.connected_ns = 2 * S
    assert re.findall(r"^MSD .*|^0\d$", received_msds(journal), re.MULTILINE) == [
        "MSD 1, received at 2.000 s of rig time, not acknowledged",
        "02",
    ]


# The ECUs


def test_an_ecu_that_was_silent_is_not_seen() -> None:
    journal = journal_with("identity.screen.software_major", 6)
    for name, value in {
        "identity.screen.software_minor": 21,
        "identity.screen.hardware": 2,
        "identity.charger.hardware": None,
        "identity.charger.software_major": None,
    }.items():
        track = journal.tracks[name] = Track(name)
        if value is not None:
            track.add(Interval.at(2 * S), value)
    assert identification(journal).splitlines() == [
        "ECU      software  hardware  seen at, s of rig time",
        "charger  not seen",
        "screen   6.21      2         2.000",
    ]


def test_an_ecu_that_tells_another_version_later_is_shown_with_the_last() -> None:
    journal = journal_with("identity.screen.software_major", 6, 7)
    assert identification(journal).splitlines()[1].split() == ["screen", "7.?", "?", "2.000"]


def test_a_network_in_which_no_unit_tells_its_version_gives_no_table() -> None:
    assert identification(journal_with("identity_of_the_driver", "known")) == ""


# The line that runs it again


def rerun_line(result: Result) -> str:
    (line,) = re.findall(r"^Run it again: `(.*)`$", result.description, re.MULTILINE)
    return str(line)


def run_and_rerun(project: Project, *options: str) -> tuple[Mapping[str, bytes], Run, str]:
    """Run the file, then the line of one scenario as it stands; its log of the first run, that run, the line."""
    run = project.run("features/remote_control/again.feature", *options)
    assert run.code == 1, run.output
    line = rerun_line(project.results()[AGAIN])
    before = project.traces()
    assert len(before) == 2
    again = project.shell(line)
    return {path: log for path, log in before.items() if "the-driver" in path}, again, line


@pytest.fixture(scope="module")
def repeated(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = new_project(tmp_path_factory)
    project.write("features/remote_control/again.feature", LATE)
    virtual = (project.root / "rigs" / "virtual.toml").read_text(encoding="utf-8")
    project.write("rigs/slow clock.toml", virtual.replace('name = "virtual"', 'name = "slow"'))
    return project


@pytest.mark.parametrize(
    "options",
    [
        (),
        pytest.param(("--seed", "7"), marks=pytest.mark.thorough),
        ("--vehicle", "hybrid", "--seed", "3"),
        pytest.param(("--rig", "rigs/slow clock.toml", "--vehicle", "combustion"), marks=pytest.mark.thorough),
        pytest.param(("-n", "2", "--rig", "rigs/slow clock.toml"), marks=pytest.mark.thorough),
    ],
    ids=" ".join,
)
def test_the_line_of_a_failure_gives_the_same_trace(repeated: Project, options: tuple[str, ...]) -> None:
    log, again, line = run_and_rerun(repeated, *options)
    assert again.code == 1, again.output
    assert "1 failed" in again.output, line
    assert repeated.traces() == log


@pytest.mark.thorough
def test_a_rig_that_was_given_from_elsewhere_is_named_from_the_root(repeated: Project) -> None:
    whole = repeated.root / "rigs" / "slow clock.toml"
    _, again, line = run_and_rerun(repeated, "--rig", str(whole))
    assert line.endswith("--rig 'rigs/slow clock.toml'")
    assert again.code == 1, again.output


@pytest.mark.thorough
def test_the_line_of_a_failure_on_a_faulty_vehicle_gives_the_same_trace(repeated: Project) -> None:
    run = repeated.run("features/remote_control/locking.feature", "--fault", "lock-at-8.2s", "--seed", "4")
    assert run.code == 1, run.output
    title = "A lock order locks a vehicle that is asleep"
    line = rerun_line(repeated.results("faults/lock-at-8.2s/allure")[title])
    traces = repeated.traces("faults/lock-at-8.2s/traces")
    again = repeated.shell(line)
    assert "1 failed" in again.output, line
    ((path, log),) = repeated.traces("faults/lock-at-8.2s/traces").items()
    assert traces[path] == log
