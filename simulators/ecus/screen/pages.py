"""What the pages of the touch screen are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from simulators.ecus.ecu import Ecu, Part

HOME = "home"
"""Page that the screen begins with."""


@dataclass(frozen=True)
class Field:
    """A place on a page that can be touched.

    Attributes:
        name: By which a finger finds it.
        x_percent: Its middle, from the left edge, in percent of the width.
        opens: The page that a touch leads to.
        drag_opens: The page that comes when it is dragged from the top to the bottom.
    """

    name: str
    x_percent: float
    opens: str | None = None
    drag_opens: str | None = None


Pages = Mapping[str, Sequence[Field]]
"""Type of the fields of each page, by the page's label in `screen.page`."""


class ScreenPart(Part):
    """The pages of one function of the screen; parts may put fields on the same page."""

    def __init__(self, ecu: Ecu) -> None:
        super().__init__(ecu)
        self._profile = ecu.profile
        self.pages: Pages = {}

    def opened(self, page: str) -> None:
        """Forget what was chosen on another page and not confirmed: this page is shown from now on."""

    def touched(self, page: str, field: str) -> str | None:
        """Take a touch of a field that leads nowhere by itself; gives the page to turn to, None to stay."""

    def checked(self, page: str) -> frozenset[str]:
        """Give the boxes on a page that have a tick."""
        return frozenset()


class StartPage(ScreenPart):
    """The items on the start page of every vehicle."""

    def __init__(self, ecu: Ecu) -> None:
        super().__init__(ecu)
        self.pages = {HOME: (Field("gears", 14.0), Field("navigation", 50.0, opens="navigation"))}
