"""Whatever is typed, a command ends with an exit code and a sentence, never with a traceback."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dbc.arguments import why_not_writable
from reports.__main__ import main as reports
from simulators.__main__ import main as simulators
from simulators.servers.server import Server
from tests.support.loaded_suite import loaded_once
from tests.support.project import new_project

LONG = ("x" * 300, "x" * 5000)
ODD = (
    "",
    "/",
    ".",
    "..",
    *LONG,
    "absent/in",
    "/dev/null",
    "/proc/in",
    "a file",
    "a file/in",
    "deep.toml",
    "-",
)
MANY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
DATABASE = Path(__file__).resolve().parents[2] / "dbc" / "comfort.dbc"
QUICK = "features/remote_control/lights.feature::Without an order the lights stay off"


@pytest.fixture(scope="module", autouse=True)
def suite_loaded_once() -> Iterator[None]:
    with loaded_once():
        yield


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with a file, one that is nested too deep, and a log."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Server, "run", Server.close)
    (tmp_path / "a file").write_text("a file\n")
    (tmp_path / "deep.toml").write_text("a = " + "[" * 50_000)
    (tmp_path / "good.log").write_text("(0.000000) can0 123#00\n")
    return tmp_path


def ends(main: Callable[[list[str]], int], arguments: list[str], capsys: pytest.CaptureFixture[str]) -> int:
    """How a command ends; what it refuses it says."""
    try:
        code = main(arguments)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    told = capsys.readouterr()
    assert code in (0, 1, 2)
    if code:
        assert (told.err + told.out).strip()
        assert "Traceback" not in told.err
    return code


odd = st.sampled_from(ODD)
spare = st.lists(odd | st.sampled_from(["--absent", "--help", "-f"]), max_size=1)


@st.composite
def lines(draw: st.DrawFn, *forms: tuple[str, ...]) -> list[str]:
    """One of some forms, with something odd in each place that is None, and perhaps one word too many."""
    form = draw(st.sampled_from(forms))
    return [draw(odd) if word == "ODD" else word for word in form] + draw(spare)


@MANY
@given(
    arguments=lines(
        ("ODD",),
        ("html", "ODD"),
        ("html", "absent", "--output", "ODD"),
        ("gate", "ODD"),
        ("gate", "absent", "--policy", "ODD"),
        ("gate", "absent", "--waivers", "ODD"),
        ("matrix", "ODD"),
        ("matrix", "absent", "--output", "ODD"),
        ("trace", "ODD"),
        ("trace", "good.log", "--output", "ODD"),
        ("trace", "good.log", "--output", "ODD", "--format", "asc"),
        ("trace", "good.log", "--format", "ODD"),
        ("draw", "ODD", "--output", "drawn"),
        ("draw", "absent", "--output", "ODD"),
    )
)
def test_a_command_of_the_reports_ends_with_a_sentence(
    here: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    ends(reports, arguments, capsys)


@MANY
@given(
    arguments=lines(
        ("ODD",),
        ("faults", "ODD"),
        ("serve", "--ports", "ODD"),
        ("serve", "--ports", "ports.json", "--vehicle", "ODD"),
        ("serve", "--ports", "ports.json", "--signals", "ODD"),
        ("serve", "--ports", "ports.json", "--database", "ODD"),
        ("serve", "--ports", "ports.json", "--database", "comfort=", "ODD"),
        ("serve", "--ports", "ports.json", "--seed", "ODD"),
        ("serve", "--ports", "ports.json", "--ecus", "ODD"),
        ("serve", "--ports", "ports.json", "--join", "ODD"),
    )
)
def test_a_command_of_the_simulated_vehicle_ends_with_a_sentence(
    here: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    ends(simulators, arguments, capsys)


@pytest.mark.parametrize(
    ("main", "arguments"),
    [
        (reports, ["html", "absent", "--output", "/"]),
        (reports, ["trace", "good.log", "--output", ""]),
        (reports, ["gate", LONG[0]]),
        (reports, ["html", LONG[1]]),
        (simulators, ["serve", "--ports", "/"]),
        (simulators, ["serve", "--ports", ""]),
        (simulators, ["serve", "--ports", "a file/in"]),
        (simulators, ["serve", "--ports", "/dev/null"]),
        (simulators, ["serve", "--ports", "p", "--vehicle", "deep.toml"]),
    ],
)
def test_a_path_that_cannot_be_used_is_an_error_of_usage(
    here: Path, capsys: pytest.CaptureFixture[str], main: Callable[[list[str]], int], arguments: list[str]
) -> None:
    assert ends(main, arguments, capsys) == 2


def test_a_folder_of_another_user_is_no_place_for_results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert why_not_writable(tmp_path / "new" / "folder") is None
    assert not (tmp_path / "new").exists()

    def refuse(**_: object) -> Iterator[None]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("dbc.arguments.tempfile.TemporaryFile", refuse)

    assert why_not_writable(tmp_path / "new") == "Permission denied"


# pytest

OF_PYTEST: dict[str, tuple[list[str], str]] = {
    "line of many digits": ([f"features/remote_control/lights.feature:{'9' * 43}"], "no line 999"),
    "line of more digits": ([f"features/remote_control/lights.feature:{'9' * 5000}"], "no line 999"),
    "long name": ([f"features/{LONG[0]}.feature:3"], "File name too long"),
    "results in a file": ([QUICK, "--alluredir", "conftest.py"], "conftest.py is a file"),
    "results below a file": ([QUICK, "--alluredir", "conftest.py/in"], "conftest.py is a file"),
    "results nowhere": ([QUICK, "--alluredir", ""], "--alluredir = '': must be a folder"),
    "results where none can be": ([QUICK, "--alluredir", "/proc/in"], "--alluredir = /proc/in: "),
    "results of a long name": ([QUICK, "--alluredir", LONG[0]], "File name too long"),
    "JUnit below a file": ([QUICK, "--junit-xml", "conftest.py/in"], "conftest.py is a file"),
    "log in a folder": ([QUICK, "--log-file", "features"], "--log-file = features: is a folder"),
    "rig of a long name": ([QUICK, "--rig", LONG[0]], "File name too long"),
    "no rig": ([QUICK, "--rig", ""], "is empty; must be a path"),
    "loop": ([QUICK, "-f"], "-f: the suite does not loop"),
    "root elsewhere": ([QUICK, "--rootdir", "rigs"], "must be the folder of the suite"),
    "no Allure": ([QUICK, "-p", "no:allure_pytest"], "-p no:allure_pytest: the suite cannot do without"),
    "no pytest-bdd": ([QUICK, "-p", "no:pytest-bdd"], "-p no:pytest-bdd: the suite cannot do without"),
    "no rig plugin": ([QUICK, "-p", "no:rigs.run.plugin"], "-p no:rigs.run.plugin: the suite cannot do without"),
    "no collection": (
        [QUICK, "-p", "no:steps.gherkin.collect"],
        "-p no:steps.gherkin.collect: the suite cannot do without",
    ),
    "nothing that runs": ([QUICK, "-p", "no:python"], "-p no:python: the suite cannot do without"),
    "nothing that skips": ([QUICK, "-p", "no:skipping"], "-p no:skipping: the suite cannot do without"),
}
Ended = dict[str, dict[str, object]]


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> Ended:
    project = new_project(tmp_path_factory)
    cases = [{"files": {}, "arguments": arguments} for arguments, _ in OF_PYTEST.values()]
    answers = json.loads(project.python("planted_batch.py", json.dumps(cases)))
    return dict(zip(OF_PYTEST, answers, strict=True))


@pytest.mark.parametrize("case", OF_PYTEST)
def test_pytest_refuses_with_a_sentence(ended: Ended, case: str) -> None:
    output = str(ended[case]["output"])

    assert ended[case]["code"] == pytest.ExitCode.USAGE_ERROR, output
    assert OF_PYTEST[case][1] in output
    assert "Traceback" not in output
    assert "INTERNALERROR" not in output
    assert not ended[case]["opened"]
    assert ended[case]["kept"]


LAB_RIG = """
name = "lab-rig"
kind = "virtual"
include = ["{root}/rigs/rack.toml"]

