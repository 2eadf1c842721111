"""Faults of the programmed charge: when it begins, and what it needs for that."""

from __future__ import annotations

from functools import partial

from proof.fault import Fault, Theme, sides
from proof.faults.preconditioning.programme import NOTHING_SENT, SWAPPED
from proof.faults.shared import asleep
from proof.slots import CHARGE_PROGRAMME, CHARGING
from simulators.bus.com import Values
from simulators.ecus.charger.programme import DAY_S, ChargeProgramme
from simulators.ecus.charger.unit import Charging
from simulators.ecus.ecu import Ecu
from simulators.ecus.vehicle import FittedMember

IN_THE_APP = Theme("features/charging/remote.feature")
ON_THE_SCREEN = Theme("features/preconditioning/programme.feature")
AFTER_THE_IGNITION = "The programmed charge begins after the vehicle turns the ignition on and off"
AFTER_THE_NETWORK = "The programmed charge begins after the vehicle leaves the network"
SET_ON_THE_PAGE = "The charge begins at the time that was set on the page ELECTRICAL > Charge"
BEGINS = "charging is running in reaction to the charge time and stays so for 6 min"
NOT_YET = "charging stays off for 9:50 min after the programming"


class ForgetfulProgramme(ChargeProgramme):
    """A charge programme that forgets the programmed time when the ignition is turned off."""

    def __init__(self, ecu: Ecu) -> None:
        super().__init__(ecu)
        ecu.wiring.flag("ignition.kl15").watch(self._on_kl15)

    def _on_kl15(self, on: bool) -> None:
        if not on:
            self._memory.pop("programme_s", None)
            self.plan()


class OnlineCharging(Charging):
    """A charge control that begins a programmed charge only with the mobile network."""

    def __init__(self, ecu: FittedMember) -> None:
        super().__init__(ecu)
        self._coverage = ecu.wiring.flag("cell.coverage")

    def programmed_time_came(self) -> None:
        if self._coverage.value:
            super().programmed_time_came()


class ImpatientProgramme(ChargeProgramme):
    """A charge programme that begins a programmed charge when it is programmed."""

    def store(self, programme: Values) -> None:
        super().store(programme)
        for watcher in self._watchers:
            watcher()


def _shifted(
    theme: Theme, prefix: str, requirement: str, title: str, then: str, by_s: float, *, good: bool = False
) -> Fault:
    when = f"{abs(by_s):g} s {'early' if by_s < 0 else 'late'}"
    return theme.fault(
        f"{prefix}-{when.replace(' s ', 's-')}",
        requirement,
        title,
        f"A programmed charge begins {when}.",
        CHARGE_PROGRAMME.alters(ChargeProgramme.start_s, lambda start_s: (start_s + int(by_s)) % DAY_S),
        then,
        good=good,
    )


_in_the_app = partial(_shifted, IN_THE_APP, "charge-programme", "CHARGE-06", AFTER_THE_NETWORK)
_on_the_screen = partial(_shifted, ON_THE_SCREEN, "screen-charge", "PRECOND-09", SET_ON_THE_PAGE)


class VolatileProgramme(ChargeProgramme):
    """A charge programme that forgets the programmed time without supply."""

    def power_off(self) -> None:
        super().power_off()
        self._memory.pop("programme_s", None)


class SameDayProgramme(ChargeProgramme):
    """A charge programme that drops a time that comes after midnight."""

    def plan(self) -> None:
        super().plan()
        now_s, start_s = self._clock.now_s(), self._memory.get("programme_s")
        if now_s is not None and start_s is not None and int(start_s) < now_s:
            self._timer.cancel()


class FirstProgramme(ChargeProgramme):
    """A charge programme that keeps the first time that is programmed."""

    def store(self, programme: Values) -> None:
        if "programme_s" not in self._memory:
            super().store(programme)


