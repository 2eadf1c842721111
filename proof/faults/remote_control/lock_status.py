"""Faults of the lock status that the app shows."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import ClassVar

from clock.kernel import seconds
from proof.fault import Fault, Theme
from proof.variant import ecu, variant
from simulators.ecus.telematics.status import StatusAnswers
from simulators.ecus.telematics.unit import Telematics
from simulators.ecus.telematics.uplink import Uplink
from simulators.offboard.network import Payload
from simulators.offboard.phone.phone import Phone
from simulators.offboard.phone.status import StatusPage
from simulators.offboard.service import Json
from simulators.world import Offboard
from vehicle.profile import DOORS

STATUS = Theme("features/remote_control/lock_status.feature")
LOCKED_ASLEEP = "A vehicle that was unlocked and is now locked is shown so while it is asleep"
UNLOCKED_AWAKE = "A vehicle that was locked and is now unlocked is shown so while it is awake"


class StaleAnswers(StatusAnswers):
    """A status answer that answers every request as the first."""

    _first: dict[str, Json] | None = None

    def status(self) -> dict[str, Json]:
        if self._first is None:
            self._first = super().status()
        return self._first


class TractionAnswers(StatusAnswers):
    """A status answer that tells nothing of a vehicle without a traction battery."""

    def status(self) -> dict[str, Json]:
        return super().status() if self._traction else dict.fromkeys(super().status())


class SleepyAnswers(StatusAnswers):
    """A status answer that does not wake the bus for a request."""

    def wake(self) -> bool:
        return self._com.started("comfort")


class InvertedUplink(Uplink):
    """An uplink that takes locked for unlocked."""

    def locked(self) -> bool:
        return not super().locked()


class NoSuperlockUplink(Uplink):
    """An uplink that knows no superlock."""

    def locked(self) -> bool:
        return all(self._com.get(f"doors.{door}.lock") == "locked" for door in ("front_left", "front_right"))


class DriverDoorUplink(Uplink):
    """An uplink that looks at the driver's door alone."""

    def locked(self) -> bool:
        return self._com.get("doors.front_left.lock") != "unlocked"


class BlindUplink(Uplink):
    """An uplink that overlooks one door."""

    DOOR: ClassVar[str] = "front_left"

    def locked(self) -> bool:
        return all(self._com.get(f"doors.{door}.lock") != "unlocked" for door in DOORS if door != self.DOOR)


class AnyDoorUplink(Uplink):
    """An uplink that calls the vehicle locked when any door is."""

    def locked(self) -> bool:
        return any(self._com.get(f"doors.{door}.lock") != "unlocked" for door in DOORS)


class StickyUplink(Uplink):
    """An uplink that stays unlocked once it was."""

    _unlocked = False

    def locked(self) -> bool:
        self._unlocked = self._unlocked or not super().locked()
        return not self._unlocked


class LatePage(StatusPage):
    """A status page that shows the answer `SHOWN_S` after the refresh."""

    SHOWN_S: ClassVar[float] = 0.0
    _refreshed_ns = 0

    def _on_refresh(self, argument: Json) -> Json:
        self._refreshed_ns = self._kernel.now_ns
        return super()._on_refresh(argument)

    def show(self, status: Payload) -> None:
        self._kernel.call_at(self._refreshed_ns + seconds(self.SHOWN_S), partial(super().show, status))

    def _end(self, result: str) -> None:
        if result == "done":
            at_ns = self._refreshed_ns + seconds(self.SHOWN_S)
            self._kernel.call_at(at_ns, partial(super()._end, result))
        else:
            super()._end(result)


class RestlessPage(StatusPage):
    """A status page that refreshes itself every 30 s."""

    def clear(self) -> None:
        super().clear()
        self._kernel.call_in(seconds(30), self._again)

    def _again(self) -> None:
        self._on_refresh("slide_down")
        self._kernel.call_in(seconds(30), self._again)


class NumbPage(StatusPage):
    """A status page that does nothing at one gesture."""

    NUMB: ClassVar[str] = "slide_down"

    def _on_refresh(self, argument: Json) -> Json:
        return None if argument == self.NUMB else super()._on_refresh(argument)


class OnlyNewsPage(StatusPage):
    """A status page that never shows that a vehicle was locked again."""

    def show(self, status: Payload) -> None:
        shown: Mapping[str, Json] = {**status, "locks": "unlocked"}
        super().show(shown)


