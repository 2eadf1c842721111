"""The full traffic of a scenario and its form on disk, the candump log of can-utils."""

from __future__ import annotations

import gzip
from pathlib import Path

import can
from can.io.canutils import CAN_ERR_BUSERROR, CAN_ERR_FLAG, CANFD_BRS, CANFD_ESI


class Traffic:
    """Every frame that was on the buses, in the order in which the frames ended."""

    def __init__(self) -> None:
        self.frames: list[tuple[int, str, can.Message]] = []

    def __len__(self) -> int:
        return len(self.frames)

    def log(self) -> str:
        """Return the frames as candump lines, `(seconds.microseconds) channel id#data`, rig time from 0."""
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
    one = Traffic()
    one.frames.append((at_ns, channel, message))
    return one.log()


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
