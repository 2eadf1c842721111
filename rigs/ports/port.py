"""What a port is: a stimulus that a scenario sets, or an observation that a Then reads.

A port knows where it comes from. Its name is for rig files and for people; no code reads a meaning out of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from clock.kernel import Kernel
from rigs.ports.values import Values
from rigs.values.track import Track

Hazard = Literal["emergency_call", "assistance_call"]

Effect = Literal["horn", "lights", "heating", "charging", "purchase", "deletion"]
"""Something that a vehicle does to its surroundings, or a customer to a real office, and that a rig must allow."""

ANY_OTHER = "*"
"""The key of an effect that all values have which are not named."""


class Source:
    """The origin of a port; a rig has a binding for each kind of source."""


@dataclass(frozen=True)
class Instrument(Source):
    """An instrument of the rig file, which says the commands."""


@dataclass(frozen=True)
class Audio(Source):
    """The capture of the loudspeaker.

    Attributes:
        what: The prompt that is recognised, or whether there is any sound.
    """

    what: Literal["prompt", "sound"]


@dataclass(frozen=True)
class Service(Source):
    """An off-board service.

    Attributes:
        service: Its name.
        item: The verb that a stimulus calls, or the item that an observation shows.
    """

    service: str
    item: str


@dataclass(frozen=True)
class Signal(Source):
    """A signal of a bus, by its name in the suite's signal list."""

    name: str


@dataclass(frozen=True)
class Activity(Source):
    """Bus activity: what the recorder itself tells of a bus."""

    bus: str


Derive = Callable[[tuple[Track, ...], Track, Kernel], object]
"""A callable that fills a track from those of other ports: with what they have shown already, and from now on."""


@dataclass(frozen=True, init=False)
class Derived(Source):
    """A source that follows from the course of other ports.

    Attributes:
        derive: Fills the track.
        ports: Whose tracks it is filled from.
    """

    derive: Derive
    ports: tuple[Observation, ...]

    def __init__(self, derive: Derive, *ports: Observation) -> None:
        object.__setattr__(self, "derive", derive)
        object.__setattr__(self, "ports", ports)


@dataclass(frozen=True)
class Stimulus:
    """Something that a scenario sets.

    Attributes:
        name: As rig files say it.
        doc: What it is, for people.
        takes: The values that it may be set to.
        source: What stands behind it, where the rig file puts no instrument there.
        at_rest: Its value at an undisturbed bench; None where nothing has to be undone.
        hazard: What it sets off on a vehicle whose calls are not contained.
        effects: What its values set off that a rig must allow.
        unserved: What a service without it cannot do, as people say it; empty where its name says enough.
    """

    name: str
    doc: str
    takes: Values
    source: Source
    at_rest: str | float | None = None
    hazard: Hazard | None = None
    effects: Mapping[str, Effect | None] = field(default_factory=dict, hash=False)
    unserved: str = ""

    def effect_of(self, value: object) -> Effect | None:
        """Return what a value makes the vehicle do to its surroundings; None where nothing that matters."""
        return self.effects.get(f"{value}", self.effects.get(ANY_OTHER))


@dataclass(frozen=True)
class Observation:
    """Something that a scenario sees.

    Attributes:
        name: As rig files say it.
        doc: What it is, for people.
        shows: The values that it may have.
        source: What stands behind it, where the rig file puts no instrument there.
        lag_s: How many seconds later a change may become known; a prompt is recognised when it has ended.
        in_app: Whether it is what a smartphone shows; its durations have a tolerance of their own, since a real
            phone is on a real network (AMB-29).
        of_world: Whether it is what the world around the vehicle makes of itself, as the suite models it (AMB-05):
            whatever it shows says nothing of the vehicle.
    """

    name: str
    doc: str
    shows: Values
    source: Source
    lag_s: float = 0.0
    in_app: bool = False
    of_world: bool = False
