"""Faults of pre-conditioning in a vehicle that is, or becomes, unlocked."""

from __future__ import annotations

from clock.kernel import seconds
from proof.deviation import Deviation
from proof.fault import Fault, Theme, sides
from proof.faults.shared import shows, unlocked
from proof.slots import CLIMATE
from simulators.bus.com import SignalValue
from simulators.ecus.climate.conditioning import ClimateCalibration, PreConditioning
from simulators.ecus.vehicle import FittedMember
from simulators.plant.body import LATCHES
from vehicle.profile import DOORS

LOCKED = Theme("features/preconditioning/locked.feature")
UNLOCKING = Theme("features/preconditioning/unlocking.feature")
WITH_THE_KEY = "An unlock with the key stops pre-conditioning by an order a minute later"
BY_ORDER = "An unlock order from the app stops pre-conditioning by an order a minute later"
OFF_BY_ORDER = "pre-conditioning is off 60 s after the moment of unlocking and stays so for 15 min"
ORDERED = "A pre-conditioning order to an unlocked vehicle that is awake starts nothing"
AGAIN = "Locked and ordered again after an unlock has stopped it, pre-conditioning runs until the next unlock"
STAYS_OFF = "pre-conditioning stays off for 15 min after the order"
TACITURN = CLIMATE.ignores(
    PreConditioning.start,
    when=lambda climate, _duration_s: not climate.running() and climate.refusal() != "none",
)


class EarlyClimate(PreConditioning):
    """A climate control that hears of an unlock in the first five minutes of pre-conditioning."""

    _begun_ns = 0

    def start(self, duration_s: float) -> None:
        if not self.running():
            self._begun_ns = self._kernel.now_ns
        super().start(duration_s)

    def lock_changed(self, state: SignalValue) -> None:
        if self._kernel.now_ns - self._begun_ns < seconds(300):
            super().lock_changed(state)


class ObstinateProgrammes(PreConditioning):
    """A climate control that starts a programme in an unlocked vehicle, and no order."""

    _by_programme = False

    def locked(self) -> bool:
        return self._by_programme or super().locked()

    def start_programme(self, duration_s: float) -> None:
        self._by_programme = True
        super().start_programme(duration_s)
        self._by_programme = False


class ImpatientClimate(PreConditioning):
    """A climate control that stops a minute after its start, unlocked or not."""

    def start(self, duration_s: float) -> None:
        was_running = self.running()
        super().start(duration_s)
        if self.running() and not was_running:
            self._unlocked.arm_in(seconds(self.calibration.stop_after_unlock_s))


class FromTheStartClimate(PreConditioning):
    """A climate control that counts the minute after an unlock from the start of pre-conditioning."""

    _started_ns = 0

    def start(self, duration_s: float) -> None:
        if not self.running():
            self._started_ns = self._kernel.now_ns
        super().start(duration_s)

    def lock_changed(self, state: SignalValue) -> None:
        super().lock_changed(state)
        if self._unlocked.armed:
            self._unlocked.arm_at(self._started_ns + seconds(self.calibration.stop_after_unlock_s))


class LastUnlockClimate(PreConditioning):
    """A climate control that begins the minute anew while the doors stay unlocked."""

    def tick(self) -> None:
        super().tick()
        if self._unlocked.armed and not self.locked():
            self._unlocked.arm_in(seconds(self.calibration.stop_after_unlock_s))


def _stops(after_s: float, *, good: bool = False) -> Fault:
    return UNLOCKING.fault(
        f"precond-stops-at-{after_s:g}s",
        "PRECOND-15",
        WITH_THE_KEY,
        f"Pre-conditioning stops {after_s:g} s after an unlock.",
        CLIMATE.calibrated(ClimateCalibration(stop_after_unlock_s=after_s)),
        good=good,
    )


def _overlooked(door: str) -> Fault:
    name = door.replace("_", " ")
    return LOCKED.fault(
        f"precond-with-the-{name.replace(' ', '-')}-unlocked",
        "PRECOND-14",
        f"A pre-conditioning order starts nothing while the {name} alone is unlocked",
        f"One door does not count, {name}.",
        CLIMATE.instead(PreConditioning.locked, lambda climate: unlocked(climate._com) <= {door}),
        STAYS_OFF,
    )


def _deaf_to(source: str) -> Deviation:
    """Make a vehicle that minds no unlock from there."""
    hears = CLIMATE.also(PreConditioning.power_on, lambda climate: climate._com.listen("doors.lock_source"))
    return hears | CLIMATE.ignores(PreConditioning.lock_changed, when=shows("doors.lock_source", source))


class ProgrammeBlindClimate(PreConditioning):
    """A climate control that minds no unlock while a programme runs."""

    _by_programme = False

    def start_programme(self, duration_s: float) -> None:
        self._by_programme = True
        super().start_programme(duration_s)

    def lock_changed(self, state: SignalValue) -> None:
        if not self._by_programme:
            super().lock_changed(state)


