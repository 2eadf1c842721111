"""Faults of programmed pre-conditioning: when it starts, what is stored, and who may set it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from proof.ageing import call_in
from proof.deviation import Deviation
from proof.fault import Fault, Theme
from proof.faults.shared import asleep
from proof.slots import CHARGING_PAGES, CLIMATE, PROGRAMME_PAGES, PROGRAMMES
from simulators.bus.com import SignalValue, Values
from simulators.ecus.climate.conditioning import PreConditioning
from simulators.ecus.climate.programme import Programme, ProgrammeCalibration, Programmes
from simulators.ecus.screen.programmes import ProgrammePages
from simulators.ecus.vehicle import FittedMember
from simulators.offboard.phone.charging import ChargingPages
from simulators.offboard.service import Json

PROGRAMME = Theme("features/preconditioning/programme.feature")
IN_WINDOW = "pre-conditioning starts between 30 min and 45 min before the target time"
EIGHT_HOURS = "A programme set 8 h ahead in the app starts in its window"
NEXT_DAY = f"{IN_WINDOW} of the next day"
STAYS_OFF = "pre-conditioning stays off for 5 min after the programming"
MIN_S = 60.0
DAY_S = 24 * 3600


def programmed(**numbers: float) -> Deviation:
    """Give the programmes other numbers around the target time."""
    return PROGRAMMES.calibrated(ProgrammeCalibration(**numbers))


class SelfStartingProgrammes(Programmes):
    """A programme store that starts an hour after it got its supply."""

    def power_on(self) -> None:
        super().power_on()
        call_in(self._kernel, 3600, self._start_by_itself)

    def _start_by_itself(self) -> None:
        self._wake.ask("programme")
        self._conditioning.once_settled(lambda: self._conditioning.start(600.0))


class ForgetfulProgrammes(Programmes):
    """A programme store that forgets its programmes when the ignition is turned off."""

    def __init__(self, ecu: FittedMember) -> None:
        super().__init__(ecu)
        self._com.on("ignition.state", self._on_ignition)

    def _on_ignition(self, state: SignalValue) -> None:
        if state == "off":
            self._memory.clear()
            self._plan()


class OnlineProgrammes(Programmes):
    """A programme store that starts a programme only with the mobile network."""

    def __init__(self, ecu: FittedMember) -> None:
        super().__init__(ecu)
        self._coverage = ecu.wiring.flag("cell.coverage")

    def launch(self) -> None:
        if self._coverage.value:
            super().launch()


class DozyProgrammes(Programmes):
    """A programme store that forgets its programmes when its bus goes to sleep."""

    def network_slept(self) -> None:
        super().network_slept()
        self._memory.clear()
        self._plan()


class LenientProgrammes(Programmes):
    """A programme store that counts the notice from the first time that a programme was set."""

    def store(self, key: str, hour: int, minute: int, days: int) -> None:
        before = self._memory.get(key)
        super().store(key, hour, minute, days)
        if before is not None:
            programme = Programme.read(str(self._memory[key]))
            self._memory[key] = replace(programme, set_at_s=Programme.read(str(before)).set_at_s).text()


class OnceProgrammes(Programmes):
    """A programme store that drops a programme that comes too late for its first occurrence."""

    def store(self, key: str, hour: int, minute: int, days: int) -> None:
        super().store(key, hour, minute, days)
        if self._com.get("precond.refusal") == "too_late":
            self._memory.pop(key, None)


CHARGE, PRECONDITIONING = ProgrammePages.programme_charge, ProgrammePages.programme_preconditioning
NOTHING_SENT = PROGRAMME_PAGES.ignores(CHARGE) | PROGRAMME_PAGES.ignores(PRECONDITIONING)
SWAPPED = PROGRAMME_PAGES.instead(CHARGE, PRECONDITIONING) | PROGRAMME_PAGES.instead(PRECONDITIONING, CHARGE)


class StartTimePages(ChargingPages):
    """A charging page that sends the time at which pre-conditioning has to start in place of the time of use."""

    def _send(self, topic: str, programme: Mapping[str, Json]) -> None:
        if topic == "precond_programme":
            minutes = (int(str(programme["hour"])) * 60 + int(str(programme["minute"])) - 40) % 1440
            programme = {**programme, "hour": minutes // 60, "minute": minutes % 60}
        super()._send(topic, programme)


def _lead(name: str, lead_s: float, *, good: bool = False) -> Fault:
    minutes, left_s = divmod(round(lead_s), 60)
    return PROGRAMME.fault(
        f"programme-starts-{name}",
        "PRECOND-05",
        "A programme set 50 min ahead in the app starts in its window",
        f"A programme starts {minutes}:{left_s:02} min before its target time.",
        programmed(lead_s=lead_s, latest_start_s=lead_s - 5 * MIN_S),
        good=good,
    )


def _notice(name: str, notice_s: float, title: str, description: str, then: str | None = None) -> Fault:
    numbers = programmed(notice_s=notice_s)
    return PROGRAMME.fault(f"programme-{name}", "PRECOND-11", title, description, numbers, then)


def _start(programmes: Programmes) -> None:
    conditioning = programmes._conditioning
    conditioning.once_settled(lambda: conditioning.start(600.0))


class VolatileProgrammes(Programmes):
    """A programme store that forgets its programmes without supply."""

    def power_off(self) -> None:
        super().power_off()
        self._memory.clear()


class StaleProgrammes(Programmes):
    """A programme store that keeps the programme before when another takes its place."""

    def store(self, key: str, hour: int, minute: int, days: int) -> None:
        before = self._memory.get(key)
        super().store(key, hour, minute, days)
        if before is not None and before != self._memory[key]:
            self._memory[f"{key}.before"] = before


class FirstProgrammes(Programmes):
    """A programme store that takes one programme, and no other after that has run."""

    def store(self, key: str, hour: int, minute: int, days: int) -> None:
        before = self._memory.get(key)
        if before is None or not Programme.read(str(before)).done_s:
            super().store(key, hour, minute, days)


class SameDayProgrammes(Programmes):
    """A programme store that drops a programme whose time comes after midnight."""

    def store(self, key: str, hour: int, minute: int, days: int) -> None:
        now_s = self._date.now_s() or 0.0
        if hour * 3600 + minute * 60 > now_s % DAY_S:
            super().store(key, hour, minute, days)


class MidnightProgrammes(Programmes):
    """A programme store that starts nothing on the day before its target time."""

    def launch(self) -> None:
        launch, now_s = self._next_launch(), self._date.now_s()
        if launch is not None and now_s is not None and launch[1] // DAY_S == now_s // DAY_S:
            super().launch()


class NearProgrammes(Programmes):
    """A programme store that forgets what is not due within ten hours."""

    def store(self, key: str, hour: int, minute: int, days: int) -> None:
        super().store(key, hour, minute, days)
        launch, now_s = self._next_launch(), self._date.now_s()
        if launch is not None and now_s is not None and launch[1] - now_s > 10 * 3600:
            self._memory.pop(key, None)
            self._plan()


class CrowdedProgrammes(Programmes):
    """A programme store that drops its programmes when the charge begins."""

    def __init__(self, ecu: FittedMember) -> None:
        super().__init__(ecu)
        self._com.on("relay.charge.state", self._on_charge)

    def _on_charge(self, state: SignalValue) -> None:
        if state == "charging":
            self._memory.clear()
            self._plan()


class SteadfastProgrammes(Programmes):
    """A programme store that a programme cannot be taken from."""

    def _on_programme(self, source: str, values: Values) -> None:
        if values[f"{source}.active"] != "off":
            super()._on_programme(source, values)


FAULTS = (
    _lead("45min03s-before", 45 * MIN_S + 3),
    _lead("44min57s-before", 45 * MIN_S - 3, good=True),
    _lead("30min03s-before", 30 * MIN_S + 3, good=True),
    _lead("29min57s-before", 30 * MIN_S - 3),
    _lead("at-the-target", 0.0),
    PROGRAMME.fault(
        "programme-starts-at-once",
        "PRECOND-05",
        EIGHT_HOURS,
        "A programme starts when it is set.",
        PROGRAMMES.also(Programmes.store, _start),
    ),
    PROGRAMME.fault(
        "programme-not-asleep",
        "PRECOND-05",
        EIGHT_HOURS,
        "A programme does not start while the vehicle sleeps.",
        PROGRAMMES.ignores(Programmes.launch, when=asleep("comfort")),
    ),
    PROGRAMME.fault(
        "precond-by-itself",
        "PRECOND-05",
        "Without a programme pre-conditioning does not start",
        "Pre-conditioning starts by itself.",
        PROGRAMMES.replaced(SelfStartingProgrammes),
    ),
    PROGRAMME.fault(
        "programme-of-the-start",
        "PRECOND-08",
        "The vehicle is told the time of use and starts before it",
        "The app sends the time of the start in place of the time of use.",
        CHARGING_PAGES.replaced(StartTimePages),
        "the programme reaches the vehicle in reaction to the programming",
    ),
    PROGRAMME.fault(
        "programme-taken-for-the-start",
        "PRECOND-08",
        "The vehicle is told the time of use and starts before it",
        "The vehicle takes the time of use for that of the start.",
        programmed(lead_s=0.0, latest_start_s=0.0),
        IN_WINDOW,
    ),
    _notice(
        "needs-45min01s-of-notice",
        45 * MIN_S + 1,
        "A programme received 45:00 min ahead starts the same day",
        "A programme needs 45:01 min of notice.",
    ),
    _notice(
        "needs-44min59s-of-notice",
        45 * MIN_S - 1,
        "A programme received 44:59 min ahead waits for the next day",
        "A programme needs 44:59 min of notice.",
        STAYS_OFF,
    ),
    _notice(
        "needs-no-notice",
        0.0,
        "A programme set 44:00 min ahead waits for the next day",
        "A programme needs no notice.",
        STAYS_OFF,
    ),
    _notice(
        "needs-50min-of-notice",
        50 * MIN_S,
        "A programme set 46:00 min ahead starts the same day",
        "A programme needs 50 min of notice.",
    ),
    PROGRAMME.fault(
        "programme-changed-needs-no-notice",
        "PRECOND-11",
        "A programme changed to 44:00 min ahead waits for the next day",
        "A programme that is changed needs no notice anew.",
        PROGRAMMES.replaced(LenientProgrammes),
        STAYS_OFF,
    ),
    PROGRAMME.fault(
        "programme-too-late-is-dropped",
        "PRECOND-11",
        "A programme set 44:00 min ahead waits for the next day",
        "A programme that comes too late is forgotten.",
        PROGRAMMES.replaced(OnceProgrammes),
        NEXT_DAY,
    ),
    PROGRAMME.fault(
        "programme-lost-with-the-ignition",
        "PRECOND-12",
        "A programme set 2 h ahead starts after the vehicle turns the ignition on and off",
        "The programme is forgotten when the ignition is turned off.",
        PROGRAMMES.replaced(ForgetfulProgrammes),
    ),
    PROGRAMME.fault(
        "programme-lost-in-sleep",
        "PRECOND-12",
        "A programme set 2 h ahead starts after the vehicle turns the ignition on and off",
        "The programme is forgotten when the vehicle falls asleep.",
        PROGRAMMES.replaced(DozyProgrammes),
    ),
    PROGRAMME.fault(
        "programme-needs-the-network",
        "PRECOND-13",
        "A programme set 2 h ahead starts after the vehicle leaves the network",
        "A programme starts only with the mobile network.",
        PROGRAMMES.replaced(OnlineProgrammes),
    ),
    PROGRAMME.fault(
        "screen-programmes-no-preconditioning",
        "PRECOND-10",
        "Pre-conditioning starts before a time 2 h ahead that was set on AIR CONDITIONING > OPTIONS",
        "The time set on the page AIR CONDITIONING > OPTIONS is not sent.",
        NOTHING_SENT,
    ),
    PROGRAMME.fault(
        "screen-programmes-swapped-for-preconditioning",
        "PRECOND-10",
        "Pre-conditioning starts before a time 2 h ahead that was set on AIR CONDITIONING > OPTIONS",
        "The time set on the page AIR CONDITIONING > OPTIONS is sent as that of the charge.",
        SWAPPED,
    ),
    PROGRAMME.fault(
        "programme-lost-with-the-supply",
        "PRECOND-12",
        "A programme set 2 h ahead starts after the vehicle loses its supply for 10 s",
        "The programme is forgotten without supply.",
        PROGRAMMES.replaced(VolatileProgrammes),
    ),
    PROGRAMME.fault(
        "programme-lost-after-a-drive",
        "PRECOND-12",
        "A programme starts after three cycles of the ignition, a charge and orders",
        "The programme is forgotten when the ignition is turned off.",
        PROGRAMMES.replaced(ForgetfulProgrammes),
    ),
    PROGRAMME.fault(
        "programme-far-ahead-lost",
        "PRECOND-05",
        "A programme set 23 h ahead in the app starts in its window",
        "A programme that is due in more than ten hours is forgotten.",
        PROGRAMMES.replaced(NearProgrammes),
    ),
    PROGRAMME.fault(
        "programme-after-midnight-dropped",
        "PRECOND-05",
        "A programme for 00:15 that is set in the app starts in its window",
        "A programme whose time comes after midnight is dropped.",
        PROGRAMMES.replaced(SameDayProgrammes),
    ),
    PROGRAMME.fault(
        "programme-not-before-midnight",
        "PRECOND-05",
        "A programme for 00:15 that is set in the app starts in its window",
        "A programme starts only on the day of its target time.",
        PROGRAMMES.replaced(MidnightProgrammes),
    ),
    PROGRAMME.fault(
        "programme-before-still-starts",
        "PRECOND-05",
        "A programme that is changed from 50 min to 5 h ahead starts in the new window alone",
        "The programme before starts too.",
        PROGRAMMES.replaced(StaleProgrammes),
        "pre-conditioning stays off for 7 min after the programming",
    ),
    PROGRAMME.fault(
        "programme-turned-off-starts",
        "PRECOND-05",
        "A programme that is turned off starts nothing",
        "A programme that was turned off starts.",
        PROGRAMMES.replaced(SteadfastProgrammes),
    ),
    PROGRAMME.fault(
        "programme-after-another-dropped",
        "PRECOND-05",
        "A programme that is set after another has run starts in its window too",
        "After one programme has run no other is taken.",
        PROGRAMMES.replaced(FirstProgrammes),
        IN_WINDOW,
    ),
    PROGRAMME.fault(
        "programme-is-a-label",
        "PRECOND-05",
        EIGHT_HOURS,
        "A programme is shown as running, and nothing is heated or blown.",
        CLIMATE.ignores(PreConditioning.control),
    ),
    Theme("features/charging/remote.feature").fault(
        "programme-lost-with-the-charge",
        "CHARGE-06",
        "Charge and pre-conditioning that are both programmed begin each at its own time",
        "The programme of pre-conditioning is forgotten when a charge begins.",
        PROGRAMMES.replaced(CrowdedProgrammes),
        IN_WINDOW,
    ),
)
