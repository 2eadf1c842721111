"""One scenario on a rig: all that step code may touch."""

from __future__ import annotations

from clock.kernel import seconds
from rigs.access import Access
from rigs.bindings.connection import Connection
from rigs.ending import Ending
from rigs.errors import Failed, Inconclusive, SetupFailed
from rigs.files.rig_file import RigFile
from rigs.judging.assumptions import Assumptions
from rigs.judging.condition import Condition, TruthTrack
from rigs.judging.expectation import Expectation
from rigs.pace import WaitListener
from rigs.ports.book import PortBook
from rigs.ports.house import HOUSE
from rigs.ports.port import Observation
from rigs.recording.journal import Expected, Journal
from rigs.values.measurement import Measurement, Verdict
from vehicle.profile import VehicleProfile

QUIET_FACTOR = 10
"""Factor by which it may take longer than the silence that is waited for; see `Scene.settle_quiet`."""

UNSEEN_S = 5.0
"""Time in s for what is set up and shown by nothing on a rig; an order over the network takes less."""


class Scene(Access):
    """The ports of a rig for the length of one scenario, its named events and its expectations.

    Args:
        rig: The rig file.
        profile: The vehicle.
        assumptions: The suite's numbers for this vehicle.
        connection: The connected rig.
        journal: Where all that happens is written down.
        on_wait: Told of long waits.
        may_call: Whether the scenario declares that it places calls.
        book: The ports of the run.

    Attributes:
        source_s: The times that the source gives for what the scenario judges, in s.
        judged_waits_s: The waits of the scenario that are there for what must last meanwhile alone, in s.
    """

    def __init__(
        self,
        rig: RigFile,
        profile: VehicleProfile,
        assumptions: Assumptions,
        connection: Connection,
        journal: Journal,
        on_wait: WaitListener | None = None,
        *,
        may_call: bool = True,
        book: PortBook = HOUSE,
    ) -> None:
        super().__init__(rig, connection, journal, on_wait, may_call=may_call, book=book)
        self.profile = profile
        self.assumptions = assumptions
        self.fresh = connection.fresh
        self.diagnosis = connection.diagnosis
        self.source_s: frozenset[float] = frozenset()
        self.judged_waits_s: frozenset[float] = frozenset()
        self._truths: dict[Condition, TruthTrack] = {}
        self._ending = Ending(self, profile, assumptions, connection)

    def begin(self) -> None:
        """Forget what happened before and on the way to the rest state: the scenario itself begins."""
        self._events.clear()
        self._ending.begin()

    def expect(self, condition: Condition) -> Expectation:
        """Begin to judge a condition, by the witnesses alone where the vehicle itself does not tell it.

        Raises:
            pytest.skip.Exception: There is none.
        """
        return Expectation(self, self._heard(condition))

    def judged(self, condition: Condition) -> Condition | None:
        """Return what of a condition this rig can judge at present, None where nothing."""
        judged = condition.without(self._absent)
        if judged is None or (judged is not condition and not self.has(*judged.ports)):
            return None
        seen_while = judged.seen_while
        if seen_while is None or (self.has(*seen_while.ports) and self.holds(seen_while)):
            return judged
        return None

    def _heard(self, condition: Condition) -> Condition:
        judged = self.judged(condition)
        if judged is None:
            raise self.not_applicable(condition.ports)
        if judged is not condition:
            self.arm(judged.ports)  # steps say what they rest on, and not what else could show it
        return judged

    def judge(self, measurement: Measurement) -> None:
        """Write down a value that step code measured, and judge it.

        Raises:
            Failed: It lies outside its limits.
            Inconclusive: It lies across one, or has not been seen.
        """
        self.journal.measurements.append(measurement)
        if measurement.verdict is Verdict.FAIL:
            raise self.failed(f"{measurement}")
        if measurement.verdict is Verdict.INCONCLUSIVE:
            raise self.inconclusive(f"{measurement}")

    def failed(self, what: str) -> Failed:
        """Return what step code raises that judges the present by itself.

        Args:
            what: What was expected and what was seen; when it was, and the nearest event, are put behind it.
        """
        return Failed(f"{what}\n{self.circumstances()}")

    def inconclusive(self, what: str) -> Inconclusive:
        """Return the same where what was seen allows no verdict."""
        return Inconclusive(f"{what}\n{self.circumstances()}")

    def truth(self, condition: Condition) -> TruthTrack:
        """Return when a condition was true and false in this scenario.

        Raises:
            pytest.skip.Exception: Nothing shows it on this rig.
        """
        condition = self._heard(condition)
        if condition not in self._truths:
            tracks = {port.name: self.track(port) for port in condition.ports}
            truth = self._truths[condition] = TruthTrack(condition, tracks)
            self.journal.tracks[condition.text] = truth.track
        return self._truths[condition]

    def settle(self, condition: Condition, within_s: float = 10.0) -> None:
        """Wait until a condition holds, for a set-up; nothing is measured.

        What nothing shows on this rig is given some time to come about.

        Raises:
            SetupFailed: It does not hold in time.
        """
        self.catch_up()
        if self.judged(condition) is None:
            self.wait(UNSEEN_S, condition.text)
            return
        truth = self.truth(condition)
        self.journal.set_up[condition.text] = tuple(port.name for port in condition.ports)
        deadline_ns = self.kernel.time_ns() + seconds(within_s)
        while truth.track.value is not True:
            if not self.wait_for_change(truth.track, deadline_ns):
                self.note_missing(condition)
                raise SetupFailed(
                    f"{condition.text} was to be set up and did not come about within {within_s:g} s\n"
                    f"  seen: {truth.seen()}\n{self.circumstances()}"
                )

    def note_missing(self, condition: Condition) -> None:
        """Write down that a condition was to be set up and does not hold, so that reports show it."""
        self.journal.note(Expected(condition.text, condition.text, None, None, None, Verdict.SETUP_FAILED))

    def settle_quiet(self, condition: Condition, quiet_s: float) -> None:
        """Wait until a condition has been false for some time, so that all that belongs to it has been seen.

        What does not end is given up after ten times that long; whoever judges it finds it still going on.
        """
        truth = self.truth(condition).track
        limit_ns = self.kernel.time_ns() + seconds(QUIET_FACTOR * quiet_s)
        deadline_ns = self.kernel.time_ns() + seconds(quiet_s)
        while self.wait_for_change(truth, min(deadline_ns, limit_ns)) or truth.value is True:
            if self.kernel.time_ns() >= limit_ns:
                return
            deadline_ns = self.kernel.time_ns() + seconds(quiet_s)

    def tolerance_s(self, duration_s: float, condition: Condition) -> float:
        """Return the tolerance in s of a duration that the source gives without one.

        What the app shows on a real network has a wider one (AMB-29).
        """
        if all(port.in_app for port in condition.ports):
            return self.assumptions.app_tolerance_s(duration_s, virtual=self.rig.kind == "virtual")
        return self.assumptions.tolerance_s(duration_s)

    def watched_s(self, asked_s: float) -> float:
        """Return how long this rig watches what must last, in s.

        Args:
            asked_s: How long the suite asks for, in s. A time that the source gives is watched in full.
        """
        hold_s = self.rig.time.hold_s
        return asked_s if hold_s is None or asked_s in self.source_s else min(asked_s, hold_s)

    def error_of(self, port: Observation) -> float:
        """Return how far a sampled value of a port may be off, in its unit."""
        binding = self.rig.observations.get(port.name)
        return 0.0 if binding is None else binding.error

    def holds(self, condition: Condition) -> bool:
        """Say whether a condition is true at present; a Given may act on it, a Then judges it."""
        self.catch_up()
        return self.judged(condition) is not None and self.truth(condition).track.value is True

    def judge_invariants(self) -> None:
        """Judge what stands for all scenarios, up to now; see `Ending.judge_invariants`."""
        self._ending.judge_invariants()

    def finish(self, *, judged: bool = False, stopped: bool = False) -> None:
        """Stop watching and complete the journal, as far as the rig still answers; see `Ending.finish`."""
        self._ending.finish(judged=judged, stopped=stopped)
