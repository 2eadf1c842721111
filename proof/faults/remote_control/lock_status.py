"""Faults of the lock status that the app shows."""

from __future__ import annotations

from clock.kernel import seconds
from proof.deviation import Deviation
from proof.fault import Fault, Theme, sides
from proof.faults.shared import asleep, shows, unlocked
from proof.slots import ANSWERS, LOCKS, STATUS_PAGE, UPLINK
from simulators.bus.com import Values
from simulators.ecus.body.locks import CentralLocking
from simulators.ecus.telematics.ecu import TelematicsEcu
from simulators.ecus.telematics.status import StatusAnswers
from simulators.ecus.telematics.uplink import Uplink
from simulators.offboard.phone.status import StatusPage
from simulators.offboard.service import Json
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


SLEEPY_ANSWERS = ANSWERS.returns(StatusAnswers.wake, False, when=asleep("comfort"))


class StickyUplink(Uplink):
    """An uplink that stays unlocked once it was."""

    _unlocked = False

    def locked(self) -> bool:
        self._unlocked = self._unlocked or not super().locked()
        return not self._unlocked


class RestlessPage(StatusPage):
    """A status page that refreshes itself every 30 s."""

    def clear(self) -> None:
        super().clear()
        self._kernel.call_in(seconds(30), self._again)

    def _again(self) -> None:
        self.refresh("slide_down")
        self._kernel.call_in(seconds(30), self._again)


NUMB_TO_SLIDES = STATUS_PAGE.returns(StatusPage.refresh, None, argument="slide_down")


def _late(shown_s: float, *, good: bool = False) -> Fault:
    text = f"The home page shows the locks {shown_s:g} s after the refresh."
    page = shown_at(shown_s)
    return STATUS.fault(f"lock-status-at-{shown_s:g}s", "REMOTE-08", LOCKED_ASLEEP, text, page, good=good)


def shown_at(shown_s: float) -> Deviation:
    """Let the home page show an answer so long after the refresh, and load until then."""
    after = StatusPage.refresh
    shown = STATUS_PAGE.late_until(StatusPage.show, shown_s, after=after)
    return shown | STATUS_PAGE.late_until(StatusPage.end, shown_s, after=after, result="done")


def _blind_to(door: str) -> Deviation:
    return UPLINK.instead(Uplink.locked, lambda uplink: unlocked(uplink._com) <= {door})


class OrderedUplink(Uplink):
    """An uplink that tells the lock status of the last order, once there was one."""

    _ordered = ""

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        self._com.on_frame("order_report.kind", self._on_report)

    def _on_report(self, values: Values) -> None:
        kind = str(values["order_report.kind"])
        self._ordered = kind if kind in ("lock", "unlock") else self._ordered

    def locked(self) -> bool:
        return self._ordered == "lock" if self._ordered else super().locked()


SEQUENCE = "The lock status of a vehicle that charges follows orders from the app and the key"

