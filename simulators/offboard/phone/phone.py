"""The owner's smartphone with the app: orders go out, confirmations and progress come back.

Source: lines 506 to 544. The app shows "on" from what the vehicle reports, never from a clock of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import ClassVar, Literal

from clock.kernel import Kernel, Timer, seconds
from simulators.offboard.accounts import Sender
from simulators.offboard.backoffice import FINAL_STATES, ORDER_KINDS, BackOffice
from simulators.offboard.phone.charging import CONFIRMATIONS as CHARGING_CONFIRMATIONS
from simulators.offboard.phone.charging import ChargingPages
from simulators.offboard.phone.handsets import Handsets
from simulators.offboard.phone.status import StatusPage
from simulators.offboard.service import Json, Service

Place = Literal["banner", "notification"]

ANIMATED_KINDS = ("lock", "unlock", "lights", "horn")
SWITCHED_KINDS = ("lights", "horn")
"""Orders whose button shows that the vehicle is doing it."""

PAGES = ("home", "other", "background", "locked")
CONFIRMATIONS = {
    "lock": "Lock order sent",
    "unlock": "Unlock order sent",
    "lights": "Lights order sent",
    "horn": "Horn order sent",
    **CHARGING_CONFIRMATIONS,
}
HORN_NOTICE = "Please make sure that you comply with the local regulations on the use of horns"

FAILURES = {"refused": "Your order was refused", "failed": "Your order did not reach the vehicle"}


@dataclass(frozen=True)
class PhoneCalibration:
    """Times of the phone, in seconds; of a pair of bounds a time is drawn evenly.

    `internet_s`: phone to back office or back; `message_s`: a confirmation through the message service of the
    phone's maker; `message_stays_s`: how long a message stays on a screen that is looked at; `result_stays_s`:
    how long a button shows how its order ended.
    """

    internet_s: tuple[float, float] = (0.05, 0.2)
    message_s: tuple[float, float] = (0.4, 1.8)
    message_stays_s: float = 5.0
    result_stays_s: float = 3.0


@dataclass
class _Button:
    """The button for one kind of order, with the orders that are under way by their numbers."""

    kind: str
    calm: Timer
    shown: str = "idle"
    states: dict[int, str] = field(default_factory=dict)


class Phone(Service):
    """The phone.

    Items: `page` {home, other, background, locked}; `banner`, `notification` (null, or `kind`, `text` and
    the running `number` of the message, so that two of one text are told apart; the kind is that of the order
    whose sending it confirms, `horn_notice` for the advice on horns, `refused` for an order that back office or
    vehicle did not accept, `failed` for one of which nothing was heard; `order` is then its kind);
    `progress.<lock|unlock|lights|horn>` {idle, in_progress, on, done, failed};
    `button.<lock|unlock|lights|horn>` {enabled}.

    Verbs: `order` (a kind), `show` (a page). More of both are those of `ChargingPages`,
    `StatusPage` and `Handsets`.
    """

    name = "phone"
    CHARGING: ClassVar[type[ChargingPages]] = ChargingPages
    STATUS: ClassVar[type[StatusPage]] = StatusPage
    HANDSETS: ClassVar[type[Handsets]] = Handsets

    def __init__(
        self, kernel: Kernel, backoffice: BackOffice, calibration: PhoneCalibration = PhoneCalibration()
    ) -> None:
        super().__init__(kernel)
        self.calibration = calibration
        self.page = "home"
        self._backoffice = backoffice
        self._taps: Counter[str] = Counter()
        self._abandoned: Counter[str] = Counter()
        self._last_ns = 0
        self._buttons = {kind: self._button(kind) for kind in ANIMATED_KINDS}
        self._messages: dict[Place, Json] = {"banner": None, "notification": None}
        self._numbers = count(1)
        self._dismissals = {
            "banner": kernel.timer(partial(self.put, "banner", None)),
            "notification": kernel.timer(partial(self.put, "notification", None)),
        }
        self.offer("order", self.order)
        self.offer("show", self._on_show)
        self.publish("page", self.page)
        for place in self._messages:
            self.publish(place, None)
        for kind in ANIMATED_KINDS:
            self.publish(f"progress.{kind}", "idle")
        self.publish_availability()
        self.handsets = self.HANDSETS(self, backoffice.accounts, self.clear)
        self.charging = self.CHARGING(kernel, self, backoffice, self, self.handsets, calibration.internet_s)
        self.status = self.STATUS(
            kernel, self, backoffice, self.handsets.sender, lambda: self.page == "home", calibration.internet_s
        )

    def notify(self, message: Json) -> None:
        """Show a notification, whatever page the phone shows."""
        self.put("notification", message)

    def notify_of_rules(self) -> None:
        """Show the advice to respect the local rules on horns (line 540)."""
        self.notify({"kind": "horn_notice", "text": HORN_NOTICE})

    def inform(self, message: Json) -> None:
        """Show a message where the user looks."""
        self.put(self.place(), message)

    def publish_availability(self) -> None:
        """Say which buttons can be tapped: all, whatever the locks are like (line 526)."""
        for kind in ANIMATED_KINDS:
            self.publish(f"button.{kind}", "enabled")

    def confirmed(self, kind: str) -> None:
        """Say where the user looks that an order has been sent (lines 506 to 510, AMB-48)."""
        if kind in CONFIRMATIONS:
            self.put(self.place(), {"kind": kind, "text": CONFIRMATIONS[kind]})

    def place(self) -> Place:
        """Tell where a message goes: a banner in the open app, else a notification."""
        return "banner" if self.page in ("home", "other") else "notification"

    def _button(self, kind: str) -> _Button:
        return _Button(kind, self.kernel.timer(partial(self.show_progress, kind, "idle")))

    def order(self, argument: Json) -> Json:
        """Take a tap on the button of a kind of order."""
        kind = self.one_of("order", argument, ORDER_KINDS)
        self._taps[kind] += 1
        number = self._taps[kind]
        self._progress(kind, number, "in_progress")
        self.charging.ordered(kind, number)
        if kind == "horn":
            self.kernel.call_in(self.draw_ns(self.calibration.internet_s), self.notify_of_rules)
        self.kernel.call_in(
            self.draw_ns(self.calibration.internet_s),
            partial(self._submit, kind, number, self.handsets.sender()),
        )
        return None

    def clear(self) -> None:
        """Show nothing: another smartphone, or an app that was installed anew, has nothing of what was before."""
        self._abandoned = self._taps.copy()
        for button in self._buttons.values():
            button.states.clear()
            self.show_progress(button.kind, "idle")
        for place in self._messages:
            self.put(place, None)
        self.status.clear()
        self.charging.clear()

    def _submit(self, kind: str, number: int, sender: Sender) -> None:
        if self.status.online:
            self._backoffice.submit(kind, partial(self._hear, kind, number), sender=sender)
        else:
            self._order_state(kind, number, "failed")

    def _on_show(self, argument: Json) -> Json:
        self.page = self.one_of("page", argument, PAGES)
        self.publish("page", self.page)
        if self.place() == "banner":
            self.put("notification", None)
        else:
            self.put("banner", None)
        return None

    def _hear(self, kind: str, number: int, state: str) -> None:
        """Hear a state of an order from the back office; the tidings keep their order."""
        if number <= self._abandoned[kind]:
            return
        arrival_ns = self.kernel.now_ns + self.draw_ns(self.calibration.internet_s)
        self._last_ns = max(self._last_ns, arrival_ns)
        self.kernel.call_at(self._last_ns, partial(self._order_state, kind, number, state))
        if state == "sent":
            self.kernel.call_in(self.draw_ns(self.calibration.message_s), partial(self.confirmed, kind))

    def _order_state(self, kind: str, number: int, state: str) -> None:
        if state in FAILURES:
            self.put(self.place(), {"kind": state, "order": kind, "text": FAILURES[state]})
        self.charging.order_state(kind, number, state)
        self._progress(kind, number, state)

    def _progress(self, kind: str, number: int, state: str) -> None:
        button = self._buttons.get(kind)
        if button is None:
            return
        if state in FINAL_STATES:
            button.states.pop(number, None)
        else:
            button.states[number] = state
        if kind in SWITCHED_KINDS and "running" in button.states.values():
            self.show_progress(kind, "on")
        elif button.states:
            self.show_progress(kind, "in_progress")
        else:
            self.show_progress(kind, "done" if state == "done" else "failed")

    def show_progress(self, kind: str, shown: str) -> None:
        """Show on the button of a kind of order how far that is."""
        button = self._buttons[kind]
        button.calm.cancel()
        if shown != button.shown:
            button.shown = shown
            self.publish(f"progress.{kind}", shown)
        if shown in ("done", "failed"):
            button.calm.arm_in(seconds(self.calibration.result_stays_s))

    def put(self, place: Place, message: Json) -> None:
        """Put a message on a place of the screen; None takes the one away that is there."""
        if message is None and self._messages[place] is None:
            return
        numbered = {**message, "number": next(self._numbers)} if isinstance(message, Mapping) else message
        self._messages[place] = numbered
        self.publish(place, numbered)
        self._dismissals[place].cancel()
        if message is not None and self.page in ("home", "other"):
            self._dismissals[place].arm_in(seconds(self.calibration.message_stays_s))
