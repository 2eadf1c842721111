"""Faults of the switching to geolocated mode by both buttons."""

from __future__ import annotations

from dataclasses import asdict

from clock.kernel import seconds
from proof.deviation import Deviation
from proof.fault import Fault, Theme, sides
from proof.faults.shared import shows, when_started
from proof.slots import LED, MODE_SWITCH, PRIVACY, TRIGGERS, UPLINK
from simulators.bus.com import SignalValue
from simulators.ecus.telematics.buttons import NAMES, ButtonCalibration
from simulators.ecus.telematics.ecu import TelematicsEcu
from simulators.ecus.telematics.led import Led
from simulators.ecus.telematics.position import Receiver
from simulators.ecus.telematics.privacy import Mode, Privacy, PrivacyService
from simulators.ecus.telematics.switching import CONFIRM_PROMPT, SWITCHED_PROMPT, Switching, SwitchingCalibration
from simulators.ecus.telematics.triggers import Triggers
from simulators.ecus.telematics.uplink import HOST, Uplink

SWITCHING = Theme("features/privacy/switching.feature")
NO_PROMPT = Theme("features/privacy/no_prompt.feature")
FIRST = "A double-push of SOS and ASSISTANCE brings the first prompt"
FIRST_HEARD = "the first prompt is heard within 3 s of the double-push"
SECOND = "The second prompt is heard once when private mode has ended"
SECOND_HEARD = "the second prompt is heard within 3 s of the confirmation and not again for 60 s"
CONFIRMED = "A confirmation 1 s after the end of the prompt ends private mode"
GEOLOCATED = "the vehicle is in geolocated mode in reaction to the confirmation and stays so for 60 s"
POSITION = "a position reaches the back office in reaction to the confirmation"
NOTHING = "SOS and ASSISTANCE pressed together bring no prompt and change nothing"


class TalkingTriggers(Triggers):
    """A call trigger that takes a confirmation for a breakdown call besides."""

    def assistance_pressed(self) -> None:
        confirms = self.switching.awaiting
        super().assistance_pressed()
        if confirms:
            self.breakdown_call.start()


class EagerTriggers(Triggers):
    """A call trigger that takes both buttons for a double-push before they are let go."""

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        lines = [ecu.wiring.flag(f"button.{name}") for name in NAMES]
        for line in lines:
            line.watch(lambda _: self.double_pushed() if all(each.value for each in lines) else None)


class SilentFromIntermediate(Switching):
    """A switching that says the second prompt when private mode has ended, and not after another mode."""

    _from: Mode = "private"

    def switch(self) -> None:
        self._from = self._privacy.mode
        super().switch()

    def say(self, text: str) -> int:
        return 0 if text == SWITCHED_PROMPT and self._from == "intermediate" else super().say(text)


class BlockablePrivacy(Privacy):
    """A privacy part that takes no request of the screen once it is blocked."""

    blocked = False

    def mode_requested(self, mode: SignalValue) -> None:
        if not self.blocked:
            super().mode_requested(mode)


class MereLabel(Privacy):
    """A privacy part that shares nothing more once it was private, whatever it says."""

    _was_private = False

    def set_mode(self, mode: Mode) -> None:
        self._was_private = self._was_private or mode == "private"
        super().set_mode(mode)

    def allows(self, service: PrivacyService) -> bool:
        return super().allows(service) and not (service in ("position", "navigation") and self._was_private)


class OnceSwitching(Switching):
    """A switching that takes one confirmation."""

    _taken = False

    def switch(self) -> None:
        if not self._taken:
            self._taken = True
            super().switch()


class EagerSwitching(Switching):
    """A switching that sends the position with its first prompt."""

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        self._modem = ecu.modem
        self._receiver = ecu.part(Receiver)

    def ask(self) -> None:
        super().ask()
        self._modem.send(HOST, "position", asdict(self._receiver.position()))


