"""Faults of the breakdown call that show in one mode, state and kind of vehicle, or beside a function alone."""

from __future__ import annotations

from typing import Any, ClassVar

from proof.fault import Fault, Theme
from proof.faults.shared import CHARGES, INTERMEDIATE
from proof.slots import BREAKDOWN_CALL, CALL_DATA, TRIGGERS
from proof.variant import variant
from simulators.ecus.telematics.breakdown import BreakdownCall
from simulators.ecus.telematics.data import CallData
from simulators.ecus.telematics.ecu import TelematicsEcu
from simulators.ecus.telematics.privacy import Mode
from simulators.ecus.telematics.triggers import Triggers
from simulators.offboard.network import Payload

MODES = Theme("features/breakdown_call/modes.feature")
POSITION = "the assistance centre has the position of the vehicle in reaction to the ASSISTANCE press"


class PlacelessData(CallData):
    """Data that have no position while the battery is charged."""

    def make_breakdown_data(self) -> Payload:
        data = super().make_breakdown_data()
        return {**data, "position": None} if self.hides() else data

    def hides(self) -> bool:
        """Tell whether the position is left out."""
        return CHARGES(self)


class OnceHiddenData(PlacelessData):
    """Data that have no position once the vehicle was in `MODE`."""

    MODE: ClassVar[Mode] = "private"
    _was = False

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        self._privacy.watch(self._on_mode)

    def hides(self) -> bool:
        return self._was

    def _on_mode(self, mode: Mode) -> None:
        self._was = self._was or mode == self.MODE


class FirstPlaceData(CallData):
    """Data that bear the position of the first breakdown call."""

    _first: Any = None

    def make_breakdown_data(self) -> Payload:
        data = super().make_breakdown_data()
        self._first = self._first or data["position"]
        return {**data, "position": self._first}


FAULTS: tuple[Fault, ...] = (
    MODES.fault(
        "breakdown-position-of-the-first-of-four-calls",
        "BCALL-08",
        "The data of four breakdown calls name and locate a hybrid in each state that it comes to",
        "Each breakdown call bears the position of the first.",
        CALL_DATA.replaced(FirstPlaceData),
        "the position in the data for the breakdown call is within 15 m of 16.265000, -61.551000",
    ),
    MODES.fault(
        "breakdown-position-withheld-after-private-mode",
        "BCALL-06",
        "After private mode that the touch screen has ended a breakdown call carries the position",
        "Once the vehicle was in private mode the breakdown data have no position.",
        CALL_DATA.replaced(OnceHiddenData),
        POSITION,
    ),
    MODES.fault(
        "breakdown-position-withheld-after-intermediate-mode",
        "BCALL-06",
        "After intermediate mode that both buttons have ended a breakdown call carries the position",
        "Once the vehicle was in intermediate mode the breakdown data have no position.",
        CALL_DATA.replaced(variant(OnceHiddenData, MODE="intermediate")),
        POSITION,
    ),
    MODES.fault(
        "breakdown-position-withheld-while-charging",
        "BCALL-06",
        "The data and the case of a breakdown call locate a hybrid that is charged when the vehicle is awake",
        "While the battery is charged the breakdown data have no position.",
        CALL_DATA.replaced(PlacelessData),
        POSITION,
    ),
    MODES.fault(
        "assistance-calls-back",
        "BCALL-01",
        "No breakdown call of a hybrid that is started comes back after the centre has ended it",
        "Half a minute after the centre has hung up, the vehicle calls once more.",
        BREAKDOWN_CALL.also(BreakdownCall._hung_up, BreakdownCall.start, after_s=30.0),
        "no breakdown call is placed for 5 min after the start of the wait",
    ),
    MODES.fault(
        "assistance-called-beside-sos-in-intermediate-mode",
        "BCALL-01",
        "In intermediate mode nothing done to a hybrid places a breakdown call",
        "In intermediate mode a press of the SOS button calls the assistance centre a while later.",
        TRIGGERS.also(
            Triggers.sos_pressed, lambda triggers: triggers.breakdown_call.start(), after_s=20.0, when=INTERMEDIATE
        ),
        "no breakdown call is placed for 2 min after the SOS press",
    ),
)
