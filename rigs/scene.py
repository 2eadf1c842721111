"""One scenario on a rig: all that step code may touch."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rigs.arrivals import ARRIVALS, follow
from rigs.bind_audio import AudioEar
from rigs.bind_visa import InstrumentLink, Sampler, apply
from rigs.condition import Condition, TruthTrack
from rigs.derived import Blinking
from rigs.errors import Failed, Inconclusive, NodeFault, RecordingFault, RigFault, SetupFailed, SuiteError
from rigs.event import Event, Interval
from rigs.expect import Expectation
from rigs.hookup import Hookup
from rigs.journal import Evidence, Expected, Journal
from rigs.measure import Measurement, Verdict
from rigs.model import ObservationBinding, RigFile
from rigs.ports import (
    HEARD,
    OBSERVATIONS,
    PROMPT,
    SOS_LED,
    SOS_LED_BLINKING,
    Observation,
    Stimulus,
)
from rigs.safety import refuse_unsafe
from rigs.stand import Stand
from rigs.tone import PROBE_S
from rigs.track import Track
from simulators.kernel import S, seconds
from simulators.profile import VehicleProfile

WaitListener = Callable[[float, float, str], None]
"""Called now and then during a long wait with the seconds done, the seconds in all, and what is waited for."""

LONG_WAIT_NS = 2 * S

QUIET_FACTOR = 10
"""How many times longer than the silence waited for a condition may last; see `Scene.settle_quiet`."""

NOTHING = "nothing"
"""The value of a service's item that has not been published yet, or is empty."""


