"""Apps that show orders wrongly: too late, too early, too short, not at all."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from clock.kernel import seconds
from simulators.offboard.phone.phone import Phone, Place
from simulators.offboard.service import Json


class TimingPhone(Phone):
    """An app that knows when the last order was tapped; nothing else is wrong with it."""

    _tapped_ns = 0

    def _on_order(self, argument: Json) -> Json:
        self._tapped_ns = self.kernel.now_ns
        return super()._on_order(argument)


class LateConfirmation(TimingPhone):
    """An app that confirms an order `CONFIRMED_S` after the tap."""

    CONFIRMED_S: ClassVar[float] = 0.0

    def confirmed(self, kind: str) -> None:
        self.kernel.call_at(self._tapped_ns + seconds(self.CONFIRMED_S), partial(super().confirmed, kind))


class NoConfirmation(Phone):
    """An app that confirms no order."""

    def confirmed(self, kind: str) -> None:
        """Say nothing."""


class HastyConfirmation(Phone):
    """An app that confirms an order when it is tapped, sent or not."""

    def _on_order(self, argument: Json) -> Json:
        self.confirmed(str(argument))
        return super()._on_order(argument)


class WrongConfirmation(Phone):
    """An app that confirms a lock as an unlock and the other way round, and all else as the horn."""

    def confirmed(self, kind: str) -> None:
        super().confirmed({"lock": "unlock", "unlock": "lock"}.get(kind, "horn" if kind != "horn" else "lights"))


class NotifyingPhone(Phone):
    """An app that shows no banner, but a notification, whatever the user looks at."""

    def place(self) -> Place:
        return "notification"


class BannerPhone(Phone):
    """An app that shows a banner where nobody sees it."""

    def place(self) -> Place:
        return "banner"


class ChattyPhone(Phone):
    """An app that confirms an order every 20 s that nobody has given."""

    def publish_availability(self) -> None:
        super().publish_availability()
        self.kernel.call_in(seconds(20), self._chat)

    def _chat(self) -> None:
        self.confirmed("lock")
        self.kernel.call_in(seconds(20), self._chat)


class LateProgress(TimingPhone):
    """An app that shows nothing of an order before `SHOWN_S` after the tap."""

    SHOWN_S: ClassVar[float] = 0.0

    def _show_progress(self, kind: str, shown: str) -> None:
        at_ns = self._tapped_ns + seconds(self.SHOWN_S)
        if self._tapped_ns and self.kernel.now_ns < at_ns:
            self.kernel.call_at(at_ns, partial(super()._show_progress, kind, shown))
        else:
            super()._show_progress(kind, shown)


class NoProgress(Phone):
    """An app that never shows that an order is in progress."""

    def _show_progress(self, kind: str, shown: str) -> None:
        if shown != "in_progress":
            super()._show_progress(kind, shown)


class EndlessProgress(Phone):
    """An app that shows an order in progress for ever."""

    def _show_progress(self, kind: str, shown: str) -> None:
        if self._buttons[kind].shown != "in_progress":
            super()._show_progress(kind, shown)


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
            self._show_progress(kind, "in_progress")


class HastyPhone(Phone):
    """An app that shows an order as carried out when it has been tapped."""

    def _show_progress(self, kind: str, shown: str) -> None:
        super()._show_progress(kind, "on" if shown == "in_progress" else shown)


class BackwardPhone(Phone):
    """An app that shows an order as carried out first, and then in progress."""

    def _show_progress(self, kind: str, shown: str) -> None:
        swapped = {"in_progress": "on", "on": "in_progress"}
        super()._show_progress(kind, swapped.get(shown, shown))


class OwnClockPhone(Phone):
    """An app that shows an order as carried out for `ON_S` by a clock of its own."""

    ON_S: ClassVar[float] = 10.0

    def _show_progress(self, kind: str, shown: str) -> None:
        if self._buttons[kind].shown == "on":
            return
        super()._show_progress(kind, shown)
        if shown == "on":
            self.kernel.call_in(seconds(self.ON_S), partial(super()._show_progress, kind, "done"))


class EarlyPhone(OwnClockPhone):
    """An app that shows an order as carried out from the tap on, for as long as it should."""

    def _show_progress(self, kind: str, shown: str) -> None:
        super()._show_progress(kind, "on" if shown == "in_progress" else shown)


class StuckOnPhone(Phone):
    """An app that shows an order as carried out long after the vehicle has ended."""

    def _show_progress(self, kind: str, shown: str) -> None:
        if self._buttons[kind].shown != "on":
            super()._show_progress(kind, shown)


class BlindPhone(Phone):
    """An app that shows an order as carried out, whatever became of it."""

    def _show_progress(self, kind: str, shown: str) -> None:
        super()._show_progress(kind, "on" if shown in ("failed", "done") else shown)


class NoAdvice(Phone):
    """An app that gives no advice on horns."""

    def _put(self, place: Place, message: Json) -> None:
        if not (isinstance(message, dict) and message.get("kind") == "horn_notice"):
            super()._put(place, message)


class AlwaysAdvice(Phone):
    """An app that gives the advice on horns with every order."""

    def _on_order(self, argument: Json) -> Json:
        super()._put("notification", {"kind": "horn_notice", "text": "Mind the neighbours"})
        return super()._on_order(argument)


class PoorPhone(Phone):
    """An app that lacks the horn."""

    def publish_availability(self) -> None:
        super().publish_availability()
        self.publish("button.horn", "hidden")


class DeafPhone(Phone):
    """An app that does nothing when it is tapped."""

    def _on_order(self, argument: Json) -> Json:
        return None
