"""A recorder's memory grows with what happens in a day, not with the frames that go over the wires in it."""

from __future__ import annotations

import gc
import tracemalloc

import can
import pytest

from clock.kernel import S, VirtualKernel
from rigs.recording.recorder import Recorder
from simulators.bus.canbus import VirtualBus
from simulators.bus.cyclic import CyclicTask
from simulators.bus.quiet import QuietSegment
from tests.support.kernel_rig import NETWORK

CHANGE_S = 600
HOUR_S = 3600
DAY_S = 24 * HOUR_S
SENT = ("network.comfort.state", "lights.hazard", "doors.trunk.lock", "horn.state")
"""A signal of each message that is sent."""


def held_bytes(period_s: float, *, kept: bool) -> int:
    """Let a bus carry four messages for a day, one of which changes every ten minutes.

    Returns:
        What is held more at the end than after the first hour.
    """
    kernel = VirtualKernel()
    segment = QuietSegment(kernel, "can0", NETWORK.bitrate("comfort"))
    recorder = Recorder(kernel, NETWORK, {bus: bus for bus in NETWORK.buses}, keep_traffic=kept)
    recorder.follow("comfort", segment)
    bus = VirtualBus(segment)
    specs = [NETWORK.message_of(name) for name in SENT]
    frames = [
        can.Message(arbitration_id=spec.frame_id, is_extended_id=False, data=bytes(spec.length)) for spec in specs
    ]
    *_, horn = [bus.send_periodic(frame, period_s) for frame in frames]
    assert isinstance(horn, CyclicTask)
    states = [frames[-1], can.Message(arbitration_id=specs[-1].frame_id, is_extended_id=False, data=b"\x40")]

    def run(duration_s: int) -> None:
        for turn in range(duration_s // CHANGE_S):
            horn.modify_data(states[(turn + 1) % 2])
            kernel.run_for(CHANGE_S * S)
        segment.settle()

    tracemalloc.start()
    try:
        run(HOUR_S)
        gc.collect()  # garbage is not held
        before = tracemalloc.get_traced_memory()[0]
        run(DAY_S - HOUR_S)
        gc.collect()
        held = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert len(recorder.tracks[SENT[-1]]) == DAY_S // CHANGE_S
    if kept:
        assert recorder.traffic is not None
        assert len(recorder.traffic) >= 4 * DAY_S / period_s
    return held


@pytest.mark.parametrize("kept", [False, True], ids=["frames forgotten", "frames kept"])
@pytest.mark.thorough
def test_four_times_the_frames_of_a_day_take_no_more_memory(kept: bool) -> None:
    once, four_times = held_bytes(0.08, kept=kept), held_bytes(0.02, kept=kept)
    assert 0 < four_times < 1.05 * once
    assert once < 500_000
