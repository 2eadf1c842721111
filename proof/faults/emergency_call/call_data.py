"""Faults of the data that go with a call: what they tell, and whether they come at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from clock.kernel import seconds
from proof.deviation import Deviation
from proof.fault import Fault, Theme, sides
from proof.faults.shared import when_started
from proof.slots import BREAKDOWN_CALL, CALL_DATA, CODING, EMERGENCY_CALL, RECEIVER
from simulators.bus.com import SignalValue
from simulators.ecus.body.vehicle import VehicleCoding
from simulators.ecus.ecu import Ecu
from simulators.ecus.telematics.breakdown import BreakdownCall
from simulators.ecus.telematics.buttons import Press
from simulators.ecus.telematics.call import EmergencyCall
from simulators.ecus.telematics.data import CallData
from simulators.ecus.telematics.ecu import BUS
from simulators.ecus.telematics.position import Position, Receiver
from simulators.offboard.emergency.msd import Msd
from simulators.offboard.network import Activation, Call, Payload

DATA = Theme("features/emergency_call/data.feature")
BREAKDOWN = Theme("features/breakdown_call/data.feature")
VIN = Theme("features/account/vin.feature")
BY_HAND = "The PSAP has the data set of a manual call from a vehicle that is started"
BY_CRASH = "The PSAP has the data set of an automatic call"
ELECTRIC = "The data set of an electric vehicle tells of its class and energy"
DESCRIBES = "the data set tells of the vehicle's class and energies"
CENTRE_DATA = "The assistance centre has the data set of a vehicle that is started"
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


class FrozenReceiver(Receiver):
    """A GNSS receiver that keeps its position while the wheels turn."""

    def __init__(self, ecu: Ecu) -> None:
        super().__init__(ecu)
        self._com.listen("vehicle.speed_kmh")

    def update(self) -> None:
        if float(self._com.get("vehicle.speed_kmh")) == 0:
            super().update()


class DozingReceiver(Receiver):
    """A GNSS receiver that takes no position while the vehicle sleeps, and not at once when it has been woken."""

    def update(self) -> None:
        if self._com.started(BUS):
            super().update()


class FirstPlaceReceiver(Receiver):
    """A GNSS receiver that keeps the position that it was first asked for."""

    _told: Position | None = None

    def position(self) -> Position:
        self._told = self._told or super().position()
        return self._told


class LostReceiver(Receiver):
    """A GNSS receiver that trusts no satellites once it has lost them."""

    _lost = False

    def update(self) -> None:
        self._lost = self._lost or not self._fix.value
        if not self._lost:
            super().update()

    def position(self) -> Position:
        return replace(super().position(), trusted=not self._lost)


class ForgetfulReceiver(Receiver):
    """A GNSS receiver that knows its last position for 20 min without satellites."""

    def update(self) -> None:
        super().update()
        if not self._fix.value:
            self._kernel.call_in(seconds(20 * 60), self._memory.clear)


class FirstTimeCall(EmergencyCall):
    """An emergency call whose data are sent once in the life of the vehicle."""

    _sent = False

    def send_msd(self, call: Call) -> None:
        if not self._sent:
            super().send_msd(call)

    def _hung_up(self) -> None:
        self._sent = True
        super()._hung_up()


class StaleData(CallData):
    """Data of calls that bear the time of the first one."""

    def incident(self) -> None:
        if not self._incident_utc_s:
            super().incident()


class MostEverData(CallData):
    """Data of calls that count the most occupants there ever were."""

    def __init__(self, ecu: Ecu) -> None:
        super().__init__(ecu)
        self._most = 0
        self._com.on("relay.occupants.count", self._on_count)

    def facts(self, identifier: int, activation: Activation) -> Msd:
        return replace(super().facts(identifier, activation), passengers=self._most)

    def _on_count(self, count: SignalValue) -> None:
        self._most = max(self._most, int(count))


class SleeperCall(EmergencyCall):
    """An emergency call that sends no data when it had to wake the vehicle."""

    _woke = False

    def start(self, activation: Activation, origin: Press | None = None) -> None:
        self._woke = activation == "automatic" and self._com.get("ignition.state") == "off"
        super().start(activation, origin)

    def send_msd(self, call: Call) -> None:
        if not self._woke:
            super().send_msd(call)


class StaleBreakdownCall(BreakdownCall):
    """A breakdown call that sends the data of the first one."""

    _first: Payload | None = None

    def send_data(self, data: Payload) -> None:
        self._first = self._first or data
        super().send_data(self._first)


class SpentBreakdownCall(BreakdownCall):
    """A breakdown call that sends data once in the life of the vehicle."""

    _sent = False

    def send_data(self, data: Payload) -> None:
        if not self._sent:
            self._sent = True
            super().send_data(data)


class CountlessCall(EmergencyCall):
    """An emergency call that gives each MSD the same identifier."""

    def send_msd(self, call: Call) -> None:
        self._msds = 0
        super().send_msd(call)


def _has_called(call: BreakdownCall) -> bool:
    """Tell whether an emergency call waits for a call back."""
    return call._com.get("ecall.state") == "callback_wait"


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
        "The data set is sent again on each request, its identifier counted up",
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
        ELECTRIC,
        "The data set names another vehicle.",
        OTHER_VEHICLE,
        NAMES,
    ),
    DATA.fault(
        "data-of-a-lorry",
        "ECALL-09",
        ELECTRIC,
        "The data set tells of a lorry.",
        CALL_DATA.alters(CallData.facts, lambda facts: replace(facts, vehicle_type="N2")),
        DESCRIBES,
    ),
    DATA.fault(
        "data-of-petrol-for-electric",
        "ECALL-09",
        ELECTRIC,
        "An electric vehicle tells of petrol.",
        CALL_DATA.alters(CallData.facts, lambda facts: replace(facts, propulsion=frozenset({"petrol"}))),
        DESCRIBES,
    ),
    DATA.fault(
        "data-of-petrol-for-a-hybrid",
        "ECALL-09",
        "The data set of a hybrid vehicle tells of its class and energies",
        "A hybrid tells of petrol alone.",
        CALL_DATA.alters(CallData.facts, lambda facts: replace(facts, propulsion=frozenset({"petrol"}))),
        DESCRIBES,
    ),
    DATA.fault(
        "data-of-electric-for-petrol",
        "ECALL-09",
        "The data set of a combustion vehicle tells of its class and energy",
        "A combustion vehicle tells of electric energy.",
        CALL_DATA.alters(
            CallData.facts, lambda facts: replace(facts, propulsion=frozenset({"petrol", "electric"}))
        ),
        DESCRIBES,
    ),
    DATA.fault(
        "data-count-nobody",
        "ECALL-09",
        "The data set counts the occupant of seat driver",
        "The data set counts nobody.",
        CALL_DATA.alters(CallData.facts, lambda facts: replace(facts, passengers=0)),
        "the data set counts one occupant",
    ),
    DATA.fault(
        "data-count-the-driver",
        "ECALL-09",
        "The data set of the call of the crash counts nobody when no seat is occupied",
        "The data set counts the driver always.",
        CALL_DATA.alters(CallData.facts, lambda facts: replace(facts, passengers=max(1, facts.passengers or 0))),
        "the data set counts nobody",
    ),
    DATA.fault(
        "data-count-up-to-four",
        "ECALL-09",
        "The data set of the call of the SOS press counts five occupants",
        "The data set counts no more than four.",
        CALL_DATA.alters(CallData.facts, lambda facts: replace(facts, passengers=min(4, facts.passengers or 0))),
        "the data set counts five occupants",
    ),
    DATA.fault(
        "data-in-another-time-zone",
        "ECALL-09",
        "The data set of a vehicle that is started bears the time of the call",
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
        "The data set of an automatic call carries the position 45.764043, 4.835659",
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
        CENTRE_DATA,
        "A breakdown call carries no data.",
        BREAKDOWN_CALL.ignores(BreakdownCall.send_data),
        "the assistance centre has the data set in reaction to the ASSISTANCE press",
    ),
    BREAKDOWN.fault(
        "breakdown-data-of-another-vehicle",
        "BCALL-07",
        CENTRE_DATA,
        "The data of a breakdown call name another vehicle.",
        CALL_DATA.alters(CallData.make_breakdown_data, lambda data: {**data, "vin": OTHER_VIN}),
        "the data for the breakdown call names the vehicle by its VIN",
    ),
    BREAKDOWN.fault(
        "breakdown-data-without-a-call",
        "BCALL-04",
        "Without a breakdown call the assistance centre has no data",
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
    DATA.fault(
        "data-of-the-first-call-alone",
        "ECALL-12",
        "The PSAP has the data set of the SOS press after that of the crash",
        "Data are sent with the first call alone.",
        EMERGENCY_CALL.replaced(FirstTimeCall),
        HAS,
    ),
    DATA.fault(
        "crash-data-of-the-first-call-alone",
        "ECALL-14",
        "The PSAP has the data set of the crash after that of the SOS press",
        "Data are sent with the first call alone.",
        EMERGENCY_CALL.replaced(FirstTimeCall),
        HAS_AFTER_CRASH,
    ),
    DATA.fault(
        "crash-data-not-out-of-sleep",
        "ECALL-07",
        "The PSAP has the data set of an automatic call from a sleeping vehicle",
        "A crash of a sleeping vehicle sends no data set.",
        EMERGENCY_CALL.replaced(SleeperCall),
        HAS_AFTER_CRASH,
    ),
    DATA.fault(
        "data-of-the-first-incident",
        "ECALL-09",
        "The data set of a second call bears the time of that call",
        "The data set bears the time of the first call.",
        CALL_DATA.replaced(StaleData),
        "the data set bears the time of the SOS press on the vehicle's clock",
    ),
    DATA.fault(
        "data-count-who-has-left",
        "ECALL-09",
        "The data set no longer counts an occupant who has left",
        "The data set counts the most seats that were ever taken.",
        CALL_DATA.replaced(MostEverData),
        "the data set counts one occupant",
    ),
    DATA.fault(
        "data-count-nobody-in-a-crash",
        "ECALL-09",
        "The data set of the call of the crash counts five occupants",
        "The data set of a crash counts nobody.",
        CALL_DATA.alters(CallData.facts, lambda facts: replace(facts, passengers=0) if facts.automatic else facts),
        "the data set counts five occupants",
    ),
    *(
        DATA.fault(
            f"position-frozen-on-the-road-{word}",
            "ECALL-13",
            f"The data set of the call of {event} carries the position of a vehicle that drives",
            "The position stays where the vehicle set off.",
            RECEIVER.replaced(FrozenReceiver),
            "the position in the data set is within 150 m of 45.791043, 4.835659",
        )
        for word, event in (("by-hand", "the SOS press"), ("by-crash", "the crash"))
    ),
    DATA.fault(
        "position-of-the-first-call",
        "ECALL-11",
        "The data set of a second call, by the SOS press, carries the position to which the vehicle has driven",
        "The position is that of the first call.",
        RECEIVER.replaced(FirstPlaceReceiver),
        "the position in the data set is within 15 m of 45.791043, 4.835659",
    ),
    DATA.fault(
        "position-from-before-the-sleep",
        "ECALL-13",
        "The data set carries the position to which a sleeping vehicle was taken",
        "The position is that in which the vehicle fell asleep.",
        RECEIVER.replaced(DozingReceiver),
        IN_PLACE,
    ),
    DATA.fault(
        "satellites-lost-for-good",
        "ECALL-11",
        "With satellites again the data set carries the present position",
        "Satellites that were lost are not trusted again.",
        RECEIVER.replaced(LostReceiver),
        "the data set marks its position as trusted in reaction to the SOS press",
    ),
    DATA.fault(
        "last-position-kept-for-an-hour",
        "ECALL-11",
        "Without satellites a call after half an hour of sleep carries the last known position",
        "Without satellites the last position is kept for an hour.",
        RECEIVER.replaced(ForgetfulReceiver),
        IN_PLACE,
    ),
    DATA.fault(
        "position-knows-no-south",
        "ECALL-13",
        "The data set of a manual call carries the position -21.115141, 55.536384",
        "A latitude in the south is told as one in the north.",
        RECEIVER.alters(Receiver.position, lambda true: replace(true, latitude_deg=abs(true.latitude_deg or 0.0))),
        "the position in the data set is within 15 m of -21.115141, 55.536384",
    ),
    DATA.fault(
        "heading-of-quarters",
        "ECALL-13",
        "The data set gives the direction of 45 degrees",
        "The direction is one of four.",
        _heading(lambda heading_deg: heading_deg // 90 * 90),
        "the heading in the data set is within 2 degrees of 45",
    ),
    BREAKDOWN.fault(
        "breakdown-data-once",
        "BCALL-04",
        "The assistance centre has the data set of a second call as of the first",
        "Data are sent with the first breakdown call alone.",
        BREAKDOWN_CALL.replaced(SpentBreakdownCall),
        "the assistance centre has the data set in reaction to the ASSISTANCE press",
    ),
    BREAKDOWN.fault(
        "breakdown-data-not-after-an-emergency-call",
        "BCALL-07",
        "The assistance centre has the data set of a call after an emergency call",
        "No data go with a breakdown call after an emergency call.",
        BREAKDOWN_CALL.ignores(BreakdownCall.send_data, when=lambda call, _data: _has_called(call)),
        "the assistance centre has the data set in reaction to the ASSISTANCE press",
    ),
    BREAKDOWN.fault(
        "breakdown-position-frozen-on-the-road",
        "BCALL-08",
        "The assistance centre has the position of a vehicle that drives",
        "The position stays where the vehicle set off.",
        RECEIVER.replaced(FrozenReceiver),
        "the position in the data for the breakdown call is within 150 m of 45.791043, 4.835659",
    ),
    BREAKDOWN.fault(
        "breakdown-position-from-before-the-sleep",
        "BCALL-08",
        "The assistance centre has the position to which a sleeping vehicle was taken",
        "The position is that in which the vehicle fell asleep.",
        RECEIVER.replaced(DozingReceiver),
        f"the position in the data for the breakdown call is within 15 m of {PARIS}",
    ),
    BREAKDOWN.fault(
        "breakdown-position-of-the-first-call",
        "BCALL-06",
        "The assistance centre has the position of a second call from another place",
        "The data are those of the first call.",
        BREAKDOWN_CALL.replaced(StaleBreakdownCall),
        "the position in the data for the breakdown call is within 15 m of 45.791043, 4.835659",
    ),
    BREAKDOWN.fault(
        "breakdown-satellites-lost-for-good",
        "BCALL-06",
        "With satellites again the assistance centre has the present position",
        "Satellites that were lost are not trusted again.",
        RECEIVER.replaced(LostReceiver),
        "the data for the breakdown call mark the position as trusted in reaction to the ASSISTANCE press",
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
