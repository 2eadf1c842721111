"""The pages of store, web space and app in a browser, as a person uses them: all is found by visible labels.

Nothing is known of how a page is made. What can be pressed and filled in has a label that a person reads; what has
none, nobody finds. A scenario has a browser of its own, without any cookie of the one before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count
from typing import Any

from playwright.sync_api import Error, Locator, Page
from playwright.sync_api import TimeoutError as NotInTime

from clock.kernel import Kernel, seconds
from rigs.bindings.chromium import WEB, Chromium
from rigs.bindings.page_look import SCRIPT, Answer, Look, Wording
from rigs.bindings.service import InVain, Remark, ServiceListener
from rigs.bindings.told import Told
from rigs.bindings.walk import Walk
from rigs.errors import NotServed
from rigs.files.hardware import Service
from rigs.loggers import service_logger
from rigs.recording.journal import Evidence
from rigs.values.interval import Interval

OURS = "chrome"
"""The word of the port for the browser that there is: other makes need another machine."""

ROLES = ("button", "link", "tab", "menuitem", "option", "switch", "checkbox", "radio")
"""Roles of what a person can press."""

FIELD_ROLES = ("textbox", "searchbox", "combobox", "spinbutton")
"""Roles of what a person can fill in; a password has none, and is found by its label."""

TAPS: Mapping[str, str] = {"ok": "OK", "back": "Back"}
"""Labels of the buttons of a question, where the rig file gives no others."""

SUBMITS = "button[type=submit], input[type=submit], input[type=image], button:not([type])"
"""The buttons by which a form is sent (HTML, 4.10.18)."""

OPTIONS_OF = "each => each.tagName === 'SELECT' ? [...each.options].map(option => option.label.trim()) : null"
"""The program that reads what can be chosen in a field; null where it is none to choose in."""


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
        self._browser = Chromium(table)
        self._told = Told()
        self._timer = kernel.timer(self._poll)
        self._log = service_logger("browser")
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
        self._site = ""
        self._phone = "android"
        self._filled: Locator | None = None
        self._look: Look | None = None
        self._told_site = ""
        self._answers: tuple[Answer, ...] = ()
        self._numbers = count(1)
        self._looked_ns = self._kernel.time_ns()
        self._walk = Walk()
        self._trouble = ""

    @property
    def error_ns(self) -> int:
        """See `rigs.bindings.service.ServicePort.error_ns`."""
        return self._told.error_ns

    @property
    def stand_in(self) -> str:
        """See `rigs.bindings.service.Disclosing.stand_in`."""
        return self._browser.stand_in

    def begin(self) -> None:
        """Forget who listens and all that was seen, and have no page open; a browser that was lost is begun anew.

        Raises:
            ServiceFault: It cannot be, or what is at the address says nothing of a staging system.
        """
        self._told.forget()
        self._timer.cancel()
        self._rest()
        with self._browser.guarded("cannot be begun"):
            self._browser.begin()
            if self._table.screen is not None:
                self._show(WEB, "screen", self._table.screen)

    def close(self) -> None:
        """Close the browser."""
        self._timer.cancel()
        self._browser.close()

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
        what = f"{argument}".partition("=")[0]  # without what is entered: it may be a password
        with self._browser.guarded(f"{verb} {what}"):
            remark = act(f"{argument}")
        # What follows from an act comes after it, however quickly the page has changed.
        self._looked_ns = max(self._looked_ns, self._kernel.time_ns())
        self._walk.act(f"{verb} {argument}", self._looked_ns, remark)
        return self._with_trouble(remark)

    def _with_trouble(self, remark: Remark | None) -> Remark | None:
        """Return what an event must say: whoever reads of a later one sees where the way was lost."""
        before, self._trouble = self._trouble, self._trouble or f"{remark or ''}"
        said = [*([remark] if remark else []), *([f"before that {before}"] if before else [])]
        return (Remark if remark is None else type(remark))("; ".join(said)) if said else None

    def watch(self, listener: ServiceListener) -> None:
        """See `rigs.bindings.service.ServicePort.watch`."""
        self._told.watch(listener)

    def evidence(self) -> Iterator[Evidence]:
        """Yield the walk through the pages, with pictures of the last of them; a failure shows them."""
        if self._look is not None:
            self._take_picture(self._look.title, whole=True)
        yield from self._walk.evidence()

    # What a person does.

    def _open(self, site: str) -> Remark | None:
        if site not in self._table.sites:
            known = ", ".join(self._table.sites)
            raise NotServed(f"pages: open = {site!r}: [services.pages.sites] has {known}")
        self._site, self._filled = site, None
        self._show(self._phone if site == "app" else WEB, f"sites.{site}", self._table.sites[site])
        self._told_site = ""  # what is opened is another page, though it may look like the one before
        return None

    def _show(self, window: str, key: str, address: str) -> None:
        """Have an address of the rig file seen, by whoever sits at the screen."""
        self._browser.turn_to(window)
        if self._table.sign_in is not None:
            self._browser.go("sign_in", self._table.sign_in, worst=399)
        self._browser.go(key, address)
        self._timer.arm_in(seconds(self._table.look_s))

    def _press(self, label: str) -> Remark | None:
        if self._browser.page is None:
            return InVain("no page is open")
        self._filled = None
        name = self._words.theirs(label)
        found = self._shown(lambda page: _any([page.get_by_role(role, name=_exactly(name)) for role in ROLES]))
        if found is None:
            look = self._seen_now()
            return InVain(f'the page "{look.title}" has no "{name}" to press; it has {look.labels}')
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
            fields = _quoted(look.fields) or "none"
            return InVain(f'the page "{look.title}" has no field "{name}"; it has {fields}')
        return self._filled_in(found, name, value)

    def _filled_in(self, found: Locator, name: str, value: str) -> Remark | None:
        try:
            remark = self._fill(found, name, value)
        except Error as error:  # such as text in a box to tick, or a field that goes meanwhile
            if self._browser.is_lost:
                raise
            self._log.debug("the field %s: %s", name, type(error).__name__)
            return InVain(f'the field "{name}" takes no such value')
        self._filled = None if remark else found
        return remark

    def _fill(self, found: Locator, name: str, value: str) -> Remark | None:
        if not found.is_editable():
            return InVain(f'the field "{name}" cannot be filled in: it is greyed out')
        if found.evaluate(OPTIONS_OF) is None:
            found.fill(value)
            return None
        try:
            found.select_option(label=value, timeout=self._table.find_s * 1000)
        except NotInTime:
            return InVain(f'the field "{name}" has no {value!r}; it has {_quoted(found.evaluate(OPTIONS_OF))}')
        return None

    def _submit(self, _now: str) -> Remark | None:
        field = self._filled or self._shown(lambda page: page.get_by_role("textbox"))
        if field is None:
            look = self._seen_now()
            return InVain(f'the page "{look.title}" has no form; it has {look.labels}')
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
            where = f'no question with a button "{name}" is on the page "{self._seen_now().title}"'
            asked = self._browser.dismissed
            own = f"; the browser itself asked {asked!r}, which was dismissed: the page must ask in its own dialog"
            return InVain(where + own if asked else where)
        return self._clicked(found, name)

    def _choose_browser(self, make: str) -> Remark | None:
        if make != OURS:
            raise NotServed(f"pages: browser = {make!r}: the rig file has {OURS} alone")
        return None

    def _choose_phone(self, phone: str) -> Remark | None:
        self._phone = phone
        return None

    def _relaunch(self, _now: str) -> Remark | None:
        self._browser.close_apps()
        return self._open("app")

    # What it is done with.

    def _shown(self, find: Callable[[Page], Locator]) -> Locator | None:
        """Return what is found on the page and seen there, once it is; None where it does not come."""
        if self._browser.page is None:
            return None
        found = find(self._browser.page).locator("visible=true").first
        try:
            found.wait_for(timeout=self._table.find_s * 1000)
        except NotInTime:
            return None
        return found

    def _clicked(self, found: Locator, name: str) -> Remark | None:
        try:
            if not found.is_enabled():
                return InVain(f'"{name}" cannot be pressed: it is greyed out')
            found.click()
        except NotInTime:
            return InVain(f'"{name}" cannot be pressed: it has gone, or something lies upon it')
        return None

    # What a person sees.

    def _seen_now(self) -> Look:
        return self._read() or self._look or self._words.read(NO_PAGE)

    def _read(self) -> Look | None:
        """Look at the page; None where it is not there yet."""
        if self._browser.page is None:
            return None
        try:
            raw = self._browser.page.evaluate(SCRIPT)
        except Error as error:
            if self._browser.is_lost:
                raise
            self._log.debug("the page is under way: %s", error)
            return None
        return self._words.read(raw) if raw["ready"] else None

    def _poll(self) -> None:
        with self._browser.guarded("does not show its page"):
            asked_ns = self._kernel.time_ns()
            look = self._read()
            if look is not None:
                self._take(look, Interval(self._looked_ns, self._kernel.time_ns()))
                self._looked_ns = max(self._looked_ns, asked_ns)
        self._timer.arm_in(seconds(self._table.look_s))

    def _take(self, look: Look, when: Interval) -> None:
        """Tell what has changed since the last look."""
        before, self._look = self._look, look
        changed = before is None or before.shown != look.shown or self._told_site != self._site
        if changed and self._site:  # what answers beside it stand on is no page of a site
            self._told_site = self._site
            self._walk.see(look, when.latest_ns)
            self._told.publish(when, "page", {"number": next(self._numbers), "site": self._site, **look.shown})
            self._take_picture(look.title)
        for answer in look.answers:
            if answer not in self._answers:
                content = {"number": next(self._numbers), "kind": answer.kind, "text": answer.text}
                self._walk.say(answer.kind, answer.text, when.latest_ns)
                self._told.publish(when, "answer", content)
        self._answers = tuple(look.answers)
        if look.question != (None if before is None else before.question):
            self._walk.say("asks", look.question or "nothing more", when.latest_ns)
            self._told.publish(when, "question", look.question)

    def _take_picture(self, title: str, *, whole: bool = False) -> None:
        picture = self._browser.picture(whole=whole)
        if picture is not None:
            self._walk.keep(title, picture)


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


def _quoted(labels: Iterable[str]) -> str:
    return ", ".join(f'"{each}"' for each in labels)


def _any(found: list[Locator]) -> Locator:
    first, *others = found
    for each in others:
        first = first.or_(each)
    return first
