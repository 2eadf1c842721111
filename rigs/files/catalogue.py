"""The catalogue of requirements: every statement of the source, by its id.

`features/requirements.toml` holds one table per statement, named by its id, such as `[REMOTE-15]`. Its keys are
the attributes of `Requirement`.

The numbers of a statement stand in `parameters`. A name ends in its unit (`UNITS`) and says what is measured:

- `limit_*`: no later than that; `duration_*`: that long; `tolerance_*`: what a duration may differ to either side,
  as the suite assumes. A word in front tells apart what has several: `virtual_tolerance_s` is the virtual rig's,
  `cabin_tolerance_c` that of a simulated cabin, `real_cabin_tolerance_c` that of a real one.
- `level_percent`, `distance_m`, `lowest_c`, `highest_c`, `trip_min`, `age_months` and the like: the bound on which
  an outcome turns; the text says to which side the bound itself belongs. `step_c` is the resolution of the bus.
- `*_count`: how many; `*_version`: of hardware or software, major and minor apart.
- A name that `rigs.judging.assumptions.Assumptions` or a vehicle profile has too, such as `reaction_s`, has its
  default here, and a profile may replace it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from dbc.strict_toml import parse_toml
from dbc.text_file import read_text
from rigs.errors import CatalogueError
from rigs.files.allowed import RENAMED
from vehicle.profile import PrivacyPolicy

Chapter = Literal[
    "account",
    "activation",
    "app",
    "billing",
    "bluetooth_trips",
    "breakdown_call",
    "charging",
    "emergency_call",
    "maintenance",
    "preconditioning",
    "privacy",
    "recall",
    "remote_control",
    "status",
    "store",
    "subscriptions",
    "telematics_box",
    "trips",
    "update",
    "use",
]
Verification = Literal["can_hil", "simulator", "backoffice_app"]
Strength = Literal["must", "may", "informational", "world_model", "source_defect"]
Why = Literal["history", "source_defect", "no_content", "third_party", "may", "advice", "out_of_life"]

UNJUDGED_KEYS = ("judged", "why", "reviewer", "quote")
"""Keys of a statement that nobody can judge; where one stands, all do."""

LONGEST_TEXT = 180
UNITS: Mapping[str, str] = MappingProxyType(
    {
        "s": "seconds",
        "min": "minutes",
        "h": "hours",
        "days": "calendar days",
        "months": "calendar months",
        "years": "years",
        "m": "metres",
        "c": "degrees Celsius",
        "db": "decibels",
        "percent": "per cent of the battery",
        "mb": "megabytes",
        "gb": "gigabytes",
        "ghz": "gigahertz",
        "bits": "bits",
        "characters": "characters",
        "count": "how many",
        "version": "version number",
    }
)
"""Endings of parameter names, with what they mean."""

SECONDS_PER: Mapping[str, float] = MappingProxyType({"s": 1.0, "min": 60.0, "h": 3600.0})
"""Seconds in a unit, by the endings of times that a test can wait for."""

ASSUMPTIONS = tuple(f"AMB-{number:02}" for number in range(1, 52))
"""Ids of the assumptions that docs/interpretations.md explains."""

VEHICLE_AREAS = frozenset({"ECALL", "BCALL", "TBOX", "PRIV", "REMOTE", "STATUS", "CHARGE", "PRECOND", "USE"})
SHARED_AREAS = frozenset({"ACCT", "MAINT", "BTTRIP", "ACTIV"})

QUOTE_DIGITS = 16
_QUOTE = re.compile(rf"[0-9a-f]{{{QUOTE_DIGITS}}}")
_ID = re.compile(r"(?P<area>[A-Z]+)-(?P<number>\d{2,})")
_PARAMETER = re.compile(rf"[a-z][a-z0-9_]*_({'|'.join(UNITS)})")

# Pydantic speaks of Python's types, the file is TOML.
_TOML_WORDS = {
    "tuple_type": "allowed is a list",
    "dict_type": "allowed is a table",
}


def _sentence(text: str) -> str:
    if "\n" in text or text != text.strip() or not text.endswith("."):
        raise ValueError("allowed is one line that ends with a full stop")
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"has {len(text)} characters; allowed are {LONGEST_TEXT}")
    return text


def _known_assumptions(ids: tuple[str, ...]) -> tuple[str, ...]:
    unknown = [each for each in ids if each not in ASSUMPTIONS]
    if unknown:
        raise ValueError(f"no assumption {', '.join(unknown)}; allowed are {ASSUMPTIONS[0]} to {ASSUMPTIONS[-1]}")
    return _in_order(ids)


def _in_order(words: tuple[str, ...]) -> tuple[str, ...]:
    if list(words) != sorted(set(words)):
        raise ValueError("allowed is each one once, in order")
    return words


def _with_units(parameters: Mapping[str, float]) -> Mapping[str, float]:
    wrong = [name for name in parameters if not _PARAMETER.fullmatch(name)]
    if wrong:
        units = ", ".join(f"_{unit}" for unit in UNITS)
        raise ValueError(f"no unit in {', '.join(wrong)}; allowed are small letters with an ending of {units}")
    return MappingProxyType(dict(parameters))


def _is_quote(text: str) -> str:
    if not _QUOTE.fullmatch(text):
        raise ValueError(
            f"allowed are {QUOTE_DIGITS} digits of 0 to 9 and a to f, as `python -m reports source` gives them"
        )
    return text


def quote_of(line: str) -> str:
    """Return what stands for a line of the source: the first digits of the SHA-256 of its text in UTF-8.

    Space around the text does not count, and a run of space in it counts as one.
    """
    return hashlib.sha256(" ".join(line.split()).encode()).hexdigest()[:QUOTE_DIGITS]


def _no_parameters() -> Mapping[str, float]:
    return MappingProxyType({})


class Requirement(BaseModel):
    """One statement of the source.

    Attributes:
        id: Area and number, such as `REMOTE-15`.
        area: Part of the catalogue, such as `REMOTE`.
        chapter: Folder of `features/` in which its scenarios live; each area has one.
        line: Line of the source (`mycitroen-faq.txt`) that makes the statement, counted from 1.
        text: What must hold, in the suite's words.
        plain: The same in a line for whoever releases, about the car and its driver, where it has a scenario.
        verification: How it is verified, which is also the lowest kind of rig whose result counts for it.
            `can_hil`: the vehicle does it, so that a result says something of a vehicle on a bench with the real
            unit; virtual rig and twin show that the suite can judge it. `simulator`: simulated services, phone
            and screen are enough, so that the virtual rig's result counts. `backoffice_app`: a rule or page of
            the real service, which no rig of this suite has.
        strength: `must`: judged. `may`: the source permits it; its absence never fails, what is there is judged.
            `informational`: advice or announcement; nothing can fail. `world_model`: done by the world around the
            vehicle (AMB-05), which the suite simulates; its result says nothing of a vehicle, and reports mark it.
            `source_defect`: judged by an assumption because the source is wrong, and the verdict says so.
        assumptions: Where the source leaves something open: what the suite assumes, in order of the ids.
        parameters: Its numbers, see the module. They are not changed.
        policies: Readings of line 75, by which private mode stops even SOS, where the outcome differs (AMB-08; for
            calls after ten years AMB-42); each has its own scenarios.
        reported: Whether all of it is measured and shown, and never judged.
        judged: `no` where nobody can judge it, whatever rig there is; it has no scenario and is not open.
        why: The reason. `history`: an announcement of its time. `source_defect`: the source names what never was.
            `no_content`: nothing that could be expected is said. `third_party`: somebody else does it. `may`: it
            is as good absent. `advice`: to a person, and whoever does otherwise proves nothing. `out_of_life`: of
            computers that nobody has any more.
        reviewer: Who has agreed to that, one of `reports/policies/reviewers.toml`.
        quote: What `quote_of` makes of the line of the source that they have read, so that another text there is
            noticed: `python -m reports source`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)

    id: str
    area: Annotated[str, Field(pattern=r"^[A-Z]+$")]
    chapter: Chapter
    line: Annotated[int, Field(ge=1)]
    text: Annotated[str, AfterValidator(_sentence)]
    plain: Annotated[str, AfterValidator(_sentence)] | None = None
    verification: Verification
    strength: Strength
    assumptions: Annotated[tuple[str, ...], Field(strict=False), AfterValidator(_known_assumptions)] = ()
    parameters: Annotated[Mapping[str, float], AfterValidator(_with_units)] = Field(default_factory=_no_parameters)
    policies: Annotated[tuple[PrivacyPolicy, ...], Field(strict=False), AfterValidator(_in_order)] = ()
    reported: bool = False
    judged: Literal["no"] | None = None
    why: Why | None = None
    reviewer: Annotated[str, Field(min_length=1)] | None = None
    quote: Annotated[str, AfterValidator(_is_quote)] | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Requirement:
        if self.strength == "informational" and not self.reported:
            raise ValueError("strength 'informational' is never judged; allowed is reported = true")
        missing = [key for key in UNJUDGED_KEYS if getattr(self, key) is None]
        if 0 < len(missing) < len(UNJUDGED_KEYS):
            allowed = f"{', '.join(UNJUDGED_KEYS)} belong together; allowed are all or none"
            raise ValueError(f"has no {', '.join(missing)}: {allowed}")
        return self

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def times_s(self) -> frozenset[float]:
        """The times that it gives, in s."""
        return frozenset(
            value * SECONDS_PER[unit]
            for name, value in self.parameters.items()
            if (unit := name.rpartition("_")[2]) in SECONDS_PER
        )


