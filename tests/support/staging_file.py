"""Rig files of a staging system that has an account, and one service besides."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rigs.files.rig_file import RigFile, load_rig
from rigs.kinds.house import SUITE
from tests.rigs.files.test_rig_file import write

URL = "http://127.0.0.1:8080"
ACCOUNT = {"driver": "http", "url": URL}


def staging_file(folder: Path, service: str, keys: dict[str, Any]) -> Path:
    """A rig file of a staging system in which a service has these keys."""
    table = {
        "name": "staging-eu",
        "kind": "staging",
        "vehicle": "electric",
        "staging": {"environment": "staging", "accounts": "hil"},
        "services": {"account": ACCOUNT, service: keys},
    }
    return write(folder, table)


def loaded_staging(folder: Path, service: str, keys: dict[str, Any]) -> RigFile:
    return load_rig(staging_file(folder, service, keys), SUITE.known)
