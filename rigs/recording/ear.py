"""Hears the frames of one bus: what they say, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

import can

from clock.kernel import MS, S
from dbc.codec import DecodeError
from dbc.consistency import identifier
from dbc.network import MessageSpec, Value
from rigs.ports.signals import activity
from rigs.recording.integrity import Delays, Finding, is_bus_off, is_overflow
from rigs.recording.passage import Passage, Pattern, Wires
from rigs.recording.silence import SILENCE_NS, Looks
from rigs.recording.station import CYCLE_JITTER_NS, WAKE_UP_NS, Station, Unread, change_to_frame_ns, gap_limit_ns
from rigs.recording.steady import changes_plainly, go_on
from rigs.recording.traffic import Traffic
from rigs.values.interval import Interval
from rigs.values.track import Track

if TYPE_CHECKING:
    from rigs.recording.recorder import Recorder

PATIENCE_NS = S
"""A unit may be so much later to wake, or earlier to fall asleep, than its bus."""

MOST_RETURNS = 3
"""The number of times in a row that a payload comes back one cycle later, by which two nodes are told from an ECU
that changes its mind."""

OWN_LATENESS_NS = 100 * MS
"""Time in ns by which a frame that the rig itself sends may be later than one of the vehicle."""


CHANGES_READ = 2
"""Number of changes of a message that are read at once; each payload after them came in steady traffic itself."""


class Ear:
    """One bus."""

    def __init__(self, recorder: Recorder, bus: str, channel: str) -> None:
        self._recorder = recorder
        self._kernel = recorder._kernel
        self._error_ns = recorder._error_ns
        self._bus = bus
        self.channel = channel
        self.delays = Delays(recorder._error_ns)
        self.pauses: list[int] = []  # ends of the last frames before it was silent without a word of its master
        self._activity = recorder.tracks[activity(bus).name]
        self._awake_since_ns = 0
        self._last_ns = -1
        self._awake = False
        self._traffic: Traffic | None = None
        self._strange: set[str] = set()
        self._returns: dict[str, tuple[int, int]] = {}  # how many in a row, and when the last was
        self._wires: Wires | None = None
        self._others: Sequence[Station] = ()  # those that the pattern does not hold
        self._pattern: Pattern | None = None
        self._changing: Sequence[
            tuple[Station, Sequence[int]]
        ] = ()  # those of the pattern that do, and their places
        self._calm = False
        self._known_from = 0
        self._known = False  # whether each message of the pattern was heard, and none of them can be missing
        self._passed_ns = -1
        self.attach(recorder._traffic)
        self._stations: dict[int, Station] = {}
        self._extended: dict[int, Station] = {}
        for spec in recorder.network.messages(bus):
            station = Station(spec, gap_limit_ns(spec))
            if station.gap_limit_ns and not recorder._restbus.isdisjoint(spec.senders):
                station.gap_limit_ns += OWN_LATENESS_NS
            (self._extended if spec.extended else self._stations)[spec.frame_id] = station
            station.tracks = {name: recorder.tracks[name] for name in spec.signals}
        self._all = [*self._stations.values(), *self._extended.values()]
        limits_ns = [station.gap_limit_ns for station in self._all if station.gap_limit_ns]
        self._pause_ns = min(limits_ns, default=SILENCE_NS)
        self._limit_ns = self._pause_ns  # -1 once the master has put the bus to sleep, however soon it wakes again
        state = f"network.{bus}.state"
        self._master_state = recorder.tracks.get(state, Track(state))  # a lab's bus may have no master
        self._master: Station | None = None
        self._gap_limit_ns = SILENCE_NS
        if state in recorder.tracks:
            master = recorder.network.message_of(state)
            self._master = (self._extended if master.extended else self._stations)[master.frame_id]
            self._gap_limit_ns = min(
                (
                    each.gap_limit_ns
                    for each in self._all
                    if each.gap_limit_ns and not set(master.senders).isdisjoint(each.spec.senders)
                ),
                default=self._master.gap_limit_ns or SILENCE_NS,
            )
        self._gap: tuple[int, int] | None = None
        self._activity.add(Interval(0, 0), "asleep")
        self._silence = self._kernel.timer(self._check_silence)
        self._looks = Looks()

    def attach(self, traffic: Traffic | None) -> None:
        """Keep frames there from now on, and tell again of what is strange."""
        self.keep_in(traffic)
        self._strange.clear()
        self._returns.clear()

    def keep_in(self, traffic: Traffic | None) -> None:
        """Keep frames there from now on."""
        self._traffic = traffic

    def follow(self, wires: Wires) -> None:
        """Read all that goes over these wires."""
        self._wires = wires
        wires.follow(self)

    def _settle(self) -> None:
        if self._wires is not None:
            self._wires.settle()

    def begin_anew(self) -> None:
        """Take the next frame for the first of a bus that was asleep."""
        self._silence.cancel()
        self._looks.left_out = False
        if self._awake:
            earliest_ns = self._last_ns - self._error_ns
            self._activity.add(Interval(earliest_ns, max(earliest_ns, self._kernel.time_ns())), "asleep")
        self._awake = False
        self._last_ns = -1
        self._gap = None
        self._read_all()
        for station in self._stations.values():
            station.changes = 0
            station.last_ns = -1
            station.missing = False

    def deafness(self, supply_taken: Iterable[Interval]) -> str | None:
        """Tell that the bus fell silent while its master said that it is awake, None when nothing speaks for it.

        Args:
            supply_taken: When it might.
        """
        pauses = [*self.pauses]
        if not self._awake and self._master_state.shows("awake"):
            pauses.append(self._last_ns)
        for begin_ns in pauses:
            if not any(taken.earliest_ns <= begin_ns <= taken.latest_ns for taken in supply_taken):
                told = "while its master said that it is awake, and with its supply on"
                return f"{self.channel}: the {self._bus} bus fell silent at {begin_ns / S:.3f} s {told}"
        return None

    def hear(self, at_ns: int, message: can.Message) -> None:
        """Take one frame at its end."""
        if self._traffic is not None:
            self._traffic.append(at_ns, self.channel, message)
        # The queue of a busy kernel is behind its clock.
        self._take(at_ns, message, self._kernel.time_ns() - at_ns)

    def note(self, at_ns: int, message: can.Message) -> None:
        """Take one frame of the rig itself."""
        delays = self.delays
        least_ns, late_since_ns = delays.least_ns, delays.late_since_ns
        self.hear(at_ns, message)
        delays.least_ns, delays.late_since_ns = least_ns, late_since_ns

    def catch_up(self, frames: Sequence[tuple[int, can.Message]]) -> None:
        """Take frames some time after their end, because they told nothing new."""
        if self._traffic is not None:
            self._traffic.append_late(self.channel, frames)
        for at_ns, message in frames:
            self._take(at_ns, message, 0)

    def pass_over(self, passage: Passage) -> None:
        """Take a stretch of steady traffic, without a look at each frame where no monitor could find anything.

        The first time that a pattern repeats is taken frame by frame, so that each of its messages is known. Where
        all were known before, that is left out.
        """
        if passage.pattern is not self._pattern:
            self._follow_pattern(passage)
        rest = passage
        if not self._calm:
            self.catch_up(list(passage))
            return
        if passage.first < self._known_from:
            head, rest = passage.split(self._known_from)
            self.catch_up(list(head))
            if not len(rest):
                return
        first_ns, last_ns = rest.ends_ns
        if self._gap is not None or not self._awake or first_ns - self._last_ns > self._limit_ns:
            self.catch_up(list(rest))
            return
        if self._traffic is not None:
            self._traffic.pass_over(self.channel, rest)
        for station, lanes in self._changing:
            self._take_changes(station, rest, lanes, first_ns, last_ns)
        if self._looks.left_out:
            self._looks.through(rest, first_ns, self._last_ns)
        self._last_ns = last_ns
        self._passed_ns = rest.until_ns
        self._known = True

    def _take_changes(
        self, station: Station, passage: Passage, lanes: Sequence[int], first_ns: int, last_ns: int
    ) -> None:
        """Take what a message says between two times in ns of a stretch: at once, or when somebody asks."""
        if station.unread is not None:
            station.unread.last_ns = last_ns  # nothing of it came between, or that would have been read
            return
        if station.last_ns < self._passed_ns:
            self._last_of(station)
        runs = passage.runs(lanes, first_ns, last_ns)
        while not (station.plain and station.changes >= CHANGES_READ and len(station.data) == station.spec.length):
            run = next(runs, None)
            if run is None:
                return
            self._take_run(station, *run)
            first_ns = station.last_ns + 1
        station.unread = Unread(passage, lanes, first_ns, last_ns, station.last_ns)

    def _take_run(self, station: Station, first_ns: int, last_ns: int, message: can.Message) -> None:
        """Take frames of a stretch that say the same, where no monitor could find anything in their times."""
        if message is not station.message:
            before = station.data
            self._decode(station, first_ns, message)
            station.changes += station.data is not before
        station.last_ns = last_ns

    def _read(self, station: Station) -> None:
        """Take what a message has said since somebody asked for it last."""
        if station.unread is not None:
            unread, station.unread = station.unread, None
            last_ns, station.last_ns = station.last_ns, unread.before_ns
            for run in unread.passage.runs(unread.lanes, unread.first_ns, unread.last_ns):
                self._take_run(station, *run)
            station.last_ns = max(last_ns, station.last_ns)

    def _read_all(self) -> None:
        """Take what all messages have said until now, before that would be judged by other knowledge."""
        for station, _ in self._changing:
            self._read(station)

    def _read_late(self, station: Station) -> None:
        self._settle()
        self._read(station)

    def come_late(self, key: tuple[int, bool]) -> None:
        """Let who reads a signal of a message have all of it until then."""
        identifier, extended = key
        station = self._station(identifier, extended=extended)
        wires = self._wires
        if station is not None and wires is not None:
            for track in station.tracks.values():
                track.come_late(partial(self._read_late, station), partial(wires.note_attention, key))

    def attends(self, key: tuple[int, bool]) -> bool:
        """Tell whether somebody must hear of each change of a signal of a message at once."""
        identifier, extended = key
        station = self._station(identifier, extended=extended)
        return station is not None and any(track.listened for track in station.tracks.values())

    def _station(self, identifier: int, *, extended: bool) -> Station | None:
        return (self._extended if extended else self._stations).get(identifier)

    def _follow_pattern(self, passage: Passage) -> None:
        """Note whether a pattern is such that no monitor finds anything in it once each message is known."""
        self._read_all()
        for station in self._all:
            self._last_of(station)
            station.lanes = ()
            station.changes = 0
        self._pattern = pattern = passage.pattern
        self._calm = self._heard_by_pattern(pattern)
        self._known = False
        self._others = [station for station in self._all if station.gap_limit_ns and not station.lanes]
        self._changing = [
            (station, lanes)
            for station in self._all
            if (lanes := tuple(number for number in station.lanes if number in passage.changing))
        ]
        for station, changing in self._changing:
            whole = len(changing) == len(station.lanes)
            station.plain = (
                whole and self._calm and station is not self._master and changes_plainly(station, passage)
            )
        known = self._calm and go_on((each for each in self._all if each.lanes), passage, self._awake_since_ns)
        self._known_from = passage.first + (0 if known else len(pattern))

    def _heard_by_pattern(self, pattern: Pattern) -> bool:
        calm = pattern.longest_pause_ns <= self._pause_ns
        for number, sender in enumerate(pattern.senders):
            identifier, extended = sender.key
            station = (self._extended if extended else self._stations).get(identifier)
            if station is None or station.multiplexed or station.fd:
                calm = False
                continue
            station.lanes = (*station.lanes, number)
            if 0 < station.gap_limit_ns < pattern.longest_cycle_ns(number):
                calm = False
        return calm

    def _last_of(self, station: Station) -> int:
        """Give when a message was heard last, what was passed over included; negative for never."""
        passed_ns, heard_ns = self._passed_ns, station.last_ns
        if heard_ns < passed_ns and self._pattern is not None:
            for number in station.lanes:
                sent = self._pattern.last_sent_ns(number, passed_ns)
                # What was heard after that tick is that frame, at its true end: something had delayed it.
                if sent is not None and heard_ns <= sent[0] and station.last_ns < sent[1]:
                    station.last_ns = sent[1]
        return station.last_ns

    def _take(self, at_ns: int, message: can.Message, delay_ns: int) -> None:  # noqa: PLR0912  # a call would cost more
        """Judge one frame; called for many, so it does the least it can."""
        if message.is_error_frame:
            self._note_error(at_ns, message)
            return
        if self._looks.left_out:
            self._looks.before(at_ns, self._last_ns)
        delays = self.delays
        if delays.least_ns is None or delay_ns < delays.least_ns:
            delays.least_ns = delay_ns
        if delay_ns > delays.bearable_ns:
            delays.note_late(at_ns + delay_ns, delay_ns)
        elif delays.late_since_ns is not None:
            delays.late_since_ns = None
        if at_ns - self._last_ns > self._limit_ns or not self._awake:
            self._note_gap(at_ns)
            self._resume(at_ns)
        self._last_ns = at_ns
        station = (self._extended if message.is_extended_id else self._stations).get(message.arbitration_id)
        if station is None:
            self._note_unknown(at_ns, message)
            return
        if message.is_remote_frame:
            return  # someone asks for the message; its sender has not sent it
        if station.fd is not None and message.is_fd is not station.fd:
            self._note_format(station, at_ns, message)
            return
        if station.changes:
            self._read(station)
            station.changes = 0
        last_ns = station.last_ns if station.last_ns >= self._passed_ns else self._last_of(station)
        if at_ns - last_ns > station.gap_limit_ns > 0 and last_ns >= self._awake_since_ns and not station.missing:
            self._find(
                "cycle",
                f"{station.spec.name} after {(at_ns - last_ns) / MS:.1f} ms"
                f" instead of {(station.spec.cycle_ns or 0) / MS:g} ms",
                at_ns,
                station.spec,
            )
        if station.multiplexed:
            self._decode_page(station, at_ns, message)
        elif message is not station.message:
            self._decode(station, at_ns, message)
        station.last_ns = at_ns
        station.missing = False
        if self._gap is not None and station is self._master:
            self._judge_gap(*self._gap)
        if self._looks.left_out and station.gap_limit_ns and not station.lanes:
            self._look_again()  # it can be missing from now on

    def _decode(self, station: Station, at_ns: int, message: can.Message) -> None:
        station.message = message
        data = bytes(message.data)
        if data == station.data:
            return
        self._note_return(station, at_ns, data)
        station.data = data
        try:
            values = station.codec.decode(data)
        except DecodeError as error:
            self._find("length", str(error), at_ns, station.spec)
            return
        before, station.values = station.values, values
        when = self._when(station, at_ns, station.last_ns)
        tracks = station.tracks
        for name, value in values.items():
            if value != before.get(name) and not tracks[name].shows(value):
                self._check_value(station, name, value, at_ns)
                tracks[name].add(when, value)
        if station is self._master and self._master_state.shows("asleep"):
            self._limit_ns = -1

    def _note_return(self, station: Station, at_ns: int, data: bytes) -> None:
        """Find a message that has its payload of one cycle ago again and again, and another one in between.

        Two nodes send it then, each in its own cycle. What one ECU sends as it changes keeps no such time.
        """
        name, cycle_ns = station.spec.name, station.spec.cycle_ns or 0
        if data == station.before and abs(at_ns - station.before_ns - cycle_ns) <= CYCLE_JITTER_NS:
            count, last_ns = self._returns.get(name, (0, 0))
            in_a_row = at_ns - last_ns <= cycle_ns + CYCLE_JITTER_NS
            self._returns[name] = (count + 1 if in_a_row else 1, at_ns)
            if self._returns[name][0] == MOST_RETURNS:
                text = "bears two payloads in turn, each in its own cycle, as if two nodes sent it"
                self._find("two senders", f"{name} {text}", at_ns, station.spec)
        station.before, station.before_ns = station.data, station.last_ns

    def _decode_page(self, station: Station, at_ns: int, message: can.Message) -> None:
        """Take the page that this frame carries: for a signal the last frame counts that had it, not any."""
        data = bytes(message.data)
        if data != station.data:
            station.data = data
            station.page = {}
            try:
                station.page = station.codec.decode(data)
            except DecodeError as error:
                self._find("length", str(error), at_ns, station.spec)
        for name, value in station.page.items():
            track = station.tracks[name]
            if not track.shows(value):
                self._check_value(station, name, value, at_ns)
                track.add(self._when(station, at_ns, station.heard_ns.get(name, -1)), value)
            station.heard_ns[name] = at_ns

    def _when(self, station: Station, at_ns: int, last_ns: int) -> Interval:
        """Tell when a value came up whose signal was last heard at `last_ns`; negative for never."""
        return Interval(self._earliest(station, at_ns, last_ns) - self._error_ns, at_ns + self._error_ns)

    def _earliest(self, station: Station, at_ns: int, last_ns: int) -> int:
        previous_ns = max(last_ns, 0)
        if not station.spec.on_change or last_ns < 0:
            return previous_ns
        if last_ns < self._awake_since_ns:
            return max(previous_ns, self._awake_since_ns - WAKE_UP_NS)
        if station.spec.cycle_ns is not None and at_ns - previous_ns >= station.spec.cycle_ns - CYCLE_JITTER_NS:
            # The frame is due anyway: one that was sent at the change, before it, may have been lost.
            return previous_ns
        return max(previous_ns, at_ns - change_to_frame_ns(station.spec))

    def _check_value(self, station: Station, name: str, value: Value, at_ns: int) -> None:
        if not station.codec.means(name, value):
            text = f"{name} = {value}, which has no meaning in {station.spec.name}"
            self._find("value", text, at_ns, station.spec)

    def _note_unknown(self, at_ns: int, message: can.Message) -> None:
        if (message.arbitration_id, message.is_extended_id) in self._recorder._beside[self._bus]:
            return
        number = identifier(message.arbitration_id, extended=message.is_extended_id)
        key, extended = message.arbitration_id, message.is_extended_id
        known = (ear._station(key, extended=extended) for ear in self._recorder._ears.values())
        spec = next((station.spec for station in known if station is not None), None)
        self._note_strange("unknown id", f"{number} is in no database of {self._bus}", at_ns, spec)

    def _note_format(self, station: Station, at_ns: int, message: can.Message) -> None:
        """Note a frame of the other format: another message, although the identifier is that of a known one."""
        formats = {True: "CAN FD", False: "classic CAN"}
        text = f"{station.spec.name} came as {formats[message.is_fd]}; allowed: {formats[not message.is_fd]}"
        self._note_strange("format", text, at_ns, station.spec)

    def _note_error(self, at_ns: int, message: can.Message) -> None:
        if is_overflow(message):
            self._note_strange("overflow", f"the adapter of the {self._bus} bus has lost frames", at_ns)
        elif is_bus_off(message):
            self._note_strange("bus-off", f"the adapter has left the {self._bus} bus", at_ns)
        else:
            text = f"an error of class 0x{message.arbitration_id:X} on the {self._bus} bus"
            self._note_strange("error frame", text, at_ns)

    def _note_strange(self, monitor: str, text: str, at_ns: int, spec: MessageSpec | None = None) -> None:
        """Note it once in a scenario: what is wrong with the bus is wrong many times a second."""
        if text not in self._strange:
            self._strange.add(text)
            self._find(monitor, text, at_ns, spec)

    def _find(self, monitor: str, text: str, at_ns: int, spec: MessageSpec | None = None) -> None:
        senders = () if spec is None else spec.senders
        sender = senders[0] if len(senders) == 1 else ""
        message = "" if spec is None else spec.name
        self._recorder._findings.append(Finding(monitor, f"{self.channel}: {text}", at_ns, sender, message))

    def _note_gap(self, at_ns: int) -> None:
        """Keep a pause that came while the bus was awake; the next word of its master tells what it was."""
        if 0 <= self._last_ns < at_ns - self._gap_limit_ns and self._master_state.shows("awake"):
            self._gap = (self._last_ns, at_ns)

    def _judge_gap(self, begin_ns: int, end_ns: int) -> None:
        """Report a gap unless it was a loss of supply, which `deafness` asks for.

        A master that lost its supply begins anew with *waking*; one that is still awake never paused.
        """
        self._gap = None
        if not self._master_state.shows("awake"):
            self.pauses.append(begin_ns)
        if self._master_state.shows("awake"):
            gap_ms = (end_ns - begin_ns) / MS
            self._find("cycle", f"no frame on the {self._bus} bus for {gap_ms:.0f} ms while it was awake", end_ns)

    def _resume(self, at_ns: int) -> None:
        """Begin anew after a pause of the whole bus: it slept or had no supply, and no cycle spans that."""
        self._read_all()
        self._awake_since_ns = at_ns
        self._limit_ns = self._pause_ns
        if not self._awake:
            self._awake = True
            self._activity.add(Interval.at(at_ns, self._error_ns), "awake")
            self._silence.arm_in(SILENCE_NS)

    def _check_silence(self) -> None:
        steady = self._wires.steady() if self._wires is not None and self._known else None
        if steady is not None and steady[0] is self._pattern:
            last_ns, doubtful = steady[1], self._others
        else:
            self._settle()
            holds = self._known and self._wires is not None and self._wires.pattern() is self._pattern
            last_ns, doubtful = self._last_ns, self._others if holds else self._all
        self._check_missing(doubtful, last_ns)
        silent_ns = self._kernel.now_ns - last_ns
        if silent_ns >= SILENCE_NS:
            self._awake = False
            self._activity.add(Interval(last_ns - self._error_ns, last_ns + self._error_ns), "asleep")
        elif steady is not None and self._cannot_end(steady[0]):
            self._looks.leave_out(last_ns)
        else:
            self._silence.arm_in(SILENCE_NS - silent_ns)

    def _cannot_end(self, pattern: Pattern) -> bool:
        """Tell whether neither the bus falls silent nor a message is missing as long as a pattern is followed."""
        return (
            pattern is self._pattern
            and pattern.longest_pause_ns < SILENCE_NS // 2
            and all(station.missing or station.last_ns < 0 for station in self._others)
        )

    def pattern_ends(self) -> None:
        """Look for silence again."""
        if self._looks.left_out:
            self._settle()
            self._look_again()

    def _look_again(self) -> None:
        self._silence.arm_at(self._looks.take_up(self._kernel.now_ns, self._last_ns))

    def _check_missing(self, stations: Iterable[Station], now_ns: int) -> None:
        """Find cyclic messages that stopped, or did not come back, while their bus goes on for long.

        Args:
            stations: Which of them may be missing.
            now_ns: The end of the last frame on the bus.
        """
        awake_ns = self._awake_since_ns
        for station in stations:
            limit_ns = station.gap_limit_ns
            if not limit_ns or station.missing:
                continue
            latest_ns = now_ns - limit_ns - PATIENCE_NS
            if station.last_ns >= latest_ns or awake_ns >= latest_ns:
                continue  # whatever was passed over since
            last_ns = self._last_of(station)
            if last_ns < 0:
                continue
            since_ns = max(last_ns, awake_ns)
            if since_ns < latest_ns:
                station.missing = True
                self._find(
                    "cycle",
                    f"{station.spec.name} was not sent for {(now_ns - since_ns) / MS:.0f} ms"
                    f" instead of {(station.spec.cycle_ns or 0) / MS:g} ms while the bus was awake",
                    now_ns,
                    station.spec,
                )