def _uplink(name: str, requirement: str, title: str, description: str, uplink: type[Uplink]) -> Fault:
    return STATUS.fault(name, requirement, title, description, ecus=ecu(Telematics, uplink))


def _page(
    name: str,
    requirement: str,
    title: str,
    description: str,
    page: type[StatusPage],
    *,
    then: str | None = None,
    good: bool = False,
) -> Fault:
    offboard = Offboard(phone=variant(Phone, STATUS=page))
    return STATUS.fault(name, requirement, title, description, then=then, good=good, offboard=offboard)


def _late(shown_s: float, *, good: bool = False) -> Fault:
    text = f"The home page shows the locks {shown_s:g} s after the refresh."
    page = variant(LatePage, SHOWN_S=shown_s)
    return _page(f"lock-status-at-{shown_s:g}s", "REMOTE-08", LOCKED_ASLEEP, text, page, good=good)


FAULTS = (
    _late(60.2),
    _late(59.8, good=True),
    STATUS.fault(
        "lock-status-stale",
        "REMOTE-08",
        UNLOCKED_AWAKE,
        "The vehicle answers every refresh as the first.",
        ecus=ecu(Telematics, StaleAnswers),
    ),
    STATUS.fault(
        "lock-status-not-asleep",
        "REMOTE-08",
        "A vehicle that was locked and is now unlocked is shown so while it is asleep",
        "A sleeping vehicle does not answer.",
        ecus=ecu(Telematics, SleepyAnswers),
    ),
    STATUS.fault(
        "lock-status-not-of-combustion",
        "REMOTE-08",
        "A vehicle with a combustion engine is shown as unlocked when it is",
        "A vehicle without a traction battery tells nothing of its locks.",
        ecus=ecu(Telematics, TractionAnswers),
    ),
    _uplink(
        "lock-status-inverted", "REMOTE-08", UNLOCKED_AWAKE, "Locked and unlocked are swapped.", InvertedUplink
    ),
    _uplink(
        "lock-status-without-superlock",
        "REMOTE-08",
        "A superlocked vehicle is shown as locked",
        "A superlocked vehicle is taken for an unlocked one.",
        NoSuperlockUplink,
    ),
    _page(
        "lock-status-refreshes-itself",
        "REMOTE-09",
        "An unlock is not shown",
        "The home page shows an unlock without a refresh.",
        RestlessPage,
        then="the home page keeps showing the vehicle as locked for 2 min after the unlock",
    ),
    _page(
        "lock-status-refreshes-locks",
        "REMOTE-09",
        "A lock is not shown",
        "The home page shows a lock without a refresh.",
        RestlessPage,
        then="the home page keeps showing the vehicle as unlocked for 2 min after the lock",
    ),
    _page(
        "slide-does-nothing",
        "REMOTE-10",
        "The vehicle appears as unlocked when the page is slid down",
        "Sliding the page down does nothing.",
        NumbPage,
    ),
    _page(
        "arrow-does-nothing",
        "REMOTE-11",
        "The vehicle appears as unlocked when the round arrow is tapped",
        "The round arrow does nothing.",
        variant(NumbPage, NUMB="round_arrow"),
    ),
    _uplink(
        "lock-status-of-the-driver-alone",
        "REMOTE-12",
        "With the rear right alone unlocked the vehicle is shown as unlocked",
        "The lock status is that of the driver's door.",
        DriverDoorUplink,
    ),
    *(
        _uplink(
            f"lock-status-without-the-{door.replace('_', '-')}",
            "REMOTE-12",
            f"With the {door.replace('_', ' ')} alone unlocked the vehicle is shown as unlocked",
            f"The lock status leaves out one door, {door.replace('_', ' ')}.",
            variant(BlindUplink, DOOR=door),
        )
        for door in DOORS
    ),
    _uplink(
        "lock-status-of-any-door",
        "REMOTE-12",
        "With the front left alone unlocked the vehicle is shown as unlocked",
        "The vehicle counts as locked while any door is.",
        AnyDoorUplink,
    ),
    _uplink(
        "lock-status-sticks",
        "REMOTE-12",
        "With all doors locked again the vehicle is shown as locked",
        "An unlocked door is not forgotten when it is locked again.",
        StickyUplink,
    ),
    _page(
        "lock-status-never-locked",
        "REMOTE-08",
        "A vehicle that was unlocked and is now locked is shown so while it is awake",
        "The home page shows every vehicle as unlocked.",
        OnlyNewsPage,
    ),
)
