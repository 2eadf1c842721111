"""The two buttons of the ceiling light: what a press means (AMB-02, AMB-09, AMB-43).

A press is judged at its release, or while it is held, when it can no longer become half of a double push.
Both buttons down at the same time, the second soon after the first and both soon released, are a double
push and no press of either.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Literal, Protocol

from clock.kernel import Kernel, Timer, seconds
from simulators.plant.wiring import Line

Name = Literal["sos", "assistance"]
NAMES: tuple[Name, Name] = ("sos", "assistance")


@dataclass
class Press:
    """One press of a button, from `pressed_ns` to `released_ns`, which is None while it is held.

    `minimum_ns` is how long it has to be to count.
    """

    button: Name
    pressed_ns: int
    minimum_ns: int
    released_ns: int | None = None
    used: bool = False

    def lasted_ns(self, now_ns: int) -> int:
        """Give how long it has been held, in ns."""
        return (now_ns if self.released_ns is None else self.released_ns) - self.pressed_ns


@dataclass(frozen=True)
class ButtonCalibration:
    """`together_s`: from the first to the second press of a double push; `release_s`: from its first press to
    its last release."""

    together_s: float = 0.5
    release_s: float = 1.0


class ButtonListener(Protocol):
    """A part that wants to know of presses."""

    def minimum_press_ns(self, button: Name) -> int:
        """Give how long a press that begins now has to be, in ns."""

    def pressed(self, press: Press) -> None:
        """Take a press that is no part of a double push, and long enough."""

    def double_pushed(self) -> None:
        """Take a push of both buttons together, which both are released."""


class ButtonClassifier:
    """A classifier of presses: watches both contacts, while it is on."""

    def __init__(
        self,
        kernel: Kernel,
        lines: dict[Name, Line[bool]],
        listener: ButtonListener,
        calibration: ButtonCalibration,
    ) -> None:
        self._kernel = kernel
        self._listener = listener
        self._together_ns = seconds(calibration.together_s)
        self._release_ns = seconds(calibration.release_s)
        self._on = False
        self._presses: dict[Name, Press] = {}
        self._timers: dict[Name, Timer] = {
            name: kernel.timer(partial(self._judge_by_name, name)) for name in NAMES
        }
        for name, line in lines.items():
            line.watch(partial(self._on_contact, name))

    def power_on(self) -> None:
        """Begin to watch; a button that is already held is not seen before it is pressed anew."""
        self._on = True

    def power_off(self) -> None:
        """Forget everything."""
        self._on = False
        self._presses.clear()
        for timer in self._timers.values():
            timer.cancel()

    def _on_contact(self, name: Name, closed: bool) -> None:
        if not self._on:
            return
        if closed:
            self._press(name)
        elif name in self._presses:
            self._release(self._presses[name])

    def _press(self, name: Name) -> None:
        now_ns = self._kernel.now_ns
        press = Press(name, now_ns, self._listener.minimum_press_ns(name))
        self._presses[name] = press
        self._timers[name].arm_in(max(self._together_ns, press.minimum_ns))

    def _release(self, press: Press) -> None:
        press.released_ns = self._kernel.now_ns
        partner = self._partner(press)
        if partner is None:
            self._judge(press)
        elif partner.released_ns is not None:
            self._complete(press, partner)

    def _complete(self, press: Press, partner: Press) -> None:
        """Judge a pair, the last of which has been released."""
        first_ns = min(press.pressed_ns, partner.pressed_ns)
        if self._kernel.now_ns - first_ns > self._release_ns:
            self._judge(partner)
            self._judge(press)
            return
        for half in (press, partner):
            half.used = True
            self._timers[half.button].cancel()
        self._listener.double_pushed()

    def _partner(self, press: Press) -> Press | None:
        """Find the other press, when both may be a double push."""
        other = self._presses.get("assistance" if press.button == "sos" else "sos")
        if other is None or other.used or press.used:
            return None
        # A press that was over before the other began has been judged, and is used.
        return other if abs(press.pressed_ns - other.pressed_ns) <= self._together_ns else None

    def _judge_by_name(self, name: Name) -> None:
        press = self._presses[name]
        partner = self._partner(press)
        if partner is not None:
            last_ns = min(press.pressed_ns, partner.pressed_ns) + self._release_ns
            if self._kernel.now_ns <= last_ns:
                self._timers[name].arm_at(last_ns + 1)
                return
        self._judge(press)

    def _judge(self, press: Press) -> None:
        self._timers[press.button].cancel()
        if press.used:
            return
        if press.lasted_ns(self._kernel.now_ns) >= press.minimum_ns:
            press.used = True
            self._listener.pressed(press)
        elif press.released_ns is not None:
            press.used = True
