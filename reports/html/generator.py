"""The report generator: Allure 3, pinned under reports/html/allure3, installed once under reports/output/tools."""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
import tempfile
from pathlib import Path

from reports.folder.checkout import OUTPUT
from reports.html import history
from reports.html.nodejs import Node, ReportError, call
from rigs.files.rig_file import ROOT

PINNED = ROOT / "reports" / "html" / "allure3"
"""Folder with the exact version and hash of Allure, and of all that it needs."""

TOOLS = ROOT / OUTPUT / "tools"
"""Folder that it is installed to."""

CONFIGURATION = """export default {{
  name: "Connect HIL",
  output: {output},
  historyPath: {history},
  historyLimit: {limit},
  categories: {{
    rules: [
      {{ name: "Suite failure", matchers: {{ labels: {{ campaign: /^(survived|.* wrongly failed)$/ }} }} }},
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
        stepTreeExpansion: "expanded",
      }},
    }},
  }},
}};
"""

NPM = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retry-mintimeout=1000")
"""The command that installs what the lock file says and runs nothing of it; waits 1 s, then 10 s, for a registry
that is silent.
"""


def pinned_name() -> str:
    """Make a name that no other version of the generator, or of anything that it needs, has."""
    lock = (PINNED / "package-lock.json").read_bytes()
    return f"allure-{hashlib.sha256(lock).hexdigest()[:12]}"


def install(node: Node) -> Path:
    """Return the generator's program; installed when it is not there yet.

    Raises:
        ReportError: It cannot be installed.
    """
    folder = TOOLS / pinned_name()
    program = folder / "node_modules" / "allure" / "cli.js"
    if program.is_file():
        return program
    sys.stderr.write("installing the report generator, once\n")
    TOOLS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="draft-", dir=TOOLS) as name:
        draft = Path(name) / "generator"
        draft.mkdir()
        for part in ("package.json", "package-lock.json"):
            shutil.copy2(PINNED / part, draft)
        call([*node.npm, *NPM], draft, "npm cannot install the report generator, for which it needs a registry")
        if not program.is_file():  # nor has another process put it there meanwhile
            draft.replace(folder)
    return program


def generate(node: Node, program: Path, results: Path, remembered: Path) -> str:
    """Make the page of a report.

    Args:
        node: Runs the program.
        program: As `install` gives it.
        results: A results folder.
        remembered: The file of earlier runs, to which this one is added.

    Returns:
        Its HTML, as the generator leaves it.

    Raises:
        ReportError: There is none.
    """
    with tempfile.TemporaryDirectory(prefix="connect-hil-page-") as name:
        work = Path(name)
        made = work / "report"
        settings = work / "allurerc.mjs"
        text = CONFIGURATION.format(
            output=json.dumps(str(made)), history=json.dumps(str(remembered)), limit=history.LIMIT
        )
        settings.write_text(text, encoding="utf-8")
        command = [*node.node, str(program), "generate", "--config", str(settings), str(results)]
        call(command, work, "the report generator failed")
        pages = list(made.rglob("index.html"))
        if len(pages) != 1:
            raise ReportError(f"the report generator has left {len(pages)} pages in place of one")
        return pages[0].read_text(encoding="utf-8")
