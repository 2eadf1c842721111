"""Faults of the telematics box that show in one mode, state and kind of vehicle alone."""

from __future__ import annotations

from proof.fault import Fault, Theme
from proof.faults.emergency_call.modes import STARTED
from proof.faults.shared import CHARGES, INTERMEDIATE, PRIVATE
from proof.memory import both
from proof.slots import BUS_ACCESS, MAINTENANCE, SERVICE_TERM, TRIGGERS, UPLINK
from simulators.ecus.telematics.bus import BusAccess
from simulators.ecus.telematics.ecu import TelematicsEcu
from simulators.ecus.telematics.maintenance import Maintenance
from simulators.ecus.telematics.privacy import Privacy
from simulators.ecus.telematics.service import ServiceTerm
from simulators.ecus.telematics.triggers import Triggers
from simulators.ecus.telematics.uplink import Uplink

MODES = Theme("features/telematics_box/modes.feature")
NOTHING = "nothing of the vehicle reaches the back office for 60 s after"
WORD = "vehicle data reach the back office in reaction to"


class WearyUplink(Uplink):
    """An uplink that gives up at the second loss of the network."""

    _losses = 0

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        ecu.wiring.flag("cell.coverage").watch(self._on_coverage)

    def _on_coverage(self, coverage: bool) -> None:
        self._losses += not coverage

    def tell(self) -> None:
        if self._losses < 2:
            super().tell()


class UnpaidMaintenance(Maintenance):
    """A telemaintenance that needs no contract in intermediate mode."""

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        self._com.listen("ignition.state")

    def wanted(self) -> bool:
        return super().wanted() or (INTERMEDIATE(self) and self._com.get("ignition.state") != "off")


class HastyMaintenance(Maintenance):
    """A telemaintenance that reports once when a mode other than private begins, whatever is paid for."""

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        ecu.part(Privacy).watch(lambda mode: None if mode == "private" else self.tell())


class WatchfulTriggers(Triggers):
    """A call trigger that assists a started vehicle in intermediate mode for ever."""

    def breakdown_allowed(self) -> bool:
        return super().breakdown_allowed() or (INTERMEDIATE(self) and STARTED(self) and not self.in_call())


class ShortTerm(ServiceTerm):
    """A term whose last day ends with the supply."""

    _starts = 0

    def power_on(self) -> None:
        self._starts += 1
        super().power_on()

    def over_utc_s(self) -> float:
        return super().over_utc_s() - 86_400.0 * (self._starts > 1)


def _flashes_anew(triggers: Triggers) -> None:
    term = triggers._rights._term
    if term.flashes:
        term.started()


FAULTS: tuple[Fault, ...] = (
    MODES.fault(
        "telematics-absent-in-private-mode",
        "TBOX-01",
        "In private mode the telematics box of a hybrid takes part in the traffic at each of three wakings",
        "In private mode the telematics box takes no part in the traffic.",
        BUS_ACCESS.ignores(BusAccess.vote, when=both(PRIVATE, lambda _access, vote: vote == "participating")),
        "the telematics unit takes part in the traffic in reaction to the unlock",
    ),
    MODES.fault(
        "messages-end-at-the-second-loss-of-the-network",
        "TBOX-02",
        "In intermediate mode a hybrid tells the manufacturer all day, also after losses of the network",
        "After a second loss of the network there are no messages.",
        UPLINK.replaced(WearyUplink),
        f"{WORD} the end of the trip",
    ),
    MODES.fault(
        "messages-not-while-charging-in-intermediate-mode",
        "TBOX-02",
        "In intermediate mode a hybrid that is charged tells the manufacturer",
        "In intermediate mode there are no messages while the battery is charged.",
        UPLINK.ignores(Uplink.tell, when=both(INTERMEDIATE, CHARGES)),
        f"{WORD} the plugging in",
    ),
    MODES.fault(
        "maintenance-without-a-subscription-in-intermediate-mode",
        "TBOX-03",
        "Without the subscription a hybrid in intermediate mode sends nothing through a day",
        "In intermediate mode maintenance data are sent without a subscription.",
        MAINTENANCE.replaced(UnpaidMaintenance),
        f"{NOTHING} the turn of the ignition",
    ),
    MODES.fault(
        "maintenance-without-a-subscription-after-private-mode",
        "TBOX-03",
        "The end of private mode brings nothing that has no subscription",
        "At the end of private mode maintenance data are sent without a subscription.",
        MAINTENANCE.replaced(HastyMaintenance),
        f"{NOTHING} the selection",
    ),
    MODES.fault(
        "messages-without-a-subscription-while-charging",
        "TBOX-03",
        "Without the subscription a hybrid that is charged in intermediate mode sends nothing",
        "While the battery is charged the subscription is not asked for.",
        SERVICE_TERM.instead(
            ServiceTerm.allows,
            lambda term, _service: term.active,
            when=lambda term, service: service == "vehicle_data" and CHARGES(term),
        ),
        f"{NOTHING} the plugging in",
    ),
    MODES.fault(
        "assistance-dead-on-the-last-day-after-a-supply-failure",
        "TBOX-04",
        "On the last day of the ten years SOS and assistance of a hybrid work in geolocated mode",
        "A failure of the supply on the last day ends the service.",
        SERVICE_TERM.replaced(ShortTerm),
        "the assistance centre is called in reaction to the ASSISTANCE press",
    ),
    MODES.fault(
        "assistance-beyond-ten-years-on-the-road-in-intermediate-mode",
        "TBOX-05",
        "Beyond ten years an electric vehicle in intermediate mode assists nobody and sends nothing",
        "Beyond ten years a vehicle that is started still assists in intermediate mode.",
        TRIGGERS.replaced(WatchfulTriggers),
        "no breakdown call is placed for 60 s after the ASSISTANCE press",
    ),
    MODES.fault(
        "led-flashes-on-at-a-press-of-assistance",
        "TBOX-06",
        "The SOS LED of an electric vehicle in geolocated mode flashes no longer when ASSISTANCE is pressed",
        "A press of ASSISTANCE while the LED flashes begins the three minutes anew.",
        TRIGGERS.also(Triggers.assistance_pressed, _flashes_anew),
        "the SOS LED flashes orange, if at all, for 3 min after the start",
    ),
)
