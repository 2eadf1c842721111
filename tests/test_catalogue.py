"""The catalogue of requirements: the real file, and what is said of a wrong one."""

from __future__ import annotations

from pathlib import Path

import pytest

from rigs.catalogue import Catalogue, Requirement
from rigs.errors import CatalogueError

REAL = Path(__file__).parent.parent / "features" / "requirements.toml"


@pytest.fixture
def written(tmp_path: Path) -> Path:
    return tmp_path / "requirements.toml"


def test_the_catalogue_holds_every_statement_of_the_source() -> None:
    catalogue = Catalogue.load(REAL)

    assert len(catalogue) == 364
    assert len({requirement.area for requirement in catalogue}) == 20
    assert catalogue.requirement("REMOTE-15") == Requirement(id="REMOTE-15", area="REMOTE", line=524)
    assert "REMOTE-15" in catalogue
    assert "REMOTE-99" not in catalogue


def test_the_catalogue_is_sorted_by_area_then_number() -> None:
    ids = [requirement.id for requirement in Catalogue.load(REAL)]

    assert ids == sorted(ids, key=lambda each: (each.split("-")[0], int(each.split("-")[1])))


def test_an_unknown_id_is_refused_with_the_nearest_ones() -> None:
    with pytest.raises(CatalogueError, match=r"requirements\.toml: no requirement 'REMOT-15' .*REMOTE-15"):
        Catalogue.load(REAL).requirement("REMOT-15")


def test_an_id_like_no_other_is_refused_with_the_areas(written: Path) -> None:
    written.write_text('[DOOR-01]\narea = "DOOR"\nline = 1\n')

    with pytest.raises(CatalogueError, match="areas: DOOR"):
        Catalogue.load(written).requirement("something else")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[DOOR-01\n", r"requirements\.toml: is not a TOML file"),
        ("[DOOR-01]\nline = 1\n", r"\[DOOR-01\] area: is missing"),
        ("[DOOR-01]\narea = 'DOOR'\nline = 0\n", r"\[DOOR-01\] line = 0: .*greater than or equal to 1"),
        ("[DOOR-01]\narea = 'DOOR'\nline = '4'\n", r"\[DOOR-01\] line = '4': .*valid integer"),
        ("[DOOR-01]\narea = 'LOCK'\nline = 4\n", r"area = 'LOCK': allowed is the area of the id, 'DOOR'"),
        ("[DOOR-01]\narea = 'DOOR'\nline = 4\nlien = 1\n", r"lien = 1: unknown key; allowed are area, line"),
        ("[DOOR-01]\nid = 'DOOR-01'\narea = 'DOOR'\nline = 4\n", r"the id is the name of the table"),
        ("[door-1]\narea = 'DOOR'\nline = 4\n", r"\[door-1\]: allowed is an area in capitals"),
        ("DOOR-01 = 4\n", r"DOOR-01 = 4: allowed is a table"),
    ],
)
def test_a_wrong_entry_is_named_with_file_key_value_and_what_is_allowed(
    written: Path, text: str, message: str
) -> None:
    written.write_text(text)

    with pytest.raises(CatalogueError, match=message) as caught:
        Catalogue.load(written)
    assert str(caught.value).startswith(str(written))


def test_all_wrong_entries_are_told_at_once(written: Path) -> None:
    written.write_text("[DOOR-01]\narea = 'DOOR'\n[DOOR-02]\nline = 2\n")

    with pytest.raises(CatalogueError) as caught:
        Catalogue.load(written)
    assert len(str(caught.value).splitlines()) == 2


def test_a_missing_file_is_named(written: Path) -> None:
    with pytest.raises(CatalogueError, match=r"requirements\.toml: cannot be read"):
        Catalogue.load(written)