def _private_again(uplink: Uplink) -> None:
    if uplink._memory.get("privacy.mode") == "geolocated":
        uplink._memory["privacy.mode"] = "private"


WAKES_UP_PRIVATE = UPLINK.also(Uplink.network_slept, _private_again)


class BlockingTriggers(Triggers):
    """A call trigger that blocks requests of the screen when both buttons are pressed."""

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        self._privacy = ecu.part(BlockablePrivacy)

    def double_pushed(self) -> None:
        super().double_pushed()
        self._privacy.blocked = True


def _times(**numbers: float) -> Deviation:
    return MODE_SWITCH.calibrated(SwitchingCalibration(**numbers))


def _together(name: str, title: str, description: str, together_s: float, then: str) -> Fault:
    buttons = TRIGGERS.calibrated(ButtonCalibration(together_s=together_s))
    return SWITCHING.fault(name, "PRIV-17", title, description, buttons, then)


def _first(after_s: float, *, good: bool = False) -> Fault:
    text = f"The first prompt comes {after_s:g} s after the double-push."
    late = _times(prompt_after_s=after_s)
    return SWITCHING.fault(f"first-prompt-at-{after_s:g}s", "PRIV-18", FIRST, text, late, good=good)


def _second(after_s: float, *, good: bool = False) -> Fault:
    text = f"The second prompt comes {after_s:g} s after the confirmation."
    late = _times(confirmed_after_s=after_s)
    name = f"second-prompt-at-{after_s:g}s"
    return SWITCHING.fault(name, "PRIV-22", SECOND, text, late, SECOND_HEARD, good=good)


def _words(name: str, requirement: str, title: str, description: str, said: str, says: str, then: str) -> Fault:
    return SWITCHING.fault(
        name, requirement, title, description, MODE_SWITCH.given(Switching.say, text={said: says}), then
    )


