"""SOS and breakdown calls: who is called, who speaks, who hangs up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pytest_bdd import given, when

from rigs.judging.condition import Condition
from rigs.ports import centre, controls, psap, senses, surroundings
from rigs.ports.port import Stimulus
from rigs.ports.signals import signal
from rigs.scene import Scene
from steps.gherkin.vocabulary import condition, enumeration, event, phrase
from steps.vehicle import press

THE_PRESS = {
    controls.SOS_BUTTON: event("the SOS press"),
    controls.ASSISTANCE_BUTTON: event("the ASSISTANCE press"),
}
THE_SECOND_PRESS = event("the second press")
THE_CRASH = event("the crash")
THE_CALL_BACK = event("the call back")
AGENTS_WORDS = ("where are you", "help is on the way")
"""Texts that an agent says, each of which has a clip (`rigs/clips`)."""

THE_AGENTS_WORDS = event("the agent's words")
THE_OCCUPANTS_WORDS = event("the occupant's words")
THE_SILENCE = event("the occupant's silence")
THE_RETURN = event("the return of the network")
CRASH_PULSE_S = 0.2
HUNG_UP_FOR_S = 10.0
CALLED = ("ringing", "data", "voice")
OVER = ("idle", "ended")
NOT_UNDER_WAY = (*OVER, "callback_wait")
"""States of a call on the bus in which nobody is called or spoken to."""

EMERGENCY_TOLD = (signal("ecall.state"),)
BREAKDOWN_TOLD = (signal("bcall.state"),)

EMERGENCY = ("emergency", "both")
BREAKDOWN = ("breakdown", "both")

enumeration("button", {"SOS": controls.SOS_BUTTON, "ASSISTANCE": controls.ASSISTANCE_BUTTON})
enumeration(
    "crash",
    {
        "deploys the airbags": (controls.AIRBAG_CRASH,),
        "deploys the airbags and fires the pre-tensioners": (controls.PRETENSIONER_CRASH, controls.AIRBAG_CRASH),
        "fires the pre-tensioners": (controls.PRETENSIONER_CRASH,),
    },
)
enumeration("seat", {seat.replace("_", " "): port for seat, port in controls.SEAT.items()})
enumeration("hanging_up", {"PSAP": psap.HANG_UP, "assistance centre": centre.HANG_UP})
enumeration("agent", {"PSAP": psap.SAY, "assistance centre": centre.SAY})
enumeration("words", {f'"{words}"': words for words in AGENTS_WORDS})
enumeration("microphone", {"mute": "mute", "connected": "connected"})
enumeration("presence", {"occupied": "occupied", "empty": "empty"})

condition("the PSAP is called", psap.CALL, test=lambda call: call in CALLED, over_network=True, happens=True)
condition(
    "the network takes a 112 call to the PSAP",
    psap.NETWORK_CALL,
    psap.CALL,
    test=lambda asked, call: call in CALLED and _is_112(asked),
    over_network=True,
    happens=True,
)
condition(
    "the network takes no 112 call to the PSAP",
    psap.NETWORK_CALL,
    psap.CALL,
    test=lambda asked, call: call not in CALLED or not _is_112(asked),
)
VOICE = condition(
    "the PSAP and the vehicle are in voice contact",
    psap.CALL,
    test=lambda call: call == "voice",
    told=(EMERGENCY_TOLD, lambda state: state == "voice"),
    stays="the PSAP and the vehicle stay in voice contact",
    over_network=True,
)
event("the start of the voice contact", VOICE)
condition(
    "the emergency call is ended",
    psap.CALL,
    test=lambda call: call not in CALLED,
    told=(EMERGENCY_TOLD, lambda state: state in OVER),
    over_network=True,
)
condition(
    "the vehicle is in no call",
    psap.NETWORK_CONNECTION,
    test=lambda connection: connection == "none",
    told=(
        (*EMERGENCY_TOLD, *BREAKDOWN_TOLD),
        lambda *states: all(state in NOT_UNDER_WAY for state in states),
    ),
)
condition(
    "neither the PSAP nor the assistance centre has a call",
    psap.CALL,
    centre.CALL,
    test=lambda *calls: not any(call in CALLED for call in calls),
)
condition(
    "no emergency call is placed",
    psap.CALL,
    psap.NETWORK_CONNECTION,
    test=lambda call, connection: call not in CALLED and connection not in EMERGENCY,
    told=(EMERGENCY_TOLD, lambda state: state in OVER),
)
condition(
    "the assistance centre is called",
    centre.CALL,
    test=lambda call: call in CALLED,
    over_network=True,
    happens=True,
)
CENTRE_VOICE = condition(
    "the assistance centre and the vehicle are in voice contact",
    centre.CALL,
    test=lambda call: call == "voice",
    told=(BREAKDOWN_TOLD, lambda state: state == "voice"),
    stays="the assistance centre and the vehicle stay in voice contact",
    over_network=True,
)
condition(
    "the breakdown call is ended",
    centre.CALL,
    test=lambda call: call not in CALLED,
    told=(BREAKDOWN_TOLD, lambda state: state in OVER),
    over_network=True,
)
condition(
    "no breakdown call is placed",
    centre.CALL,
    psap.NETWORK_CONNECTION,
    test=lambda call, connection: call not in CALLED and connection not in BREAKDOWN,
    told=(BREAKDOWN_TOLD, lambda state: state in OVER),
)
for words in AGENTS_WORDS:
    condition(
        f'"{words}" is heard in the vehicle',
        senses.PROMPT,
        test=lambda heard, words=words: heard == words,
        over_network=True,
        happens=True,
    )
for desk, port in (("PSAP", psap.HEARS), ("assistance centre", centre.HEARS)):
    condition(
        f"the {desk} hears the occupant",
        port,
        test=lambda heard: heard == "speech",
        over_network=True,
        happens=True,
    )
    condition(f"the {desk} hears nobody", port, test=lambda heard: heard == "silence", over_network=True)
for button, camera in senses.BUTTON_COLOUR.items():
    for colour in ("red", "black"):
        condition(
            f"the {button.upper()} button is {colour}",
            camera,
            test=lambda seen, colour=colour: seen == colour,
        )


def _is_112(asked: Mapping[str, Any]) -> bool:
    """Tell whether the network was asked for an emergency call, which has no destination but the category."""
    return asked.get("category") == "emergency" and asked["number"] == "112"


@given(phrase("seat {seat} is {presence}"))
def seat_is(scene: Scene, seat: Stimulus, presence: str) -> None:
    """Close or open the belt contact of a seat."""
    counted = signal("occupants.count")
    before = (scene.track(counted).value or 0) if scene.hears(counted) else 0
    scene.stimulate(seat, presence)
    scene.settle(Condition("occupants are counted", (counted,), lambda count: count != before))


@given(phrase("the microphone is {microphone}"))
def microphone_is(scene: Scene, microphone: str) -> None:
    """Mute it, as if no passenger were able to speak; that it is so is seen when an occupant speaks in vain."""
    scene.stimulate(surroundings.MICROPHONE, microphone)


@when(phrase("the driver presses the {button} button for {duration}"))
def driver_presses_for(scene: Scene, button: Stimulus, duration: float) -> None:
    """Press for that long; the press begins with the contact."""
    scene.mark(THE_PRESS[button], press(scene, button, duration))


@when(phrase("the driver presses the {button} button"))
def driver_presses(scene: Scene, button: Stimulus) -> None:
    """Press for a usual time, longer than every vehicle's shortest."""
    shortest_s = max(scene.profile.sos_press_min_s, scene.profile.assistance_press_min_s)
    scene.mark(THE_PRESS[button], press(scene, button, shortest_s + 0.3))


