"""One scenario on a rig: all that step code may touch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import pytest

from clock.kernel import MS, seconds
from rigs.bindings.connection import Connection
from rigs.errors import Failed, Inconclusive, InvariantBroken, RecordingFault, SetupFailed, SuiteError
from rigs.files.inventory import Inventory
from rigs.files.known import VIRTUAL
from rigs.files.rig_file import RigFile
from rigs.judging.aftermath import AFTERMATH, SETTLING_S, WATCHED_S, happened
from rigs.judging.assumptions import Assumptions
from rigs.judging.causes import Past
from rigs.judging.condition import Condition, TruthTrack
from rigs.judging.expectation import Expectation
from rigs.judging.invariants import Breach, Invariant, breaches
from rigs.judging.life import lifeless
from rigs.pace import Pace, WaitListener
from rigs.ports import supply
from rigs.ports.book import PortBook
from rigs.ports.house import HOUSE
from rigs.ports.port import Derived, Instrument, Observation, Source, Stimulus
from rigs.recording.deeds import Deed
from rigs.recording.integrity import lateness_doubt
from rigs.recording.journal import Expected, Journal
from rigs.safety import refuse_unsafe
from rigs.values.interval import Event, Interval
from rigs.values.measurement import Limits, Measurement, Verdict
from rigs.values.track import Track
from vehicle.profile import VehicleProfile

QUIET_FACTOR = 10
"""Factor by which it may take longer than the silence that is waited for; see `Scene.settle_quiet`."""


UNSEEN_S = 5.0
"""Time in s for what is set up and shown by nothing on a rig; an order over the network takes less."""


class Scene(Pace):
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
        super().__init__(connection.kernel, journal, on_wait)
        self.rig = rig
        self._absent = rig.absent
        self.book = book
        self.profile = profile
        self.assumptions = assumptions
        self.fresh = connection.fresh
        journal.connected_ns = journal.begin_ns = self.kernel.time_ns()
        self._known_from_ns = journal.connected_ns if connection.fresh else None
        self._may_call = may_call
        self._recorder = connection.recorder
        self._bindings = connection.bindings
        self._lateness_ns = connection.lateness_ns
        self._tracks: dict[str, Track] = {}
        for binding in connection.bindings.values():
            standing = binding.standing().items()
            self._tracks.update((name, track) for name, track in standing if name not in self._absent)
        self._truths: dict[Condition, TruthTrack] = {}
        self._inventory = Inventory(rig, connection.recorder.tracks)

    def begin(self) -> None:
        """Forget what happened before and on the way to the rest state: the scenario itself begins."""
        self._events.clear()
        self._take_lateness()  # nobody ran the rig between scenarios
        self.journal.forget()
        self.journal.begin_ns = self.kernel.time_ns()
        if self._known_from_ns is None:
            self._known_from_ns = self.journal.begin_ns

    # Ports

    def stimulate(self, port: Stimulus, value: str | float) -> Event:
        """Set a stimulus.

        Returns:
            The moment in which the vehicle met it.

        Raises:
            SuiteError: The port does not take this value, or the rig has no such port.
            UnsafeRigError: It could set off a real emergency call.
            InstrumentFault: The instrument refused.
            ServiceFault: The service refused.
        """
        allowed = port.takes.problem(value)
        if allowed is not None:
            raise SuiteError(f"{port.name} takes {allowed}, not {value!r}")
        refuse_unsafe(self.rig, port, value, may_call=self._may_call)
        self.catch_up()
        before_ns = self.kernel.time_ns()
        detail = self.set(port, value)
        event = Event(f"{port.name} {value}", Interval(before_ns, self.kernel.time_ns()), detail)
        self.journal.events.append(event)
        self.journal.deeds.append(Deed(port.name, value, event.when))
        if port is supply.VOLTAGE and float(value) < supply.LOWEST_V:
            self._recorder.supply_taken(event.when)
        self.catch_up()
        return event

    def set(self, port: Stimulus, value: str | float) -> str:
        """Set a stimulus past the journal: what is done to the rig when the scenario itself is over.

        Returns:
            What a report adds to it.
        """
        source = Instrument() if port.name in self.rig.stimuli else port.source
        return self._bindings[type(source)].set(port, value)

    def has(self, *ports: Stimulus | Observation) -> bool:
        """Say whether the rig has something behind each of some ports; without it none can have been disturbed."""
        return all(self._inventory.has(port) for port in ports)

    @property
    def tracks(self) -> Mapping[str, Track]:
        """Tracks of the ports that are watched, by their names."""
        return self._tracks

    def track(self, port: Observation) -> Track:
        """Return all that an observation port has shown.

        Raises:
            SuiteError: The rig has no such port, or it was not armed for this scenario.
            pytest.skip.Exception: It is a signal that the rig file declares absent.
        """
        if not self.hears(port):
            raise self.not_applicable([port])
        try:
            return self._tracks[port.name]
        except KeyError:
            raise SuiteError(f"rig {self.rig.name} does not observe {port.name} in this scenario") from None

    def hears(self, port: Observation) -> bool:
        """Say whether the vehicle of this rig shows a port; of a signal its file may say that it does not."""
        return port.name not in self._absent

    def not_applicable(self, ports: Iterable[Observation]) -> BaseException:
        """Return what ends a scenario that rests on ports of which the rig does not hear all."""
        unheard = ", ".join(port.name for port in ports if not self.hears(port))
        return pytest.skip.Exception(
            f"not applicable: rig {self.rig.name} declares {unheard} absent, and nothing else shows it",
            _use_item_location=True,
        )

    def arm(self, ports: Iterable[Observation]) -> None:
        """Begin to watch what no binding watches by itself.

        Raises:
            SuiteError: The rig has nothing behind one of the ports.
            InstrumentFault: An instrument gave no answer.
        """
        for port in ports:
            if port.name not in self._tracks and self.hears(port):
                source = Instrument() if port.name in self.rig.observations else port.source
                self._tracks[port.name] = self._watch(port, source)

    def _watch(self, port: Observation, source: Source) -> Track:
        if not isinstance(source, Derived):
            return self._bindings[type(source)].watch(port)
        self.arm(source.ports)
        track = Track(port.name, port.shows.unit)
        source.derive(tuple(self.track(each) for each in source.ports), track, self.kernel)
        return track

    # Judgement

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

    def error_of(self, port: Observation) -> float:
        """Return how far a sampled value of a port may be off, in its unit."""
        binding = self.rig.observations.get(port.name)
        return 0.0 if binding is None else binding.error

    def holds(self, condition: Condition) -> bool:
        """Say whether a condition is true at present; a Given may act on it, a Then judges it."""
        self.catch_up()
        return self.judged(condition) is not None and self.truth(condition).track.value is True

    # The end

    def finish(self, *, judged: bool = False) -> None:
        """Stop watching and complete the journal, as far as the rig still answers.

        Args:
            judged: Whether to judge what stands for all scenarios: the invariants, and that nothing happens by
                itself after the last step, with nobody doing anything. Else broken invariants are noted.

        Raises:
            InvariantBroken: An invariant does not hold; all that do not are named.
            Failed: Something happened by itself; all that did is named.
            RigFault: The rig no longer answers; all else is in the journal.
            RecordingFault: What was recorded cannot be believed.
        """
        end_ns = self.kernel.time_ns()
        doubts = list(self._take_lateness())
        try:
            for binding in self._bindings.values():
                self.journal.evidence.extend(binding.finish(self.wait))
            watched = judged and self.rig.kind == VIRTUAL.name and not self._is_driven()
            by_itself = self._aftermath(end_ns) if watched else []
            if judged:
                self.judge_invariants(by_itself)
            else:
                self.journal.notes.extend(f"not held: {self._told(*each)}" for each in self._broken())
        finally:
            self.stop()
            if not self.journal.end_ns:
                self.journal.end_ns = self.kernel.time_ns()
            try:
                with self._recorder.apart():
                    doubts.extend(lifeless(self))
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
            self.journal.measurements.append(
                Measurement("standing invariants that were broken", len(broken), len(broken), "", Limits(high=0))
            )
            sentences = [invariant.sentence for invariant, _ in broken]
            raise InvariantBroken(text, sentences, broken[0][0].requirements)
        if by_itself:
            raise Failed(text)

    def _broken(self) -> list[tuple[Invariant, Breach]]:
        """Return the invariants that do not hold, each with how it was first broken."""
        since_ns = self.journal.begin_ns if self._known_from_ns is None else self._known_from_ns
        now_ns = self.kernel.time_ns()
        past = Past(self._tracks, self.journal.deeds, since_ns, now_ns, self.profile, self.assumptions)
        return list(breaches(past))

    def _told(self, invariant: Invariant, breach: Breach) -> str:
        """Write for people how an invariant was broken."""
        circumstances = self.journal.circumstances(breach.when, self.kernel.time_ns())
        requirements = ", ".join(invariant.requirements)
        return f"{invariant.sentence} ({requirements})\n  seen: {breach.seen}\n{circumstances}"

    def _aftermath(self, end_ns: int) -> list[str]:
        """Let time pass that costs nothing, and return what happens in it; in real time a rig would stand still.

        Instruments are asked nothing meanwhile; the traffic of it is kept where something happened.
        """
        self.stop()
        self.journal.end_ns = self.kernel.time_ns()
        with self._recorder.apart() as keep:
            self.wait(SETTLING_S + WATCHED_S)
            found = list(happened(self._seen, end_ns))
            if found:
                keep()
                self.journal.end_ns = self.kernel.time_ns()
        name = f"times that something happened by itself within {WATCHED_S:g} s after the last step"
        self.journal.measurements.append(Measurement(name, len(found), len(found), "", Limits(high=0)))
        return found

    def _is_driven(self) -> bool:
        """Tell whether somebody still drives, who then does something."""
        speed = self._tracks.get("vehicle.speed_kmh")
        return speed is not None and bool(speed.value)

    def _seen(self, port: Observation) -> Track | None:
        try:
            self.arm([port])
        except SuiteError:
            return None  # a port that this rig does not have
        return self._tracks.get(port.name)

    def stop(self) -> None:
        """Ask nothing more of the rig."""
        for binding in self._bindings.values():
            binding.stop()

    def _take_lateness(self) -> Iterator[str]:
        """Tell what ran too late since this was last asked."""
        late = {"this run": self.kernel.take_lateness_ns(), **self._lateness_ns()}
        error_ns = round(self.rig.clock_error_ms * MS)
        return (doubt for who, worst_ns in late.items() if (doubt := lateness_doubt(who, worst_ns, error_ns)))

    def _complete_journal(self, doubts: list[str]) -> None:
        self.journal.tracks.update(self._tracks)
        self.journal.traffic = self._recorder.traffic
        self.journal.notes.extend(str(finding) for finding in self._recorder.findings)
        doubts += self._recorder.doubts(() if self.rig.simulated else self.rig.simulated_ecus)
        if doubts:
            raise RecordingFault("what was recorded cannot be believed:\n  " + "\n  ".join(doubts))
