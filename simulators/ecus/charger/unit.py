"""The on-board charger: plug, station, charging modes, and when the battery is charged."""

from __future__ import annotations

from dataclasses import dataclass

from clock.kernel import MS
from simulators.bus.com import SignalValue, Values
from simulators.ecus.charger.programme import ChargeProgramme, TimeOfDay
from simulators.ecus.ecu import Identity, Part
from simulators.ecus.vehicle import FittedMember
from simulators.ecus.wake import WakeRequest


@dataclass(frozen=True)
class ChargerCalibration:
    """Charging power by type of station, in kW.

    A decision waits `settle_ms` after a wake-up, so that the other ECUs have sent their states.
    """

    regular_kw: float = 7.0
    fast_kw: float = 50.0
    settle_ms: int = 600


class Charging(Part):
    """The charge: runs while plugged in, allowed by the station, and wanted.

    A charge is wanted in immediate mode from plugging in, in deferred mode from the programmed time on, or by
    a start order in either mode, until it is stopped or unplugged; a loss of supply changes nothing of that. It is
    interrupted while the station forbids
    it or pre-conditioning asks for that, and goes on when neither does; one that is ordered during
    pre-conditioning begins when that stops (line 486).
    """

    def __init__(self, ecu: FittedMember) -> None:
        super().__init__(ecu)
        self.calibration = ecu.take_calibration(ChargerCalibration)
        self._battery = ecu.plant.battery
        self._plugged = ecu.wiring.flag("station.plugged")
        self._fast = ecu.wiring.flag("station.fast")
        self._enabled = ecu.wiring.flag("station.enabled")
        self._station_power = ecu.wiring.number("station.power_kw")
        self._refused = False
        self._held = False
        self._waits_for_end = False
        self._wake = ecu.part(WakeRequest)
        self._settled = self._kernel.timer(self._apply)
        ecu.part(ChargeProgramme).watch(self.programmed_time_came)
        self._plugged.watch(ecu.while_powered(self.plug_changed))
        for line in (self._fast, self._enabled):
            line.watch(ecu.while_powered(self._on_station))
        ecu.wiring.flag("button.hatch").watch(ecu.while_powered(self.hatch_pressed))
        self._com.on_frame("charge_order.kind", ecu.while_powered(self._on_order))
        self._com.on("body_precond.state", ecu.while_powered(self._on_precond))
        self._com.on("body_precond.charge_request", ecu.while_powered(self.charge_requested))
        self._com.on("battery.soc_percent", ecu.while_powered(self._on_soc))

    def power_on(self) -> None:
        """Begin in the mode that is kept."""
        self._com.set("charge.mode", self._memory.get("mode", "immediate"))
        if self._plugged.value != self._memory.get("plugged", False):
            self._want_as_plugged()
        self._held = self._waits_for_end = self._refused = False
        self._show("idle")

    @property
    def _wanted(self) -> bool:
        return bool(self._memory.get("wanted"))

    @_wanted.setter
    def _wanted(self, wanted: bool) -> None:
        self._memory["wanted"] = wanted

    def power_off(self) -> None:
        """Charge no more."""
        self._settled.cancel()
        self._deliver(0.0)

    def network_woke(self) -> None:
        """Decide anew, once the other ECUs have been heard."""
        self._settled.arm_in(self.calibration.settle_ms * MS)

    def network_slept(self) -> None:
        """Decide nothing."""
        self._settled.cancel()

    def mode(self) -> str:
        """Give the label of charge.mode."""
        return str(self._com.get("charge.mode"))

    def power_kw(self) -> float:
        """Give the power that the battery is charged with."""
        return self.calibration.fast_kw if self._fast.value else self.calibration.regular_kw

    def state(self) -> str:
        """Give the label of charge.state that follows from what is wanted and what is allowed."""
        if self._refused:
            return "refused"
        if not self._wanted or not self._plugged.value:
            return "idle"
        if float(self._com.get("battery.soc_percent")) >= 100:
            return "finished"
        if not self._enabled.value or self._held or self._waits_for_end:
            return "interrupted"
        return "charging"

    def plug_changed(self, plugged: bool) -> None:
        """Begin as the mode has it with the plug, and end without it."""
        self._want_as_plugged()
        self._waits_for_end = self._refused = False
        self._act_awake("plug")

    def _want_as_plugged(self) -> None:
        self._memory["plugged"] = self._plugged.value
        self._wanted = self._plugged.value and self.mode() == "immediate"

    def _on_station(self, _value: bool) -> None:
        if self._plugged.value:
            self._act_awake("plug")

    def programmed_time_came(self) -> None:
        """Begin the programmed charge."""
        if self._plugged.value and self.mode() == "deferred" and not self._wanted:
            self._wanted = True
            self.begin_later()
            self._act_awake("programme")

    def hatch_pressed(self, pressed: bool) -> None:
        """Change to deferred charging, when the button in the hatch was pressed and not released."""
        if pressed:
            self.choose_mode("deferred")
            self._act_awake("hatch_button")

    def _act_awake(self, reason: str) -> None:
        """Act now or, on a sleeping bus, once the other ECUs have been heard; unplugged means no power."""
        if not self._plugged.value:
            self._show("idle")
        self._wake.ask(reason)
        if self._com.started("inter_system") and not self._settled.armed:
            self._apply()

    def choose_mode(self, mode: str) -> None:
        """Keep a mode, `immediate` or `deferred`, and want a charge in the former."""
        self._com.set("charge.mode", mode)
        self._memory["mode"] = mode
        self._wanted = self._plugged.value and mode == "immediate"
        self._waits_for_end = self._waits_for_end and self._wanted

    def _on_order(self, values: Values) -> None:
        kind = values["charge_order.kind"]
        self._refused = False
        if kind in {"immediate", "deferred"}:
            self.choose_mode(str(kind))
            if self._wanted:
                self.begin_later()
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
        self.begin_later()
        self._apply()

    def begin_later(self) -> None:
        """Let a charge that is ordered during pre-conditioning wait for its end; one that runs goes on."""
        if self._com.get("charge.state") != "charging":
            self._waits_for_end = self._com.get("body_precond.state") == "running"

    def _on_precond(self, state: SignalValue) -> None:
        if state == "off":
            self._waits_for_end = False
            self._apply()

    def charge_requested(self, request: SignalValue) -> None:
        """Hold the charge or let it go on, as the climate ECU requests."""
        self._held = request == "interrupt"
        self._apply()

    def _on_soc(self, _soc_percent: SignalValue) -> None:
        if self._com.get("charge.state") == "charging":
            self._apply()

    def _apply(self) -> None:
        self._show(self.state())

    def _show(self, state: str) -> None:
        plugged = self._plugged.value
        charge_type = ("fast" if self._fast.value else "regular") if plugged else "none"
        self._com.set("charge.plug", "plugged" if plugged else "unplugged")
        self._com.set("charge.type", charge_type)
        self._com.set("charge.station", "allows" if plugged and self._enabled.value else "forbids")
        self._com.set("charge.state", state)
        self._deliver(self.power_kw() if state == "charging" else 0.0)

    def _deliver(self, power_kw: float) -> None:
        self._com.set("charge.power_kw", power_kw)
        self._station_power.set(power_kw)
        self._battery.power("charger", power_kw)


class Charger(FittedMember):
    """The on-board charger."""

    NODE = "CHARGER"
    BUSES = ("inter_system",)
    IDENTITY = Identity(software=(2, 5), hardware=1)
    PARTS = (WakeRequest, TimeOfDay, ChargeProgramme, Charging)
