"""Trips as files: exported, imported, damaged, and what stands in a spreadsheet: features/trips."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from typing import Any

from pytest_bdd import given, then, when

from rigs.errors import SetupFailed
from rigs.ports import documents, pages, trips
from rigs.scene import Scene
from rigs.values.measurement import Limits, Measurement
from steps.answers import ANSWER_S, await_answer
from steps.contracts import THE_REQUEST
from steps.driving_data import ODOMETER_STEP_M, shown_trips
from steps.gherkin.vocabulary import condition, enumeration, event, phrase
from steps.login import ask

FORMULA_SIGNS = "=+-@"
"""First signs of a cell that spreadsheets take for a formula in a file of lines."""

THE_EXPORT = event("the export", over_network=True)

condition("a file with the trips is given", documents.GIVEN, test=bool, over_network=True, happens=True)
condition(
    "the file that is given is a spreadsheet",
    trips.SHEET,
    test=lambda sheet: bool(sheet.get("rows")),
    over_network=True,
    happens=True,
)
condition("no file is given", documents.GIVEN, test=lambda given: not given)
condition(
    "the page says why it refuses",
    pages.ANSWER,
    test=lambda answer: answer.get("kind") == "refused" and len(str(answer.get("text", "")).split()) > 2,
    over_network=True,
    happens=True,
)

enumeration("export", {"to take them along": "transfer", "as a spreadsheet": "spreadsheet"})
enumeration("mail_app", {"an": "installed", "no": "missing"})
enumeration(
    "damage",
    {
        "cut in half": lambda content: content[: len(content) // 2],
        "with bytes changed": lambda content: content[:200] + bytes(byte ^ 255 for byte in content[200:]),
        "emptied": lambda _content: b"",
        "made a text": lambda _content: b"Vehicle;Day;Distance\n1;2;3\n",
    },
)


@given(phrase("the phone has {app:mail_app} e-mail application"))
def has_mail_app(scene: Scene, app: str) -> None:
    """Install or remove it."""
    scene.stimulate(trips.MAIL_APP, app)


@given(phrase("the driver has exported the trips {export}"))
def has_exported(scene: Scene, export: str) -> None:
    """Have them exported, and wait for the file."""
    exports(scene, export)
    await_answer(scene, ANSWER_S, "the file")


@when(phrase("the driver exports the trips {export}"))
def exports(scene: Scene, export: str) -> None:
    """Send them by the e-mail application (line 379)."""
    scene.mark(THE_EXPORT, scene.stimulate(trips.EXPORT, export))


@when("the driver imports the exported file")
def imports(scene: Scene) -> None:
    """Open in the app what was exported before."""
    ask(scene, trips.IMPORT, base64.b64encode(_exported(scene)).decode("ascii"))


@when(phrase("the driver imports the exported file {damage}"))
def imports_damaged(scene: Scene, damage: Callable[[bytes], bytes]) -> None:
    """Open in the app what is left of the file."""
    damaged = base64.b64encode(damage(_exported(scene))).decode("ascii")
    scene.mark(THE_REQUEST, scene.stimulate(trips.IMPORT, damaged))


@then("the spreadsheet has a row for each trip of the page")
def spreadsheet_has_rows(scene: Scene) -> None:
    """Judge that each trip has one row of its own, in which a number is its length, in m or km (AMB-49).

    Rows that belong to no trip, such as headings and sums, are left alone.
    """
    rows, shown = scene.track(trips.SHEET).value.get("rows", ()), shown_trips(scene.track(trips.PAGE).value)
    if not shown:
        raise scene.failed("the page shows no trip")
    lengths = sorted(trip["distance_m"] for trip in shown)
    lacking = [length for length in lengths if sum(_has_length(row, length) for row in rows) != 1]
    scene.judge(Measurement("trips without a row of their own", len(lacking), len(lacking), "", Limits(high=0)))


@then(phrase("the spreadsheet has the name of {name:hostile} as text"))
def spreadsheet_has_text(scene: Scene, name: str) -> None:
    """Judge that a cell is the name as it was typed; in a file of lines a sign before it keeps it from running."""
    rows = scene.track(trips.SHEET).value.get("rows", ())
    marked = scene.track(documents.FILE).value.get("type") != trips.SPREADSHEET and name[0] in FORMULA_SIGNS
    cells = [cell for row in rows for cell in row if isinstance(cell, str)]
    found = [cell for cell in cells if cell.lstrip("' ") == name and (cell != name or not marked)]
    if not found:
        raise scene.failed(f"no cell of the spreadsheet is the text {name!r}; it has {cells}")
    scene.judge(Measurement("cells with the name as text", len(found), len(found), "", Limits(low=1)))


def _is_number(cell: object) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _has_length(row: Sequence[Any], length_m: float) -> bool:
    return any(
        _is_number(cell) and min(abs(cell - length_m), abs(cell * 1000 - length_m)) <= ODOMETER_STEP_M
        for cell in row
    )


def _exported(scene: Scene) -> bytes:
    shown = scene.track(documents.FILE).value
    if not shown:
        raise SetupFailed("no file has been given")
    return base64.b64decode(shown["content"])