def in_car(requirement: Requirement) -> bool:
    """Say whether it is a statement on what happens in or at the vehicle, the part that the virtual rig can run.

    That is all of the areas about the vehicle that simulators can show, and of the areas that it shares with
    phone and account what takes the vehicle itself.
    """
    if requirement.area in VEHICLE_AREAS:
        return requirement.verification != "backoffice_app"
    return requirement.area in SHARED_AREAS and requirement.verification == "can_hil"


class Catalogue:
    """All requirements of one file, in the order of the file."""

    def __init__(self, path: Path, requirements: Mapping[str, Requirement]) -> None:
        """Use `Catalogue.load`; `path` is named in errors."""
        self.path = path
        self._requirements = dict(requirements)

    @classmethod
    def load(cls, path: Path) -> Catalogue:
        """Read and validate the whole file.

        Raises:
            CatalogueError: The file is missing, is no TOML, or has wrong entries; all of them are named.
        """
        try:
            tables = parse_toml(read_text(path))
        except OSError as error:
            raise CatalogueError(f"{path}: cannot be read ({error.strerror})") from error
        except ValueError as error:  # not UTF-8, or not TOML
            raise CatalogueError(f"{path}: is not a TOML file: {error}") from error
        requirements: dict[str, Requirement] = {}
        mistakes: list[str] = []
        for key, table in tables.items():
            try:
                requirements[key] = _requirement(key, table)
            except CatalogueError as error:
                mistakes += str(error).splitlines()
        mistakes += _areas_in_two_chapters(requirements.values())
        if mistakes:
            raise CatalogueError("\n".join(f"{path}: {mistake}" for mistake in mistakes))
        return cls(path, requirements)

    def requirement(self, requirement_id: str) -> Requirement:
        """Return the requirement of this id.

        Raises:
            CatalogueError: There is none; the text names the file and the nearest ids.
        """
        try:
            return self._requirements[requirement_id]
        except KeyError:
            near = get_close_matches(requirement_id, self._requirements, n=3, cutoff=0.7)
            areas = sorted({requirement.area for requirement in self})
            allowed = f"nearest: {', '.join(near)}" if near else f"areas: {', '.join(areas)}"
            message = f"{self.path}: no requirement {requirement_id!r} ({allowed})"
            raise CatalogueError(message) from None

    def __contains__(self, requirement_id: object) -> bool:
        return requirement_id in self._requirements

    def __iter__(self) -> Iterator[Requirement]:
        return iter(self._requirements.values())

    def __len__(self) -> int:
        return len(self._requirements)


