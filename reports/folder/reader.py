"""Reads results folders: what each scenario came to, for the gate, the matrix and the report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from dbc.text_file import ENCODING
from reports.folder.manifest import BEGUN, Manifest, read_manifest
from reports.folder.strict_json import read_json, read_json_table
from rigs.errors import ConfigurationError
from rigs.files.rig_file import validated

RESULTS = "*-result.json"
ENVIRONMENT = "environment.properties"
MEASUREMENTS = "measurements"
_HELD = re.compile(r"(\d+(?:\.\d+)?) s of \d+(?:\.\d+)? s")
LATEST_MS = 253_402_300_799_999
"""The end of the year 9999, in milliseconds since 1970: no later time can be told as a date."""


def _in_the_folder(source: str) -> str:
    if source in ("", ".", "..") or any(sign in source for sign in "/\\\0"):
        raise PydanticCustomError("no_neighbour", "must be the name of a file that lies beside the result")
    return source


Milliseconds = Annotated[int, Field(ge=0, le=LATEST_MS)]


class _Part(BaseModel):
    """A part of what is read, built when the first result is read."""

    model_config = ConfigDict(defer_build=True)


class _Label(_Part):
    name: str
    value: str


class _Attachment(_Part):
    name: str
    source: Annotated[str, AfterValidator(_in_the_folder)]
    type: str = ""


class _Details(_Part):
    message: str = ""


class _Step(_Part):
    status: str = ""
    attachments: list[_Attachment] = Field(default_factory=list)
    steps: list[_Step] = Field(default_factory=list)


class _Content(_Step):
    """The part that is read of a result of Allure, which has more."""

    uuid: str = ""
    name: str
    status: str
    start: Milliseconds = 0
    stop: Milliseconds = 0
    labels: list[_Label] = Field(default_factory=list)
    titlePath: list[str] = Field(default_factory=list)  # noqa: N815  # Allure's name
    statusDetails: _Details | None = None  # noqa: N815  # as above


@dataclass(frozen=True)
class Attachment:
    """A file that belongs to a result."""

    name: str
    path: Path
    media_type: str


@dataclass(frozen=True)
class ScenarioResult:
    """The outcome of one scenario, or one item of a campaign. campaign, came to.

    Attributes:
        file: The result file.
        uuid: By which the generator of a report tells it from all others; empty where it has none.
        node_id: As pytest takes it.
        scenario: Node id of the plain scenario; another than `node_id` for an item of a campaign.
        name: Title.
        status: Allure's: passed, failed, broken, skipped.
        verdict: The suite's word; empty where a result has none.
        requirements: Ids of the catalogue.
        tags: Tags of the scenario, without @.
        fault: Id of the faulty vehicle, None for the vehicle as it is.
        campaign: What an item of a campaign came to, None elsewhere.
        message: What ended it, or why it did not apply.
        vehicle: Profile that it ran on; empty where none is told.
        rig: Name of the rig; the same.
        start_ms: Milliseconds since 1970.
        stop_ms: The same.
        held_s: How long the rig has watched what must last, in s, where that is less than the suite asks for; else
            None.
        attachments: Of the result and all its steps, in their order.
        steps: Status of each step and of the steps in it, in their order.
    """

    file: Path
    uuid: str
    node_id: str
    scenario: str
    name: str
    status: str
    verdict: str
    requirements: tuple[str, ...]
    tags: tuple[str, ...]
    fault: str | None
    campaign: str | None
    message: str
    vehicle: str
    rig: str
    start_ms: int
    stop_ms: int
    attachments: tuple[Attachment, ...]
    steps: tuple[str, ...] = ()
    held_s: float | None = None

    @property
    def measurements(self) -> list[dict[str, Any]]:
        """All measured values, as `rigs.values.measurement.Measurement.as_dict` gives them.

        Raises:
            ConfigurationError: An attachment is missing or holds something else.
        """
        found: list[dict[str, Any]] = []
        for attachment in self.attachments:
            if attachment.name == MEASUREMENTS:
                content = read_json(attachment.path)
                if not (isinstance(content, list) and all(isinstance(each, dict) for each in content)):
                    raise ConfigurationError(
                        attachment.path, "file", type(content).__name__, "must be a list of tables"
                    )
                found += content
        return found


@dataclass(frozen=True)
class Run:
    """A results folder.

    Attributes:
        folder: Where it is.
        manifest: What it says of itself.
        environment: Its environment.properties.
        results: Of all scenarios, by node id.
        overtaken: Whether another run has begun to fill the folder since, and not come to its end.
    """

    folder: Path
    manifest: Manifest
    environment: Mapping[str, str]
    results: tuple[ScenarioResult, ...]
    overtaken: bool = False


def read_run(folder: Path) -> Run:
    """Read a results folder.

    Raises:
        ConfigurationError: There is no such folder or manifest, or a file in it is no result; a line for each.
    """
    if not folder.is_dir():
        raise ConfigurationError(folder, "folder", str(folder), "must be a folder that a run has left")
    overtaken = (folder / BEGUN).exists()  # a run that begins later finds the folder held by who reads it
    manifest = read_manifest(folder)
    results: list[ScenarioResult] = []
    wrong: list[ConfigurationError] = []
    for path in sorted(folder.glob(RESULTS)):
        try:
            results.append(read_result(path))
        except ConfigurationError as error:
            wrong.append(error)
    if wrong:
        raise ConfigurationError.joined(wrong)
    results.sort(key=lambda result: (result.node_id, result.start_ms))
    return Run(folder, manifest, read_environment(folder / ENVIRONMENT), tuple(results), overtaken)


def read_result(path: Path) -> ScenarioResult:
    """Read one result file.

    Raises:
        ConfigurationError: It is none; a line for each mistake.
    """
    content = validated(_Content, path, read_json_table(path), strict=True)
    labels = content.labels
    node_id = f"{'/'.join(content.titlePath)}::{content.name}"
    return ScenarioResult(
        file=path,
        uuid=content.uuid,
        node_id=node_id,
        scenario=_first(labels, "scenario") or node_id,
        name=content.name,
        status=content.status,
        verdict=_only(labels, "verdict"),
        requirements=_all(labels, "requirement"),
        tags=_all(labels, "tag"),
        fault=_first(labels, "fault"),
        campaign=_first(labels, "campaign"),
        message=content.statusDetails.message if content.statusDetails else "",
        vehicle=_only(labels, "vehicle"),
        rig=_only(labels, "rig"),
        start_ms=content.start,
        stop_ms=content.stop,
        attachments=tuple(
            Attachment(each.name, path.parent / each.source, each.type) for each in _attachments(content)
        ),
        steps=tuple(step.status for step in _steps(content)),
        held_s=_held_s(labels),
    )


def _steps(step: _Step) -> Iterator[_Step]:
    for inner in step.steps:
        yield inner
        yield from _steps(inner)


def _attachments(step: _Step) -> Iterator[_Attachment]:
    for inner in step.steps:
        yield from _attachments(inner)
    yield from step.attachments


def _held_s(labels: Sequence[_Label]) -> float | None:
    """Return how long was watched what must last, as `reports.outcome.held` tells it; other words are no time."""
    told = _first(labels, "held")
    if told is None:
        return None
    number = _HELD.fullmatch(told)
    return 0.0 if number is None else float(number[1])


def _first(labels: Sequence[_Label], name: str) -> str | None:
    return next((label.value for label in labels if label.name == name), None)


def _only(labels: Iterable[_Label], name: str) -> str:
    """Return what a label says; where it contradicts itself all of it, which is no word that anybody knows."""
    return ", ".join(dict.fromkeys(_all(labels, name)))


def _all(labels: Iterable[_Label], name: str) -> tuple[str, ...]:
    return tuple(label.value for label in labels if label.name == name)


def read_environment(path: Path) -> dict[str, str]:
    """Return what a run says of itself, by name; empty where there is no such file."""
    try:
        lines = path.read_text(encoding=ENCODING, errors="replace").splitlines()
    except OSError:
        return {}
    pairs = (line.partition("=") for line in lines if "=" in line)
    return {name.strip(): value.strip() for name, _, value in pairs}
