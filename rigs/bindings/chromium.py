"""The browser in which pages are shown: how it is begun, what it may reach, its windows and the tab seen."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    Dialog,
    Error,
    HttpCredentials,
    Page,
    Playwright,
    sync_playwright,
)

from rigs.bindings.passwords import password_in
from rigs.errors import ServiceFault
from rigs.files.hardware import Service
from rigs.loggers import service_logger

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "chrome")
"""Names of the browser, where the rig file has no path of it."""

OPTIONS = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"),
    *("--disable-component-update", "--no-first-run", "--no-proxy-server"),
)
"""Options of the browser: it asks nothing of anybody but the pages, and runs as any user."""

PHONES: Mapping[str, str] = {"android": "Pixel 7", "iphone": "iPhone 13"}
"""The device as which the browser shows the pages of the app, by the phone."""

WEB = "web"
"""The window of all sites but the app."""

STAND_IN = 'meta[name="connect-hil"][content="stand-in"]'
"""The mark of the pages of the suite's own office."""

NO_CREDENTIALS = "ERR_INVALID_AUTH_CREDENTIALS"
"""The word of the browser for a server that asks for a user and a password, and is content with none it has."""

COVERED = "input[type=password], input[autocomplete$=password]"
"""Fields that are covered in pictures: a page may show what stands in them."""


