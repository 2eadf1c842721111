"""Pre-conditioning programmes: what is stored of one, and when it runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache, partial

from clock.kernel import seconds
from simulators.bus.com import Values
from simulators.ecus.climate.conditioning import PreConditioning
from simulators.ecus.clock_copy import ClockCopy
from simulators.ecus.ecu import Part
from simulators.ecus.vehicle import FittedMember
from simulators.ecus.wake import WakeRequest

_EVERY_DAY = 0b111_1111


@lru_cache(maxsize=8)
def _minute_s(year: int, month: int, day: int, hour: int, minute: int) -> int:
    return int(datetime(year, month, day, hour, minute, tzinfo=UTC).timestamp())


class Date(ClockCopy):
    """The date and time, in seconds since 1970."""

    SHOWN = tuple(f"clock.{part}" for part in ("year", "month", "day", "hour", "minute", "second"))

    def shown_s(self) -> int:
        """See `ClockCopy.shown_s`."""
        _, shown = self.heard()
        *minute, second = (int(shown[name]) for name in self.SHOWN)
        return _minute_s(*minute) + second


@dataclass(frozen=True)
class ProgrammeCalibration:
    """Times around the target time of a programme.

    It starts `lead_s` before the target, in seconds, and at the latest `latest_start_s` before, when the
    clock has leapt over the start (line 476). A first launch needs `notice_s` between programming and target
    (line 480). It ends `after_s` after the target (line 476).
    """

    lead_s: float = 40 * 60
    latest_start_s: float = 30 * 60
    notice_s: float = 45 * 60
    after_s: float = 10 * 60


@dataclass(frozen=True)
class Programme:
    """One programme as it is stored in the vehicle (line 482).

    `days` has bit 0 for Monday to bit 6 for Sunday; none of them means once, at the next occurrence. Times
    are those of the vehicle's clock: `set_at_s` and `done_s`, the last target that was served or missed, in
    seconds since 1970.
    """

    hour: int
    minute: int
    days: int
    set_at_s: int
    done_s: int = 0

    def text(self) -> str:
        """Write a line to store; `read` is the way back."""
        return f"{self.hour}:{self.minute}:{self.days}:{self.set_at_s}:{self.done_s}"

    @classmethod
    def read(cls, text: str) -> Programme:
        """Read the programme of a stored line."""
        hour, minute, days, set_at_s, done_s = map(int, text.split(":"))
        return cls(hour, minute, days, set_at_s, done_s)

    def targets(self, from_s: float) -> Iterator[int]:
        """Give target times from the day of `from_s` on, for a good week."""
        first = datetime.fromtimestamp(from_s, UTC).replace(
            hour=self.hour, minute=self.minute, second=0, microsecond=0
        )
        days = self.days or _EVERY_DAY
        for ahead in range(9):
            target = first + timedelta(days=ahead)
            if days >> target.weekday() & 1:
                yield int(target.timestamp())

    def first_launch_is_late(self, calibration: ProgrammeCalibration) -> bool:
        """Tell whether the next occurrence after programming comes too soon to be served."""
        coming_s = next(target_s for target_s in self.targets(self.set_at_s) if target_s > self.set_at_s)
        return coming_s - self.set_at_s < calibration.notice_s

    def next_target_s(self, now_s: float, calibration: ProgrammeCalibration) -> int | None:
        """Find the target time to serve next, or None when there is none any more."""
        if self.days == 0 and self.done_s:
            return None
        for target_s in self.targets(now_s):
            noticed = target_s - self.set_at_s >= calibration.notice_s
            startable = target_s - now_s >= calibration.latest_start_s
            if noticed and startable and target_s > self.done_s:
                return target_s
        return None


class Programmes(Part):
    """The programmes that are stored: they start pre-conditioning, on a sleeping bus too."""

    def __init__(self, ecu: FittedMember) -> None:
        super().__init__(ecu)
        self.calibration = ecu.take_calibration(ProgrammeCalibration)
        self._date = ecu.part(Date)
        self._date.watch(self._on_clock_set)
        self._conditioning = ecu.part(PreConditioning)
        self._wake = ecu.part(WakeRequest)
        self._launch = self._kernel.timer(self.launch)
        self._served: tuple[int, int] | None = None
        for source in ("precond_programme", "screen_precond"):
            self._com.on_frame(f"{source}.number", ecu.while_powered(partial(self._on_programme, source)))

    def power_off(self) -> None:
        """Wait no more; what is stored stays."""
        self._launch.cancel()
        self._served = None

    def _on_clock_set(self, _before_s: float | None) -> None:
        """Plan anew by the clock that is set, and let the programme that runs end by it."""
        self._plan()
        now_s = self._date.now_s()
        if now_s is not None and self._served is not None:
            target_s, end_ns = self._served
            self._served = target_s, self._kernel.now_ns + seconds(self._left_s(target_s, now_s))
            self._conditioning.move_end(end_ns, self._served[1])

    def _on_programme(self, source: str, values: Values) -> None:
        if self._date.now_s() is None:
            self._conditioning.once_settled(partial(self._on_programme, source, values))
            return
        key = f"programme.{int(values[f'{source}.number'])}"
        if values[f"{source}.active"] == "off":
            self._memory.pop(key, None)
        else:
            self.store(key, *(int(values[f"{source}.{name}"]) for name in ("hour", "minute", "days")))
        self._plan()

    def store(self, key: str, hour: int, minute: int, days: int) -> None:
        """Keep a programme, tell when it comes too late, and plan."""
        now_s = self._date.now_s()
        if now_s is None:
            return
        programme = Programme(hour, minute, days, set_at_s=int(now_s))
        self._memory[key] = programme.text()
        if programme.first_launch_is_late(self.calibration):
            self._com.send({"precond.refusal": "too_late"})

    def _next_launch(self) -> tuple[str, int] | None:
        """Find the programme that comes next, and its target time."""
        now_s = self._date.now_s()
        if now_s is None:
            return None
        coming: list[tuple[int, str]] = []
        for key in self._memory:
            target_s = Programme.read(str(self._memory[key])).next_target_s(now_s, self.calibration)
            if target_s is not None:
                coming.append((target_s, key))
        return min(coming)[::-1] if coming else None

    def _plan(self) -> None:
        """Arm the launch of the programme that comes next; it works on a sleeping bus too."""
        launch, now_s = self._next_launch(), self._date.now_s()
        if launch is None or now_s is None:
            self._launch.cancel()
        else:
            self._launch.arm_in(seconds(max(0.0, launch[1] - self.calibration.lead_s - now_s)))

    def launch(self) -> None:
        """Start the programme that is due, and plan the next."""
        launch, now_s = self._next_launch(), self._date.now_s()
        if launch is None or now_s is None:
            return
        key, target_s = launch
        programme = Programme.read(str(self._memory[key]))
        self._memory[key] = replace(programme, done_s=target_s).text()
        self._wake.ask("programme")
        self._conditioning.once_settled(partial(self._start_for, target_s))
        self._plan()

    def _start_for(self, target_s: int) -> None:
        now_s = self._date.now_s()
        if now_s is not None:
            left_s = self._left_s(target_s, now_s)
            self._served = target_s, self._kernel.now_ns + seconds(left_s)
            self._conditioning.start_programme(left_s)

    def _left_s(self, target_s: int, now_s: float) -> float:
        return max(0.0, target_s + self.calibration.after_s - now_s)
