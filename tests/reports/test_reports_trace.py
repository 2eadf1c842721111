"""A traffic log in another format holds the same frames."""

from __future__ import annotations

import errno
import gzip
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import can
import pytest
from can.io.canutils import CanutilsLogReader

from clock.kernel import S
from reports import convert as trace
from reports.__main__ import main
from reports.convert import TraceError, channel_numbers, convert, frames
from rigs.files.rig_file import ROOT, load_rig, load_vehicles
from rigs.judging.assumptions import Assumptions
from rigs.kinds.virtual import VirtualConnector
from rigs.ports import controls
from rigs.recording.journal import Journal
from rigs.recording.traffic import Traffic
from rigs.rest.rest_state import prepare
from rigs.scene import Scene

Frame = tuple[int, int, int, bool, bool, int, bytes]
"""Time in microseconds, channel from 1 on, identifier, whether extended, whether remote, length, data."""

LINE = "(0000000001.000000) can0 123#01\n"


def frame_of(at_us: int, channel: int, message: can.Message) -> Frame:
    return (
        at_us,
        channel,
        message.arbitration_id,
        message.is_extended_id,
        message.is_remote_frame,
        message.dlc,
        bytes(message.data),
    )


def kept(traffic: Traffic) -> list[Frame]:
    return [frame_of(at_ns // 1000, int(channel[-1]) + 1, message) for at_ns, channel, message in traffic.frames]


def read(path: Path) -> list[can.Message]:
    with can.LogReader(path) as reader:
        return list(reader)


def converted(messages: Iterable[can.Message]) -> list[Frame]:
    """What python-can reads; it counts channels from 0."""
    return [
        frame_of(round(message.timestamp * 1e6), int(str(message.channel)) + 1, message)
        for message in messages
        if not message.is_error_frame
    ]


@pytest.fixture(scope="module")
def vehicle() -> Traffic:
    """The traffic of a vehicle that wakes, comes to rest and is started."""
    rig = load_rig(ROOT / "rigs" / "virtual.toml")
    profile = next(iter(load_vehicles().values()))
    connection = VirtualConnector(rig, keep_traffic=True).connect(profile, "1")
    scene = Scene(
        rig, profile, Assumptions(), connection, Journal("features/x.feature::x", "1", rig.name, profile.name)
    )
    prepare(scene)
    scene.stimulate(controls.IGNITION, "on")
    scene.wait(3)
    assert connection.recorder.traffic is not None
    return connection.recorder.traffic


def made(*frames: tuple[int, str, can.Message]) -> Traffic:
    traffic = Traffic()
    traffic.frames.extend(frames)
    return traffic


ODD = made(
    (1_234_567_000, "can1", can.Message(arbitration_id=0x18DAF110, is_extended_id=True, data=b"\x02\x10\x03")),
    (1_234_567_000, "can0", can.Message(arbitration_id=0x7FF, is_extended_id=False, data=b"")),
    (1_234_568_000, "can0", can.Message(arbitration_id=0x100, is_extended_id=False, is_remote_frame=True, dlc=8)),
    (86_400 * S + 999_999_000, "can1", can.Message(arbitration_id=0, is_extended_id=False, data=bytes(8))),
)
"""Frames of every kind at times that are hard to keep: not at 0, twice the same, and after a day."""


@pytest.mark.parametrize("form", ["blf", "asc"])
@pytest.mark.parametrize("ending", [".log", ".log.gz"])
def test_every_frame_of_a_vehicle_is_kept(tmp_path: Path, vehicle: Traffic, form: str, ending: str) -> None:
    log = tmp_path / f"trace{ending}"
    vehicle.write(log)
    assert main(["trace", str(log), "--format", form]) == 0
    frames = converted(read(tmp_path / f"trace.{form}"))
    assert len(frames) > 1000
    assert frames == kept(vehicle)


@pytest.mark.parametrize("form", ["blf", "asc"])
def test_frames_of_every_kind_are_kept(tmp_path: Path, form: str) -> None:
    log, target = tmp_path / "odd.log", tmp_path / "new folder" / f"odd.{form}"
    ODD.write(log)
    assert main(["trace", str(log), "--output", str(target)]) == 0
    assert converted(read(target)) == kept(ODD)


@pytest.mark.parametrize("form", ["blf", "asc"])
def test_an_error_frame_keeps_its_channel_and_time(tmp_path: Path, form: str) -> None:
    log = tmp_path / "error.log"
    made((5_000_123_000, "can1", can.Message(arbitration_id=0x40, is_error_frame=True))).write(log)
    assert main(["trace", str(log), "--format", form]) == 0
    (error,) = read(tmp_path / f"error.{form}")
    assert error.is_error_frame
    assert (error.channel, round(error.timestamp * 1e6)) == (1, 5_000_123)


def test_frames_and_channels_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = tmp_path / "odd.log"
    ODD.write(log)
    assert main(["trace", str(log)]) == 0
    target = tmp_path / "odd.blf"
    assert capsys.readouterr().out == (
        f"{target}: 4 frames of {log}; can0 is channel 1 (2), can1 is channel 2 (2)\n"
    )


def test_a_log_without_a_frame_gives_a_file_without_a_frame(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "empty.log"
    log.write_text("", encoding="ascii")
    assert main(["trace", str(log)]) == 0
    assert capsys.readouterr().out == f"{tmp_path / 'empty.blf'}: 0 frames of {log}\n"
    assert read(tmp_path / "empty.blf") == []


def test_a_line_that_candump_marks_as_received_is_a_frame(tmp_path: Path) -> None:
    log = tmp_path / "lab.log"
    log.write_text("(1700000000.123456) can0 36E#0a0B R\n", encoding="ascii")
    assert main(["trace", str(log)]) == 0
    (frame,) = converted(read(tmp_path / "lab.blf"))
    assert frame == (1_700_000_000_123_456, 1, 0x36E, False, False, 2, b"\x0a\x0b")


@pytest.mark.parametrize(
    ("names", "numbers"),
    [
        (("can0", "can1"), {"can0": 1, "can1": 2}),
        (("can1",), {"can1": 2}),
        (("can0", "vcan0", "can1"), {"can0": 1, "can1": 2, "vcan0": 3}),
        (("comfort", "inter_system"), {"comfort": 1, "inter_system": 2}),
        (("can0", "private"), {"can0": 1, "private": 2}),
    ],
)
def test_no_two_channels_merge(names: tuple[str, ...], numbers: dict[str, int]) -> None:
    assert channel_numbers(dict.fromkeys(reversed(names), 1)) == numbers


@pytest.mark.parametrize(
    ("name", "content", "arguments", "said"),
    [
        ("none.log", None, (), "none.log: cannot be read: No such file or directory"),
        ("trace.txt", b"", (), "trace.txt: name = 'trace.txt'; allowed: a candump log, .log or .log.gz"),
        ("a.log", b"", ("--format", "mdf"), "a.log: format = 'mdf'; allowed: blf, asc"),
        ("a.log", b"", ("--output", "a.mdf"), "a.mdf: format = 'mdf'; allowed: blf, asc"),
        ("a.log", LINE.encode() + b"what\n", (), "a.log:2: 'what'; allowed: a frame of classic CAN"),
        ("a.log", LINE.replace("01\n", "0\n").encode(), (), "a.log:1: '(0000000001.000000) can0 123#0'; allowed"),
        ("a.log", LINE.replace("01", "11" * 9).encode(), (), "a.log:1: "),
        ("a.log", LINE.replace("#01", "##0" + "00" * 9).encode(), (), "a.log:1: "),  # no length of CAN FD
        ("a.log", LINE.replace("#", "##").encode(), (), "a.log:1: "),
        ("a.log", LINE.encode("utf-16"), (), "a.log:1: "),
        ("a.log.gz", LINE.encode(), (), "a.log.gz: cannot be read: Not a gzipped file"),
        (
            "a.log.gz",
            gzip.compress(LINE.encode(), mtime=0)[:-9],
            (),
            "a.log.gz: cannot be read: Compressed file ended",
        ),
    ],
)
def test_what_cannot_be_converted_is_told_in_one_line(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    content: bytes | None,
    arguments: tuple[str, ...],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    if content is not None:
        Path(name).write_bytes(content)
    assert main(["trace", name, *arguments]) == 1
    out, err = capsys.readouterr()
    assert err.startswith(said)
    assert (out, err.count("\n")) == ("", 1)
    assert {path.name for path in tmp_path.iterdir()} <= {name}


def test_a_bad_log_does_not_keep_a_good_one_from_being_converted(tmp_path: Path) -> None:
    good = tmp_path / "good.log"
    good.write_text(LINE, encoding="ascii")
    assert main(["trace", str(tmp_path / "none.log"), str(good)]) == 1
    assert len(read(tmp_path / "good.blf")) == 1


def test_two_logs_do_not_go_into_one_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = tmp_path / "good.log"
    good.write_text(LINE, encoding="ascii")
    assert main(["trace", str(good), str(good), "--output", str(tmp_path / "x.blf")]) == 1
    assert "allowed for one LOG, not for 2" in capsys.readouterr().err


EVERY_KIND = made(
    (1_000_001_000, "can0", can.Message(arbitration_id=0x123, is_extended_id=False, data=b"\1\2")),
    (1_000_002_000, "can0", can.Message(arbitration_id=0x123, is_extended_id=True, data=b"\1\2")),
    (1_000_003_000, "can1", can.Message(arbitration_id=0x123, is_extended_id=False, is_remote_frame=True, dlc=2)),
    (1_000_004_000, "can1", can.Message(arbitration_id=0x18DAF110, is_extended_id=True, is_remote_frame=True)),
    (1_000_005_000, "can0", can.Message(arbitration_id=0x84, is_error_frame=True, data=bytes(range(8)))),
    (1_000_006_000, "can0", can.Message(arbitration_id=0x123, is_extended_id=False, is_fd=True, data=bytes(64))),
    (
        1_000_007_000,
        "can1",
        can.Message(
            arbitration_id=0x1FFFFFFF, is_extended_id=True, is_fd=True, bitrate_switch=True, data=bytes(range(12))
        ),
    ),
    (
        1_000_008_000,
        "can1",
        can.Message(arbitration_id=0x123, is_extended_id=False, is_fd=True, error_state_indicator=True, data=b""),
    ),
)
"""A frame of each kind, with identifiers that only their length tells apart."""


@pytest.mark.parametrize("form", ["blf", "asc"])
@pytest.mark.parametrize("ending", [".log", ".log.gz"])
def test_a_log_that_went_to_another_format_and_back_is_the_same(tmp_path: Path, form: str, ending: str) -> None:
    log, there, back = tmp_path / "a.log", tmp_path / f"b.{form}", tmp_path / f"c{ending}"
    EVERY_KIND.write(log)
    assert main(["trace", str(log), "--output", str(there)]) == 0
    assert main(["trace", str(there), "--output", str(back)]) == 0
    expected = EVERY_KIND.log()
    if form == "asc":  # has no class and no data of an error frame
        expected = expected.replace("20000084#0001020304050607", "20000080#")
    content = back.read_bytes()
    assert (gzip.decompress(content) if ending == ".log.gz" else content).decode() == expected


def test_what_asc_cannot_keep_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = tmp_path / "a.log"
    EVERY_KIND.write(log)
    assert main(["trace", str(log), "--format", "asc"]) == 0
    assert "8 frames" in (said := capsys.readouterr().out)
    assert said.endswith("; ASC keeps neither class nor data of error frames (1)\n")


def test_a_log_of_another_tool_becomes_one_of_candump_beside_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asc = tmp_path / "lab.ASC"
    asc.write_text(
        "\ufeffdate Mon Nov 30 07:51:43.165 2026\nbase hex  timestamps absolute\ninternal events logged\n"
        "Begin Triggerblock Mon Nov 30 07:51:43.165 2026\n"
        " 0.000000 Start of measurement\n"
        " 1.500000 1  123             Rx   d 2 0A 0B\n"
        " 1.600000 2  18DAF110x       Tx   d 1 FF\n"
        "End TriggerBlock\n",
        encoding="utf-8",
    )
    assert main(["trace", str(asc)]) == 0
    log = tmp_path / "lab.log"
    assert log.read_text(encoding="ascii").splitlines() == [
        "(0000000001.500000) can0 123#0A0B",
        "(0000000001.600000) can1 18DAF110#FF T",
    ]
    assert capsys.readouterr().out == f"{log}: 2 frames of {asc}; can0 (1), can1 (1)\n"
    assert main(["trace", str(log), "--format", "blf"]) == 0
    assert [frame.is_rx for frame in read(tmp_path / "lab.blf")] == [True, False]


def test_a_byte_order_mark_at_the_begin_of_a_log_is_no_content(tmp_path: Path) -> None:
    log = tmp_path / "a.log"
    log.write_bytes(b"\xef\xbb\xbf" + LINE.encode())
    assert main(["trace", str(log)]) == 0
    assert len(read(tmp_path / "a.blf")) == 1


@pytest.mark.parametrize(
    ("name", "content"), [("a.blf", b"LOGG, but not really"), ("a.blf", b""), ("b.blf", b"\0" * 200)]
)
def test_a_foreign_log_that_is_none_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    assert main(["trace", str(tmp_path / name)]) == 1
    assert f"{name}: cannot be read: " in (said := capsys.readouterr().err)
    assert said.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("form", ["blf", "asc"])
def test_of_a_conversion_for_which_the_disk_is_too_small_nothing_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    log, target = tmp_path / "a.log", tmp_path / f"a.{form}"
    log.write_text(LINE)
    target.write_bytes(b"of an earlier run")
    write = trace._write

    def half(place: Path, *rest: Any) -> None:
        write(place, *rest)
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(trace, "_write", half)
    assert main(["trace", str(log), "--output", str(target)]) == 1
    assert capsys.readouterr().err == f"{target}: cannot be written: No space left on device\n"
    assert target.read_bytes() == b"of an earlier run"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["a.log", f"a.{form}"])


def test_a_log_is_not_written_onto_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = tmp_path / "a.log"
    log.write_text(LINE, encoding="ascii")
    assert main(["trace", str(log), "--format", "log"]) == 1
    assert "is the log itself" in capsys.readouterr().err
    assert log.read_text(encoding="ascii") == LINE


@pytest.mark.parametrize(
    "text",
    [
        "(0.000001) can0 123#112",
        "(0.000001) can0 123#112233445566778899",
        f"(0.000001) can0 123##1{'11' * 9}",
    ],
    ids=["half an octet", "9 octets", "9 octets of CAN FD"],
)
def test_a_damaged_line_that_python_can_makes_a_frame_of_is_refused_with_its_number(
    tmp_path: Path, text: str
) -> None:
    assert len(list(CanutilsLogReader(io.StringIO(f"{text}\n")))) == 1, "if not, its reader may replace ours"
    log = tmp_path / "a.log"
    log.write_text(f"(0.000000) can0 123#11\n{text}\n")
    with pytest.raises(TraceError, match=r"a\.log:2: .*allowed: a frame"):
        list(frames(log))


def test_a_length_code_and_the_length_of_a_remote_frame_are_read_and_written(tmp_path: Path) -> None:
    log, again = tmp_path / "a.log", tmp_path / "b.log"
    log.write_text("(0.000001) can0 123#1122334455667788_9\n(0.000002) can0 123#R4\n")
    convert(log, tmp_path / "a.blf")
    convert(tmp_path / "a.blf", again)
    assert again.read_text().splitlines()[1].endswith(".000002) can0 123#R4")
    assert [message.dlc for _, message in frames(again)] == [8, 4]
