"""All faulty rigs, each with a scenario on a known vehicle and the verdict that it must come to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import chain
from typing import Any

from clock.kernel import MS
from proof.faulty_rigs import ears
from proof.faulty_rigs.ears import Ear
from proof.faulty_rigs.instruments import (
    Wrap,
    answering,
    never,
    refusing,
    silent,
    the_one_before,
    with_channels,
)
from proof.faulty_rigs.known import (
    FAIL,
    FAULT,
    FOREVER_S,
    HORN,
    LATE,
    LOCK,
    LOCKS,
    LOCKS_CYCLE_NS,
    NEVER,
    NO_PROMPT,
    PASS,
    PROMPT,
    SETUP,
    UNSURE,
    UNTOUCHED,
)
from proof.faulty_rigs.laboratory import OF_A_LABORATORY
from proof.faulty_rigs.rig import FaultyRig, at, late_by
from rigs.errors import BusFault
from rigs.recording.integrity import BUS_OFF, CONTROLLER_ERROR, RECEIVE_OVERFLOW
from rigs.values.measurement import Verdict


def _clock(name: str, description: str, ear: Ear) -> Iterator[FaultyRig]:
    """Make a clock that is wrong on all buses, on a vehicle that is good and on one that is late."""
    make = partial(FaultyRig, description=description, scenario=LOCK, ends=FAULT, ears={"*": ear})
    yield make(id=f"clock-{name}")
    yield make(id=f"clock-{name}-late-lock", fault=LATE)


CLOCKS = (
    *_clock("late", "All stamps are 0.4 s late.", ears.lagging(0.4)),
    *_clock("early", "All stamps are 0.4 s early.", ears.lagging(-0.4)),
    *_clock("at-half-speed", "The clock of the stamps runs at half the speed.", ears.running_at(0.5)),
    *_clock("fast", "The clock of the stamps runs at 1.5 times the speed.", ears.running_at(1.5)),
    *_clock("jumps-ahead", "The clock of the stamps jumps 3 s ahead in the scenario.", ears.jumping(3.0, 10.0)),
    *_clock("jumps-back", "The clock of the stamps jumps 3 s back in the scenario.", ears.jumping(-3.0, 10.0)),
    *_clock("stands-still", "The clock of the stamps stands still from 10 s on.", ears.stuck_from(10.0)),
)

HEARD: Mapping[str, tuple[str, Ear]] = {
    "frames-lost": ("One frame of 40 is lost.", ears.losing(40)),
    "adapter-overflows": (
        "The adapter tells of an overflow.",
        ears.telling(CONTROLLER_ERROR, bytes([0, RECEIVE_OVERFLOW])),
    ),
    "bus-off": ("The adapter tells that it has left the bus.", ears.telling(BUS_OFF)),
    "deaf-for-a-moment": ("Nothing is heard for a third of a second.", ears.deaf(12.0, 12.3)),
    "deaf-from-the-start": ("Nothing is ever heard.", ears.deaf(0.0, FOREVER_S)),
    "deaf-to-the-end": ("Nothing is heard from 30 s on.", ears.deaf(30.0, FOREVER_S)),
    "frames-shortened": ("Each frame has lost its last byte.", ears.changing(ears.shortened)),
    "identifiers-of-29-bits": ("All identifiers are taken for those of 29 bits.", ears.changing(ears.extended)),
}

NOTHING_HEARD = frozenset({"deaf-from-the-start", "identifiers-of-29-bits"})
"""The faults with which a vehicle never shows that it is at rest."""

DEAF = tuple(
    FaultyRig(
        id=f"{name}{of}",
        description=description,
        scenario=scenario,
        ends=SETUP if name in NOTHING_HEARD else FAULT,
        fault=fault,
        ears={"*": ear},
    )
    for name, (description, ear) in HEARD.items()
    for of, scenario, fault in (("", LOCK, None), ("-late-lock", LOCK, LATE), ("-untouched", UNTOUCHED, None))
    if name != "deaf-to-the-end" or fault is None  # of a late lock the verdict is there before
)


def _on_lock(name: str, description: str, ends: Verdict, *, fault: str | None = None, **wrong: Any) -> FaultyRig:
    return FaultyRig(id=name, description=description, scenario=LOCK, ends=ends, fault=fault, **wrong)


FRAMES = (
    _on_lock(
        "changes-lost-late-lock",
        "Each frame of the doors that tells of a change at once is lost.",
        UNSURE,
        fault=LATE,
        ears={"*": ears.losing_changes(LOCKS, LOCKS_CYCLE_NS)},
    ),
    _on_lock(
        "one-bus-deaf", "Nothing is heard of one bus of two.", SETUP, ears={"comfort": ears.deaf(0.0, FOREVER_S)}
    ),
    _on_lock("frames-doubled", "Each frame is heard twice.", PASS, ears={"*": ears.repeating(2)}),
    _on_lock(
        "frames-echoed", "Each frame is heard again 5 ms later.", FAULT, ears={"*": ears.repeating(2, 5 * MS)}
    ),
    _on_lock("frames-echoed-never-lock", "Likewise.", FAULT, fault=NEVER, ears={"*": ears.repeating(2, 5 * MS)}),
    _on_lock(
        "frames-reordered", "Each two frames come in the wrong order.", FAULT, ears={"*": ears.swapping_neighbours}
    ),
    _on_lock(
        "frames-in-bursts", "Frames come late, those of a second at once.", PASS, ears={"*": ears.in_bursts(1.0)}
    ),
    _on_lock(
        "frames-in-bursts-late-lock",
        "Frames come late, those of a second at once.",
        FAIL,
        fault=LATE,
        ears={"*": ears.in_bursts(1.0)},
    ),
    _on_lock(
        "payloads-frozen", "Each message keeps the payload that it had first.", SETUP, ears={"*": ears.frozen}
    ),
    _on_lock(
        "payloads-inverted",
        "The frames of the doors have all bits inverted.",
        SETUP,
        ears={"comfort": ears.changing(ears.inverted, LOCKS)},
    ),
)


def _lost_bus() -> None:
    raise BusFault("bus comfort was lost: No such device")


PROCESSES = tuple(
    _on_lock(f"{name}{of}", description, FAULT, fault=fault, change=change)
    for name, description, change in (
        ("server-late", "The server of the vehicle has acted 2 s late.", late_by(2.0, "the server")),
        ("adapter-unplugged", "The adapter is unplugged in the scenario.", at(12.0, _lost_bus)),
    )
    for of, fault in (("", None), ("-late-lock", LATE))
)


def _latches(name: str, description: str, ends: Verdict, wrap: Wrap, fault: str | None = None) -> FaultyRig:
    return _on_lock(f"latch-sensors-{name}", description, ends, fault=fault, instruments={"io": wrap})


LATCHES = (
    _latches("silent", "The card of the latch sensors never answers.", FAULT, answering(lambda *_: "")),
    _latches("lost", "The card of the latch sensors answers no more after a while.", FAULT, never(after=5)),
    _latches(
        "in-volts",
        "The latch sensors answer in volts.",
        FAULT,
        answering(lambda _, said: f"{float(said) * 5:.1f}"),
    ),
    _latches(
        "with-comma",
        "The latch sensors answer with a decimal comma.",
        FAULT,
        answering(lambda _, said: f"{said},0"),
    ),
    _latches("refused", "The card refuses the ignition.", FAULT, refusing("@111")),
    _latches(
        "swapped",
        "The sensors of two doors are swapped.",
        SETUP,
        with_channels({"211": "212", "212": "211"}),
    ),
    _latches("swapped-never-lock", "Likewise.", SETUP, with_channels({"211": "212", "212": "211"}), NEVER),
    _latches(
        "inverted-late-lock",
        "The latch sensors are inverted.",
        SETUP,
        answering(lambda _, said: {"0": "1", "1": "0"}.get(said, said)),
        LATE,
    ),
)


def _meter(name: str, description: str, change: Callable[[str], str], ends: Verdict = FAULT) -> FaultyRig:
    wrap = answering(lambda _, said: change(said))
    return FaultyRig(
        id=f"meter-{name}", description=description, scenario=HORN, ends=ends, instruments={"sound": wrap}
    )


METERS = (
    _meter(
        "with-comma", "The sound level meter answers with a decimal comma.", lambda said: said.replace(".", ",")
    ),
    _meter("in-groups", "The sound level meter answers with a digit too many.", lambda said: f"1,{said}"),
    _meter("without-value", "The sound level meter answers that it has no value.", lambda _: "9.91E37"),
    _meter("not-a-number", "The sound level meter answers NAN.", lambda _: "NAN"),
    _meter("empty", "The sound level meter answers nothing.", lambda _: ""),
    _meter(
        "with-unit",
        "The sound level meter adds a unit that the rig file does not know.",
        lambda said: f"{said} dB",
    ),
    FaultyRig(
        id="meter-the-one-before",
        description="The sound level meter answers each query with what belongs to the one before.",
        scenario=HORN,
        ends=PASS,
        instruments={"sound": the_one_before()},
    ),
    FaultyRig(
        id="meter-lost",
        description="The sound level meter answers no more after a while.",
        scenario=HORN,
        ends=FAULT,
        instruments={"sound": never(after=3)},
    ),
)

CAPTURES = tuple(
    FaultyRig(
        id=f"{name}{of}", description=description, scenario=scenario, ends=FAULT, instruments={"audio": wrap}
    )
    for name, description, wrap in (
        ("capture-silent", "The microphone in the cabin hears nothing.", silent(0.0)),
        ("capture-falls-silent", "The microphone in the cabin hears nothing from 5 s on.", silent(5.0)),
    )
    for of, scenario in (("", NO_PROMPT), ("-prompt", PROMPT))
)


def by_id(rigs: Iterator[FaultyRig]) -> Mapping[str, FaultyRig]:
    """Return faulty rigs by their ids, in their order.

    Raises:
        ValueError: Two have the same id.
    """
    found: dict[str, FaultyRig] = {}
    for rig in rigs:
        if rig.id in found:
            raise ValueError(f"rig {rig.id!r} is there twice")
        found[rig.id] = rig
    return found


FAULTY_RIGS: Mapping[str, FaultyRig] = by_id(
    chain(CLOCKS, DEAF, FRAMES, PROCESSES, LATCHES, METERS, CAPTURES, OF_A_LABORATORY)
)
"""Every faulty rig by its id."""
