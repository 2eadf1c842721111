"""A watchdog acts when the run is dead or stands still, and not when it is released."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
from dataclasses import replace
from typing import cast

import pytest
from pyvisa.resources import MessageBasedResource

from rigs.bindings.instrument import InstrumentLink
from rigs.bindings.lab import PLAIN
from rigs.bindings.safe_state import SafeCommand
from rigs.drivers.driver import Driver
from rigs.drivers.gnss import SMBV100B
from rigs.drivers.house import DRIVERS
from rigs.errors import RigFault
from rigs.files.hardware import Instrument
from rigs.files.places import ROOT
from rigs.files.rig_file import StimulusBinding
from rigs.run.watchdog import (
    ATTEMPTS,
    BEAT,
    LONGEST_WAIT_MS,
    PAUSE_S,
    RELEASE,
    Orders,
    Watchdog,
    _Watch,
    orders_of,
)
from tests.support.kernel_rig import RIG

ORDERS = Orders("lab", 1234, "pytest features", (), {})


def kept(heard: bytes) -> str:
    return _Watch(ORDERS, io.BytesIO(heard)).keep()


def test_a_run_that_releases_its_watchdog_has_put_its_outputs_to_rest() -> None:
    assert kept(BEAT + BEAT + RELEASE) == ""


def test_a_run_whose_beats_end_is_dead() -> None:
    assert kept(BEAT + BEAT) == "the run (process 1234, pytest features) is dead"


def test_a_run_that_lives_and_does_not_beat_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rigs.run.watchdog.SILENT_S", 0.01)
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb", buffering=0) as source:
        watch = _Watch(ORDERS, source)
        assert watch.keep() == "the run (process 1234, pytest features) stands still: no beat for 0.01 s"
        os.write(writing, RELEASE)
        os.close(writing)


def test_where_there_are_no_outputs_there_are_signs_of_life_and_no_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("rigs.run.watchdog.BEAT_S", 0.001)
    beaten = threading.Event()
    watchdog = Watchdog(ORDERS, beaten.set)
    watchdog.start()
    assert beaten.wait(10)
    with pytest.raises(RigFault, match="has not been started"):
        _ = watchdog.process_id
    watchdog.release()


def driver(*_: object) -> None:
    """A driver of this module."""


def test_a_driver_that_no_other_process_can_find_is_refused_before_anything_is_opened() -> None:
    table = {"io": (Instrument(), lambda *_: driver())}
    orders = Orders("lab", 1, "pytest", (SafeCommand("p", "io", "X"),), table)  # type: ignore[arg-type]  # as a lab might
    with pytest.raises(RigFault, match="cannot take over a driver, which must be a function of a module"):
        Watchdog(orders).start()


class Away(InstrumentLink):
    """An instrument that answers again when it has been asked a few times."""

    def __init__(self, failures: int) -> None:
        super().__init__("io", "TCPIP::1::INSTR", lambda: cast("MessageBasedResource", None))
        self.failures = failures

    def write(self, command: str) -> None:
        self.failures -= 1
        if self.failures >= 0:
            raise OSError("no route to host")


ONE_OUTPUT = (SafeCommand("button.sos", "io", "ROUT:OPEN (@101)"),)


@pytest.mark.parametrize(("failures", "pauses", "left"), [(0, 0, 0), (7, 7, 0), (ATTEMPTS, ATTEMPTS - 1, 1)])
def test_an_instrument_that_is_away_for_some_time_is_put_to_rest_when_it_is_back(
    failures: int, pauses: int, left: int
) -> None:
    waited: list[float] = []
    io_card = Away(failures)
    orders = Orders("lab", 1, "pytest", ONE_OUTPUT, {"io": (Instrument(), lambda *_: io_card)})
    watch = _Watch(orders, io.BytesIO(), waited.append)
    watch.prepare()
    assert len(watch.rest()) == left
    assert waited == [PAUSE_S] * pauses
    assert ATTEMPTS * PAUSE_S >= 120


def test_an_output_whose_instrument_a_watchdog_does_not_know_is_not_at_rest() -> None:
    watch = _Watch(Orders("lab", 1, "pytest", ONE_OUTPUT, {}), io.BytesIO(), lambda _: None)
    assert watch.rest() == ("button.sos: io: KeyError: 'io'",)


def test_an_instrument_is_waited_for_as_long_as_its_rig_file_or_its_driver_says() -> None:
    resource = "TCPIP::192.0.2.1::5025::SOCKET"
    sets = {"button.sos": StimulusBinding(instrument="io", write="ROUT:{value} (@101)")}
    for table, timeout_ms in (
        (Instrument(resource=resource), LONGEST_WAIT_MS),
        (Instrument(), LONGEST_WAIT_MS),  # a driver may need no address
        (Instrument(resource=resource, timeout_ms=5000), 5000),
        (Instrument(resource=resource, driver=SMBV100B.name), None),
    ):
        rig = RIG.model_copy(update={"instruments": {"io": table}, "stimuli": sets, "power_off": ()})
        told, driver = orders_of(rig, replace(PLAIN, drivers=DRIVERS), "pytest").instruments["io"]
        if timeout_ms is None:
            assert isinstance(driver, Driver)
            assert driver.completed(told).timeout_ms == SMBV100B.dialect.line["timeout_ms"]
        else:
            assert told.timeout_ms == timeout_ms


def test_a_watchdog_that_cannot_watch_says_why() -> None:
    done = subprocess.run(  # our own module
        [sys.executable, "-m", "rigs.run.watchdog"],
        input=(5).to_bytes(8, "big") + b"wrong",
        capture_output=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 1
    assert done.stdout.decode().startswith("the watchdog cannot watch: ")
