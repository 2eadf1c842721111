"""The rig file: what a bench consists of and what stands behind each port.

It is read and checked whole before anything is opened: `rigs.files.table` reads it, `rigs.files.checks` finds what
in it does not go together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, PrivateAttr, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from dbc.network import Network
from rigs.errors import ConfigurationError
from rigs.files.absent import named
from rigs.files.allowed import near
from rigs.files.checks import problems_of, unquoted_ports
from rigs.files.hardware import (
    LONGEST_MS,
    Bus,
    ChannelNumber,
    Diagnosis,
    Hazards,
    Instrument,
    Isolation,
    PowerCut,
    PowerStep,
    Service,
    Staging,
    Table,
    Time,
)
from rigs.files.known import BENCH, HOUSE_KINDS, HOUSE_KNOWN, LAB_MODULE, STAGING, Known, RigKind
from rigs.files.places import ROOT, VEHICLES
from rigs.files.spoken import bad_speech, spoken
from rigs.files.table import error_at, load_table, merged, read_layers, validated, validated_layers
from rigs.files.texts import BusName, Command, Line, Name, PathText, Pattern, is_word
from rigs.files.vehicles import load_vehicles
from vehicle.profile import ECUS

__all__ = [
    "ROOT",
    "VEHICLES",
    "AudioBinding",
    "Bus",
    "Instrument",
    "Isolation",
    "Name",
    "ObservationBinding",
    "RigFile",
    "StimulusBinding",
    "files_of_rig",
    "load_rig",
    "load_table",
    "load_vehicles",
    "validated",
]

WORST_CLOCK_MS = 1000.0
"""The largest error of a clock in ms; with a worse one no limit of a few seconds could be judged."""


class StimulusBinding(Table):
    """A stimulus behind an instrument.

    `write` is the command with `{value}` in it, `words` translates the port's words into the dialect of the
    instrument. Where the instrument is known by name, `sets` names what of its driver the port is, in the place of
    `write`, `channel` the one that is meant, and `words` translates into the words of the driver. A number outside
    of `range`, the lowest and the highest in the unit of the port, is refused before it is sent; where nothing is
    said that of the driver holds. `read_back` asks the instrument behind each command what it has done; `answers`
    are what it must say to that, by the port's words.
    """

    instrument: str
    write: Line = ""
    sets: Name | None = None
    channel: ChannelNumber | None = None
    words: dict[str, Name] = Field(default_factory=dict)
    range: tuple[float, float] | None = Field(default=None, strict=False)
    read_back: Command = ""
    answers: dict[str, Name] = Field(default_factory=dict)

    _form: Callable[[str], str] = PrivateAttr(default=str)

    @property
    def form(self) -> Callable[[str], str]:
        """The way to write a value as the instrument takes it; raises ValueError with what is allowed."""
        return self._form

    def formed(self, form: Callable[[str], str]) -> StimulusBinding:
        """Return the same with what writes a value as the instrument takes it."""
        copy = self.model_copy()
        copy._form = form
        return copy


class ObservationBinding(Table):
    """An observation behind an instrument that is asked every `period_ms` while a scenario needs it.

    Of the answer the part before the first comma counts, unless `parts` names what stands between its commas: the
    one called `value` counts then. Without them an answer is refused of which the number could go on behind the
    comma. In place of both a `pattern` (a regular expression of Python) is the form of the whole answer: its group
    `value` counts, its group `unit` says the unit; of a port that shows a table each group is a key of it. `words`
    translates what counts; without words it is a number, known to plus or minus `error`. `unit` is that of the
    answer where it is not the port's, and `nothing` is the answer by which the instrument says that there is none.
    Where the instrument is known by name, `reads` names what of its driver the port is, in the place of `query`,
    and `channel` the one that is meant.
    """

    instrument: str
    query: Command = ""
    reads: Name | None = None
    channel: ChannelNumber | None = None
    period_ms: int = Field(default=50, gt=0, le=LONGEST_MS)
    parts: tuple[str, ...] = Field(default=(), strict=False)
    pattern: Pattern | None = None
    words: dict[str, str] = Field(default_factory=dict)
    unit: Name | None = None
    nothing: Line | None = None
    error: float = Field(default=0.0, ge=0, le=1e6)


class AudioBinding(Table):
    """The capture of the loudspeaker: commands of the instrument and the clips to compare with.

    `tone` lets the instrument's calibrator sound a tone at the microphone (`rigs.hearing.tone`): silence proves
    something only on a capture that can hear. An instrument that is known by name brings `start`, `data` and
    `tone`.
    """

    instrument: str
    start: Command = ""
    data: Line = ""
    tone: Command = ""
    clips: PathText
    period_ms: int = Field(default=200, gt=0, le=LONGEST_MS)


class RigFile(Table):
    """One rig.

    `ecus` decides of each ECU whether it is real, simulated by the rig, or absent. Where nothing real is in a rig,
    all of them are simulated, and which ones a vehicle has stands in its profile.
    """

    name: Name
    kind: str
    vehicle: str | None = None
    include: tuple[PathText, ...] = Field(default=(), strict=False)
    signals: PathText = Path("dbc/signals.toml")
    signal_overrides: PathText | None = None
    clock_error_ms: float = Field(default=0.0, ge=0, le=WORST_CLOCK_MS)
    isolation: Isolation | None = None
    hazards: Hazards = Hazards()
    time: Time = Time()
    buses: dict[BusName, Bus] = Field(default_factory=dict)
    instruments: dict[str, Instrument] = Field(default_factory=dict)
    stimuli: dict[str, StimulusBinding] = Field(default_factory=dict)
    observations: dict[str, ObservationBinding] = Field(default_factory=dict)
    audio: AudioBinding | None = None
    ecus: dict[str, Literal["real", "simulated", "absent"]] = Field(default_factory=dict)
    services: dict[str, Service] = Field(default_factory=dict)
    power_on: tuple[PowerStep, ...] = Field(default=(), strict=False)
    power_off: tuple[PowerCut, ...] = Field(default=(), strict=False)
    diagnosis: dict[str, Diagnosis] = Field(default_factory=dict)
    staging: Staging | None = None

    _kinds: Mapping[str, RigKind] = PrivateAttr(default_factory=lambda: HOUSE_KINDS)

    @field_validator("kind")
    @classmethod
    def _known_kind(cls, kind: str, info: ValidationInfo) -> str:
        kinds = _known_in(info.context).kinds
        if kind not in kinds:
            named = " or ".join(", ".join(f"'{name}'" for name in kinds).rsplit(", ", 1))
            close = near(kind, kinds)
            if not close.startswith("nearest"):
                close = LAB_MODULE if set(kinds) == set(HOUSE_KINDS) else ""
            allowed = "; ".join(filter(None, (f"must be {named}", close)))
            raise PydanticCustomError("no_kind", "{allowed}", {"allowed": allowed})
        return kind

    def model_post_init(self, context: Any, /) -> None:
        """Remember the kinds that were known when the file was read, since no other say what is simulated."""
        self._kinds = _known_in(context).kinds

    @property
    def simulated(self) -> bool:
        """True when nothing real is in it; a kind that does not say so, or that nobody knows, counts as real."""
        return self.kind in self._kinds and self._kinds[self.kind].simulated

    @property
    def is_bench(self) -> bool:
        """True when it has nothing but what its file names; every other kind of rig has things of its own."""
        return self.kind in (BENCH.name, STAGING.name)

    @property
    def contained(self) -> bool:
        """True when no call can leave this rig: nothing real is in it, or it declares its isolation."""
        return self.simulated or self.isolation is not None

    @property
    def simulated_ecus(self) -> tuple[str, ...]:
        """The ECUs that the rig simulates: all where nothing real is in it, else those of which `ecus` says so."""
        return tuple(ecu for ecu in ECUS if self.simulated or self.ecus.get(ecu) == "simulated")

    @property
    def restbus(self) -> tuple[str, ...]:
        """The ECUs that the rig simulates beside real ones; none where nothing is real."""
        return () if self.simulated else self.simulated_ecus

    def load_network(self) -> Network:
        """Load the databases of the rig.

        Raises:
            dbc.network.DatabaseError: A database or the signal list cannot be used.
        """
        overrides = None if self.signal_overrides is None else ROOT / self.signal_overrides
        databases = {str(bus): ROOT / table.database for bus, table in self.buses.items()}
        absent = frozenset[str]() if self.simulated else self.absent  # simulated ECUs talk by them all the same
        return Network.load(databases, ROOT / self.signals, overrides, self.bitrates, absent)

    def without_vehicle(self) -> RigFile:
        """Return the same with what is off board alone: no bus, and none of the instruments around a vehicle."""
        tables = ("buses", "instruments", "stimuli", "observations", "ecus")
        return self.model_copy(update={**{table: {} for table in tables}, "audio": None})

    @property
    def absent(self) -> frozenset[str]:
        """The signals that the vehicle does not send, and by which nothing is judged."""
        return frozenset(name for bus, table in self.buses.items() for name in named(str(bus), table.absent))

    @property
    def log_channels(self) -> dict[str, str]:
        """Names of the buses in traffic logs: the channel where it is a word of one bus alone, else the bus."""
        known = [table.channel for table in self.buses.values()]

        def named(bus: str, channel: str | int) -> str:
            return f"{channel}" if is_word(channel) and known.count(channel) == 1 else bus

        return {str(bus): named(str(bus), table.channel) for bus, table in self.buses.items()}

    @property
    def bitrates(self) -> dict[str, int]:
        """Bit/s of the buses that the rig file says it of."""
        return {str(bus): table.bitrate for bus, table in self.buses.items() if table.bitrate is not None}


def _known_in(context: object) -> Known:
    return context if isinstance(context, Known) else HOUSE_KNOWN


def load_rig(path: Path, known: Known = HOUSE_KNOWN) -> RigFile:
    """Read and check a rig file with all that it includes.

    What stands in the file itself hides what stands in a file that it includes, key by key;
    `rigs.files.table.DIALECT` apart.

    Args:
        path: The file.
        known: The ports, kinds of rig and drivers that it may name.

    Raises:
        ConfigurationError: The file cannot be read, or keys or values in it are not allowed; a line for each.
    """
    layers = read_layers(path)
    table = merged(layers)
    problems = list(unquoted_ports(table, known.book))
    if not problems:
        written = validated_layers(RigFile, layers, table, context=known)
        problems = list(bad_speech(written, known))
        rig = written if problems else spoken(written, known)
        problems = problems or list(problems_of(rig, known))
        if not problems:
            return rig
    raise ConfigurationError.joined([error_at(layers, *problem) for problem in problems])


def files_of_rig(path: Path, rig: RigFile) -> tuple[Path, ...]:
    """Name the files that a rig is made of: its own, what that includes, and the databases and clips it names."""
    named = [*(bus.database for bus in rig.buses.values()), rig.signals, rig.signal_overrides]
    named.append(rig.audio.clips if rig.audio else None)
    return (*(layer for layer, _ in read_layers(path)), *(ROOT / each for each in named if each is not None))
