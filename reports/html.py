"""Build a report in one HTML file that opens offline."""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
import tempfile
from pathlib import Path

from reports.node import Node, ReportError, call, find_node
from reports.reader import read_run
from reports.results import OUTPUT, RESULTS
from reports.slim import slim_copy, write_executor
from rigs.errors import HarnessError
from rigs.model import ROOT

DEFAULT = ROOT / OUTPUT / RESULTS
REPORT = ROOT / OUTPUT / "report.html"
HISTORY = ROOT / OUTPUT / "history.jsonl"
HISTORY_LIMIT = 20
"""So many runs are remembered."""

GENERATOR = ROOT / "reports" / "allure3"
"""Which Allure it is, and all that it needs, by exact version and hash."""

TOOLS = ROOT / OUTPUT / "tools"
"""Where it is installed to, once."""

CONFIGURATION = """export default {{
  name: "Connect HIL",
  output: {output},
  historyPath: {history},
  historyLimit: {limit},
  categories: {{
    rules: [
      {{ name: "Product failure", matchers: {{ labels: {{ verdict: /^fail$/ }} }} }},
      {{ name: "Inconclusive", matchers: {{ labels: {{ verdict: /^inconclusive$/ }} }} }},
      {{ name: "Rig or set-up fault", matchers: {{ labels: {{ verdict: /^(rig fault|setup failed)$/ }} }} }},
    ],
  }},
  plugins: {{
    awesome: {{
      options: {{
        singleFile: true,
        reportName: "Connect HIL",
        reportLanguage: "en",
        groupBy: ["epic", "feature", "story"],
      }},
    }},
  }},
}};
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument(
        "results", nargs="*", type=Path, default=[DEFAULT], help="results folders; default: reports/output/allure"
    )
    parser.add_argument("--output", type=Path, default=REPORT, metavar="FILE", help="default: %(default)s")


def run(options: argparse.Namespace) -> int:
    """Build it.

    Returns:
        0 when the report was built, whatever stands in it; 2 when it could not be.
    """
    try:
        for folder in options.results:
            if not read_run(folder).results:
                raise ReportError(f"{folder}: no result in it")
        build(options.results, options.output)
    except HarnessError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(f"{options.output} ({options.output.stat().st_size / 1e6:.1f} MB)\n")
    return 0


def build(folders: list[Path], output: Path) -> None:
    """Make the report of results folders.

    Raises:
        ReportError: The generator cannot be had, or failed.
    """
    node = find_node()
    generator = _install(node)
    with tempfile.TemporaryDirectory(prefix="connect-hil-report-") as name:
        work = Path(name)
        results, made = work / "results", work / "report"
        results.mkdir()
        for folder in folders:
            slim_copy(folder, results)
        write_executor(results)
        HISTORY.parent.mkdir(parents=True, exist_ok=True)
        settings = work / "allurerc.mjs"
        text = CONFIGURATION.format(
            output=json.dumps(str(made)), history=json.dumps(str(HISTORY)), limit=HISTORY_LIMIT
        )
        settings.write_text(text, encoding="utf-8")
        command = [*node.node, str(generator), "generate", "--config", str(settings), str(results)]
        call(command, work, "the report generator")
        page = made / "index.html"
        if not page.is_file():
            page = made / "awesome" / "index.html"
        if not page.is_file():
            raise ReportError("the report generator has left no report")
        output.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(page, output)


def _install(node: Node) -> Path:
    """The generator's program; installed when it is not there yet.

    Raises:
        ReportError: It cannot be installed.
    """
    lock = (GENERATOR / "package-lock.json").read_bytes()
    folder = TOOLS / f"allure-{hashlib.sha256(lock).hexdigest()[:12]}"
    program = folder / "node_modules" / "allure" / "cli.js"
    if program.is_file():
        return program
    sys.stderr.write("installing the report generator, once\n")
    draft = folder.with_suffix(".draft")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy2(GENERATOR / name, draft)
    call([*node.npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], draft, "npm, which needs a registry,")
    draft.replace(folder)
    return program
