"""What speaks against the recording itself, and what against the vehicle."""

from __future__ import annotations

from contextlib import closing, nullcontext
from functools import partial

import can
import pytest

from clock.kernel import MS, S
from rigs.errors import RecordingFault
from rigs.files.rig_file import ROOT
from rigs.ports import controls, supply
from rigs.recording.integrity import BUS_OFF, CONTROLLER_ERROR, RECEIVE_OVERFLOW, Finding, doubts, lateness_doubt
from rigs.rest.rest_state import prepare
from rigs.run.session import Plan, open_session
from rigs.values.interval import Interval
from tests.support.kernel_rig import BARE, NETWORK, KernelRig, frame

DOORS = "doors.front_left.lock"
VIRTUAL = ROOT / "rigs" / "virtual.toml"
AIRBAG = NETWORK.message_of("crash.airbag")
DOORS_CYCLE_S = (NETWORK.message_of(DOORS).cycle_ns or 0) / S


def cycle(sender: str) -> Finding:
    return Finding("cycle", f"can0: a message of {sender or 'none'} is missing", 2 * S, sender)


def heard(rig: KernelRig, delays_s: list[float], clock_error_ns: int = 0) -> KernelRig:
    """Frames that are stamped at 1 s, 2 s and so on, and come later by these delays."""
    for second, delay_s in enumerate(delays_s, start=1):
        hear = partial(rig.recorder.ear("comfort"), second * S, frame(DOORS))
        rig.kernel.call_at(second * S + round(delay_s * S), hear)
    rig.run(len(delays_s) + 2)
    return rig


def test_one_unit_that_sends_late_is_no_doubt() -> None:
    assert list(doubts([cycle("BODY"), cycle("BODY")])) == []


def test_messages_of_two_units_missing_is_more_than_a_unit_can_do() -> None:
    (doubt,) = doubts([cycle("CLIMATE"), cycle("BODY"), cycle("BODY")])
    assert doubt == (
        "frames of BODY, CLIMATE were missing, first cycle: can0: a message of CLIMATE is missing at 2.000 s"
    )


@pytest.mark.parametrize(
    ("monitor", "told"),
    [
        ("length", "had another length"),
        ("value", "had values without a meaning"),
        ("unknown id", "were heard on a bus that is not theirs"),
    ],
)
def test_what_several_units_send_wrongly_is_more_than_a_unit_can_do(monitor: str, told: str) -> None:
    wrong = [Finding(monitor, "can0: wrong", S, sender) for sender in ("CLIMATE", "BODY", "BODY")]
    assert list(doubts(wrong)) == [f"frames of BODY, CLIMATE {told}, first {monitor}: can0: wrong at 1.000 s"]


def locks(*sent: tuple[float, str]) -> list[str]:
    """What speaks against a rig on which the message of the locks was heard at some times."""
    rig = KernelRig()
    for when_s, state in sent:
        rig.hear("comfort", when_s, frame("doors.front_left.lock", FrontLeft=state))
    rig.run(20)
    return [doubt for doubt in rig.recorder.doubts() if "two senders" in doubt]


def test_a_message_that_bears_two_payloads_in_turn_is_sent_by_two_nodes() -> None:
    told = [each for cycle in range(5) for each in ((1 + cycle / 2, "locked"), (1.2 + cycle / 2, "unlocked"))]
    (doubt,) = locks(*told)
    assert "two senders: can0: BodyLocks bears two payloads in turn, each in its own cycle" in doubt


def test_a_message_that_changes_as_its_unit_likes_is_sent_by_one() -> None:
    assert locks(*((1 + change * 0.7, ("locked", "unlocked")[change % 2]) for change in range(20))) == []
    assert locks(*((1 + change * 0.5, "locked") for change in range(20))) == []


def test_a_whole_bus_missing_is_a_doubt() -> None:
    assert list(doubts([cycle("")])) == ["cycle: can0: a message of none is missing at 2.000 s"]


@pytest.mark.parametrize("monitor", ["unknown id", "length", "value"])
def test_what_the_vehicle_sent_wrongly_is_no_doubt(monitor: str) -> None:
    assert list(doubts([Finding(monitor, "can0: wrong", S, "BODY"), Finding(monitor, "can0: wrong", S)])) == []


def error_frame(data: bytes) -> can.Message:
    return can.Message(arbitration_id=CONTROLLER_ERROR, is_error_frame=True, data=data.ljust(8, b"\0"))


def test_an_adapter_that_tells_of_lost_frames_is_a_doubt() -> None:
    rig = KernelRig()
    rig.hear("comfort", 1.0, error_frame(bytes([0, RECEIVE_OVERFLOW])))
    rig.run(2)
    assert rig.recorder.doubts() == ["overflow: can0: the adapter of the comfort bus has lost frames at 1.000 s"]
    with pytest.raises(RecordingFault, match="the adapter of the comfort bus has lost frames"):
        rig.scene.finish()
    assert rig.journal.notes == rig.recorder.doubts()


