"""Faults of the data that go with a call: what they tell, and whether they come at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from proof.deviation import Deviation
from proof.fault import Fault, Theme, sides
from proof.faults.shared import when_started
from proof.slots import BREAKDOWN_CALL, CALL_DATA, CODING, EMERGENCY_CALL, RECEIVER
from simulators.ecus.body.vehicle import VehicleCoding
from simulators.ecus.telematics.breakdown import BreakdownCall
from simulators.ecus.telematics.call import EmergencyCall
from simulators.ecus.telematics.data import CallData
from simulators.ecus.telematics.position import Position, Receiver
from simulators.offboard.network import Activation, Call

DATA = Theme("features/emergency_call/data.feature")
BREAKDOWN = Theme("features/breakdown_call/data.feature")
VIN = Theme("features/account/vin.feature")
BY_HAND = "The PSAP has the data set of a manual call"
BY_CRASH = "The PSAP has the data set of an automatic call"
HAS = "the PSAP has the minimum set of data in reaction to the SOS press"
HAS_AFTER_CRASH = "the PSAP has the minimum set of data in reaction to the crash"
NAMES = "the data set names the vehicle by its VIN"
OTHER_VIN = "VF7ABCDEFGH000000"
PARIS = "45.764043, 4.835659"
IN_PLACE = f"the position in the data set is within 15 m of {PARIS}"
M_PER_DEG = 111_320.0

OTHER_VEHICLE = CALL_DATA.alters(CallData.facts, lambda facts: replace(facts, vin=OTHER_VIN))
TRUSTED = RECEIVER.alters(Receiver.position, lambda true: replace(true, trusted=True))


class ClairvoyantReceiver(Receiver):
    """A GNSS receiver that knows where it is without satellites, and does not keep where it was."""

    def update(self) -> None:
        for key, line in self._lines.items():
            self._memory[key] = line.value


class CountlessCall(EmergencyCall):
    """An emergency call that gives each MSD the same identifier."""

    def send_msd(self, call: Call) -> None:
        self._msds = 0
        super().send_msd(call)


def _off(north_m: float, *, good: bool = False) -> Fault:
    return DATA.fault(
        f"position-off-by-{north_m:g}m",
        "ECALL-13",
        f"The data set of a manual call carries the position {PARIS}",
        f"The position is {north_m:g} m off.",
        RECEIVER.alters(Receiver.position, partial(_moved, north_m)),
        IN_PLACE,
        good=good,
    )


def _breakdown_off(north_m: float, *, good: bool = False) -> Fault:
    return BREAKDOWN.fault(
        f"breakdown-position-off-by-{north_m:g}m",
        "BCALL-08",
        "The assistance centre has the position 45.764043, 4.835659",
        f"The position is {north_m:g} m off.",
        RECEIVER.alters(Receiver.position, partial(_moved, north_m)),
        f"the position in the data for the breakdown call is within 15 m of {PARIS}",
        good=good,
    )


def silent(*activations: Activation) -> Deviation:
    """Let emergency calls of some kinds send no data set."""
    return EMERGENCY_CALL.ignores(EmergencyCall.send_msd, when=lambda call, _call: call._activation in activations)


def _moved(north_m: float, true: Position) -> Position:
    assert true.latitude_deg is not None  # noqa: S101  # for mypy; a fixed receiver knows where it is
    return replace(true, latitude_deg=true.latitude_deg + north_m / M_PER_DEG)


def _without_west(true: Position) -> Position:
    return replace(true, longitude_deg=None if true.longitude_deg is None else abs(true.longitude_deg))


def _heading(told: Callable[[float], float]) -> Deviation:
    def change(true: Position) -> Position:
        return replace(true, heading_deg=None if true.heading_deg is None else told(true.heading_deg))

    return RECEIVER.alters(Receiver.position, change)


FAULTS = (
    DATA.fault(
        "crash-sends-no-data",
        "ECALL-07",
        BY_CRASH,
        "A crash sends no data set.",
        silent("automatic"),
        HAS_AFTER_CRASH,
    ),
    DATA.fault(
        "sos-sends-no-data", "ECALL-12", BY_HAND, "The SOS button sends no data set.", silent("manual"), HAS
    ),
    DATA.fault(
        "only-crashes-send-data",
        "ECALL-14",
        BY_HAND,
        "Only an automatic call carries the data set.",
        silent("manual"),
        HAS,
    ),
    DATA.fault(
        "data-not-counted",
        "ECALL-12",
        "The data set is sent again on request, its identifier counted up",
        "Each data set bears the same identifier.",
        EMERGENCY_CALL.replaced(CountlessCall),
        "the data set bears the identifier 2 in reaction to the request for the data set",
    ),
    DATA.fault(
        "data-of-another-vehicle",
        "ECALL-07",
        BY_CRASH,
        "The data set names another vehicle.",
        OTHER_VEHICLE,
        NAMES,
    ),
    DATA.fault(
        "data-of-another-vehicle-by-hand",
        "ECALL-09",
        "The data set names the vehicle",
        "The data set names another vehicle.",
        OTHER_VEHICLE,
        NAMES,
    ),
    DATA.fault(
        "data-of-a-lorry",
        "ECALL-09",
        "The data set names the vehicle",
        "The data set tells of a lorry.",
        CALL_DATA.alters(CallData.facts, lambda facts: replace(facts, vehicle_type="N2")),
        "the data set tells of a passenger car in reaction to the SOS press",
    ),
    DATA.fault(
        "data-of-petrol-for-electric",
        "ECALL-09",
        "The data set of an electric vehicle tells of its energy",
        "An electric vehicle tells of petrol.",
        CALL_DATA.alters(CallData.facts, lambda facts: replace(facts, propulsion=frozenset({"petrol"}))),
    ),
    DATA.fault(
        "data-of-petrol-for-a-hybrid",
        "ECALL-09",
        "The data set of a hybrid vehicle tells of its energies",
        "A hybrid tells of petrol alone.",
        CALL_DATA.alters(CallData.facts, lambda facts: replace(facts, propulsion=frozenset({"petrol"}))),
        "the data set tells of petrol and electric energy in reaction to the SOS press",
    ),
    DATA.fault(
        "data-of-electric-for-petrol",
        "ECALL-09",
        "The data set of a combustion vehicle tells of its energy",
        "A combustion vehicle tells of electric energy.",
        CALL_DATA.alters(
            CallData.facts, lambda facts: replace(facts, propulsion=frozenset({"petrol", "electric"}))
        ),
        "the data set tells of petrol alone in reaction to the SOS press",
    ),
    DATA.fault(
        "data-count-nobody",
        "ECALL-09",
        "The data set counts one occupant",
        "The data set counts nobody.",
        CALL_DATA.alters(CallData.facts, lambda facts: replace(facts, passengers=0)),
        "the data set counts one occupant",
    ),
    DATA.fault(
        "data-count-the-driver",
        "ECALL-09",
        "The data set counts nobody when no seat is occupied",
        "The data set counts the driver always.",
        CALL_DATA.alters(CallData.facts, lambda facts: replace(facts, passengers=max(1, facts.passengers or 0))),
        "the data set counts nobody",
    ),
    DATA.fault(
        "data-count-up-to-four",
        "ECALL-09",
        "The data set counts five occupants",
        "The data set counts no more than four.",
        CALL_DATA.alters(CallData.facts, lambda facts: replace(facts, passengers=min(4, facts.passengers or 0))),
        "the data set counts five occupants",
    ),
    DATA.fault(
        "data-in-another-time-zone",
        "ECALL-09",
        "The data set bears the time of the call",
        "The time is an hour off.",
        CALL_DATA.alters(CallData.facts, lambda facts: replace(facts, timestamp_s=facts.timestamp_s + 3600)),
        "the data set bears the time of the SOS press on the vehicle's clock",
    ),
    *sides(_off, wrong=20.0, right=10.0),
    DATA.fault(
        "position-knows-no-west",
        "ECALL-13",
        "The data set of a manual call carries the position 38.722252, -9.139337",
        "A longitude in the west is told as one in the east.",
        RECEIVER.alters(Receiver.position, _without_west),
        "the position in the data set is within 15 m of 38.722252, -9.139337",
    ),
    DATA.fault(
        "position-swapped",
        "ECALL-13",
        "The data set of an automatic call carries the position",
        "Latitude and longitude are swapped.",
        RECEIVER.alters(
            Receiver.position,
            lambda true: replace(true, latitude_deg=true.longitude_deg, longitude_deg=true.latitude_deg),
        ),
        IN_PLACE,
    ),
    DATA.fault(
        "heading-turned",
        "ECALL-13",
        "The data set gives the direction of 90 degrees",
        "The direction is the opposite one.",
        _heading(lambda heading_deg: (heading_deg + 180) % 360),
        "the heading in the data set is within 2 degrees of 90",
    ),
    DATA.fault(
        "heading-of-eight-bits",
        "ECALL-13",
        "The data set gives the direction of 271 degrees",
        "The direction counts up to 255 degrees.",
        _heading(lambda heading_deg: heading_deg % 256),
        "the heading in the data set is within 2 degrees of 271",
    ),
    DATA.fault(
        "old-position-trusted",
        "ECALL-11",
        "Without satellites a manual call carries the last known position",
        "A position without satellites is marked as trusted.",
        TRUSTED,
        "the data set marks its position as not trusted in reaction to the SOS press",
    ),
    DATA.fault(
        "last-position-not-kept",
        "ECALL-11",
        "Without satellites an automatic call carries the last known position",
        "Without satellites the last position is not kept.",
        RECEIVER.replaced(ClairvoyantReceiver),
        IN_PLACE,
    ),
    BREAKDOWN.fault(
        "breakdown-without-data",
        "BCALL-04",
        "The assistance centre has the data set",
        "A breakdown call carries no data.",
        BREAKDOWN_CALL.ignores(BreakdownCall.send_data),
        "the assistance centre has the data set in reaction to the ASSISTANCE press",
    ),
    BREAKDOWN.fault(
        "breakdown-data-of-another-vehicle",
        "BCALL-07",
        "The assistance centre has the data set",
        "The data of a breakdown call name another vehicle.",
        CALL_DATA.alters(CallData.make_breakdown_data, lambda data: {**data, "vin": OTHER_VIN}),
        "the data for the breakdown call names the vehicle by its VIN",
    ),
    BREAKDOWN.fault(
        "breakdown-data-without-a-call",
        "BCALL-04",
        "Without a call the assistance centre has no data",
        "The data of a breakdown call are sent when the vehicle is started.",
        when_started(lambda triggers: triggers.breakdown_call.send_data(triggers.breakdown_call._make_data())),
    ),
    BREAKDOWN.fault(
        "breakdown-without-a-position",
        "BCALL-06",
        "The assistance centre has the position 69.649205, 18.955324",
        "A breakdown call carries no position.",
        CALL_DATA.alters(CallData.make_breakdown_data, lambda data: {**data, "position": None}),
        "the assistance centre has the position of the vehicle in reaction to the ASSISTANCE press",
    ),
    *sides(_breakdown_off, wrong=20.0, right=10.0),
    BREAKDOWN.fault(
        "breakdown-old-position-trusted",
        "BCALL-06",
        "Without satellites the assistance centre has the last known position",
        "A position without satellites is marked as trusted.",
        TRUSTED,
        "the data for the breakdown call mark the position as not trusted in reaction to the ASSISTANCE press",
    ),
    BREAKDOWN.fault(
        "breakdown-last-position-not-kept",
        "BCALL-08",
        "Without satellites the assistance centre has the last known position",
        "Without satellites the last position is not kept.",
        RECEIVER.replaced(ClairvoyantReceiver),
        f"the position in the data for the breakdown call is within 15 m of {PARIS}",
    ),
    VIN.fault(
        "vin-with-an-i",
        "ACCT-45",
        "The VIN on the bus has 17 characters and is that of the account",
        "The last character on the bus is none of a VIN.",
        CODING.alters(VehicleCoding.vin, lambda vin: vin[:-1] + "I"),
        "the VIN on the bus has 17 characters",
    ),
    VIN.fault(
        "vin-of-another-vehicle",
        "ACCT-45",
        "The VIN on the bus has 17 characters and is that of the account",
        "The VIN on the bus is that of another vehicle.",
        CODING.returns(VehicleCoding.vin, OTHER_VIN),
        "the VIN on the bus is that of the account",
    ),
    VIN.fault(
        "vin-of-the-call-is-another",
        "ACCT-45",
        "The VIN in the data of an emergency call is that on the bus",
        "The data set names another vehicle than the bus.",
        OTHER_VEHICLE,
    ),
)