class RestartingClimate(PreConditioning):
    """A climate control that starts again 10 s after an unlock has stopped it."""

    def stop(self, reason: str) -> None:
        super().stop(reason)
        if reason == "unlocked":
            self._kernel.call_in(seconds(10), self._again)

    def _again(self) -> None:
        self._com.set("precond.state", "running")
        self.control()


class OnceClimate(PreConditioning):
    """A climate control that an unlock stops once, and never again."""

    _stopped = False

    def stop(self, reason: str) -> None:
        if reason != "unlocked" or not self._stopped:
            super().stop(reason)
        self._stopped = self._stopped or reason == "unlocked"


class LockedOutClimate(PreConditioning):
    """A climate control that starts nothing any more once an unlock has stopped it."""

    _stopped = False

    def stop(self, reason: str) -> None:
        super().stop(reason)
        self._stopped = self._stopped or reason == "unlocked"

    def locked(self) -> bool:
        return super().locked() and not self._stopped


class MinuteClimate(PreConditioning):
    """A climate control that ends a minute after an unlock, also where it would have ended sooner."""

    def lock_changed(self, state: SignalValue) -> None:
        super().lock_changed(state)
        if self._unlocked.armed:
            self._end.cancel()


class LabelClimate(PreConditioning):
    """A climate control that says off after an unlock, and heats on."""

    def stop(self, reason: str) -> None:
        super().stop(reason)
        if reason == "unlocked":
            self.control()


class RepeatedClimate(PreConditioning):
    """A climate control that begins the minute anew at each press on the key."""

    def __init__(self, ecu: FittedMember) -> None:
        super().__init__(ecu)
        ecu.wiring.flag("key.unlock").watch(self._pressed)

    def _pressed(self, pressed: bool) -> None:
        if pressed and self._unlocked.armed:
            self._unlocked.arm_in(seconds(self.calibration.stop_after_unlock_s))


def _opened(climate: PreConditioning) -> set[str]:
    return {latch for latch in LATCHES if climate._com.get(f"doors.{latch}.lock") == "unlocked"}


def _unheard(door: str, cause: str) -> Fault:
    name = door.replace("_", " ")
    return UNLOCKING.fault(
        f"precond-does-not-mind-the-{name.replace(' ', '-')}",
        "PRECOND-15",
        f"Unlocking the {name} alone stops pre-conditioning by {cause} a minute later",
        f"Unlocking the {name} alone stops nothing.",
        CLIMATE.ignores(PreConditioning.lock_changed, when=lambda climate, _state: _opened(climate) == {door}),
    )


