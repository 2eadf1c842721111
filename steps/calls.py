"""SOS and breakdown calls: features/emergency_call and features/breakdown_call."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pytest_bdd import given, then, when

from rigs import ports
from rigs.condition import Condition
from rigs.geodesy import distance_m
from rigs.measure import Limits, Measurement
from rigs.ports import Stimulus, signal
from rigs.scene import Scene
from steps.vehicle import press
from steps.vocabulary import condition, enumeration, event, phrase

THE_PRESS = {
    ports.SOS_BUTTON: event("the SOS press"),
    ports.ASSISTANCE_BUTTON: event("the ASSISTANCE press"),
}
THE_SECOND_PRESS = event("the second press")
THE_CRASH = event("the crash")
CRASH_PULSE_S = 0.2
CALLED = ("ringing", "data", "voice")

enumeration("button", {"SOS": ports.SOS_BUTTON, "ASSISTANCE": ports.ASSISTANCE_BUTTON})
enumeration(
    "crash",
    {
        "deploys the airbags": (ports.AIRBAG_CRASH,),
        "deploys the airbags and fires the pre-tensioners": (ports.PRETENSIONER_CRASH, ports.AIRBAG_CRASH),
    },
)
enumeration("seat", {seat.replace("_", " "): port for seat, port in ports.SEAT.items()})

condition("the PSAP is called", ports.PSAP_CALL, test=lambda call: call in CALLED, over_network=True)
VOICE = condition(
    "the PSAP and the vehicle are in voice contact",
    ports.PSAP_CALL,
    signal("ecall.state"),
    test=lambda call, state: call == "voice" and state == "voice",
    stays="the PSAP and the vehicle stay in voice contact",
    over_network=True,
)
condition(
    "the PSAP and the vehicle are apart",
    ports.PSAP_CALL,
    test=lambda call: call != "voice",
    stays="the PSAP and the vehicle stay apart",
)
event("the begin of the voice contact", VOICE)
condition(
    "the emergency call is ended",
    ports.PSAP_CALL,
    signal("ecall.state"),
    test=lambda call, state: call not in CALLED and state in ("idle", "ended"),
    over_network=True,
)
NO_EMERGENCY_CALL = condition(
    "no emergency call is placed",
    ports.PSAP_CALL,
    signal("ecall.state"),
    test=lambda call, state: call == "idle" and state == "idle",
)
condition(
    "the PSAP has the minimum set of data",
    ports.PSAP_MSD,
    test=lambda data: bool(_decoded(data)),
    over_network=True,
)
for word, automatic in (("an automatic", True), ("a manual", False)):
    condition(
        f"the data set tells of {word} activation",
        ports.PSAP_MSD,
        test=lambda data, automatic=automatic: _decoded(data).get("automatic") is automatic,
        over_network=True,
    )
condition(
    "the assistance centre is called", ports.CENTRE_CALL, test=lambda call: call in CALLED, over_network=True
)
condition(
    "the assistance centre and the vehicle are in voice contact",
    ports.CENTRE_CALL,
    signal("bcall.state"),
    test=lambda call, state: call == "voice" and state == "voice",
    over_network=True,
)
condition(
    "no breakdown call is placed",
    ports.CENTRE_CALL,
    signal("bcall.state"),
    test=lambda call, state: call == "idle" and state == "idle",
)
condition(
    "the assistance centre has the data set",
    ports.CENTRE_DATA,
    test=lambda data: isinstance(data, Mapping) and bool(data.get("vin")),
    over_network=True,
)


def _decoded(data: Any) -> Mapping[str, Any]:
    return data.get("decoded", {}) if isinstance(data, Mapping) else {}


@given(phrase("seat {seat} is occupied"))
def seat_occupied(scene: Scene, seat: Stimulus) -> None:
    """The belt contact of a seat."""
    before = scene.track(signal("occupants.count")).value or 0
    scene.stimulate(seat, "occupied")
    scene.settle(Condition("occupants are counted", (signal("occupants.count"),), lambda count: count > before))


@when(phrase("the driver presses the {button} button for {duration}"))
def driver_presses_for(scene: Scene, button: Stimulus, duration: float) -> None:
    """The press begins with the contact."""
    scene.mark(THE_PRESS[button], press(scene, button, duration))


@when(phrase("the driver presses the {button} button"))
def driver_presses(scene: Scene, button: Stimulus) -> None:
    """A press of usual length, longer than every vehicle's shortest."""
    shortest_s = max(scene.profile.sos_press_min_s, scene.profile.assistance_press_min_s)
    scene.mark(THE_PRESS[button], press(scene, button, shortest_s + 0.3))


@when(phrase("the driver presses the {button} button again {duration} after releasing it"))
def driver_presses_again(scene: Scene, button: Stimulus, duration: float) -> None:
    """A second press after a full release (AMB-02)."""
    scene.wait(duration)
    scene.mark(THE_SECOND_PRESS, press(scene, button, scene.profile.sos_press_min_s + 0.1))


@when(phrase("a crash {crash}"))
def crash_happens(scene: Scene, crash: tuple[Stimulus, ...]) -> None:
    """The crash lines fire into their loads."""
    fired = [scene.stimulate(line, "fired") for line in crash]
    scene.wait(CRASH_PULSE_S)
    for line in crash:
        scene.stimulate(line, "idle")
    scene.mark(THE_CRASH, fired[-1])


@given(phrase("the vehicle stands at {latitude:number}, {longitude:number}"))
def vehicle_stands_at(scene: Scene, latitude: float, longitude: float) -> None:
    """Under a simulated sky, in degrees north and east."""
    scene.stimulate(ports.GNSS_POSITION, f"{latitude},{longitude}")


@then(phrase("the position in the data set is within {limit:number} m of {latitude:number}, {longitude:number}"))
def position_within(scene: Scene, limit: float, latitude: float, longitude: float) -> None:
    """The limit is that of a standing vehicle (AMB-04)."""
    data = _decoded(scene.track(ports.PSAP_MSD).value)
    error_m = distance_m(data["latitude_deg"], data["longitude_deg"], latitude, longitude)
    scene.judge(Measurement("error of the position in the data set", error_m, error_m, "m", Limits(high=limit)))


@then("the data set names the vehicle by its VIN")
def data_names_vehicle(scene: Scene) -> None:
    """ECALL-09; the VIN identifies the customer too (AMB-03)."""
    vin = scene.profile.vin
    scene.expect(
        Condition(f"the data set has VIN {vin}", (ports.PSAP_MSD,), lambda data: _decoded(data).get("vin") == vin)
    ).now()


@then(phrase("the data set counts {number} occupants"))
def data_counts_occupants(scene: Scene, number: float) -> None:
    """The number of belted occupants."""
    counted = _decoded(scene.track(ports.PSAP_MSD).value).get("passengers")
    scene.judge(Measurement("occupants in the data set", counted, counted, "", Limits(number, number)))
