"""The pages of store, web space and app in a browser, as a person uses them: all is found by visible labels.

Nothing is known of how a page is made. What can be pressed and filled in has a label that a person reads; what has
none, nobody finds. A scenario has a browser of its own, without any cookie of the one before.
"""

from __future__ import annotations

import contextlib
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Browser, BrowserContext, Error, Locator, Page, Playwright, sync_playwright
from playwright.sync_api import TimeoutError as NotInTime

from clock.kernel import Kernel, seconds
from rigs.bindings.page_look import SCRIPT, Answer, Look, Wording
from rigs.bindings.service import Remark, ServiceListener
from rigs.bindings.walk import Walk
from rigs.errors import NotServed, ServiceFault
from rigs.files.hardware import Service
from rigs.loggers import service_logger
from rigs.recording.journal import Evidence
from rigs.values.interval import Interval

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "chrome")
"""Names of the browser, where the rig file has no path of it."""

OPTIONS = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"),
    *("--disable-component-update", "--no-first-run", "--no-proxy-server"),
)
"""Options of the browser: it asks nothing of anybody but the pages, and runs as any user."""

OURS = "chrome"
"""The word of the port for the browser that there is: other makes need another machine."""

PHONES: Mapping[str, str] = {"android": "Pixel 7", "iphone": "iPhone 13"}
"""The device as which the browser shows the pages of the app, by the phone."""

WEB = "web"
"""The window of all sites but the app."""

ROLES = ("button", "link", "tab", "menuitem", "option", "switch", "checkbox", "radio")
"""Roles of what a person can press."""

FIELD_ROLES = ("textbox", "searchbox", "combobox", "spinbutton")
"""Roles of what a person can fill in; a password has none, and is found by its label."""

TAPS: Mapping[str, str] = {"ok": "OK", "back": "Back"}
"""Labels of the buttons of a question, where the rig file gives no others."""

SUBMITS = "button[type=submit], input[type=submit], input[type=image], button:not([type])"
"""The buttons by which a form is sent (HTML, 4.10.18)."""


