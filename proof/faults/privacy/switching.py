"""Faults of the switching to geolocated mode by both buttons."""

from __future__ import annotations

from typing import ClassVar

from clock.kernel import seconds
from proof.fault import Fault, Theme
from proof.faults.emergency_call.calls import StartedTriggers
from proof.variant import ecu, variant
from simulators.bus.com import SignalValue
from simulators.ecus.ecu import Part
from simulators.ecus.telematics.buttons import ButtonCalibration
from simulators.ecus.telematics.ecu import TelematicsEcu
from simulators.ecus.telematics.led import Colour, Led, LedState
from simulators.ecus.telematics.privacy import Privacy
from simulators.ecus.telematics.switching import (
    CONFIRM_PROMPT,
    SWITCHED_PROMPT,
    Switching,
    SwitchingCalibration,
)
from simulators.ecus.telematics.triggers import Triggers
from simulators.ecus.telematics.unit import Telematics
from simulators.world import EcuFactory

SWITCHING = Theme("features/privacy/switching.feature")
NO_PROMPT = Theme("features/privacy/no_prompt.feature")
FIRST = "The first prompt is heard"
FIRST_HEARD = "the first prompt is heard within 3 s of the double-push"
SECOND = "The second prompt is heard"
SECOND_HEARD = "the second prompt is heard within 3 s of the confirmation"
CONFIRMED = "A confirmation 1 s after the end of the prompt switches to geolocated mode"
GEOLOCATED = "the vehicle is in geolocated mode in reaction to the confirmation"
NOTHING = "Both buttons bring no prompt and change nothing"


class Speech(Switching):
    """A mode switch that says something else."""

    SAYS: ClassVar[dict[str, str]] = {}

    def say(self, text: str) -> int:
        return super().say(self.SAYS.get(text, text))


class MuteSwitching(Switching):
    """A mode switch that says nothing of one kind."""

    MUTE: ClassVar[str] = CONFIRM_PROMPT

    def say(self, text: str) -> int:
        return seconds(4) if text == self.MUTE else super().say(text)


class ChattyTriggers(StartedTriggers):
    """A call trigger that invites half a minute after the start."""

    def started(self) -> None:
        self._kernel.call_in(seconds(30), self._invite)

    def _invite(self) -> None:
        self.switching.say(CONFIRM_PROMPT)


class ParkedTriggers(Triggers):
    """A call trigger that switches only with the engine off."""

    def double_pushed(self) -> None:
        if self._com.get("ignition.state") != "running":
            super().double_pushed()


class CallingTriggers(Triggers):
    """A call trigger that takes both buttons for SOS."""

    def double_pushed(self) -> None:
        super().double_pushed()
        self.emergency_call.start("manual")


class LateCallingTriggers(Triggers):
    """A call trigger that calls the PSAP a while after both buttons were pressed."""

    def double_pushed(self) -> None:
        super().double_pushed()
        self._kernel.call_in(seconds(20), lambda: self.emergency_call.start("manual"))


class BreakdownTriggers(Triggers):
    """A call trigger that takes both buttons for ASSISTANCE."""

    def double_pushed(self) -> None:
        super().double_pushed()
        self.breakdown_call.start()


class TalkingTriggers(Triggers):
    """A call trigger that takes a confirmation for a breakdown call besides."""

    def assistance_pressed(self) -> None:
        confirms = self.switching.awaiting
        super().assistance_pressed()
        if confirms:
            self.breakdown_call.start()


class DarkLed(Led):
    """An SOS LED that does not blink."""

    def wanted(self) -> tuple[LedState, Colour]:
        state, colour = super().wanted()
        return ("steady", colour) if state == "blinking" else (state, colour)


class RestlessLed(Led):
    """An SOS LED that blinks whenever the bus is up."""

    def wanted(self) -> tuple[LedState, Colour]:
        state, colour = super().wanted()
        return ("blinking", colour) if colour == "green" else (state, colour)


class DeafSwitching(Switching):
    """A mode switch that takes no confirmation."""

    def confirm(self) -> None:
        """Do nothing."""


class HastySwitching(Switching):
    """A mode switch that switches without a confirmation."""

    def _on_ask(self) -> None:
        super()._on_ask()
        self._kernel.call_in(seconds(10), self.switch)


