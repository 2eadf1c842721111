"""A plan reads back as it was written, and what is none is refused with file, key, value and what is allowed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rigs.errors import ConfigurationError
from rigs.farm.plan_file import digest_of, load_plan, plan_text, seal_of
from tests.support.night_plans import plan_of

titles = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
IN_ONE_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@IN_ONE_FOLDER
@given(titles)
def test_whatever_a_title_has_in_it_comes_back(tmp_path: Path, title: str) -> None:
    plan = plan_of([1.5], 2, not_allowed=[{"scenario": title, "why": title}])
    path = tmp_path / "night.plan.toml"
    path.write_bytes(plan_text(plan, ["for people"]).encode())

    assert load_plan(path) == plan


def test_the_line_ends_of_another_system_are_no_other_plan(tmp_path: Path) -> None:
    path = tmp_path / "night.plan.toml"
    path.write_bytes(plan_text(plan_of([1.5]), ["for people"]).replace("\n", "\r\n").encode())

    assert load_plan(path).digest == plan_of([1.5]).digest


def test_another_duration_is_another_plan() -> None:
    assert plan_of([1.5]).digest != plan_of([1.6]).digest


def test_a_night_that_watches_for_less_is_another_plan(tmp_path: Path) -> None:
    path = tmp_path / "night.plan.toml"
    path.write_bytes(plan_text(plan_of([1.5], hold_s=60.0)).encode())

    assert load_plan(path).hold_s == 60.0
    assert load_plan(path).digest != plan_of([1.5]).digest


BAD = {
    "parts = 1": ("parts = 0", "parts = 0"),
    "hours = 10.0": ("hours = nan", "hours = nan"),
    "s = 1.5": ("s = -1", "runs.0.s = -1"),
    'by = "last run"': ('by = "heart"', "runs.0.by = 'heart'"),
    'kind = "virtual"': ("", "kind = 'nothing': must be given"),
    'seal = "aa"': ('seel = "aa"', "seel = 'aa'"),
    'rigs = ["virtual"]': ('rigs = ["a", "a"]', "must name each rig once"),
    "does_not_fit = []": (
        'does_not_fit = [{ s = 1, by = "last run", scenario = "features/a.feature::Runs 0" }]',
        "must have each scenario once, and has twice: features/a.feature::Runs 0",
    ),
}


@pytest.mark.parametrize("good", BAD)
def test_what_a_plan_must_not_have_is_told_with_its_key(good: str, tmp_path: Path) -> None:
    bad, told = BAD[good]
    path = tmp_path / "night.plan.toml"
    text = plan_text(plan_of([1.5]))
    assert good in text
    path.write_text(text.replace(good, bad))

    with pytest.raises(ConfigurationError) as caught:
        load_plan(path)

    assert str(caught.value).startswith(f"{path}: ")
    assert told in str(caught.value)


def test_a_file_that_is_not_there_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"absent\.toml: file = .* must be a file that can be read"):
        load_plan(tmp_path / "absent.toml")


def test_the_seal_is_that_of_the_lock_whatever_its_line_ends(tmp_path: Path) -> None:
    lock = tmp_path / "features" / "suite.lock"
    lock.parent.mkdir()
    lock.write_bytes(b"a\nb\n")
    unix = seal_of(tmp_path)
    lock.write_bytes(b"a\r\nb\r\n")
    assert seal_of(tmp_path) == unix
    lock.write_bytes(b"a\nc\n")
    assert seal_of(tmp_path) != unix


def test_a_suite_that_nobody_has_sealed_cannot_be_planned(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"suite\.lock: file = .* must be the lock"):
        seal_of(tmp_path)


def test_a_set_of_scenarios_is_the_same_in_any_order() -> None:
    assert digest_of(["b", "a"]) == digest_of(["a", "b"]) != digest_of(["a"])
