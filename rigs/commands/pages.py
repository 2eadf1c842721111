"""Show what the driver `browser` sees on the pages of a staging system, along a way through them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from clock.kernel import seconds
from clock.wall import WallKernel
from dbc.arguments import written_argument
from rigs.bindings.service import StandingService, Witness
from rigs.bindings.standing import standing_service
from rigs.commands import rig_of
from rigs.errors import ConfigurationError, RigFault, SuiteError
from rigs.files.offboard import SITES

LOOK_S = 3.0
"""Time in s for which a page is waited for after each step."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell argparse the rig file, the site and the way."""
    rig_of.add_arguments(parser)
    parser.add_argument("site", choices=SITES, help="whose first page is opened")
    parser.add_argument(
        "step", nargs="*", metavar="STEP", help="a label that is pressed, LABEL=VALUE for a field, or SUBMIT"
    )
    parser.add_argument("--picture", type=written_argument, metavar="FILE", help="PNG of the last page")


def run(options: argparse.Namespace) -> int:
    """Follow the way, and tell of each page.

    Returns:
        0, or 1 where the file is not allowed, there are no such pages, or a step was not to be done.
    """
    try:
        plan = rig_of.plan_of(options)
        table = plan.rig.services.get("pages")
        if table is None or table.driver != "browser":
            told = "nothing" if table is None else table.driver
            raise ConfigurationError(options.file, "services.pages.driver", told, "must be 'browser' for this")
        kernel = WallKernel()
        pages = standing_service(table, kernel, "")
    except (ConfigurationError, SuiteError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    try:
        return _walk(pages, kernel, options.site, options.step, options.picture)
    except RigFault as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    finally:
        pages.close()


def _walk(pages: StandingService, kernel: WallKernel, site: str, steps: list[str], picture: Path | None) -> int:
    pages.begin()
    shown: dict[str, Any] = {}
    pages.watch(lambda _at_ns, item, value: shown.__setitem__(item, value))
    for verb, argument in (("open", site), *map(_act, steps)):
        remark = pages.call(verb, argument)
        kernel.run_for(seconds(LOOK_S))
        sys.stdout.write(f"{verb} {argument}\n")
        if remark:
            sys.stderr.write(f"{remark}\n")
            break
        sys.stdout.writelines(f"    {line}\n" for line in _told(shown))
    if picture is not None and isinstance(pages, Witness):
        for each in pages.evidence():
            if each.media_type == "image/png":  # the last of them stays
                picture.write_bytes(each.data)
    return 1 if remark else 0


def _act(step: str) -> tuple[str, str]:
    if step == "SUBMIT":
        return "submit", "now"
    return ("enter", step) if "=" in step else ("press", step)


def _told(shown: dict[str, Any]) -> Iterator[str]:
    """Yield the lines that tell of a page."""
    page = shown.get("page")
    if not page:
        yield "no page"
        return
    yield f"title: {page['title']}"
    yield f"account: {page['account'] or 'nobody'}"
    for each in page["controls"]:
        yield f"to press: {each['label']} ({each['place']})"
    yield from (f"to fill in: {each}" for each in page["fields"])
    yield from (f"text: {each}" for each in page["texts"])
    if answer := shown.pop("answer", None):
        yield f"answer: {answer['kind']}: {answer['text']}"
    if question := shown.get("question"):
        yield f"question: {question}"