FAULTS = (
    STATUS.fault(
        "lock-status-of-the-last-order",
        "REMOTE-08",
        SEQUENCE,
        "The lock status is that of the last order, whatever the key has done since.",
        UPLINK.replaced(OrderedUplink),
        "the home page shows the vehicle as unlocked within 60 s of the refresh",
    ),
    STATUS.fault(
        "lock-status-not-while-started",
        "REMOTE-08",
        "The lock status of a vehicle that is started is shown",
        "A vehicle that is started does not answer.",
        ANSWERS.ignores(StatusAnswers.receive, when=shows("ignition.state", "running")),
    ),
    STATUS.fault(
        "lock-status-superlocked-but-for-one",
        "REMOTE-12",
        "With the rear left alone unlocked a vehicle that is asleep is shown as unlocked",
        "A vehicle of which the other doors are superlocked is taken for locked.",
        UPLINK.instead(
            Uplink.locked,
            lambda uplink: not unlocked(uplink._com) or uplink._com.get("doors.front_left.lock") == "superlocked",
        ),
    ),
    *sides(_late, wrong=60.2, right=59.8),
    STATUS.fault(
        "lock-status-stale",
        "REMOTE-08",
        UNLOCKED_AWAKE,
        "The vehicle answers every refresh as the first.",
        ANSWERS.replaced(StaleAnswers),
    ),
    STATUS.fault(
        "lock-status-not-asleep",
        "REMOTE-08",
        "A vehicle that was locked and is now unlocked is shown so while it is asleep",
        "A sleeping vehicle does not answer.",
        SLEEPY_ANSWERS,
    ),
    STATUS.fault(
        "lock-status-not-of-combustion",
        "REMOTE-08",
        "A vehicle with a combustion engine is shown as unlocked when it is",
        "A vehicle without a traction battery tells nothing of its locks.",
        ANSWERS.replaced(TractionAnswers),
    ),
    STATUS.fault(
        "lock-status-inverted",
        "REMOTE-08",
        UNLOCKED_AWAKE,
        "Locked and unlocked are swapped.",
        UPLINK.alters(Uplink.locked, lambda locked: not locked),
    ),
    STATUS.fault(
        "lock-status-without-superlock",
        "REMOTE-08",
        "A superlocked vehicle is shown as locked",
        "A superlocked vehicle is taken for an unlocked one.",
        UPLINK.instead(Uplink.locked, shows("doors.front_left.lock", "locked")),
    ),
    STATUS.fault(
        "lock-status-refreshes-itself",
        "REMOTE-09",
        "An unlock is not shown until the home page is refreshed",
        "The home page shows an unlock without a refresh.",
        STATUS_PAGE.replaced(RestlessPage),
        "the home page keeps showing the vehicle as locked for 10 min after the unlock",
    ),
    STATUS.fault(
        "lock-status-refreshes-locks",
        "REMOTE-09",
        "A lock is not shown until the home page is refreshed",
        "The home page shows a lock without a refresh.",
        STATUS_PAGE.replaced(RestlessPage),
        "the home page keeps showing the vehicle as unlocked for 10 min after the lock",
    ),
    STATUS.fault(
        "slide-does-nothing",
        "REMOTE-10",
        "The vehicle appears as unlocked when the page is slid down",
        "Sliding the page down does nothing.",
        NUMB_TO_SLIDES,
    ),
    STATUS.fault(
        "arrow-does-nothing",
        "REMOTE-11",
        "The vehicle appears as unlocked when the round arrow is tapped",
        "The round arrow does nothing.",
        STATUS_PAGE.returns(StatusPage.refresh, None, argument="round_arrow"),
    ),
    STATUS.fault(
        "lock-status-of-the-driver-alone",
        "REMOTE-12",
        "With the rear right alone unlocked a vehicle that is started is shown as unlocked",
        "The lock status is that of the driver's door.",
        UPLINK.instead(Uplink.locked, lambda uplink: "front_left" not in unlocked(uplink._com)),
    ),
    *(
        STATUS.fault(
            f"lock-status-without-the-{door.replace('_', '-')}",
            "REMOTE-12",
            f"With the {door.replace('_', ' ')} alone unlocked a vehicle that is {bus} is shown as unlocked",
            f"The lock status leaves out one door, {door.replace('_', ' ')}.",
            _blind_to(door),
        )
        for door, bus in zip(DOORS, ("asleep", "asleep", "awake", "started"), strict=True)
    ),
    STATUS.fault(
        "lock-status-of-any-door",
        "REMOTE-12",
        "With the front left alone unlocked a vehicle that is awake is shown as unlocked",
        "The vehicle counts as locked while any door is.",
        UPLINK.instead(Uplink.locked, lambda uplink: unlocked(uplink._com) != set(DOORS)),
    ),
    STATUS.fault(
        "lock-status-sticks",
        "REMOTE-12",
        "With all doors locked again the vehicle is shown as locked",
        "An unlocked door is not forgotten when it is locked again.",
        UPLINK.replaced(StickyUplink),
    ),
    STATUS.fault(
        "lock-status-never-locked",
        "REMOTE-08",
        "A vehicle that was unlocked and is now locked is shown so while it is awake",
        "The home page shows every vehicle as unlocked.",
        STATUS_PAGE.given(StatusPage.show, status=lambda status: {**status, "locks": "unlocked"}),
    ),
    STATUS.fault(
        "locks-unread-after-a-failure-of-the-supply",
        "REMOTE-10",
        "An unlocked vehicle appears as unlocked after a failure of its supply when the page is slid down",
        "When supply comes every lock is told as locked until it moves.",
        LOCKS.ignores(CentralLocking.power_on),
    ),
)
