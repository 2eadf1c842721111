"""Faults of the privacy modes that show later, a second time, in another state or beside a function alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from clock.kernel import seconds
from proof.ageing import passed_s
from proof.deviation import Deviation
from proof.fault import Fault, Theme
from proof.faults.privacy.privacy import more
from proof.faults.shared import CHARGES, IGNITION_ON, INTERMEDIATE, PRIVATE, from_time, shows
from proof.memory import both
from proof.slots import (
    ANSWERS,
    CALL_DATA,
    EMERGENCY_CALL,
    MAINTENANCE,
    MIRROR_SCREEN,
    MODE_SWITCH,
    NAVIGATION,
    ORDERS_BY_RADIO,
    PRIVACY,
    TRIGGERS,
    UPLINK,
)
from proof.variant import variant
from simulators.ecus.screen.projection import MirrorScreen
from simulators.ecus.telematics.call import EmergencyCall
from simulators.ecus.telematics.data import CallData
from simulators.ecus.telematics.ecu import TelematicsEcu
from simulators.ecus.telematics.maintenance import Maintenance
from simulators.ecus.telematics.navigation import Navigation
from simulators.ecus.telematics.orders import OrdersByRadio
from simulators.ecus.telematics.privacy import Mode, Privacy
from simulators.ecus.telematics.report import ServiceReport
from simulators.ecus.telematics.status import StatusAnswers
from simulators.ecus.telematics.switching import Switching
from simulators.ecus.telematics.triggers import Triggers
from simulators.ecus.telematics.uplink import HOST, Uplink
from simulators.offboard.network import Activation, Payload

MODES = Theme("features/privacy/modes.feature")
SERVICES = Theme("features/privacy/services.feature")
CALLS = Theme("features/privacy/calls.feature")
SWITCHING = Theme("features/privacy/switching.feature")
SCREEN = Theme("features/privacy/touch_screen.feature")

GEOLOCATED = shows("privacy.mode", "geolocated")
LONG_PRIVATE = "In private mode nothing is shared for 45 min while a started vehicle is charged"
LONG_INTERMEDIATE = "In intermediate mode no position is shared for 45 min while a started vehicle is charged"
OUTLASTS = "The change to {} mode outlasts sleep and two failures of the supply"
SECOND_TIME = "A second private mode is followed by the connected services as the first"
KEPT_ORDERS = "Orders of private mode, given once or twice, are not carried out when it ends"
SECOND_PRESS = (
    "A second press of the ASSISTANCE button in private mode calls neither at once nor when the mode ends"
)
CHARGED_PUSH = "A vehicle that is charged is switched by SOS and ASSISTANCE pressed together, and places no call"
PUSHED_TWICE = "SOS and ASSISTANCE pressed together in private mode place no call, nor the second time"
NO_SOS_CALL = "no emergency call is placed for 60 s after the double-push"
FIRST_PROMPT = "the first prompt is heard within 3 s of the double-push"
STARTED_PRIVATE = "the vehicle stays in private mode for 60 s after the start"
STARTED_GEOLOCATED = "the vehicle stays in geolocated mode for 60 s after the start"
NO_POSITION = "no position reaches the back office for 45 min after the start of the wait"
WAITED = "for 45 min after the start of the wait"


def _in_mode(wanted: str) -> str:
    return f"the vehicle is in {wanted} mode in reaction to the selection"


class TwicePrivacy(Privacy):
    """A mode that outlasts one failure of the supply, and not the second."""

    _starts = 0

    def power_on(self) -> None:
        self._starts += 1
        if self._starts > 2:
            self._memory.pop("privacy.mode", None)
        super().power_on()


class LoyalPrivacy(Privacy):
    """A mode that is the private one again after a failure of the supply."""

    def power_on(self) -> None:
        if self._memory.get("privacy.mode") == "geolocated":
            self._memory["privacy.mode"] = "private"
        super().power_on()


class LateUplink(Uplink):
    """An uplink that tells the place once, 40 min after another mode was chosen than the geolocated one."""

    def tell_mode(self, mode: Mode) -> None:
        super().tell_mode(mode)
        if mode != "geolocated":
            self._kernel.call_in(seconds(2400), self._let_out)

    def _let_out(self) -> None:
        place = self._receiver.position()
        self._modem.send(HOST, "position", {"latitude_deg": place.latitude_deg, "longitude_deg": 0.0})


class TiredUplink(Uplink):
    """An uplink that tells nothing more 10 min after private mode has ended."""

    _since_s: float | None = None

    def tell_mode(self, mode: Mode) -> None:
        super().tell_mode(mode)
        self._since_s = passed_s(self._kernel) if mode == "geolocated" else None

    def tell(self) -> None:
        if self._since_s is None or passed_s(self._kernel) - self._since_s < 600:
            super().tell()


class GrudgingReport(ServiceReport):
    """A report that comes back after the first private mode alone."""

    _before: str = "geolocated"
    _ends = 0

    def wanted(self) -> bool:
        mode = str(self._com.get("privacy.mode"))
        self._ends += self._before == "private" and mode == "geolocated"
        self._before = mode
        return super().wanted() and self._ends < 2


class GrudgingMaintenance(GrudgingReport, Maintenance):
    """Maintenance that comes back after the first private mode alone."""


class GrudgingNavigation(GrudgingReport, Navigation):
    """Navigation that comes back after the first private mode alone."""


class PatientOrders(OrdersByRadio):
    """Orders that are kept while private mode refuses them, and carried out when it ends."""

    _kept: Payload | None = None

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        ecu.part(Privacy).watch(self._on_mode)

    def receive(self, payload: Payload) -> None:
        if PRIVATE(self):
            self._kept = payload
        super().receive(payload)

    def _on_mode(self, mode: Mode) -> None:
        kept, self._kept = self._kept, None
        if mode == "geolocated" and kept is not None:
            self._kernel.call_in(seconds(1), lambda: self.receive(kept))


class PatientTriggers(Triggers):
    """A call trigger that keeps the request which private mode refuses until the mode ends."""

    _kept = False

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        ecu.part(Privacy).watch(self._on_mode)

    def assistance_pressed(self) -> None:
        self._kept = PRIVATE(self)
        super().assistance_pressed()

    def _on_mode(self, mode: Mode) -> None:
        if mode == "geolocated" and self._kept:
            self._kept = False
            self._kernel.call_in(seconds(2), self.breakdown_call.start)


class AttentiveTriggers(Triggers):
    """A call trigger that hears of the speed."""

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        self._com.listen("vehicle.speed_kmh")


def _drives(triggers: Triggers) -> bool:
    return float(triggers._com.get("vehicle.speed_kmh")) > 0


def _assistance_first(triggers: Triggers) -> bool:
    presses = triggers._buttons._presses
    return presses["assistance"].pressed_ns < presses["sos"].pressed_ns


def _in_any_call(privacy: Privacy, _mode: object) -> bool:
    return "voice" in (privacy._com.get("ecall.state"), privacy._com.get("bcall.state"))


def _answer(answers: StatusAnswers, payload: Payload) -> None:
    answers._modem.send(HOST, "status_answer", {"id": payload["id"], **answers.status()})


def _placeless(data: CallData, identifier: int, activation: Activation) -> object:
    return replace(CallData.facts(data, identifier, activation), latitude_deg=0.0, longitude_deg=0.0)


def _call_centre(triggers: Triggers) -> None:
    triggers._wake.need("button")
    triggers.breakdown_call.start()


def _call_psap(triggers: Triggers) -> None:
    triggers.call_emergency("manual", None)


def _tell_place(call: EmergencyCall) -> None:
    call._modem.send(HOST, "position", {"latitude_deg": 48.0, "longitude_deg": 2.0})


def _back_after_20_min(switching: Switching) -> None:
    switching._privacy.set_mode("private")


def _off(which: Callable[..., bool]) -> Callable[..., bool]:
    return both(which, shows("ignition.state", "off"))


def _restored(requirement: str, scenario: str) -> Fault:
    """Make the vehicle whose private mode is back after a failure of the supply."""
    return SCREEN.fault(
        f"{requirement.lower()}-private-again-after-a-supply-failure",
        requirement,
        scenario,
        "A failure of the supply brings back the private mode that had ended.",
        PRIVACY.replaced(LoyalPrivacy),
        "a position reaches the back office in reaction to the start",
    )


def _ignored(when: Callable[..., bool]) -> Deviation:
    return PRIVACY.ignores(Privacy.mode_requested, when=when)


FAULTS: tuple[Fault, ...] = (
    MODES.fault(
        "mode-not-taken-with-the-ignition-alone",
        "PRIV-01",
        OUTLASTS.format("private"),
        "With the ignition on and the vehicle not started a mode that is chosen is not taken.",
        _ignored(IGNITION_ON),
        _in_mode("private"),
    ),
    MODES.fault(
        "mode-lost-at-the-second-supply-failure",
        "PRIV-01",
        OUTLASTS.format("private"),
        "The mode outlasts one failure of the supply, and not the second.",
        PRIVACY.replaced(TwicePrivacy),
        STARTED_PRIVATE,
    ),
    MODES.fault(
        "private-again-after-a-supply-failure",
        "PRIV-01",
        OUTLASTS.format("geolocated"),
        "A failure of the supply brings back the private mode that had ended.",
        PRIVACY.replaced(LoyalPrivacy),
        STARTED_GEOLOCATED,
    ),
    MODES.fault(
        "mode-changes-three-times",
        "PRIV-13",
        "Each of four changes of the mode lasts and can be read on the screen",
        "The fourth change of the mode is not taken.",
        PRIVACY.ignores(Privacy.mode_requested, when=from_time(4)),
        f"{_in_mode('geolocated')} and stays so for 60 s",
    ),
    *(
        MODES.fault(
            f"mode-not-taken-in-the-call-of-{button.lower()}",
            "PRIV-01",
            f"Private mode that is chosen during the call of the {button} button lasts",
            "During a call a mode that is chosen is not taken.",
            _ignored(_in_any_call),
            f"{_in_mode('private')} and stays so for 2 min",
        )
        for button in ("SOS", "ASSISTANCE")
    ),
    MODES.fault(
        "mode-not-taken-while-charging",
        "PRIV-01",
        LONG_PRIVATE,
        "While the battery is charged a mode that is chosen is not taken.",
        _ignored(CHARGES),
        _in_mode("private"),
    ),
    MODES.fault(
        "position-after-40-min-of-private-mode",
        "PRIV-02",
        LONG_PRIVATE,
        "After 40 min of private mode the place is told once.",
        UPLINK.replaced(LateUplink),
        f"nothing of the vehicle reaches the back office {WAITED}",
    ),
    MODES.fault(
        "position-after-40-min-of-intermediate-mode",
        "PRIV-03",
        LONG_INTERMEDIATE,
        "After 40 min of intermediate mode the place is told once.",
        UPLINK.replaced(LateUplink),
        NO_POSITION,
    ),
    MODES.fault(
        "position-while-charging-in-intermediate-mode",
        "PRIV-03",
        LONG_INTERMEDIATE,
        "In intermediate mode a vehicle that is charged shares its position.",
        PRIVACY.returns(
            Privacy.allows,
            True,
            service="position",
            when=lambda privacy, _service: privacy.mode == "intermediate" and CHARGES(privacy),
        ),
        NO_POSITION,
    ),
    MODES.fault(
        "data-for-10-min-after-private-mode",
        "PRIV-04",
        "Data and position are shared after a second private mode, and still 20 min later",
        "Ten minutes after private mode nothing is shared any more.",
        UPLINK.replaced(TiredUplink),
        "vehicle data reach the back office in reaction to the start",
    ),
    MODES.fault(
        "maintenance-comes-back-once",
        "PRIV-06",
        SECOND_TIME,
        "Maintenance data come back after the first private mode, and not after the second.",
        MAINTENANCE.replaced(GrudgingMaintenance),
        "maintenance data reach the back office in reaction to the selection",
    ),
    MODES.fault(
        "traffic-data-come-back-once",
        "PRIV-08",
        SECOND_TIME,
        "Traffic data come back after the first private mode, and not after the second.",
        NAVIGATION.replaced(GrudgingNavigation),
        "the connected navigation has traffic data in reaction to the selection",
    ),
    SERVICES.fault(
        "orders-of-private-mode-kept",
        "PRIV-11",
        KEPT_ORDERS,
        "An order that private mode refuses is carried out when the mode ends.",
        ORDERS_BY_RADIO.replaced(PatientOrders),
        "pre-conditioning stays off for 5 min after the selection",
    ),
    SERVICES.fault(
        "intermediate-obeys-all-but-a-lock",
        "PRIV-11",
        "In intermediate mode no other order is carried out either",
        "In intermediate mode every order is carried out.",
        more("intermediate", "remote_orders"),
        "all doors stay locked for 2 min after the order",
    ),
    SERVICES.fault(
        "answers-the-second-refresh",
        "PRIV-07",
        "In private mode a second refresh of the home page gets no answer either",
        "The second refresh is answered, in private mode too.",
        ANSWERS.instead(StatusAnswers.receive, _answer, when=from_time(2)),
        "the home page is not loaded for 2 min after the refresh",
    ),
    SERVICES.fault(
        "private-takes-in-a-second-phone",
        "PRIV-09",
        "In private mode a second phone is refused as the first",
        "In private mode the second phone is taken in.",
        MIRROR_SCREEN.returns(MirrorScreen.allowed, True, when=both(PRIVATE, from_time(2))),
        "Mirror Screen stays off for 2 min after the plugging in of the phone",
    ),
    CALLS.fault(
        "private-data-set-without-a-place",
        "PRIV-10",
        "Against line 75, the PSAP learns in private mode where a vehicle is that is started",
        "In private mode the data set has no place.",
        CALL_DATA.instead(CallData.facts, _placeless, when=PRIVATE),
        "the position in the data set is within 15 m of 45.764043, 4.835659",
    ),
    CALLS.fault(
        "private-blocks-the-crash-of-a-vehicle-that-is-off",
        "PRIV-10",
        "Against line 75, the PSAP learns in private mode where a sleeping vehicle has crashed",
        "In private mode a crash with the ignition off calls nobody.",
        TRIGGERS.ignores(Triggers.crashed, when=_off(PRIVATE)),
        "the PSAP has the minimum set of data in reaction to the crash",
    ),
    CALLS.fault(
        "private-sos-tells-the-back-office",
        "PRIV-02",
        "Against line 75, the PSAP learns in private mode where a vehicle is that is started",
        "In private mode an emergency call tells the back office the place.",
        EMERGENCY_CALL.also(EmergencyCall.speak, _tell_place, when=PRIVATE),
        "nothing of the vehicle reaches the back office for 2 min after the SOS press",
    ),
    CALLS.fault(
        "private-assistance-calls-the-second-time",
        "PRIV-36",
        SECOND_PRESS,
        "In private mode the second press of ASSISTANCE calls.",
        TRIGGERS.instead(Triggers.assistance_pressed, _call_centre, when=both(PRIVATE, from_time(2))),
        "no breakdown call is placed for 60 s after the ASSISTANCE press",
    ),
    CALLS.fault(
        "private-assistance-calls-when-the-mode-ends",
        "PRIV-36",
        SECOND_PRESS,
        "A press of ASSISTANCE in private mode calls when the mode ends.",
        TRIGGERS.replaced(PatientTriggers),
        "no breakdown call is placed for 5 min after the selection",
    ),
    SWITCHING.fault(
        "no-prompt-on-the-road",
        "PRIV-16",
        "On the road the first prompt is heard and a confirmation switches",
        "On the road both buttons do nothing.",
        TRIGGERS.replaced(variant(AttentiveTriggers)) | TRIGGERS.ignores(Triggers.double_pushed, when=_drives),
        FIRST_PROMPT,
    ),
    SWITCHING.fault(
        "second-double-push-calls-the-psap",
        "PRIV-21",
        PUSHED_TWICE,
        "The second double-push calls the PSAP.",
        TRIGGERS.instead(Triggers.double_pushed, _call_psap, when=from_time(2)),
        FIRST_PROMPT,
    ),
    SWITCHING.fault(
        "double-push-from-assistance-calls-the-psap",
        "PRIV-17",
        PUSHED_TWICE,
        "A double-push that begins with ASSISTANCE calls the PSAP too.",
        TRIGGERS.also(Triggers.double_pushed, _call_psap, after_s=5, when=_assistance_first),
        NO_SOS_CALL,
    ),
    SWITCHING.fault(
        "double-push-calls-in-geolocated-mode",
        "PRIV-17",
        "In geolocated mode SOS and ASSISTANCE pressed together place no call",
        "In geolocated mode a double-push calls the assistance centre.",
        TRIGGERS.instead(Triggers.double_pushed, _call_centre, when=GEOLOCATED),
        "no breakdown call is placed for 60 s after the double-push",
    ),
    SWITCHING.fault(
        "no-prompt-in-intermediate-mode",
        "PRIV-18",
        "SOS and ASSISTANCE pressed together in intermediate mode place no call, nor the second time",
        "In intermediate mode the first prompt is not said.",
        MODE_SWITCH.ignores(Switching.ask, when=INTERMEDIATE),
        FIRST_PROMPT,
    ),
    SWITCHING.fault(
        "no-switching-while-charging",
        "PRIV-20",
        CHARGED_PUSH,
        "While the battery is charged a confirmation changes nothing.",
        MODE_SWITCH.ignores(Switching.switch, when=CHARGES),
        "the vehicle is in geolocated mode in reaction to the confirmation and stays so for 60 s",
    ),
    SWITCHING.fault(
        "confirmation-for-20-min",
        "PRIV-22",
        "Geolocated mode after a confirmation in private mode outlasts the sleep",
        "Private mode is back 20 min after the confirmation.",
        MODE_SWITCH.also(Switching.switch, _back_after_20_min, after_s=1200),
        "a position reaches the back office in reaction to the start",
    ),
    _restored(
        "PRIV-27",
        "What OK has switched off with the ignition on stays off after sleep and a failure of the supply",
    ),
    _restored(
        "PRIV-31",
        "The sending that OK has authorised with the ignition on outlasts sleep and a failure of the supply",
    ),
    _restored(
        "PRIV-35",
        "Private mode that the selection alone has switched off stays off after sleep and a failure of the supply",
    ),
    _restored("PRIV-15", "The touch screen of a vehicle without buttons switches private mode off for good"),
)
