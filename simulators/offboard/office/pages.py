"""What a person sees on the pages of the services store and the app: answers, and what asks for an OK."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from clock.kernel import Kernel
from simulators.offboard.office.desk import Outcome
from simulators.offboard.service import Json, Service

TAPS = ("ok", "back")


class Pages(Service):
    """The page that is open.

    Items: `answer` (null, or `number`, `kind` {accepted, refused} and `text`), `question` (null, or the text of
    what is to be confirmed). Verb: `tap` {ok, back}: on what is asked; without a question it does nothing. What
    `Site` adds is said there.

    Args:
        kernel: The clock.
    """

    name = "pages"

    def __init__(self, kernel: Kernel) -> None:
        super().__init__(kernel)
        self._numbers = count(1)
        self._confirmed: Callable[[], None] | None = None
        self.offer("tap", self._on_tap)

    def answer(self, outcome: Outcome, text: str) -> None:
        """Show an answer."""
        self.publish("answer", {"number": next(self._numbers), "kind": outcome, "text": text})

    def question(self, text: str, confirmed: Callable[[], None]) -> None:
        """Ask for an OK before something is done."""
        self._confirmed = confirmed
        self.publish("question", text)

    def forget_question(self) -> None:
        """Ask nothing any more: whoever was asked has gone."""
        if self._confirmed is not None:
            self._confirmed = None
            self.publish("question", None)

    def restore(self) -> None:
        """Show nothing."""
        self._confirmed = None
        for item in ("answer", "question"):
            self.publish(item, None)

    def _on_tap(self, argument: Json) -> Json:
        tap = self.one_of("tap", argument, TAPS)
        confirmed, self._confirmed = self._confirmed, None
        if confirmed is not None:
            self.publish("question", None)
            if tap == "ok":
                confirmed()
        return None
