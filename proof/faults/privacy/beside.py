"""Faults of the privacy modes that show when a mode is chosen again, or beside a call, an order or a place."""

from __future__ import annotations

from typing import Any

from proof.deviation import Deviation, Slot
from proof.fault import Theme
from proof.faults.shared import IN_A_BREAKDOWN_CALL, from_time, shows
from proof.memory import Memory, both, remembering
from proof.slots import (
    BREAKDOWN_CALL,
    EMERGENCY_CALL,
    MODE_SWITCH,
    PRIVACY,
    SETTINGS,
    TRIGGERS,
    UPLINK,
)
from simulators.ecus.screen.pages import HOME
from simulators.ecus.screen.privacy import AUTHORISE, CHOICES, OK, PrivacySettings
from simulators.ecus.screen.unit import Screen
from simulators.ecus.telematics.breakdown import BreakdownCall
from simulators.ecus.telematics.call import EmergencyCall
from simulators.ecus.telematics.ecu import TelematicsEcu
from simulators.ecus.telematics.privacy import Mode, Privacy, PrivacyService
from simulators.ecus.telematics.switching import Switching
from simulators.ecus.telematics.triggers import Triggers
from simulators.ecus.telematics.uplink import Uplink

AGAIN = Theme("features/privacy/again.feature")
ONCE_MORE = Theme("features/privacy/once_more.feature")
MEANWHILE = Theme("features/privacy/meanwhile.feature")
NO_PROMPT = Theme("features/privacy/no_prompt.feature")

IN_AN_EMERGENCY_CALL = shows("ecall.state", "voice")


class DraggedOnce(Screen):
    """A screen of which the banner can be dragged down once after the ignition was turned on."""

    _dragged = False

    def show(self, page: str) -> None:
        if not self.lit:
            self._dragged = False
        super().show(page)

    def _on_drag(self, name: str) -> None:
        if not self._dragged:
            super()._on_drag(name)
        self._dragged = True


class SpoiltSwitching(Switching):
    """A procedure that does not switch after one that nobody has confirmed."""

    _aborted = False

    def switch(self) -> None:
        if not self._aborted:
            super().switch()

    def _enter(self, state: str) -> None:
        self._aborted = self._aborted or (state == "idle" and self.awaiting)
        super()._enter(state)


class RestoringCall(BreakdownCall):
    """A breakdown call that brings back at its end the mode of its beginning."""

    _mode: Mode | None = None

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        self._privacy = ecu.part(Privacy)

    def start(self) -> None:
        self._mode = self._privacy.mode
        super().start()

    def _end(self) -> None:
        super()._end()
        if self._mode is not None:
            self._privacy.set_mode(self._mode)


class EasternUplink(Uplink):
    """An uplink that takes a place west of Greenwich for one that is not valid."""

    def tell(self) -> None:
        if (self._receiver.position().longitude_deg or 0.0) >= 0:
            super().tell()


def _after_changes(number: int, service: PrivacyService, *, allowed: bool) -> Deviation:
    """Let a service be allowed, or not, whatever the mode, once the mode was changed so many times."""
    return remembering(
        PRIVACY,
        Privacy.set_mode,
        lambda memory: PRIVACY.returns(Privacy.allows, allowed, service=service, when=memory.times(number)),
    )


def _switches(triggers: Triggers) -> None:
    triggers.switching.switch()


def _no_mode_after(memory: Memory) -> Deviation:
    return MODE_SWITCH.ignores(Switching.switch, when=memory.happened)


def _in_call_again(memory: Memory) -> Deviation:
    return EMERGENCY_CALL.ignores(EmergencyCall.start, when=memory.times(2))


def _is_private(part: Any, *_arguments: object) -> bool:
    return bool(part.mode == "private")


def _chosen_before(settings: PrivacySettings, page: str, field: str) -> bool:
    return page == "private_mode" and field in CHOICES and settings._chosen is not None


class OneTouchBox(PrivacySettings):
    """A Card page whose OK does nothing when the box was touched more than once since the OK before."""

    _touches = 0

    def touched_card(self, field: str) -> str | None:
        self._touches += field == AUTHORISE
        if field != OK:
            return super().touched_card(field)
        touches, self._touches = self._touches, 0
        return HOME if touches > 1 else super().touched_card(field)


