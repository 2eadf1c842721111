"""Faults of the privacy modes: what leaves the vehicle, and what works, in which mode."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from proof.fault import Fault, Theme
from proof.faults.emergency_call.call_data import SilentCall
from proof.variant import ecu, variant
from simulators.ecus.screen.projection import MirrorScreen
from simulators.ecus.screen.unit import Screen
from simulators.ecus.telematics.call import EmergencyCall
from simulators.ecus.telematics.navigation import Navigation
from simulators.ecus.telematics.privacy import Mode, Privacy, PrivacyService
from simulators.ecus.telematics.unit import Telematics
from simulators.ecus.telematics.uplink import Uplink
from simulators.offboard.service import ServiceChange
from simulators.offboard.vehicle_information import VehicleInformation
from simulators.world import Offboard

MODES = Theme("features/privacy/modes.feature")
CALLS = Theme("features/privacy/calls.feature")
SERVICES = Theme("features/privacy/services.feature")
NO_DATA = "no vehicle data reach the back office for 3 min after the mode setting"
NO_POSITION = "no position reaches the back office for 3 min after the mode setting"
BACK = "The end of private mode brings data and position to the back office"
REFUSED_ORDER = "the app tells of a refused order in reaction to the order"

Table = Mapping[Mode, frozenset[PrivacyService]]


class OtherPrivacy(Privacy):
    """A privacy part that allows in some modes what it must not, and the other way round."""

    MORE: ClassVar[Table] = {}
    LESS: ClassVar[Table] = {}

    def allows(self, service: PrivacyService) -> bool:
        if service in self.LESS.get(self.mode, ()):
            return False
        return service in self.MORE.get(self.mode, ()) or super().allows(service)


class GrudgingPrivacy(Privacy):
    """A privacy part that never allows some services again once a mode did not."""

    SERVICES: ClassVar[tuple[PrivacyService, ...]] = ()
    _refuses = False

    def set_mode(self, mode: Mode) -> None:
        super().set_mode(mode)
        self._refuses = self._refuses or mode != "geolocated"

    def allows(self, service: PrivacyService) -> bool:
        return super().allows(service) and not (service in self.SERVICES and self._refuses)


class StuckPrivacy(Privacy):
    """A privacy part that cannot be brought into some mode."""

    STUCK: ClassVar[Mode] = "intermediate"

    def set_mode(self, mode: Mode) -> None:
        if mode != self.STUCK:
            super().set_mode(mode)


class SecretUplink(Uplink):
    """An uplink that does not tell the mode."""

    def tell_mode(self, mode: Mode) -> None:
        self._on_change(mode)


class LastingNavigation(Navigation):
    """A navigation system that shows traffic data for ever."""

    def consider(self) -> None:
        if self.wanted() and not self._next.armed:
            super().consider()


class OpenMirror(MirrorScreen):
    """A Mirror Screen that takes in a phone in every mode."""

    def allowed(self) -> bool:
        return True


class OpenToOne(MirrorScreen):
    """A Mirror Screen that takes in one kind of phone in every mode."""

    def allowed(self) -> bool:
        return super().allowed() or self._phone.value == "android_auto"


class LastingMirror(MirrorScreen):
    """A Mirror Screen that goes on with a phone that it has taken in."""

    def _on_answer(self) -> None:
        if self._session.value != "active":
            super()._on_answer()


class UnforgivingMirror(MirrorScreen):
    """A Mirror Screen that never takes in a phone that it has refused."""

    def _on_answer(self) -> None:
        if self._session.value != "refused":
            super()._on_answer()


class SilentInPrivate(SilentCall):
    """An emergency call that sends no MSD in a call, whatever the policy."""

    SILENT = ("manual", "automatic")


class MuteInformation(VehicleInformation):
    """An information service that passes nothing on to the app."""

    def _on_change(self, change: ServiceChange) -> None:
        """Pass nothing on."""


def more(mode: Mode, service: PrivacyService) -> type[Privacy]:
    """Make a privacy that allows a service in a mode."""
    return variant(OtherPrivacy, MORE={mode: frozenset({service})})


def less(mode: Mode, *services: PrivacyService) -> type[Privacy]:
    """Make a privacy that does not allow some services in a mode."""
    return variant(OtherPrivacy, LESS={mode: frozenset(services)})


def grudging(*services: PrivacyService) -> type[Privacy]:
    """Make a privacy that never allows some services again."""
    return variant(GrudgingPrivacy, SERVICES=services)


def _privacy(
    theme: Theme,
    name: str,
    requirement: str,
    title: str,
    description: str,
    privacy: type[Privacy],
    then: str | None = None,
) -> Fault:
    ecus = ecu(Telematics, privacy)
    return theme.fault(name, requirement, title, description, then=then, ecus=ecus)


def _mirror(name: str, title: str, description: str, mirror: type[MirrorScreen], then: str | None = None) -> Fault:
    ecus = ecu(Screen, mirror)
    return SERVICES.fault(name, "PRIV-09", title, description, then=then, ecus=ecus)


def _call(name: str, title: str, description: str, call: type[EmergencyCall], then: str) -> Fault:
    ecus = ecu(Telematics, call)
    return CALLS.fault(name, "PRIV-10", title, description, then=then, ecus=ecus)


FAULTS = (
    MODES.fault(
        "mode-is-not-told",
        "PRIV-01",
        "The change from geolocated to private mode is told",
        "The back office is not told of the mode.",
        then="the back office is told of private mode in reaction to the selection",
        ecus=ecu(Telematics, SecretUplink),
    ),
    *(
        _privacy(
            MODES,
            f"mode-never-{mode}",
            "PRIV-13",
            f"The change from {before} to {mode} mode is told",
            f"The vehicle cannot be brought into {mode} mode.",
            variant(StuckPrivacy, STUCK=mode),
            f"the vehicle is in {mode} mode in reaction to the selection",
        )
        for before, mode in (("geolocated", "intermediate"), ("geolocated", "private"), ("private", "geolocated"))
    ),
    _privacy(
        MODES,
        "private-shares-data",
        "PRIV-02",
        "In private mode nothing of the vehicle reaches the back office",
        "Vehicle data are sent in private mode.",
        more("private", "vehicle_data"),
        NO_DATA,
    ),
    _privacy(
        MODES,
        "private-shares-the-position",
        "PRIV-02",
        "In private mode nothing of the vehicle reaches the back office",
        "The position is sent in private mode.",
        more("private", "position"),
        NO_POSITION,
    ),
    _privacy(
        MODES,
        "intermediate-shares-no-data",
        "PRIV-03",
        "In intermediate mode data reach the back office",
        "No data are sent in intermediate mode.",
        less("intermediate", "vehicle_data", "maintenance"),
    ),
    _privacy(
        MODES,
        "intermediate-shares-the-position",
        "PRIV-03",
        "In intermediate mode no position reaches the back office",
        "The position is sent in intermediate mode.",
        more("intermediate", "position"),
    ),
    _privacy(
        MODES,
        "data-do-not-come-back",
        "PRIV-04",
        BACK,
        "No data are sent once private mode was on.",
        grudging("vehicle_data", "maintenance", "navigation"),
        "vehicle data reach the back office in reaction to the selection",
    ),
    _privacy(
        MODES,
        "position-does-not-come-back",
        "PRIV-04",
        BACK,
        "No position is sent once private mode was on.",
        grudging("position", "navigation"),
        "a position reaches the back office in reaction to the selection",
    ),
    _privacy(
        MODES,
        "position-does-not-come-back-after-intermediate",
        "PRIV-04",
        "The end of intermediate mode brings the position to the back office",
        "No position is sent once intermediate mode was on.",
        grudging("position", "navigation"),
    ),
    _privacy(
        CALLS,
        "private-blocks-sos",
        "PRIV-10",
        "Against line 75, the SOS button calls in private mode",
        "Private mode blocks the 112 call of the SOS button.",
        less("private", "emergency_call"),
        "the PSAP is called in reaction to the SOS press",
    ),
    _privacy(
        CALLS,
        "private-blocks-the-call-of-a-crash",
        "PRIV-10",
        "Against line 75, a crash calls in private mode",
        "Private mode blocks the 112 call of a crash.",
        less("private", "emergency_call"),
        "the PSAP is called in reaction to the crash",
    ),
    _call(
        "private-blocks-the-data-set",
        "Against line 75, the SOS button calls in private mode",
        "A 112 call in private mode carries no data set.",
        SilentInPrivate,
        "the PSAP has the minimum set of data in reaction to the SOS press",
    ),
    _privacy(
        CALLS,
        "intermediate-blocks-sos",
        "PRIV-10",
        "The SOS button calls in intermediate mode",
        "Intermediate mode blocks the 112 call.",
        less("intermediate", "emergency_call"),
    ),
    _privacy(
        CALLS,
        "private-does-not-block-sos",
        "PRIV-10",
        "By line 75, the SOS button does not call in private mode",
        "Private mode does not block the 112 call where the policy says so.",
        more("private", "emergency_call"),
    ),
    _privacy(
        CALLS,
        "private-does-not-block-the-call-of-a-crash",
        "PRIV-10",
        "By line 75, a crash does not call in private mode",
        "Private mode does not block the call of a crash where the policy says so.",
        more("private", "emergency_call"),
    ),
    _privacy(
        CALLS,
        "sos-does-not-come-back",
        "PRIV-10",
        "By line 75, the SOS button calls again after private mode",
        "No 112 call is placed once private mode was on.",
        grudging("emergency_call"),
        "the PSAP is called in reaction to the SOS press",
    ),
    _privacy(
        CALLS,
        "private-does-not-block-assistance",
        "PRIV-36",
        "The ASSISTANCE button does not call in private mode",
        "Private mode does not block the breakdown call.",
        more("private", "breakdown_call"),
    ),
    _privacy(
        CALLS,
        "assistance-does-not-come-back",
        "PRIV-36",
        "The ASSISTANCE button calls again after private mode",
        "No breakdown call is placed once private mode was on.",
        grudging("breakdown_call"),
        "the assistance centre is called in reaction to the ASSISTANCE press",
    ),
    _privacy(
        CALLS,
        "private-does-not-block-assistance-by-line-75",
        "PRIV-36",
        "By line 75, the ASSISTANCE button does not call in private mode",
        "Private mode does not block the breakdown call where it blocks every call.",
        more("private", "breakdown_call"),
    ),
    _privacy(
        CALLS,
        "assistance-does-not-come-back-by-line-75",
        "PRIV-36",
        "By line 75, the ASSISTANCE button calls again after private mode",
        "No breakdown call is placed once private mode was on.",
        grudging("breakdown_call"),
        "the assistance centre is called in reaction to the ASSISTANCE press",
    ),
    _privacy(
        SERVICES,
        "private-sends-maintenance",
        "PRIV-06",
        "In private mode no maintenance data are sent",
        "Maintenance data are sent in private mode.",
        more("private", "maintenance"),
    ),
    _privacy(
        SERVICES,
        "maintenance-does-not-come-back",
        "PRIV-06",
        "Maintenance data are sent again after private mode",
        "No maintenance data are sent once private mode was on.",
        grudging("maintenance"),
    ),
    _privacy(
        SERVICES,
        "intermediate-sends-no-maintenance",
        "PRIV-06",
        "In intermediate mode maintenance data are sent",
        "No maintenance data are sent in intermediate mode.",
        less("intermediate", "maintenance"),
    ),
    _privacy(
        SERVICES,
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
        offboard=Offboard(information=MuteInformation),
    ),
    _privacy(
        SERVICES,
        "intermediate-does-not-inform-the-app",
        "PRIV-07",
        "In intermediate mode the app learns of the vehicle",
        "The app learns nothing of the vehicle in intermediate mode.",
        less("intermediate", "vehicle_data"),
    ),
    _privacy(
        SERVICES,
        "private-navigates",
        "PRIV-08",
        "In private mode the navigation has no traffic data",
        "The navigation gets traffic data in private mode.",
        more("private", "navigation"),
    ),
    _privacy(
        SERVICES,
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
        then="the connected navigation has no traffic data in reaction to the selection",
        ecus=ecu(Telematics, LastingNavigation),
    ),
    _privacy(
        SERVICES,
        "traffic-data-do-not-come-back",
        "PRIV-08",
        "The navigation has traffic data again after private mode",
        "The navigation gets no traffic data once private mode was on.",
        grudging("navigation"),
    ),
    _mirror(
        "private-takes-in-a-phone",
        "In private mode CarPlay is refused",
        "Mirror Screen runs in private mode.",
        OpenMirror,
    ),
    _mirror(
        "private-takes-in-android",
        "In private mode Android Auto is refused",
        "Mirror Screen runs in private mode for one kind of phone.",
        OpenToOne,
    ),
    _mirror(
        "refused-phone-stays-out",
        "A phone with CarPlay that was refused is taken in after private mode",
        "A phone that was refused stays out.",
        UnforgivingMirror,
        "Mirror Screen runs in reaction to the selection",
    ),
    _mirror(
        "private-does-not-end-mirror-screen",
        "Private mode ends Mirror Screen",
        "Private mode does not end Mirror Screen.",
        LastingMirror,
        "Mirror Screen is refused in reaction to the selection",
    ),
    _privacy(
        SERVICES,
        "private-obeys",
        "PRIV-11",
        "In private mode a lock order is refused",
        "Orders are obeyed in private mode.",
        more("private", "remote_orders"),
        REFUSED_ORDER,
    ),
    _privacy(
        SERVICES,
        "intermediate-obeys",
        "PRIV-05",
        "In intermediate mode a lock order is refused",
        "Orders are obeyed in intermediate mode.",
        more("intermediate", "remote_orders"),
        REFUSED_ORDER,
    ),
    _privacy(
        SERVICES,
        "orders-do-not-come-back",
        "PRIV-11",
        "A lights order is obeyed after private mode",
        "No order is obeyed once private mode was on.",
        grudging("remote_orders"),
        "the lights are on in reaction to the order",
    ),
)
