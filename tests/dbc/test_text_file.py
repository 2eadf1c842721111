"""Text files as tools of Windows save them: a byte order mark and other line ends change nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dbc.text_file import read_text
from reports.folder.reader import ENVIRONMENT, read_result, read_run
from reports.folder.results import suite_version
from reports.gate.policy import SUITE, load_policy, load_waivers
from reports.matrix.command import open_ids
from rigs.files.catalogue import Catalogue
from rigs.files.rig_file import ROOT, VEHICLES, load_rig, load_vehicles
from steps.gherkin.feature_file import read
from tests.support.results_folders import folder
from vehicle.profile import load_profile

FEATURES = ROOT / "features"
CATALOGUE = Catalogue.load(FEATURES / "requirements.toml")
WAIVERS = """
[[waiver]]
requirement = "REMOTE-26"
owner = "A. Person"
reason = "A reason that is long enough."
expires = 2099-01-31
"""


def marked(text: str) -> bytes:
    """A text as an editor of Windows saves it."""
    return b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode("utf-8")


def vehicles(path: Path) -> object:
    return load_vehicles(path.parent)


def rig(path: Path) -> object:
    return load_rig(path).model_dump()


def feature(path: Path) -> object:
    document = read(path)
    cases = [
        (case.title, case.line, case.tags, [(step.name, step.docstring) for step in case.scenario.steps])
        for case in document.cases
    ]
    return document.problems, document.tags, cases


def catalogue(path: Path) -> object:
    return list(Catalogue.load(path))


def project(path: Path) -> object:
    version = suite_version(path.parent)
    assert version != "unknown"
    return version


RIG = (ROOT / "rigs" / "virtual.toml").read_text(encoding="utf-8")
LOCKING = FEATURES / "remote_control" / "locking.feature"
READERS: dict[str, tuple[str, str, Callable[[Path], Any]]] = {
    "feature": ("locking.feature", LOCKING.read_text(encoding="utf-8"), feature),
    "rig": ("rig.toml", RIG, rig),
    "vehicle of a run": ("electric.toml", (VEHICLES / "electric.toml").read_text(encoding="utf-8"), vehicles),
    "vehicle that is served": (
        "electric.toml",
        (VEHICLES / "electric.toml").read_text(encoding="utf-8"),
        load_profile,
    ),
    "policy": ("policy.toml", SUITE.read_text(encoding="utf-8"), load_policy),
    "waivers": ("waivers.toml", WAIVERS, lambda path: load_waivers(path, CATALOGUE)),
    "catalogue": (
        "requirements.toml",
        (FEATURES / "requirements.toml").read_text(encoding="utf-8"),
        catalogue,
    ),
    "open ids": ("open.txt", (FEATURES / "open.txt").read_text(encoding="utf-8"), open_ids),
    "project": ("pyproject.toml", (ROOT / "pyproject.toml").read_text(encoding="utf-8"), project),
    "text": ("any.txt", "one\ntwo é\n", read_text),
}


@pytest.mark.parametrize("reader", READERS)
def test_a_file_from_windows_reads_as_any_other(reader: str, tmp_path: Path) -> None:
    name, text, load = READERS[reader]
    path = tmp_path / name
    if reader == "rig":
        text = text.replace('"rack.toml"', f'"{ROOT}/rigs/rack.toml"')
    path.write_text(text, encoding="utf-8")
    plain = load(path)

    path.write_bytes(marked(text))

    assert load(path) == plain


def test_a_file_that_a_rig_file_includes_may_bear_a_mark(tmp_path: Path) -> None:
    rack = (ROOT / "rigs" / "rack.toml").read_text(encoding="utf-8")
    (tmp_path / "rack.toml").write_bytes(marked(rack))
    (tmp_path / "rig.toml").write_text(RIG, encoding="utf-8")

    assert rig(tmp_path / "rig.toml") == rig(ROOT / "rigs" / "virtual.toml")


def test_a_result_and_its_environment_may_bear_a_mark(tmp_path: Path) -> None:
    made = folder(tmp_path)
    plain = read_result(made / "0-result.json")
    for name in ("0-result.json", ENVIRONMENT):
        path = made / name
        path.write_bytes(marked(path.read_text(encoding="utf-8")))

    assert read_result(made / "0-result.json") == plain
    assert read_run(made).environment == {"rig": "virtual"}


def test_a_mark_further_on_is_content(tmp_path: Path) -> None:
    (tmp_path / "any.txt").write_text("a\ufeffb", encoding="utf-8")

    assert read_text(tmp_path / "any.txt") == "a\ufeffb"