class Scene:
    """The ports of a rig for the length of one scenario, its named events and its expectations.

    Args:
        rig: The rig file.
        profile: The vehicle.
        stand: The suite's numbers for this vehicle.
        hookup: The connected rig.
        journal: Where all that happens is written down.
        on_wait: Told of long waits.
        may_call: Whether the scenario declares that it places calls.
    """

    def __init__(
        self,
        rig: RigFile,
        profile: VehicleProfile,
        stand: Stand,
        hookup: Hookup,
        journal: Journal,
        on_wait: WaitListener | None = None,
        *,
        may_call: bool = True,
    ) -> None:
        self.rig = rig
        self.profile = profile
        self.stand = stand
        self.journal = journal
        self.kernel = hookup.kernel
        self.fresh = hookup.fresh
        journal.connected_ns = journal.begin_ns = self.kernel.time_ns()
        self._may_call = may_call
        self._hookup = hookup
        self._on_wait = on_wait
        self._tracks: dict[str, Track] = dict(hookup.recorder.tracks)
        self._events: dict[str, Event] = {}
        self._truths: dict[Condition, TruthTrack] = {}
        self._samplers: list[Sampler] = []
        self._ear: AudioEar | None = None
        for service, port in hookup.services.items():
            self._follow(service)
            port.watch(self._taker(service, port.error_ns))
            self._fill(service)

    def begin(self) -> None:
        """Forget what happened on the way to the rest state: the scenario itself begins."""
        self._events.clear()
        self.journal.events.clear()
        self.journal.expectations.clear()
        self.journal.begin_ns = self.kernel.time_ns()

    # Time

    def catch_up(self) -> None:
        """Take in all that has happened up to now."""
        self._run(self.kernel.time_ns())

    def wait(self, duration_s: float, why: str = "") -> None:
        """Let time pass on the rig."""
        end_ns = self.kernel.time_ns() + seconds(duration_s)
        while self._run(end_ns, why):
            pass

    def wait_until(self, event: Event, after_s: float) -> None:
        """Let time pass until so many seconds after an event.

        Raises:
            SuiteError: That has passed already; the scenario asks for a time that it cannot keep.
        """
        left_ns = event.when.latest_ns + seconds(after_s) - self.kernel.time_ns()
        if left_ns < 0:
            raise SuiteError(f"{after_s:g} s after {event.name} have passed {-left_ns / S:.3f} s ago")
        self.wait(left_ns / S, f"{after_s:g} s after {event.name}")

    def wait_for_change(self, track: Track, deadline_ns: int) -> bool:
        """Let time pass until a track changes.

        Returns:
            False when the deadline was reached first.
        """
        stop = track.watch(lambda _: self.kernel.interrupt())
        try:
            return self._run(deadline_ns, track.name)
        finally:
            stop()

    def now(self, name: str) -> Event:
        """The present moment as an event."""
        return Event(name, Interval.at(self.kernel.time_ns()))

    def _run(self, deadline_ns: int, why: str = "") -> bool:
        """Run the rig; whatever a simulated unit raises is a fault of the rig."""
        kernel, begin_ns = self.kernel, self.kernel.now_ns
        total_ns = deadline_ns - begin_ns
        slice_ns = max(total_ns // 100, S) if self._on_wait and total_ns > LONG_WAIT_NS else total_ns
        try:
            while True:
                target_ns = min(deadline_ns, kernel.now_ns + max(slice_ns, 0))
                if kernel.run_until(target_ns):
                    return True
                if target_ns >= deadline_ns:
                    return False
                if self._on_wait is not None:
                    self._on_wait((kernel.now_ns - begin_ns) / S, total_ns / S, why)
        except RigFault:
            raise
        except Exception as error:
            what = f"a unit on the rig raised {type(error).__name__}: {error}"
            raise NodeFault(f"{what}\n{self._circumstances()}") from error

    # Events

    def mark(self, name: str, event: Event) -> Event:
        """Give an event the name by which later steps refer to it; the last one of a name counts."""
        named = Event(name, event.when, event.detail)
        self._events[name] = named
        self.journal.events.append(named)
        return named

    def event(self, name: str) -> Event:
        """The event of a name.

        Raises:
            SuiteError: No step of this scenario has brought it about.
        """
        try:
            return self._events[name]
        except KeyError:
            known = ", ".join(self._events) or "none so far"
            raise SuiteError(f"no step of this scenario made the event {name!r}; there are: {known}") from None

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
        if port.words and value not in port.words:
            raise SuiteError(f"{port.name} takes {', '.join(port.words)}, not {value!r}")
        refuse_unsafe(self.rig, port, value, may_call=self._may_call)
        self.catch_up()
        before_ns = self.kernel.time_ns()
        binding = self.rig.stimuli.get(port.name)
        if binding is not None:
            instrument = self._hookup.instrument(binding.instrument)
            detail = apply(port.name, binding, instrument, f"{value}")
        else:
            service, _, verb = port.name.partition(".")
            if service not in self._hookup.services:
                raise SuiteError(f"rig {self.rig.name} has nothing behind the port {port.name}")
            self._hookup.services[service].call(verb, value)
            detail = f"{service} {verb} {value}"
        event = Event(f"{port.name} {value}", Interval(before_ns, self.kernel.time_ns()), detail)
        self.journal.events.append(event)
        self.catch_up()
        return event

    def track(self, port: Observation) -> Track:
        """All that an observation port has shown.

        Raises:
            SuiteError: The rig has no such port, or it was not armed for this scenario.
        """
        try:
            return self._tracks[port.name]
        except KeyError:
            raise SuiteError(f"rig {self.rig.name} does not observe {port.name} in this scenario") from None

    def arm(self, ports: Iterable[Observation]) -> None:
        """Begin to watch what needs an instrument.

        Raises:
            SuiteError: The rig has nothing behind one of the ports.
            InstrumentFault: An instrument gave no answer.
        """
        for port in ports:
            if port in (PROMPT, HEARD):
                self._listen()
            elif port.name in self._tracks:
                continue
            elif port is SOS_LED_BLINKING:
                self.arm([SOS_LED])
                Blinking(self.track(SOS_LED), self._new_track(port), self.kernel)
            elif port in ARRIVALS:
                arrival = ARRIVALS[port]
                follow(arrival, self.track(arrival.source), self._new_track(port))
            elif port.name in self.rig.observations:
                self._sample(port, self.rig.observations[port.name])
            else:
                self.track(port)

    def expect(self, condition: Condition) -> Expectation:
        """Begin to judge a condition."""
        return Expectation(self, condition)

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
        """To be raised by step code that judges the present by itself.

        Args:
            what: What was expected and what was seen; when it was, and the nearest event, are put behind it.
        """
        return Failed(f"{what}\n{self._circumstances()}")

    def inconclusive(self, what: str) -> Inconclusive:
        """The same where what was seen allows no verdict."""
        return Inconclusive(f"{what}\n{self._circumstances()}")

    def _circumstances(self) -> str:
        now_ns = self.kernel.time_ns()
        return self.journal.circumstances(Interval.at(now_ns), now_ns)

    def truth(self, condition: Condition) -> TruthTrack:
        """When a condition was true and false in this scenario."""
        if condition not in self._truths:
            tracks = {port.name: self.track(port) for port in condition.ports}
            truth = self._truths[condition] = TruthTrack(condition, tracks)
            self.journal.tracks[condition.text] = truth.track
        return self._truths[condition]

    def settle(self, condition: Condition, within_s: float = 10.0) -> None:
        """Wait until a condition holds, for a set-up; nothing is measured.

        Raises:
            SetupFailed: It does not hold in time.
        """
        self.catch_up()
        truth = self.truth(condition)
        self.journal.set_up[condition.text] = tuple(port.name for port in condition.ports)
        deadline_ns = self.kernel.time_ns() + seconds(within_s)
        while truth.track.value is not True:
            if not self.wait_for_change(truth.track, deadline_ns):
                self.note_missing(condition)
                raise SetupFailed(
                    f"{condition.text} was to be set up and did not come about within {within_s:g} s\n"
                    f"  seen: {truth.seen()}\n{self._circumstances()}"
                )

    def note_missing(self, condition: Condition) -> None:
        """Write down that a condition was to be set up and does not hold, so that reports show it."""
        text = condition.text
        self.journal.expectations.append(Expected(text, text, None, None, None, Verdict.SETUP_FAILED))

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
        """Tolerance of a duration that the source gives without one; what the app shows has its own (AMB-29)."""
        if all(port.name.startswith("phone.") for port in condition.ports):
            return self.stand.app_tolerance_s(duration_s, virtual=self.rig.kind == "virtual")
        return self.stand.tolerance_s(duration_s)

    def error_of(self, port: Observation) -> float:
        """How far a sampled value of a port may be off, in its unit."""
        binding = self.rig.observations.get(port.name)
        return 0.0 if binding is None else binding.error

    def holds(self, condition: Condition) -> bool:
        """Whether a condition is true at present; a Given may act on it, a Then judges it."""
        self.catch_up()
        return self.truth(condition).track.value is True

    def finish(self) -> None:
        """Stop watching and complete the journal, as far as the rig still answers.

        Raises:
            InstrumentFault: The audio capture does not; all else is in the journal.
            RecordingFault: What was recorded cannot be believed.
        """
        try:
            for sampler in self._samplers:
                sampler.stop()
            if self._ear is not None:
                self._ear.probe()
                self.wait(PROBE_S)
                self._ear.stop()
                self.journal.evidence.append(Evidence("captured audio", "audio/wav", self._ear.wav()))
        finally:
            self.stop()
            self._complete_journal()

    def stop(self) -> None:
        """Ask instruments nothing more: on some rigs the clock goes on, and the next scenario is not to pay."""
        for sampler in self._samplers:
            sampler.stop()
        if self._ear is not None:
            self._ear.cancel()

    def _complete_journal(self) -> None:
        self.journal.end_ns = self.kernel.time_ns()
        self.journal.tracks.update(self._tracks)
        self.journal.traffic = self._hookup.recorder.traffic
        recorder = self._hookup.recorder
        self.journal.notes.extend(str(finding) for finding in recorder.findings)
        doubts = recorder.doubts()
        if doubts:
            raise RecordingFault("what was recorded cannot be believed:\n  " + "\n  ".join(doubts))

    def _sample(self, port: Observation, binding: ObservationBinding) -> None:
        instrument = self._instrument(binding.instrument)
        sampler = Sampler(binding, instrument, self._new_track(port), self.kernel)
        self._samplers.append(sampler)
        sampler.start()

    def _instrument(self, name: str) -> InstrumentLink:
        return self._hookup.instrument(name)

    def _listen(self) -> None:
        if self._ear is None:
            binding = self.rig.audio
            if binding is None:
                raise SuiteError(f"rig {self.rig.name} has no audio capture")
            self._ear = AudioEar(
                binding,
                self._instrument(binding.instrument),
                self._new_track(PROMPT),
                self._new_track(HEARD),
                self.kernel,
            )
            self._ear.start()

    def _new_track(self, port: Observation) -> Track:
        track = self._tracks[port.name] = Track(port.name, port.unit)
        return track

    def _follow(self, service: str) -> None:
        for name, port in OBSERVATIONS.items():
            if name.startswith(f"{service}."):
                self._new_track(port)

    def _fill(self, service: str) -> None:
        for name, track in self._tracks.items():
            if name.startswith(f"{service}.") and not track.seen:
                track.add(Interval(0, 0), NOTHING)

    def _taker(self, service: str, error_ns: int) -> Callable[[int, str, object], None]:
        def take(at_ns: int, item: str, value: object) -> None:
            track = self._tracks.get(f"{service}.{item}")
            if track is not None:
                track.add(Interval.at(at_ns, error_ns), NOTHING if value is None else value)

        return take
