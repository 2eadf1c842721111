"""Apps that show orders wrongly: too late, too early, too short, not at all."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from clock.kernel import seconds
from proof.deviation import Deviation
from proof.slots import PHONE
from proof.variant import variant
from simulators.offboard.phone.phone import Phone
from simulators.offboard.service import Json


class HastyConfirmation(Phone):
    """An app that confirms an order when it is tapped, sent or not."""

    def order(self, argument: Json) -> Json:
        self.confirmed(str(argument))
        return super().order(argument)


class ChattyPhone(Phone):
    """An app that confirms an order every 20 s that nobody has given."""

    def publish_availability(self) -> None:
        super().publish_availability()
        self.kernel.call_in(seconds(20), self._chat)

    def _chat(self) -> None:
        self.confirmed("lock")
        self.kernel.call_in(seconds(20), self._chat)


class ShortProgress(Phone):
    """An app that shows an order as done when it has been sent."""

    def _progress(self, kind: str, number: int, state: str) -> None:
        if state in ("in_progress", "sent"):
            super()._progress(kind, number, "done" if state == "sent" else state)


class SelfStartingProgress(Phone):
    """An app that shows orders in progress that nobody has given."""

    def publish_availability(self) -> None:
        super().publish_availability()
        self.kernel.call_in(seconds(20), self._start)

    def _start(self) -> None:
        for kind in ("lock", "unlock"):
            self.show_progress(kind, "in_progress")


class OwnClockPhone(Phone):
    """An app that shows an order as carried out for `ON_S` by a clock of its own."""

    ON_S: ClassVar[float] = 10.0

    def show_progress(self, kind: str, shown: str) -> None:
        if self._buttons[kind].shown == "on":
            return
        super().show_progress(kind, shown)
        if shown == "on":
            self.kernel.call_in(seconds(self.ON_S), partial(super().show_progress, kind, "done"))


NO_CONFIRMATION = PHONE.ignores(Phone.confirmed)
NO_PROGRESS = PHONE.ignores(Phone.show_progress, shown="in_progress")
ENDLESS_PROGRESS = PHONE.ignores(
    Phone.show_progress, when=lambda app, kind, _shown: app._buttons[kind].shown == "in_progress"
)
ON_AT_ONCE = PHONE.given(Phone.show_progress, shown={"in_progress": "on"})
ON_BEFORE_IN_PROGRESS = PHONE.given(Phone.show_progress, shown={"in_progress": "on", "on": "in_progress"})
ON_FROM_THE_TAP = PHONE.replaced(OwnClockPhone) | ON_AT_ONCE
ON_FOR_EVER = PHONE.ignores(Phone.show_progress, when=lambda app, kind, _shown: app._buttons[kind].shown == "on")
ON_WHATEVER_HAPPENS = PHONE.given(Phone.show_progress, shown={"failed": "on", "done": "on"})
SHOWN_ONCE = PHONE.ignores(
    Phone.show_progress, when=lambda app, kind, shown: shown == "on" and app._taps[kind] > 1
)
NO_ADVICE = PHONE.ignores(
    Phone.put,
    when=lambda _app, _place, message: isinstance(message, dict) and message.get("kind") == "horn_notice",
)
ADVICE_FOR_ALL = PHONE.also(
    Phone.order,
    lambda app: app.put("notification", {"kind": "horn_notice", "text": "Mind the neighbours"}),
)
DEAF_APP = PHONE.returns(Phone.order, None)


def progress_at(shown_s: float) -> Deviation:
    """Let the app show nothing of an order before so many seconds after the tap."""
    return PHONE.late_until(Phone.show_progress, shown_s, after=Phone.order)


def shown_for(on_s: float) -> Deviation:
    """Let the app show for so many seconds that an order is carried out, by a clock of its own."""
    return PHONE.replaced(variant(OwnClockPhone, ON_S=on_s))
