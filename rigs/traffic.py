"""The full traffic of a scenario and its form on disk, the candump log of can-utils."""

from __future__ import annotations

import gzip
from pathlib import Path

import can
from can.io.canutils import CAN_ERR_BUSERROR, CAN_ERR_FLAG


class Traffic:
    """Every frame that was on the buses, in the order in which the frames ended."""

    def __init__(self) -> None:
        self.frames: list[tuple[int, str, can.Message]] = []

    def __len__(self) -> int:
        return len(self.frames)

    def log(self) -> str:
        """The frames as candump lines, `(seconds.microseconds) channel id#data`, rig time from 0."""
        tails: dict[int, str] = {}
        lines: list[str] = []
        append, known = lines.append, tails.get
        for at_ns, channel, message in self.frames:
            key = id(message)
            tail = known(key)
            if tail is None:
                tail = tails[key] = _tail(message)
            at_us = at_ns // 1000
            append(f"({at_us // 1_000_000:010d}.{at_us % 1_000_000:06d}) {channel} {tail}")
        return "".join(lines)

    def write(self, path: Path) -> None:
        """Write the log; a path that ends in `.gz` is compressed, without a date: equal runs are equal."""
        path.parent.mkdir(parents=True, exist_ok=True)
        data = self.log().encode("ascii")
        path.write_bytes(gzip.compress(data, compresslevel=6, mtime=0) if path.suffix == ".gz" else data)


def _tail(message: can.Message) -> str:
    if message.is_error_frame:
        return f"{CAN_ERR_FLAG | CAN_ERR_BUSERROR | message.arbitration_id:08X}#\n"
    identifier = f"{message.arbitration_id:08X}" if message.is_extended_id else f"{message.arbitration_id:03X}"
    if message.is_remote_frame:
        return f"{identifier}#R{message.dlc:X}\n"
    return f"{identifier}#{bytes(message.data).hex().upper()}\n"
