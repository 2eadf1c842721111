"""docs/architecture.md draws the rooms as the import contracts of pyproject.toml have them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOC = ROOT / "docs" / "architecture.md"


def drawn(text: str) -> list[list[set[str]]]:
    """Read the pictures: of each its floors from the top, of each floor its rooms."""
    pictures = re.findall(r"^```text\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    return [
        [
            {cell.split()[0] for cell in line.strip().strip("│").split("│")}
            for line in picture.splitlines()
            if line.strip().startswith("│")
        ]
        for picture in pictures
    ]


@pytest.fixture(scope="module")
def contracts() -> list[dict[str, Any]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [each for each in settings["tool"]["importlinter"]["contracts"] if each["type"] == "layers"]


@pytest.mark.parametrize(("picture", "container"), [(0, None), (1, "rigs")])
def test_a_picture_has_the_rooms_and_the_order_of_its_import_contract(
    picture: int, container: str | None, contracts: list[dict[str, Any]]
) -> None:
    (contract,) = (each for each in contracts if (each.get("containers") or [None])[0] == container)
    floors = [{room.strip() for room in layer.split("|")} for layer in contract["layers"]]

    assert drawn(DOC.read_text(encoding="utf-8"))[picture] == floors


def test_every_import_contract_of_layers_has_its_picture(contracts: list[dict[str, Any]]) -> None:
    assert len(drawn(DOC.read_text(encoding="utf-8"))) == len(contracts)
