"""Faults of pre-conditioning that show only beside a charge, other orders, or the ignition on."""

from __future__ import annotations

from clock.kernel import seconds
from proof.fault import Theme
from proof.faults.preconditioning.programme import VolatileProgrammes
from proof.faults.shared import shows
from proof.memory import Memory
from proof.slots import CHARGING, CHARGING_PAGES, CLIMATE, ORDERS_ON_THE_BUS, PROGRAMME_PAGES, PROGRAMMES
from simulators.bus.com import SignalValue
from simulators.ecus.body.orders import RemoteOrders
from simulators.ecus.charger.unit import Charging
from simulators.ecus.climate.conditioning import PreConditioning
from simulators.ecus.climate.programme import Programmes
from simulators.ecus.screen.programmes import ProgrammePages
from simulators.ecus.vehicle import FittedMember
from simulators.offboard.phone.charging import ChargingPages

CHARGE = Theme("features/preconditioning/charge.feature")
PROGRAMME = Theme("features/preconditioning/programme.feature")
TEMPERATURE = Theme("features/preconditioning/temperature.feature")
UNLOCKING = Theme("features/preconditioning/unlocking.feature")

BOTH = "A programme keeps to temperature and time while the battery charges and the ignition is on"
RESUMED = "charging is running in reaction to the end of pre-conditioning and stays so for 6 min"
IN_WINDOW = "pre-conditioning starts between 30 min and 45 min before the target time"
THE_NEXT_DAY = f"{IN_WINDOW} of the next day"
DEFERRED = (
    "A charge that was ordered in deferred mode is interrupted by pre-conditioning and resumed after other orders"
)
DAY_S = 86_400

LOCKED = Memory()
LIT = Memory()
LIT_TOO = Memory()
SENT = Memory()


class ThriftyClimate(PreConditioning):
    """A climate control that brings the cabin to 17 °C while the battery charges."""

    def wanted_heat_w(self) -> float:
        less = 4 * (self.calibration.known_loss_w_per_k + self.calibration.heat_w_per_k)
        return super().wanted_heat_w() - (less if self.charging() else 0)


class DriversClimate(PreConditioning):
    """A climate control that ends a programme at its target time when the ignition is on by then."""

    def __init__(self, ecu: FittedMember) -> None:
        super().__init__(ecu)
        self._ignition = ecu.wiring.flag("ignition.kl15")

    def start_programme(self, duration_s: float) -> None:
        super().start_programme(duration_s)
        self._kernel.call_in(seconds(max(0.0, duration_s - 600)), self._at_target)

    def _at_target(self) -> None:
        if self._ignition.value:
            self.stop("programme_end")


class HastyProgrammes(Programmes):
    """A store of programmes that takes some for programmed an hour earlier, so that they need no notice."""

    def is_hasty(self, now_s: float) -> bool:
        """Tell whether it does so now."""
        return self._conditioning.running()

    def store(self, key: str, hour: int, minute: int, days: int) -> None:
        super().store(key, hour, minute, days)
        now_s = self._date.now_s()
        if now_s is not None and self.is_hasty(now_s):
            fields = str(self._memory[key]).split(":")
            self._memory[key] = ":".join([*fields[:3], str(int(fields[3]) - 3600), *fields[4:]])


class LateProgrammes(HastyProgrammes):
    """A store of programmes that needs no notice in the last hour of a day."""

    def is_hasty(self, now_s: float) -> bool:
        return now_s % DAY_S >= DAY_S - 3600


def _is_deferred(charging: Charging, _request: SignalValue) -> bool:
    return charging.mode() == "deferred"


def _forget(charging: Charging) -> None:
    charging._wanted = charging._waits_for_end = False
    charging._apply()