FAULTS = (
    AGAIN.fault(
        "menu-ends-private-mode-twice",
        "PRIV-27",
        "OK in the menu changes the mode each of four times, also after a choice without OK",
        "In the menu private mode is ended twice in one ignition cycle and no more.",
        PRIVACY.ignores(Privacy.mode_requested, when=from_time(3), mode="geolocated"),
        "the vehicle is in geolocated mode in reaction to the touch and stays so for 60 s",
    ),
    AGAIN.fault(
        "intermediate-mode-once",
        "PRIV-13",
        "The mode is changed in a circle twice, and marked on the screen each time",
        "Intermediate mode can be chosen once and no more.",
        PRIVACY.ignores(Privacy.mode_requested, when=from_time(2), mode="intermediate"),
        "the vehicle is in intermediate mode in reaction to the selection and stays so for 60 s",
    ),
    AGAIN.fault(
        "navigation-ends-private-mode-twice",
        "PRIV-30",
        "The way through the navigation changes the mode each of four times",
        "In the navigation private mode is ended twice and no more.",
        SETTINGS.ignores(PrivacySettings.request_mode, when=from_time(3), mode="geolocated"),
        "the vehicle is in geolocated mode in reaction to the selection and stays so for 5 min",
    ),
    AGAIN.fault(
        "navigation-setting-complete-twice",
        "PRIV-31",
        "The setting in the navigation is complete each of three times, also after a way that ended without OK",
        "The third setting in the navigation needs a new ignition cycle.",
        PRIVACY.ignores(Privacy.mode_requested, when=from_time(3), mode="geolocated"),
        "the vehicle is in geolocated mode in reaction to the selection and stays so for 10 min",
    ),
    AGAIN.fault(
        "banner-dragged-once",
        "PRIV-33",
        "The banner opens its page each of four times, and the selection ends private mode each of three times",
        "The banner can be dragged down once in an ignition cycle.",
        Slot(Screen).replaced(DraggedOnce),
        "the page behind the banner is on the screen in reaction to the touch",
    ),
    AGAIN.fault(
        "switching-spoilt-by-one-without-a-confirmation",
        "PRIV-20",
        "SOS and ASSISTANCE pressed together end private mode after a push that was not confirmed, when 2 min"
        " pass",
        "After a push of both buttons that nobody confirmed the next one does not switch.",
        MODE_SWITCH.replaced(SpoiltSwitching),
        "the vehicle is in geolocated mode in reaction to the confirmation and stays so for 60 s",
    ),
    AGAIN.fault(
        "switching-dead-after-an-emergency-call",
        "PRIV-20",
        "SOS and ASSISTANCE pressed together end private mode after a push that an emergency call has ended",
        "After an emergency call both buttons do not switch the mode.",
        remembering(EMERGENCY_CALL, EmergencyCall.start, _no_mode_after),
        "the vehicle is in geolocated mode in reaction to the confirmation and stays so for 5 min",
    ),
    AGAIN.fault(
        "switching-dead-after-a-breakdown-call",
        "PRIV-20",
        "SOS and ASSISTANCE pressed together end private mode before and after breakdown calls",
        "After a breakdown call both buttons do not switch the mode.",
        remembering(BREAKDOWN_CALL, BreakdownCall.start, _no_mode_after),
        "the vehicle is in geolocated mode in reaction to the confirmation and stays so for 60 s",
    ),
    AGAIN.fault(
        "prompt-silent-after-a-confirmation",
        "PRIV-18",
        "Three procedures in a row are prompted and blink, and those that are confirmed show on the screen",
        "After a procedure that was confirmed no other is asked for.",
        remembering(
            MODE_SWITCH, Switching.confirm, lambda memory: MODE_SWITCH.ignores(Switching.ask, when=memory.happened)
        ),
        "the first prompt is heard within 3 s of the double-push",
    ),
    AGAIN.fault(
        "traffic-data-over-after-two-private-modes",
        "PRIV-08",
        "Data and position are shared after private mode that the buttons, the screen and the buttons have ended",
        "After the second private mode there are no traffic data.",
        _after_changes(4, "navigation", allowed=False),
        "the connected navigation has traffic data in reaction to the selection",
    ),
    ONCE_MORE.fault(
        "third-private-mode-tells-data",
        "PRIV-02",
        "A third private mode in one ignition cycle shares nothing on a trip",
        "From the third private mode on data are told.",
        _after_changes(5, "vehicle_data", allowed=True),
        "the home page is not loaded for 2 min after the refresh",
    ),
    ONCE_MORE.fault(
        "second-intermediate-mode-tells-the-position",
        "PRIV-03",
        "A second intermediate mode in one ignition cycle shares no position on a trip",
        "From the second intermediate mode on the position is told.",
        _after_changes(4, "position", allowed=True),
        "no position reaches the back office for 15 min after the start of the wait",
    ),
    MEANWHILE.fault(
        "breakdown-call-restores-the-mode",
        "PRIV-13",
        "The change from geolocated to private mode during the call of the ASSISTANCE button outlasts the call",
        "The mode of the beginning of a breakdown call comes back at its end.",
        BREAKDOWN_CALL.replaced(RestoringCall),
        "the vehicle stays in private mode for 2 min after the start of private mode",
    ),
    MEANWHILE.fault(
        "mode-fixed-after-one-change-in-a-call",
        "PRIV-01",
        "Of three changes of the mode during one breakdown call each takes effect, and the last one outlasts it",
        "During a breakdown call private mode can be chosen and not ended.",
        PRIVACY.ignores(Privacy.mode_requested, when=IN_A_BREAKDOWN_CALL, mode="geolocated"),
        "a position reaches the back office in reaction to the selection",
    ),
    MEANWHILE.fault(
        "orders-obeyed-in-an-emergency-call",
        "PRIV-11",
        "In private mode neither orders nor a refresh nor ASSISTANCE work during an emergency call, nor after it",
        "During an emergency call orders are carried out in private mode.",
        PRIVACY.returns(Privacy.allows, True, service="remote_orders", when=IN_AN_EMERGENCY_CALL),
        "all doors stay locked for 60 s after the order",
    ),
    MEANWHILE.fault(
        "assistance-calls-in-a-second-private-mode",
        "PRIV-36",
        "The ASSISTANCE button calls after each of two private modes and in neither of them",
        "In the second private mode the ASSISTANCE button calls.",
        remembering(
            PRIVACY,
            Privacy.set_mode,
            lambda memory: PRIVACY.returns(
                Privacy.allows, True, service="breakdown_call", when=both(memory.times(3), _is_private)
            ),
        ),
        "no breakdown call is placed for 60 s after the ASSISTANCE press",
    ),
    MEANWHILE.fault(
        "sos-calls-twice-and-no-more",
        "PRIV-10",
        "Against line 75, the SOS button calls in each of two private modes, and between them",
        "From the third time on the SOS button calls nobody.",
        remembering(EMERGENCY_CALL, EmergencyCall.start, _in_call_again),
        "the PSAP is called in reaction to the SOS press",
    ),
    MEANWHILE.fault(
        "private-mode-tells-of-a-charge",
        "PRIV-02",
        "Private mode that is chosen right after the vehicle is plugged into a regular station lasts and"
        " withholds",
        "While the battery is charged data are told in private mode.",
        PRIVACY.returns(
            Privacy.allows, True, service="vehicle_data", when=shows("relay.charge.state", "charging")
        ),
        "nothing of the vehicle reaches the back office for 15 min after the start of the wait",
    ),
    MEANWHILE.fault(
        "orders-refused-after-a-second-private-mode",
        "PRIV-11",
        "Orders and Mirror Screen are refused in each of two private modes, and work after each",
        "After the second private mode no order is carried out.",
        _after_changes(4, "remote_orders", allowed=False),
        "the horn sounds in reaction to the order",
    ),
    MEANWHILE.fault(
        "no-position-west-of-greenwich",
        "PRIV-04",
        "The end of private mode brings the position of a vehicle at 40.4168, -3.7038 to the back office",
        "West of Greenwich nothing is told.",
        UPLINK.replaced(EasternUplink),
        "a position reaches the back office in reaction to the selection",
    ),
    MEANWHILE.fault(
        "screen-ends-private-mode-twice-without-buttons",
        "PRIV-15",
        "The touch screen of a vehicle without buttons ends private mode each of three times",
        "On a vehicle without the buttons private mode is ended twice and no more.",
        PRIVACY.ignores(Privacy.mode_requested, when=from_time(3), mode="geolocated"),
        "the vehicle is in geolocated mode in reaction to the selection and stays so for 5 min",
    ),
    NO_PROMPT.fault(
        "third-push-without-a-prompt-switches",
        "PRIV-19",
        "SOS and ASSISTANCE pressed together change nothing each of three times, and the touch screen ends private"
        " mode between them",
        "The third push of both buttons ends private mode without a word.",
        TRIGGERS.also(Triggers.double_pushed, _switches, when=from_time(3)),
        "the vehicle stays in private mode for 60 s after the double-push",
    ),
    AGAIN.fault(
        "first-choice-stays",
        "PRIV-27",
        "OK in the menu takes the choice touched last, on the same page and after a visit that ended without OK",
        "The page keeps the choice that was touched first.",
        SETTINGS.returns(PrivacySettings.touched, None, when=_chosen_before),
        "the vehicle is in geolocated mode in reaction to the touch and stays so for 60 s",
    ),
    AGAIN.fault(
        "box-of-the-visit-before",
        "PRIV-30",
        "Box and OK authorise the sending after a visit of the Card page that ended without OK",
        "After a box that was ticked and left without OK the next OK does nothing.",
        SETTINGS.replaced(OneTouchBox),
        "the vehicle is in geolocated mode in reaction to the selection and stays so for 60 s",
    ),
)