def _requirement(key: str, table: object) -> Requirement:
    match = _ID.fullmatch(key)
    if match is None:
        raise CatalogueError(f"[{key}]: allowed is an area in capitals, a hyphen and two digits or more")
    if not isinstance(table, dict):
        raise CatalogueError(f"{key} = {table!r}: allowed is a table")
    if "id" in table:
        raise CatalogueError(f"[{key}] id = {table['id']!r}: the id is the name of the table")
    try:
        requirement = Requirement(id=key, **table)
    except ValidationError as error:
        raise CatalogueError("\n".join(_mistakes(key, error))) from error
    if requirement.area != match["area"]:
        allowed = f"allowed is the area of the id, {match['area']!r}"
        raise CatalogueError(f"[{key}] area = {requirement.area!r}: {allowed}")
    return requirement


def _mistakes(key: str, error: ValidationError) -> Iterator[str]:
    for detail in error.errors():
        name = ".".join(str(part) for part in detail["loc"])
        message = _TOML_WORDS.get(detail["type"]) or detail["msg"].removeprefix("Value error, ")
        if detail["type"] == "missing":
            yield f"[{key}] {name}: is missing"
        elif detail["type"] == "extra_forbidden":
            fields = ", ".join(field for field in Requirement.model_fields if field != "id")
            allowed = (
                f"is called {RENAMED[name]!r} now" if name in RENAMED else f"unknown key; allowed are {fields}"
            )
            yield f"[{key}] {name} = {detail['input']!r}: {allowed}"
        elif name:
            yield f"[{key}] {name} = {detail['input']!r}: {message}"
        else:
            yield f"[{key}]: {message}"


def _areas_in_two_chapters(requirements: Iterable[Requirement]) -> Iterator[str]:
    first: dict[str, Requirement] = {}
    for requirement in requirements:
        known = first.setdefault(requirement.area, requirement)
        if requirement.chapter != known.chapter:
            allowed = f"allowed is the chapter of {known.id}, {known.chapter!r}"
            yield f"[{requirement.id}] chapter = {requirement.chapter!r}: {allowed}"