FAULTS = (
    LOCKED.fault(
        "precond-unlocked",
        "PRECOND-14",
        ORDERED,
        "Pre-conditioning starts in an unlocked vehicle.",
        CLIMATE.returns(PreConditioning.locked, True),
        STAYS_OFF,
    ),
    *(_overlooked(door) for door in DOORS),
    LOCKED.fault(
        "precond-unless-all-are-unlocked",
        "PRECOND-14",
        "A pre-conditioning order starts nothing while the front left alone is unlocked",
        "Pre-conditioning starts unless all doors are unlocked.",
        CLIMATE.instead(PreConditioning.locked, lambda climate: unlocked(climate._com) != set(DOORS)),
        STAYS_OFF,
    ),
    LOCKED.fault(
        "precond-refused-without-a-word",
        "PRECOND-14",
        ORDERED,
        "Pre-conditioning does not start, and nothing tells why; the source promises no reason.",
        TACITURN,
        STAYS_OFF,
        good=True,
    ),
    LOCKED.fault(
        "programme-starts-unlocked",
        "PRECOND-14",
        "A programme starts nothing in an unlocked vehicle",
        "A programme starts in an unlocked vehicle.",
        CLIMATE.replaced(ObstinateProgrammes),
        "pre-conditioning stays off for 5 min after the programming",
    ),
    LOCKED.fault(
        "precond-never-in-a-locked-vehicle",
        "PRECOND-14",
        "An order pre-conditions a locked vehicle",
        "A locked vehicle is taken for an unlocked one.",
        CLIMATE.returns(PreConditioning.locked, False),
    ),
    *sides(_stops, wrong=57.0, right=59.0),
    *sides(_stops, right=61.0, wrong=63.0),
    _stops(0.0),
    UNLOCKING.fault(
        "precond-ignores-an-unlock",
        "PRECOND-15",
        WITH_THE_KEY,
        "Pre-conditioning goes on after an unlock.",
        CLIMATE.ignores(PreConditioning.lock_changed),
    ),
    UNLOCKING.fault(
        "precond-stops-locked",
        "PRECOND-15",
        "Pre-conditioning goes on while the vehicle stays locked",
        "Pre-conditioning stops a minute after its start.",
        CLIMATE.replaced(ImpatientClimate),
    ),
    UNLOCKING.fault(
        "precond-counts-from-the-start",
        "PRECOND-15",
        WITH_THE_KEY,
        "The minute after an unlock is counted from the start of pre-conditioning.",
        CLIMATE.replaced(FromTheStartClimate),
    ),
    UNLOCKING.fault(
        "precond-ignores-an-unlock-order",
        "PRECOND-15",
        BY_ORDER,
        "An unlock that the app has ordered does not count.",
        _deaf_to("remote_order"),
        OFF_BY_ORDER,
    ),
    UNLOCKING.fault(
        "precond-ignores-an-unlock-from-inside",
        "PRECOND-15",
        "An unlock from inside stops pre-conditioning by an order a minute later",
        "An unlock from inside does not count.",
        _deaf_to("inside"),
    ),
    UNLOCKING.fault(
        "precond-ignores-a-single-door",
        "PRECOND-15",
        "Unlocking the front left alone stops pre-conditioning by an order a minute later",
        "One unlocked door does not count.",
        CLIMATE.ignores(
            PreConditioning.lock_changed, when=lambda climate, _state: unlocked(climate._com) != set(DOORS)
        ),
    ),
    UNLOCKING.fault(
        "precond-counts-while-unlocked",
        "PRECOND-15",
        WITH_THE_KEY,
        "The minute begins anew as long as the doors are unlocked.",
        CLIMATE.replaced(LastUnlockClimate),
    ),
    UNLOCKING.fault(
        "precond-heats-on-after-the-stop",
        "PRECOND-15",
        "The cabin is no longer heated after an unlock has stopped pre-conditioning",
        "The cabin is heated after pre-conditioning has stopped.",
        CLIMATE.also(PreConditioning.stop, PreConditioning.control),
        "pre-conditioning is off",
    ),
    LOCKED.fault(
        "precond-with-the-trunk-unlocked",
        "PRECOND-14",
        "A pre-conditioning order starts nothing while the trunk alone is unlocked",
        "The trunk does not count.",
        CLIMATE.instead(PreConditioning.locked, lambda climate: _opened(climate) <= {"trunk"}),
        STAYS_OFF,
    ),
    LOCKED.fault(
        "programme-with-the-trunk-unlocked",
        "PRECOND-14",
        "A programme starts nothing while the trunk alone is unlocked",
        "The trunk does not count.",
        CLIMATE.instead(PreConditioning.locked, lambda climate: _opened(climate) <= {"trunk"}),
    ),
    LOCKED.fault(
        "precond-is-a-label",
        "PRECOND-14",
        "An order pre-conditions a locked vehicle",
        "Pre-conditioning is shown as running, and nothing is heated or blown.",
        CLIMATE.ignores(PreConditioning.control),
    ),
    LOCKED.fault(
        "precond-ends-after-five-minutes",
        "PRECOND-14",
        "An order pre-conditions a locked vehicle",
        "Pre-conditioning ends after five minutes.",
        CLIMATE.calibrated(ClimateCalibration(immediate_run_s=300.0)),
    ),
    *(
        _unheard(door, cause)
        for door, cause in zip(
            LATCHES, ("an order", "a programme", "an order", "a programme", "an order"), strict=True
        )
    ),
    UNLOCKING.fault(
        "programme-ignores-an-unlock",
        "PRECOND-15",
        "An unlock with the key stops pre-conditioning by a programme a minute later",
        "An unlock does not stop a programme.",
        CLIMATE.replaced(ProgrammeBlindClimate),
    ),
    UNLOCKING.fault(
        "precond-starts-again-after-an-unlock",
        "PRECOND-15",
        WITH_THE_KEY,
        "Pre-conditioning starts again 10 s after the stop.",
        CLIMATE.replaced(RestartingClimate),
    ),
    UNLOCKING.fault(
        "precond-heats-on-under-the-label-off",
        "PRECOND-15",
        WITH_THE_KEY,
        "After the stop the vehicle shows off, and heats on.",
        CLIMATE.replaced(LabelClimate),
    ),
    UNLOCKING.fault(
        "precond-minds-one-unlock",
        "PRECOND-15",
        AGAIN,
        "Only the first unlock stops pre-conditioning.",
        CLIMATE.replaced(OnceClimate),
        "pre-conditioning is off 60 s after the unlock and stays so for 5 min",
    ),
    UNLOCKING.fault(
        "precond-never-again-after-an-unlock",
        "PRECOND-15",
        AGAIN,
        "Once an unlock has stopped pre-conditioning it does not start any more.",
        CLIMATE.replaced(LockedOutClimate),
        "pre-conditioning is running in reaction to the order and stays so for 5 min",
    ),
    UNLOCKING.fault(
        "unlock-prolongs-a-programme",
        "PRECOND-15",
        "An unlock shortly before the end of a programme leaves that end as it is",
        "The minute after an unlock takes the place of an end that is sooner.",
        CLIMATE.replaced(MinuteClimate),
    ),
    UNLOCKING.fault(
        "second-press-puts-off-the-stop",
        "PRECOND-15",
        "A second press on the key within the minute does not put off the stop of pre-conditioning",
        "The minute begins anew at each press on the key.",
        CLIMATE.replaced(RepeatedClimate),
    ),
    UNLOCKING.fault(
        "unlock-counts-in-the-first-minutes",
        "PRECOND-15",
        "An unlock 10 min into pre-conditioning stops it a minute later",
        "An unlock stops pre-conditioning in its first five minutes alone.",
        CLIMATE.replaced(EarlyClimate),
    ),
)
