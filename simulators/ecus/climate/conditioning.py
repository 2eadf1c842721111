"""Pre-conditioning: when it may start, what it brings the cabin to, and when it ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from clock.kernel import MS, seconds
from simulators.bus.com import SignalValue, Values
from simulators.ecus.ecu import Part
from simulators.ecus.measuring import Measuring
from simulators.ecus.vehicle import FittedMember
from simulators.plant.body import LATCHES


@dataclass(frozen=True)
class ClimateCalibration:
    """Values in which variants of pre-conditioning differ.

    Levels are the lowest state of charge in percent at which pre-conditioning is available (lines 490, 500);
    temperatures bound, inclusive, where an electric vehicle charges regularly at the same time (line 496).
    The blower draws `blower_w` from start to end. A decision waits `settle_ms` after a wake-up, so that the other
    ECUs have sent their states.
    """

    set_point_c: float = 21.0
    max_heat_w: float = 6000.0
    blower_w: float = 150.0
    heat_w_per_k: float = 2000.0
    known_loss_w_per_k: float = 60.0
    immediate_run_s: float = 45 * 60
    stop_after_unlock_s: float = 60.0
    hybrid_level_percent: float = 20.0
    electric_level_percent: float = 50.0
    charge_along_min_c: float = 5.0
    charge_along_max_c: float = 35.0
    settle_ms: int = 600


class PreConditioning(Part):
    """Pre-conditioning: brings the cabin to its set point while the vehicle is locked.

    Availability is judged once, at the start (AMB-25). The first unlocking of any door ends it a minute
    later, locking again meanwhile or not, unless its normal end comes first (AMB-24).
    """

    def __init__(self, ecu: FittedMember) -> None:
        super().__init__(ecu)
        self.calibration = ecu.take_calibration(ClimateCalibration)
        self._profile = ecu.profile
        self._cabin = ecu.plant.cabin
        self._battery = ecu.plant.battery
        self._when_settled: list[Callable[[], None]] = []
        self._settled = self._kernel.timer(self._on_settled)
        self._seconds = Measuring(self._kernel, self.tick)
        self._cabin.watch(self._seconds.take_next)
        self._end = self._kernel.timer(lambda: self.stop("programme_end"))
        self._unlocked = self._kernel.timer(lambda: self.stop("unlocked"))
        for door in LATCHES:
            self._com.on(f"doors.{door}.lock", ecu.while_powered(self.lock_changed))
        self._com.on_frame("order.kind", ecu.while_powered(self.take_order))
        self._com.listen("vehicle.outside_temp_c", "relay.battery.soc_percent")
        self._com.listen("relay.charge.state")
        self._com.on("relay.charge.type", ecu.while_powered(self._on_charge_type))

    def power_on(self) -> None:
        """Begin with nothing under way."""
        self._com.set("cabin.set_point_c", self.calibration.set_point_c)
        self._com.set("precond.state", "off")
        self._com.set("precond.charge_request", "none")
        self._show_cabin()

    def power_off(self) -> None:
        """Heat no more."""
        self._seconds.stop()
        for timer in (self._settled, self._end, self._unlocked):
            timer.cancel()
        self._when_settled.clear()
        self._rest()

    def network_woke(self) -> None:
        """Wait for the other ECUs, and measure each second."""
        self._settled.arm_in(self.calibration.settle_ms * MS)
        self._seconds.start()
        self.tick()

    def network_slept(self) -> None:
        """Measure no more."""
        self._settled.cancel()
        self._seconds.stop()

    def start(self, duration_s: float) -> None:
        """Begin pre-conditioning for that long, unless it is refused; while it runs, only lengthen it."""
        if not self.running():
            refusal = self.refusal()
            if refusal != "none":
                self._com.send({"precond.refusal": refusal})
                return
            self._com.set("precond.state", "running")
            self._com.set("precond.refusal", "none")
            self._com.set("precond.end_reason", "none")
            self._com.set("precond.charge_request", "interrupt" if self.interrupts_charge() else "none")
            self.control()
            self._seconds.take_next()
        end_ns = self._kernel.now_ns + seconds(duration_s)
        if not self._end.armed or end_ns > self._end.when_ns:
            self._end.arm_at(end_ns)

    def start_programme(self, duration_s: float) -> None:
        """Begin pre-conditioning for a programme."""
        self.start(duration_s)

    def move_end(self, from_ns: int, to_ns: int) -> None:
        """Let an end come at another time; nothing when another one comes first or has come."""
        if self._end.armed and self._end.when_ns == from_ns:
            self._end.arm_at(to_ns)

    def stop(self, reason: str) -> None:
        """End pre-conditioning with a label of precond.end_reason; nothing when it does not run."""
        if not self.running():
            return
        self._end.cancel()
        self._unlocked.cancel()
        self._com.set("precond.state", "off")
        self._com.set("precond.end_reason", reason)
        if self._com.get("precond.charge_request") == "interrupt":
            self._com.set("precond.charge_request", "resume")
        self._rest()

    def running(self) -> bool:
        """Tell whether pre-conditioning runs."""
        return self._com.get("precond.state") == "running"

    def refusal(self) -> str:
        """Give the label of precond.refusal that a start meets now."""
        if not self.locked():
            return "unlocked"
        return "none" if self.level_suffices() else "level"

    def locked(self) -> bool:
        """Tell whether all doors and the trunk are locked."""
        return all(self._com.get(f"doors.{door}.lock") != "unlocked" for door in LATCHES)

    def charging(self) -> bool:
        """Tell whether the traction battery is being charged."""
        return self._com.get("relay.charge.state") == "charging"

    def level_suffices(self) -> bool:
        """Tell whether the battery level allows pre-conditioning; it runs on the traction battery alone."""
        soc_percent = float(self._com.get("relay.battery.soc_percent"))
        if self._profile.energy == "electric":
            return soc_percent >= self.calibration.electric_level_percent
        if self._profile.energy == "hybrid":
            return soc_percent >= self.calibration.hybrid_level_percent or self.charging()
        return False

    def outside_c(self) -> float:
        """Give the temperature outside, in degrees Celsius."""
        return float(self._com.get("vehicle.outside_temp_c"))

    def interrupts_charge(self) -> bool:
        """Tell whether pre-conditioning and a charge exclude each other, be it one of later (lines 490 to 498)."""
        if self._profile.energy == "hybrid":
            return True
        calibration = self.calibration
        mild = calibration.charge_along_min_c <= self.outside_c() <= calibration.charge_along_max_c
        return self._com.get("relay.charge.type") != "fast" and not mild

    def take_order(self, values: Values) -> None:
        """Start or stop as an order of the driver says."""
        if values["order.kind"] == "precond_start":
            self.once_settled(partial(self.start, self.calibration.immediate_run_s))
        elif values["order.kind"] == "precond_stop":
            self.once_settled(partial(self.stop, "order"))

    def lock_changed(self, state: SignalValue) -> None:
        """Count the time until the stop from an unlock during pre-conditioning on."""
        if state == "unlocked" and self.running() and not self._unlocked.armed:
            self._unlocked.arm_in(seconds(self.calibration.stop_after_unlock_s))

    def _on_charge_type(self, _type: SignalValue) -> None:
        """Judge anew at another station."""
        before = self._com.get("precond.charge_request")
        if self.running() and self.interrupts_charge():
            self._com.set("precond.charge_request", "interrupt")
        elif self.running() and before == "interrupt":
            self._com.set("precond.charge_request", "resume")

    def once_settled(self, action: Callable[[], None]) -> None:
        """Act now or, on a sleeping bus, once the other ECUs have been heard."""
        if self._com.started("comfort") and not self._settled.armed:
            action()
        else:
            self._when_settled.append(action)

    def _on_settled(self) -> None:
        actions, self._when_settled = self._when_settled, []
        for action in actions:
            action()

    def tick(self) -> None:
        """Heat or cool the cabin and show its temperature, once a second.

        While pre-conditioning is off nothing is done at the seconds before the one that shows another temperature.
        """
        running = self.running()
        if running:
            self.control()
        self._show_cabin()
        if running:
            self._seconds.take_next()
        else:
            self._seconds.take_after(self._cabin.stays_s(*self._shown_as()))

    def control(self) -> None:
        """Heat or cool the cabin as much as it needs now."""
        self._cabin.blow(self.calibration.blower_w)
        self._heat(self.wanted_heat_w())

    def wanted_heat_w(self) -> float:
        """Decide on the heat: what the cabin loses, and more in proportion to what is missing."""
        calibration = self.calibration
        loss_w = calibration.known_loss_w_per_k * (calibration.set_point_c - self.outside_c())
        heat_w = loss_w + calibration.heat_w_per_k * (calibration.set_point_c - self._cabin.temp_c)
        return min(calibration.max_heat_w, max(-calibration.max_heat_w, heat_w))

    def _rest(self) -> None:
        self._cabin.blow(0.0)
        self._heat(0.0)

    def _heat(self, heat_w: float) -> None:
        self._cabin.heat(heat_w)
        self._battery.power("climate", -abs(heat_w) / 1000)
        self._com.set("climate.power_kw", round(abs(heat_w) / 1000, 1))

    def _show_cabin(self) -> None:
        self._com.set("cabin.temp_c", min(85.0, max(-40.0, round(self._cabin.temp_c * 2) / 2)))

    def _shown_as(self) -> tuple[float, float]:
        """Give the lowest and the highest temperature in degrees Celsius that is shown as the present one is."""
        shown_c = round(self._cabin.temp_c * 2) / 2
        return shown_c - 0.25, shown_c + 0.25
