"""Faults of pre-conditioning in a vehicle that is, or becomes, unlocked."""

from __future__ import annotations

from clock.kernel import seconds
from proof.deviation import Deviation
from proof.fault import Fault, Theme, sides
from proof.faults.shared import shows, unlocked
from proof.slots import CLIMATE
from simulators.bus.com import SignalValue
from simulators.ecus.climate.conditioning import ClimateCalibration, PreConditioning
from vehicle.profile import DOORS

LOCKED = Theme("features/preconditioning/locked.feature")
UNLOCKING = Theme("features/preconditioning/unlocking.feature")
WITH_THE_KEY = "An unlock with the key stops it a minute later"
BY_ORDER = "An unlock order from the app stops it a minute later"
OFF_BY_ORDER = "pre-conditioning is off 60 s after the moment of unlocking"
ORDERED = "An order to an unlocked vehicle starts nothing"
STAYS_OFF = "pre-conditioning stays off for 5 min after the order"
TOLD = "pre-conditioning is refused because the vehicle is unlocked in reaction to the order"
TACITURN = CLIMATE.ignores(
    PreConditioning.start,
    when=lambda climate, _duration_s: not climate.running() and climate.refusal() != "none",
)


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
        f"An order starts nothing while the {name} alone is unlocked",
        f"One door does not count, {name}.",
        CLIMATE.instead(PreConditioning.locked, lambda climate: unlocked(climate._com) <= {door}),
        "pre-conditioning stays off for 60 s after the order",
    )


def _deaf_to(source: str) -> Deviation:
    """Make a vehicle that minds no unlock from there."""
    hears = CLIMATE.also(PreConditioning.power_on, lambda climate: climate._com.listen("doors.lock_source"))
    return hears | CLIMATE.ignores(PreConditioning.lock_changed, when=shows("doors.lock_source", source))


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
        "An order starts nothing while the front left alone is unlocked",
        "Pre-conditioning starts unless all doors are unlocked.",
        CLIMATE.instead(PreConditioning.locked, lambda climate: unlocked(climate._com) != set(DOORS)),
        "pre-conditioning stays off for 60 s after the order",
    ),
    LOCKED.fault(
        "precond-refused-without-a-word",
        "PRECOND-14",
        ORDERED,
        "Pre-conditioning does not start, and nothing tells why.",
        TACITURN,
        TOLD,
    ),
    LOCKED.fault(
        "programme-starts-unlocked",
        "PRECOND-14",
        "A programme starts nothing in an unlocked vehicle",
        "A programme starts in an unlocked vehicle.",
        CLIMATE.replaced(ObstinateProgrammes),
        "pre-conditioning stays off for 50 min after the programming",
    ),
    LOCKED.fault(
        "precond-never-in-a-locked-vehicle",
        "PRECOND-14",
        "An order starts it in a locked vehicle",
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
        "It goes on while the vehicle stays locked",
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
        "An unlock from inside stops it a minute later",
        "An unlock from inside does not count.",
        _deaf_to("inside"),
    ),
    UNLOCKING.fault(
        "precond-ignores-a-single-door",
        "PRECOND-15",
        "Unlocking the front left door alone stops it a minute later",
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
        "After the stop the cabin is no longer heated",
        "The cabin is heated after pre-conditioning has stopped.",
        CLIMATE.also(PreConditioning.stop, PreConditioning.control),
        "the cabin is no longer comfortable",
    ),
)
