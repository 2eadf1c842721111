"""Private and geolocated mode: features/privacy."""

from __future__ import annotations

from pytest_bdd import given, when

from clock.kernel import S
from rigs.errors import SetupFailed
from rigs.ports import controls, screen, senses, supply
from rigs.ports.port import Stimulus
from rigs.rest.privacy_menu import LOOK, MODE, TAP_S, TAPS, mode_told, select_mode
from rigs.scene import Scene
from rigs.values.interval import Event
from steps.calls import THE_PRESS
from steps.gherkin.vocabulary import condition, enumeration, event, find_event, networked, phrase
from steps.vehicle import press

MESSAGES_LAND_S = 2.0
SLOWEST_RELEASE_S = 0.1
"""Time in s by which a bench may let go of a button too late: a double-push ends 1 s after its first press."""

PROMPTS = {
    "first": "To confirm switching to geolocated mode, please press the ASSISTANCE button",
    "second": "You are now in geolocated mode",
}
"""The voice prompts of the source: after the double-push (line 87) and after the confirmation (line 97)."""

MODES = {name: name for name in ("private", "intermediate", "geolocated")}

for name in MODES:
    in_mode = condition(
        f"the vehicle is in {name} mode",
        MODE,
        test=lambda mode, name=name: mode == name,
        stays=f"the vehicle stays in {name} mode",
        witnessed=networked(mode_told(f"the vehicle is in {name} mode", name)),
    )
    event(f"the start of {name} mode", in_mode)
    condition(
        f"the screen marks {name} mode as set",
        screen.MODE,
        test=lambda mode, name=name: mode == name,
        stays=f"the screen goes on marking {name} mode as set",
    )
FIRST_PROMPT = condition(
    "the first prompt is heard", senses.PROMPT, test=lambda words: words == PROMPTS["first"], happens=True
)
SECOND_PROMPT = condition(
    "the second prompt is heard", senses.PROMPT, test=lambda words: words == PROMPTS["second"], happens=True
)
condition("the second prompt is not heard", senses.PROMPT, test=lambda words: words != PROMPTS["second"])
condition("no prompt is heard", senses.HEARD, test=lambda sound: sound == "silence")
condition("the SOS LED blinks", senses.SOS_LED_BLINKING, test=bool, happens=True)
condition("the SOS LED does not blink", senses.SOS_LED_BLINKING, test=lambda blinks: not blinks)

DOUBLE_PUSH = event("the double-push")
CONFIRMATION = event("the confirmation")
event("the start of the first prompt", FIRST_PROMPT)
END_OF_FIRST_PROMPT = event("the end of the first prompt", FIRST_PROMPT, becomes=False)

MODE_SET = event("the mode setting")
SELECTION = event("the selection")
THE_LOOK = event("the look")
THE_FAILURE = event("the failure of the supply")

enumeration("mode", MODES)
enumeration("ending", {"": None, " without OK": -1})


@given(phrase("the vehicle is in {mode} mode"))
def vehicle_in_mode(scene: Scene, mode: str) -> None:
    """Set the mode on the touch screen, as every set-up does where there is a menu (AMB-41).

    What was on its way to the back office is given time to arrive.
    """
    select_mode(scene, mode)
    scene.wait(MESSAGES_LAND_S)
    scene.mark(MODE_SET, scene.now(MODE_SET))


@when(phrase("the driver selects {mode} mode on the touch screen{ending}"))
def driver_selects(scene: Scene, mode: str, ending: int | None) -> None:
    """Tap the whole way of the vehicle's variant (one of three, lines 101 to 121), from the start page on."""
    for field in TAPS[scene.profile.private_menu][mode][:ending]:
        scene.mark(SELECTION, scene.stimulate(screen.TAP, field))
        scene.wait(TAP_S)


