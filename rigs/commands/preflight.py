"""Open each thing of a bench, switch the vehicle on, listen, and tell a line of each."""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import pairwise
from statistics import median

from clock.kernel import MS, S, seconds
from rigs.bindings.instrument import FOREIGN, InstrumentLink, apply
from rigs.bindings.stamps import MeasuredStamps
from rigs.commands import rig_of
from rigs.errors import ConfigurationError, HarnessError, RigFault, SuiteError
from rigs.files.dialect import on_channel
from rigs.files.known import BENCH
from rigs.files.rig_file import RigFile
from rigs.kinds.bench import Bench
from rigs.ports.controls import IGNITION
from rigs.run.guard import closed_at_rest, guarded
from rigs.run.hold import Held, bench_hold
from rigs.run.session import Plan

LISTEN_S = 5.0
"""Time in s in which each cyclic message of a vehicle that is awake has come a few times."""

IDENTITY = "*IDN?"
"""The query for who an instrument is (IEEE 488.2, 10.14)."""


SILENT = "nothing proves that it is there"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell argparse what is opened, and for how long."""
    rig_of.add_arguments(parser)
    parser.add_argument(
        "--listen",
        metavar="S",
        type=float,
        default=LISTEN_S,
        help="seconds in which the buses are heard; default: 5",
    )


def run(options: argparse.Namespace) -> int:
    """Open everything once.

    Returns:
        0 where all is there, 1 where something is not or the file is not allowed.
    """
    try:
        plan = rig_of.plan_of(options, keep_traffic=True)
        if plan.rig.kind != BENCH.name:
            raise ConfigurationError(
                plan.path, "kind", plan.rig.kind, "must be 'bench'; others need no pre-flight"
            )
        command = f"python -m rigs preflight {plan.path}"
        with (
            bench_hold(plan.rig.name, command) as hold,
            guarded(plan.rig, plan.lab, command, hold.beat) as watchdog,
            closed_at_rest(watchdog, _bench(plan)) as bench,
        ):
            watchdog.tell_loss(bench.abandon_soon)
            preflight = Preflight(plan.rig, bench)
            for line in preflight.lines(options.listen):
                sys.stdout.write(f"{line}\n")
                sys.stdout.flush()
    except (ConfigurationError, SuiteError, Held, RigFault) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(
        "everything is there\n" if not preflight.lost else f"not there: {', '.join(preflight.lost)}\n"
    )
    return 1 if preflight.lost else 0


def _bench(plan: Plan) -> Bench:
    return Bench(plan.rig, keep_traffic=True, lab=plan.lab, vehicle=plan.vehicle)


class Preflight:
    """A look at each part of a bench.

    Args:
        rig: The rig file.
        bench: What it names, closed.

    Attributes:
        lost: What is not there.
    """

    def __init__(self, rig: RigFile, bench: Bench) -> None:
        self._rig = rig
        self._bench = bench
        self.lost: list[str] = []

    def lines(self, listen_s: float) -> Iterator[str]:
        """Yield a line of each part, as it has been opened; at last one of each bus that was heard.

        Args:
            listen_s: How long the buses are heard, in s.
        """
        for name, open_part in self._bench.parts():
            yield self._told(name, open_part)
        if self.lost:
            return  # a vehicle is not switched on by half a bench
        lost = self._bench.isolation_problem()
        if lost is not None:
            self.lost.append("isolation")
            yield f"isolation: {lost}"
            return  # nor by one from which a call could leave
        if self._rig.isolation is not None:
            yield f"isolation: {self._rig.isolation.by}, network {self._rig.isolation.network_identity}"
        try:
            step = "at rest"
            self._bench.calm_down()
            step = "power_on"
            self._bench.switch_on()
            step = "diagnosis"
            self._bench.identify()
            step = "listening"
            self._listen(listen_s)
        except HarnessError as error:
            self.lost.append(step)
            yield f"{step}: {error}"
            return
        if self._rig.diagnosis:
            yield f"diagnosis: {', '.join(self._rig.diagnosis)} are what the file says"
        for bus in self._rig.buses:
            yield from self._heard(str(bus))

    def _told(self, name: str, open_part: Callable[[], object]) -> str:
        kind, _, part = name.partition(" ")
        try:
            open_part()
        except RigFault as fault:
            self.lost.append(name)
            return f"{name}: {f'{fault}'.removeprefix(f'{name} ').removeprefix(f'{part}: ')}"
        match kind:
            case "bus":
                return f"{name}: {self._bench.adapters[part].opened_as}"
            case "instrument":
                return f"{name}: {self._identity(name, self._bench.instruments[part])}"
            case "service":
                service = self._rig.services[part]
                return f"{name}: {service.driver}{f' at {service.url}' if service.url else ''}"
        return f"{name}: there"

    def _identity(self, name: str, link: InstrumentLink) -> str:
        """Ask an instrument who it is; one that its driver does not know, or that is silent, is not there."""
        known = link.dialect.identity
        said = _identity(link) if known or not link.driver else f"{link.driver}, {_sign_of_life(link)}"
        if known is not None and re.fullmatch(known, said) is None:
            said += f", and the driver {link.driver!r} knows no such instrument"
        elif SILENT not in said or not link.driver:
            return said
        self.lost.append(name)
        return said

    def _listen(self, listen_s: float) -> None:
        """Hear the vehicle with its ignition on, which wakes it where the rig can turn it."""
        turn = self._rig.stimuli.get(IGNITION.name)
        for state in ("on", "off"):
            if turn is not None:
                apply(IGNITION.name, turn, self._bench.instruments[turn.instrument], state)
            if state == "on":
                self._bench.kernel.run_for(seconds(listen_s))

    def _heard(self, bus: str) -> Iterator[str]:
        """Yield how the clock of a bus runs, and what each ECU has sent."""
        frames = self._bench.recorder.traffic
        channel = self._rig.log_channels[bus]
        came: defaultdict[tuple[int, bool], list[int]] = defaultdict(list)
        for at_ns, on, message in frames.frames if frames is not None else ():
            if on == channel and not message.is_error_frame:
                came[message.arbitration_id, message.is_extended_id].append(at_ns)
        if not came:
            self.lost.append(f"frames on bus {bus}")
            yield f"bus {bus}: not a frame was heard; the vehicle sleeps, or nothing is connected"
            return
        yield f"bus {bus}: {sum(map(len, came.values()))} frames; {self._clock(bus)}"
        senders: defaultdict[str, list[str]] = defaultdict(list)
        for spec in self._rig.load_network().messages(bus):
            times_ns = came.pop((spec.frame_id, spec.extended), [])
            if times_ns:
                senders[", ".join(spec.senders) or "nobody"].append(f"{spec.name} {_cycle(times_ns)}")
        for sender, messages in sorted(senders.items()):
            yield f"  {sender}: {', '.join(messages)}"
        if came:
            unknown = ", ".join(
                f"0x{number:X} {_cycle(times_ns)}" for (number, _), times_ns in sorted(came.items())
            )
            yield f"  in no database: {unknown}"

    def _clock(self, bus: str) -> str:
        stamps = self._bench.adapters[bus].stamps
        doubt = stamps.doubt()
        if doubt is not None:
            self.lost.append(f"the clock of bus {bus}")
            return doubt
        if isinstance(stamps, MeasuredStamps) and stamps.offset_ns is not None:
            return f"clock measured: {stamps.offset_ns / S:+.6f} s, moved {stamps.drift_ns / MS:.3f} ms"
        return f"clock: {self._rig.buses[bus].clock}"


def _identity(link: InstrumentLink) -> str:
    """Ask an instrument who it is; one that does not say is no worse for it."""
    try:
        return link.query(IDENTITY).strip() or "says nothing of itself"
    except FOREIGN as error:
        if link.error_query:  # which has been answered at the opening
            return f"there, but does not answer {IDENTITY}"
        return f"{SILENT}: no error queue, and no answer to {IDENTITY} ({error})"


def _sign_of_life(link: InstrumentLink) -> str:
    """Ask an instrument that cannot say who it is for something that it knows."""
    reading = next(iter(link.dialect.reads.values()), None)
    if reading is None:
        return "which cannot say who it is"
    query = on_channel(reading.query, min(reading.channels, default=None))
    try:
        return f"which answers {query!r} with {link.query(query).strip()!r}"
    except FOREIGN as error:
        return f"and {SILENT}: no answer to {query!r} ({error})"


def _cycle(times_ns: list[int]) -> str:
    if len(times_ns) < 3:
        return f"({len(times_ns)})"
    gaps = [after - before for before, after in pairwise(times_ns)]
    return f"{median(gaps) / MS:.1f} ms"
