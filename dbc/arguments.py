"""What is typed on a command line, for argparse: commands, and paths that are refused before they are used."""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType

MOST_SHOWN = 100
"""Most characters that are shown of a name that is not allowed."""


def path_argument(text: str) -> Path:
    """Take a path that need not be there.

    Raises:
        argparse.ArgumentTypeError: No file can bear this name, or what is there may not be looked at.
    """
    try:
        if not text:
            raise ValueError("is empty")
        Path(text).stat()
    except (FileNotFoundError, NotADirectoryError):
        pass
    except (OSError, ValueError) as error:  # too long, a loop of links, not permitted; a sign that no name has
        reason = getattr(error, "strerror", None) or error
        raise argparse.ArgumentTypeError(f"{text[:MOST_SHOWN]!r}: {reason}; must be a path") from error
    return Path(text)


def file_argument(text: str) -> Path:
    """Take the path of a file that need not be there.

    Raises:
        argparse.ArgumentTypeError: As `path_argument`, or it is that of a folder.
    """
    path = path_argument(text)
    if not path.name or path.is_dir():
        raise argparse.ArgumentTypeError(f"{text[:MOST_SHOWN]!r}: is a folder; must be a file")
    return path


def written_argument(text: str) -> Path:
    """Take the path of a file that is written anew, in the place of one that is there.

    Raises:
        argparse.ArgumentTypeError: As `file_argument`, or it is a device or pipe, which would be replaced.
    """
    path = file_argument(text)
    if path.exists() and not path.is_file():
        raise argparse.ArgumentTypeError(f"{text[:MOST_SHOWN]!r}: is a device or a pipe; must be a file")
    return path


def why_not_writable(folder: Path) -> str | None:
    """Say what keeps files from being written to a folder that need not be there yet; None when nothing does."""
    place = folder
    try:
        while not place.exists():
            place = place.parent
        if not place.is_dir():
            return f"{place} is a file"
        with tempfile.TemporaryFile(dir=place):
            return None
    except OSError as error:
        return error.strerror or str(error)


def run_command(
    program: str, description: str | None, commands: Mapping[str, ModuleType], arguments: Sequence[str] | None
) -> int:
    """Run one of several commands.

    Args:
        program: As it is typed, such as `python -m rigs`.
        description: For its help.
        commands: By name, modules with `add_arguments(parser)` and `run(options) -> int`, and their help as the
            first line of their docstring.
        arguments: What was typed; None for those of this process.

    Returns:
        The exit code of the command.
    """
    parser = argparse.ArgumentParser(prog=program, description=description)
    choices = parser.add_subparsers(dest="command", required=True)
    for name, module in commands.items():
        text = (module.__doc__ or "").splitlines()[0]
        module.add_arguments(choices.add_parser(name, help=text, description=text))
    options = parser.parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a path may hold bytes that are no text
    code: int = commands[options.command].run(options)
    return code
