"""The gateway of the body controller: what it copies between the buses, and what it keeps them awake for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from simulators.bus.com import Values
from simulators.ecus.body.ecu import BodyEcu
from simulators.ecus.body.network import NetworkMaster
from simulators.ecus.ecu import Part

RELAYS: Mapping[str, str] = {
    "crash.airbag": "relay.crash.airbag",
    "crash.pretensioner": "relay.crash.pretensioner",
    "crash.counter": "relay.crash.counter",
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
"""Signals that it copies besides on a vehicle that can be charged."""

CHARGE_PROGRAMMES = ("charge_programme", "screen_charge")
"""Messages that bring the time of a charge: from the app, and from the touch screen."""

HOLDS: Mapping[str, frozenset[str]] = {
    "precond.state": frozenset({"off"}),
    "ecall.state": frozenset({"idle", "ended"}),
    "bcall.state": frozenset({"idle", "ended"}),
    "switching.state": frozenset({"idle"}),
    "charge.state": frozenset({"idle", "interrupted", "finished", "refused"}),
}
"""Signals that keep the network awake, with the values at which they no longer do."""

WAKERS = ("wake.charger", "wake.airbag", "wake.telematics", "wake.climate")
"""Signals of the frames by which other ECUs wake the network."""


class Gateway(Part):
    """The gateway: copies signals from bus to bus, and lets what other ECUs say keep the network awake."""

    def __init__(self, ecu: BodyEcu) -> None:
        super().__init__(ecu)
        com = self._com
        self._net = ecu.part(NetworkMaster)
        for name, copy in {**RELAYS, **(TRACTION_RELAYS if ecu.rechargeable else {})}.items():
            com.on(name, partial(com.set, copy))
        for name, idle in HOLDS.items():
            hold = ecu.while_powered(partial(self._on_hold, name, idle))
            com.on_frame(name, hold).repeats = False
        heard = ecu.while_powered(lambda _values: self._net.heard())
        for spec in ecu.network.messages("comfort"):
            if ecu.NODE not in spec.senders and spec.signals:
                self._net.wakers.append(com.on_frame(next(iter(spec.signals)), heard))
        for source in CHARGE_PROGRAMMES if ecu.rechargeable else ():
            com.on_frame(f"{source}.hour", ecu.while_powered(partial(self._on_charge_programme, source)))
        woken = ecu.while_powered(lambda _values: self._net.activity())
        for name in WAKERS:
            com.on_frame(name, woken)

    def _on_hold(self, name: str, idle: frozenset[str], values: Values) -> None:
        self._net.keep(name, values[name] not in idle)

    def _on_charge_programme(self, source: str, values: Values) -> None:
        self._net.activity()
        self._com.send({f"body_charge.{part}": values[f"{source}.{part}"] for part in ("hour", "minute")})
