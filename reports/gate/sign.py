"""Sign the results of runs that have left them unsigned, with the key of this machine."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from reports.folder.manifest import BEGUN, NAME, digests, read_manifest
from reports.folder.signature import VARIABLE, key_of_this_machine, sign
from rigs.errors import ConfigurationError, HarnessError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("results", nargs="+", type=Path, help="results folders, as their runs have left them")


def run(options: argparse.Namespace) -> int:
    """Sign each folder that is as its run has left it.

    Returns:
        0, or 2 where one could not be signed; those before it are.
    """
    try:
        private = key_of_this_machine()
        if private is None:
            raise ConfigurationError(VARIABLE, "file", "nothing", "must name the file with the private key")
        for folder in options.results:
            if digests(folder) != read_manifest(folder).files or (folder / BEGUN).exists():
                raise ConfigurationError(folder / NAME, "files", "...", "the folder is not as its run has left it")
            sign(folder, private)
            sys.stdout.write(f"{folder}: signed\n")
    except HarnessError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except OSError as error:
        sys.stderr.write(f"{error.filename}: {error.strerror}\n")
        return 2
    return 0
