"""Frames that a rig sends itself: they may be a little late, and prove nothing of a clock."""

from __future__ import annotations

import pytest

from clock.kernel import MS, VirtualKernel
from rigs.recording.ear import OWN_LATENESS_NS
from rigs.recording.recorder import Recorder
from rigs.recording.station import CYCLE_SLACK_NS
from tests.support.kernel_rig import CHANNELS, NETWORK, frame

DOORS = "doors.front_left.lock"
FAST = "vehicle.speed_kmh"
CYCLE_NS = NETWORK.message_of(FAST).cycle_ns or 0
LATE_NS = CYCLE_NS // 2 + CYCLE_SLACK_NS
"""Time by which a frame of the vehicle may be late."""


def heard(recorder: Recorder, late_ns: int) -> list[str]:
    """What is found when a frame comes late on a bus on which others are sent all the time."""
    end_ns = CYCLE_NS + late_ns
    frames = [(at_ns, DOORS) for at_ns in range(0, end_ns, CYCLE_NS)] + [(1, FAST), (end_ns + 1, FAST)]
    for at_ns, name in sorted(frames):
        recorder.note("comfort")(at_ns, frame(name))
    return [finding.monitor for finding in recorder.findings]


@pytest.mark.parametrize(
    ("restbus", "late_ns", "found"),
    [
        ((), LATE_NS + MS, ["cycle"]),
        (("AIRBAG",), LATE_NS + MS, ["cycle"]),
        (("BODY",), LATE_NS + MS, []),
        (("BODY",), LATE_NS + OWN_LATENESS_NS, []),
        (("BODY",), LATE_NS + OWN_LATENESS_NS + MS, ["cycle"]),
    ],
)
def test_a_simulated_ecu_may_be_so_much_later_than_a_real_one(
    restbus: tuple[str, ...], late_ns: int, found: list[str]
) -> None:
    recorder = Recorder(VirtualKernel(), NETWORK, CHANNELS, restbus=restbus)
    assert heard(recorder, late_ns) == found
    assert bool(recorder.doubts(restbus)) is bool(found and "BODY" in restbus)


def test_what_the_rig_itself_has_sent_does_not_hide_that_a_clock_is_off() -> None:
    kernel = VirtualKernel()
    recorder = Recorder(kernel, NETWORK, CHANNELS)
    kernel.run_for(100 * MS)
    recorder.ear("comfort")(10 * MS, frame(DOORS))
    recorder.note("comfort")(100 * MS, frame(DOORS))
    (doubt,) = recorder.doubts()
    assert doubt.startswith("can0: the time stamps are 90.0 ms behind the clock of the rig")


def test_identifiers_of_diagnosis_are_no_unknown_traffic() -> None:
    strange = frame(DOORS)
    strange.arbitration_id = 0x780
    found = []
    for beside in ({}, {"comfort": [(0x780, False)]}, {"comfort": [(0x780, True)]}):
        recorder = Recorder(VirtualKernel(), NETWORK, CHANNELS, beside=beside)
        recorder.ear("comfort")(0, strange)
        found.append([finding.monitor for finding in recorder.findings])
    assert found == [["unknown id"], [], ["unknown id"]]