@when(phrase("the driver presses the {button} button again {duration} after releasing it"))
def driver_presses_again(scene: Scene, button: Stimulus, duration: float) -> None:
    """Press again after a full release, from which the time to hang up runs, and long enough (AMB-02)."""
    driver_presses_again_for(scene, button, scene.profile.sos_press_min_s + 0.1, duration)


@when(phrase("the driver presses the {button} button again for {length:duration}, {duration} after releasing it"))
def driver_presses_again_for(scene: Scene, button: Stimulus, length: float, duration: float) -> None:
    """Press again after a full release, for that long."""
    scene.wait(duration)
    scene.mark(THE_SECOND_PRESS, press(scene, button, length))


@when(phrase("a crash {crash}"))
def crash_happens(scene: Scene, crash: tuple[Stimulus, ...]) -> None:
    """Fire the crash lines into their loads."""
    fired = [scene.stimulate(line, "fired") for line in crash]
    scene.wait(CRASH_PULSE_S)
    for line in crash:
        scene.stimulate(line, "idle")
    scene.mark(THE_CRASH, fired[-1])


@when("the PSAP calls back")
def psap_calls_back(scene: Scene) -> None:
    """Let the agent call the vehicle after a call that has ended."""
    scene.mark(THE_CALL_BACK, scene.stimulate(psap.CALL_BACK, "now"))


@when(phrase("the {agent:hanging_up} hangs up"))
def agent_hangs_up(scene: Scene, agent: Stimulus) -> None:
    """Let the agent end the call, and the vehicle have time to see it."""
    scene.stimulate(agent, "now")
    scene.wait(HUNG_UP_FOR_S)


@when(phrase("the vehicle loses the network for {duration}"))
def vehicle_loses_network(scene: Scene, duration: float) -> None:
    """Switch the cell off and on again."""
    scene.stimulate(surroundings.COVERAGE, "off")
    scene.wait(duration)
    scene.mark(THE_RETURN, scene.stimulate(surroundings.COVERAGE, "on"))


@when("the network comes back")
def network_comes_back(scene: Scene) -> None:
    """Switch the cell on."""
    scene.mark(THE_RETURN, scene.stimulate(surroundings.COVERAGE, "on"))


@when(phrase("the agent of the {agent} says {words}"))
def agent_says(scene: Scene, agent: Stimulus, words: str) -> None:
    """Let the agent say words that the microphone in the cabin is to recognise."""
    scene.mark(THE_AGENTS_WORDS, scene.stimulate(agent, words))


@when("an occupant speaks")
def occupant_speaks(scene: Scene) -> None:
    """Let the artificial mouth in the cabin speak; it goes on."""
    scene.mark(THE_OCCUPANTS_WORDS, scene.stimulate(surroundings.CABIN_VOICE, "speaking"))


@when("the occupant falls silent")
def occupant_silent(scene: Scene) -> None:
    """Let the artificial mouth in the cabin stop."""
    scene.mark(THE_SILENCE, scene.stimulate(surroundings.CABIN_VOICE, "silent"))
