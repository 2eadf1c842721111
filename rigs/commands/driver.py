"""Write the driver of an instrument of one's own, with its test against a scripted exchange."""

from __future__ import annotations

import argparse
import re
import sys
from keyword import iskeyword
from pathlib import Path
from string import Template

from dbc.arguments import path_argument

NAME = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"
"""The form of a driver's name, as those of the suite have it: maker, and make."""

DRIVER = Template(
    '''"""The driver $quoted: what the instrument can be set to and asked for, and how it is spoken to."""

from __future__ import annotations

from collections.abc import Mapping

from rigs.bindings.lab import InstrumentDriver
from rigs.drivers.driver import Driver
from rigs.files.dialect import Dialect, Reading, Setting

$constant = Driver(
    "$name",
    "instruments of which this says too little yet",
    Dialect(
        sets={
            # What the port takes must be in this unit; a number out of the range is never sent.
            "voltage": Setting(write="VOLT {value}", unit="V", range=(0.0, 30.0), doc="voltage of the output"),
            "output": Setting(write="OUTP {value}", words={"on": "ON", "off": "OFF"}, doc="whether it is on"),
        },
        reads={
            "voltage": Reading(query="MEAS:VOLT?", unit="V", doc="voltage at the output"),
            "output": Reading(query="OUTP?", words={"1": "on", "0": "off"}, doc="whether it is on"),
        },
        # Keys of [instruments.NAME] that are other than usual: error_query, clear, read_termination, setup, ...
        line={},
        at_rest={"output": "off"},
        # A regular expression that matches the answer to *IDN?; None where the instrument does not know it.
        identity=None,
    ),
)
"""Name of the manual, and the chapters that say this."""


def pytest_connect_hil_drivers() -> Mapping[str, InstrumentDriver]:
    """Give the driver to a run, which names this module with -p."""
    return {$constant.name: $constant}
'''
)

TEST = Template(
    '''"""The driver $quoted says what its manual has; each line is what goes over the wires."""

from __future__ import annotations

from $module import $constant

from rigs.testing import Named, Script, check_refusal, check_supply

FINE = '0,"No error"'
OPENED = [("*CLS", None), ("SYST:ERR?", FINE)]


def test_the_supply_keeps_to_the_contract() -> None:
    lines = [
        ("VOLT 12.6;:SYST:ERR?", FINE),
        ("OUTP ON;:SYST:ERR?", FINE),
        ("OUTP?", "1"),
        ("MEAS:VOLT?", "12.601"),
        ("OUTP OFF;:SYST:ERR?", FINE),
        ("OUTP?", "0"),
    ]
    with Script([*OPENED, *lines]) as script:
        check_supply(Named(script.open($constant)), voltage_v=12.6, current_a=1.0, too_much_v=30.1)


def test_what_is_out_of_range_is_never_sent() -> None:
    with Script(OPENED) as script:
        check_refusal(Named(script.open($constant)), "voltage", -0.1)
'''
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell argparse the name and the place."""
    parser.add_argument("name", metavar="NAME", help="name of the driver, such as acme-ps30")
    parser.add_argument(
        "--folder", metavar="FOLDER", type=path_argument, default=Path(), help="where to; default: here"
    )


def run(options: argparse.Namespace) -> int:
    """Write both files.

    Returns:
        0, or 1 where the name is none, or a file is there already or cannot be written.
    """
    if re.fullmatch(NAME, options.name) is None or iskeyword(options.name):
        sys.stderr.write(f"NAME = {options.name!r}: must be of small letters, digits and -, such as acme-ps30\n")
        return 1
    module = options.name.replace("-", "_")
    words = {
        "name": options.name,
        "quoted": f"`{options.name}`",
        "module": module,
        "constant": module.upper(),
    }
    folder: Path = options.folder
    files = {
        folder / f"{module}.py": DRIVER.substitute(words),
        folder / f"test_{module}.py": TEST.substitute(words),
    }
    for path in files:
        if path.exists():
            sys.stderr.write(f"{path}: is there already; nothing was written\n")
            return 1
    try:
        for path, text in files.items():
            path.write_text(text, encoding="utf-8")
    except OSError as error:
        sys.stderr.write(f"{folder}: cannot be written: {error.strerror}\n")
        return 1
    made, test = files
    sys.stdout.write(f"{made}, {test}: written; next: python -m pytest {test}\n")
    return 0
