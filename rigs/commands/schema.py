"""Print the JSON schema of rig files, by which an editor completes and checks them."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from rigs.files.rig_file import RigFile


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell argparse nothing: there is one schema."""


def run(options: argparse.Namespace) -> int:
    """Print the schema.

    Returns:
        0.
    """
    sys.stdout.write(f"{json.dumps(schema(), indent=1)}\n")
    return 0


def schema() -> dict[str, Any]:
    """Return the schema; no key is required, since a file may be the part of one that another includes."""
    made = RigFile.model_json_schema()
    del made["required"]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}
