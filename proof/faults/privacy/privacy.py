"""Faults of the privacy modes: what leaves the vehicle, and what works, in which mode."""

from __future__ import annotations

from typing import ClassVar

from proof.deviation import Deviation
from proof.fault import Theme
from proof.faults.emergency_call.call_data import silent
from proof.slots import INFORMATION, MIRROR_SCREEN, NAVIGATION, PRIVACY, UPLINK
from proof.variant import variant
from simulators.ecus.screen.projection import MirrorScreen
from simulators.ecus.telematics.navigation import Navigation
from simulators.ecus.telematics.privacy import Mode, Privacy, PrivacyService
from simulators.ecus.telematics.uplink import Uplink
from simulators.offboard.vehicle_information import VehicleInformation

MODES = Theme("features/privacy/modes.feature")
CALLS = Theme("features/privacy/calls.feature")
SERVICES = Theme("features/privacy/services.feature")
NO_DATA = "no vehicle data reach the back office for 3 min after the mode setting"
NO_POSITION = "no position reaches the back office for 3 min after the mode setting"
BACK = "The end of private mode brings data and position to the back office"
REFUSED_ORDER = "the app tells of a refused order in reaction to the order"


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


FAULTS = (
    MODES.fault(
        "mode-is-not-told",
        "PRIV-01",
        "The change from geolocated to private mode is told",
        "The back office is not told of the mode.",
        UPLINK.instead(Uplink.tell_mode, Uplink.send_soon),
        "the back office is told of private mode in reaction to the selection",
    ),
    *(
        MODES.fault(
            f"mode-never-{mode}",
            "PRIV-13",
            f"The change from {before} to {mode} mode is told",
            f"The vehicle cannot be brought into {mode} mode.",
            PRIVACY.ignores(Privacy.set_mode, mode=mode),
            f"the vehicle is in {mode} mode in reaction to the selection",
        )
        for before, mode in (("geolocated", "intermediate"), ("geolocated", "private"), ("private", "geolocated"))
    ),
    MODES.fault(
        "private-shares-data",
        "PRIV-02",
        "In private mode nothing of the vehicle reaches the back office",
        "Vehicle data are sent in private mode.",
        more("private", "vehicle_data"),
        NO_DATA,
    ),
    MODES.fault(
        "private-shares-the-position",
        "PRIV-02",
        "In private mode nothing of the vehicle reaches the back office",
        "The position is sent in private mode.",
        more("private", "position"),
        NO_POSITION,
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
        "In intermediate mode no position reaches the back office",
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
        "The ASSISTANCE button does not call in private mode",
        "Private mode does not block the breakdown call.",
        more("private", "breakdown_call"),
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
        "In private mode the app learns nothing of the vehicle",
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
        "the connected navigation has no traffic data in reaction to the selection",
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
        "In private mode CarPlay is refused",
        "Mirror Screen runs in private mode.",
        MIRROR_SCREEN.returns(MirrorScreen.allowed, True),
    ),
    SERVICES.fault(
        "private-takes-in-android",
        "PRIV-09",
        "In private mode Android Auto is refused",
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
        "Mirror Screen runs in reaction to the selection",
    ),
    SERVICES.fault(
        "private-does-not-end-mirror-screen",
        "PRIV-09",
        "Private mode ends Mirror Screen",
        "Private mode does not end Mirror Screen.",
        MIRROR_SCREEN.ignores(MirrorScreen.answer, when=lambda mirror: mirror._session.value == "active"),
        "Mirror Screen is refused in reaction to the selection",
    ),
    SERVICES.fault(
        "private-obeys",
        "PRIV-11",
        "In private mode a lock order is refused",
        "Orders are obeyed in private mode.",
        more("private", "remote_orders"),
        REFUSED_ORDER,
    ),
    SERVICES.fault(
        "intermediate-obeys",
        "PRIV-05",
        "In intermediate mode a lock order is refused",
        "Orders are obeyed in intermediate mode.",
        more("intermediate", "remote_orders"),
        REFUSED_ORDER,
    ),
    SERVICES.fault(
        "orders-do-not-come-back",
        "PRIV-11",
        "A lights order is obeyed after private mode",
        "No order is obeyed once private mode was on.",
        grudging("remote_orders"),
        "the lights are on in reaction to the order",
    ),
)
