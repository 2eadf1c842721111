"""The example of a lab is run as a lab runs its own; what is wrong in one is named before anything is opened."""

from __future__ import annotations

import pytest

from tests.support.project import Project, small_project

PLUGIN = ("-n", "0", "-q", "-p", "examples.mylab.hil")
RIG = "examples/mylab/mylab.toml"
LAB = (*PLUGIN, "--rig", RIG)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return small_project(tmp_path_factory)


def test_the_tests_of_the_lab_pass_on_its_rig(project: Project) -> None:
    run = project.run("examples/mylab", *LAB)
    assert run.code == 0, run.output
    assert "passed" in run.output


def test_scenarios_of_the_suite_run_on_the_rig_of_the_lab_and_say_so(project: Project) -> None:
    run = project.run("features/activation", *LAB)
    assert run.code == 0, run.output
    assert project.manifest().rig_kind == "mylab"


def test_without_the_plugin_its_kind_is_refused_with_what_there_is(project: Project) -> None:
    run = project.run("features/activation", "-n", "0", "-q", "--rig", RIG)
    assert run.code == 4
    allowed = "must be 'virtual', 'twin', 'bench' or 'staging'"
    advice = "what a lab adds is known once its module is named with -p"
    assert f"kind = 'mylab': {allowed}; {advice}" in run.output


def changed(project: Project, old: str, new: str) -> str:
    text = (project.root / RIG).read_text(encoding="utf-8")
    assert old in text
    return (
        project.write("examples/mylab/changed.toml", text.replace(old, new)).relative_to(project.root).as_posix()
    )


def test_a_driver_that_nobody_has_is_refused_with_what_was_meant(project: Project) -> None:
    run = project.run("examples/mylab", *PLUGIN, "--rig", changed(project, 'driver = "acme"', 'driver = "acne"'))
    assert run.code == 4
    assert "instruments.supply.driver = 'acne': is no driver that this run has; nearest: acme" in run.output


HOSTILE = {
    "a port twice": (
        "def pytest_connect_hil_ports(book):\n    book.add(SOS_BUTTON)",
        "sos is declared twice",
    ),
    "a kind of the suite": (
        "def pytest_connect_hil_kinds():\n    return [Kind('bench', 'x', simulated=True, open=print)]",
        "pytest_connect_hil_kinds: bench",
    ),
    "a misprint of a hook": (
        "def pytest_connect_hil_driver():\n    return {}",
        "wrong_lab.py: pytest_connect_hil_driver = '...': is no hook; nearest: pytest_connect_hil_drivers",
    ),
    "no kind": ("def pytest_connect_hil_kinds():\n    return ['bench']", "must be a rigs.bindings.lab.Kind"),
    "a driver twice": (
        "def pytest_connect_hil_drivers():\n    return {'scpi': print}",
        "a name of its own",
    ),
    "a port that nothing serves": (
        "class Far(Source):\n    pass\n"
        "def pytest_connect_hil_ports(book):\n    book.add(Stimulus('far', 'x', Words('a'), Far()))",
        "pytest_connect_hil_bindings must give a binding for Far",
    ),
}


@pytest.mark.parametrize(("hooks", "said"), HOSTILE.values(), ids=list(HOSTILE))
def test_what_a_lab_gives_wrongly_is_named_before_anything_runs(project: Project, hooks: str, said: str) -> None:
    imports = (
        "from rigs.bindings.lab import Kind\nfrom rigs.ports.controls import SOS_BUTTON\n"
        "from rigs.ports.port import Source, Stimulus\nfrom rigs.ports.values import Words\n"
    )
    project.write("wrong_lab.py", imports + hooks)
    run = project.run("features/activation", "-n", "0", "-q", "-p", "wrong_lab")
    assert run.code == 4, run.output
    assert said in run.output
