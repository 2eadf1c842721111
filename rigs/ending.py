"""The end of a scenario: what stands for all scenarios is judged, and whether the rig can be believed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from clock.kernel import MS
from rigs.access import Access
from rigs.bindings.connection import Connection
from rigs.errors import Failed, InvariantBroken, RecordingFault, SuiteError
from rigs.files.known import VIRTUAL
from rigs.judging.aftermath import AFTERMATH, SETTLING_S, WATCHED_S, happened
from rigs.judging.agreement import disagreements
from rigs.judging.assumptions import Assumptions
from rigs.judging.breach import Breach
from rigs.judging.causes import Past
from rigs.judging.invariants import Invariant, breaches
from rigs.judging.life import lifeless
from rigs.ports.port import Observation
from rigs.recording.integrity import lateness_doubt
from rigs.values.measurement import Limits, Measurement
from rigs.values.track import Track
from vehicle.profile import VehicleProfile


class Ending:
    """The end of a scenario.

    Args:
        access: The ports of the rig.
        profile: The vehicle.
        assumptions: The suite's numbers for this vehicle.
        connection: The connected rig.
    """

    def __init__(
        self, access: Access, profile: VehicleProfile, assumptions: Assumptions, connection: Connection
    ) -> None:
        self._access = access
        self._profile = profile
        self._assumptions = assumptions
        self._connection = connection
        self._recorder = connection.recorder
        self._rig, self._kernel, self._journal = access.rig, access.kernel, access.journal
        self._known_from_ns = access.journal.connected_ns if connection.fresh else None

    def begin(self) -> None:
        """Forget what was before: the scenario itself begins."""
        self._take_lateness()  # nobody ran the rig between scenarios
        self._journal.forget()
        self._journal.begin_ns = self._kernel.time_ns()
        if self._known_from_ns is None:
            self._known_from_ns = self._journal.begin_ns

    def finish(self, *, judged: bool = False, stopped: bool = False) -> None:
        """Stop watching and complete the journal, as far as the rig still answers.

        Args:
            judged: Whether to judge what stands for all scenarios: the invariants, and that nothing happens by
                itself after the last step, with nobody doing anything. Else broken invariants are noted.
            stopped: Whether the run ends here: the outputs are put to rest first, and the buses give no sign of
                life.

        Raises:
            InvariantBroken: An invariant does not hold; all that do not are named.
            Failed: Something happened by itself; all that did is named.
            RigFault: The rig no longer answers; all else is in the journal.
            RecordingFault: What was recorded cannot be believed.
        """
        end_ns = self._kernel.time_ns()
        doubts = list(self._take_lateness())
        try:
            if stopped:
                self._connection.rest()
            for binding in self._connection.bindings.values():
                self._journal.evidence.extend(binding.finish(self._access.wait))
            watched = judged and self._rig.kind == VIRTUAL.name and not self._is_driven()
            by_itself = self._aftermath(end_ns) if watched else []
            if judged:
                self.judge_invariants(by_itself)
            else:
                self._journal.notes.extend(f"not held: {self._told(*each)}" for each in self._broken())
        finally:
            self._access.stop()
            if not self._journal.end_ns:
                self._journal.end_ns = self._kernel.time_ns()
            try:
                if not stopped:
                    with self._recorder.apart():
                        doubts.extend(lifeless(self._access))
                        self._journal.notes.extend(self._connection.diagnosis.after())
            finally:
                self._complete_journal(doubts)

    def judge_invariants(self, by_itself: Sequence[str] = ()) -> None:
        """Judge what stands for all scenarios, up to now.

        Args:
            by_itself: What happened by itself after the last step.

        Raises:
            InvariantBroken: An invariant does not hold.
            Failed: Something happened by itself.
        """
        broken = self._broken()
        lines = [self._told(*each) for each in broken]
        if by_itself:
            lines.append("\n  ".join((f"{AFTERMATH}:", *by_itself)))
        text = "\n".join(f"expected that {line}" for line in lines)
        if broken:
            self._journal.measurements.append(
                Measurement("standing invariants that were broken", len(broken), len(broken), "", Limits(high=0))
            )
            sentences = [invariant.sentence for invariant, _ in broken]
            raise InvariantBroken(text, sentences, broken[0][0].requirements)
        if by_itself:
            raise Failed(text)

    def _broken(self) -> list[tuple[Invariant, Breach]]:
        """Return the invariants that do not hold, each with how it was first broken."""
        since_ns = self._journal.begin_ns if self._known_from_ns is None else self._known_from_ns
        now_ns = self._kernel.time_ns()
        past = Past(self._access.tracks, self._journal.deeds, since_ns, now_ns, self._profile, self._assumptions)
        return list(breaches(past))

    def _told(self, invariant: Invariant, breach: Breach) -> str:
        """Write for people how an invariant was broken."""
        circumstances = self._journal.circumstances(breach.when, self._kernel.time_ns())
        requirements = ", ".join(invariant.requirements)
        return f"{invariant.sentence} ({requirements})\n  seen: {breach.seen}\n{circumstances}"

    def _aftermath(self, end_ns: int) -> list[str]:
        """Let time pass that costs nothing, and return what happens in it; in real time a rig would stand still.

        Instruments are asked nothing meanwhile; the traffic of it is kept where something happened.
        """
        self._access.stop()
        self._journal.end_ns = self._kernel.time_ns()
        with self._recorder.apart() as keep:
            self._access.wait(SETTLING_S + WATCHED_S)
            found = [*happened(self._seen, end_ns), *disagreements(self._look)]
            if found:
                keep()
                self._journal.end_ns = self._kernel.time_ns()
        name = f"times that something happened by itself within {WATCHED_S:g} s after the last step"
        self._journal.measurements.append(Measurement(name, len(found), len(found), "", Limits(high=0)))
        return found

    def _is_driven(self) -> bool:
        """Tell whether somebody still drives, who then does something."""
        speed = self._access.tracks.get("vehicle.speed_kmh")
        return speed is not None and bool(speed.value)

    def _seen(self, port: Observation) -> Track | None:
        try:
            self._access.arm([port])
        except SuiteError:
            return None  # a port that this rig does not have
        return self._access.tracks.get(port.name)

    def _look(self, port: Observation) -> Any:
        """Return what a port shows at present, an instrument by being asked once more; None without the port."""
        try:
            return self._access.look(port)
        except SuiteError:
            return None

    def _take_lateness(self) -> Iterator[str]:
        """Tell what ran too late since this was last asked.

        A run that waits for a server is late, which is a doubt only where frames come meanwhile.
        """
        late = {"this run": self._kernel.take_lateness_ns()} if self._rig.buses else {}
        late.update(self._connection.lateness_ns())
        error_ns = round(self._rig.clock_error_ms * MS)
        return (doubt for who, worst_ns in late.items() if (doubt := lateness_doubt(who, worst_ns, error_ns)))

    def _complete_journal(self, doubts: list[str]) -> None:
        self._journal.tracks.update(self._access.tracks)
        self._journal.traffic = self._recorder.traffic
        self._journal.notes.extend(str(finding) for finding in self._recorder.findings)
        doubts += self._recorder.doubts(self._rig.restbus)
        if doubts:
            raise RecordingFault("what was recorded cannot be believed:\n  " + "\n  ".join(doubts))
