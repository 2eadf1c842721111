"""A scenario as reports meet it: a record with stimuli, deadlines, words, numbers and unsure changes."""

from __future__ import annotations

from rigs.event import Event, Interval
from rigs.journal import Expected, Journal
from rigs.measure import Limits, Measurement, Verdict
from rigs.track import Track
from simulators.kernel import MS, S

LOCKED = "all doors are locked"
SCENARIO = "features/remote_control/locking.feature::A lock order <reaches> a vehicle that is asleep & parked"


def track(name: str, *changes: tuple[float, object], unit: str = "", unsure_ms: int = 0) -> Track:
    """A track from (seconds, value); each change may have come `unsure_ms` earlier."""
    made = Track(name, unit)
    for when_s, value in changes:
        latest_ns = round(when_s * S)
        made.add(Interval(latest_ns - unsure_ms * MS, latest_ns), value)
    return made


def event(name: str, when_s: float, detail: str = "") -> Event:
    return Event(name, Interval.at(round(when_s * S)), detail)


def lock_journal(locked_after_s: float = 2.1, limit_s: float = 8.0) -> Journal:
    """The lock order of a vehicle that fell asleep for an hour; an order at 3700 s."""
    order = event("the order", 3700.0, "phone.order = lock")
    locked_s = 3700.0 + locked_after_s
    reached = Measurement(
        f"time from the order until {LOCKED}", locked_after_s - 0.02, locked_after_s, "s", Limits(high=limit_s)
    )
    stays = Measurement(f"time that {LOCKED} after the order", 10.0, None, "s", Limits(low=10.0))
    tracks = [
        track("comfort.activity", (0.1, "awake"), (200.0, "asleep"), (3701.2, "awake"), unsure_ms=5),
        *(
            track(f"doors.{door}.lock", (0.5, "unlocked"), (locked_s - early, "locked"), unsure_ms=20)
            for door, early in (("front_left", 0.3), ("front_right", 0.2), ("rear_left", 0.1), ("rear_right", 0))
        ),
        track(LOCKED, (0.5, False), (locked_s, True), unsure_ms=20),
        track("the driver is told", (0.5, False), (3704.4, True), unsure_ms=400),
        track("phone.banner", (0.0, "none"), (3704.4, "Vehicle locked"), unsure_ms=400),
        track("phone.progress.lock", (0.0, "idle"), (3700.1, "sending"), (3704.4, "idle"), unsure_ms=100),
        track("wheel.moving", (0.0, False)),
        track("supply.current", *((i * 0.5, (i * 7919 % 100) / 25) for i in range(7500)), unit="A"),
        track("horn.active", *((3700 + i * 0.01, i % 2 == 0) for i in range(900))),
    ]
    return Journal(
        scenario=SCENARIO,
        seed="20240611/locking",
        rig="virtual",
        vehicle="phev",
        events=[event("the key goes away", 2.0), order, event("the plug is pulled", 3705.0)],
        measurements=[reached, stays],
        expectations=[
            Expected("all doors are closed", "all doors are closed", None, None, None, Verdict.PASS),
            Expected(
                f"{LOCKED} within {limit_s:g} s of the order",
                LOCKED,
                order,
                None,
                round(limit_s * S),
                reached.verdict,
            ),
            Expected(
                "the driver is told 4 to 20 s after the order",
                "the driver is told",
                order,
                4 * S,
                20 * S,
                Verdict.PASS,
            ),
            Expected(f"{LOCKED} for 10 s after the order", LOCKED, order, None, 10 * S, Verdict.PASS),
        ],
        tracks={each.name: each for each in tracks},
        notes=["monitor cycle: message Doors came 2 ms late"],
        end_ns=3712 * S,
    )
