"""What calls and the world around bring: calls and their ends, time, sleep, network, supply."""

from __future__ import annotations

from collections.abc import Iterator

from proof.explore.action import Action, Expected, Test, both, known_as, negated, notes
from proof.explore.knowledge import Knowledge
from rigs.ports import centre, psap
from rigs.ports.port import Observation

TIME = "time"
"""The function that each interleaving has: without time little comes about."""

WAITS = ("1 s", "15 s", "70 s", "5 min")
LONG_WAITS = ("10 min", "20 min", "2 h")
"""Times that cost little only while the vehicle sleeps."""

CALLS = ("sos_buttons", "connected")


def calls() -> Iterator[Action]:
    """Yield what is done with buttons, crash and agents."""
    yield Action(
        "SOS",
        "When the driver presses the SOS button",
        (*CALLS, "policy_regulated"),
        may=negated(known_as(emergency=True)),
        learn=_sos_pressed,
        expects=tuple(_called("SOS press", "ECALL-05", "manual")),
    )
    yield Action(
        "SOS",
        "When the driver presses the SOS button again 1 s after releasing it",
        CALLS,
        may=known_as(called=True, emergency=True),
        learn=_sos_pressed,
    )
    yield Action(
        "assistance",
        "When the driver presses the ASSISTANCE button",
        CALLS,
        expects=(
            Expected("the assistance centre is called in reaction to the ASSISTANCE press", "BCALL-02", _assists),
            Expected(
                "the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press",
                "BCALL-02",
                _assists,
            ),
            Expected(
                "the assistance centre has the data set in reaction to the ASSISTANCE press",
                "BCALL-04",
                _assists,
            ),
            Expected(
                "the assistance centre has the position of the vehicle in reaction to the ASSISTANCE press",
                "BCALL-06",
                both(_assists, known_as(mode="geolocated")),
            ),
        ),
    )
    yield Action(
        "double-push",
        "When the driver presses the SOS and ASSISTANCE buttons together",
        ("double_push", "connected"),
        may=negated(known_as(emergency=True)),
        learn=lambda known: setattr(known, "pushed_s", known.now_s),
    )
    yield Action(
        "crash",
        "When the driver turns the ignition on",
        may=known_as(ignition="off"),
        learn=notes(ignition="on"),
    )
    yield Action(
        "crash",
        "When a crash deploys the airbags",
        CALLS,
        may=lambda known: not known.crashed and known.ignition != "off",
        learn=notes(crashed=True, called=True),
        expects=tuple(_called("crash", "ECALL-04", "automatic")),
    )
    for function, agent, port in (("SOS", "PSAP", psap.CALL), ("assistance", "assistance centre", centre.CALL)):
        yield Action(function, f"When the {agent} hangs up", CALLS, may=_in_voice_contact(port))


def _in_voice_contact(port: Observation) -> Test:
    return lambda known: known.shown(port) == "voice"


def _called(cause: str, requirement: str, activation: str) -> Iterator[Expected]:
    """Yield what must come of what places an emergency call."""
    free = both(known_as(coverage=True), negated(known_as(emergency=True)))
    yield Expected(f"the PSAP is called in reaction to the {cause}", requirement, free)
    voice = "the PSAP and the vehicle are in voice contact"
    yield Expected(f"{voice} in reaction to the {cause}", requirement, free)
    yield Expected(f"the PSAP has the minimum set of data in reaction to the {cause}", "ECALL-12", free)
    yield Expected(
        f"the data set tells of {_an(activation)} activation in reaction to the {cause}", "ECALL-12", free
    )


def _an(word: str) -> str:
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"


def _sos_pressed(known: Knowledge) -> None:
    known.called = True
    known.pressed_s = known.now_s


def _assists(known: Knowledge) -> bool:
    busy = known.emergency or known.breakdown or known.confirms
    return known.coverage and known.mode != "private" and not busy


def world() -> Iterator[Action]:
    """Yield time, sleep, network and supply."""
    for duration in WAITS:
        yield Action(TIME, f"When {duration} pass")
    for duration in LONG_WAITS:
        yield Action("sleep", f"When {duration} pass", may=known_as(may_sleep=True))
    yield Action("sleep", "Given the vehicle is asleep", may=known_as(may_sleep=True))
    yield Action(
        "network",
        "Given the vehicle has no mobile network coverage",
        ("connected",),
        may=known_as(coverage=True),
        learn=notes(coverage=False),
    )
    yield Action(
        "network",
        "Given the vehicle has mobile network coverage",
        ("connected",),
        may=known_as(coverage=False),
        learn=notes(coverage=True),
    )
    yield Action(
        "network", "When the vehicle loses the network for 20 s", ("connected",), may=known_as(coverage=True)
    )
    yield Action(
        "supply",
        "When the supply of the vehicle fails for 10 s",
        may=known_as(ignition="off"),
        learn=Knowledge.supply_failed,
    )
