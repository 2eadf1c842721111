"""What a feature file judges: each scenario and row with its tags and steps, as lines of text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from gherkin.errors import CompositeParserException
from gherkin.parser import Parser
from gherkin.pickles.compiler import Compiler

from rigs.errors import ConfigurationError, one_line

SCENARIO = "Scenario: "
"""Prefix of the name of an item that is one scenario, or one row of an outline."""

RULE = "Rule: "
TAG = "@"
REMARK = "# "
"""Starts of lines of a scenario: the Rule that it stands in, its tags, its description."""

PARTS_OF_A_STEP = ("| ", '""" ')
"""Starts of lines that belong to the step above: rows of its table, lines of its text."""

_KEYWORDS = {"Context": "Given", "Action": "When", "Outcome": "Then"}

Items = dict[str, tuple[str, ...]]


def feature_items(text: str, source: Path | str) -> Items:
    """Return what a feature file holds: by scenario its Rule, tags, description and steps, backgrounds included.

    Descriptions and names of other parts are items of their own. Comments and the layout are none.

    Raises:
        ConfigurationError: It cannot be read, or two scenarios have one title.
    """
    try:
        document: Any = Parser().parse(text)
    except CompositeParserException as error:
        raise ConfigurationError(source, "file", one_line(str(error)), "must be a feature file") from error
    feature = document.get("feature")
    if feature is None:
        raise ConfigurationError(source, "file", "", "must hold a Feature")
    document["uri"] = str(source)
    items: Items = dict(_prose(feature))
    places = dict(_places(feature, None))
    pickles = Compiler().compile(document)
    outlines = Counter((pickle["astNodeIds"][0], pickle["name"]) for pickle in pickles)
    for pickle in pickles:
        outline, *row = pickle["astNodeIds"]
        scenario, rule = places[outline]
        title = pickle["name"]
        if row and outlines[outline, title] > 1:
            title += _spelled(scenario, row[0])
        name = one_line(f"{SCENARIO}{title}")
        if name in items:
            raise ConfigurationError(source, "title", title, "must be that of one scenario alone")
        items[name] = tuple(_body(pickle, scenario, rule))
    return items


def _places(parent: Mapping[str, Any], rule: str | None) -> Iterator[tuple[str, tuple[Any, str | None]]]:
    """Yield each scenario by its id, with the Rule that it stands in."""
    for child in parent["children"]:
        if "scenario" in child:
            yield child["scenario"]["id"], (child["scenario"], rule)
        elif "rule" in child:
            yield from _places(child["rule"], child["rule"]["name"])


def _spelled(scenario: Mapping[str, Any], row_id: str) -> str:
    """Write the values of a row that its title does not tell, in the words of the collector."""
    for table in scenario["examples"]:
        columns = [cell["value"] for cell in table["tableHeader"]["cells"]] if table.get("tableHeader") else []
        for row in table.get("tableBody") or ():
            if row["id"] == row_id:
                values = zip(columns, (cell["value"] for cell in row["cells"]), strict=True)
                told = [f"{name}={value}" for name, value in values if f"<{name}>" not in scenario["name"]]
                return f" ({', '.join(told)})" if told else ""
    return ""


def _body(pickle: Mapping[str, Any], scenario: Mapping[str, Any], rule: str | None) -> Iterator[str]:
    if rule is not None:
        yield one_line(f"{RULE}{rule}")
    if pickle["tags"]:
        yield " ".join(sorted({tag["name"] for tag in pickle["tags"]}))
    yield from _remarks(scenario)
    for step in pickle["steps"]:
        yield one_line(f"{_KEYWORDS.get(step['type'], '*')} {step['text']}")
        argument = step.get("argument", {})
        for row in argument.get("dataTable", {}).get("rows", ()):
            yield one_line("".join(f"| {cell['value']} " for cell in row["cells"]) + "|")
        if "docString" in argument:
            yield from (one_line(f'""" {line}') for line in argument["docString"]["content"].split("\n"))


def _remarks(part: Mapping[str, Any]) -> Iterator[str]:
    """Yield the description of a part, without its indentation."""
    for line in part.get("description", "").split("\n"):
        if line.strip():
            yield one_line(f"{REMARK}{line.strip()}")


def _prose(parent: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield names and descriptions of Feature, Rules, Backgrounds and Examples, as far as they have some."""
    remarks = tuple(_remarks(parent))
    if remarks or "language" in parent:  # a Rule without a description is told in each of its scenarios
        yield one_line(f"{parent['keyword']}: {parent['name']}"), remarks
    for child in parent["children"]:
        if "rule" in child:
            yield from _prose(child["rule"])
        for part in (child.get("background"), *child.get("scenario", {}).get("examples", ())):
            if part and (part["name"] or part["description"].strip()):
                yield one_line(f"{part['keyword']}: {part['name']} (of {parent['name']})"), tuple(_remarks(part))
