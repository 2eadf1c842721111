"""Faults of the telematics box that show later, a second time, or beside another function alone."""

from __future__ import annotations

from clock.kernel import seconds
from proof.ageing import passed_s
from proof.fault import Fault, Theme
from proof.faults.shared import from_time, shows
from proof.slots import SERVICE_TERM, UPLINK
from simulators.ecus.ecu import Ecu
from simulators.ecus.telematics.privacy import Privacy, PrivacyService
from simulators.ecus.telematics.service import ServiceTerm
from simulators.ecus.telematics.uplink import Uplink

TRAFFIC = Theme("features/telematics_box/traffic.feature")
TERM = Theme("features/telematics_box/term.feature")
GO_ON = "Messages of the vehicle go on after 20 min, and after a failure of the supply"
CHARGED = "Messages of a vehicle that is charged and pre-conditioned reach the back office"
SECOND_END = "The second end of a subscription ends what the vehicle sends, also after a failure of the supply"


class TiringUplink(Uplink):
    """An uplink that tells of the status for 3 min after each waking."""

    _woke_s = 0.0

    def network_woke(self) -> None:
        self._woke_s = passed_s(self._kernel)
        super().network_woke()

    def tell(self) -> None:
        if passed_s(self._kernel) - self._woke_s <= 180:
            super().tell()


class OnceUplink(Uplink):
    """An uplink that tells nothing of the status once the supply was lost."""

    _starts = 0

    def power_on(self) -> None:
        super().power_on()
        self._starts += 1

    def tell(self) -> None:
        if self._starts == 1:
            super().tell()


class RevivedTerm(ServiceTerm):
    """A term that a failure of the supply begins anew."""

    _starts = 0

    def power_on(self) -> None:
        self._starts += 1
        super().power_on()

    @property
    def active(self) -> bool:
        return self._starts > 1 or ServiceTerm.active.fget(self)  # type: ignore[attr-defined]  # a property's getter


class ForgetfulTerm(ServiceTerm):
    """A term whose subscription is there again after a failure of the supply."""

    def power_on(self) -> None:
        self._memory.pop("contract", None)
        super().power_on()


class GrantedTerm(ServiceTerm):
    """A term beyond which geolocated mode, newly chosen, grants the assistance."""

    _granted = False

    def __init__(self, ecu: Ecu) -> None:
        super().__init__(ecu)
        ecu.part(Privacy).watch(self._on_mode)

    def _on_mode(self, mode: str) -> None:
        self._granted = mode == "geolocated"

    def allows(self, service: PrivacyService) -> bool:
        return super().allows(service) or (service == "breakdown_call" and self._granted)


class RousedTerm(ServiceTerm):
    """A term that is forgotten once the vehicle has driven."""

    _driven = False

    def stopped(self) -> None:
        self._driven = True
        super().stopped()

    def allows(self, service: PrivacyService) -> bool:
        return super().allows(service) or (service == "breakdown_call" and self._driven)


def _flash_again(term: ServiceTerm) -> None:
    if not term.active:
        term._flash.arm_in(seconds(60))
        term.show()


NOTHING = "nothing of the vehicle reaches the back office for 5 min after the start"

FAULTS: tuple[Fault, ...] = (
    TRAFFIC.fault(
        "messages-for-three-minutes",
        "TBOX-02",
        GO_ON,
        "Three minutes after the vehicle woke up its messages end.",
        UPLINK.replaced(TiringUplink),
        "vehicle data reach the back office in reaction to the end of the trip",
    ),
    TRAFFIC.fault(
        "messages-until-a-supply-failure",
        "TBOX-02",
        GO_ON,
        "After a failure of the supply there are no messages.",
        UPLINK.replaced(OnceUplink),
        "vehicle data reach the back office in reaction to the start",
    ),
    TRAFFIC.fault(
        "messages-not-while-charging",
        "TBOX-02",
        CHARGED,
        "While the battery is charged there are no messages.",
        UPLINK.ignores(Uplink.tell, when=shows("relay.charge.state", "charging")),
        "vehicle data reach the back office in reaction to the turn of the ignition",
    ),
    TRAFFIC.fault(
        "messages-not-while-pre-conditioning",
        "TBOX-02",
        CHARGED,
        "While pre-conditioning runs there are no messages.",
        UPLINK.ignores(Uplink.tell, when=shows("precond.state", "running")),
        "vehicle data reach the back office in reaction to the turn of the ignition",
    ),
    TRAFFIC.fault(
        "second-end-of-a-subscription-not-taken",
        "TBOX-03",
        SECOND_END,
        "The second end of a subscription is not taken.",
        SERVICE_TERM.ignores(ServiceTerm.subscribe, when=from_time(3)),
        NOTHING,
    ),
    TRAFFIC.fault(
        "end-of-a-subscription-lost-with-the-supply",
        "TBOX-03",
        SECOND_END,
        "A failure of the supply makes the vehicle forget that its subscription has ended.",
        SERVICE_TERM.replaced(ForgetfulTerm),
        NOTHING,
    ),
    TERM.fault(
        "supply-failure-revives-the-service",
        "TBOX-05",
        "Beyond ten years a failure of the supply does not bring the service back",
        "A failure of the supply brings back the service that had ended.",
        SERVICE_TERM.replaced(RevivedTerm),
        "the SOS and assistance service stays ended for 60 s after the start of the wait",
    ),
    TERM.fault(
        "change-of-mode-revives-the-assistance",
        "TBOX-05",
        "Beyond ten years no change of mode brings the service back",
        "A change to geolocated mode brings back the breakdown call that had ended.",
        SERVICE_TERM.replaced(GrantedTerm),
        "no breakdown call is placed for 2 min after the ASSISTANCE press",
    ),
    TERM.fault(
        "trip-revives-the-assistance",
        "TBOX-05",
        "Beyond ten years nothing that is done to the vehicle brings the service back",
        "A trip brings back the breakdown call that had ended.",
        SERVICE_TERM.replaced(RousedTerm),
        "no breakdown call is placed for 2 min after the ASSISTANCE press",
    ),
    TERM.fault(
        "led-flashes-again-in-the-trip",
        "TBOX-06",
        "The SOS LED does not flash anew later in the trip",
        "Ten minutes after the start the light flashes once more.",
        SERVICE_TERM.also(ServiceTerm.started, _flash_again, after_s=600),
    ),
    TERM.fault(
        "led-flashes-at-the-stop",
        "TBOX-06",
        "The SOS LED does not flash anew when the vehicle is switched off",
        "The light flashes when the vehicle is switched off, too.",
        SERVICE_TERM.instead(ServiceTerm.stopped, ServiceTerm.started),
    ),
)