FAULTS = (
    IN_THE_APP.fault(
        "charge-programme-lost-with-the-ignition",
        "CHARGE-06",
        AFTER_THE_IGNITION,
        "The programmed time is forgotten when the ignition is turned off.",
        CHARGE_PROGRAMME.replaced(ForgetfulProgramme),
        BEGINS,
    ),
    IN_THE_APP.fault(
        "charge-programme-needs-the-network",
        "CHARGE-06",
        AFTER_THE_NETWORK,
        "A programmed charge begins only with the mobile network.",
        CHARGING.replaced(OnlineCharging),
        BEGINS,
    ),
    IN_THE_APP.fault(
        "charge-programme-not-asleep",
        "CHARGE-06",
        AFTER_THE_NETWORK,
        "A programmed charge does not begin while the vehicle sleeps.",
        CHARGING.ignores(Charging.programmed_time_came, when=asleep("inter_system")),
        BEGINS,
    ),
    IN_THE_APP.fault(
        "charge-programme-at-once",
        "CHARGE-06",
        AFTER_THE_IGNITION,
        "A programmed charge begins when it is programmed.",
        CHARGE_PROGRAMME.replaced(ImpatientProgramme),
        NOT_YET,
    ),
    _in_the_app(NOT_YET, -60),
    *sides(_in_the_app, BEGINS, right=8, wrong=120),
    ON_THE_SCREEN.fault(
        "screen-programmes-no-charge",
        "PRECOND-09",
        SET_ON_THE_PAGE,
        "The time set on the page ELECTRICAL > Charge is not sent.",
        NOTHING_SENT,
        BEGINS,
    ),
    ON_THE_SCREEN.fault(
        "screen-programmes-swapped-for-the-charge",
        "PRECOND-09",
        SET_ON_THE_PAGE,
        "The time set on the page ELECTRICAL > Charge is sent as that of pre-conditioning.",
        SWAPPED,
        BEGINS,
    ),
    ON_THE_SCREEN.fault(
        "screen-charge-at-once",
        "PRECOND-09",
        SET_ON_THE_PAGE,
        "A programmed charge begins when it is programmed.",
        CHARGE_PROGRAMME.replaced(ImpatientProgramme),
        NOT_YET,
    ),
    _on_the_screen(NOT_YET, -60),
    *sides(_on_the_screen, BEGINS, right=8, wrong=120),
    IN_THE_APP.fault(
        "charge-programme-lost-with-the-supply",
        "CHARGE-06",
        "The programmed charge begins after the vehicle loses its supply for 10 s",
        "The programmed time is forgotten without supply.",
        CHARGE_PROGRAMME.replaced(VolatileProgramme),
        BEGINS,
    ),
    IN_THE_APP.fault(
        "charge-programme-not-after-midnight",
        "CHARGE-06",
        "A charge programmed for 00:03 begins at that time",
        "A time that comes after midnight is dropped.",
        CHARGE_PROGRAMME.replaced(SameDayProgramme),
    ),
    IN_THE_APP.fault(
        "charge-programme-of-the-first-time",
        "CHARGE-06",
        "A programme of the charge that was changed begins at the new time",
        "A programme that is changed keeps its first time.",
        CHARGE_PROGRAMME.replaced(FirstProgramme),
        "charging stays off for 10 min after the programming",
    ),
    ON_THE_SCREEN.fault(
        "screen-charge-not-after-midnight",
        "PRECOND-09",
        "A charge that is programmed for 00:03 on the touch screen begins then at a fast station",
        "A time that comes after midnight is dropped.",
        CHARGE_PROGRAMME.replaced(SameDayProgramme),
    ),
    IN_THE_APP.fault(
        "charge-time-lost-with-the-supply",
        "CHARGE-06",
        "A programmed charge whose time comes while the supply is away begins once it is back",
        "A programmed time that comes without supply is passed over.",
        CHARGE_PROGRAMME.instead(ChargeProgramme.clock_set, lambda programme, _before_s: programme.plan()),
    ),
)
