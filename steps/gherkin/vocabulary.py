"""The words that phrases are made of: conditions, events, durations and the enumerations of chapters.

A step phrase has placeholders such as `{condition}` or `{duration}`. Each stands for an enumeration or a typed
number, never for free text, so that no two phrases fit one sentence. Chapters add their conditions and events
when they are imported; a phrase is compiled when it is first needed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pytest_bdd.parsers import StepParser

from rigs.errors import SuiteError
from rigs.files.catalogue import SECONDS_PER
from rigs.judging.condition import Condition
from rigs.ports.port import Observation
from rigs.scene import Scene
from rigs.values.interval import Event

REPORTED = "it is reported when "
"""Start of each Then that measures and never judges."""


@dataclass(frozen=True)
class Moment:
    """An event that is not brought about but observed: the last time a condition became true or false."""

    name: str
    condition: Condition
    becomes: bool = True

    def find(self, scene: Scene) -> Event | None:
        """Return the event, None when it has not happened in this scenario."""
        track = scene.truth(self.condition).track
        changes = [
            change
            for change in track
            if change.value is self.becomes and change.when.latest_ns >= scene.journal.begin_ns
        ]
        return Event(self.name, changes[-1].when) if changes else None


Told = tuple[Sequence[Observation], Callable[..., bool]]
"""Type of signals by which the vehicle itself tells something, with the test on their values."""


class _Words:
    """The vocabulary of features, as far as the chapters have defined it."""

    def __init__(self) -> None:
        self.conditions: dict[str, Condition] = {}
        self.lasting: dict[str, Condition] = {}
        self.networked: set[Condition] = set()
        self.by_office: set[Condition] = set()
        self.happening: set[Condition] = set()
        self.events: dict[str, Moment | None] = {}
        self.networked_events: set[str] = set()
        self._spoken: list[tuple[str, Condition]] = []
        self._places: dict[str, list[int]] = {}
        self._number = 0

    def said_in(self, sentences: Iterable[str]) -> Iterator[Condition]:
        """Yield the conditions that sentences speak of, in the order in which they were defined."""
        number = len(self.conditions) + len(self.lasting) + len(self.events)
        if number != self._number:
            moments = [(name, each.condition) for name, each in self.events.items() if each is not None]
            self._spoken = [*self.conditions.items(), *self.lasting.items(), *moments]
            self._places.clear()
            self._number = number
        for place in sorted({place for sentence in sentences for place in self._places_in(sentence)}):
            yield self._spoken[place][1]

    def _places_in(self, sentence: str) -> list[int]:
        if sentence not in self._places:  # many scenarios say the same
            events = [name for name in self.events if name in sentence]
            # Who says "the start of the wait" does not speak of "the start".
            parts = {name for name in events if any(name in other for other in events if other != name)}
            said = enumerate(self._spoken)
            self._places[sentence] = [
                place for place, (words, _) in said if words in sentence and words not in parts
            ]
        return self._places[sentence]


_WORDS = _Words()


def condition(
    text: str,
    *ports: Observation,
    test: Callable[..., bool],
    stays: str | None = None,
    over_network: bool = False,
    by_office: bool = False,
    happens: bool = False,
    told: Told | None = None,
    witnessed: Condition | None = None,
) -> Condition:
    """Define a condition.

    Args:
        text: As features say it, such as "all doors are locked".
        ports: What it is read from, independent witnesses where there are any.
        test: Whether it holds, of the values of the ports.
        stays: The form for "stays for N after E", such as "all doors stay locked"; else `text` itself.
        over_network: Whether it comes about over the network, which has a longer reaction limit (AMB-37).
        by_office: Whether the office brings it about, such as a mail or a contract, which takes longer still.
        happens: Whether it is an event, such as a message that arrives, words that are heard or what a record says
            of it: nobody expects it to last. Without it, it is a state, and a Then that it comes has a tail.
        told: What the vehicle itself must tell as well, on a rig that hears it.
        witnessed: What is judged in its place on a rig that does not hear `ports`.

    Raises:
        SuiteError: The text is taken.
    """
    if text in _WORDS.conditions:
        raise SuiteError(f"the condition {text!r} is defined twice")
    made = Condition(text, ports, test, witnessed)
    if told is not None:
        made = made.told(*told)
    _WORDS.conditions[text] = made
    _WORDS.lasting[stays or text] = made
    if over_network:
        _WORDS.networked.add(made)
    if by_office:
        _WORDS.by_office.add(made)
    if happens:
        _WORDS.happening.add(made)
    return made


def event(
    name: str, condition: Condition | None = None, *, becomes: bool = True, over_network: bool = False
) -> str:
    """Define the name of an event: one that a step marks or, with a condition, the last change of its truth.

    What happens `over_network` has the longer reaction limit, whatever reacts to it (AMB-37).

    Raises:
        SuiteError: The name is taken.
    """
    if name in _WORDS.events:
        raise SuiteError(f"the event {name!r} is defined twice")
    _WORDS.events[name] = None if condition is None else Moment(name, condition, becomes)
    if over_network:
        _WORDS.networked_events.add(name)
    return name


def find_event(scene: Scene, name: str) -> Event:
    """Return the event of a name in this scenario.

    Raises:
        SuiteError: It has not happened.
    """
    moment = _WORDS.events[name]
    if moment is None:
        return scene.event(name)
    found = moment.find(scene)
    if found is None:
        raise SuiteError(f"{name!r} has not been observed in this scenario")
    return found


def networked(condition: Condition) -> Condition:
    """Let the longer reaction limit apply to a condition that no feature says itself; returns it."""
    _WORDS.networked.add(condition)
    return condition


def is_over_network(condition: Condition, event: str = "") -> bool:
    """Tell whether the longer reaction limit applies to a condition, or to whatever an event brings about."""
    return condition in _WORDS.networked or event in _WORDS.networked_events


def is_by_office(condition: Condition) -> bool:
    """Tell whether the office brings a condition about, which has the longest reaction limit."""
    return condition in _WORDS.by_office


def is_state(condition: Condition) -> bool:
    """Tell whether a condition lasts until something ends it, other than what happens and is over."""
    return condition not in _WORDS.happening


@dataclass(frozen=True)
class _Type:
    """The type of a placeholder.

    Attributes:
        fits: Whether a text is one of its values.
        value: What step code gets for such a text.
    """

    fits: Callable[[str], object]
    value: Callable[[str], Any]


def _enumeration(words: Mapping[str, Any]) -> _Type:
    return _Type(words.__contains__, words.__getitem__)


def _written(pattern: str, value: Callable[[str], Any]) -> _Type:
    return _Type(re.compile(pattern).fullmatch, value)


def _duration(text: str) -> float:
    number, unit = text.split(" ")
    if ":" in number:
        minutes, whole_seconds = number.split(":")
        return int(minutes) * SECONDS_PER["min"] + int(whole_seconds)
    return float(number) * SECONDS_PER[unit]


_TYPES: dict[str, _Type] = {
    "condition": _Type(lambda text: text in _WORDS.conditions, lambda text: _WORDS.conditions[text]),
    "lasting": _Type(lambda text: text in _WORDS.lasting, lambda text: _WORDS.lasting[text]),
    "event": _Type(lambda text: text in _WORDS.events, str),
    "duration": _written(r"\d+(?:\.\d+)? (?:s|min|h)|\d+:[0-5]\d min", _duration),
    "date": _written(r"\d{4}-\d\d-\d\d", dt.date.fromisoformat),
    "time": _written(r"\d\d:\d\d", dt.time.fromisoformat),
    "number": _written(r"-?\d+(?:\.\d+)?", float),
}


_ENUMERATIONS: dict[str, Mapping[str, Any]] = {
    "condition": _WORDS.conditions,
    "lasting": _WORDS.lasting,
    "event": _WORDS.events,
}


def enumeration(name: str, words: Mapping[str, Any]) -> None:
    """Define a placeholder that stands for one of some words.

    Args:
        name: Of the placeholder's type, as in `{order:order_kind}`.
        words: What features may say, and what step code gets.

    Raises:
        SuiteError: The name is taken.
    """
    if name in _TYPES:
        raise SuiteError(f"the enumeration {name!r} is defined twice")
    _TYPES[name] = _enumeration(words)
    _ENUMERATIONS[name] = words


def placeholders() -> dict[str, tuple[str, ...]]:
    """Return the types of placeholders, with the words that each stands for; none where it is a number."""
    return {name: tuple(_ENUMERATIONS.get(name, ())) for name in _TYPES}


def conditions() -> Iterator[tuple[Condition, str]]:
    """Yield the conditions that chapters have defined, each with its form for "stays for N after E"."""
    forms = {condition: form for form, condition in _WORDS.lasting.items()}
    for condition in _WORDS.conditions.values():
        yield condition, forms[condition]


class phrase(StepParser):  # noqa: N801  # read like pytest-bdd's own parsers
    """A step phrase with typed placeholders, `{name}` or `{name:type}`."""

    @cached_property
    def _parts(self) -> tuple[tuple[str, str, str], ...]:
        """Literals, each with name and type of the placeholder behind it; those of the last are empty.

        Raises:
            SuiteError: A placeholder is of no type.
        """
        parts = tuple(_split(self.name))
        for _, name, kind in parts:
            if name and kind not in _TYPES:
                allowed = ", ".join(sorted(_TYPES))
                raise SuiteError(f"{{{name}:{kind}}} in {self.name!r}; types are {allowed}")
        return parts

    def is_matching(self, name: str) -> bool:
        """Tell whether the sentence is this phrase."""
        return self._texts(name) is not None

    def parse_arguments(self, name: str) -> dict[str, Any] | None:
        """Return the values of the placeholders, converted."""
        texts = self._texts(name)
        if texts is None:
            return None
        return {key: _TYPES[kind].value(texts[key]) for _, key, kind in self._parts if key}

    def _texts(self, sentence: str) -> dict[str, str] | None:
        """Return what the placeholders stand for, the longest texts that fit; None where it is another phrase."""
        begin = self._parts[0][0]
        if not sentence.startswith(begin) or not sentence.endswith(self._parts[-1][0]):
            return None
        return self._behind(sentence, len(begin), 0)

    def _behind(self, sentence: str, position: int, place: int) -> dict[str, str] | None:
        """Return the same of the placeholders from the part at `place` on, which begins at a position.

        Each text ends where the next literal begins. A pattern of all words of an enumeration would take longer to
        compile than a run of one feature takes to find its steps.
        """
        _, name, kind = self._parts[place]
        if not name:
            return {} if position == len(sentence) else None
        literal, following, _ = self._parts[place + 1]
        end = len(sentence) - len(literal) if not following else sentence.rfind(literal, position)
        while end >= position:
            if _TYPES[kind].fits(sentence[position:end]):
                rest = self._behind(sentence, end + len(literal), place + 1)
                if rest is not None:
                    return {name: sentence[position:end], **rest}
            end = sentence.rfind(literal, position, end + len(literal) - 1) if following else -1
        return None


def _split(text: str) -> Iterator[tuple[str, str, str]]:
    position = 0
    for match in re.finditer(r"\{(\w+)(?::(\w+))?\}", text):
        yield text[position : match.start()], match[1], match[2] or match[1]
        position = match.end()
    yield text[position:], "", ""


def ports_in(
    sentences: list[str], judged: Callable[[Condition], Condition | None] = lambda condition: condition
) -> list[Observation]:
    """Return the observation ports that sentences speak of, so that a scenario watches no more than it needs.

    Args:
        sentences: Of the scenario.
        judged: Gives what of a condition the rig can judge; None where nothing.
    """
    ports: dict[str, Observation] = {}
    for said in _WORDS.said_in(sentences):
        ports.update((port.name, port) for port in (judged(said) or said).ports)
    return list(ports.values())
