"""Convert traffic logs between candump, as runs leave them, BLF and ASC.

Times are those of the log, to the microsecond; each channel of a log keeps a number of its own. Data, remote,
error and CAN FD frames are all kept; of an error frame ASC has the time and the channel alone.

BLF and ASC are read and written by python-can. Candump logs are read here, since its reader guesses where a line
is damaged (half an octet is taken for a whole one, 9 octets for a frame), does not know the length code behind
eight octets, and names no line; its writer loses the length of a remote frame.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import io
import re
import sys
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import can
from can.io.asc import ASCReader, ASCWriter
from can.io.blf import BLFReader, BLFWriter
from can.io.canutils import CAN_ERR_FLAG, CANFD_BRS, CANFD_ESI
from can.util import CAN_FD_DLC

from dbc.arguments import file_argument, written_argument
from rigs.recording.traffic import line

FORMATS = ("blf", "asc", "log")
SUFFIXES = (".log", ".log.gz")
OTHERS = (".blf", ".asc")
US = 1_000_000

_LINE = re.compile(
    r"\((?P<s>\d+)\.(?P<us>\d{6})\) (?P<channel>\S+) (?P<id>[0-9A-F]{8}|[0-9A-F]{3})#"
    r"(?:(?P<remote>R[0-8]?)|#(?P<flags>[0-9A-F])(?P<fd>(?:[0-9A-F]{2}){0,64})|(?P<data>(?:[0-9A-F]{2}){0,8}))"
    r"(?:_[9A-F])?(?P<direction> [RT])?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\D*(\d+)")


class TraceError(Exception):
    """A log that cannot be converted, in one line: file, line number, what stands there, what is allowed."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `reports.__main__.COMMANDS`."""
    parser.add_argument(
        "logs", metavar="LOG", nargs="+", type=file_argument, help="a log: .log, .log.gz, .blf or .asc"
    )
    parser.add_argument(
        "--format",
        metavar="|".join(FORMATS),
        help="default: the ending of FILE, else blf of a .log and log of others",
    )
    parser.add_argument(
        "--output", metavar="FILE", type=written_argument, help="default: beside LOG, with a new ending"
    )


def run(options: argparse.Namespace) -> int:
    """Convert each log.

    Returns:
        0, or 1 where one of them could not be converted; the others are all the same.
    """
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
        log: The log, in one of the formats.
        output: The new file; None puts it beside the log.
        form: One of `FORMATS`; None takes the ending of `output`, else blf for a candump log, log for others.

    Returns:
        A line that tells what was written.

    Raises:
        TraceError: The log cannot be read, is none, or the new file cannot be written.
    """
    if form is None:
        form = _form_of(output) if output is not None else _other_form(log)
    if form not in FORMATS:
        raise TraceError(f"{output or log}: format = {form!r}; allowed: {', '.join(FORMATS)}")
    target = output if output is not None else _beside(log, form)
    if target.resolve() == log.resolve():
        raise TraceError(f"{target}: is the log itself; allowed: another file, by --output or --format")
    counts: Counter[str] = Counter()
    errors = 0
    for channel, message in frames(log):
        counts[channel] += 1
        errors += message.is_error_frame
    numbers = channel_numbers(counts)
    # Half a log would be taken for a whole one; a device, such as /dev/null, is written to as it is.
    whole = not target.exists() or target.is_file()
    place = target.with_name(f".part.{target.name}") if whole else target
    try:
        _write(place, form, log, numbers)
        if whole:
            place.replace(target)
    except OSError as error:
        raise TraceError(f"{target}: cannot be written: {error.strerror or error}") from error
    finally:
        if whole:
            with contextlib.suppress(OSError):
                place.unlink(missing_ok=True)
    channels = ", ".join(f"{name} is channel {number} ({counts[name]})" for name, number in numbers.items())
    if form == "log":
        channels = ", ".join(f"{name} ({counts[name]})" for name in numbers)
    lost = f"; ASC keeps neither class nor data of error frames ({errors})" if errors and form == "asc" else ""
    return f"{target}: {counts.total()} frames of {log}" + (f"; {channels}" if channels else "") + lost


def channel_numbers(names: Mapping[str, int]) -> dict[str, int]:
    """Return the number of each channel, from 1 on: that of its name plus one, as can0 is the first.

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
    """Yield the frames of a log with their channels.

    Raises:
        TraceError: The file cannot be read, or a line is no frame.
    """
    if log.suffix.lower() in OTHERS:
        yield from _foreign(log)
        return
    if not log.name.endswith(SUFFIXES):
        allowed = f"a candump log, {' or '.join(SUFFIXES)}, or {' or '.join(OTHERS)}"
        raise TraceError(f"{log}: name = {log.name!r}; allowed: {allowed}")
    opened = gzip.open if log.suffix == ".gz" else open
    try:
        # A mark at the start, as editors of Windows leave it, is no content.
        with opened(log, "rt", encoding="utf-8-sig", errors="backslashreplace") as lines:
            for number, text in enumerate(lines, start=1):
                if text.strip():
                    yield _frame(log, number, text.strip())
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or error
        raise TraceError(f"{log}: cannot be read: {reason}") from error


