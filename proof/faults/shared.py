"""What faults of several chapters have in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar
from weakref import WeakKeyDictionary

from clock.kernel import seconds
from dbc.value import same
from proof.ageing import passed_s
from proof.deviation import Deviation
from proof.slots import TRIGGERS
from proof.variant import variant
from simulators.bus.com import Com, SignalValue, Values
from simulators.ecus.body.orders import RemoteOrders
from simulators.ecus.body.signals import HornOrder, LightsOrder
from simulators.ecus.ecu import Part
from simulators.ecus.telematics.ecu import TelematicsEcu
from simulators.ecus.telematics.triggers import Triggers
from simulators.offboard.office.calendar import Calendar
from vehicle.profile import DOORS


def asleep(bus: str) -> Callable[..., bool]:
    """Make a condition: the bus of the ECU is asleep."""

    def sleeps(part: Part, *_arguments: object) -> bool:
        return not part._com.started(bus)

    return sleeps


def shows(signal: str, value: SignalValue) -> Callable[..., bool]:
    """Make a condition: a signal that the part hears has this value."""

    def shown(part: Part, *_arguments: object) -> bool:
        return part._com.get(signal) == value

    return shown


CHARGES = shows("relay.charge.state", "charging")
IGNITION_ON = shows("ignition.state", "on")
INTERMEDIATE = shows("privacy.mode", "intermediate")
IN_A_BREAKDOWN_CALL = shows("bcall.state", "voice")
PRIVATE = shows("privacy.mode", "private")


LATELY_S = 60.0
"""Time in s for which what has happened has just happened."""


def is_order(kind: str) -> Callable[..., bool]:
    """Make a condition: the frame with an order that the body controller takes is of this kind."""

    def asked(_part: Part, values: Values) -> bool:
        return same(values["order.kind"], kind)

    return asked


def end_honk(orders: RemoteOrders) -> None:
    """End what sounds by an order before its time."""
    if orders._horn._end.armed:
        orders._horn._end.cancel()
        orders._horn._on_end()


def end_lights(orders: RemoteOrders) -> None:
    """End what is lit by an order before its time."""
    if orders._lights._end.armed:
        orders._lights._end.cancel()
        orders._lights._on_end()


def ends_after(duration_s: float) -> Callable[[HornOrder | LightsOrder], None]:
    """Let what an order has begun end after a time in s."""
    return lambda part: part._end.arm_in(seconds(duration_s))


def unlocked(com: Com) -> set[str]:
    """Give the doors that are unlocked, as an ECU hears of them."""
    return {door for door in DOORS if com.get(f"doors.{door}.lock") == "unlocked"}


class StartedTriggers(Triggers):
    """A call trigger that does something `AFTER_S` after the vehicle was started."""

    AFTER_S: ClassVar[float] = 0.0

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        self._com.on("ignition.state", ecu.while_powered(self._on_ignition))

    def started(self) -> None:
        """Do it."""

    def _on_ignition(self, state: SignalValue) -> None:
        if state == "running":
            self._kernel.call_in(seconds(self.AFTER_S), self.started)


def when_started(act: Callable[[Triggers], object], *, after_s: float = 0.0) -> Deviation:
    """Let the telematics box do something by itself when the vehicle is started."""
    return TRIGGERS.replaced(variant(StartedTriggers, started=act, AFTER_S=after_s))


def from_time(number: int) -> Callable[..., bool]:
    """Make a condition: a part is asked for the time of this number, the first being 1, or a later one."""
    asked: WeakKeyDictionary[Part, int] = WeakKeyDictionary()

    def holds(part: Part, *_arguments: object) -> bool:
        asked[part] = asked.get(part, 0) + 1
        return asked[part] >= number

    return holds


def unsubscribed(part: Part, *_arguments: object) -> bool:
    """Tell whether the vehicle was told that its subscription has ended."""
    return part._memory.get("contract") == "ended"


def on_the_next_day(calendar: Calendar, act: Callable[[], object]) -> None:
    """Do something whenever the office's calendar is set to a later day than now."""
    now = calendar.now()

    def see() -> None:
        if calendar.days_since(now) > 0:
            act()

    calendar.watch(see)


def unused(days: float) -> Callable[..., bool]:
    """Make a condition: more than so many days have passed since the vehicle first had its supply."""

    def holds(part: Part, *_arguments: object) -> bool:
        return passed_s(part._kernel) > days * 86_400

    return holds