[buses.comfort]
database = "dbc/comfort.dbc"
channel = "can0"

[buses.inter_system]
database = "dbc/inter_system.dbc"
channel = "can1"
"""


@pytest.mark.thorough
def test_a_lab_keeps_rig_and_results_where_it_likes(tmp_path_factory: pytest.TempPathFactory) -> None:
    project = new_project(tmp_path_factory)
    lab = tmp_path_factory.mktemp("lab")
    rig, results = str(lab / "lab-rig.toml"), str(lab / "results")
    Path(rig).write_text(LAB_RIG.format(root=project.root))
    line = "features/remote_control/lights.feature:9"
    lines_ = (
        ["--rig", rig, "-m", "smoke", "-k", "lock"],
        [line, "--rig", rig],
        [line, "--alluredir", results],
        [line, "--alluredir", results],
        [line, "--rootdir", str(project.root), "--rig", rig],
    )
    cases = [{"files": {}, "arguments": arguments} for arguments in lines_]
    answers = json.loads(project.python("planted_batch.py", json.dumps(cases)))
    for arguments, answer in zip(lines_, answers, strict=True):
        assert answer["code"] == 0, f"{arguments}: {answer['output']}"
        assert " passed" in answer["output"]


@pytest.mark.parametrize(
    "more", [["-p", "no:xdist"], pytest.param(["-n", "1"], marks=pytest.mark.thorough)], ids=" ".join
)
def test_a_run_loads_what_it_needs_where_plugins_are_not_loaded_by_themselves(
    tmp_path_factory: pytest.TempPathFactory, more: list[str]
) -> None:
    project = new_project(tmp_path_factory)
    run = project.shell(
        f"PYTEST_DISABLE_PLUGIN_AUTOLOAD=1 pytest -q -p no:cacheprovider '{QUICK}' {' '.join(more)}"
    )

    assert run.code == 0, run.output
    assert "1 passed" in run.output
    assert len(project.results()) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["--bitrate", "confort=125000"],
        ["--bitrate", "comfort=-1"],
        ["--bitrate", "comfort=1"],
        ["--bitrate", "comfort=\u0661\u0662\u0665\u0660\u0660\u0660"],
        ["--database", f"confort={DATABASE}"],
        ["--database", f"comfort={DATABASE}"],
        ["--ecus", "BODYY"],
        ["--vehicle", f"{DATABASE.parents[1]}/rigs/vehicles/combustion.toml", "--ecus", "BATTERY"],
        ["--join", "confort=virtual:x"],
        ["--join", "comfort=virtual"],
        ["--join", "comfort=virtual:x,port="],
        ["--join", "comfort=nothing:x"],
    ],
)
def test_what_of_a_vehicle_is_not_there_is_refused(
    here: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert ends(simulators, ["serve", "--ports", "ports.json", *arguments], capsys) == 2
