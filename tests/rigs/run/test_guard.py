"""A bench whose way to rest is cut short is left to its watchdog, however often somebody presses Ctrl-C."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rigs.__main__ import main
from rigs.bindings.instrument import InstrumentLink
from rigs.bindings.lab import PLAIN
from rigs.bindings.safe_state import SafeCommand
from rigs.commands import rest
from rigs.errors import NotAtRest, RigFault
from rigs.kinds.bench import Bench
from rigs.run.guard import closed_at_rest, guarded
from rigs.run.hold import bench_hold, watchdog_hold
from rigs.run.watchdog import MARKS_OF_A_JOB, _environment, log_of
from tests.support.bench_file import NAME, bench_file
from tests.support.kernel_rig import RIG
from tests.support.project import CLEAN, ROOT
from tests.support.served_vehicle import GUARD_S, asked, ended, outputs, served


class Noting:
    """A watchdog that notes how it was ended."""

    def __init__(self, *_: object) -> None:
        self.at_rest = False
        self.did: list[str] = []
        ENDED.append(self.did)

    def start(self) -> None: ...

    def release(self) -> None:
        self.did.append("release")

    def leave(self) -> None:
        self.did.append("leave")


ENDED: list[list[str]] = []


class Opened:
    """A bench whose close may raise."""

    def __init__(self, error: BaseException | None = None) -> None:
        self._error = error

    def close(self) -> None:
        if self._error is not None:
            raise self._error


@pytest.mark.parametrize(
    ("block", "close", "end"),
    [
        (None, None, "release"),
        (RigFault("lost"), None, "release"),
        (KeyboardInterrupt(), None, "release"),
        (None, KeyboardInterrupt(), "leave"),
        (KeyboardInterrupt(), KeyboardInterrupt(), "leave"),
        (RigFault("lost"), KeyboardInterrupt(), "leave"),
        (KeyboardInterrupt(), NotAtRest("sos"), "leave"),
    ],
)
def test_a_watchdog_is_released_only_when_the_outputs_are_known_to_be_at_rest(
    monkeypatch: pytest.MonkeyPatch, block: BaseException | None, close: BaseException | None, end: str
) -> None:
    monkeypatch.setattr("rigs.run.guard.Watchdog", Noting)
    expected = close or block
    raised: BaseException | None = None
    try:
        with (
            guarded(RIG, PLAIN, "pytest", lambda: None) as watchdog,
            closed_at_rest(watchdog, Opened(close)),
        ):
            if block is not None:
                raise block
    except BaseException as error:  # Ctrl-C among others
        raised = error
    assert raised is expected
    assert ENDED.pop() == [end]


def test_ctrl_c_before_a_bench_is_open_leaves_it_to_the_watchdog(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rigs.run.guard.Watchdog", Noting)
    with pytest.raises(KeyboardInterrupt), guarded(RIG, PLAIN, "pytest", lambda: None):
        raise KeyboardInterrupt
    assert ENDED.pop() == ["leave"]


def test_ctrl_c_in_the_middle_of_the_way_to_rest_is_no_rest() -> None:
    class Interrupted(InstrumentLink):
        def query(self, text: str) -> str:
            raise KeyboardInterrupt

    bench = Bench(RIG, keep_traffic=False)
    bench._safe_state = (SafeCommand("button.sos", "io", "ROUT:OPEN (@101)"),)
    link = bench.instruments["io"] = Interrupted("io", "TCPIP::1::INSTR", lambda: None)  # type: ignore[arg-type,return-value]  # opens nothing
    link.error_query = "SYST:ERR?"
    with pytest.raises(NotAtRest, match="the way to rest was cut short"):
        bench.close()


def test_a_watchdog_bears_no_mark_by_which_a_ci_kills_what_a_job_has_left(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in MARKS_OF_A_JOB:
        monkeypatch.setenv(name, "17")
    monkeypatch.setenv("DISPLAY_OF_THE_LAB", "1")
    told = _environment()
    assert not told.keys() & set(MARKS_OF_A_JOB)
    assert told["DISPLAY_OF_THE_LAB"] == "1"


# With a served vehicle

SWITCHED_ON = ("0", "1", 12.6)
SAFE = ("0", "0", 0.0)


@pytest.fixture(scope="module")
def ports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    with served(tmp_path_factory.mktemp("served")) as (_, addresses):
        yield addresses


@pytest.fixture
def own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the holds of this test lie."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


def test_however_often_ctrl_c_is_pressed_in_a_pre_flight_its_outputs_go_to_rest(
    ports: dict[str, Any], own_place: Path
) -> None:
    file = bench_file(own_place, ports)
    command = [sys.executable, "-m", "rigs", "preflight", str(file), "--listen", "600"]
    with subprocess.Popen(  # noqa: S603  # our own module
        command, cwd=ROOT, env={**CLEAN, "TMPDIR": str(own_place)}, stderr=subprocess.PIPE
    ) as process:
        while outputs(ports) != SWITCHED_ON:
            assert ended(process, 0.02) is None
        while ended(process, 0.002) is None:
            process.send_signal(signal.SIGINT)
    watchdog_hold(NAME, "the next run").take(GUARD_S)
    assert outputs(ports) == SAFE
    assert log_of(NAME).read_text(encoding="utf-8").endswith("is dead; outputs at rest\n")


def test_a_command_puts_to_rest_what_a_run_has_left_that_was_killed_with_its_watchdog(
    ports: dict[str, Any], own_place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = bench_file(own_place, ports)
    asked(ports, "io", "ROUT:CLOS (@101,111)")
    asked(ports, "supply", "VOLT 12.6")
    with bench_hold(NAME, "pytest features"):
        assert main(["rest", str(file)]) == 1
    assert f"bench {NAME} is in use since" in capsys.readouterr().err
    assert outputs(ports) == ("1", "1", 12.6)
    assert main(["rest", str(file)]) == 0
    assert outputs(ports) == SAFE
    assert capsys.readouterr().out == "all outputs are at rest\n"
    with bench_hold(NAME, "the next run"), watchdog_hold(NAME, "the next run"):
        pass


def test_a_command_says_what_it_could_not_put_to_rest(
    ports: dict[str, Any], own_place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rest, "ATTEMPTS", 1)
    file = bench_file(own_place, ports)
    text = file.read_text(encoding="utf-8").replace(f"::{ports['scpi']['supply']}::", "::9::")
    file.write_text(text, encoding="utf-8")
    asked(ports, "io", "ROUT:CLOS (@101,111)")
    assert main(["rest", str(file)]) == 1
    told = capsys.readouterr().err.splitlines()
    assert told[0] == "not all outputs are at rest:"
    assert [line for line in told if line.startswith("supply: cannot be opened at ")]
    assert outputs(ports)[:2] == SAFE[:2]


def test_a_simulated_rig_has_no_outputs_that_outlive_a_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rest", str(ROOT / "rigs" / "virtual.toml")]) == 1
    assert "kind = 'virtual': has no outputs that outlive a run" in capsys.readouterr().err
