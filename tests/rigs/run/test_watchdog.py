"""A watchdog acts when the run is dead or stands still, and not when it is released."""

from __future__ import annotations

import io
import os
import subprocess
import sys

import pytest

from rigs.bindings.safe_state import SafeCommand
from rigs.errors import RigFault
from rigs.files.hardware import Instrument
from rigs.files.places import ROOT
from rigs.run.watchdog import BEAT, RELEASE, Orders, Watchdog, _Watch

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


def driver(*_: object) -> None:
    """A driver of this module."""


def test_a_driver_that_no_other_process_can_find_is_refused_before_anything_is_opened() -> None:
    table = {"io": (Instrument(), lambda *_: driver())}
    orders = Orders("lab", 1, "pytest", (SafeCommand("p", "io", "X"),), table)  # type: ignore[arg-type]  # as a lab might
    with pytest.raises(RigFault, match="cannot take over a driver, which must be a function of a module"):
        Watchdog(orders).start()


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
