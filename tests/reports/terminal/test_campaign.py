"""A campaign from its command line to its end, on faulty vehicles of known conduct."""

from __future__ import annotations

import json

import pytest

from tests.support.project import ROOT, Project, Run, project_of

LOCK = "A lock order locks a vehicle that is asleep"
FEATURE = "features/remote_control/locking.feature"
PLANTED = """Feature: Planted
  @req-REMOTE-15
  Rule: A vehicle that locks without an order

    Scenario: It locks by itself
      Given all doors are unlocked
      When 1 s pass
      Then all doors are locked
"""
OUTCOMES = {
    "never": "caught",
    "sound": "survived",
    "raises": "infrastructure error",
    "stuck": "infrastructure error",
    "good": "good variant passed",
    "not-good": "good variant wrongly failed",
    "baseline-fails": "caught",
}


def results(project: Project, folder: str) -> dict[str, dict[str, list[str]]]:
    """Labels of the results in a folder below reports/output, by name, with the status among them."""
    found = {}
    for path in (project.root / "reports" / "output" / folder / "allure").glob("*-result.json"):
        content = json.loads(path.read_text(encoding="utf-8"))
        labels: dict[str, list[str]] = {"status": [content["status"]]}
        for label in content["labels"]:
            labels.setdefault(label["name"], []).append(label["value"])
        found[content["name"]] = labels
    return found


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    made = project_of(tmp_path_factory, "remote_control")
    planted = (ROOT / "tests" / "support" / "planted_faults.py").read_text(encoding="utf-8")
    made.write("proof/catalogue.py", planted)
    made.write("features/remote_control/planted.feature", PLANTED)
    return made


@pytest.fixture(scope="module")
def campaign(project: Project) -> Run:
    return project.run("features/", "--prove", "-n", "2")


def test_a_campaign_ends_with_what_was_not_as_it_must_be(campaign: Run) -> None:
    assert campaign.code == 1, campaign.output
    lines = campaign.output.splitlines()
    assert f"survived: sound  {FEATURE}::{LOCK}" in lines
    assert f"good variant wrongly failed: not-good  {FEATURE}::{LOCK}" in lines
    assert (
        "5 faulty vehicles: 1 caught, 1 survived, 3 infrastructure errors; 2 good variants: 1 wrongly failed;"
        " 2 baselines: 1 did not pass" in lines
    )


def test_each_fault_is_an_item_with_its_outcome(campaign: Run, project: Project) -> None:
    faults = {name: labels for name, labels in results(project, "prove").items() if "fault" in labels}
    outcomes = {labels["fault"][0]: labels["campaign"] for labels in faults.values()}
    assert outcomes == {fault: [outcome] for fault, outcome in OUTCOMES.items()}
    for name, labels in faults.items():
        assert name == f"{labels['fault'][0]}: {labels['scenario'][0].partition('::')[2]}"
        passed = labels["campaign"][0] in ("caught", "good variant passed")
        assert (labels["status"] == ["passed"]) is passed


def test_a_campaign_leaves_the_results_of_the_gate_alone(campaign: Run, project: Project) -> None:
    assert results(project, "") == {}
    assert len(results(project, "prove")) == len(OUTCOMES) + 2


def test_a_picked_fault_runs_with_its_baseline(project: Project) -> None:
    run = project.run("features/", "--prove", "-k", "never")
    assert run.code == 0, run.output
    assert set(results(project, "prove")) == {LOCK, f"never: {LOCK}"}
    assert "1 faulty vehicles: 1 caught" in run.output


@pytest.mark.thorough
def test_a_fault_can_be_named_by_its_node_id(project: Project) -> None:
    run = project.run(f"{FEATURE}::never: {LOCK}", "--prove")
    assert run.code == 0, run.output
    assert set(results(project, "prove")) == {LOCK, f"never: {LOCK}"}


def test_the_whole_suite_runs_on_one_faulty_vehicle_in_a_folder_of_its_own(project: Project) -> None:
    run = project.run(FEATURE, "--fault", "never")
    assert run.code == 1, run.output
    assert results(project, "") == {}
    found = results(project, "faults/never")
    assert found[LOCK]["verdict"] == ["fail"]
    assert found["Without an order the doors stay locked"]["verdict"] == ["pass"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--fault", "nevr"], "--fault: id = 'nevr': is no fault; nearest: never; all: "),
        (["--fault", "never", "--prove"], "--prove: --fault = 'never': one of the two"),
        (["--fault", "never", "--rig", "rigs/twin.toml"], "rigs/twin.toml: kind = 'twin': --fault needs a rig"),
        (["--prove", "--rig", "rigs/twin.toml"], "rigs/twin.toml: kind = 'twin': --prove needs a rig"),
    ],
)
def test_what_cannot_be_run_is_refused_before_anything_is_written(
    project: Project, options: list[str], message: str
) -> None:
    run = project.run(FEATURE, *options)
    assert run.code == pytest.ExitCode.USAGE_ERROR
    assert message in run.output
    assert "Traceback" not in run.output
    assert not (project.root / "reports" / "output" / "faults" / "nevr").exists()


@pytest.mark.parametrize(
    ("good", "bad"), [("It locks by itself", "It locks at night"), ("planted.feature", "no.feature")]
)
def test_a_fault_that_names_no_scenario_stops_the_campaign(project: Project, good: str, bad: str) -> None:
    path = project.root / "proof" / "catalogue.py"
    planted = path.read_text(encoding="utf-8")
    path.write_text(planted.replace(good, bad), encoding="utf-8")
    try:
        run = project.run("features/", "--prove")
    finally:
        path.write_text(planted, encoding="utf-8")
    name = "features/remote_control/planted.feature::It locks by itself".replace(good, bad)
    assert run.code == pytest.ExitCode.USAGE_ERROR
    assert f"fault baseline-fails: there is no scenario {name}" in run.output