def _foreign(log: Path) -> Iterator[tuple[str, can.Message]]:
    """Yield the frames of a log that python-can reads."""
    try:
        with _reader(log) as reader:
            for message in reader:
                if message.is_fd and message.is_remote_frame:  # so python-can reads a frame of no bytes from ASC
                    message.is_remote_frame = False
                yield f"can{message.channel or 0}", message
    except OSError as error:
        raise TraceError(f"{log}: cannot be read: {error.strerror or error}") from error
    except Exception as error:  # the readers raise whatever they meet in a file that is none of theirs
        raise TraceError(f"{log}: cannot be read: {type(error).__name__} {error}".rstrip()) from error


def _reader(log: Path) -> ASCReader | BLFReader:
    if log.suffix.lower() == ".blf":
        return BLFReader(log)
    return ASCReader(log.open(encoding="utf-8-sig", errors="replace"))


def _frame(log: Path, number: int, text: str) -> tuple[str, can.Message]:
    found = _LINE.fullmatch(text)
    fd = found is not None and found["flags"] is not None
    data = bytes.fromhex((found["fd"] if fd else found["data"]) or "") if found is not None else b""
    if found is None or (fd and len(data) not in CAN_FD_DLC):
        allowed = "a frame of classic CAN or CAN FD as candump logs it, (seconds.microseconds) channel id#data"
        raise TraceError(f"{log}:{number}: {text[:80]!r}; allowed: {allowed}")
    identifier, extended, remote = int(found["id"], 16), len(found["id"]) > 3, found["remote"]
    is_error = extended and bool(identifier & CAN_ERR_FLAG)
    flags = int(found["flags"] or "0", 16)
    return found["channel"], can.Message(
        timestamp=(int(found["s"]) * US + int(found["us"])) / US,
        arbitration_id=identifier & 0x1FFFFFFF,
        is_extended_id=extended,
        is_error_frame=is_error,
        is_remote_frame=remote is not None,
        dlc=int(remote[1:] or 0) if remote else len(data),
        data=None if remote else data,
        is_fd=fd,
        bitrate_switch=bool(flags & CANFD_BRS),
        error_state_indicator=bool(flags & CANFD_ESI),
        is_rx=(found["direction"] or "").strip().upper() != "T",
    )


def _form_of(path: Path) -> str:
    return Path(path.name.removesuffix(".gz")).suffix.removeprefix(".").lower()


def _other_form(log: Path) -> str:
    return "log" if log.suffix.lower() in OTHERS else FORMATS[0]


def _beside(log: Path, form: str) -> Path:
    name = log.name.removesuffix(".gz")
    stem = name.removesuffix(Path(name).suffix) if name.lower().endswith((".log", *OTHERS)) else name
    return log.with_name(f"{stem}.{form}")


def _write(target: Path, form: str, log: Path, numbers: Mapping[str, int]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if form != "log":
        with _writer(target, form) as writer:
            for channel, message in frames(log):
                message.channel = numbers[channel] - 1  # the writers of python-can add 1
                writer.on_message_received(message)
        return
    with _opened(target) as lines:
        for channel, message in frames(log):
            text = line(round(message.timestamp * US) * 1000, channel, message)
            lines.write(text if message.is_rx else f"{text.rstrip()} T\n")


@contextmanager
def _opened(target: Path) -> Iterator[TextIO]:
    """Open a text file; compressed without a date, as logs of runs are, where its name ends so."""
    with target.open("wb") as raw:
        packed = gzip.GzipFile("", "wb", 6, raw, mtime=0) if target.suffix == ".gz" else raw
        with io.TextIOWrapper(packed, encoding="ascii", newline="\n") as lines:
            yield lines


def _writer(target: Path, form: str) -> ASCWriter | BLFWriter:
    """Make a writer whose times count from the zero of the log and not from its first frame."""
    if form == "asc":
        asc = ASCWriter(target)
        asc.log_event("Start of rig time", 0.0)
        return asc
    blf = BLFWriter(target)
    blf.start_timestamp = 0.0
    return blf