class LoudSwitching(Switching):
    """A mode switch that says that it has switched, without a confirmation."""

    def _on_ask(self) -> None:
        super()._on_ask()
        self._kernel.call_in(seconds(15), self._boast)

    def _boast(self) -> None:
        self.say(SWITCHED_PROMPT)


class DoubleTriggers(Triggers):
    """A call trigger that switches by both buttons on a vehicle that is not made for it."""

    def double_pushed(self) -> None:
        self.start_switching()


class SecretTriggers(Triggers):
    """A call trigger that changes the mode by both buttons without a word."""

    def double_pushed(self) -> None:
        self.switching.switch()


class BlockablePrivacy(Privacy):
    """A privacy part that takes no request of the screen once it is blocked."""

    blocked = False

    def _on_request(self, mode: SignalValue) -> None:
        if not self.blocked:
            super()._on_request(mode)


class BlockingTriggers(Triggers):
    """A call trigger that blocks requests of the screen when both buttons are pressed."""

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        self._privacy = ecu.part(BlockablePrivacy)

    def double_pushed(self) -> None:
        super().double_pushed()
        self._privacy.blocked = True


def _times(**numbers: float) -> dict[str, EcuFactory]:
    return ecu(Telematics, SwitchingCalibration(**numbers))


def _together(name: str, title: str, description: str, together_s: float, then: str) -> Fault:
    ecus = ecu(Telematics, ButtonCalibration(together_s=together_s))
    return SWITCHING.fault(name, "PRIV-17", title, description, then=then, ecus=ecus)


def _ecu(
    name: str,
    requirement: str,
    title: str,
    description: str,
    kind: type[Part],
    then: str | None = None,
    theme: Theme = SWITCHING,
) -> Fault:
    return theme.fault(name, requirement, title, description, then=then, ecus=ecu(Telematics, kind))


def _first(after_s: float, *, good: bool = False) -> Fault:
    text = f"The first prompt comes {after_s:g} s after the double-push."
    name = f"first-prompt-at-{after_s:g}s"
    ecus = _times(prompt_after_s=after_s)
    return SWITCHING.fault(name, "PRIV-18", FIRST, text, good=good, ecus=ecus)


def _second(after_s: float, *, good: bool = False) -> Fault:
    text = f"The second prompt comes {after_s:g} s after the confirmation."
    name = f"second-prompt-at-{after_s:g}s"
    ecus = _times(confirmed_after_s=after_s)
    return SWITCHING.fault(name, "PRIV-22", SECOND, text, then=SECOND_HEARD, good=good, ecus=ecus)


def _words(name: str, requirement: str, title: str, description: str, said: str, says: str, then: str) -> Fault:
    return _ecu(name, requirement, title, description, variant(Speech, SAYS={said: says}), then)


