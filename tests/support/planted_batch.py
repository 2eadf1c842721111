"""Several runs of pytest in one process of a copied project, since starting one takes seconds.

Reads a list of cases from standard input, each with the `arguments` of a run and the `files` to change for it.
Writes for each how it ended: `code`, `output`, whether a rig was `opened`, which files it `kept` of an earlier
run, and its `results` for Allure.
"""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

OUTPUT = Path("reports", "output")


class Lookout:
    """Notices that a rig is opened; a plugin of the run."""

    def __init__(self) -> None:
        self.opened = False

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self) -> None:
        import rigs.run.plugin  # noqa: PLC0415  # pytest must have rewritten it
        from rigs.run.session import open_session  # noqa: PLC0415  # as above

        def look(plan: Any) -> Any:
            self.opened = True
            return open_session(plan)

        setattr(rigs.run.plugin, "open_session", look)  # noqa: B010  # which it imports and does not export


def run(case: dict[str, Any]) -> dict[str, Any]:
    """Run one case and put the project back as it was."""
    shutil.rmtree(OUTPUT, ignore_errors=True)
    for folder in ("allure", "traces"):
        (OUTPUT / folder).mkdir(parents=True)
        (OUTPUT / folder / "earlier").touch()
    before = {name: Path(name).read_text() if Path(name).exists() else None for name in case["files"]}
    for name, text in case["files"].items():
        Path(name).write_text(text)
    lookout, output = Lookout(), io.StringIO()
    try:
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
            code = pytest.main(["-p", "no:cacheprovider", *case["arguments"]], plugins=[lookout])
    finally:
        for name, former in before.items():
            if former is None:
                Path(name).unlink()
            else:
                Path(name).write_text(former)
    return {
        "code": int(code),
        "output": output.getvalue(),
        "opened": lookout.opened,
        "kept": [str(path.relative_to(OUTPUT)) for path in OUTPUT.glob("*/earlier")],
        "results": [json.loads(path.read_text()) for path in (OUTPUT / "allure").glob("*-result.json")],
    }


if __name__ == "__main__":
    ended = [run(case) for case in json.load(sys.stdin)]
    json.dump(ended, sys.stdout)
