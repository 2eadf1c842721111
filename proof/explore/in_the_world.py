"""What calls and the world around bring: calls and their ends, time, sleep, network, supply."""

from __future__ import annotations

from collections.abc import Iterator

from proof.explore.action import Action, Expected, Test, both, known_as, negated, notes
from proof.explore.knowledge import SETS_UP_S, Knowledge
from rigs.ports import centre, psap
from rigs.ports.port import Observation
from rigs.ports.signals import signal

TIME = "time"
"""The function that each interleaving has: without time little comes about."""

WAITS = ("1 s", "5 s", "15 s", "70 s", "5 min")
LONG_WAITS = ("10 min", "20 min", "2 h")
"""Times that cost little only while the vehicle sleeps."""

CALLS = ("sos_buttons", "connected")

DIRECTLY_S = 0.5
"""Time in s after the release of SOS up to which a press 1 s later hangs up for certain, and `AGAIN_S` that by
which that press is over."""

AGAIN_S = 2.5

PLACES = ((48.9, 2.3), (45.76, 4.84))
"""Latitudes and longitudes of places, in degrees, far from one another and from that at rest."""

PROMPTED_S = 8
"""Time in s after a double-push in which the first prompt has surely ended; `CONFIRMED_S`: that by which a press
of ASSISTANCE must still confirm: a prompt comes within 3 s and is 5 s long, and is confirmed for 5 s (AMB-09)."""

CONFIRMED_S = 9.5


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
        learn=_sos_pressed_again,
        expects=(
            Expected("the vehicle is in no call from 10 s to 60 s after the second press", "ECALL-17", _hangs_up),
        ),
    )
    yield Action(
        "call back",
        "When the PSAP calls back",
        CALLS,
        may=both(_waits_for_call_back, known_as(coverage=True, emergency=False)),
        learn=_dialled,
        expects=(
            Expected(
                "the PSAP and the vehicle are in voice contact in reaction to the call back",
                "ECALL-18",
            ),
        ),
    )
    yield Action(
        "assistance",
        "When the driver presses the ASSISTANCE button",
        CALLS,
        learn=_dialled,
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
        learn=_pushed,
    )
    yield Action(
        "double-push",
        f"When {PROMPTED_S} s pass",
        ("double_push", "connected"),
        may=lambda known: known.prompted and known.now_s - known.pushed_s < DIRECTLY_S,
    )
    yield Action(
        "double-push",
        "When the driver presses the ASSISTANCE button for 0.4 s",
        ("double_push", "connected"),
        may=_may_confirm,
        learn=notes(mode="geolocated", prompted=False),
        expects=(
            Expected(
                "the vehicle is in geolocated mode in reaction to the ASSISTANCE press", "PRIV-20", _switches
            ),
            Expected("no breakdown call is placed for 60 s after the ASSISTANCE press", "PRIV-20"),
        ),
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
        may=negated(known_as(ignition="off")),
        learn=_crashed,
        expects=tuple(_called("crash", "ECALL-04", "automatic")),
    )
    yield Action("SOS", "When the PSAP asks for the data set again", CALLS, may=_in_voice_contact(psap.CALL))
    for presence in ("occupied", "empty"):
        yield Action(
            "belts",
            f"Given seat passenger is {presence}",
            may=both(known_as(awake=True, ignition="on"), negated(known_as(belt=presence))),
            learn=notes(belt=presence),
        )
    for function, agent, port in (("SOS", "PSAP", psap.CALL), ("assistance", "assistance centre", centre.CALL)):
        yield Action(function, f"When the {agent} hangs up", CALLS, may=_in_voice_contact(port))


def _crashed(known: Knowledge) -> None:
    known.called = True
    _dialled(known)


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
    known.dialled_before, known.dialled = known.dialled, True
    known.called = True
    known.pressed_s = known.began_s = known.now_s


def _sos_pressed_again(known: Knowledge) -> None:
    hung_up = known.now_s - known.began_s < AGAIN_S
    known.dialled = known.dialled_before if hung_up else True
    known.called = True
    known.pressed_s, known.began_s = known.now_s, -1e9


def _dialled(known: Knowledge) -> None:
    known.dialled = True
    known.dialled_s = known.now_s


def _hangs_up(known: Knowledge) -> bool:
    """Tell whether another press comes directly after the one that has begun the call."""
    return known.now_s - known.began_s < DIRECTLY_S


def _waits_for_call_back(known: Knowledge) -> bool:
    return bool(known.shown(signal("ecall.state")) == "callback_wait" and known.shown(psap.CALL) == "ended")


def _pushed(known: Knowledge) -> None:
    known.prompted = _prompts(known)
    known.mode_sure = False
    known.pushed_s = known.now_s


def _prompts(known: Knowledge) -> bool:
    """Tell whether a double-push asks for a confirmation for certain: with the engine running, and not twice."""
    return known.ignition == "running" and not (known.emergency or known.breakdown or known.confirms)


def _may_confirm(known: Knowledge) -> bool:
    since_s = known.now_s - known.pushed_s
    return known.prompted and PROMPTED_S <= since_s < CONFIRMED_S and not (known.emergency or known.breakdown)


def _switches(known: Knowledge) -> bool:
    return known.mode != "geolocated"


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
        learn=_network_lost,
    )
    yield Action(
        "network",
        "When the network comes back",
        ("connected",),
        may=known_as(coverage=False),
        learn=notes(coverage=True),
        expects=(
            Expected(
                "the vehicle is in no call for 60 s after the return of the network", "ECALL-17", _calls_none
            ),
        ),
    )
    yield Action(
        "network",
        "When the vehicle loses the network for 20 s",
        ("connected",),
        may=known_as(coverage=True),
        learn=Knowledge.network_lost,
    )
    yield Action(
        "supply",
        "When the supply of the vehicle fails for 10 s",
        may=known_as(ignition="off"),
        learn=Knowledge.supply_failed,
        expects=(
            Expected(
                "the vehicle is in no call for 60 s after the failure of the supply", "ECALL-17", _calls_none
            ),
        ),
    )
    for latitude, longitude in PLACES:
        yield Action(
            "place",
            f"When the vehicle drives on to {latitude}, {longitude} and stops there",
            may=known_as(ignition="running"),
        )
    yield Action(
        "place", "Given no satellites are received", may=known_as(satellites=True), learn=notes(satellites=False)
    )
    yield Action(
        "place",
        "Given satellites are received again",
        may=known_as(satellites=False),
        learn=notes(satellites=True),
    )
    for temperature_c in (-10, 20):
        yield Action(
            "temperature",
            f"Given the temperature outside is {temperature_c} °C",
            ("rechargeable",),
            may=negated(known_as(outside_c=temperature_c)),
            learn=notes(outside_c=temperature_c),
        )


def _network_lost(known: Knowledge) -> None:
    known.coverage = False
    begins = known.dialled and known.now_s - known.dialled_s < SETS_UP_S
    known.dialled = begins or known.emergency or known.breakdown
    known.network_lost()


def _calls_none(known: Knowledge) -> bool:
    """Tell whether no call waits for the network: none was begun, or it was hung up."""
    return not (known.dialled or known.emergency or known.breakdown)
