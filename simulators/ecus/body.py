"""The body controller: network master, gateway, ignition, doors, and the remote orders on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

from simulators.com import SignalValue
from simulators.ecus.body_locks import CentralLocking, LockingCalibration
from simulators.ecus.body_network import NetworkCalibration, NetworkMaster
from simulators.ecus.body_orders import OrdersCalibration, RemoteOrders
from simulators.ecus.body_signals import HornCalibration, HornOrder, LightsCalibration, LightsOrder
from simulators.ecus.fitted import FittedVehicle
from simulators.ecus.node import Ecu, Identity
from simulators.kernel import S
from simulators.plant.body import LATCHES

RELAYS: Mapping[str, str] = {
    "crash.airbag": "relay.crash.airbag",
    "crash.pretensioner": "relay.crash.pretensioner",
    "occupants.count": "relay.occupants.count",
    "powertrain.state": "relay.powertrain.state",
    "powertrain.rpm": "vehicle.rpm",
    "powertrain.speed_kmh": "vehicle.speed_kmh",
    "powertrain.distance_m": "vehicle.distance_m",
    "powertrain.consumption": "vehicle.consumption",
    "powertrain.coolant_temp_c": "engine.coolant_temp_c",
    "precond.state": "body_precond.state",
    "precond.charge_request": "body_precond.charge_request",
}
"""Signals that the gateway copies from one bus to the other, on every vehicle."""

TRACTION_RELAYS: Mapping[str, str] = {
    name: f"relay.{name}"
    for name in (
        *("battery.soc_percent", "battery.range_km"),
        *("charge.plug", "charge.state", "charge.type", "charge.mode", "charge.station", "charge.power_kw"),
    )
}
"""The same, on a vehicle that can be charged."""

HOLDS: Mapping[str, frozenset[str]] = {
    "precond.state": frozenset({"off"}),
    "ecall.state": frozenset({"idle", "ended"}),
    "bcall.state": frozenset({"idle", "ended"}),
    "switching.state": frozenset({"idle"}),
    "charge.state": frozenset({"idle", "interrupted", "finished", "refused"}),
}
"""Signals that keep the network awake, with the values at which they no longer do."""

_DISTANCE_WRAP_M = 6553.6


@dataclass(frozen=True)
class BodyCalibration:
    """What a variant of the body controller differs in; currents are of the whole vehicle."""

    network: NetworkCalibration = field(default_factory=NetworkCalibration)
    locking: LockingCalibration = field(default_factory=LockingCalibration)
    lights: LightsCalibration = field(default_factory=LightsCalibration)
    horn: HornCalibration = field(default_factory=HornCalibration)
    orders: OrdersCalibration = field(default_factory=OrdersCalibration)
    odometer_new_km: float = 12_345.6
    asleep_current_a: float = 0.02
    awake_current_a: float = 6.0


DEFAULT = BodyCalibration()


class Body(Ecu):
    """The body controller.

    A variant replaces a calibration, one of the parts named by the class attributes, or a method.
    """

    NODE = "BODY"
    BUSES = ("comfort", "inter_system")
    IDENTITY = Identity(software=(4, 12), hardware=3)
    LOCKING: type[CentralLocking] = CentralLocking
    LIGHTS: type[LightsOrder] = LightsOrder
    HORN: type[HornOrder] = HornOrder
    ORDERS: type[RemoteOrders] = RemoteOrders

    def __init__(self, vehicle: FittedVehicle, calibration: BodyCalibration = DEFAULT) -> None:
        super().__init__(vehicle)
        self.calibration = calibration
        self._rechargeable = self.profile.energy != "combustion"
        kernel, com, plant = self.kernel, self.com, vehicle.plant
        self.net = NetworkMaster(kernel, com, self.random, calibration.network, self._on_network)
        self.locking = self.LOCKING(
            kernel, com, plant.latches, partial(self.net.keep, "locking"), calibration.locking
        )
        self.lights = self.LIGHTS(
            kernel,
            com,
            self.wiring,
            self.profile.lighting,
            partial(self.net.keep, "lights"),
            calibration.lights,
        )
        self.horn = self.HORN(kernel, com, plant.horn, partial(self.net.keep, "horn"), calibration.horn)
        self.orders = self.ORDERS(
            kernel,
            com,
            self.locking,
            self.lights,
            self.horn,
            self.net.activity,
            self._rechargeable,
            calibration.orders,
        )
        self._current = self.wiring.number("supply.current_a")
        self._utc_s = self.wiring.number("gnss.utc_s").value
        self._utc_set_ns = kernel.now_ns
        self._tick = kernel.timer(self._on_tick)
        self._distance_m = 0.0
        self._watch_wires()
        self._listen(vehicle)

    def _watch_wires(self) -> None:
        wiring = self.wiring
        for door in LATCHES:
            wiring.flag(f"door.{door}").watch(partial(self._on_door, door))
        wiring.flag("ignition.kl15").watch(self._on_kl15)
        wiring.flag("key.lock").watch(self._on_lock_key)
        wiring.flag("key.unlock").watch(partial(self._on_lock_button, "unlocked", "key"))
        wiring.flag("key.inside_unlock").watch(partial(self._on_lock_button, "unlocked", "inside"))
        for door in LATCHES:
            wiring.flag(f"lock.{door}").watch(partial(self._on_lock_by_hand, door))
        wiring.flag("button.start").watch(self._on_start_button)
        wiring.flag("key.away").watch(lambda _: self._show_key())
        wiring.number("ambient.temp_c").watch(lambda _: self._show_outside_temp())
        wiring.number("gnss.utc_s").watch(self._on_date)

    def _listen(self, vehicle: FittedVehicle) -> None:
        com = self.com
        relays = {**RELAYS, **TRACTION_RELAYS} if self._rechargeable else RELAYS
        for name, copy in relays.items():
            com.on(name, partial(com.set, copy))
        for name, idle in HOLDS.items():
            com.on_frame(name, partial(self._on_hold, name, idle))
        for spec in vehicle.network.messages("comfort"):
            if self.NODE not in spec.senders and spec.signals:
                com.on_frame(next(iter(spec.signals)), self._on_comfort_frame)
        if self._rechargeable:
            com.on_frame("charge_programme.hour", partial(self._on_charge_programme, "charge_programme"))
            com.on_frame("screen_charge.hour", partial(self._on_charge_programme, "screen_charge"))
        com.on_frame("wake.charger", self._on_wake_frame)
        com.on_frame("wake.telematics", self._on_wake_frame)
        com.on_frame("wake.climate", self._on_wake_frame)
        com.on_frame("order.kind", self._on_order)
        com.on("powertrain.state", self._on_powertrain)
        com.on("powertrain.distance_m", self._on_distance)

    def power_on(self) -> None:
        """See `Ecu.power_on`."""
        com = self.com
        for position, character in enumerate(self.profile.vin, start=1):
            com.set(f"vin.c{position:02}", ord(character))
        com.set("functions.automatic_locking", "not_activated")
        com.set("vehicle.odometer_km", self.odometer_km())
        for door in LATCHES:
            com.set(f"doors.{door}.open", "open" if self.wiring.flag(f"door.{door}").value else "closed")
        self.locking.power_on()
        self._show_outside_temp()
        self._show_ignition()
        self._show_key()
        self.net.boot()
        self.net.keep("kl15", self.wiring.flag("ignition.kl15").value)

    def power_off(self) -> None:
        """See `Ecu.power_off`."""
        self.net.off()
        self.locking.power_off()
        self.lights.power_off()
        self.horn.power_off()
        self.orders.power_off()
        self._tick.cancel()
        self._current.set(0.0)

    def _on_network(self, state: str) -> None:
        calibration = self.calibration
        self._current.set(calibration.asleep_current_a if state == "asleep" else calibration.awake_current_a)
        if state == "waking":
            self.identify_soon()
        if state == "asleep":
            self._tick.cancel()
        elif not self._tick.armed:
            self._on_tick()

    def _on_comfort_frame(self, _values: Mapping[str, SignalValue]) -> None:
        if self.powered:
            self.net.heard()

    def _on_wake_frame(self, _values: Mapping[str, SignalValue]) -> None:
        if self.powered:
            self.net.activity()

    def _on_hold(self, name: str, idle: frozenset[str], values: Mapping[str, SignalValue]) -> None:
        if self.powered:
            self.net.keep(name, values[name] not in idle)

    def _on_order(self, values: Mapping[str, SignalValue]) -> None:
        if self.powered:
            self.orders.receive(values)

    def _on_door(self, door: str, opened: bool) -> None:
        if self.powered:
            self.net.activity()
            self.com.set(f"doors.{door}.open", "open" if opened else "closed")

    def _on_lock_button(self, target: str, source: str, pressed: bool) -> None:
        if self.powered and pressed:
            self.net.activity()
            self.locking.request(target, source)

    def _on_lock_key(self, pressed: bool) -> None:
        if self.powered and pressed:
            self.net.activity()
            self.locking.lock_with_key()

    def _on_lock_by_hand(self, door: str, _unlocked: bool) -> None:
        if self.powered:
            self.net.activity()
            self.locking.moved_by_hand(door)

    def _on_charge_programme(self, source: str, values: Mapping[str, SignalValue]) -> None:
        if self.powered:
            self.net.activity()
            self.com.send({f"body_charge.{unit}": values[f"{source}.{unit}"] for unit in ("hour", "minute")})

    def _on_start_button(self, pressed: bool) -> None:
        if self.powered and pressed:
            self.net.activity()

    def _on_kl15(self, on: bool) -> None:
        if self.powered:
            self.net.keep("kl15", on)
            self._show_ignition()

    def _on_powertrain(self, _state: SignalValue) -> None:
        self._show_ignition()

    def ignition_state(self) -> str:
        """The label of ignition.state; start means that the powertrain runs or is ready (AMB-35)."""
        if not self.wiring.flag("ignition.kl15").value:
            return "off"
        return "on" if self.com.get("powertrain.state") == "off" else "running"

    def _show_ignition(self) -> None:
        self.com.set("kl15.state", "on" if self.wiring.flag("ignition.kl15").value else "off")
        self.com.set("ignition.state", self.ignition_state())

    def _show_key(self) -> None:
        self.com.set("key.presence", "absent" if self.wiring.flag("key.away").value else "present")

    def _show_outside_temp(self) -> None:
        temp_c = min(85.0, max(-40.0, self.wiring.number("ambient.temp_c").value))
        self.com.set("vehicle.outside_temp_c", round(temp_c * 2) / 2)

    def odometer_km(self) -> float:
        """What the odometer shows: whole tenths of a kilometre."""
        new_km = self.calibration.odometer_new_km
        return int(float(self.memory.get("odometer_m", new_km * 1000)) / 100) / 10

    def _on_distance(self, counter_m: SignalValue) -> None:
        driven_m = (float(counter_m) - self._distance_m) % _DISTANCE_WRAP_M
        self._distance_m = float(counter_m)
        before_m = float(self.memory.get("odometer_m", self.calibration.odometer_new_km * 1000))
        self.memory["odometer_m"] = before_m + driven_m
        self.com.set("vehicle.odometer_km", self.odometer_km())

    def utc_s(self) -> float:
        """The date, in seconds since 1970: what the line `gnss.utc_s` last said, run on from then."""
        return self._utc_s + (self.kernel.now_ns - self._utc_set_ns) / S

    def _on_date(self, utc_s: float) -> None:
        self._utc_s, self._utc_set_ns = utc_s, self.kernel.now_ns
        if self.powered:
            # The units that keep a copy of the date hear of a leap only on a bus that is awake.
            self.net.activity()
            self._on_tick()

    def _on_tick(self) -> None:
        utc_s = self.utc_s()
        self._tick.arm_in(S - round(utc_s % 1 * S))
        # The remainder keeps a tick that comes a nanosecond early out of the second before.
        now = datetime.fromtimestamp(int(utc_s + 1e-3), UTC)
        for unit in ("year", "month", "day", "hour", "minute", "second"):
            self.com.set(f"clock.{unit}", getattr(now, unit))
        for unit in ("hour", "minute", "second"):
            self.com.set(f"body_clock.{unit}", getattr(now, unit))
