"""Ask a served vehicle all that its OpenAPI document allows, and much that it does not.

    uv run --group contract python -m tests.contract

The stand-in of an office is asked in its place with `--office`.

Each answer must be one of the document, and none a fault of the server. What a verb makes of an argument that is
well formed is its own matter, and so is one that the simulated services take though no port would send it.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.support.project import ROOT
from tests.support.served_vehicle import served

OTHERS_MATTER = "positive_data_acceptance,negative_data_rejection"
"""Checks of schemathesis that compare what is taken with the document, and not what is answered."""


def main() -> int:
    """Serve a vehicle and run schemathesis against it.

    Returns:
        0 where every answer was allowed and the server still lives, else 1.
    """
    parser = argparse.ArgumentParser(prog="python -m tests.contract", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--examples", metavar="N", type=int, default=20, help="requests of each kind; default: 20")
    parser.add_argument("--seed", metavar="N", type=int, default=1, help="default: 1")
    parser.add_argument("--office", action="store_true", help="ask the stand-in of an office, without a vehicle")
    options = parser.parse_args()
    command = "office" if options.office else "serve"
    with tempfile.TemporaryDirectory() as folder, served(Path(folder), command=command) as (server, addresses):
        line = [
            *(sys.executable, "-m", "schemathesis.cli", "run", str(ROOT / "rigs" / "services.openapi.json")),
            *("--url", addresses["http"], "--phases", "examples,coverage,fuzzing"),
            *("--exclude-checks", OTHERS_MATTER, "-n", f"{options.examples}", "--seed", f"{options.seed}"),
        ]
        run = subprocess.run(line, cwd=folder, check=False)  # noqa: S603  # our own words
        failed = run.returncode != 0
        if server.poll() is not None:
            sys.stderr.write(f"the server has ended with {server.returncode}\n")
            failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
