"""Faults of the programmed charge: when it begins, and what it needs for that."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import ClassVar

from proof.fault import Fault, Theme
from proof.faults.preconditioning.programme import MutePages, SwappedPages
from proof.variant import ecu, variant
from simulators.bus.com import Values
from simulators.ecus.charger.programme import DAY_S, ChargeProgramme
from simulators.ecus.charger.unit import Charger, Charging
from simulators.ecus.ecu import Ecu, Part
from simulators.ecus.screen.unit import Screen
from simulators.ecus.vehicle import FittedMember
from simulators.world import EcuFactory

IN_THE_APP = Theme("features/charging/remote.feature")
ON_THE_SCREEN = Theme("features/preconditioning/programme.feature")
AFTER_THE_IGNITION = "The programmed charge begins after the vehicle turns the ignition on and off"
AFTER_THE_NETWORK = "The programmed charge begins after the vehicle leaves the network"
SET_ON_THE_PAGE = "The charge begins at the time that was set on the page ELECTRICAL > Charge"
BEGINS = "charging is running in reaction to the charge time"
NOT_YET = "charging stays off for 29:50 min after the programming"


class ShiftedProgramme(ChargeProgramme):
    """A charge programme that begins `BY_S` seconds after the programmed time."""

    BY_S: ClassVar[int] = 0

    def start_s(self, hour: int, minute: int) -> int:
        return (super().start_s(hour, minute) + self.BY_S) % DAY_S


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

    def _on_programmed_time(self) -> None:
        if self._coverage.value:
            super()._on_programmed_time()


class SleepyCharging(Charging):
    """A charge control that begins a programmed charge only while its bus is awake."""

    def _on_programmed_time(self) -> None:
        if self._com.started("inter_system"):
            super()._on_programmed_time()


class ImpatientProgramme(ChargeProgramme):
    """A charge programme that begins a programmed charge when it is programmed."""

    def store(self, programme: Values) -> None:
        super().store(programme)
        for watcher in self._watchers:
            watcher()


def _app(name: str, title: str, description: str, charger: type[Part], then: str = BEGINS) -> Fault:
    return IN_THE_APP.fault(name, "CHARGE-06", title, description, then=then, ecus=ecu(Charger, charger))


def _screen(name: str, description: str, ecus: Mapping[str, EcuFactory], then: str = BEGINS) -> Fault:
    return ON_THE_SCREEN.fault(name, "PRECOND-09", SET_ON_THE_PAGE, description, then=then, ecus=ecus)


def _shifted(
    theme: Theme, prefix: str, requirement: str, title: str, by_s: int, *, then: str, good: bool = False
) -> Fault:
    when = f"{abs(by_s)} s {'early' if by_s < 0 else 'late'}"
    return theme.fault(
        f"{prefix}-{when.replace(' s ', 's-')}",
        requirement,
        title,
        f"A programmed charge begins {when}.",
        then=then,
        good=good,
        ecus=ecu(Charger, variant(ShiftedProgramme, BY_S=by_s)),
    )


_in_the_app = partial(_shifted, IN_THE_APP, "charge-programme", "CHARGE-06", AFTER_THE_NETWORK)
_on_the_screen = partial(_shifted, ON_THE_SCREEN, "screen-charge", "PRECOND-09", SET_ON_THE_PAGE)

FAULTS = (
    _app(
        "charge-programme-lost-with-the-ignition",
        AFTER_THE_IGNITION,
        "The programmed time is forgotten when the ignition is turned off.",
        ForgetfulProgramme,
    ),
    _app(
        "charge-programme-needs-the-network",
        AFTER_THE_NETWORK,
        "A programmed charge begins only with the mobile network.",
        OnlineCharging,
    ),
    _app(
        "charge-programme-not-asleep",
        AFTER_THE_NETWORK,
        "A programmed charge does not begin while the vehicle sleeps.",
        SleepyCharging,
    ),
    _app(
        "charge-programme-at-once",
        AFTER_THE_IGNITION,
        "A programmed charge begins when it is programmed.",
        ImpatientProgramme,
        NOT_YET,
    ),
    _in_the_app(-60, then=NOT_YET),
    _in_the_app(8, then=BEGINS, good=True),
    _in_the_app(120, then=BEGINS),
    _screen(
        "screen-programmes-no-charge",
        "The time set on the page ELECTRICAL > Charge is not sent.",
        ecu(Screen, MutePages),
    ),
    _screen(
        "screen-programmes-swapped-for-the-charge",
        "The time set on the page ELECTRICAL > Charge is sent as that of pre-conditioning.",
        ecu(Screen, SwappedPages),
    ),
    _screen(
        "screen-charge-at-once",
        "A programmed charge begins when it is programmed.",
        ecu(Charger, ImpatientProgramme),
        NOT_YET,
    ),
    _on_the_screen(-60, then=NOT_YET),
    _on_the_screen(8, then=BEGINS, good=True),
    _on_the_screen(120, then=BEGINS),
)
