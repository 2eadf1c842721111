"""`python -m rigs driver` writes a driver that works, with a test that passes, and never over what is there."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from rigs.__main__ import main
from rigs.drivers.driver import Driver


def load(path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Import a file, as pytest would."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, path.stem, module)
    spec.loader.exec_module(module)
    return module


def test_what_is_written_is_a_driver_that_passes_its_own_test(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["driver", "acme-ps30", "--folder", str(tmp_path)]) == 0
    made, test = tmp_path / "acme_ps30.py", tmp_path / "test_acme_ps30.py"
    assert capsys.readouterr().out == f"{made}, {test}: written; next: python -m pytest {test}\n"
    driver = load(made, monkeypatch)
    (name,) = driver.pytest_connect_hil_drivers()
    assert name == "acme-ps30"
    assert isinstance(driver.pytest_connect_hil_drivers()[name], Driver)
    tests = [each for key, each in vars(load(test, monkeypatch)).items() if key.startswith("test_")]
    assert len(tests) == 2
    for each in tests:
        each()


def test_its_test_fails_when_the_driver_says_something_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["driver", "acme", "--folder", str(tmp_path)]) == 0
    made = tmp_path / "acme.py"
    made.write_text(
        made.read_text(encoding="utf-8").replace("VOLT {value}", "SOUR:VOLT {value}"), encoding="utf-8"
    )
    load(made, monkeypatch)
    test = load(tmp_path / "test_acme.py", monkeypatch)
    with pytest.raises(AssertionError, match=r"the script has 'VOLT 12\.6;:SYST:ERR"):
        test.test_the_supply_keeps_to_the_contract()


@pytest.mark.parametrize("there", ["acme.py", "test_acme.py"])
def test_a_file_that_is_there_is_never_written_over(
    there: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / there).write_text("mine", encoding="utf-8")
    assert main(["driver", "acme", "--folder", str(tmp_path)]) == 1
    assert f"{there}: is there already; nothing was written" in capsys.readouterr().err
    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == ["mine"]


@pytest.mark.parametrize("name", ["Acme", "acme_ps", "-", "acme--ps", "30", "acme ps", "class"])
def test_a_name_that_could_be_no_module_is_refused(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["driver", "--folder", str(tmp_path), "--", name]) == 1
    assert "must be of small letters, digits and -" in capsys.readouterr().err
    assert [*tmp_path.iterdir()] == []


def test_a_folder_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["driver", "acme", "--folder", str(tmp_path / "gone")]) == 1
    assert "cannot be written: No such file or directory" in capsys.readouterr().err
