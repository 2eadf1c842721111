"""Faults in what one function leaves behind for the next, and at values just below zero."""

from __future__ import annotations

from dataclasses import replace

from proof.fault import Fault, Theme
from proof.slots import CALL_DATA, CHARGING, CLIMATE, EMERGENCY_CALL
from simulators.ecus.charger.unit import Charging
from simulators.ecus.climate.conditioning import PreConditioning
from simulators.ecus.telematics.buttons import Press
from simulators.ecus.telematics.call import EmergencyCall
from simulators.ecus.telematics.data import CallData
from simulators.offboard.emergency.msd import Msd
from simulators.offboard.network import Activation

MANUAL = Theme("features/emergency_call/manual.feature")
DATA = Theme("features/emergency_call/data.feature")
CHARGE = Theme("features/charging/remote.feature")
LEVEL = Theme("features/preconditioning/level.feature")


class DeafAfterCrash(EmergencyCall):
    """A call that no second press ends, once one was placed by a crash."""

    placed_by_crash = False

    def start(self, activation: Activation, origin: Press | None = None) -> None:
        """Remember what has placed a call."""
        self.placed_by_crash |= activation == "automatic"
        super().start(activation, origin)

    def hangs_up(self, pressed_ns: int) -> bool:
        """Tell that nothing is hung up."""
        return False if self.placed_by_crash else super().hangs_up(pressed_ns)


class WholeDegreesSigned(CallData):
    """Data in which a coordinate between -1 and 0 degrees has lost its sign."""

    def facts(self, identifier: int, activation: Activation) -> Msd:
        """Return the facts with coordinates whose sign is that of the whole degrees."""
        facts = super().facts(identifier, activation)
        return replace(facts, latitude_deg=_signed(facts.latitude_deg), longitude_deg=_signed(facts.longitude_deg))


def _signed(value_deg: float | None) -> float | None:
    """Return a coordinate with the sign of its whole degrees."""
    return value_deg if value_deg is None or value_deg <= -1 else abs(value_deg)


class ImmediateAfterDeferred(Charging):
    """A charger that a deferred charge brings into immediate mode."""

    def programmed_time_came(self) -> None:
        """Begin to charge and choose immediate mode."""
        super().programmed_time_came()
        self.choose_mode("immediate")


class NoLevelBeforeCharge(PreConditioning):
    """Pre-conditioning that a plugged vehicle in deferred mode is given at any level."""

    def level_suffices(self) -> bool:
        """Tell that it does where a charge is still to come."""
        waits = self._com.get("relay.charge.type") != "none" and not self.charging()
        return waits or super().level_suffices()


FAULTS: tuple[Fault, ...] = (
    MANUAL.fault(
        "no-second-press-after-a-crash-call",
        "ECALL-17",
        "A second press hangs up the call that comes after an automatic one",
        "Once a crash has placed a call, no second press hangs up a later one.",
        EMERGENCY_CALL.replaced(DeafAfterCrash),
        "the vehicle is in no call from 10 s to 15 min after the second press",
    ),
    DATA.fault(
        "sign-of-whole-degrees",
        "ECALL-11",
        "The data set of a manual call carries the position -0.640000, 9.400000",
        "A coordinate between -1 and 0 degrees is given without its sign.",
        CALL_DATA.replaced(WholeDegreesSigned),
        "the position in the data set is within 15 m of -0.640000, 9.400000",
    ),
    CHARGE.fault(
        "immediate-after-a-deferred-charge",
        "CHARGE-03",
        "Charging is still in deferred mode after a deferred charge has begun",
        "With the first deferred charge the mode becomes immediate.",
        CHARGING.replaced(ImmediateAfterDeferred),
        "charging is in deferred mode",
    ),
    LEVEL.fault(
        "any-level-before-a-deferred-charge",
        "PRECOND-28",
        "At 49 % an electric vehicle that waits for a deferred charge is not pre-conditioned",
        "Plugged in and not charging yet, the vehicle is pre-conditioned below 50 %.",
        CLIMATE.replaced(NoLevelBeforeCharge),
    ),
)
