"""Pages in a browser: what is not found is said with what is there, and nothing leads to another system."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from clock.kernel import S
from clock.wall import WallKernel
from rigs.bindings.service import ServiceBinding
from rigs.errors import NotServed, ServiceFault
from rigs.files.hardware import Service
from rigs.ports import pages
from rigs.ports.house import HOUSE
from rigs.ports.port import Stimulus
from tests.support.offices import need_browser, pages_table

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

FIRST = """<!doctype html><title>Shop</title><body><p>STAGING</p><header><a href="/form">Log in</a></header>
<main><h1>Welcome</h1><button>Buy</button><button disabled>Sell</button>
<button style="display:none">Hidden</button><span role="button" tabindex="0" aria-label="Menu">&#9776;</span>
<a href="http://production.example/">Away</a><a href="/form" target="_blank">New tab</a>
<p>Price: <b>3</b> EUR</p><table><tr><td>Navigation</td><td>in force</td></tr></table></main></body>"""
FORM = """<!doctype html><body><h1>Log in</h1><form action="/done"><label>E-mail address <input name="a"></label>
<label for="p">Password</label><input id="p" type="password" name="p"><label>Country <select name="c">
<option>France</option><option>Spain</option></select></label><button>Go</button></form></body>"""
DONE = "<!doctype html><body><h1>Done</h1><p role=alert>Wrong &lt;password&gt;</p></body>"
LATE = """<!doctype html><body aria-busy="true"><h1>Wait</h1><script>setTimeout(() => {
document.body.removeAttribute("aria-busy"); document.querySelector("h1").textContent = "Ready"; }, 500)</script>"""
POPUP = """<!doctype html><body><h1>Terms</h1><button onclick="window.close()">Close</button></body>"""
OPENER = """<!doctype html><body><h1>Order</h1><button onclick="window.open('/popup')">Terms</button></body>"""
OWN = """<!doctype html><meta name="connect-hil" content="stand-in"><p>STAGING</p>"""
EDITOR = """<!doctype html><body><h1>Write</h1><p>Your words</p><div role="textbox" contenteditable="true"
aria-label="Message">Dear all</div><label>Agreed <input type="checkbox"></label></body>"""
ASKING = """<!doctype html><body><h1>Contract</h1><button onclick="confirm('Really?')">Cancel</button></body>"""
ANSWERS = """<!doctype html><body><h1>Answers</h1><p role=status>Vehicle added</p></body>"""
CONTENT = {
    "/asking": ASKING,
    "/answers": ANSWERS,
    "/popup": POPUP,
    "/opener": OPENER,
    "/own": OWN,
    "/editor": EDITOR,
}
CONTENT |= {"/": FIRST, "/form": FORM, "/done": DONE, "/late": LATE, "/else": "<h1>Store of production</h1>"}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A site of a lab."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/inner" and self.headers.get("Authorization") != "Basic aGlsOndvcmQ=":  # hil:word
                self.send_response(401)
                self.send_header("WWW-Authenticate", 'Basic realm="staging"')
                self.end_headers()
                self.wfile.write(b"<p>Who are you?</p>")
                return
            body = FIRST if self.path == "/inner" else CONTENT.get(self.path.partition("?")[0])
            self.send_response({"/gone": 503, "/forbidden": 403}.get(self.path, 200))
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write((body or "<p>Out of service</p>").encode())

        def log_message(self, format: str, *args: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


class Person:
    """Somebody who uses the pages.

    Attributes:
        kernel: The clock.
        pages: The pages in the browser.
    """

    def __init__(self, table: Service) -> None:
        from rigs.bindings.browser import BrowserPages  # noqa: PLC0415  # of a group that may not be there

        self.kernel = WallKernel()
        self.pages = BrowserPages(table, self.kernel)

    def begin(self) -> None:
        self.pages.begin()
        self.binding = ServiceBinding({"pages": self.pages}, HOUSE)

    def does(self, port: Stimulus, value: str) -> str:
        """What the event says."""
        return self.binding.set(port, value)

    def sees(self, item: str = "page") -> Any:
        self.kernel.run_for(S)
        return self.binding.standing()[f"pages.{item}"].value


@pytest.fixture(scope="module")
def shared(address: str) -> Iterator[Person]:
    need_browser()
    keys = {"sign_in": None, "hosts": (), "sites": {"store": "/", "shop": "/gone", "app": "/late"}}
    person = Person(Service(**{**pages_table(address), **keys}))
    yield person
    person.pages.close()


@pytest.fixture
def person(shared: Person) -> Person:
    shared.begin()
    return shared


def test_a_page_is_told_as_it_is_seen(person: Person) -> None:
    person.does(pages.OPEN, "store")
    page = person.sees()
    assert page["title"] == "Welcome"
    assert page["texts"] == ["Price: 3 EUR", "Navigation in force"]
    labels = [each["label"] for each in page["controls"]]
    assert labels == ["Log in", "Buy", "Sell", "Menu", "Away", "New tab"]


def test_a_label_that_is_not_there_is_said_with_those_that_are(person: Person) -> None:
    person.does(pages.OPEN, "store")
    said = person.does(pages.PRESS, "Hidden")
    assert said == (
        'pages press Hidden: the page "Welcome" has no "Hidden" to press;'
        ' it has "Log in", "Buy", "Sell", "Menu", "Away", "New tab"'
    )


def test_what_comes_after_a_label_that_was_not_there_says_so_too(person: Person) -> None:
    person.does(pages.OPEN, "store")
    person.does(pages.PRESS, "Hidden")
    said = person.does(pages.PRESS, "Buy")
    assert said.startswith('pages press Buy: before that the page "Welcome" has no "Hidden" to press')


def test_a_field_that_is_not_there_is_said_with_those_that_are(person: Person) -> None:
    person.does(pages.OPEN, "store")
    person.does(pages.PRESS, "Log in")
    person.sees()
    assert 'the page "Log in" has no field "VIN"; it has "E-mail address", "Password", "Country"' in person.does(
        pages.ENTER, "VIN=1"
    )


def test_a_button_that_is_dead_is_said_to_be_so(person: Person) -> None:
    person.does(pages.OPEN, "store")
    assert '"Sell" cannot be pressed: it is greyed out' in person.does(pages.PRESS, "Sell")


def test_a_button_after_which_nothing_comes_is_told_in_the_walk_with_a_picture(person: Person) -> None:
    person.does(pages.OPEN, "store")
    person.sees()
    person.does(pages.PRESS, "Buy")
    person.sees()
    walk, *pictures = person.pages.evidence()
    assert walk.data.decode().rstrip().endswith("nothing on the page changed after: press Buy")
    assert pictures[-1].data.startswith(b"\x89PNG")
    assert pictures[-1].name.endswith("Welcome")
    assert all(each.of_failure for each in (walk, *pictures))


def test_a_form_is_sent_by_its_own_button_and_the_refusal_is_told(person: Person) -> None:
    person.does(pages.OPEN, "store")
    person.does(pages.PRESS, "log IN")
    person.sees()
    for entry in ("E-mail address=a@b.example", "Password=x=y", "Country=Spain"):
        assert person.does(pages.ENTER, entry) == f"pages enter {entry}"
    person.does(pages.SUBMIT, "now")
    answer = person.sees("answer")
    assert (answer["kind"], answer["text"]) == ("refused", "Wrong <password>")


def test_a_page_that_opens_in_a_new_tab_is_looked_at(person: Person) -> None:
    person.does(pages.OPEN, "store")
    person.does(pages.PRESS, "New tab")
    assert person.sees()["title"] == "Log in"


def test_the_page_before_is_looked_at_when_a_tab_closes_itself(person: Person) -> None:
    walk_to(person, "/opener")
    person.does(pages.PRESS, "Terms")
    assert person.sees()["title"] == "Terms"
    person.does(pages.PRESS, "Close")
    assert person.sees()["title"] == "Order"


def test_what_stands_in_a_field_is_no_text_of_the_page(person: Person) -> None:
    walk_to(person, "/editor")
    page = person.sees()
    assert (page["fields"], page["texts"]) == (["Message", "Agreed"], ["Your words"])


def test_what_a_field_does_not_take_is_no_fault_of_the_rig(person: Person) -> None:
    walk_to(person, "/editor")
    said = person.does(pages.ENTER, "Agreed=yes")
    assert said.endswith('the field "Agreed" takes no such value')


def test_what_cannot_be_chosen_is_said_with_what_can(person: Person) -> None:
    walk_to(person, "/form")
    said = person.does(pages.ENTER, "Country=Italy")
    assert said.endswith('the field "Country" has no \'Italy\'; it has "France", "Spain"')


def test_a_password_is_covered_in_pictures(person: Person) -> None:
    walk_to(person, "/form")
    browser = person.pages._browser
    empty = browser.picture()
    person.does(pages.ENTER, "Password=bread-and-butter")
    browser.page.locator("h1").click()  # type: ignore[union-attr]  # so that no field has the focus
    assert browser.picture() == empty
    person.does(pages.ENTER, "E-mail address=a@b.example")
    browser.page.locator("h1").click()  # type: ignore[union-attr]  # as above
    assert browser.picture() != empty


def walk_to(person: Person, path: str) -> None:
    """Opens a page that is none of the sites."""
    person.does(pages.OPEN, "store")
    browser = person.pages._browser
    browser.go("sites.store", path)
    person.sees()


def test_a_page_that_is_busy_is_not_told(person: Person) -> None:
    person.does(pages.OPEN, "app")
    person.kernel.run_for(3 * S)
    titles = [each.value["title"] for each in person.binding.standing()["pages.page"] if each.value]
    assert titles == ["Ready"]


def test_no_page_leads_to_a_machine_that_the_file_does_not_name(person: Person) -> None:
    person.does(pages.OPEN, "store")
    person.does(pages.PRESS, "Away")
    person.kernel.run_for(3 * S)
    assert "ERR_NAME_NOT_RESOLVED" in person.pages._browser.page.inner_text("body")  # type: ignore[union-attr]


def test_a_page_that_the_server_cannot_give_is_a_fault_of_the_rig(person: Person) -> None:
    with pytest.raises(ServiceFault, match=r"services\.pages\.sites\.shop = '/gone': the server answers 503"):
        person.does(pages.OPEN, "shop")


def test_what_the_file_has_no_address_of_does_not_apply(person: Person) -> None:
    with pytest.raises(NotServed, match=r"open = 'web_space': \[services\.pages\.sites\] has store, shop, app"):
        person.does(pages.OPEN, "web_space")
    with pytest.raises(NotServed, match="browser = 'firefox': the rig file has chrome alone"):
        person.does(pages.BROWSER, "firefox")


def test_a_scenario_has_no_page_of_the_one_before(person: Person) -> None:
    person.does(pages.OPEN, "store")
    assert person.sees()["number"] == 1
    person.begin()
    assert not person.sees()
    assert "no page is open" in person.does(pages.PRESS, "Buy")


def test_what_the_browser_itself_asks_is_told(person: Person, address: str) -> None:
    person.does(pages.OPEN, "store")
    person.pages._browser.page.goto(f"{address}/asking")  # type: ignore[union-attr]
    person.does(pages.PRESS, "Cancel")
    said = person.does(pages.TAP, "ok")
    assert "the browser itself asked 'Really?', which was dismissed: the page must ask in its own dialog" in said


def fault(address: str, **changes: Any) -> str:
    """What is said where pages cannot be begun."""
    person = Person(Service(**{**pages_table(address), **changes}))
    try:
        with pytest.raises(ServiceFault) as caught:
            person.begin()
    finally:
        person.pages.close()
    return str(caught.value)


# Playwright has one browser at a time on a thread, so these come last, when the shared one is closed.


@pytest.fixture
def alone(shared: Person) -> Iterator[Callable[..., str]]:
    shared.pages.close()
    yield fault
    shared.begin()


def test_what_says_nothing_of_a_staging_system_is_left_alone(alone: Callable[..., str], address: str) -> None:
    assert alone(f"{address}/else") == (
        f"services.pages: the page at {address}/else has no 'STAGING': it is left alone"
    )


def test_the_suites_own_office_is_known_by_its_pages(
    alone: Callable[..., str], shared: Person, address: str
) -> None:
    assert shared.pages.stand_in == ""
    person = Person(Service(**pages_table(f"{address}/own")))
    person.begin()
    person.pages.close()
    assert person.pages.stand_in == f"{address}/own"


def test_a_sign_in_that_is_refused_is_a_fault_of_the_rig(alone: Callable[..., str], address: str) -> None:
    person = Person(Service(**{**pages_table(address), "sign_in": "/forbidden", "sites": {"store": "/"}}))
    try:
        person.begin()
        with pytest.raises(ServiceFault, match=r"services\.pages\.sign_in = '/forbidden': the server answers 403"):
            person.does(pages.OPEN, "store")
    finally:
        person.pages.close()


def test_answers_to_other_services_are_seen_before_a_site_is_opened(
    alone: Callable[..., str], address: str
) -> None:
    keys = {"sign_in": None, "screen": "/answers", "sites": {"store": "/"}}
    person = Person(Service(**{**pages_table(address), **keys}))
    try:
        person.begin()
        assert person.sees("answer")["text"] == "Vehicle added"
        assert not person.sees("page")
    finally:
        person.pages.close()


def test_pages_behind_a_login_of_http_are_opened_with_its_user(
    alone: Callable[..., str], address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = f"{address}/inner"
    assert alone(inner).endswith("the server asks for a user and a password: user and password_env must be given")
    known = {"user": "hil", "password_env": "HIL_PAGES"}
    monkeypatch.setenv("HIL_PAGES", "wrong")
    assert alone(inner, **known).endswith("the server refuses user 'hil' with the password in HIL_PAGES")
    monkeypatch.setenv("HIL_PAGES", "word")
    person = Person(Service(**{**pages_table(inner), **known}))
    person.begin()
    person.pages.close()


def test_a_browser_that_is_not_there_is_named(alone: Callable[..., str], address: str, tmp_path: Path) -> None:
    told = alone(address, executable=tmp_path / "no-browser")
    assert told.startswith(f"services.pages.executable: no file {tmp_path / 'no-browser'}; must be Chromium")


def test_an_address_at_which_nobody_answers_is_a_fault_in_one_line(alone: Callable[..., str]) -> None:
    told = alone("http://127.0.0.1:9")
    assert told.startswith("services.pages: the browser at http://127.0.0.1:9: cannot be begun: Page.goto")
    assert "\n" not in told
