"""Whether a recording can be believed: an ear that loses frames, or whose clock is off, proves nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import can

from clock.kernel import MS, S

DELIVERY_NS = 20 * MS
"""The quickest frame of a scenario is no longer on its way from the adapter to the recorder."""

LATENESS_NS = 500 * MS
"""Time by which a callback of a rig in real time may be late: what is read later than that looks like silence."""

BEHIND_NS = 2 * S
"""Time in which one frame at least is read at once, on a machine that is only busy."""

FEWEST_BEHIND = 10
"""The number of frames from which on one of them would have been read at once."""

CONTROLLER_ERROR = 0x04
"""The class of error frame by which an adapter tells of its controller (linux/can/error.h)."""

BUS_OFF = 0x40
"""The class of error frame by which an adapter tells that it has left the bus (linux/can/error.h)."""

RECEIVE_OVERFLOW = 0x01
"""The bit in the second byte of such a frame: frames were lost because nobody took them (linux/can/error.h)."""


OF_THE_RIG = ("overflow", "bus-off", "error frame", "format", "two senders")
"""Monitors of what speaks against a rig by itself: an adapter that heard nothing for a while, a bus that is not
terminated or has another bit rate, an adapter that has lost the flag of CAN FD, a second node that sends what an
ECU does."""

OF_SEVERAL: Mapping[str, str] = MappingProxyType(
    {
        "cycle": "were missing",
        "length": "had another length",
        "value": "had values without a meaning",
        "unknown id": "were heard on a bus that is not theirs",
    }
)
"""Monitors whose findings speak against the rig where they are of several ECUs, and the words for their frames."""


@dataclass(frozen=True)
class Finding:
    """A remark of a monitor on the traffic.

    Attributes:
        monitor: Which one: cycle, unknown id, length, format, value, bus-off, error frame, overflow, two senders.
        text: What it saw and what was allowed.
        at_ns: When.
        sender: The ECU whose message it is about; empty where the database names none, or several. Of an unknown
            identifier that of another bus that has it.
        message: The message that it is about; empty when it is about all of a bus.
    """

    monitor: str
    text: str
    at_ns: int
    sender: str = ""
    message: str = ""

    def __str__(self) -> str:
        return f"{self.monitor}: {self.text} at {self.at_ns / S:.3f} s"


def is_overflow(message: can.Message) -> bool:
    """Tell whether an error frame says that the adapter has lost frames."""
    of_controller = bool(message.arbitration_id & CONTROLLER_ERROR)
    return of_controller and len(message.data) > 1 and bool(message.data[1] & RECEIVE_OVERFLOW)


def is_bus_off(message: can.Message) -> bool:
    """Tell whether an error frame says that the adapter has left the bus."""
    return bool(message.arbitration_id & BUS_OFF)


class Delays:
    """Delays of the frames of one bus, from time stamp to the recorder.

    A stamp that lies in the future, or a delay that even the quickest frame had, is a clock that is off: the delay
    of a busy machine varies, an offset does not. A clock that was right and then runs slower, or stands still, is
    behind in each frame of some seconds.

    Args:
        error_ns: How far the rig file allows a stamp to be off.

    Attributes:
        least_ns: The delay of the quickest frame; None before the first.
        bearable_ns: The delay from which on a frame may be late by its stamp.
        late_since_ns: When the first of the frames came that have been late ever since; None while one was not.
    """

    def __init__(self, error_ns: int) -> None:
        self._error_ns = error_ns
        self.bearable_ns = error_ns + LATENESS_NS
        self.forget()

    def forget(self) -> None:
        """Begin anew."""
        self.least_ns: int | None = None
        self.late_since_ns: int | None = None
        self._late_frames = 0
        self._behind: str | None = None

    def note_late(self, arrival_ns: int, delay_ns: int) -> None:
        """Note a frame that came later than `bearable_ns` after its stamp."""
        if self.late_since_ns is None:
            self.late_since_ns, self._late_frames = arrival_ns, 0
        self._late_frames += 1
        lasted_ns = arrival_ns - self.late_since_ns
        if lasted_ns >= BEHIND_NS and self._late_frames >= FEWEST_BEHIND and self._behind is None:
            self._behind = (
                f"the time stamps have been behind the clock of the rig for {lasted_ns / S:.1f} s,"
                f" by {delay_ns / MS:.0f} ms at last"
            )

    def doubt(self, channel: str) -> str | None:
        """Tell what is wrong with the clock of a bus, None when nothing is."""
        if self._behind is not None:
            return f"{channel}: {self._behind}"
        if self.least_ns is None or -self._error_ns <= self.least_ns <= self._error_ns + DELIVERY_NS:
            return None
        side = "behind" if self.least_ns > 0 else "ahead of"
        return (
            f"{channel}: the time stamps are {abs(self.least_ns) / MS:.1f} ms {side} the clock of the rig,"
            f" its file allows {self._error_ns / MS:g} ms"
        )


def lateness_doubt(who: str, worst_ns: int, error_ns: int) -> str | None:
    """Tell that what runs in real time acted too late in a scenario, None when it did not.

    Args:
        who: What runs, for people.
        worst_ns: By how much it was late at worst, in ns.
        error_ns: How far the rig file allows a clock to be off, in ns.
    """
    allowed_ns = LATENESS_NS + error_ns
    if worst_ns <= allowed_ns:
        return None
    return f"{who} was late by {worst_ns / MS:.0f} ms, {allowed_ns / MS:g} ms are allowed"


def doubts(findings: Iterable[Finding], simulated: Collection[str] = ()) -> Iterator[str]:
    """Yield what monitors found that speaks against the rig rather than against the vehicle.

    One ECU can send late or wrongly; that messages of several were missing or wrong, or those of all, is more than
    one ECU can do. A message whose sender the database does not say may be of the same ECU as the others.

    Args:
        findings: Of the monitors.
        simulated: ECUs that a rig simulates beside a real vehicle, which is not to blame for them.
    """
    found = tuple(findings)
    for monitor, told in OF_SEVERAL.items():
        wrong = [finding for finding in found if finding.monitor == monitor]
        senders = sorted({finding.sender for finding in wrong if finding.sender})
        if len(senders) > 1:
            yield f"frames of {', '.join(senders)} {told}, first {wrong[0]}"
    for finding in found:
        if finding.monitor in OF_THE_RIG or finding.sender in simulated or _of_all(finding):
            yield str(finding)


def _of_all(finding: Finding) -> bool:
    """Tell whether all messages of a bus were missing."""
    return finding.monitor == "cycle" and not finding.sender and not finding.message
