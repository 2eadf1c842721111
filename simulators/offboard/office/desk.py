"""What the desks of the office have in common: a person asks, and the answer comes over the internet."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar, Literal

from clock.kernel import Kernel
from simulators.offboard.office.contracts import Refused
from simulators.offboard.service import Service

Outcome = Literal["accepted", "refused"]
Answer = Callable[[Outcome, str], None]
"""Type of what shows an answer to whoever has asked."""


class Desk(Service):
    """A service that a person uses on a page.

    Args:
        kernel: The clock.
        answer: Shows what comes of a request.

    Attributes:
        whose: Tells who sits at the screen.
    """

    INTERNET_S: ClassVar[tuple[float, float]] = (0.1, 0.4)
    """Bounds of the time from a tap to the answer, drawn evenly."""

    def __init__(self, kernel: Kernel, answer: Answer) -> None:
        super().__init__(kernel)
        self._answer = answer
        self._visit = 0
        self.whose: Callable[[], str] = str

    def ask(self, work: Callable[[], str]) -> None:
        """Have something done in a moment; what it returns is the answer, and so is what it refuses.

        It is done for whoever has asked, and not for who has sat down since.
        """
        self.kernel.call_in(self.draw_ns(self.INTERNET_S), partial(self._do, self._visit, self.whose(), work))

    def forget_requests(self) -> None:
        """Leave undone what was asked for and is not answered yet: whoever has asked has gone."""
        self._visit += 1

    def _do(self, visit: int, asker: str, work: Callable[[], str]) -> None:
        if visit != self._visit:
            return
        try:
            if asker != self.whose():
                raise Refused("Please log in first")
            text = work()
        except Refused as refusal:
            self._answer("refused", str(refusal))
        else:
            self._answer("accepted", text)
