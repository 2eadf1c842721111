"""Reads journals that scenarios have kept, so that their pictures can be drawn."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from reports.folder.strict_json import read_json_table
from rigs.files.rig_file import validated
from rigs.ports.values import NoTable
from rigs.recording.journal import Expected, Journal
from rigs.values.interval import Event, Interval
from rigs.values.measurement import Limits, Measurement, Verdict
from rigs.values.track import Track

_Event = tuple[str, int, int, str]


def _forward(told: _Event) -> _Event:
    _refuse_backward(told[1:2], told[2:3])
    return told


def _refuse_backward(earliest_ns: Sequence[int], latest_ns: Sequence[int]) -> None:
    if any(earliest > latest for earliest, latest in zip(earliest_ns, latest_ns, strict=True)):
        raise PydanticCustomError("backward", "must not end before it begins")


_Shown = tuple[str, str, list[int], list[int], list[Any]]


def _complete(told: _Shown) -> _Shown:
    _, _, earliest_ns, latest_ns, values = told
    if not len(earliest_ns) == len(latest_ns) == len(values):
        raise PydanticCustomError("incomplete", "must have as many values as times")
    _refuse_backward(earliest_ns, latest_ns)
    return told


_Moment = Annotated[_Event, AfterValidator(_forward)]
_Track = Annotated[_Shown, AfterValidator(_complete)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Measurement(_Table):
    name: str
    low: float | None
    high: float | None
    unit: str
    limits: tuple[float | None, float | None, float | None] | None
    asked: float | None = None

    def measurement(self) -> Measurement:
        limits = None if self.limits is None else Limits(*self.limits)
        return Measurement(self.name, self.low, self.high, self.unit, limits, self.asked)


class _Expected(_Table):
    text: str
    condition: str
    start: _Moment | None
    low_ns: int | None
    high_ns: int | None
    verdict: Verdict
    measurement: _Measurement | None

    def expected(self) -> Expected:
        start = None if self.start is None else _event(self.start)
        measured = None if self.measurement is None else self.measurement.measurement()
        return Expected(self.text, self.condition, start, self.low_ns, self.high_ns, self.verdict, measured)


class _Journal(_Table):
    form: Literal[1] = Field(alias="schema")
    scenario: str
    seed: str
    rig: str
    vehicle: str
    connected_ns: int
    begin_ns: int
    end_ns: int
    notes: list[str]
    set_up: dict[str, tuple[str, ...]]
    events: list[_Moment]
    expectations: list[_Expected]
    tracks: list[_Track]


def read_journal(path: Path) -> Journal:
    """Read a journal that was kept, without its traffic, deeds and what it had captured.

    Raises:
        ConfigurationError: The file cannot be read, or is no such journal; a line for each mistake.
    """
    told = validated(_Journal, path, read_json_table(path))
    journal = Journal(told.scenario, told.seed, told.rig, told.vehicle)
    journal.connected_ns, journal.begin_ns, journal.end_ns = told.connected_ns, told.begin_ns, told.end_ns
    journal.notes += told.notes
    journal.set_up.update(told.set_up)
    journal.events += [_event(each) for each in told.events]
    journal.expectations += [each.expected() for each in told.expectations]
    for name, unit, earliest, latest, values in told.tracks:
        track = journal.tracks[name] = Track(name, unit)
        for earliest_ns, latest_ns, value in zip(earliest, latest, values, strict=True):
            track.add(Interval(earliest_ns, latest_ns), NoTable() if value == {} else value)
    return journal


def _event(told: _Event) -> Event:
    name, earliest_ns, latest_ns, detail = told
    return Event(name, Interval(earliest_ns, latest_ns), detail)
