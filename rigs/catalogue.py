"""The catalogue of requirements: every statement of the source, by its id.

`features/requirements.toml` holds one table per statement, named by its id, such as `[REMOTE-15]`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rigs.errors import CatalogueError

_ID = re.compile(r"(?P<area>[A-Z]+)-(?P<number>\d{2,})")
Area = Annotated[str, Field(pattern=r"^[A-Z]+$")]
SourceLine = Annotated[int, Field(ge=1)]


class Requirement(BaseModel):
    """One statement of the source.

    Attributes:
        id: Area and number, such as `REMOTE-15`.
        area: Chapter of the source, such as `REMOTE`.
        line: Line of the source (`mycitroen-faq.txt`) that makes the statement, counted from 1.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    id: str
    area: Area
    line: SourceLine


class Catalogue:
    """All requirements of one file, in the order of the file."""

    def __init__(self, path: Path, requirements: Mapping[str, Requirement]) -> None:
        """Use `Catalogue.load`; `path` is named in errors."""
        self.path = path
        self._requirements = dict(requirements)

    @classmethod
    def load(cls, path: Path) -> Catalogue:
        """Reads and validates the whole file.

        Raises:
            CatalogueError: The file is missing, is no TOML, or has wrong entries; all of them are named.
        """
        try:
            tables = tomllib.loads(path.read_text(encoding="utf-8"))
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
                mistakes += [f"{path}: {line}" for line in str(error).splitlines()]
        if mistakes:
            raise CatalogueError("\n".join(mistakes))
        return cls(path, requirements)

    def requirement(self, requirement_id: str) -> Requirement:
        """The requirement of this id.

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
        if detail["type"] == "missing":
            yield f"[{key}] {name}: is missing"
        elif detail["type"] == "extra_forbidden":
            allowed = ", ".join(field for field in Requirement.model_fields if field != "id")
            yield f"[{key}] {name} = {detail['input']!r}: unknown key; allowed are {allowed}"
        else:
            yield f"[{key}] {name} = {detail['input']!r}: {detail['msg']}"
