"""Faults of pre-conditioning in a vehicle that is, or becomes, unlocked."""

from __future__ import annotations

from typing import ClassVar

from clock.kernel import seconds
from proof.fault import Fault, Theme
from proof.variant import ecu, variant
from simulators.bus.com import SignalValue
from simulators.ecus.climate.conditioning import ClimateCalibration, PreConditioning
from simulators.ecus.climate.unit import Climate
from vehicle.profile import DOORS

LOCKED = Theme("features/preconditioning/locked.feature")
UNLOCKING = Theme("features/preconditioning/unlocking.feature")
WITH_THE_KEY = "An unlock with the key stops it a minute later"
BY_ORDER = "An unlock order from the app stops it a minute later"
OFF_BY_ORDER = "pre-conditioning is off 60 s after the moment of unlocking"
ORDERED = "An order to an unlocked vehicle starts nothing"
STAYS_OFF = "pre-conditioning stays off for 5 min after the order"
TOLD = "pre-conditioning is refused because the vehicle is unlocked in reaction to the order"


class CarelessClimate(PreConditioning):
    """A climate control that starts in an unlocked vehicle."""

    def locked(self) -> bool:
        return True


class OneEyedClimate(PreConditioning):
    """A climate control that does not look at one of the doors."""

    DOOR: ClassVar[str] = ""

    def locked(self) -> bool:
        return all(self._com.get(f"doors.{door}.lock") != "unlocked" for door in DOORS if door != self.DOOR)


class WideOpenClimate(PreConditioning):
    """A climate control that calls a vehicle unlocked only when all of its doors are."""

    def locked(self) -> bool:
        return any(self._com.get(f"doors.{door}.lock") != "unlocked" for door in DOORS)


class TaciturnClimate(PreConditioning):
    """A climate control that does not say why it refuses."""

    def start(self, duration_s: float) -> None:
        if self.running() or self.refusal() == "none":
            super().start(duration_s)


class ObstinateProgrammes(PreConditioning):
    """A climate control that starts a programme in an unlocked vehicle, and no order."""

    _by_programme = False

    def locked(self) -> bool:
        return self._by_programme or super().locked()

    def start_programme(self, duration_s: float) -> None:
        self._by_programme = True
        super().start_programme(duration_s)
        self._by_programme = False


class NeverClimate(PreConditioning):
    """A climate control that takes every vehicle for an unlocked one."""

    def locked(self) -> bool:
        return False


class HeedlessClimate(PreConditioning):
    """A climate control that does not mind an unlock."""

    def _on_lock(self, state: SignalValue) -> None:
        """Go on."""


class WarmClimate(PreConditioning):
    """A climate control that goes on to heat as it did when pre-conditioning has stopped."""

    def stop(self, reason: str) -> None:
        super().stop(reason)
        self._control()


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

    def _on_lock(self, state: SignalValue) -> None:
        super()._on_lock(state)
        if self._unlocked.armed:
            self._unlocked.arm_at(self._started_ns + seconds(self.calibration.stop_after_unlock_s))


class DeafToOrders(PreConditioning):
    """A climate control that does not mind an unlock that the app has ordered."""

    def _on_lock(self, state: SignalValue) -> None:
        if self._com.get("doors.lock_source") != "remote_order":
            super()._on_lock(state)

    def power_on(self) -> None:
        super().power_on()
        self._com.listen("doors.lock_source")


class DeafToInside(DeafToOrders):
    """A climate control that does not mind an unlock from inside."""

    def _on_lock(self, state: SignalValue) -> None:
        if self._com.get("doors.lock_source") != "inside":
            PreConditioning._on_lock(self, state)


class AllDoorsClimate(PreConditioning):
    """A climate control that stops only when all doors are unlocked."""

    def _on_lock(self, state: SignalValue) -> None:
        if all(self._com.get(f"doors.{door}.lock") == "unlocked" for door in DOORS):
            super()._on_lock(state)


class LastUnlockClimate(PreConditioning):
    """A climate control that begins the minute anew while the doors stay unlocked."""

    def _on_tick(self) -> None:
        super()._on_tick()
        if self._unlocked.armed and not self.locked():
            self._unlocked.arm_in(seconds(self.calibration.stop_after_unlock_s))


