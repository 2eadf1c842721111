"""What a second screen shows of a run: what runs, how far it has come, and what was not without complaint."""

from __future__ import annotations

import datetime as dt
from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass, field

from rigs.values.measurement import WITHOUT_COMPLAINT, Campaign

GOOD = WITHOUT_COMPLAINT | {Campaign.BASELINE, Campaign.CAUGHT, Campaign.GOOD_PASSED}
"""Words after which nothing is to be looked at."""

LATEST = 12
"""Scenarios that ended last and are shown."""


@dataclass(frozen=True)
class Running:
    """A scenario that runs.

    Attributes:
        since: When it started.
        expected_s: How long it took when it last passed, in s of vehicle time; None where that is not known.
    """

    since: dt.datetime
    expected_s: float | None


@dataclass(frozen=True)
class Ended:
    """A scenario that has ended.

    Attributes:
        nodeid: As pytest takes it.
        word: Its verdict, or what it came to in a campaign.
        message: What ended it, or why it did not apply; empty for a pass.
        when: When it ended.
    """

    nodeid: str
    word: str
    message: str
    when: dt.datetime

    @property
    def complains(self) -> bool:
        """True where somebody should look at it."""
        return self.word not in GOOD


@dataclass
class Wait:
    """A wait for the vehicle.

    Attributes:
        done_s: Vehicle time in s that has passed.
        total_s: That which is to pass at most.
        what: What is waited for.
    """

    done_s: float
    total_s: float
    what: str


@dataclass
class Board:
    """The state of a run.

    Attributes:
        about: Facts of the run by name, such as the rig.
        started: When it began.
        total: Scenarios that are to run.
        running: Those that run, by node id.
        wait: What is waited for in the one that runs; None where nothing is, or where several run.
        latest: Those that ended last, newest first.
        complaints: All that somebody should look at, newest first.
        ended: When the run came to its end, None while it runs.
        stopped: Whether it was stopped before that.
    """

    about: Mapping[str, str]
    started: dt.datetime
    total: int = 0
    running: dict[str, Running] = field(default_factory=dict)
    wait: Wait | None = None
    latest: deque[Ended] = field(default_factory=lambda: deque(maxlen=LATEST))
    complaints: deque[Ended] = field(default_factory=deque)
    ended: dt.datetime | None = None
    stopped: bool = False
    _words: dict[str, str] = field(default_factory=dict)

    @property
    def counts(self) -> Counter[str]:
        """Scenarios that came to each word."""
        return Counter(self._words.values())

    @property
    def done(self) -> int:
        """Count of scenarios that have ended."""
        return len(self._words)

    def start(self, nodeid: str, running: Running) -> None:
        """Note that a scenario has started."""
        self.running[nodeid] = running
        self.wait = None

    def end(self, ended: Ended) -> None:
        """Note what a scenario has come to; what went wrong in its teardown replaces what it came to before."""
        self.running.pop(ended.nodeid, None)
        self.wait = None
        if ended.nodeid in self._words:
            for told in (self.latest, self.complaints):
                for before in [each for each in told if each.nodeid == ended.nodeid]:
                    told.remove(before)
        self._words[ended.nodeid] = ended.word
        self.latest.appendleft(ended)
        if ended.complains:
            self.complaints.appendleft(ended)

    def to_go_s(self, now: dt.datetime) -> float | None:
        """Tell how many s the rest will take if it goes on as so far; None before anything has ended."""
        if not self.done or self.ended is not None:
            return None
        return (now - self.started).total_seconds() / self.done * max(self.total - self.done, 0)
