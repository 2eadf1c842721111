"""The climate unit: cabin temperature, pre-conditioning and its programmes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial

from simulators.com import SignalValue, Values
from simulators.ecus.climate_programme import Programme, ProgrammeCalibration
from simulators.ecus.fitted import FittedVehicle
from simulators.ecus.node import Identity, NetworkMember
from simulators.ecus.wake_request import WakeRequest
from simulators.kernel import MS, S, seconds
from simulators.plant.body import LATCHES


@dataclass(frozen=True)
class ClimateCalibration:
    """What a variant of the climate unit differs in.

    Levels are the lowest state of charge in percent at which pre-conditioning is available (lines 490, 500);
    temperatures bound, inclusive, where an electric vehicle charges regularly at the same time (line 496).
    A decision waits `settle_ms` after a wake-up, so that the other units have sent their states.
    """

    set_point_c: float = 21.0
    max_heat_w: float = 6000.0
    heat_w_per_k: float = 2000.0
    known_loss_w_per_k: float = 60.0
    immediate_run_s: float = 45 * 60
    stop_after_unlock_s: float = 60.0
    hybrid_level_percent: float = 20.0
    electric_level_percent: float = 50.0
    charge_along_min_c: float = 5.0
    charge_along_max_c: float = 35.0
    settle_ms: int = 600
    programme: ProgrammeCalibration = field(default_factory=ProgrammeCalibration)


DEFAULT = ClimateCalibration()

# A copy of the clock that is off by more has been set, not merely rounded to the second.
_LEAP_S = 1.5


class Climate(NetworkMember):
    """Brings the cabin to its set point on an order or by a programme, while the vehicle is locked.

    Availability is judged once, at the start (AMB-25). The first unlocking of any door ends it a minute
    later, locking again meanwhile or not, unless its normal end comes first (AMB-24).
    """

    NODE = "CLIMATE"
    BUSES = ("comfort",)
    IDENTITY = Identity(software=(2, 8), hardware=1)

    def __init__(self, vehicle: FittedVehicle, calibration: ClimateCalibration = DEFAULT) -> None:
        super().__init__(vehicle)
        self.calibration = calibration
        self._cabin = vehicle.plant.cabin
        self._battery = vehicle.plant.battery
        self._wake = WakeRequest(self.kernel, self.com, "wake.climate", "comfort")
        self._clock: tuple[int, int] | None = None
        self._when_settled: list[Callable[[], None]] = []
        self._settled = self.kernel.timer(self._on_settled)
        self._tick = self.kernel.timer(self._on_tick)
        self._end = self.kernel.timer(lambda: self.stop("programme_end"))
        self._unlocked = self.kernel.timer(lambda: self.stop("unlocked"))
        self._launch = self.kernel.timer(self._on_launch)
        for door in LATCHES:
            self.com.on(f"doors.{door}.lock", self._on_lock)
        self.com.on("clock.second", self._on_clock)
        self.com.on_frame("order.kind", self._on_order)
        self.com.listen("vehicle.outside_temp_c", "clock.year", "relay.battery.soc_percent", "relay.charge.state")
        self.com.listen("relay.charge.type")
        for source in ("precond_programme", "screen_precond"):
            self.com.on_frame(f"{source}.number", partial(self._on_programme, source))

    def power_on(self) -> None:
        """See `Ecu.power_on`."""
        self.com.set("cabin.set_point_c", self.calibration.set_point_c)
        self.com.set("precond.state", "off")
        self.com.set("precond.charge_request", "none")
        self._show_cabin()
        self._plan()

    def power_off(self) -> None:
        """See `Ecu.power_off`."""
        for timer in (self._settled, self._tick, self._end, self._unlocked, self._launch):
            timer.cancel()
        self._wake.power_off()
        self._when_settled.clear()
        self._clock = None
        self._heat(0.0)

    def network_woke(self, bus: str) -> None:
        """See `NetworkMember.network_woke`."""
        self._settled.arm_in(self.calibration.settle_ms * MS)
        self._on_tick()

    def network_slept(self, bus: str) -> None:
        """See `NetworkMember.network_slept`."""
        self._settled.cancel()
        self._tick.cancel()

    def start(self, duration_s: float) -> None:
        """Begin pre-conditioning for that long, unless it is refused; while it runs, only lengthen it."""
        if not self.running():
            refusal = self.refusal()
            if refusal != "none":
                self.com.send({"precond.refusal": refusal})
                return
            self.com.set("precond.state", "running")
            self.com.set("precond.refusal", "none")
            self.com.set("precond.end_reason", "none")
            self.com.set("precond.charge_request", "interrupt" if self.interrupts_charge() else "none")
            self._control()
        end_ns = self.kernel.now_ns + seconds(duration_s)
        if not self._end.armed or end_ns > self._end.when_ns:
            self._end.arm_at(end_ns)

    def stop(self, reason: str) -> None:
        """End pre-conditioning with a label of precond.end_reason; nothing when it does not run."""
        if not self.running():
            return
        self._end.cancel()
        self._unlocked.cancel()
        self.com.set("precond.state", "off")
        self.com.set("precond.end_reason", reason)
        if self.com.get("precond.charge_request") == "interrupt":
            self.com.set("precond.charge_request", "resume")
        self._heat(0.0)

    def running(self) -> bool:
        """Whether pre-conditioning runs."""
        return self.com.get("precond.state") == "running"

    def refusal(self) -> str:
        """The label of precond.refusal that a start meets now."""
        if not self.locked():
            return "unlocked"
        return "none" if self.level_suffices() else "level"

    def locked(self) -> bool:
        """Whether all doors and the trunk are locked."""
        return all(self.com.get(f"doors.{door}.lock") != "unlocked" for door in LATCHES)

    def charging(self) -> bool:
        """Whether the traction battery is being charged."""
        return self.com.get("relay.charge.state") == "charging"

    def level_suffices(self) -> bool:
        """Whether the battery level allows pre-conditioning; it runs on the traction battery alone."""
        soc_percent = float(self.com.get("relay.battery.soc_percent"))
        if self.profile.energy == "electric":
            return soc_percent >= self.calibration.electric_level_percent
        if self.profile.energy == "hybrid":
            return soc_percent >= self.calibration.hybrid_level_percent or self.charging()
        return False

    def interrupts_charge(self) -> bool:
        """Whether pre-conditioning and the charge that runs exclude each other (lines 490 to 498)."""
        if not self.charging():
            return False
        if self.profile.energy == "hybrid":
            return True
        outside_c = float(self.com.get("vehicle.outside_temp_c"))
        calibration = self.calibration
        mild = calibration.charge_along_min_c <= outside_c <= calibration.charge_along_max_c
        return self.com.get("relay.charge.type") == "regular" and not mild

    def _on_order(self, values: Values) -> None:
        if not self.powered:
            return
        if values["order.kind"] == "precond_start":
            self._once_settled(partial(self.start, self.calibration.immediate_run_s))
        elif values["order.kind"] == "precond_stop":
            self._once_settled(partial(self.stop, "order"))

    def _on_lock(self, state: SignalValue) -> None:
        if self.powered and state == "unlocked" and self.running() and not self._unlocked.armed:
            self._unlocked.arm_in(seconds(self.calibration.stop_after_unlock_s))

    def _once_settled(self, action: Callable[[], None]) -> None:
        if self.com.started("comfort") and not self._settled.armed:
            action()
        else:
            self._when_settled.append(action)

    def _on_settled(self) -> None:
        actions, self._when_settled = self._when_settled, []
        for action in actions:
            action()

    def _on_tick(self) -> None:
        if self.running():
            self._control()
        self._show_cabin()
        self._tick.arm_in(S)

    def _control(self) -> None:
        self._heat(self.wanted_heat_w())

    def wanted_heat_w(self) -> float:
        """Heat for the set point: what the cabin loses, and more in proportion to what is missing."""
        calibration = self.calibration
        outside_c = float(self.com.get("vehicle.outside_temp_c"))
        loss_w = calibration.known_loss_w_per_k * (calibration.set_point_c - outside_c)
        heat_w = loss_w + calibration.heat_w_per_k * (calibration.set_point_c - self._cabin.temp_c)
        return min(calibration.max_heat_w, max(-calibration.max_heat_w, heat_w))

    def _heat(self, heat_w: float) -> None:
        self._cabin.heat(heat_w)
        self._battery.power("climate", -abs(heat_w) / 1000)
        self.com.set("climate.power_kw", round(abs(heat_w) / 1000, 1))

    def _show_cabin(self) -> None:
        self.com.set("cabin.temp_c", min(85.0, max(-40.0, round(self._cabin.temp_c * 2) / 2)))

    def now_s(self) -> float | None:
        """The vehicle's clock in seconds since 1970, from the unit's copy; None before it was ever heard."""
        if self._clock is None:
            return None
        heard_s, heard_ns = self._clock
        return heard_s + (self.kernel.now_ns - heard_ns) / S

    def _on_clock(self, _second: SignalValue) -> None:
        if not self.powered:
            return
        fields = (int(self.com.get(f"clock.{unit}")) for unit in ("year", "month", "day", "hour", "minute"))
        year, month, day, hour, minute = fields
        second = int(self.com.get("clock.second"))
        heard_s = int(datetime(year, month, day, hour, minute, second, tzinfo=UTC).timestamp())
        before_s = self.now_s()
        self._clock = (heard_s, self.kernel.now_ns)
        if before_s is None or abs(heard_s - before_s) > _LEAP_S:
            self._plan()

    def _on_programme(self, source: str, values: Values) -> None:
        if not self.powered:
            return
        if self.now_s() is None:
            self._once_settled(partial(self._on_programme, source, values))
            return
        key = f"programme.{int(values[f'{source}.number'])}"
        if values[f"{source}.active"] == "off":
            self.memory.pop(key, None)
        else:
            self._store(key, *(int(values[f"{source}.{name}"]) for name in ("hour", "minute", "days")))
        self._plan()

    def _store(self, key: str, hour: int, minute: int, days: int) -> None:
        now_s = self.now_s()
        if now_s is None:
            return
        programme = Programme(hour, minute, days, set_at_s=int(now_s))
        self.memory[key] = programme.text()
        if programme.first_launch_is_late(self.calibration.programme):
            self.com.send({"precond.refusal": "too_late"})

    def _next_launch(self) -> tuple[str, int] | None:
        """The programme that comes next, and its target time."""
        now_s = self.now_s()
        if now_s is None:
            return None
        coming: list[tuple[int, str]] = []
        for key in self.memory:
            target_s = Programme.read(str(self.memory[key])).next_target_s(now_s, self.calibration.programme)
            if target_s is not None:
                coming.append((target_s, key))
        return min(coming)[::-1] if coming else None

    def _plan(self) -> None:
        """Arm the launch of the programme that comes next; it works on a sleeping bus too."""
        launch, now_s = self._next_launch(), self.now_s()
        if launch is None or now_s is None:
            self._launch.cancel()
        else:
            self._launch.arm_in(seconds(max(0.0, launch[1] - self.calibration.programme.lead_s - now_s)))

    def _on_launch(self) -> None:
        launch, now_s = self._next_launch(), self.now_s()
        if launch is None or now_s is None:
            return
        key, target_s = launch
        programme = Programme.read(str(self.memory[key]))
        self.memory[key] = replace(programme, done_s=target_s).text()
        self._wake.ask("programme")
        self._once_settled(partial(self._start_for, target_s))
        self._plan()

    def _start_for(self, target_s: int) -> None:
        now_s = self.now_s()
        if now_s is not None:
            self.start(target_s + self.calibration.programme.after_s - now_s)