FAULTS = (
    _ecu(
        "switching-with-the-engine-off-alone",
        "PRIV-16",
        "With the engine running the first prompt is heard and a confirmation switches",
        "The switching works with the engine off alone.",
        ParkedTriggers,
        FIRST_HEARD,
    ),
    _ecu(
        "double-push-calls-the-psap",
        "PRIV-17",
        "No call is placed",
        "Both buttons call the PSAP.",
        CallingTriggers,
        "no emergency call is placed for 60 s after the double-push",
    ),
    _ecu(
        "double-push-calls-assistance",
        "PRIV-17",
        "No call is placed",
        "Both buttons call the assistance centre.",
        BreakdownTriggers,
        "no breakdown call is placed for 60 s after the double-push",
    ),
    _together(
        "together-within-0.3s",
        "Buttons pressed 0.4 s apart are together",
        "Buttons pressed 0.3 s apart are not together any more.",
        0.3,
        FIRST_HEARD,
    ),
    _together(
        "together-within-0.8s",
        "Buttons pressed 0.7 s apart are not together",
        "Buttons pressed 0.8 s apart are together.",
        0.8,
        "no prompt is heard for 10 s after the double-push",
    ),
    _first(2.7, good=True),
    _first(3.3),
    _ecu("first-prompt-never", "PRIV-18", FIRST, "The first prompt is not said.", MuteSwitching),
    _words(
        "first-prompt-of-another-mode",
        "PRIV-18",
        FIRST,
        "One word of the first prompt is another.",
        CONFIRM_PROMPT,
        CONFIRM_PROMPT.replace("geolocated", "private"),
        FIRST_HEARD,
    ),
    _words(
        "first-prompt-lacks-a-word",
        "PRIV-18",
        FIRST,
        "One word of the first prompt is missing.",
        CONFIRM_PROMPT,
        CONFIRM_PROMPT.replace("please ", ""),
        FIRST_HEARD,
    ),
    _words(
        "first-prompt-is-the-second",
        "PRIV-18",
        FIRST,
        "The second prompt is said in place of the first.",
        CONFIRM_PROMPT,
        SWITCHED_PROMPT,
        FIRST_HEARD,
    ),
    _ecu(
        "first-prompt-by-itself",
        "PRIV-18",
        "Without a double-push no prompt is heard",
        "The first prompt is said half a minute after the start.",
        ChattyTriggers,
    ),
    _ecu("confirmation-ignored", "PRIV-20", CONFIRMED, "A confirmation is not taken.", DeafSwitching, GEOLOCATED),
    SWITCHING.fault(
        "confirmation-within-4s-alone",
        "PRIV-20",
        "A confirmation 4.5 s after the end of the prompt switches to geolocated mode",
        "A confirmation is taken for 4 s after the prompt.",
        then=GEOLOCATED,
        ecus=_times(window_s=4.0),
    ),
    _ecu(
        "confirmation-calls-assistance",
        "PRIV-20",
        CONFIRMED,
        "A confirmation places a breakdown call besides.",
        TalkingTriggers,
        "no breakdown call is placed for 60 s after the confirmation",
    ),
    _ecu(
        "switching-without-a-confirmation",
        "PRIV-20",
        "Without a confirmation the mode does not change",
        "The mode changes without a confirmation.",
        HastySwitching,
        "the vehicle stays in private mode for 60 s after the end of the first prompt",
    ),
    _ecu(
        "switching-does-not-blink",
        "PRIV-21",
        "The SOS LED blinks after the double-push",
        "The SOS LED does not blink meanwhile.",
        DarkLed,
        "the SOS LED blinks in reaction to the double-push",
    ),
    _ecu(
        "switching-blinks-and-calls",
        "PRIV-21",
        "The SOS LED blinks after the double-push",
        "The PSAP is called while the light blinks.",
        LateCallingTriggers,
        "no emergency call is placed for 60 s after the double-push",
    ),
    _ecu(
        "led-blinks-by-itself",
        "PRIV-21",
        "Without a double-push the SOS LED does not blink",
        "The SOS LED blinks always.",
        RestlessLed,
    ),
    _second(2.4, good=True),
    _second(3.3),
    _ecu(
        "second-prompt-never",
        "PRIV-22",
        SECOND,
        "The second prompt is not said.",
        variant(MuteSwitching, MUTE=SWITCHED_PROMPT),
        SECOND_HEARD,
    ),
    _words(
        "second-prompt-of-another-mode",
        "PRIV-23",
        SECOND,
        "One word of the second prompt is another.",
        SWITCHED_PROMPT,
        SWITCHED_PROMPT.replace("geolocated", "private"),
        SECOND_HEARD,
    ),
    _words(
        "second-prompt-says-more",
        "PRIV-23",
        SECOND,
        "The second prompt has a word more.",
        SWITCHED_PROMPT,
        SWITCHED_PROMPT.replace("are now", "are not now"),
        SECOND_HEARD,
    ),
    _ecu(
        "second-prompt-without-a-confirmation",
        "PRIV-22",
        "Without a confirmation the second prompt is not heard",
        "The second prompt is said without a confirmation.",
        LoudSwitching,
        "the second prompt is not heard for 60 s after the end of the first prompt",
    ),
    _ecu(
        "prompt-where-there-is-none",
        "PRIV-19",
        NOTHING,
        "Both buttons bring a prompt on a vehicle that is not made for it.",
        DoubleTriggers,
        "no prompt is heard for 60 s after the double-push",
        NO_PROMPT,
    ),
    _ecu(
        "mode-changes-without-a-prompt",
        "PRIV-19",
        NOTHING,
        "Both buttons change the mode without a word.",
        SecretTriggers,
        "the vehicle stays in private mode for 60 s after the double-push",
        NO_PROMPT,
    ),
    NO_PROMPT.fault(
        "both-buttons-block-the-screen",
        "PRIV-19",
        "The touch screen switches private mode off after both buttons did nothing",
        "The touch screen changes nothing after both buttons were pressed.",
        then="the vehicle is in geolocated mode in reaction to the selection",
        ecus=ecu(Telematics, BlockablePrivacy, BlockingTriggers),
    ),
)