def test_an_adapter_that_has_left_the_bus_is_a_doubt() -> None:
    rig = KernelRig()
    rig.hear("comfort", 1.0, can.Message(arbitration_id=BUS_OFF, is_error_frame=True, data=bytes(8)))
    rig.run(2)
    assert rig.recorder.doubts() == ["bus-off: can0: the adapter has left the comfort bus at 1.000 s"]


def test_what_is_wrong_with_an_ecu_that_the_rig_simulates_is_a_doubt() -> None:
    late = cycle("AIRBAG")
    assert list(doubts([late], {"AIRBAG"})) == [str(late)]
    assert list(doubts([late], {"BATTERY"})) == []


@pytest.mark.parametrize(("kind", "blamed"), [("bench", True), ("virtual", False)])
def test_the_ecus_that_a_rig_simulates_are_its_own_where_something_real_is_beside_them(
    kind: str, blamed: bool
) -> None:
    rig = KernelRig(rig=BARE.model_copy(update={"kind": kind, "ecus": {"AIRBAG": "simulated"}}))
    rig.hear("inter_system", 1.0, can.Message(arbitration_id=AIRBAG.frame_id, is_extended_id=False, data=b"1"))
    rig.run(2)
    (finding,) = rig.recorder.findings
    assert (finding.monitor, finding.sender) == ("length", "AIRBAG")
    told = pytest.raises(RecordingFault, match=r"length: can1: inter_system\.AirbagCrash")
    with told if blamed else nullcontext():
        rig.scene.finish()


def silent(*shown: tuple[float, str], supply_taken_s: float | None = None) -> list[str]:
    """What speaks against an ear whose bus spoke at some times, each time once with a state of its master."""
    rig = KernelRig()
    for when_s, state in shown:
        rig.hear("comfort", when_s, frame("network.comfort.state", State=state))
    if supply_taken_s is not None:
        rig.at(supply_taken_s, lambda: rig.recorder.supply_taken(Interval.at(rig.kernel.now_ns)))
    rig.run(20)
    return rig.recorder.doubts()


SILENT = (
    "can0: the comfort bus fell silent at 1.100 s while its master said that it is awake, and with its supply on"
)
AWAKE = ((1.0, "awake"), (1.05, "awake"), (1.1, "awake"))


def test_a_bus_that_is_not_heard_again_after_its_master_said_awake_is_a_doubt() -> None:
    assert silent(*AWAKE) == [SILENT]


def test_a_bus_that_begins_anew_with_waking_after_its_master_said_awake_is_a_doubt() -> None:
    assert silent(*AWAKE, (10.0, "waking"), (10.05, "asleep")) == [SILENT]


@pytest.mark.parametrize("later", [(), ((10.0, "waking"), (10.05, "asleep"))])
def test_a_bus_whose_supply_is_taken_falls_silent_without_a_word(later: tuple[tuple[float, str], ...]) -> None:
    assert silent(*AWAKE, *later, supply_taken_s=1.15) == []
    assert silent(*AWAKE, *later, supply_taken_s=5.0) == [SILENT]


def test_a_bus_whose_master_has_put_it_to_sleep_may_be_silent() -> None:
    assert silent(*AWAKE, (1.15, "going_to_sleep"), (1.2, "asleep")) == []


def test_a_new_scenario_is_not_blamed_for_the_silence_of_the_one_before() -> None:
    rig = KernelRig()
    for when_s, state in (*AWAKE, (10.0, "waking"), (10.05, "asleep")):
        rig.hear("comfort", when_s, frame("network.comfort.state", State=state))
    rig.run(20)
    rig.recorder.restart_traffic()
    assert rig.recorder.doubts() == []


def test_a_supply_that_a_scenario_takes_away_is_known_to_the_recorder() -> None:
    with (
        closing(open_session(Plan.load(VIRTUAL, None, 1, keep_traffic=False))) as session,
        session.scene("features/x.feature::x", ()) as scene,
    ):
        prepare(scene)
        scene.stimulate(controls.IGNITION, "on")
        scene.wait(2)
        scene.stimulate(supply.VOLTAGE, 0)
        scene.wait(2)
        scene.finish()  # which gives the supply back, since each bus must speak


