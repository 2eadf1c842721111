"""A bus whose thread has died is told, and heard again in the next scenario."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing

import can
import pytest

from clock.wall import WallKernel
from rigs.bindings.adapter import Adapter
from rigs.bindings.stamps import ArrivalStamps
from rigs.files.rig_file import ROOT, load_rig
from rigs.recording.recorder import Recorder

CHANNEL = "a bus whose thread dies"


@pytest.fixture
def adapter() -> Iterator[Adapter]:
    kernel = WallKernel("")
    rig = load_rig(ROOT / "rigs" / "virtual.toml")
    recorder = Recorder(kernel, rig.load_network(), rig.log_channels)

    def open_bus() -> can.BusABC:
        return can.Bus(CHANNEL, interface="virtual")

    with closing(Adapter(recorder, kernel, "comfort", open_bus, ArrivalStamps())) as opened:
        yield opened


class Fatal(can.Listener):
    """Ends the thread that calls it, as a library of a maker may do, which no listener is told of."""

    def on_message_received(self, msg: can.Message) -> None:
        raise SystemExit

    def stop(self) -> None: ...


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_thread_that_has_died_is_a_doubt_and_the_bus_is_opened_anew(adapter: Adapter) -> None:
    assert (adapter.hears, adapter.doubt()) == (True, None)
    notifier = adapter.notifier
    notifier.add_listener(Fatal())
    with can.Bus(CHANNEL, interface="virtual") as other:
        other.send(can.Message(arbitration_id=1))
        for thread in threading.enumerate():
            if CHANNEL in thread.name:
                thread.join(10)
    assert adapter.doubt() == "bus comfort: the thread that hears it has ended"
    adapter.resume()
    assert adapter.notifier is not notifier
    assert (adapter.hears, adapter.doubt()) == (True, None)
