"""Vehicle files: read whole, refused with file, key, value and what is allowed, and picked by need."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rigs.errors import ConfigurationError
from rigs.files.rig_file import VEHICLES, load_vehicles
from rigs.judging.assumptions import STATED_IN, Assumptions, assumptions_for
from rigs.run.session import Plan
from tests.rigs.files.test_rig_file import anything, write
from tests.support.kernel_rig import RIG
from vehicle.profile import ALL_TAGS, VehicleProfile

GOOD: dict[str, Any] = {"name": "car", "rank": 10, "vin": "VR7BCZKXCME123456", "energy": "electric"}


def refusal(folder: Path) -> ConfigurationError:
    with pytest.raises(ConfigurationError) as refused:
        load_vehicles(folder)
    return refused.value


def test_the_vehicles_of_the_suite_are_good_and_ordered_by_rank() -> None:
    vehicles = load_vehicles()
    assert set(vehicles) == {path.stem for path in VEHICLES.glob("*.toml")}
    ranks = [profile.rank for profile in vehicles.values()]
    assert ranks == sorted(set(ranks))
    for name, profile in vehicles.items():
        assumptions_for(profile, name)
        assert profile.tags <= ALL_TAGS


@pytest.mark.parametrize(
    ("key", "value", "shown", "allowed"),
    [
        ("colour", "red", "'red'", "is not a key; allowed: name, rank, vin"),
        ("rank", "10", "'10'", "a whole number, such as 10"),
        ("rank", True, "True", "a whole number, such as 10"),
        ("rank", -1, "-1", "at least 0"),
        ("vin", "SHORT", "'SHORT'", "pattern"),
        ("vin", "VR7BCZKXCMEI23456", "'VR7BCZKXCMEI23456'", "pattern"),
        ("energy", "diesel", "'diesel'", "'combustion', 'hybrid' or 'electric'"),
        ("sos_buttons", "yes", "'yes'", "true or false"),
        ("private_menu", "deep", "'deep'", "'none', 'menu', 'navigation' or 'banner'"),
        ("sos_press_min_s", 6, "6", "a number in s, such as 2.0, at most 5"),
        ("name", "bus", "'bus'", "must be the name of the file, 'car'"),
        ("assumptions", 3, "3", "must be a table"),
        ("stand", {"reaction_s": 12.5}, "{'reaction_s': 12.5}", "is called 'assumptions' now"),
    ],
)
def test_a_wrong_vehicle_file_is_refused_with_file_key_value_and_what_is_allowed(
    tmp_path: Path, key: str, value: Any, shown: str, allowed: str
) -> None:
    path = write(tmp_path, {**GOOD, key: value}, "car.toml")
    (line,) = str(refusal(tmp_path)).splitlines()
    assert line.startswith(f"{path}: {key} = {shown}: ")
    assert allowed in line


def test_a_missing_key_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, {key: value for key, value in GOOD.items() if key != "energy"}, "car.toml")
    assert str(refusal(tmp_path)) == f"{path}: energy = 'nothing': must be given"


def test_two_vehicles_of_one_rank_are_refused(tmp_path: Path) -> None:
    write(tmp_path, GOOD, "car.toml")
    path = write(tmp_path, {**GOOD, "name": "van"}, "van.toml")
    assert str(refusal(tmp_path)) == f"{path}: rank = 10: must be its own; car has it too"


def test_the_mistakes_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    write(tmp_path, {**GOOD, "rank": "x"}, "car.toml")
    (tmp_path / "van.toml").write_text("name = van")
    write(tmp_path, {**GOOD, "name": "bus", "colour": 1, "energy": "steam"}, "bus.toml")
    assert [Path(line.split(": ")[0]).stem for line in str(refusal(tmp_path)).splitlines()] == [
        "bus",
        "bus",
        "car",
        "van",
    ]


def test_a_folder_without_vehicles_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path).allowed == "at least one vehicle must be described"


def vehicle(**values: Any) -> VehicleProfile:
    return VehicleProfile.model_validate({**GOOD, **values})


def test_a_vehicle_replaces_numbers_that_the_suite_assumes() -> None:
    assumptions = assumptions_for(vehicle(assumptions={"reaction_s": 12.5}), "car.toml")
    assert assumptions.reaction_s == 12.5
    assert assumptions.network_reaction_s == Assumptions().network_reaction_s


@pytest.mark.parametrize("value", [0.0, -1.0, float("nan"), float("inf")])
def test_a_number_of_the_suite_that_is_out_of_range_is_refused(value: float) -> None:
    with pytest.raises(ConfigurationError) as refused:
        assumptions_for(vehicle(assumptions={"reaction_s": value}), "car.toml")
    assert str(refused.value) == f"car.toml: assumptions.reaction_s = {value!r}: must be greater than 0 and finite"


def test_a_number_that_the_suite_does_not_have_is_refused() -> None:
    with pytest.raises(ConfigurationError) as refused:
        assumptions_for(vehicle(assumptions={"patience_s": 3.0}), "car.toml")
    assert str(refused.value) == (
        "car.toml: assumptions.patience_s = 3.0: is no number that the suite assumes; "
        f"allowed: {', '.join(Assumptions.model_fields)}"
    )


@pytest.mark.parametrize("name", STATED_IN)
def test_a_number_that_features_state_is_refused_with_the_feature(name: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        assumptions_for(vehicle(assumptions={name: 3.0}), "car.toml")
    words = (
        f"car.toml: assumptions.{name} = 3.0: no profile replaces it, the steps of {STATED_IN[name]} state it; "
    )
    assert str(refused.value).startswith(words)


def test_all_numbers_that_a_profile_must_not_replace_are_told_at_once() -> None:
    with pytest.raises(ConfigurationError) as refused:
        assumptions_for(vehicle(assumptions={"reaction_s": 0.0, "together_s": 1.0}), "car.toml")
    assert len(str(refused.value).splitlines()) == 2


@pytest.mark.parametrize(
    ("duration_s", "tolerance_s"), [(10, 1), (59.9, 1), (60, 2), (179, 2), (180, 5), (3600, 5)]
)
def test_the_tolerance_of_a_duration_grows_with_it(duration_s: float, tolerance_s: float) -> None:
    assert Assumptions().tolerance_s(duration_s) == tolerance_s


def plan(*vehicles: VehicleProfile, chosen: VehicleProfile | None = None) -> Plan:
    return Plan(Path("lab.toml"), RIG, {each.name: each for each in vehicles}, chosen, 1, True)


CAR, HYBRID = vehicle(), vehicle(name="hybrid", rank=20, energy="hybrid", sos_buttons=False)


def test_a_scenario_runs_on_the_lowest_rank_that_has_what_it_needs() -> None:
    both = plan(CAR, HYBRID)
    assert both.profile_for(()) is CAR
    assert both.profile_for(("rechargeable", "sos_buttons")) is CAR
    assert both.profile_for(("hybrid",)) is HYBRID
    assert both.profile_for(("hybrid", "sos_buttons")) is None


def test_what_no_vehicle_has_is_not_applicable_with_the_reason() -> None:
    assert plan(CAR, HYBRID).lacking(("hybrid",)) is None
    assert (
        plan(CAR, HYBRID).lacking(("hybrid", "sos_buttons"))
        == "no vehicle of rigs/vehicles has hybrid, sos_buttons"
    )
    assert (
        plan(CAR, HYBRID, chosen=HYBRID).lacking(("hybrid", "sos_buttons")) == "vehicle hybrid lacks sos_buttons"
    )


def test_the_seed_of_a_scenario_comes_from_the_run_and_its_name() -> None:
    assert plan(CAR).scenario_seed("a") == plan(CAR, HYBRID).scenario_seed("a")
    assert plan(CAR).scenario_seed("a") != plan(CAR).scenario_seed("b")


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(key=st.sampled_from(list(VehicleProfile.model_fields)), value=anything)
def test_whatever_stands_in_a_vehicle_file_it_is_good_or_refused(tmp_path: Path, key: str, value: Any) -> None:
    path = write(tmp_path, {**GOOD, key: value}, "car.toml")
    with suppress(ConfigurationError):
        (profile,) = load_vehicles(tmp_path).values()
        assert assumptions_for(profile, path).reaction_s > 0


@pytest.mark.parametrize(
    ("energy", "fuel", "propulsion"),
    [
        ("combustion", "petrol", {"petrol"}),
        ("combustion", "diesel", {"diesel"}),
        ("hybrid", "diesel", {"diesel", "electric"}),
        ("electric", "petrol", {"electric"}),
    ],
)
def test_a_vehicle_carries_the_energies_that_it_declares(energy: str, fuel: str, propulsion: set[str]) -> None:
    profile = VehicleProfile.model_validate({**GOOD, "energy": energy, "fuel": fuel})
    assert profile.propulsion == propulsion


@pytest.mark.parametrize(
    ("brand", "country", "fits"),
    [("citroen", "FR", True), ("citroen", "DE", False), ("opel", "FR", False), ("vauxhall", "FR", False)],
)
def test_what_the_source_says_of_pc_fr_fits_citroens_of_france_alone(brand: str, country: str, fits: bool) -> None:
    profile = VehicleProfile.model_validate({**GOOD, "brand": brand, "country": country})
    assert ("pc_fr" in profile.tags) is fits
