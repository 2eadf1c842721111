"""The report in a browser: whatever a browser lets a page do, it tells what failed, and where it can, the results.

Chromium opens it without a window. Where it is not installed, or the generator cannot be had, nothing is tested.
"""

from __future__ import annotations

import http.server
import re
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reports.__main__ import main
from reports.html import command as html
from reports.html.generator import install
from reports.html.nodejs import ReportError, find_node
from tests.reports.html.test_reports_generator import DAY_MS, run_at

pytestmark = pytest.mark.browser

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-sync",
    "--disable-component-update",
    "--no-first-run",
    "--virtual-time-budget=5000",
    "--dump-dom",
)
FIRST = "1 of 6 scenarios failed"
"""Text of the first page, which needs no script."""

RESULTS = "Test body"
"""Text of the page of a scenario, which its program makes."""

LIST = "Search tests"
"""Text of the list of scenarios, which the same program makes."""

Open = Callable[[str], str]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report with a scenario of each verdict, in a folder whose name needs quoting in an address."""
    place = tmp_path_factory.mktemp("browser") / "ä b#c%20d"
    place.mkdir()
    try:
        install(find_node())
    except ReportError as error:
        pytest.skip(f"no report generator: {error}")
    output = place / "report.html"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(html, "history_of", lambda _folders: place / "history.jsonl")
        assert main(["html", str(run_at(place, DAY_MS)), "--output", str(output)]) == 0
    return output


@pytest.fixture
def browse(tmp_path: Path) -> Open:
    """Opens an address and gives the page as it then is; what a page keeps is there for the next one."""
    program = next((path for name in NAMES if (path := shutil.which(name))), None)
    if program is None:
        pytest.skip(f"none of {', '.join(NAMES)} is installed")

    def opened(address: str) -> str:
        command = [program, *OPTIONS, f"--user-data-dir={tmp_path / 'profile'}", address]
        made = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)  # noqa: S603  # ours
        body = made.stdout.partition("<body")[2]
        bare = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", body, flags=re.DOTALL)
        shown = re.sub(r'<(section|p)\b[^>]*\bhidden="".*?</\1>', " ", bare, flags=re.DOTALL)
        words = re.sub(r"<[^>]*>", "", re.sub(r'placeholder="([^"]*)"[^>]*>', r">\1 ", shown))
        return re.sub(r"\s+", " ", words)

    return opened


@pytest.fixture
def served(report: Path) -> Iterator[Callable[[str], str]]:
    """Gives an address under which the report comes with a content security policy of the server's own."""
    page = report.read_bytes()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", policy[0])
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, format: str, *args: object) -> None:  # its name there
            """Says nothing."""

    policy: list[str] = []
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()

    def address(of: str) -> str:
        policy[:] = [of]
        return f"http://127.0.0.1:{server.server_port}/report.html"

    yield address
    server.shutdown()
    server.server_close()
    thread.join()


def link(report: Path) -> str:
    """The address of the scenario that failed, as the first page gives it."""
    match = re.search(r'<a href="(#[0-9a-f]{32})">fail</a>', report.read_text(encoding="utf-8"))
    assert match
    return f"{report.as_uri()}{match.group(1)}"


def test_a_report_that_is_opened_from_a_disk_tells_what_failed_and_lists_the_scenarios(
    report: Path, browse: Open
) -> None:
    text = browse(report.as_uri())
    assert FIRST in text
    assert LIST in text
    assert "If nothing follows" not in text


def test_a_link_of_the_first_page_opens_its_scenario(report: Path, browse: Open) -> None:
    text = browse(link(report))
    assert RESULTS in text
    assert "message of fail" in text
    assert FIRST not in text


def test_a_link_to_a_scenario_of_another_report_opens_the_first_page_and_says_so(
    report: Path, browse: Open
) -> None:
    text = browse(f"{report.as_uri()}#{'0' * 32}")
    assert FIRST in text
    assert LIST in text
    assert "a scenario of another report" in text


def test_a_report_whose_end_comes_late_shows_its_results_all_the_same(
    report: Path, browse: Open, tmp_path: Path
) -> None:
    page = report.read_text(encoding="utf-8")
    program = page.index('src="data:text/javascript')
    end = page.index("</script>", program) + len("</script>")
    begun = tmp_path / "begun.html"
    begun.write_text(page[:end], encoding="utf-8")
    assert LIST in browse(begun.as_uri())


@pytest.mark.parametrize("name", ["collapsedTrees", "expandedTrees", "collapsedEnvironments"])
def test_what_another_page_has_left_in_the_storage_does_no_harm(
    report: Path, browse: Open, tmp_path: Path, name: str
) -> None:
    other = tmp_path / "other.html"
    other.write_text(f"<script>localStorage.setItem('{name}', '7')</script><body>{name}", encoding="utf-8")
    assert name in browse(other.as_uri())
    assert LIST in browse(report.as_uri())


def test_a_page_that_may_keep_nothing_is_shown(served: Callable[[str], str], browse: Open) -> None:
    text = browse(served("sandbox allow-scripts"))
    assert FIRST in text
    assert LIST in text


def test_without_scripts_the_first_page_is_shown_and_says_how_to_see_the_rest(
    served: Callable[[str], str], browse: Open
) -> None:
    text = browse(served("sandbox; default-src 'none'; img-src 'self'; style-src 'self';"))
    assert FIRST in text
    assert "message of fail" in text or "8.2 s" in text
    assert "save this file and open it from your disk" in text
