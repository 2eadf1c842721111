"""Convert traffic logs of candump, as runs leave them, to BLF or ASC.

Times are those of the log, to the microsecond; each channel of a log keeps a number of its own.
"""

from __future__ import annotations

import argparse
import gzip
import re
import sys
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import can
from can.io.asc import ASCWriter
from can.io.blf import BLFWriter
from can.io.canutils import CAN_ERR_FLAG

from dbc.arguments import file_argument

FORMATS = ("blf", "asc")
SUFFIXES = (".log", ".log.gz")
US = 1_000_000

_LINE = re.compile(
    r"\((?P<s>\d+)\.(?P<us>\d{6})\) (?P<channel>\S+) "
    r"(?P<id>[0-9A-F]{8}|[0-9A-F]{3})#(?:(?P<remote>R[0-8]?)|(?P<data>(?:[0-9A-F]{2}){0,8}))(?: [RT])?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\D*(\d+)")


class TraceError(Exception):
    """A log that cannot be converted, in one line: file, line number, what stands there, what is allowed."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `reports.__main__.COMMANDS`."""
    parser.add_argument(
        "logs", metavar="LOG", nargs="+", type=file_argument, help="a candump log, .log or .log.gz"
    )
    parser.add_argument("--format", metavar="|".join(FORMATS), help="default: the ending of FILE, else blf")
    parser.add_argument(
        "--output", metavar="FILE", type=file_argument, help="default: beside LOG, with a new ending"
    )


def run(options: argparse.Namespace) -> int:
    """Convert each log; returns 1 when one of them could not be, the others all the same."""
    if options.output is not None and len(options.logs) > 1:
        sys.stderr.write(f"--output = {options.output}: allowed for one LOG, not for {len(options.logs)}\n")
        return 1
    code = 0
    for log in options.logs:
        try:
            sys.stdout.write(f"{convert(log, options.output, options.format)}\n")
        except TraceError as error:
            sys.stderr.write(f"{error}\n")
            code = 1
    return code


def convert(log: Path, output: Path | None = None, form: str | None = None) -> str:
    """Convert one log.

    Args:
        log: The candump log.
        output: The new file; None puts it beside the log.
        form: One of `FORMATS`; None takes the ending of `output`, else blf.

    Returns:
        A line that tells what was written.

    Raises:
        TraceError: The log cannot be read, is none, or the new file cannot be written.
    """
    if form is None:
        form = output.suffix.removeprefix(".").lower() if output is not None else FORMATS[0]
    if form not in FORMATS:
        raise TraceError(f"{output or log}: format = {form!r}; allowed: {', '.join(FORMATS)}")
    target = output if output is not None else _beside(log, form)
    counts = Counter(channel for channel, _ in frames(log))
    numbers = channel_numbers(counts)
    try:
        with _writer(target, form) as writer:
            for channel, message in frames(log):
                message.channel = numbers[channel] - 1  # the writers of python-can add 1
                writer.on_message_received(message)
    except OSError as error:
        raise TraceError(f"{target}: cannot be written: {error.strerror or error}") from error
    channels = ", ".join(f"{name} is channel {number} ({counts[name]})" for name, number in numbers.items())
    return f"{target}: {counts.total()} frames of {log}" + (f"; {channels}" if channels else "")


def channel_numbers(names: Mapping[str, int]) -> dict[str, int]:
    """The number of each channel, from 1 on: that of its name plus one, as can0 is the first.

    A name without a number, or with one that is taken, gets the lowest that is free, so that no two merge.
    """
    numbers: dict[str, int] = {}
    for name in sorted(names):
        if (found := _NUMBERED.fullmatch(name)) and int(found[1]) + 1 not in numbers.values():
            numbers[name] = int(found[1]) + 1
    for name in sorted(names):
        if name not in numbers:
            numbers[name] = next(number for number in range(1, 256) if number not in numbers.values())
    return dict(sorted(numbers.items(), key=lambda item: item[1]))


def frames(log: Path) -> Iterator[tuple[str, can.Message]]:
    """The frames of a log with their channels.

    Raises:
        TraceError: The file cannot be read, or a line is no frame of classic CAN.
    """
    if not log.name.endswith(SUFFIXES):
        raise TraceError(f"{log}: name = {log.name!r}; allowed: a candump log, {' or '.join(SUFFIXES)}")
    opened = gzip.open if log.suffix == ".gz" else open
    try:
        with opened(log, "rt", encoding="ascii", errors="replace") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _frame(log, number, line.strip())
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or error
        raise TraceError(f"{log}: cannot be read: {reason}") from error


def _frame(log: Path, number: int, line: str) -> tuple[str, can.Message]:
    found = _LINE.fullmatch(line)
    if found is None:
        allowed = "a frame of classic CAN as candump logs it, (seconds.microseconds) channel id#data"
        raise TraceError(f"{log}:{number}: {line[:80]!r}; allowed: {allowed}")
    identifier, extended, remote = int(found["id"], 16), len(found["id"]) > 3, found["remote"]
    is_error = extended and bool(identifier & CAN_ERR_FLAG)
    data = bytes.fromhex(found["data"] or "")
    return found["channel"], can.Message(
        timestamp=(int(found["s"]) * US + int(found["us"])) / US,
        arbitration_id=identifier & 0x1FFFFFFF,
        is_extended_id=extended,
        is_error_frame=is_error,
        is_remote_frame=remote is not None,
        dlc=int(remote[1:] or 0) if remote else len(data),
        data=None if remote else data,
    )


def _beside(log: Path, form: str) -> Path:
    stem = log.name.removesuffix(".gz").removesuffix(".log")
    return log.with_name(f"{stem}.{form}")


def _writer(target: Path, form: str) -> ASCWriter | BLFWriter:
    """A writer whose times count from the zero of the log and not from its first frame."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if form == "asc":
        asc = ASCWriter(target)
        asc.log_event("Start of rig time", 0.0)
        return asc
    blf = BLFWriter(target)
    blf.start_timestamp = 0.0
    return blf