FAULTS = (
    SWITCHING.fault(
        "switching-with-the-engine-off-alone",
        "PRIV-16",
        "With the engine running the first prompt is heard and a confirmation switches",
        "The switching works with the engine off alone.",
        TRIGGERS.ignores(Triggers.double_pushed, when=shows("ignition.state", "running")),
        FIRST_HEARD,
    ),
    SWITCHING.fault(
        "double-push-calls-the-psap",
        "PRIV-17",
        "SOS and ASSISTANCE pressed together place no call",
        "Both buttons call the PSAP.",
        TRIGGERS.also(Triggers.double_pushed, lambda triggers: triggers.emergency_call.start("manual")),
        "no emergency call is placed for 60 s after the double-push",
    ),
    SWITCHING.fault(
        "double-push-calls-assistance",
        "PRIV-17",
        "SOS and ASSISTANCE pressed together place no call",
        "Both buttons call the assistance centre.",
        TRIGGERS.also(Triggers.double_pushed, lambda triggers: triggers.breakdown_call.start()),
        "no breakdown call is placed for 60 s after the double-push",
    ),
    _together(
        "together-within-0.3s",
        "SOS and ASSISTANCE pressed 0.4 s apart are a double-push",
        "Buttons pressed 0.3 s apart are not together any more.",
        0.3,
        FIRST_HEARD,
    ),
    _together(
        "together-within-0.8s",
        "SOS and ASSISTANCE pressed 0.7 s apart are no double-push",
        "Buttons pressed 0.8 s apart are together.",
        0.8,
        "no prompt is heard for 10 s after the double-push",
    ),
    *sides(_first, right=2.7, wrong=3.3),
    SWITCHING.fault(
        "first-prompt-never",
        "PRIV-18",
        FIRST,
        "The first prompt is not said.",
        MODE_SWITCH.returns(Switching.say, seconds(4), text=CONFIRM_PROMPT),
    ),
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
    SWITCHING.fault(
        "first-prompt-by-itself",
        "PRIV-18",
        "Without a double-push no prompt is heard",
        "The first prompt is said half a minute after the start.",
        when_started(lambda triggers: triggers.switching.say(CONFIRM_PROMPT), after_s=30),
    ),
    SWITCHING.fault(
        "confirmation-ignored",
        "PRIV-20",
        CONFIRMED,
        "A confirmation is not taken.",
        MODE_SWITCH.ignores(Switching.confirm),
        GEOLOCATED,
    ),
    SWITCHING.fault(
        "confirmation-changes-the-word-alone",
        "PRIV-20",
        CONFIRMED,
        "The vehicle says that it is geolocated, and shares nothing.",
        PRIVACY.replaced(MereLabel),
        POSITION,
    ),
    SWITCHING.fault(
        "second-prompt-and-nothing-shared",
        "PRIV-22",
        SECOND,
        "The second prompt is said, and no position is shared.",
        PRIVACY.replaced(MereLabel),
        POSITION,
    ),
    SWITCHING.fault(
        "confirmation-for-15s",
        "PRIV-20",
        CONFIRMED,
        "Fifteen seconds after the confirmation the vehicle is private again.",
        MODE_SWITCH.also(Switching.confirm, lambda switching: switching._privacy.set_mode("private"), after_s=15),
        GEOLOCATED,
    ),
    SWITCHING.fault(
        "confirmation-until-the-sleep",
        "PRIV-20",
        "Geolocated mode after a confirmation in private mode outlasts the sleep",
        "The vehicle wakes up private.",
        WAKES_UP_PRIVATE,
        "a position reaches the back office in reaction to the start",
    ),
    SWITCHING.fault(
        "confirmation-in-private-mode-alone",
        "PRIV-20",
        "A confirmation 1 s after the end of the prompt ends intermediate mode",
        "A confirmation changes nothing in intermediate mode.",
        MODE_SWITCH.ignores(Switching.switch, when=lambda switching: switching._privacy.mode == "intermediate"),
        GEOLOCATED,
    ),
    SWITCHING.fault(
        "first-prompt-before-the-release",
        "PRIV-18",
        "The first prompt waits for the release of the second button",
        "The first prompt is said while both buttons are held.",
        TRIGGERS.replaced(EagerTriggers),
        "no prompt is heard",
    ),
    SWITCHING.fault(
        "no-second-prompt-after-intermediate-mode",
        "PRIV-23",
        "The second prompt is heard once when intermediate mode has ended",
        "The second prompt is said when private mode has ended, and not after intermediate mode.",
        MODE_SWITCH.replaced(SilentFromIntermediate),
        SECOND_HEARD,
    ),
    SWITCHING.fault(
        "intermediate-mode-ends-with-the-double-push",
        "PRIV-20",
        "Without a confirmation intermediate mode stays and no position leaves",
        "Intermediate mode ends without a confirmation.",
        MODE_SWITCH.also(
            Switching.start, Switching.switch, when=lambda switching: switching._privacy.mode == "intermediate"
        ),
        "the vehicle stays in intermediate mode for 60 s after the end of the first prompt",
    ),
    SWITCHING.fault(
        "confirmation-once",
        "PRIV-20",
        "SOS and ASSISTANCE pressed together end private mode a second time",
        "The buttons switch once.",
        MODE_SWITCH.replaced(OnceSwitching),
        GEOLOCATED,
    ),
    SWITCHING.fault(
        "position-before-the-confirmation",
        "PRIV-20",
        "Without a confirmation nothing of the vehicle leaves in private mode",
        "The position is sent with the first prompt.",
        MODE_SWITCH.replaced(EagerSwitching),
        "nothing of the vehicle reaches the back office for 2 min after the SOS press",
    ),
    SWITCHING.fault(
        "second-prompt-twice",
        "PRIV-22",
        SECOND,
        "The second prompt is said again after 20 s.",
        MODE_SWITCH.also(Switching.confirm, lambda switching: switching.say(SWITCHED_PROMPT), after_s=20),
        SECOND_HEARD,
    ),
    SWITCHING.fault(
        "confirmation-within-4s-alone",
        "PRIV-20",
        "A confirmation 4.5 s after the end of the prompt ends private mode",
        "A confirmation is taken for 4 s after the prompt.",
        _times(window_s=4.0),
        GEOLOCATED,
    ),
    SWITCHING.fault(
        "confirmation-calls-assistance",
        "PRIV-20",
        CONFIRMED,
        "A confirmation places a breakdown call besides.",
        TRIGGERS.replaced(TalkingTriggers),
        "no breakdown call is placed for 60 s after the confirmation",
    ),
    SWITCHING.fault(
        "switching-without-a-confirmation",
        "PRIV-20",
        "Without a confirmation private mode stays and no position leaves",
        "The mode changes without a confirmation.",
        MODE_SWITCH.also(Switching.ask, Switching.switch, after_s=10),
        "the vehicle stays in private mode for 60 s after the end of the first prompt",
    ),
    SWITCHING.fault(
        "switching-does-not-blink",
        "PRIV-21",
        "The SOS LED blinks after the double-push",
        "The SOS LED does not blink meanwhile.",
        LED.alters(Led.wanted, lambda light: ("steady", light[1]) if light[0] == "blinking" else light),
        "the SOS LED blinks in reaction to the double-push",
    ),
    SWITCHING.fault(
        "switching-blinks-and-calls",
        "PRIV-21",
        "The SOS LED blinks after the double-push",
        "The PSAP is called while the light blinks.",
        TRIGGERS.also(
            Triggers.double_pushed, lambda triggers: triggers.emergency_call.start("manual"), after_s=20
        ),
        "no emergency call is placed for 60 s after the double-push",
    ),
    SWITCHING.fault(
        "led-blinks-by-itself",
        "PRIV-21",
        "Without a double-push the SOS LED does not blink",
        "The SOS LED blinks always.",
        LED.alters(Led.wanted, lambda light: ("blinking", light[1]) if light[1] == "green" else light),
    ),
    *sides(_second, right=2.4, wrong=3.3),
    SWITCHING.fault(
        "second-prompt-never",
        "PRIV-22",
        SECOND,
        "The second prompt is not said.",
        MODE_SWITCH.returns(Switching.say, seconds(4), text=SWITCHED_PROMPT),
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
    SWITCHING.fault(
        "second-prompt-without-a-confirmation",
        "PRIV-22",
        "Without a confirmation the second prompt is not heard",
        "The second prompt is said without a confirmation.",
        MODE_SWITCH.also(Switching.ask, lambda switching: switching.say(SWITCHED_PROMPT), after_s=15),
        "the second prompt is not heard for 2 min after the end of the first prompt",
    ),
    NO_PROMPT.fault(
        "prompt-where-there-is-none",
        "PRIV-19",
        NOTHING,
        "Both buttons bring a prompt on a vehicle that is not made for it.",
        TRIGGERS.instead(Triggers.double_pushed, Triggers.start_switching),
        "no prompt is heard for 60 s after the double-push",
    ),
    NO_PROMPT.fault(
        "mode-changes-without-a-prompt",
        "PRIV-19",
        NOTHING,
        "Both buttons change the mode without a word.",
        TRIGGERS.instead(Triggers.double_pushed, lambda triggers: triggers.switching.switch()),
        "the vehicle stays in private mode for 2 min after the double-push",
    ),
    NO_PROMPT.fault(
        "both-buttons-block-the-screen",
        "PRIV-19",
        "The touch screen switches private mode off after both buttons did nothing",
        "The touch screen changes nothing after both buttons were pressed.",
        PRIVACY.replaced(BlockablePrivacy) | TRIGGERS.replaced(BlockingTriggers),
        "the vehicle is in geolocated mode in reaction to the selection and stays so for 2 min",
    ),
)
