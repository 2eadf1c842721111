"""The on-board charger: plug, station, charging modes, and when the battery is charged."""

from __future__ import annotations

from dataclasses import dataclass

from simulators.com import SignalValue, Values
from simulators.ecus.charger_programme import ChargeProgramme
from simulators.ecus.fitted import FittedVehicle
from simulators.ecus.node import Identity, NetworkMember
from simulators.ecus.wake_request import WakeRequest
from simulators.kernel import MS


@dataclass(frozen=True)
class ChargerCalibration:
    """Charging power by type of station, in kW.

    A decision waits `settle_ms` after a wake-up, so that the other units have sent their states.
    """

    regular_kw: float = 7.0
    fast_kw: float = 50.0
    settle_ms: int = 600


DEFAULT = ChargerCalibration()


class Charger(NetworkMember):
    """Charges while plugged in, allowed by the station, and wanted.

    A charge is wanted in immediate mode from plugging in, in deferred mode from the programmed time on, or by
    a start order in either mode, until it is stopped or unplugged. It is interrupted while the station forbids
    it or pre-conditioning asks for that, and goes on when neither does; one that is ordered during
    pre-conditioning begins when that stops (line 486).
    """

    NODE = "CHARGER"
    BUSES = ("inter_system",)
    IDENTITY = Identity(software=(2, 5), hardware=1)
    PROGRAMME: type[ChargeProgramme] = ChargeProgramme

    def __init__(self, vehicle: FittedVehicle, calibration: ChargerCalibration = DEFAULT) -> None:
        super().__init__(vehicle)
        self.calibration = calibration
        self._battery = vehicle.plant.battery
        self._plugged = self.wiring.flag("station.plugged")
        self._fast = self.wiring.flag("station.fast")
        self._enabled = self.wiring.flag("station.enabled")
        self._station_power = self.wiring.number("station.power_kw")
        self._wanted = False
        self._refused = False
        self._held = False
        self._waits_for_end = False
        self._wake = WakeRequest(self.kernel, self.com, "wake.charger", "inter_system")
        self._settled = self.kernel.timer(self._apply)
        self.programme = self.PROGRAMME(self.kernel, self.com, self.memory, self._on_programmed_time)
        self._plugged.watch(self._on_plug)
        self._fast.watch(self._on_station)
        self._enabled.watch(self._on_station)
        self.wiring.flag("button.hatch").watch(self._on_hatch_button)
        self.com.on_frame("charge_order.kind", self._on_order)
        self.com.on_frame("body_charge.hour", self._on_programme)
        self.com.on("body_clock.second", self._on_clock)
        self.com.on("body_precond.state", self._on_precond)
        self.com.on("body_precond.charge_request", self._on_charge_request)
        self.com.on("battery.soc_percent", self._on_soc)

    def power_on(self) -> None:
        """See `Ecu.power_on`."""
        self.com.set("charge.mode", self.memory.get("mode", "immediate"))
        self._wanted = self._plugged.value and self.mode() == "immediate"
        self._held = self._waits_for_end = self._refused = False
        self._show("idle")

    def power_off(self) -> None:
        """See `Ecu.power_off`."""
        self._settled.cancel()
        self._wake.power_off()
        self.programme.power_off()
        self._deliver(0.0)

    def network_woke(self, bus: str) -> None:
        """See `NetworkMember.network_woke`."""
        self._settled.arm_in(self.calibration.settle_ms * MS)

    def network_slept(self, bus: str) -> None:
        """See `NetworkMember.network_slept`."""
        self._settled.cancel()

    def mode(self) -> str:
        """The label of charge.mode."""
        return str(self.com.get("charge.mode"))

    def power_kw(self) -> float:
        """What the battery is charged with."""
        return self.calibration.fast_kw if self._fast.value else self.calibration.regular_kw

    def state(self) -> str:
        """The label of charge.state that follows from what is wanted and what is allowed."""
        if self._refused:
            return "refused"
        if not self._wanted or not self._plugged.value:
            return "idle"
        if float(self.com.get("battery.soc_percent")) >= 100:
            return "finished"
        if not self._enabled.value or self._held or self._waits_for_end:
            return "interrupted"
        return "charging"

    def _on_plug(self, plugged: bool) -> None:
        if not self.powered:
            return
        self._wanted = plugged and self.mode() == "immediate"
        self._waits_for_end = self._refused = False
        if plugged:
            self._begin_later()
        else:
            self._held = False
        self._act_awake("plug")

    def _on_station(self, _value: bool) -> None:
        if self.powered and self._plugged.value:
            self._act_awake("plug")

    def _on_programme(self, values: Values) -> None:
        if self.powered:
            self.programme.store(values)

    def _on_clock(self, _second: SignalValue) -> None:
        if self.powered:
            self.programme.hear_clock()

    def _on_programmed_time(self) -> None:
        if self._plugged.value and self.mode() == "deferred" and not self._wanted:
            self._wanted = True
            self._begin_later()
            self._act_awake("programme")

    def _on_hatch_button(self, pressed: bool) -> None:
        if self.powered and pressed:
            self._choose_mode("deferred")
            self._act_awake("hatch_button")

    def _act_awake(self, reason: str) -> None:
        """Act now or, on a sleeping bus, once the other units have been heard; unplugged means no power."""
        if not self._plugged.value:
            self._show("idle")
        self._wake.ask(reason)
        if self.com.started("inter_system") and not self._settled.armed:
            self._apply()

    def _choose_mode(self, mode: str) -> None:
        self.com.set("charge.mode", mode)
        self.memory["mode"] = mode
        self._wanted = self._plugged.value and mode == "immediate"
        self._waits_for_end = self._waits_for_end and self._wanted

    def _on_order(self, values: Values) -> None:
        if not self.powered:
            return
        kind = values["charge_order.kind"]
        self._refused = False
        if kind in {"immediate", "deferred"}:
            self._choose_mode(str(kind))
            if self._wanted:
                self._begin_later()
            self._apply()
        elif kind == "start":
            self.start()
        elif kind == "stop":
            self._wanted = self._waits_for_end = False
            self._apply()

    def start(self) -> None:
        """Begin to charge on an order; without a plug it is refused (AMB-20)."""
        if not self._plugged.value:
            self._refused = True
            self._apply()
            return
        self._wanted = True
        self._begin_later()
        self._apply()

    def _begin_later(self) -> None:
        """Let a charge that is ordered during pre-conditioning wait for its end; one that runs goes on."""
        if self.com.get("charge.state") != "charging":
            self._waits_for_end = self.com.get("body_precond.state") == "running"

    def _on_precond(self, state: SignalValue) -> None:
        if self.powered and state == "off":
            self._waits_for_end = False
            self._apply()

    def _on_charge_request(self, request: SignalValue) -> None:
        if self.powered:
            self._held = request == "interrupt"
            self._apply()

    def _on_soc(self, _soc_percent: SignalValue) -> None:
        if self.powered and self.com.get("charge.state") == "charging":
            self._apply()

    def _apply(self) -> None:
        self._show(self.state())

    def _show(self, state: str) -> None:
        plugged = self._plugged.value
        charge_type = ("fast" if self._fast.value else "regular") if plugged else "none"
        self.com.set("charge.plug", "plugged" if plugged else "unplugged")
        self.com.set("charge.type", charge_type)
        self.com.set("charge.station", "allows" if plugged and self._enabled.value else "forbids")
        self.com.set("charge.state", state)
        self._deliver(self.power_kw() if state == "charging" else 0.0)

    def _deliver(self, power_kw: float) -> None:
        self.com.set("charge.power_kw", power_kw)
        self._station_power.set(power_kw)
        self._battery.power("charger", power_kw)