def _stops(after_s: float, *, good: bool = False) -> Fault:
    return UNLOCKING.fault(
        f"precond-stops-at-{after_s:g}s",
        "PRECOND-15",
        WITH_THE_KEY,
        f"Pre-conditioning stops {after_s:g} s after an unlock.",
        good=good,
        ecus=ecu(Climate, ClimateCalibration(stop_after_unlock_s=after_s)),
    )


def _unlock(
    name: str, title: str, description: str, climate: type[PreConditioning], then: str | None = None
) -> Fault:
    return UNLOCKING.fault(name, "PRECOND-15", title, description, then=then, ecus=ecu(Climate, climate))


def _locked(
    name: str, title: str, description: str, climate: type[PreConditioning], then: str | None = STAYS_OFF
) -> Fault:
    return LOCKED.fault(name, "PRECOND-14", title, description, then=then, ecus=ecu(Climate, climate))


def _overlooked(door: str) -> Fault:
    name = door.replace("_", " ")
    return _locked(
        f"precond-with-the-{name.replace(' ', '-')}-unlocked",
        f"An order starts nothing while the {name} alone is unlocked",
        f"One door does not count, {name}.",
        variant(OneEyedClimate, DOOR=door),
        "pre-conditioning stays off for 60 s after the order",
    )


FAULTS = (
    _locked("precond-unlocked", ORDERED, "Pre-conditioning starts in an unlocked vehicle.", CarelessClimate),
    *(_overlooked(door) for door in DOORS),
    _locked(
        "precond-unless-all-are-unlocked",
        "An order starts nothing while the front left alone is unlocked",
        "Pre-conditioning starts unless all doors are unlocked.",
        WideOpenClimate,
        "pre-conditioning stays off for 60 s after the order",
    ),
    _locked(
        "precond-refused-without-a-word",
        ORDERED,
        "Pre-conditioning does not start, and nothing tells why.",
        TaciturnClimate,
        TOLD,
    ),
    _locked(
        "programme-starts-unlocked",
        "A programme starts nothing in an unlocked vehicle",
        "A programme starts in an unlocked vehicle.",
        ObstinateProgrammes,
        "pre-conditioning stays off for 50 min after the programming",
    ),
    _locked(
        "precond-never-in-a-locked-vehicle",
        "An order starts it in a locked vehicle",
        "A locked vehicle is taken for an unlocked one.",
        NeverClimate,
        None,
    ),
    _stops(57.0),
    _stops(59.0, good=True),
    _stops(61.0, good=True),
    _stops(63.0),
    _stops(0.0),
    _unlock(
        "precond-ignores-an-unlock", WITH_THE_KEY, "Pre-conditioning goes on after an unlock.", HeedlessClimate
    ),
    _unlock(
        "precond-stops-locked",
        "It goes on while the vehicle stays locked",
        "Pre-conditioning stops a minute after its start.",
        ImpatientClimate,
    ),
    _unlock(
        "precond-counts-from-the-start",
        WITH_THE_KEY,
        "The minute after an unlock is counted from the start of pre-conditioning.",
        FromTheStartClimate,
    ),
    _unlock(
        "precond-ignores-an-unlock-order",
        BY_ORDER,
        "An unlock that the app has ordered does not count.",
        DeafToOrders,
        OFF_BY_ORDER,
    ),
    _unlock(
        "precond-ignores-an-unlock-from-inside",
        "An unlock from inside stops it a minute later",
        "An unlock from inside does not count.",
        DeafToInside,
    ),
    _unlock(
        "precond-ignores-a-single-door",
        "Unlocking the front left door alone stops it a minute later",
        "One unlocked door does not count.",
        AllDoorsClimate,
    ),
    _unlock(
        "precond-counts-while-unlocked",
        WITH_THE_KEY,
        "The minute begins anew as long as the doors are unlocked.",
        LastUnlockClimate,
    ),
    _unlock(
        "precond-heats-on-after-the-stop",
        "After the stop the cabin is no longer heated",
        "The cabin is heated after pre-conditioning has stopped.",
        WarmClimate,
        "the cabin is no longer comfortable",
    ),
)