@when("the driver opens the page with the privacy mode")
def driver_looks(scene: Scene) -> None:
    """Tap the way of the vehicle's variant from the start page to the page that marks the mode."""
    for field in LOOK[scene.profile.private_menu]:
        scene.mark(THE_LOOK, scene.stimulate(screen.TAP, field))
        scene.wait(TAP_S)


@when(phrase("the supply of the vehicle fails for {duration}"))
def supply_fails(scene: Scene, duration: float) -> None:
    """Take KL30 away and bring it back."""
    scene.mark(THE_FAILURE, scene.stimulate(supply.VOLTAGE, 0))
    scene.wait(duration, "the supply to come back")
    scene.stimulate(supply.VOLTAGE, supply.NOMINAL_V)


@when("the driver presses the SOS and ASSISTANCE buttons together")
def double_push(scene: Scene) -> None:
    """Press both soon enough to be together, which is 0.5 s, and release them at once (AMB-09)."""
    push_apart(scene, 0.1)


@when(phrase("the driver presses the SOS button and {duration} later the ASSISTANCE button"))
def push_apart(scene: Scene, duration: float) -> None:
    """Push SOS first, and hold it until the ASSISTANCE button is down as well."""
    _push(scene, controls.SOS_BUTTON, controls.ASSISTANCE_BUTTON, duration)


@when(phrase("the driver presses the ASSISTANCE button and {duration} later the SOS button"))
def push_assistance_first(scene: Scene, duration: float) -> None:
    """Push ASSISTANCE first, and hold it until the SOS button is down as well."""
    _push(scene, controls.ASSISTANCE_BUTTON, controls.SOS_BUTTON, duration)


def _push(scene: Scene, first: Stimulus, second: Stimulus, apart_s: float) -> None:
    pressed = {first: scene.stimulate(first, "pressed")}
    scene.wait(apart_s)
    pressed[second] = scene.stimulate(second, "pressed")
    scene.wait(0.2)
    scene.stimulate(second, "released")
    released = scene.stimulate(first, "released")
    scene.mark(THE_PRESS[controls.SOS_BUTTON], pressed[controls.SOS_BUTTON])
    scene.mark(DOUBLE_PUSH, released)


@when(phrase("the driver presses both buttons together and lets go of the ASSISTANCE button {duration} after SOS"))
def push_released_apart(scene: Scene, duration: float) -> None:
    """Press both together; the last release, from which the prompt is timed, ends the double-push (AMB-09).

    Raises:
        SetupFailed: The bench was too slow for a double-push.
    """
    pressed = scene.stimulate(controls.ASSISTANCE_BUTTON, "pressed")
    _wait_after(scene, pressed, 0.1)
    scene.stimulate(controls.SOS_BUTTON, "pressed")
    _wait_after(scene, pressed, 0.2)
    scene.stimulate(controls.SOS_BUTTON, "released")
    _wait_after(scene, pressed, 0.2 + duration)
    released = scene.mark(DOUBLE_PUSH, scene.stimulate(controls.ASSISTANCE_BUTTON, "released"))
    held_s = (released.when.latest_ns - pressed.when.earliest_ns) / S
    if held_s > 0.2 + duration + SLOWEST_RELEASE_S:
        raise SetupFailed(
            f"the button was to be held for {0.2 + duration:g} s, the bench held it for {held_s:.3f} s"
        )


def _wait_after(scene: Scene, event: Event, after_s: float) -> None:
    """Let time pass until so long after an event, so that what instruments take does not add up."""
    scene.wait(max(event.when.latest_ns / S + after_s - scene.kernel.time_ns() / S, 0.0))


@when(phrase("the driver presses the ASSISTANCE button {duration} after {event} to confirm"))
def confirm(scene: Scene, duration: float, event: str) -> None:
    """Press to confirm; the press counts from a prompt that must have been heard."""
    scene.wait_until(find_event(scene, event), duration)
    scene.mark(CONFIRMATION, press(scene, controls.ASSISTANCE_BUTTON, scene.profile.assistance_press_min_s + 0.1))