class BrowserPages:
    """The pages in a browser, by the driver `browser`.

    Args:
        table: Its table in the rig file.
        kernel: The clock; a page came between two looks.
    """

    def __init__(self, table: Service, kernel: Kernel) -> None:
        self._table = table
        self._kernel = kernel
        self._words = Wording(table.words, table.nothing, table.account_text)
        self._base = table.base_url or ""
        own = (self._base, table.sign_in or "", *table.sites.values())
        self._hosts = {*table.hosts, *(f"{urlsplit(urljoin(self._base, each)).hostname}" for each in own)}
        self._program: Playwright | None = None
        self._browser: Browser | None = None
        self._listeners: list[ServiceListener] = []
        self._timer = kernel.timer(self._poll)
        self._log = service_logger("browser")
        self._error_ns = 0
        self._verbs: Mapping[str, Callable[[str], Remark | None]] = {
            "open": self._open,
            "press": self._press,
            "enter": self._enter,
            "submit": self._submit,
            "tap": self._tap,
            "browser": self._choose_browser,
            "phone": self._choose_phone,
            "relaunch": self._relaunch,
        }
        self._rest()

    def _rest(self) -> None:
        self._windows: dict[str, BrowserContext] = {}
        self._page: Page | None = None
        self._site = ""
        self._phone = "android"
        self._filled: Locator | None = None
        self._look: Look | None = None
        self._told_site = ""
        self._answers: tuple[Answer, ...] = ()
        self._numbers = count(1)
        self._seen: list[tuple[Interval, str, Any]] = []
        self._looked_ns = self._kernel.time_ns()
        self._walk = Walk()
        self._trouble = ""

    @property
    def error_ns(self) -> int:
        """Half of the time between the two looks of which the second saw what is told, in ns."""
        return self._error_ns

    def begin(self) -> None:
        """Forget who listens and all that was seen, and have no page open; a browser that was lost is begun anew.

        Raises:
            ServiceFault: It cannot be, or what is at the address says nothing of a staging system.
        """
        self._listeners.clear()
        self._timer.cancel()
        with self._guarded("cannot be begun"):
            self._close_windows()
            self._rest()
            if self._browser is None or not self._browser.is_connected():
                self._leave()
                self._start()

    def close(self) -> None:
        """Close the browser."""
        self._timer.cancel()
        with contextlib.suppress(Error):
            self._close_windows()
        self._leave()

    def call(self, verb: str, argument: Any = None) -> Any:
        """Do what a person does.

        Returns:
            What the event must say of it: that something was not there, for one. Else nothing.

        Raises:
            NotServed: The browser has nothing of it.
            ServiceFault: The browser, or what is behind the address, does not answer.
        """
        act = self._verbs.get(verb)
        if act is None:
            raise NotServed(f"pages: verb = {verb!r}: a browser has {', '.join(self._verbs)}")
        with self._guarded(f"{verb} {argument}"):
            remark = act(f"{argument}")
        # What follows from an act comes after it, however quickly the page has changed.
        self._looked_ns = max(self._looked_ns, self._kernel.time_ns())
        self._walk.act(f"{verb} {argument}", self._looked_ns, remark)
        return self._with_trouble(remark)

    def _with_trouble(self, remark: Remark | None) -> Remark | None:
        """Return what an event must say: whoever reads of a later one sees where the way was lost."""
        before, self._trouble = self._trouble, self._trouble or f"{remark or ''}"
        said = [*([remark] if remark else []), *([f"before that {before}"] if before else [])]
        return Remark("; ".join(said)) if said else None

    def watch(self, listener: ServiceListener) -> None:
        """See `rigs.bindings.service.ServicePort.watch`."""
        for when, item, value in self._seen:
            self._tell(listener, when, item, value)
        self._listeners.append(listener)

    def evidence(self) -> Iterator[Evidence]:
        """Yield the walk through the pages, with pictures of the last of them; a failure shows them."""
        if self._page is not None and self._look is not None:
            self._take_picture(self._look.title, at_last=True)
        yield from self._walk.evidence()

    # What a person does.

    def _open(self, site: str) -> Remark | None:
        if site not in self._table.sites:
            known = ", ".join(self._table.sites)
            raise NotServed(f"pages: open = {site!r}: [services.pages.sites] has {known}")
        self._page = self._window(site).pages[0]
        self._site = site
        if self._table.sign_in is not None:
            self._go(self._table.sign_in)
        self._go(self._table.sites[site])
        self._told_site = ""  # what is opened is another page, though it may look like the one before
        self._timer.arm_in(seconds(self._table.look_s))
        return None

    def _press(self, label: str) -> Remark | None:
        if self._page is None:
            return Remark("no page is open")
        name = self._words.theirs(label)
        found = self._shown(lambda page: _any([page.get_by_role(role, name=_exactly(name)) for role in ROLES]))
        if found is None:
            look = self._seen_now()
            return Remark(f'the page "{look.title}" has no "{name}" to press; it has {look.labels}')
        return self._clicked(found, name)

    def _enter(self, argument: str) -> Remark | None:
        label, _, value = argument.partition("=")
        name = self._words.theirs(label)
        found = self._shown(
            lambda page: _any(
                [
                    page.get_by_label(_exactly(name)),
                    *(page.get_by_role(role, name=_exactly(name)) for role in FIELD_ROLES),
                ]
            )
        )
        if found is None:
            look = self._seen_now()
            fields = ", ".join(f'"{each}"' for each in look.fields) or "none"
            return Remark(f'the page "{look.title}" has no field "{name}"; it has {fields}')
        if not found.is_editable():
            return Remark(f'the field "{name}" cannot be filled in: it is greyed out')
        try:
            if found.evaluate("each => each.tagName") == "SELECT":
                found.select_option(label=value)
            else:
                found.fill(value)
        except NotInTime:
            return Remark(f'the field "{name}" cannot be filled in with {value!r}')
        self._filled = found
        return None

    def _submit(self, _now: str) -> Remark | None:
        field = self._filled or self._shown(lambda page: page.get_by_role("textbox"))
        if field is None:
            look = self._seen_now()
            return Remark(f'the page "{look.title}" has no form; it has {look.labels}')
        self._filled = None
        button = field.locator("xpath=ancestor::form[1]").locator(SUBMITS).locator("visible=true").first
        if button.count():
            return self._clicked(button, "the button that sends the form")
        field.press("Enter")
        return None

    def _tap(self, tap: str) -> Remark | None:
        name = self._words.theirs(TAPS[tap])
        found = self._shown(
            lambda page: (
                page.get_by_role("dialog")
                .or_(page.get_by_role("alertdialog"))
                .get_by_role("button", name=_exactly(name))
            )
        )
        if found is None:
            return Remark(f'no question with a button "{name}" is on the page "{self._seen_now().title}"')
        return self._clicked(found, name)

    def _choose_browser(self, make: str) -> Remark | None:
        if make != OURS:
            raise NotServed(f"pages: browser = {make!r}: the rig file has {OURS} alone")
        return None

    def _choose_phone(self, phone: str) -> Remark | None:
        self._phone = phone
        return None

    def _relaunch(self, _now: str) -> Remark | None:
        for name in [each for each in self._windows if each != WEB]:
            self._windows.pop(name).close()
        return self._open("app")

    # What it is done with.

    def _window(self, site: str) -> BrowserContext:
        """Return the window of a site: one for the web, and one for each phone with the app."""
        name = self._phone if site == "app" else WEB
        if name not in self._windows:
            assert self._browser is not None  # noqa: S101  # narrows the type: `begin` has begun it
            assert self._program is not None  # noqa: S101  # likewise
            device = self._program.devices[PHONES[name]] if name in PHONES else {}
            window = self._browser.new_context(**device)
            window.set_default_timeout(self._table.timeout_s * 1000)
            window.new_page()
            window.on("page", self._turn_to)
            self._windows[name] = window
        return self._windows[name]

    def _turn_to(self, page: Page) -> None:
        """Look at the tab that a page has opened, as a person does."""
        self._page = page

    def _go(self, address: str) -> None:
        assert self._page is not None  # noqa: S101  # narrows the type: `_open` has made it
        answer = self._page.goto(urljoin(self._base, address), wait_until="commit")
        if answer is not None and answer.status >= 500:
            raise ServiceFault(f"services.pages: GET {address}: {answer.status} {answer.status_text}")

    def _shown(self, find: Callable[[Page], Locator]) -> Locator | None:
        """Return what is found on the page and seen there, once it is; None where it does not come."""
        if self._page is None:
            return None
        found = find(self._page).locator("visible=true").first
        try:
            found.wait_for(timeout=self._table.find_s * 1000)
        except NotInTime:
            return None
        return found

    def _clicked(self, found: Locator, name: str) -> Remark | None:
        if not found.is_enabled():
            return Remark(f'"{name}" cannot be pressed: it is greyed out')
        try:
            found.click()
        except NotInTime:
            return Remark(f'"{name}" cannot be pressed: something lies upon it')
        return None

    # What a person sees.

    def _seen_now(self) -> Look:
        return self._read() or self._look or self._words.read(NO_PAGE)

    def _read(self) -> Look | None:
        """Look at the page; None where it is not there yet."""
        if self._page is None:
            return None
        try:
            raw = self._page.evaluate(SCRIPT)
        except Error as error:
            if self._browser is None or not self._browser.is_connected():
                raise
            self._log.debug("the page is under way: %s", error)
            return None
        return self._words.read(raw) if raw["ready"] else None

    def _poll(self) -> None:
        with self._guarded("does not show its page"):
            asked_ns = self._kernel.time_ns()
            look = self._read()
            if look is not None:
                self._take(look, Interval(self._looked_ns, self._kernel.time_ns()))
                self._looked_ns = max(self._looked_ns, asked_ns)
        self._timer.arm_in(seconds(self._table.look_s))

    def _take(self, look: Look, when: Interval) -> None:
        """Tell what has changed since the last look."""
        before, self._look = self._look, look
        if before is None or before.shown != look.shown or self._told_site != self._site:
            self._told_site = self._site
            self._walk.see(look, when.latest_ns)
            self._publish(when, "page", {"number": next(self._numbers), "site": self._site, **look.shown})
            self._take_picture(look.title)
        for answer in look.answers:
            if answer not in self._answers:
                content = {"number": next(self._numbers), "kind": answer.kind, "text": answer.text}
                self._walk.say(answer.kind, answer.text, when.latest_ns)
                self._publish(when, "answer", content)
        self._answers = tuple(look.answers)
        if look.question != (None if before is None else before.question):
            self._walk.say("asks", look.question or "nothing more", when.latest_ns)
            self._publish(when, "question", look.question)

    def _publish(self, when: Interval, item: str, value: Any) -> None:
        self._seen.append((when, item, value))
        for listener in tuple(self._listeners):
            self._tell(listener, when, item, value)

    def _tell(self, listener: ServiceListener, when: Interval, item: str, value: Any) -> None:
        self._error_ns = -(-(when.latest_ns - when.earliest_ns) // 2)
        listener(when.earliest_ns + self._error_ns, item, value)

    def _take_picture(self, title: str, *, at_last: bool = False) -> None:
        if self._page is not None:
            with contextlib.suppress(Error):  # a page that goes meanwhile has no picture
                self._walk.keep(title, self._page.screenshot(full_page=at_last, scale="css"))

    # The browser itself.

    def _start(self) -> None:
        """Begin a browser, and see that what is at the address is a staging system.

        Raises:
            ServiceFault: There is no browser, or no staging system.
        """
        program = self._table.executable or _program_on_path()
        if program is None or not Path(program).exists():
            known = f"none of {', '.join(PROGRAMS)} is installed" if program is None else f"no file {program}"
            raise ServiceFault(f"services.pages.executable: {known}; must be Chromium, such as Debian's chromium")
        self._program = sync_playwright().start()
        # No page leads to a machine that the rig file does not name: it may be one of production.
        resolver = ", ".join(("MAP * ~NOTFOUND", *(f"EXCLUDE {host}" for host in sorted(self._hosts))))
        self._browser = self._program.chromium.launch(
            executable_path=program,
            headless=True,
            args=[*OPTIONS, f"--host-resolver-rules={resolver}"],
            timeout=self._table.timeout_s * 1000,
        )
        self._log.debug("began %s %s", program, self._browser.version)
        self._page = self._window("").pages[0]
        self._go(self._base)
        self._page.wait_for_load_state("domcontentloaded")
        expected = self._table.staging_text or ""
        if expected.casefold() not in self._page.inner_text("body").casefold():
            self._leave()
            raise ServiceFault(f"services.pages: the page at {self._base} has no {expected!r}: it is left alone")
        self._close_windows()
        self._rest()

    def _close_windows(self) -> None:
        windows, self._windows = self._windows, {}
        self._page = None
        for window in windows.values():
            with contextlib.suppress(Error):  # of a browser that was lost
                window.close()

    def _leave(self) -> None:
        browser, self._browser = self._browser, None
        program, self._program = self._program, None
        self._page = None
        self._windows = {}
        with contextlib.suppress(Error):
            if browser is not None:
                browser.close()
        if program is not None:
            program.stop()

    @contextlib.contextmanager
    def _guarded(self, what: str) -> Iterator[None]:
        try:
            yield
        except Error as error:
            why = error.message.partition("\n")[0]
            raise ServiceFault(f"services.pages: the browser at {self._base}: {what}: {why}") from error


NO_PAGE: Mapping[str, Any] = {
    "ready": True,
    "stamp": 0,
    "title": "",
    "body": "",
    "width": 1,
    "height": 1,
    "question": None,
    "controls": (),
    "fields": (),
    "texts": (),
    "answers": (),
}
"""A page without anything, which is read where there is none."""


def _exactly(label: str) -> re.Pattern[str]:
    """Return the pattern of a label, in upper or lower case."""
    return re.compile(rf"^\s*{re.escape(label)}\s*$", re.IGNORECASE)


def _any(found: list[Locator]) -> Locator:
    first, *others = found
    for each in others:
        first = first.or_(each)
    return first


def _program_on_path() -> Path | None:
    return next((Path(path) for name in PROGRAMS if (path := shutil.which(name))), None)
