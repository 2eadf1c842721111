"""The full traffic of a scenario and its form on disk, the candump log of can-utils."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from operator import itemgetter
from pathlib import Path

import can
from can.io.canutils import CAN_ERR_BUSERROR, CAN_ERR_FLAG, CANFD_BRS, CANFD_ESI

from rigs.recording.passage import Passage

Frame = tuple[int, str, can.Message]
"""Type of a frame: the time in ns at which it ended, its channel, and what was sent."""


class Traffic:
    """Every frame that was on the buses, in the order in which the frames ended.

    Steady traffic is kept as the stretches that it came in, and becomes frames when someone asks for them.
    """

    def __init__(self, frames: Iterable[Frame] = ()) -> None:
        self._frames = list(frames)
        self._passages: list[tuple[str, Passage]] = []
        self._late = False

    def __len__(self) -> int:
        return len(self._frames) + sum(len(passage) for _, passage in self._passages)

    def append(self, at_ns: int, channel: str, message: can.Message) -> None:
        """Keep a frame that has just ended."""
        self._frames.append((at_ns, channel, message))

    def append_late(self, channel: str, frames: Iterable[tuple[int, can.Message]]) -> None:
        """Keep frames, with the times in ns at which they ended, some time after that."""
        self._frames.extend([(at_ns, channel, message) for at_ns, message in frames])
        self._late = True

    def pass_over(self, channel: str, passage: Passage) -> None:
        """Keep a stretch of steady traffic."""
        self._passages.append((channel, passage))
        self._late = True

    def add(self, other: Traffic) -> None:
        """Keep the frames of another recording too, which came later."""
        self._frames += other._frames
        self._passages += other._passages
        self._late = self._late or other._late

    @property
    def frames(self) -> list[Frame]:
        """All frames; two that ended together in the order of their channels."""
        frames = self._frames
        if self._passages:
            frames = frames.copy()
            for channel, passage in self._passages:
                frames.extend([(at_ns, channel, message) for at_ns, message in passage])
        return sorted(frames, key=itemgetter(0, 1)) if self._late else frames

    def log(self) -> str:
        """Write the frames as candump lines, `(seconds.microseconds) channel id#data`, rig time from 0."""
        tails: dict[int, str] = {}
        lines: list[str] = []
        append, known = lines.append, tails.get
        for at_ns, channel, message in self.frames:
            key = id(message)
            text = known(key)
            if text is None:
                text = tails[key] = _tail(message)
            at_us = at_ns // 1000
            append(f"({at_us // 1_000_000:010d}.{at_us % 1_000_000:06d}) {channel} {text}")
        return "".join(lines)

    def write(self, path: Path) -> None:
        """Write the log; a path that ends in `.gz` is compressed, without a date: equal runs are equal."""
        path.parent.mkdir(parents=True, exist_ok=True)
        data = self.log().encode("ascii")
        path.write_bytes(gzip.compress(data, compresslevel=6, mtime=0) if path.suffix == ".gz" else data)


def line(at_ns: int, channel: str, message: can.Message) -> str:
    """Write one frame as a line of a candump log."""
    return Traffic([(at_ns, channel, message)]).log()


def _tail(message: can.Message) -> str:
    """Write a frame as candump does, `id#data` with a line end.

    A remote frame is `id#R` and the length that it asks for, a frame of CAN FD `id##`, its flags and data, an
    error frame the error flag with its class in the place of the identifier. By the flag of a bus error, which is
    added, python-can knows an error frame.
    """
    data = bytes(message.data).hex().upper()
    if message.is_error_frame:
        return f"{CAN_ERR_FLAG | CAN_ERR_BUSERROR | message.arbitration_id:08X}#{data}\n"
    identifier = f"{message.arbitration_id:08X}" if message.is_extended_id else f"{message.arbitration_id:03X}"
    if message.is_remote_frame:
        return f"{identifier}#R{min(message.dlc, 8)}\n"
    if message.is_fd:
        flags = CANFD_BRS * message.bitrate_switch | CANFD_ESI * message.error_state_indicator
        return f"{identifier}##{flags:X}{data}\n"
    return f"{identifier}#{data}\n"
