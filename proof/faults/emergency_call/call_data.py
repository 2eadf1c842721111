"""Faults of the data that go with a call: what they tell, and whether they come at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from proof.fault import Fault, Theme
from proof.variant import ecu, variant
from simulators.bus.com import SignalValue
from simulators.ecus.body.unit import Body
from simulators.ecus.body.vehicle import VehicleCoding
from simulators.ecus.telematics.breakdown import BreakdownCall
from simulators.ecus.telematics.call import EmergencyCall
from simulators.ecus.telematics.data import CallData
from simulators.ecus.telematics.ecu import TelematicsEcu
from simulators.ecus.telematics.position import Position, Receiver
from simulators.ecus.telematics.unit import Telematics
from simulators.offboard.emergency.msd import Msd
from simulators.offboard.network import Activation, Call, Payload

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

MsdChange = Callable[[Msd], Msd]


class ChangedData(CallData):
    """A source of call data that tells something else than what is so."""

    CHANGE: ClassVar[tuple[MsdChange, ...]] = ()

    def facts(self, identifier: int, activation: Activation) -> Msd:
        facts = super().facts(identifier, activation)
        for change in self.CHANGE:
            facts = change(facts)
        return facts


class OtherVinData(CallData):
    """A source of call data that names another vehicle in a breakdown call."""

    def make_breakdown_data(self) -> Payload:
        return {**super().make_breakdown_data(), "vin": OTHER_VIN}


class PlacelessData(CallData):
    """A source of call data that tells no position in a breakdown call."""

    def make_breakdown_data(self) -> Payload:
        return {**super().make_breakdown_data(), "position": None}


class OffsetReceiver(Receiver):
    """A GNSS receiver that is `NORTH_M` north of where it is."""

    NORTH_M: ClassVar[float] = 0.0

    def position(self) -> Position:
        true = super().position()
        assert true.latitude_deg is not None  # noqa: S101  # for mypy; a fixed receiver knows where it is
        return replace(true, latitude_deg=true.latitude_deg + self.NORTH_M / M_PER_DEG)


class UnsignedReceiver(Receiver):
    """A GNSS receiver that knows no west."""

    def position(self) -> Position:
        true = super().position()
        return replace(true, longitude_deg=None if true.longitude_deg is None else abs(true.longitude_deg))


class SwappedReceiver(Receiver):
    """A GNSS receiver that takes latitude for longitude."""

    def position(self) -> Position:
        true = super().position()
        return replace(true, latitude_deg=true.longitude_deg, longitude_deg=true.latitude_deg)


class ConfidentReceiver(Receiver):
    """A GNSS receiver that trusts a position without satellites."""

    def position(self) -> Position:
        return replace(super().position(), trusted=True)


class ClairvoyantReceiver(Receiver):
    """A GNSS receiver that knows where it is without satellites, and does not keep where it was."""

    def update(self) -> None:
        for key, line in self._lines.items():
            self._memory[key] = line.value


class TurnedReceiver(Receiver):
    """A GNSS receiver that points the wrong way."""

    def position(self) -> Position:
        true = super().position()
        return replace(true, heading_deg=None if true.heading_deg is None else (true.heading_deg + 180) % 360)


class NarrowReceiver(Receiver):
    """A GNSS receiver that counts degrees up to 255."""

    def position(self) -> Position:
        true = super().position()
        return replace(true, heading_deg=None if true.heading_deg is None else true.heading_deg % 256)


class SilentCall(EmergencyCall):
    """An emergency call that sends no MSD in calls of one kind."""

    SILENT: ClassVar[tuple[Activation, ...]] = ("manual", "automatic")

    def _send_msd(self, call: Call) -> None:
        if self._activation not in self.SILENT:
            super()._send_msd(call)


class CountlessCall(EmergencyCall):
    """An emergency call that gives each MSD the same identifier."""

    def _send_msd(self, call: Call) -> None:
        self._msds = 0
        super()._send_msd(call)


class SilentBreakdown(BreakdownCall):
    """A breakdown call that sends no data with a breakdown call."""

    def send_data(self, data: Payload) -> None:
        """Send nothing."""


class TalkativeBreakdown(BreakdownCall):
    """A breakdown call that sends the data of a breakdown call when the vehicle is started."""

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        self._com.on("ignition.state", self._on_ignition)

    def _on_ignition(self, state: SignalValue) -> None:
        if state == "running":
            self.send_data(self._make_data())


class OtherVinCoding(VehicleCoding):
    """A vehicle coding that tells another VIN on the bus."""

    def vin(self) -> str:
        return OTHER_VIN


class StrangeVinCoding(VehicleCoding):
    """A vehicle coding that tells a letter on the bus that no VIN has."""

    def vin(self) -> str:
        return super().vin()[:-1] + "I"


def _other_vin(facts: Msd) -> Msd:
    return replace(facts, vin=OTHER_VIN)


def _changed(
    name: str, requirement: str, title: str, description: str, change: MsdChange, then: str | None = None
) -> Fault:
    data = variant(ChangedData, CHANGE=(change,))
    return DATA.fault(name, requirement, title, description, then=then, ecus=ecu(Telematics, data))


def _call(
    name: str, requirement: str, title: str, description: str, call: type[EmergencyCall], then: str
) -> Fault:
    ecus = ecu(Telematics, call)
    return DATA.fault(name, requirement, title, description, then=then, ecus=ecus)


def _place(
    theme: Theme,
    name: str,
    requirement: str,
    title: str,
    description: str,
    receiver: type[Receiver],
    then: str,
    *,
    good: bool = False,
) -> Fault:
    ecus = ecu(Telematics, receiver)
    return theme.fault(name, requirement, title, description, then=then, good=good, ecus=ecus)


def _off(north_m: float, *, good: bool = False) -> Fault:
    return _place(
        DATA,
        f"position-off-by-{north_m:g}m",
        "ECALL-13",
        f"The data set of a manual call carries the position {PARIS}",
        f"The position is {north_m:g} m off.",
        variant(OffsetReceiver, NORTH_M=north_m),
        IN_PLACE,
        good=good,
    )


def _breakdown_off(north_m: float, *, good: bool = False) -> Fault:
    return _place(
        BREAKDOWN,
        f"breakdown-position-off-by-{north_m:g}m",
        "BCALL-08",
        "The assistance centre has the position 45.764043, 4.835659",
        f"The position is {north_m:g} m off.",
        variant(OffsetReceiver, NORTH_M=north_m),
        f"the position in the data for the breakdown call is within 15 m of {PARIS}",
        good=good,
    )


FAULTS = (
    _call(
        "crash-sends-no-data",
        "ECALL-07",
        BY_CRASH,
        "A crash sends no data set.",
        variant(SilentCall, SILENT=("automatic",)),
        HAS_AFTER_CRASH,
    ),
    _call(
        "sos-sends-no-data",
        "ECALL-12",
        BY_HAND,
        "The SOS button sends no data set.",
        variant(SilentCall, SILENT=("manual",)),
        HAS,
    ),
    _call(
        "only-crashes-send-data",
        "ECALL-14",
        BY_HAND,
        "Only an automatic call carries the data set.",
        variant(SilentCall, SILENT=("manual",)),
        HAS,
    ),
    _call(
        "data-not-counted",
        "ECALL-12",
        "The data set is sent again on request, its identifier counted up",
        "Each data set bears the same identifier.",
        CountlessCall,
        "the data set bears the identifier 2 in reaction to the request for the data set",
    ),
    _changed(
        "data-of-another-vehicle",
        "ECALL-07",
        BY_CRASH,
        "The data set names another vehicle.",
        _other_vin,
        NAMES,
    ),
    _changed(
        "data-of-another-vehicle-by-hand",
        "ECALL-09",
        "The data set names the vehicle",
        "The data set names another vehicle.",
        _other_vin,
        NAMES,
    ),
    _changed(
        "data-of-a-lorry",
        "ECALL-09",
        "The data set names the vehicle",
        "The data set tells of a lorry.",
        lambda facts: replace(facts, vehicle_type="N2"),
        "the data set tells of a passenger car in reaction to the SOS press",
    ),
    _changed(
        "data-of-petrol-for-electric",
        "ECALL-09",
        "The data set of an electric vehicle tells of its energy",
        "An electric vehicle tells of petrol.",
        lambda facts: replace(facts, propulsion=frozenset({"petrol"})),
    ),
    _changed(
        "data-of-petrol-for-a-hybrid",
        "ECALL-09",
        "The data set of a hybrid vehicle tells of its energies",
        "A hybrid tells of petrol alone.",
        lambda facts: replace(facts, propulsion=frozenset({"petrol"})),
        "the data set tells of petrol and electric energy in reaction to the SOS press",
    ),
    _changed(
        "data-of-electric-for-petrol",
        "ECALL-09",
        "The data set of a combustion vehicle tells of its energy",
        "A combustion vehicle tells of electric energy.",
        lambda facts: replace(facts, propulsion=frozenset({"petrol", "electric"})),
        "the data set tells of petrol alone in reaction to the SOS press",
    ),
    _changed(
        "data-count-nobody",
        "ECALL-09",
        "The data set counts one occupant",
        "The data set counts nobody.",
        lambda facts: replace(facts, passengers=0),
        "the data set counts one occupant",
    ),
    _changed(
        "data-count-the-driver",
        "ECALL-09",
        "The data set counts nobody when no seat is occupied",
        "The data set counts the driver always.",
        lambda facts: replace(facts, passengers=max(1, facts.passengers or 0)),
        "the data set counts nobody",
    ),
    _changed(
        "data-count-up-to-four",
        "ECALL-09",
        "The data set counts five occupants",
        "The data set counts no more than four.",
        lambda facts: replace(facts, passengers=min(4, facts.passengers or 0)),
        "the data set counts five occupants",
    ),
    _changed(
        "data-in-another-time-zone",
        "ECALL-09",
        "The data set bears the time of the call",
        "The time is an hour off.",
        lambda facts: replace(facts, timestamp_s=facts.timestamp_s + 3600),
        "the data set bears the time of the SOS press on the vehicle's clock",
    ),
    _off(20.0),
    _off(10.0, good=True),
    _place(
        DATA,
        "position-knows-no-west",
        "ECALL-13",
        "The data set of a manual call carries the position 38.722252, -9.139337",
        "A longitude in the west is told as one in the east.",
        UnsignedReceiver,
        "the position in the data set is within 15 m of 38.722252, -9.139337",
    ),
    _place(
        DATA,
        "position-swapped",
        "ECALL-13",
        "The data set of an automatic call carries the position",
        "Latitude and longitude are swapped.",
        SwappedReceiver,
        IN_PLACE,
    ),
    _place(
        DATA,
        "heading-turned",
        "ECALL-13",
        "The data set gives the direction of 90 degrees",
        "The direction is the opposite one.",
        TurnedReceiver,
        "the heading in the data set is within 2 degrees of 90",
    ),
    _place(
        DATA,
        "heading-of-eight-bits",
        "ECALL-13",
        "The data set gives the direction of 271 degrees",
        "The direction counts up to 255 degrees.",
        NarrowReceiver,
        "the heading in the data set is within 2 degrees of 271",
    ),
    _place(
        DATA,
        "old-position-trusted",
        "ECALL-11",
        "Without satellites a manual call carries the last known position",
        "A position without satellites is marked as trusted.",
        ConfidentReceiver,
        "the data set marks its position as not trusted in reaction to the SOS press",
    ),
    _place(
        DATA,
        "last-position-not-kept",
        "ECALL-11",
        "Without satellites an automatic call carries the last known position",
        "Without satellites the last position is not kept.",
        ClairvoyantReceiver,
        IN_PLACE,
    ),
    BREAKDOWN.fault(
        "breakdown-without-data",
        "BCALL-04",
        "The assistance centre has the data set",
        "A breakdown call carries no data.",
        then="the assistance centre has the data set in reaction to the ASSISTANCE press",
        ecus=ecu(Telematics, SilentBreakdown),
    ),
    BREAKDOWN.fault(
        "breakdown-data-of-another-vehicle",
        "BCALL-07",
        "The assistance centre has the data set",
        "The data of a breakdown call name another vehicle.",
        then="the data for the breakdown call names the vehicle by its VIN",
        ecus=ecu(Telematics, OtherVinData),
    ),
    BREAKDOWN.fault(
        "breakdown-data-without-a-call",
        "BCALL-04",
        "Without a call the assistance centre has no data",
        "The data of a breakdown call are sent when the vehicle is started.",
        ecus=ecu(Telematics, TalkativeBreakdown),
    ),
    BREAKDOWN.fault(
        "breakdown-without-a-position",
        "BCALL-06",
        "The assistance centre has the position 69.649205, 18.955324",
        "A breakdown call carries no position.",
        then="the assistance centre has the position of the vehicle in reaction to the ASSISTANCE press",
        ecus=ecu(Telematics, PlacelessData),
    ),
    _breakdown_off(20.0),
    _breakdown_off(10.0, good=True),
    _place(
        BREAKDOWN,
        "breakdown-old-position-trusted",
        "BCALL-06",
        "Without satellites the assistance centre has the last known position",
        "A position without satellites is marked as trusted.",
        ConfidentReceiver,
        "the data for the breakdown call mark the position as not trusted in reaction to the ASSISTANCE press",
    ),
    _place(
        BREAKDOWN,
        "breakdown-last-position-not-kept",
        "BCALL-08",
        "Without satellites the assistance centre has the last known position",
        "Without satellites the last position is not kept.",
        ClairvoyantReceiver,
        f"the position in the data for the breakdown call is within 15 m of {PARIS}",
    ),
    VIN.fault(
        "vin-with-an-i",
        "ACCT-45",
        "The VIN on the bus has 17 characters and is that of the account",
        "The last character on the bus is none of a VIN.",
        then="the VIN on the bus has 17 characters",
        ecus=ecu(Body, StrangeVinCoding),
    ),
    VIN.fault(
        "vin-of-another-vehicle",
        "ACCT-45",
        "The VIN on the bus has 17 characters and is that of the account",
        "The VIN on the bus is that of another vehicle.",
        then="the VIN on the bus is that of the account",
        ecus=ecu(Body, OtherVinCoding),
    ),
    VIN.fault(
        "vin-of-the-call-is-another",
        "ACCT-45",
        "The VIN in the data of an emergency call is that on the bus",
        "The data set names another vehicle than the bus.",
        ecus=ecu(Telematics, variant(ChangedData, CHANGE=(_other_vin,))),
    ),
)