FAULTS = (
    CHARGE.fault(
        "waiting-charge-forgotten-after-a-lock",
        "PRECOND-17",
        "A hybrid takes a charge during pre-conditioning by an order into account and charges once"
        " the driver orders the end of pre-conditioning from the app",
        "A charge that waits for the end of pre-conditioning is forgotten when a lock is ordered.",
        ORDERS_ON_THE_BUS.also(RemoteOrders.carry_out, LOCKED.note, kind="lock")
        | CHARGING.instead(
            Charging._on_precond,
            lambda charging, _state: _forget(charging),
            when=lambda charging, state: state == "off" and charging._waits_for_end and LOCKED.happened(charging),
        ),
        RESUMED,
    ),
    CHARGE.fault(
        "deferred-charge-not-interrupted",
        "PRECOND-19",
        DEFERRED,
        "A charge in deferred mode goes on beside pre-conditioning.",
        CHARGING.ignores(Charging.charge_requested, request="interrupt", when=_is_deferred),
        "charging is off in reaction to the start of pre-conditioning",
    ),
    CHARGE.fault(
        "resumed-charge-ends-after-20-min",
        "PRECOND-20",
        DEFERRED,
        "A charge that was resumed after pre-conditioning ends after 20 min.",
        CHARGING.also(Charging.charge_requested, _forget, after_s=1200, request="resume"),
        "charging is running in reaction to the end of pre-conditioning and stays so for 25 min",
    ),
    CHARGE.fault(
        "charge-not-resumed-after-the-lights",
        "PRECOND-27",
        "At 4.5 °C a charge that was ordered in deferred mode is interrupted and resumed after other orders",
        "A charge that pre-conditioning has interrupted is forgotten when the lights are ordered.",
        ORDERS_ON_THE_BUS.also(RemoteOrders.carry_out, LIT.note, kind="lights")
        | CHARGING.ignores(Charging.charge_requested, request="resume", when=LIT.happened),
        RESUMED,
    ),
    UNLOCKING.fault(
        "unlock-ignored-while-charging",
        "PRECOND-15",
        "An unlock with the key stops pre-conditioning while the battery charges at a regular station",
        "While the battery charges an unlock does not stop pre-conditioning.",
        CLIMATE.ignores(PreConditioning.lock_changed, when=shows("relay.charge.state", "charging")),
    ),
    TEMPERATURE.fault(
        "cooler-while-charging",
        "PRECOND-06",
        BOTH,
        "While the battery charges the cabin is brought to 17 °C.",
        CLIMATE.replaced(ThriftyClimate),
        "the cabin is at 21 °C at the target time",
    ),
    TEMPERATURE.fault(
        "programme-ends-at-the-target-with-ignition-on",
        "PRECOND-07",
        BOTH,
        "With the ignition on pre-conditioning ends at the target time.",
        CLIMATE.replaced(DriversClimate),
        "pre-conditioning is off 10 min after the target time and stays so for 15 min",
    ),
    PROGRAMME.fault(
        "no-notice-while-running",
        "PRECOND-11",
        "A programme set 44:00 min ahead while pre-conditioning runs waits for the next day",
        "A programme that is set during pre-conditioning needs no notice.",
        PROGRAMMES.replaced(HastyProgrammes),
        "pre-conditioning stays off for 5 min after the start of the wait",
    ),
    PROGRAMME.fault(
        "no-notice-before-midnight",
        "PRECOND-11",
        "A programme set 35:00 min ahead shortly before midnight waits for the next day",
        "A programme that is set in the last hour of a day needs no notice.",
        PROGRAMMES.replaced(LateProgrammes),
        "pre-conditioning stays off for 5 min after the programming",
    ),
    PROGRAMME.fault(
        "launch-missed-on-an-awake-bus-before-midnight",
        "PRECOND-05",
        "A programme for after midnight starts before it in its window while the ignition is on",
        "A programme that is due in the last hour of a day while the vehicle is awake is not launched.",
        PROGRAMMES.ignores(
            Programmes.launch,
            when=lambda programmes: (
                programmes._com.started("comfort") and (programmes._date.now_s() or 0) % DAY_S >= DAY_S - 3600
            ),
        ),
    ),
    PROGRAMME.fault(
        "programme-forgotten-after-the-lights",
        "PRECOND-12",
        "A programme starts after three cycles of the ignition, a charge and orders",
        "A programme is forgotten when the lights are ordered.",
        ORDERS_ON_THE_BUS.also(RemoteOrders.carry_out, LIT_TOO.note, kind="lights")
        | PROGRAMMES.ignores(Programmes.launch, when=LIT_TOO.happened),
    ),
    PROGRAMME.fault(
        "programme-of-the-app-by-a-twelve-hour-clock",
        "PRECOND-08",
        "The vehicle is told a time of use after midnight and starts before it",
        "The app tells the vehicle noon for midnight.",
        CHARGING_PAGES.alters(ChargingPages.time_of_day, lambda time: {**time, "hour": time["hour"] or 12}),
        "the programme reaches the vehicle in reaction to the programming",
    ),
    PROGRAMME.fault(
        "screen-programme-lost-with-the-supply",
        "PRECOND-10",
        "A programme that is set on the touch screen outside the network starts there after a loss of the supply",
        "The programme is forgotten without supply.",
        PROGRAMMES.replaced(VolatileProgrammes),
    ),
    PROGRAMME.fault(
        "second-charge-time-of-the-screen-ignored",
        "PRECOND-09",
        "A time for the charge on the touch screen takes the place of the one before and is stored",
        "The touch screen sends one time for the charge, and no later one.",
        PROGRAMME_PAGES.ignores(ProgrammePages.programme_charge, when=SENT.happened)
        | PROGRAMME_PAGES.also(ProgrammePages.programme_charge, SENT.note),
    ),
)