class TestLateness:
    def test_what_runs_late_is_a_doubt_of_its_scenario_alone(self, monkeypatch: pytest.MonkeyPatch) -> None:
        rig = KernelRig(lateness_ns={"the server": 501 * MS})
        monkeypatch.setattr(rig.kernel, "take_lateness_ns", lambda: 700 * MS)
        with pytest.raises(RecordingFault) as fault:
            rig.scene.finish()
        assert "this run was late by 700 ms, 500 ms are allowed" in str(fault.value)
        assert "the server was late by 501 ms, 500 ms are allowed" in str(fault.value)

    def test_what_was_late_before_the_scenario_began_is_forgotten(self) -> None:
        late = {"the server": 501 * MS}
        rig = KernelRig(rig=BARE, lateness_ns=late)
        rig.scene.begin()
        rig.scene.finish()
        assert late == {}

    def test_a_clock_that_may_be_off_may_be_late_by_as_much_more(self) -> None:
        assert lateness_doubt("it", 501 * MS, 1 * MS) is None
        assert lateness_doubt("it", 502 * MS, 1 * MS) == "it was late by 502 ms, 501 ms are allowed"


def test_an_error_on_the_wires_is_nobodys_in_particular_and_a_doubt() -> None:
    rig = KernelRig()
    rig.hear("comfort", 1.0, error_frame(bytes([0, 0x04])))
    rig.run(2)
    assert rig.recorder.doubts() == ["error frame: can0: an error of class 0x4 on the comfort bus at 1.000 s"]
    assert [finding.monitor for finding in rig.recorder.findings] == ["error frame"]


def test_a_busy_machine_that_is_late_now_and_then_is_no_doubt() -> None:
    assert heard(KernelRig(), [0.3, 0.001, 0.7]).recorder.doubts() == []


def test_a_clock_that_is_late_all_the_time_is_a_doubt() -> None:
    assert heard(KernelRig(), [0.3, 0.2, 0.7]).recorder.doubts() == [
        "can0: the time stamps are 200.0 ms behind the clock of the rig, its file allows 0 ms"
    ]


def test_a_clock_may_be_off_as_far_as_the_rig_file_says() -> None:
    assert heard(KernelRig(clock_error_ns=200 * MS), [0.3, 0.2]).recorder.doubts() == []


def steadily(delays_s: list[float]) -> KernelRig:
    """A rig that hears a frame every 100 ms, each so long after its stamp."""
    rig = KernelRig()
    ear = rig.recorder.ear("comfort")
    for number, delay_s in enumerate(delays_s, start=20):
        at_ns = round((number / 10 - delay_s) * S)
        rig.at(number / 10, partial(ear, at_ns, frame("network.comfort.state")))
    rig.run(20)
    return rig


def test_a_clock_that_was_right_and_then_stands_still_is_a_doubt() -> None:
    (doubt,) = steadily([0.0] * 5 + [0.1 * number for number in range(40)]).recorder.doubts()
    assert doubt.startswith("can0: the time stamps have been behind the clock of the rig for 2.0 s, by 26")


def test_frames_that_a_busy_machine_reads_late_all_at_once_are_no_doubt() -> None:
    assert steadily([0.0] * 5 + [1.9] * 18 + [0.0] + [1.9] * 18 + [0.0]).recorder.doubts() == []


def test_a_stamp_in_the_future_is_a_doubt() -> None:
    assert heard(KernelRig(), [0.001, -0.05]).recorder.doubts() == [
        "can0: the time stamps are 50.0 ms ahead of the clock of the rig, its file allows 0 ms"
    ]


def test_the_next_scenario_begins_without_the_doubts_of_the_last() -> None:
    rig = heard(KernelRig(), [0.3])
    assert rig.recorder.doubts()
    rig.recorder.restart_traffic()
    assert rig.recorder.doubts() == []


def last_change(second_s: float) -> tuple[float, float]:
    """When the lock of a door may have changed that was first seen so long after the frame before."""
    rig = KernelRig()
    for turn in range(60):
        rig.hear("comfort", 0.9 + turn * 0.05, frame("vehicle.speed_kmh"))
    rig.hear("comfort", 1.0, frame(DOORS, FrontLeft="locked"))
    rig.hear("comfort", 1.0 + DOORS_CYCLE_S, frame(DOORS, FrontLeft="locked"))
    rig.hear("comfort", 1.0 + DOORS_CYCLE_S + second_s, frame(DOORS, FrontLeft="unlocked"))
    rig.run(5)
    change = list(rig.recorder.tracks[DOORS])[-1]
    before_s = 1.0 + DOORS_CYCLE_S
    return change.when.earliest_ns / S - before_s, change.when.latest_ns / S - before_s


def test_a_change_in_a_frame_out_of_turn_happened_just_before_it() -> None:
    low_s, high_s = last_change(DOORS_CYCLE_S / 2)
    assert high_s == pytest.approx(DOORS_CYCLE_S / 2)
    assert 0 < high_s - low_s < 0.1


def test_a_change_in_a_frame_that_was_due_may_have_happened_since_the_one_before() -> None:
    assert last_change(DOORS_CYCLE_S) == pytest.approx((0.0, DOORS_CYCLE_S))
