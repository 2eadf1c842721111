"""The traffic log is what can-utils and python-can read, and equal for equal runs."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import can
from can.io.canutils import CanutilsLogReader

from clock.kernel import S
from rigs.recording.traffic import Traffic


def message(identifier: int, data: bytes = b"", *, extended: bool = False) -> can.Message:
    return can.Message(arbitration_id=identifier, is_extended_id=extended, data=data)


def traffic(*frames: tuple[int, str, can.Message]) -> Traffic:
    made = Traffic()
    made.frames.extend(frames)
    return made


MIXED = (
    (0, "can0", message(0x036, bytes(8))),
    (1_234_567_890, "can1", message(0x2E1, b"\xab\xcd")),
    (61 * S, "can0", message(0x12345678, b"\1", extended=True)),
    (62 * S, "can0", message(0x036)),
    (63 * S, "can0", can.Message(arbitration_id=0x036, is_extended_id=False, is_remote_frame=True, dlc=8)),
    (64 * S, "can1", can.Message(arbitration_id=0x40, is_error_frame=True)),
)


def read(log: str) -> list[can.Message]:
    return list(CanutilsLogReader(io.StringIO(log)))


def test_a_line_is_that_of_candump() -> None:
    assert traffic(*MIXED).log().splitlines() == [
        "(0000000000.000000) can0 036#0000000000000000",
        "(0000000001.234567) can1 2E1#ABCD",
        "(0000000061.000000) can0 12345678#01",
        "(0000000062.000000) can0 036#",
        "(0000000063.000000) can0 036#R8",
        "(0000000064.000000) can1 200000C0#",
    ]


def test_python_can_reads_what_was_written() -> None:
    for (at_ns, channel, written), heard in zip(MIXED, read(traffic(*MIXED).log()), strict=True):
        assert abs(heard.timestamp - at_ns / S) < 1e-6
        assert heard.is_error_frame == written.is_error_frame
        if not written.is_error_frame:
            assert heard.channel == channel
            assert heard.arbitration_id == written.arbitration_id
            assert heard.is_extended_id == written.is_extended_id
            assert heard.is_remote_frame == written.is_remote_frame
            assert bytes(heard.data) == bytes(written.data)
            assert heard.dlc == written.dlc


def test_one_message_on_two_buses_is_logged_on_both() -> None:
    shared = message(0x036, b"\1")
    log = traffic((0, "can0", shared), (1000, "can1", shared), (2000, "can0", shared)).log()
    assert [line.split()[1] for line in log.splitlines()] == ["can0", "can1", "can0"]


def test_equal_traffic_gives_equal_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        traffic(*MIXED).write(tmp_path / name / "x.log")
        traffic(*MIXED).write(tmp_path / name / "x.log.gz")
    for file in ("x.log", "x.log.gz"):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()


def test_a_compressed_log_has_no_date(tmp_path: Path) -> None:
    traffic(*MIXED).write(tmp_path / "x.log.gz")
    data = (tmp_path / "x.log.gz").read_bytes()
    assert data[4:8] == bytes(4)
    assert gzip.decompress(data).decode("ascii") == traffic(*MIXED).log()


def test_no_traffic_is_an_empty_log() -> None:
    assert traffic().log() == ""
    assert len(traffic()) == 0
    assert len(traffic(*MIXED)) == 6
