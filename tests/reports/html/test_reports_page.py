"""What is made of the generator's page, so that no browser shows it blank."""

from __future__ import annotations

import pytest

from reports.html.nodejs import ReportError
from reports.html.page import POLICY, finished

PROGRAM = '<script   src="data:text/javascript;base64,AAAA"></script>'
DATA = (
    "<script async>\n      window.allureReportDataReady = false;\n    </script>\n    <script defer>\n"
    '      Promise.allSettled([d("a","b")])\n    </script>'
)
FOREIGN = '<script async src="https://elsewhere/x.js"></script>'
PAGE = (
    '<!DOCTYPE html>\n<html>\n<head><script>window.own = 1</script></head>\n<body class="x">\n<div id="app"></div>'
    f"{PROGRAM}\n{FOREIGN}\n{DATA}\n</body></html>"
)
FRONT = "<section>first</section>"


def test_the_results_stand_before_the_program_that_shows_them() -> None:
    page = finished(PAGE, FRONT, "allure-1")
    assert page.count(DATA) == 1
    assert page.index(DATA) < page.index(PROGRAM)


def test_the_first_page_stands_before_both() -> None:
    page = finished(PAGE, FRONT, "allure-1")
    assert page.index('<body class="x">') < page.index(FRONT) < page.index(DATA)


def test_what_a_reader_chooses_is_kept_apart_before_any_other_script_runs() -> None:
    page = finished(PAGE, FRONT, "allure-1")
    assert page.index(POLICY) < page.index('"allure-1 " + key') < page.index("window.own")


def test_no_script_of_others_stays() -> None:
    assert "elsewhere" not in finished(PAGE, FRONT, "allure-1")


@pytest.mark.parametrize(
    ("part", "name"),
    [(PROGRAM, "a program"), (DATA, "results"), ("<head>", "a head"), ('<body class="x">', "a body")],
)
def test_a_page_that_is_made_in_another_way_is_an_error(part: str, name: str) -> None:
    with pytest.raises(ReportError, match=f"^the report generator has left a page without {name}$"):
        finished(PAGE.replace(part, ""), FRONT, "allure-1")
