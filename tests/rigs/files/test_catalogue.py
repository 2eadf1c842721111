"""The catalogue of requirements: the real file, and what is said of a wrong one."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from rigs.errors import CatalogueError
from rigs.files.catalogue import LONGEST_TEXT, UNITS, Catalogue, Requirement, in_car, quote_of
from rigs.judging.assumptions import Assumptions
from vehicle.profile import VehicleProfile

ROOT = Path(__file__).resolve().parents[3]
REAL = ROOT / "features" / "requirements.toml"
SOURCE_LINES = 590

AREAS = {
    "ACCT": 45,
    "ACTIV": 22,
    "APP": 14,
    "BCALL": 10,
    "BILL": 9,
    "BTTRIP": 26,
    "CHARGE": 6,
    "ECALL": 26,
    "MAINT": 20,
    "PRECOND": 28,
    "PRIV": 36,
    "RECALL": 5,
    "REMOTE": 30,
    "STATUS": 13,
    "STORE": 5,
    "SUBS": 27,
    "TBOX": 7,
    "TRIPS": 17,
    "UPDATE": 12,
    "USE": 6,
}
SHARED = {
    *("ACCT-45", "MAINT-09", "MAINT-20"),
    *("BTTRIP-07", "BTTRIP-08", "BTTRIP-09", "BTTRIP-17", "BTTRIP-18", "BTTRIP-19", "BTTRIP-26"),
    *("ACTIV-15", "ACTIV-16", "ACTIV-18", "ACTIV-20", "ACTIV-21"),
}
"""What takes the vehicle in the areas that it shares with phone and account."""

GOOD = {
    "area": "'DOOR'",
    "chapter": "'remote_control'",
    "line": "4",
    "text": "'The door closes.'",
    "verification": "'can_hil'",
    "strength": "'must'",
}


def entry(name: str = "DOOR-01", **changes: str | None) -> str:
    """A table of a good requirement with some values changed; None leaves a key out."""
    values = {**GOOD, **changes}
    return f"[{name}]\n" + "".join(f"{key} = {value}\n" for key, value in values.items() if value is not None)


def unjudged(**changes: str | None) -> str:
    """A table of a requirement that nobody can judge, with some values changed; None leaves a key out."""
    said: dict[str, str | None] = {
        "judged": "'no'",
        "why": "'advice'",
        "reviewer": "'somebody'",
        "quote": "'0123456789abcdef'",
    }
    return entry("DOOR-01", **{**said, **changes})


@pytest.fixture(scope="module")
def real() -> Catalogue:
    return Catalogue.load(REAL)


@pytest.fixture
def written(tmp_path: Path) -> Path:
    return tmp_path / "requirements.toml"


def test_the_catalogue_holds_every_statement_of_the_source(real: Catalogue) -> None:
    assert len(real) == 364
    assert [each.id for each in real] == [
        f"{area}-{number:02}" for area, count in AREAS.items() for number in range(1, count + 1)
    ]
    assert "REMOTE-15" in real
    assert "REMOTE-99" not in real


def test_a_requirement_has_what_its_table_says(real: Catalogue) -> None:
    assert real.requirement("REMOTE-15") == Requirement(
        id="REMOTE-15",
        area="REMOTE",
        chapter="remote_control",
        line=524,
        text="Every door is locked at most 8 s after the order.",
        plain="The car locks within 8 s of the tap.",
        verification="can_hil",
        strength="must",
        assumptions=("AMB-27", "AMB-28"),
        parameters={"limit_s": 8.0},
    )


def test_a_requirement_cannot_be_changed(real: Catalogue) -> None:
    requirement = real.requirement("REMOTE-15")

    with pytest.raises(ValueError, match="frozen"):
        requirement.line = 1
    with pytest.raises(TypeError, match="does not support item assignment"):
        requirement.parameters["limit_s"] = 9  # type: ignore[index]  # the type says so; the object must too
    assert len({requirement, requirement.model_copy()}) == 1


def test_167_statements_are_about_the_vehicle(real: Catalogue) -> None:
    about = [each for each in real if in_car(each)]

    assert len(about) == 167
    assert {each.id for each in about if each.area in {"ACCT", "MAINT", "BTTRIP", "ACTIV"}} == SHARED
    assert Counter(each.area for each in about if each.id not in SHARED) == {
        "ECALL": 23,
        "BCALL": 10,
        "TBOX": 6,
        "PRIV": 34,
        "REMOTE": 28,
        "STATUS": 11,
        "CHARGE": 6,
        "PRECOND": 28,
        "USE": 6,
    }
    assert not any(in_car(each) for each in real if each.verification == "backoffice_app")


def test_each_area_has_a_chapter_of_its_own(real: Catalogue) -> None:
    chapters = {each.area: each.chapter for each in real}

    assert len(set(chapters.values())) == len(AREAS)


def test_every_line_is_one_of_the_source(real: Catalogue) -> None:
    assert all(1 <= each.line <= SOURCE_LINES for each in real)


def test_no_text_stands_twice(real: Catalogue) -> None:
    texts = Counter(re.sub(r"\W+", " ", each.text).strip().lower() for each in real)

    assert [text for text, count in texts.items() if count > 1] == []


def test_texts_are_at_most_two_short_sentences(real: Catalogue) -> None:
    assert max(len(each.text) for each in real) <= LONGEST_TEXT
    assert [each.id for each in real if len(re.findall(r"[.;](?:\s|$)", each.text)) > 2] == []


def test_parameter_names_end_in_a_unit(real: Catalogue) -> None:
    names = {name for each in real for name in each.parameters}

    assert len(names) > 40
    assert {name.rsplit("_", 1)[1] for name in names} == set(UNITS)


def test_a_number_that_a_profile_may_replace_has_its_default_in_the_catalogue(real: Catalogue) -> None:
    fields = {**VehicleProfile.model_fields, **Assumptions.model_fields}
    shared = [
        (each.id, name, value, fields[name].default)
        for each in real
        for name, value in each.parameters.items()
        if name in fields
    ]

    assert len({name for _, name, _, _ in shared}) >= 6
    assert [each for each in shared if each[2] != each[3]] == []


def test_the_numbers_of_the_source_stand_in_the_catalogue(real: Catalogue) -> None:
    def of(requirement_id: str) -> dict[str, float]:
        return dict(real.requirement(requirement_id).parameters)

    assert of("REMOTE-05") == {"limit_s": 20}
    assert of("REMOTE-26") == {"duration_s": 10, "tolerance_s": 1, "gap_s": 1}
    assert of("PRECOND-05") == {"earliest_start_min": 45, "latest_start_min": 30, "launched_from_min": 46}
    assert of("PRECOND-22") == {"level_percent": 20}
    assert of("PRECOND-28") == {"level_percent": 50}
    assert of("PRECOND-25") == {"lowest_c": 5, "highest_c": 35}
    assert of("TBOX-06") == {"service_years": 10, "duration_s": 180, "tolerance_s": 5}
    assert of("BTTRIP-08") == {"distance_m": 300}
    assert of("BTTRIP-09") == {"distance_m": 2000}
    assert of("USE-03") == {"interval_days": 7, "trip_min": 15}


def test_only_what_no_vehicle_can_fail_is_reported(real: Catalogue) -> None:
    assert [each.id for each in real if each.reported] == ["APP-09", "ECALL-02", "PRECOND-18"]


def test_a_policy_is_told_where_it_decides_the_outcome(real: Catalogue) -> None:
    assert {each.id: each.policies for each in real if each.policies} == {
        "PRIV-10": ("literal", "regulated"),
        "TBOX-05": ("literal", "regulated"),
    }


def test_the_catalogue_is_sorted_by_area_then_number(real: Catalogue) -> None:
    ids = [requirement.id for requirement in real]

    assert ids == sorted(ids, key=lambda each: (each.split("-")[0], int(each.split("-")[1])))


def test_an_unknown_id_is_refused_with_the_nearest_ones(real: Catalogue) -> None:
    with pytest.raises(CatalogueError, match=r"requirements\.toml: no requirement 'REMOT-15' .*REMOTE-15"):
        real.requirement("REMOT-15")


def test_an_id_like_no_other_is_refused_with_the_areas(written: Path) -> None:
    written.write_text(entry())

    with pytest.raises(CatalogueError, match="areas: DOOR"):
        Catalogue.load(written).requirement("something else")


def test_a_quote_stands_for_the_words_of_a_line_and_not_for_the_space_around_them() -> None:
    assert quote_of("  • Follow the instructions\tprovided ") == quote_of("• Follow the instructions provided")
    assert quote_of("Follow the instructions provided") != quote_of("Follow the instruction provided")
    assert quote_of("Follow") != quote_of("follow")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[DOOR-01\n", r": is not a TOML file"),
        (entry("door-1"), r"\[door-1\]: allowed is an area in capitals"),
        ("DOOR-01 = 4\n", r"DOOR-01 = 4: allowed is a table"),
        (entry(id="'DOOR-01'"), r"id = 'DOOR-01': the id is the name of the table"),
        (entry(lien="1"), r"lien = 1: unknown key; allowed are area, chapter, line, text, "),
        (entry(area=None), r"\[DOOR-01\] area: is missing"),
        (entry(area="'LOCK'"), r"area = 'LOCK': allowed is the area of the id, 'DOOR'"),
        (entry(chapter="'doors'"), r"chapter = 'doors': .*'account', .*'use'"),
        (entry(line="0"), r"\[DOOR-01\] line = 0: .*greater than or equal to 1"),
        (entry(line="'4'"), r"\[DOOR-01\] line = '4': .*valid integer"),
        (entry(text="'It closes'"), r"text = 'It closes': allowed is one line that ends with a full stop"),
        (entry(text='"Two\\nlines."'), r"text = 'Two\\nlines\.': allowed is one line"),
        (entry(text=f"'{'x' * LONGEST_TEXT}.'"), r"text = 'x+\.': has 181 characters; allowed are 180"),
        (
            entry(verification="'can_hill'"),
            r"verification = 'can_hill': .*'can_hil', 'simulator' or 'backoffice_app'",
        ),
        (entry(strength="'shall'"), r"strength = 'shall': .*'must', 'may', 'informational', 'world_model' or"),
        (entry(strength="'informational'"), r"\[DOOR-01\]: .*is never judged; allowed is reported = true"),
        (
            entry(judged="'no'"),
            r"\[DOOR-01\]: has no why, reviewer, quote: judged, why, reviewer, quote belong together; ",
        ),
        (unjudged(judged=None), r"\[DOOR-01\]: has no judged: judged, why, .* belong together"),
        (unjudged(quote=None), r"\[DOOR-01\]: has no quote: judged, why, .* belong together"),
        (unjudged(reviewer="''"), r"reviewer = '': .*at least 1 character"),
        (
            unjudged(quote="'0123456789ABCDEF'"),
            r"quote = '0123456789ABCDEF': allowed are 16 digits",
        ),
        (entry(judged="'never'"), r"judged = 'never': .*'no'"),
        (
            entry(judged="'no'", why="'too hard'"),
            r"why = 'too hard': .*'history', 'source_defect', 'no_content', 'third_party', 'may', 'advice' or",
        ),
        (entry(reported="'yes'"), r"reported = 'yes': .*valid boolean"),
        (entry(stand="['AMB-01']"), r"stand = \['AMB-01'\]: is called 'assumptions' now"),
        (entry(assumptions="'AMB-01'"), r"assumptions = 'AMB-01': allowed is a list"),
        (
            entry(assumptions="['AMB-52']"),
            r"assumptions = \['AMB-52'\]: no assumption AMB-52; allowed are AMB-01 to AMB-51",
        ),
        (entry(assumptions="['AMB-02', 'AMB-01']"), r"assumptions = .*: allowed is each one once, in order"),
        (entry(assumptions="['AMB-02', 'AMB-02']"), r"assumptions = .*: allowed is each one once, in order"),
        (entry(policies="['lax']"), r"policies\.0 = 'lax': .*'regulated' or 'literal'"),
        (entry(policies="['regulated', 'literal']"), r"policies = .*: allowed is each one once, in order"),
        (entry(parameters="8"), r"parameters = 8: allowed is a table"),
        (entry(parameters="{ limit = 8 }"), r"parameters = .*: no unit in limit; allowed are .*_s, _min"),
        (entry(parameters="{ Limit_s = 8 }"), r"no unit in Limit_s; allowed are small letters"),
        (entry(parameters="{ limit_s = '8' }"), r"parameters\.limit_s = '8': .*valid number"),
        (entry(parameters="{ limit_s = true }"), r"parameters\.limit_s = True: .*valid number"),
        (entry(parameters="{ limit_s = nan }"), r"parameters\.limit_s = nan: .*finite number"),
        (
            entry() + entry("DOOR-02", chapter="'use'"),
            r"\[DOOR-02\] chapter = 'use': allowed is the chapter of DOOR-01, 'remote_control'",
        ),
    ],
)
def test_a_wrong_entry_is_named_with_file_key_value_and_what_is_allowed(
    written: Path, text: str, message: str
) -> None:
    written.write_text(text)

    with pytest.raises(CatalogueError, match=message) as caught:
        Catalogue.load(written)
    assert len(str(caught.value).splitlines()) == 1
    assert str(caught.value).startswith(f"{written}: ")


def test_all_wrong_entries_are_told_at_once(written: Path) -> None:
    written.write_text(
        entry(line=None, text=None) + entry("DOOR-02", area="'LOCK'") + entry("LAMP-01", strength="'x'")
    )

    with pytest.raises(CatalogueError) as caught:
        Catalogue.load(written)
    assert [line.removeprefix(f"{written}: ").split(" ")[0] for line in str(caught.value).splitlines()] == [
        *("[DOOR-01]", "[DOOR-01]", "[DOOR-02]", "[LAMP-01]")
    ]


def test_a_missing_file_is_named(written: Path) -> None:
    with pytest.raises(CatalogueError, match=r"requirements\.toml: cannot be read"):
        Catalogue.load(written)
