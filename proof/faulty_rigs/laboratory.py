"""Rigs that lie or die in ways of a real laboratory: wiring, relays, power, clocks of services, a second node."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from proof.faulty_rigs import ears
from proof.faulty_rigs.instruments import Wrap, amplified, frozen, not_done
from proof.faulty_rigs.known import (
    FAULT,
    LATE,
    LOCK,
    LOCKS,
    LOCKS_CYCLE_NS,
    NEVER,
    NO_PROMPT,
    PASS,
    PROMPT,
    SETUP,
    UNTOUCHED,
)
from proof.faulty_rigs.rig import FaultyRig, late_by, supplied, with_stranger
from proof.faulty_rigs.services import from_a_cache, with_clock_off
from rigs.values.measurement import Verdict

BANNER = (
    "features/remote_control/locking.feature::"
    "A lock order to a locked vehicle that is awake is confirmed and leaves it locked"
)
LEVEL = "features/status/home_page.feature::The home page shows the charge level of 7 % of a vehicle that is awake"
CALL = (
    "features/emergency_call/data.feature::"
    "The PSAP has the data set of a manual call from a vehicle that is asleep"
)
STARTED = "features/remote_control/locking.feature::A lock order locks a vehicle that is started"
CALL_AGAIN = (
    "features/emergency_call/manual.feature::The SOS button calls again after a call that the PSAP has ended"
)

PROTOCOL_ERROR = 0x08 | 0x80
"""The class of error frame by which an adapter tells that a frame on the bus was broken (linux/can/error.h)."""


AHEAD, BACK = ears.jumping(3600.0, 4.0), ears.jumping(-3600.0, 4.0)


def _io(part: str) -> Mapping[str, Wrap]:
    """Have a relay card that takes commands with some part and does nothing."""
    return {"io": not_done(part)}


def _audio(gain: float) -> Mapping[str, Wrap]:
    """Have a capture of another gain."""
    return {"audio": amplified(gain)}


def _on_each(name: str, description: str, ends: Verdict, **wrong: Any) -> Iterator[FaultyRig]:
    """Make a fault on a vehicle that is good, on one that locks late, and on one that nobody orders anything."""
    for of, scenario, fault in (("", LOCK, None), ("-late-lock", LOCK, LATE), ("-untouched", UNTOUCHED, None)):
        yield FaultyRig(
            id=f"{name}{of}", description=description, scenario=scenario, ends=ends, fault=fault, **wrong
        )


def _once(name: str, scenario: str, description: str, ends: Verdict, **wrong: Any) -> FaultyRig:
    return FaultyRig(id=name, description=description, scenario=scenario, ends=ends, **wrong)


BRIDGED = {"comfort": ("comfort", "inter_system"), "inter_system": ("inter_system", "comfort")}
SWAPPED = {"comfort": ("inter_system",), "inter_system": ("comfort",)}

WIRING = (
    *_on_each("buses-swapped", "Each bus is connected to the adapter of the other one.", FAULT, wires=SWAPPED),
    *_on_each("buses-bridged", "Both channels of the adapter are on both buses.", FAULT, wires=BRIDGED),
    *_on_each(
        "bus-without-termination",
        "The adapter tells of a broken frame.",
        FAULT,
        ears={"*": ears.telling(PROTOCOL_ERROR)},
    ),
    *_on_each(
        "flag-of-can-fd",
        "The adapter takes all frames for those of CAN FD from 20 s on.",
        FAULT,
        ears={"*": ears.changing(ears.as_can_fd, from_s=20.0)},
    ),
    *_on_each(
        "second-sender",
        "A second node sends the message of the doors as it was first.",
        FAULT,
        ears={"comfort": ears.with_second_sender(LOCKS, 2.0, LOCKS_CYCLE_NS)},
    ),
    _once(
        "second-sender-never-lock",
        LOCK,
        "Likewise.",
        FAULT,
        fault=NEVER,
        ears={"comfort": ears.with_second_sender(LOCKS, 2.0, LOCKS_CYCLE_NS)},
    ),
    _once(
        "second-sender-in-a-hurry",
        LOCK,
        "A second node sends it five times as often.",
        FAULT,
        ears={"comfort": ears.with_second_sender(LOCKS, 2.0, LOCKS_CYCLE_NS // 5)},
    ),
)

TIME = (
    *_on_each(
        "summer-time-begins", "The stamps are in local time, and go an hour ahead.", FAULT, ears={"*": AHEAD}
    ),
    *_on_each("summer-time-ends", "The stamps are in local time, and go an hour back.", FAULT, ears={"*": BACK}),
    *(
        _once(
            f"phone-{how}",
            BANNER,
            f"The clock of the phone's server is {abs(by_s):g} s {how}.",
            FAULT,
            services={"phone": with_clock_off(by_s)},
        )
        for how, by_s in (("ahead", 50.0), ("behind", -3.0))
    ),
    _once(
        "phone-from-a-cache",
        LEVEL,
        "The server of the phone tells of each item what it was before its last change.",
        SETUP,
        services={"phone": from_a_cache},
    ),
    *(
        rig
        for name, late_s, who, description in (
            ("run-paused", 5.0, "this run", "The process of the run has stood still for 5 s."),
            ("server-paused", 5.0, "the server", "The server of the vehicle has stood still for 5 s."),
        )
        for rig in _on_each(name, description, FAULT, change=late_by(late_s, who))
    ),
)

POWER = (
    *_on_each(
        "supply-browns-out",
        "The supply breaks down to 5 V for 0.3 s.",
        FAULT,
        change=supplied({4.0: 5.0, 4.3: 12.6}),
    ),
    *_on_each("supply-lost", "The fuse of the supply blows.", FAULT, change=supplied({12.0: 0.0})),
    _once(
        "supply-sags",
        LOCK,
        "The supply sags to 9.5 V for 3 s, at which the vehicle goes on.",
        PASS,
        change=supplied({12.0: 9.5, 15.0: 12.6}),
    ),
)

RELAYS = (
    _once("kl15-never-closes", STARTED, "The relay of the ignition never closes.", FAULT, instruments=_io("@111")),
    _once("sos-never-closes", CALL, "The relay of the SOS button never closes.", FAULT, instruments=_io("@101")),
    _once(
        "sos-closes-once",
        CALL_AGAIN,
        "The relay of the SOS button closes once and never again.",
        FAULT,
        instruments={"io": not_done("ROUT:CLOS (@101)", after=1)},
    ),
    _once(
        "relays-without-power", LOCK, "The relay card has no power for its coils.", SETUP, instruments=_io("ROUT:")
    ),
)

SENSES = (
    _once(
        "capture-at-a-tenth", PROMPT, "The gain of the microphone is 20 dB too low.", PASS, instruments=_audio(0.1)
    ),
    _once("capture-overdriven", PROMPT, "Its gain is 30 dB too high.", FAULT, instruments=_audio(30.0)),
    _once("capture-overdriven-no-prompt", NO_PROMPT, "Likewise.", PASS, instruments=_audio(30.0)),
    _once("capture-all-but-deaf", PROMPT, "Its gain is 60 dB too low.", FAULT, instruments=_audio(0.001)),
    _once(
        "latch-sensors-frozen",
        LOCK,
        "The card of the latch sensors gives the answers of the first question for ever.",
        SETUP,
        instruments={"io": frozen("MEAS:DIG? (@21")},
    ),
    _once("unit-is-another", LOCK, "Another ECU is behind the port of diagnosis.", FAULT, change=with_stranger),
)

OF_A_LABORATORY = tuple(chain(WIRING, TIME, POWER, RELAYS, SENSES))
"""All of them."""
