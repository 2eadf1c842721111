"""When something happened, as well as the bench can know it."""

from __future__ import annotations

from dataclasses import dataclass

from clock.kernel import S, seconds


@dataclass(frozen=True, order=True)
class Interval:
    """A span of rig time in which one thing happened; both ends may coincide."""

    earliest_ns: int
    latest_ns: int

    def __post_init__(self) -> None:
        if self.earliest_ns > self.latest_ns:
            raise ValueError(f"an interval from {self.earliest_ns} to {self.latest_ns} ns has no inside")

    @classmethod
    def at(cls, when_ns: int, error_ns: int = 0) -> Interval:
        """Return the instant `when_ns`, known to plus or minus `error_ns`."""
        return cls(when_ns - error_ns, when_ns + error_ns)

    def since(self, start: Interval) -> tuple[float, float]:
        """Return the shortest and the longest time in seconds that can have passed from `start` to this."""
        return (self.earliest_ns - start.latest_ns) / S, (self.latest_ns - start.earliest_ns) / S

    def __str__(self) -> str:
        if self.latest_ns - self.earliest_ns < 1_000_000:
            return f"{self.latest_ns / S:.3f} s"
        return f"{self.earliest_ns / S:.3f} to {self.latest_ns / S:.3f} s"


@dataclass(frozen=True)
class Event:
    """A named moment of a scenario, such as "the order".

    Attributes:
        name: As features say it.
        when: In rig time.
        detail: What exactly happened, for people.
        in_vain: Whether nothing was done: what was to be used was not there.
    """

    name: str
    when: Interval
    detail: str = ""
    in_vain: bool = False

    def later(self, by_s: float) -> Event:
        """Return the moment that comes a time in s after this one."""
        by_ns = seconds(by_s)
        when = Interval(self.when.earliest_ns + by_ns, self.when.latest_ns + by_ns)
        return Event(f"{by_s:g} s after {self.name}", when)
