"""Faults of the privacy modes: what leaves the vehicle, and what works, in which mode."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from typing import ClassVar

from proof.deviation import Deviation
from proof.fault import Theme
from proof.faults.emergency_call.call_data import silent
from proof.slots import (
    ANSWERS,
    CALL_DATA,
    INFORMATION,
    MAINTENANCE,
    MIRROR_SCREEN,
    NAVIGATION,
    ORDERS_BY_RADIO,
    OUTBOX,
    PRIVACY,
    RECEIVER,
    SETTINGS,
    UPLINK,
)
from proof.variant import variant
from simulators.bus.com import SignalValue
from simulators.ecus.screen.privacy import PrivacySettings
from simulators.ecus.screen.projection import MirrorScreen
from simulators.ecus.telematics.data import CallData
from simulators.ecus.telematics.ecu import TelematicsEcu
from simulators.ecus.telematics.maintenance import Maintenance
from simulators.ecus.telematics.navigation import Navigation
from simulators.ecus.telematics.orders import OrdersByRadio
from simulators.ecus.telematics.outbox import Outbox
from simulators.ecus.telematics.position import Receiver
from simulators.ecus.telematics.privacy import Mode, Privacy, PrivacyService
from simulators.ecus.telematics.status import StatusAnswers
from simulators.ecus.telematics.uplink import HOST, Uplink
from simulators.offboard.network import Payload
from simulators.offboard.vehicle_information import VehicleInformation

MODES = Theme("features/privacy/modes.feature")
CALLS = Theme("features/privacy/calls.feature")
SERVICES = Theme("features/privacy/services.feature")
PRIVATE = "In private mode nothing leaves a started vehicle when"
NOTHING = "nothing of the vehicle reaches the back office for 15 min after the mode setting"
BACK = "The end of private mode brings data and position to the back office"
STILL_UNLOCKED = "all doors stay unlocked for 5 min after the order"


class GrudgingPrivacy(Privacy):
    """A privacy part that never allows some services again once a mode did not."""

    SERVICES: ClassVar[tuple[PrivacyService, ...]] = ()
    _refuses = False

    def set_mode(self, mode: Mode) -> None:
        super().set_mode(mode)
        self._refuses = self._refuses or mode != "geolocated"

    def allows(self, service: PrivacyService) -> bool:
        return super().allows(service) and not (service in self.SERVICES and self._refuses)


def more(mode: Mode, service: PrivacyService) -> Deviation:
    """Let a service be allowed in a mode."""
    return PRIVACY.returns(
        Privacy.allows, True, service=service, when=lambda privacy, _service: privacy.mode == mode
    )


def less(mode: Mode, *services: PrivacyService) -> Deviation:
    """Let some services not be allowed in a mode."""
    return PRIVACY.returns(
        Privacy.allows, False, when=lambda privacy, service: privacy.mode == mode and service in services
    )


def grudging(*services: PrivacyService) -> Deviation:
    """Let some services never be allowed again once a mode did not."""
    return PRIVACY.replaced(variant(GrudgingPrivacy, SERVICES=services))


def _marks(mode: str) -> Deviation:
    return SETTINGS.alters(PrivacySettings.shown_mode, lambda shown: shown and mode)


def _geolocated_again(privacy: Privacy) -> None:
    privacy.set_mode("geolocated")


def _of_kind(kind: str) -> Callable[[OrdersByRadio, Payload], bool]:
    return lambda _orders, payload: payload["kind"] == kind


def _forgetful(privacy: Privacy) -> None:
    privacy._memory.pop("privacy.mode", None)
    privacy._com.set("privacy.mode", privacy.mode)


def _answer_anyway(answers: StatusAnswers, payload: Payload) -> None:
    answers._modem.send(HOST, "status_answer", {"id": payload["id"], **answers.status()})


def _whole_breakdown_data(data: CallData) -> Payload:
    position = asdict(data._receiver.position())
    return {"vin": data._profile.vin, "position": position, "utc_s": data._receiver.utc_s()}


def _may_obey(orders: OrdersByRadio) -> bool:
    return orders._rights.allows("remote_orders")


def _obey(orders: OrdersByRadio, payload: Payload) -> None:
    orders._pass_on({"order.id": int(str(payload["id"])), "order.kind": str(payload["kind"])})


def _take_programme(orders: OrdersByRadio, topic: str, programme: Payload) -> None:
    orders._pass_on(orders.programme_signals(topic, programme))


class RoadUplink(Uplink):
    """An uplink that tells the position while the vehicle moves, whatever the mode."""

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        self._com.on("vehicle.speed_kmh", self._on_speed)

    def _on_speed(self, speed_kmh: SignalValue) -> None:
        if float(speed_kmh) > 0:
            self._modem.send(HOST, "position", asdict(self._receiver.position()))


class TellingTrips(Uplink):
    """An uplink that tells the position at each contact off, whatever the mode."""

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        self._com.on("ignition.state", self._on_ignition)

    def _on_ignition(self, state: SignalValue) -> None:
        if state == "off":
            self._modem.send(HOST, "trip", asdict(self._receiver.position()))


TELLS_AT_CONTACT_OFF = UPLINK.replaced(TellingTrips)

FAULTS = (
    MODES.fault(
        "mode-is-not-told",
        "PRIV-01",
        "The change from geolocated to private mode lasts and can be read on the screen",
        "The back office is not told of the mode, which the source does not ask for.",
        UPLINK.instead(Uplink.tell_mode, Uplink.send_soon),
        "the vehicle is in private mode in reaction to the selection and stays so for 3 min",
        good=True,
    ),
    *(
        MODES.fault(
            f"mode-never-{mode}",
            "PRIV-01" if mode == "private" else "PRIV-13",
            f"The change from {before} to {mode} mode lasts and can be read on the screen",
            f"The vehicle cannot be brought into {mode} mode.",
            PRIVACY.ignores(Privacy.set_mode, mode=mode),
            f"the vehicle is in {mode} mode in reaction to the selection and stays so for 3 min",
        )
        for before, mode in (("geolocated", "intermediate"), ("geolocated", "private"), ("private", "geolocated"))
    ),
    *(
        MODES.fault(
            f"{mode}-mode-is-not-marked",
            "PRIV-13",
            f"The change from {before} to {mode} mode lasts and can be read on the screen",
            f"The page marks {wrong} mode in {mode} mode.",
            _marks(wrong),
            f"the screen marks {mode} mode as set in reaction to the look and stays so for 30 s",
        )
        for before, mode, wrong in (
            ("geolocated", "private", "geolocated"),
            ("private", "geolocated", "private"),
            ("private", "intermediate", "private"),
        )
    ),
    MODES.fault(
        "private-mode-for-2-min",
        "PRIV-13",
        "The change from geolocated to private mode lasts and can be read on the screen",
        "Private mode ends by itself after two minutes.",
        PRIVACY.also(Privacy.set_mode, _geolocated_again, after_s=120, mode="private"),
        "the vehicle is in private mode in reaction to the selection and stays so for 3 min",
    ),
    MODES.fault(
        "private-mode-ends-in-sleep",
        "PRIV-02",
        "Private mode lasts when 24 h pass by the calendar in the sleep of the vehicle",
        "The vehicle wakes up geolocated.",
        UPLINK.also(Uplink.network_slept, lambda uplink: uplink._memory.update({"privacy.mode": "geolocated"})),
        "nothing of the vehicle reaches the back office for 15 min after the start",
    ),
    MODES.fault(
        "private-mode-ends-without-supply",
        "PRIV-02",
        "Private mode lasts when the supply of the vehicle fails for 30 s in the sleep of the vehicle",
        "The mode is not kept without supply.",
        PRIVACY.instead(Privacy.power_on, _forgetful),
        "the vehicle stays in private mode for 5 min after the start",
    ),
    *(
        MODES.fault(
            f"private-{name}",
            "PRIV-02",
            f"{PRIVATE} {event}",
            text,
            deviation,
            NOTHING,
        )
        for name, event, text, deviation in (
            (
                "shares-data",
                "the driver unlocks the vehicle with the key",
                "Data are sent in private mode.",
                more("private", "vehicle_data"),
            ),
            (
                "shares-the-position",
                "the driver unlocks the vehicle with the key",
                "The position is sent.",
                more("private", "position"),
            ),
            (
                "answers-a-refresh",
                "the driver refreshes the home page by sliding it down",
                "A refresh is answered in private mode.",
                ANSWERS.instead(StatusAnswers.receive, _answer_anyway),
            ),
            (
                "position-on-the-road",
                "the driver drives 2000 m",
                "The position is sent on the road in private mode.",
                UPLINK.replaced(RoadUplink),
            ),
            (
                "report-at-the-end-of-a-trip",
                "the driver drives 500 m and turns the contact off",
                "The end of a trip is told in private mode.",
                TELLS_AT_CONTACT_OFF,
            ),
        )
    ),
    MODES.fault(
        "private-after-the-coverage",
        "PRIV-02",
        "What waited for coverage does not leave once private mode is chosen",
        "What waited for coverage leaves in private mode.",
        OUTBOX.ignores(Outbox.mode_changed),
        "nothing of the vehicle reaches the back office for 15 min after the selection",
    ),
    MODES.fault(
        "position-after-the-coverage",
        "PRIV-03",
        "A position that waited for coverage does not leave once intermediate mode is chosen",
        "A position that waited for coverage leaves in intermediate mode.",
        OUTBOX.ignores(Outbox.mode_changed),
        "no position reaches the back office for 15 min after the selection",
    ),
    MODES.fault(
        "breakdown-data-with-a-position",
        "PRIV-03",
        "In intermediate mode a breakdown call tells nobody the position",
        "The data of a breakdown call hold the position in intermediate mode.",
        CALL_DATA.instead(CallData.make_breakdown_data, _whole_breakdown_data),
        "the assistance centre has no position of the vehicle for 5 min after the ASSISTANCE press",
    ),
    MODES.fault(
        "position-frozen",
        "PRIV-04",
        BACK,
        "The position that is sent is not that of the vehicle.",
        RECEIVER.alters(Receiver.position, lambda position: replace(position, latitude_deg=45.0)),
        "the position at the back office is within 150 m of 48.85, 2.35",
    ),
    MODES.fault(
        "intermediate-shares-no-data",
        "PRIV-03",
        "In intermediate mode data reach the back office",
        "No data are sent in intermediate mode.",
        less("intermediate", "vehicle_data", "maintenance"),
    ),
    MODES.fault(
        "intermediate-shares-the-position",
        "PRIV-03",
        "In intermediate mode no position leaves when the driver drives 2000 m",
        "The position is sent in intermediate mode.",
        more("intermediate", "position"),
    ),
    MODES.fault(
        "data-do-not-come-back",
        "PRIV-04",
        BACK,
        "No data are sent once private mode was on.",
        grudging("vehicle_data", "maintenance", "navigation"),
        "vehicle data reach the back office in reaction to the selection",
    ),
    MODES.fault(
        "position-does-not-come-back",
        "PRIV-04",
        BACK,
        "No position is sent once private mode was on.",
        grudging("position", "navigation"),
        "a position reaches the back office in reaction to the selection",
    ),
    MODES.fault(
        "position-does-not-come-back-after-intermediate",
        "PRIV-04",
        "The end of intermediate mode brings the position to the back office",
        "No position is sent once intermediate mode was on.",
        grudging("position", "navigation"),
    ),
    CALLS.fault(
        "private-blocks-sos",
        "PRIV-10",
        "Against line 75, the SOS button calls in private mode",
        "Private mode blocks the 112 call of the SOS button.",
        less("private", "emergency_call"),
        "the PSAP is called in reaction to the SOS press",
    ),
    CALLS.fault(
        "private-blocks-the-call-of-a-crash",
        "PRIV-10",
        "Against line 75, a crash calls in private mode",
        "Private mode blocks the 112 call of a crash.",
        less("private", "emergency_call"),
        "the PSAP is called in reaction to the crash",
    ),
    CALLS.fault(
        "private-blocks-the-data-set",
        "PRIV-10",
        "Against line 75, the SOS button calls in private mode",
        "A 112 call in private mode carries no data set.",
        silent("manual", "automatic"),
        "the PSAP has the minimum set of data in reaction to the SOS press",
    ),
    CALLS.fault(
        "intermediate-blocks-sos",
        "PRIV-10",
        "The SOS button calls in intermediate mode",
        "Intermediate mode blocks the 112 call.",
        less("intermediate", "emergency_call"),
        "the PSAP is called in reaction to the SOS press",
    ),
    CALLS.fault(
        "private-does-not-block-sos",
        "PRIV-10",
        "By line 75, the SOS button does not call in private mode",
        "Private mode does not block the 112 call where the policy says so.",
        more("private", "emergency_call"),
    ),
    CALLS.fault(
        "private-does-not-block-the-call-of-a-crash",
        "PRIV-10",
        "By line 75, a crash does not call in private mode",
        "Private mode does not block the call of a crash where the policy says so.",
        more("private", "emergency_call"),
    ),
    CALLS.fault(
        "sos-does-not-come-back",
        "PRIV-10",
        "By line 75, the SOS button calls again after private mode",
        "No 112 call is placed once private mode was on.",
        grudging("emergency_call"),
        "the PSAP is called in reaction to the SOS press",
    ),
    CALLS.fault(
        "private-does-not-block-assistance",
        "PRIV-36",
        "The ASSISTANCE button does not call in private mode when the vehicle is asleep",
        "Private mode does not block the breakdown call.",
        more("private", "breakdown_call"),
        "no breakdown call is placed for 2 min after the ASSISTANCE press",
    ),
    CALLS.fault(
        "assistance-does-not-come-back",
        "PRIV-36",
        "The ASSISTANCE button calls again after private mode",
        "No breakdown call is placed once private mode was on.",
        grudging("breakdown_call"),
        "the assistance centre is called in reaction to the ASSISTANCE press",
    ),
    CALLS.fault(
        "private-does-not-block-assistance-by-line-75",
        "PRIV-36",
        "By line 75, the ASSISTANCE button does not call in private mode",
        "Private mode does not block the breakdown call where it blocks every call.",
        more("private", "breakdown_call"),
        "no breakdown call is placed for 2 min after the ASSISTANCE press",
    ),
    CALLS.fault(
        "assistance-does-not-come-back-by-line-75",
        "PRIV-36",
        "By line 75, the ASSISTANCE button calls again after private mode",
        "No breakdown call is placed once private mode was on.",
        grudging("breakdown_call"),
        "the assistance centre is called in reaction to the ASSISTANCE press",
    ),
    SERVICES.fault(
        "private-sends-maintenance",
        "PRIV-06",
        "In private mode no maintenance data are sent",
        "Maintenance data are sent in private mode.",
        more("private", "maintenance"),
    ),
    SERVICES.fault(
        "maintenance-does-not-come-back",
        "PRIV-06",
        "Maintenance data are sent again after private mode",
        "No maintenance data are sent once private mode was on.",
        grudging("maintenance"),
    ),
    SERVICES.fault(
        "intermediate-sends-no-maintenance",
        "PRIV-06",
        "In intermediate mode maintenance data are sent",
        "No maintenance data are sent in intermediate mode.",
        less("intermediate", "maintenance"),
    ),
    SERVICES.fault(
        "private-informs-the-app",
        "PRIV-07",
        "In private mode the app learns nothing of the vehicle when the driver drives 2000 m",
        "The app learns of the vehicle in private mode.",
        more("private", "vehicle_data"),
    ),
    SERVICES.fault(
        "app-is-not-informed",
        "PRIV-07",
        "The app learns of the vehicle again after private mode",
        "The app learns nothing of the vehicle.",
        INFORMATION.ignores(VehicleInformation.pass_on),
    ),
    SERVICES.fault(
        "intermediate-does-not-inform-the-app",
        "PRIV-07",
        "In intermediate mode the app learns of the vehicle",
        "The app learns nothing of the vehicle in intermediate mode.",
        less("intermediate", "vehicle_data"),
    ),
    SERVICES.fault(
        "private-navigates",
        "PRIV-08",
        "In private mode the navigation has no traffic data",
        "The navigation gets traffic data in private mode.",
        more("private", "navigation"),
    ),
    SERVICES.fault(
        "intermediate-navigates",
        "PRIV-08",
        "In intermediate mode the navigation has no traffic data",
        "The navigation gets traffic data in intermediate mode.",
        more("intermediate", "navigation"),
    ),
    SERVICES.fault(
        "traffic-data-stay",
        "PRIV-08",
        "Private mode ends the traffic data",
        "The navigation keeps its traffic data in private mode.",
        NAVIGATION.ignores(
            Navigation.consider, when=lambda navigation: not navigation.wanted() or navigation._next.armed
        ),
        "the connected navigation has no traffic data in reaction to the selection and stays so for 15 min",
    ),
    SERVICES.fault(
        "traffic-data-do-not-come-back",
        "PRIV-08",
        "The navigation has traffic data again after private mode",
        "The navigation gets no traffic data once private mode was on.",
        grudging("navigation"),
    ),
    SERVICES.fault(
        "private-takes-in-a-phone",
        "PRIV-09",
        "In private mode CarPlay does not run",
        "Mirror Screen runs in private mode.",
        MIRROR_SCREEN.returns(MirrorScreen.allowed, True),
    ),
    SERVICES.fault(
        "private-takes-in-android",
        "PRIV-09",
        "In private mode Android Auto does not run",
        "Mirror Screen runs in private mode for one kind of phone.",
        MIRROR_SCREEN.returns(
            MirrorScreen.allowed, True, when=lambda mirror: mirror._phone.value == "android_auto"
        ),
    ),
    SERVICES.fault(
        "refused-phone-stays-out",
        "PRIV-09",
        "A phone with CarPlay that was refused is taken in after private mode",
        "A phone that was refused stays out.",
        MIRROR_SCREEN.ignores(MirrorScreen.answer, when=lambda mirror: mirror._session.value == "refused"),
        "Mirror Screen runs in reaction to the selection and stays so for 5 min",
    ),
    SERVICES.fault(
        "private-does-not-end-mirror-screen",
        "PRIV-09",
        "Private mode ends Mirror Screen of a phone with CarPlay",
        "Private mode does not end Mirror Screen.",
        MIRROR_SCREEN.ignores(MirrorScreen.answer, when=lambda mirror: mirror._session.value == "active"),
        "Mirror Screen does not run in reaction to the selection and stays so for 5 min",
    ),
    SERVICES.fault(
        "refused-without-a-word",
        "PRIV-09",
        "In private mode CarPlay does not run",
        "A phone is not taken in and not told so, which keeps the requirement.",
        MIRROR_SCREEN.ignores(MirrorScreen.answer, when=lambda mirror: not mirror.allowed()),
        good=True,
    ),
    SERVICES.fault(
        "maintenance-goes-on",
        "PRIV-06",
        "Private mode that is chosen on the way ends the maintenance data",
        "Maintenance data go on until the ignition is off.",
        MAINTENANCE.returns(
            Maintenance.wanted, True, when=lambda report: report._com.get("ignition.state") != "off"
        ),
        "no maintenance data reach the back office for 30 min after the start of private mode",
    ),
    SERVICES.fault(
        "private-obeys",
        "PRIV-11",
        "In private mode a lock order is not carried out by a vehicle that is asleep",
        "Orders are obeyed in private mode.",
        more("private", "remote_orders"),
        STILL_UNLOCKED,
    ),
    *(
        SERVICES.fault(
            f"private-obeys-{name}",
            "PRIV-11",
            title,
            f"Orders of the kind {kind} are obeyed in private mode.",
            ORDERS_BY_RADIO.instead(OrdersByRadio.receive, _obey, when=_of_kind(kind)),
            then,
        )
        for name, kind, title, then in (
            (
                "an-unlock",
                "unlock",
                "In private mode an unlock order is not carried out by a vehicle that is asleep",
                "all doors stay locked for 5 min after the order",
            ),
            (
                "the-lights",
                "lights",
                "In private mode the lights order is not carried out by a vehicle that is started",
                "the lights stay off for 5 min after the order",
            ),
            (
                "the-horn",
                "horn",
                "In private mode the horn order is not carried out by a vehicle that is asleep",
                "the horn stays silent for 5 min after the order",
            ),
            (
                "a-charge",
                "charge_start",
                "In private mode an order of a charge leaves a deferred charge off",
                "charging stays off for 10 min after the order",
            ),
            (
                "immediate-charging",
                "charge_immediate",
                "In private mode an order of immediate charging leaves a deferred charge off",
                "charging stays off for 10 min after the order",
            ),
            (
                "the-end-of-the-charge",
                "charge_stop",
                "In private mode an order of the end of the charge does not touch a charge that runs",
                "charging goes on for 10 min after the order",
            ),
            (
                "deferred-charging",
                "charge_deferred",
                "In private mode an order of deferred charging does not touch a charge that runs",
                "charging goes on for 10 min after the order",
            ),
            (
                "pre-conditioning",
                "precond_start",
                "In private mode a pre-conditioning order starts nothing",
                "pre-conditioning stays off for 10 min after the order",
            ),
            (
                "the-end-of-pre-conditioning",
                "precond_stop",
                "In private mode an order to end pre-conditioning ends nothing",
                "pre-conditioning goes on for 2 min after the order",
            ),
        )
    ),
    *(
        SERVICES.fault(
            f"private-takes-a-{topic}".replace("_", "-"),
            "PRIV-11",
            title,
            "A programme of the app is taken in private mode.",
            ORDERS_BY_RADIO.instead(OrdersByRadio.programme, _take_programme, topic=topic),
        )
        for topic, title in (
            ("precond_programme", "In private mode pre-conditioning that is programmed in the app does not start"),
            ("charge_programme", "In private mode a charge that is programmed in the app does not begin"),
        )
    ),
    SERVICES.fault(
        "refused-order-is-not-told",
        "PRIV-11",
        "In private mode a lock order is not carried out by a vehicle that is asleep",
        "An order in private mode is not carried out and nothing is said of it, which keeps the requirement.",
        ORDERS_BY_RADIO.ignores(OrdersByRadio.receive, when=lambda orders, _payload: not _may_obey(orders)),
        STILL_UNLOCKED,
        good=True,
    ),
    SERVICES.fault(
        "intermediate-obeys",
        "PRIV-05",
        "In intermediate mode a lock order is not carried out",
        "Orders are obeyed in intermediate mode.",
        more("intermediate", "remote_orders"),
    ),
    SERVICES.fault(
        "orders-do-not-come-back",
        "PRIV-11",
        "After private mode the lights order is carried out",
        "No order is obeyed once private mode was on.",
        grudging("remote_orders"),
        "the lights are on in reaction to the order",
    ),
    *(
        SERVICES.fault(
            f"{name}-does-not-come-back",
            "PRIV-11",
            f"After private mode a {what} order is carried out",
            f"No {what} order is obeyed once private mode was on.",
            PRIVACY.replaced(variant(GrudgingPrivacy, SERVICES=("remote_orders",))),
        )
        for name, what in (("charge", "charge"), ("pre-conditioning", "pre-conditioning"))
    ),
)
