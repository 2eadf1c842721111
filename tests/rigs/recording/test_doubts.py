"""What speaks against the recording itself, and what against the vehicle."""

from __future__ import annotations

from functools import partial

import can
import pytest

from clock.kernel import MS, S
from rigs.errors import RecordingFault
from rigs.recording.integrity import CONTROLLER_ERROR, RECEIVE_OVERFLOW, Finding, doubts
from tests.support.kernel_rig import NETWORK, KernelRig, frame

DOORS = "doors.front_left.lock"
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


def test_a_whole_bus_missing_is_a_doubt() -> None:
    assert list(doubts([cycle("")])) == ["cycle: can0: a message of none is missing at 2.000 s"]


@pytest.mark.parametrize("monitor", ["unknown id", "length", "value", "bus-off", "error frame"])
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


def test_another_trouble_of_the_controller_is_no_doubt() -> None:
    rig = KernelRig()
    rig.hear("comfort", 1.0, error_frame(bytes([0, 0x04])))
    rig.run(2)
    assert rig.recorder.doubts() == []
    assert [finding.monitor for finding in rig.recorder.findings] == ["error frame"]


def test_a_busy_machine_that_is_late_now_and_then_is_no_doubt() -> None:
    assert heard(KernelRig(), [0.3, 0.001, 0.7]).recorder.doubts() == []


def test_a_clock_that_is_late_all_the_time_is_a_doubt() -> None:
    assert heard(KernelRig(), [0.3, 0.2, 0.7]).recorder.doubts() == [
        "can0: the time stamps are 200.0 ms behind the clock of the rig, its file allows 0 ms"
    ]


def test_a_clock_may_be_off_as_far_as_the_rig_file_says() -> None:
    assert heard(KernelRig(clock_error_ns=200 * MS), [0.3, 0.2]).recorder.doubts() == []


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
