"""What must not happen by itself once a scenario is over: nothing begins without a cause, and nothing reverts.

A scenario ends with its last Then. Where time costs nothing the vehicle is watched for a while longer, in which
nobody does anything: a call that comes again, lights that light up once more, a lock or a mode that falls back are
found in each scenario, whatever it was about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from clock.kernel import S, seconds
from rigs.ports import backoffice, centre, phone, psap
from rigs.ports.port import Observation
from rigs.ports.signals import signal
from rigs.values.track import Track
from vehicle.profile import DOORS

SETTLING_S = 10.0
"""Time in s after the last Then in which what the scenario set off may still come about."""

WATCHED_S = 300.0
"""Time in s for which nothing may happen by itself."""

AFTERMATH = "nothing happens by itself afterwards"
"""Name of the expectation in reports, and the Then that a fault names which only this can catch."""

Breaks: TypeAlias = Callable[[Sequence[Any], Any], bool]
"""Type of the test on a new value, of those that were seen before in the scenario, the last one last."""


@dataclass(frozen=True)
class Standing:
    """Statement that stands for all scenarios.

    Attributes:
        text: What happened, as a message says it.
        port: Where it is seen.
        breaks: Whether a new value breaks it.
    """

    text: str
    port: Observation
    breaks: Breaks


def _begins(*values: object) -> Breaks:
    return lambda earlier, now: now in values and earlier[-1] not in values


def _ends(before: object, *after: object) -> Breaks:
    return lambda earlier, now: earlier[-1] == before and now in after


def _changes(earlier: Sequence[Any], now: object) -> bool:
    return bool(now != earlier[-1])


def _vanishes(earlier: Sequence[Any], now: object) -> bool:
    return bool(earlier[-1]) and not now


def _comes_up(earlier: Sequence[Any], now: object) -> bool:
    """Tell whether a message comes up, but for one that an order has failed, which may take its time."""
    failed = isinstance(now, dict) and now.get("kind") == "failed"
    return bool(now) and now != earlier[-1] and not failed


def _comes_up_again(earlier: Sequence[Any], now: Any) -> bool:
    """Tell whether a notification comes up, but for the first that a charge has ended."""
    if not _comes_up(earlier, now):
        return False
    full = isinstance(now, dict) and now.get("kind") == "charge_full"
    return not full or any(isinstance(each, dict) and each.get("kind") == "charge_full" for each in earlier)


_CALLING = ("ringing", "data", "voice")

STANDING: tuple[Standing, ...] = (
    Standing("an emergency call is placed", psap.CALL, _begins(*_CALLING)),
    Standing("the emergency call ends", psap.CALL, _ends("voice", "ended", "idle")),
    Standing("the PSAP no longer hears the vehicle", psap.HEARS, _ends("speech", "silence")),
    Standing("a breakdown call is placed", centre.CALL, _begins(*_CALLING)),
    Standing("the breakdown call ends", centre.CALL, _ends("voice", "ended", "idle")),
    Standing("the assistance centre no longer hears the vehicle", centre.HEARS, _ends("speech", "silence")),
    Standing("the hazard lights come on", signal("lights.hazard"), _begins("on")),
    Standing("the sidelights come on", signal("lights.sidelights"), _begins("on")),
    Standing("the horn sounds", signal("horn.state"), lambda earlier, now: earlier[-1] == "off" and now != "off"),
    *(
        Standing(f"{door.replace('_', ' ')} is unlocked", signal(f"doors.{door}.lock"), _begins("unlocked"))
        for door in (*DOORS, "trunk")
    ),
    Standing("the privacy mode changes", signal("privacy.mode"), _changes),
    Standing("the back office is told of another privacy mode", backoffice.PRIVACY, _changes),
    Standing("the activation changes", backoffice.ACTIVATION, _changes),
    Standing("the activation changes in the app", phone.ACTIVATION, _changes),
    Standing("the contract changes", backoffice.CONTRACT, _changes),
    Standing("pre-conditioning begins", signal("precond.state"), _begins("running")),
    Standing("a charge begins", signal("charge.state"), _begins("charging")),
    Standing(
        "a charge ends before the battery is full", signal("charge.state"), _ends("charging", "idle", "refused")
    ),
    Standing("the mode of the charge changes", signal("charge.mode"), _changes),
    Standing("a banner comes up", phone.BANNER, _comes_up),
    Standing("a notification comes up", phone.NOTIFICATION, _comes_up_again),
    Standing("the last trip vanishes from the app", phone.TRIP, _vanishes),
    Standing("the home page shows another charge level", phone.CHARGE_LEVEL, _changes),
    Standing("the home page shows another range", phone.RANGE, _changes),
    Standing("the home page shows another lock status", phone.LOCKS, _changes),
)
"""Statements that hold once a scenario is over."""


def happened(track_of: Callable[[Observation], Track | None], end_ns: int) -> Iterator[str]:
    """Yield what happened by itself.

    Args:
        track_of: Gives what a port has shown; None where the rig does not have it.
        end_ns: When the last Then of the scenario was judged, in rig time.
    """
    from_ns = end_ns + seconds(SETTLING_S)
    for standing in STANDING:
        track = track_of(standing.port)
        if track is None:
            continue
        earlier = [change.value for change in track if change.when.latest_ns <= from_ns]
        for change in track.after(from_ns) if earlier else ():
            if standing.breaks(earlier, change.value):
                after_s = (change.when.latest_ns - end_ns) / S
                seen = f"{standing.port.name}: {earlier[-1]}, then {change.value}"
                yield f"{standing.text} {after_s:.1f} s after the last step ({seen})"
                break
            earlier.append(change.value)