class Chromium:
    """The browser of a rig, with a window for the web and one for each phone.

    Args:
        table: The table of the pages in the rig file.

    Attributes:
        page: The tab that a person looks at; None where none is open.
        stand_in: The address of the pages where they are the suite's own; else empty.
        dismissed: What the browser itself asked last (`window.confirm`), which cannot wait for an answer.

    Raises:
        ConfigurationError: The environment has no password.
    """

    def __init__(self, table: Service) -> None:
        self._table = table
        self._base = table.base_url or ""
        own = (self._base, table.sign_in or "", table.screen or "", *table.sites.values())
        self._hosts = {*table.hosts, *(f"{urlsplit(urljoin(self._base, each)).hostname}" for each in own)}
        self._program: Playwright | None = None
        self._browser: Browser | None = None
        self._windows: dict[str, BrowserContext] = {}
        self._log = service_logger("browser")
        self.page: Page | None = None
        self.stand_in = ""
        self.dismissed = ""
        password = table.password_env and password_in(table.password_env, "pages")
        server = urlsplit(self._base)
        self._credentials: HttpCredentials | None = None
        if password is not None and table.user is not None:
            self._credentials = {
                "username": table.user,
                "password": password,
                "origin": f"{server.scheme}://{server.netloc}",
            }

    @property
    def is_lost(self) -> bool:
        """True where it was never begun, has crashed or was closed."""
        return self._browser is None or not self._browser.is_connected()

    def begin(self) -> None:
        """Have no window open; a browser that was lost is begun anew.

        Raises:
            ServiceFault: There is no browser, or what is at the address says nothing of a staging system.
        """
        self._close_windows()
        if self.is_lost:
            self.close()
            self._start()

    def close(self) -> None:
        """End it."""
        self._close_windows()
        browser, self._browser = self._browser, None
        program, self._program = self._program, None
        with contextlib.suppress(Error):
            if browser is not None:
                browser.close()
        if program is not None:
            program.stop()

    def turn_to(self, name: str) -> None:
        """Look at a window, which is opened where it is not: `WEB`, or one of `PHONES`."""
        if name not in self._windows:
            assert self._browser is not None  # noqa: S101  # narrows the type: `begin` has begun it
            assert self._program is not None  # noqa: S101  # likewise
            device = self._program.devices[PHONES[name]] if name in PHONES else {}
            window = self._windows[name] = self._browser.new_context(**device, http_credentials=self._credentials)
            window.set_default_timeout(self._table.timeout_s * 1000)
            window.on("page", self._see)
            window.new_page()
        self.page = self._windows[name].pages[0]

    def close_apps(self) -> None:
        """Close the windows of the phones."""
        for name in [each for each in self._windows if each != WEB]:
            self._windows.pop(name).close()

    def go(self, key: str, address: str, *, worst: int = 499) -> None:
        """Have an address of the rig file opened in the tab that is seen.

        Args:
            key: Where it stands in the rig file.
            address: Below that of the pages, or a whole one.
            worst: The greatest status of HTTP that a page may have.

        Raises:
            ServiceFault: The server answers that it has no such page, or cannot give it.
        """
        assert self.page is not None  # noqa: S101  # narrows the type: `turn_to` was called
        try:
            answer = self.page.goto(urljoin(self._base, address), wait_until="commit")
            refused = answer is not None and answer.status == HTTPStatus.UNAUTHORIZED
        except Error as error:
            if NO_CREDENTIALS not in error.message:
                raise
            answer, refused = None, True
        if refused:
            wrong = f"refuses user {self._table.user!r} with the password in {self._table.password_env}"
            none = "asks for a user and a password: user and password_env must be given"
            told = wrong if self._credentials else none
            raise ServiceFault(f"services.pages.{key} = {address!r}: the server {told}")
        if answer is not None and answer.status > worst:
            told = f"the server answers {answer.status} {answer.status_text}"
            raise ServiceFault(f"services.pages.{key} = {address!r}: {told}")

    def picture(self, *, whole: bool = False) -> bytes | None:
        """Return the tab that is seen as PNG, with passwords covered; None where it goes meanwhile.

        Args:
            whole: Whether what is below the edge of the window is in it.
        """
        if self.page is None:
            return None
        with contextlib.suppress(Error):
            covered = [self.page.locator(COVERED)]
            made: bytes = self.page.screenshot(full_page=whole, scale="css", mask=covered, mask_color="#808080")
            return made
        return None

    @contextlib.contextmanager
    def guarded(self, what: str) -> Iterator[None]:
        """Turn what the browser cannot do into a fault of the rig, in one line.

        Args:
            what: Is not to be done then, in words.

        Raises:
            ServiceFault: It could not.
        """
        try:
            yield
        except Error as error:
            why = error.message.partition("\n")[0]
            raise ServiceFault(f"services.pages: the browser at {self._base}: {what}: {why}") from error

    def _see(self, page: Page) -> None:
        """Look at a tab as soon as it is there, and at the one before when it is closed, as a person does."""
        self.page = page
        page.on("close", self._leave)
        page.on("dialog", self._dismiss)

    def _dismiss(self, dialog: Dialog) -> None:
        """Answer no to what the browser itself asks: the page stands still until it is answered."""
        self.dismissed = dialog.message
        dialog.dismiss()

    def _leave(self, page: Page) -> None:
        left = [each for each in page.context.pages if each is not page]
        if page is self.page:
            self.page = left[-1] if left else None

    def _start(self) -> None:
        program = self._table.executable or program_on_path()
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
        self._look_where_it_is()
        self._close_windows()

    def _look_where_it_is(self) -> None:
        """See that what is at the address is a staging system, and whether it is the suite's own.

        Raises:
            ServiceFault: It says nothing of a staging system.
        """
        self.turn_to(WEB)
        self.go("base_url", self._base)
        assert self.page is not None  # noqa: S101  # narrows the type: it was turned to
        self.page.wait_for_load_state("domcontentloaded")
        expected = self._table.staging_text or ""
        if expected.casefold() not in self.page.inner_text("body").casefold():
            self.close()
            raise ServiceFault(f"services.pages: the page at {self._base} has no {expected!r}: it is left alone")
        if self.page.locator(STAND_IN).count():
            self.stand_in = self._base

    def _close_windows(self) -> None:
        windows, self._windows = self._windows, {}
        self.page = None
        self.dismissed = ""
        for window in windows.values():
            with contextlib.suppress(Error):  # of a browser that was lost
                window.close()


def program_on_path() -> Path | None:
    """Return the program of the first browser that is installed; None where none is."""
    return next((Path(path) for name in PROGRAMS if (path := shutil.which(name))), None)
