"""What every kind of rig, every binding, every instrument driver and every rest state must keep to."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing

import pyvisa

from rigs.bindings.binding import Binding
from rigs.bindings.instrument import InstrumentLink, command
from rigs.bindings.lab import InstrumentDriver, Kind
from rigs.errors import InstrumentFault, SuiteError
from rigs.files.rig_file import Instrument
from rigs.ports.port import Derived, Observation, Stimulus
from rigs.ports.signals import activity
from rigs.rest.rest_state import prepare
from rigs.run.session import Plan, RigSession, open_session
from rigs.values.track import Track
from vehicle.profile import VehicleProfile

REACTION_S = 5.0
"""Time in s in which an observation must show what follows from a stimulus, on a vehicle that sleeps too."""


def check_kind(plan: Plan) -> None:
    """Check that the kind of rig of a plan opens, connects for one scenario after the other, and closes.

    Each connection has the ear on every bus of the rig file, something that serves each kind of source of the
    run's ports, and tracks under the names of ports alone.

    Args:
        plan: What `Plan.load` gives for a rig file of the kind.

    Raises:
        AssertionError: It does not keep to that; says what is wrong.
        rigs.errors.RigFault: The rig cannot be reached.
    """
    kind = plan.lab.kinds.get(plan.rig.kind)
    _require(isinstance(kind, Kind), f"the lab of the plan has no kind {plan.rig.kind!r}")
    profile = plan.vehicle or next(iter(plan.vehicles.values()))
    with closing(plan.lab.kinds[plan.rig.kind].open(plan)) as rig:
        for seed in ("1", "2"):
            with closing(rig.connect(profile, seed)) as connection:
                for bus in plan.rig.buses:
                    name = activity(bus).name
                    _require(name in connection.recorder.tracks, f"nobody hears the bus {bus}: no track {name}")
                for port in plan.lab.book:
                    served = type(port.source) in connection.bindings or isinstance(port.source, Derived)
                    _require(served, f"nothing serves {port.name}, whose source is {type(port.source).__name__}")
                before_ns = connection.kernel.time_ns()
                connection.kernel.run_for(1)
                _require(connection.kernel.time_ns() > before_ns, "the clock of the rig stands still")
                for binding in connection.bindings.values():
                    binding.stop()


def check_binding(
    make: Callable[[], Binding],
    *,
    stimulus: tuple[Stimulus, str | float] | None = None,
    observation: Observation | None = None,
    shows: object = None,
    foreign: Stimulus | None = None,
    wait: Callable[[float], None] = lambda _seconds: None,
) -> None:
    """Check that a binding sets, shows and stops as the scene expects of it.

    Args:
        make: Makes the binding anew, as for a scenario.
        stimulus: One that it serves, with a value.
        observation: One that it serves.
        shows: What the observation must show within `REACTION_S` after the stimulus was set, and not before; None
            where it does not follow from the stimulus.
        foreign: A stimulus that the rig has nothing behind; it must be refused.
        wait: Lets so many seconds pass on the rig.

    Raises:
        AssertionError: It does not keep to that; says what is wrong.
    """
    binding = make()
    try:
        for name, standing in binding.standing().items():
            _require(name == standing.name, f"the track {standing.name} stands under the name {name}")
        track = None if observation is None else _watched(binding, observation)
        before = None if track is None else track.value
        if stimulus is not None:
            done = binding.set(*stimulus)
            said = isinstance(done, str) and bool(done.strip())
            _require(said, f"set({stimulus[0].name}) must say for people what was done, not {done!r}")
        if observation is not None and track is not None:
            if shows is not None:
                _require(before != shows, f"{observation.name} shows {shows!r} already, which would prove nothing")
                wait(REACTION_S)
                seen = f"{observation.name} must show {shows!r} after {_said(stimulus)}, not {track.value!r}"
                _require(track.value == shows, seen)
            allowed = observation.shows.problem(track.value)
            _require(allowed is None, f"{observation.name} shows {track.value!r}; allowed: {allowed}")
        if foreign is not None:
            refused = _refuses(binding, foreign)
            _require(refused, f"set({foreign.name}) must raise SuiteError: nothing is behind it")
        list(binding.finish(wait))
    finally:
        binding.stop()
        binding.stop()  # whatever ended a scenario, it may be told twice


def check_driver(
    driver: InstrumentDriver,
    manager: pyvisa.ResourceManager,
    resource: str,
    *,
    takes: str,
    refuses: str | None = None,
    table: Instrument | None = None,
) -> None:
    """Check that a driver has commands taken, on a connection that was opened anew as well, and sees a refusal.

    The instrument is there, alone: no rig is opened, and what the commands set stays set.

    Args:
        driver: What opens the instrument.
        manager: Where it is found, such as `pyvisa.ResourceManager("@py")`.
        resource: Its VISA name.
        takes: A command that it carries out, as a rig file would have it sent.
        refuses: A command that it does not carry out, such as a value out of range; None where it cannot tell.
        table: What the rig file says of it; nothing but the address where None.

    Raises:
        AssertionError: It does not keep to that; says what is wrong.
        rigs.errors.InstrumentFault: The instrument cannot be opened, or did not take the first command.
    """
    name = "instrument"
    link = driver(manager, resource, name, table or Instrument(resource=resource))
    try:
        command("driver", name, link, takes)
        link.close()
        _take_again(link, takes, "on a new connection; what it must be told first belongs into `greet`")
        if refuses is not None:
            try:
                command("driver", name, link, refuses)
            except InstrumentFault:
                _take_again(link, takes, f"after {refuses!r} was refused")
            else:
                raise AssertionError(f"{refuses!r} passes for taken; see `with_check` and `was_taken`")
    finally:
        link.close()


def check_rest_state(session: RigSession | Plan, profile: VehicleProfile | None = None) -> None:
    """Check that a rig brings the vehicle to the rest state, twice in a row.

    The second time it is no longer fresh on a rig that keeps its vehicle.

    Args:
        session: The rig, open; or the plan to open it of.
        profile: The vehicle that it must be; any where None.

    Raises:
        rigs.errors.SetupFailed: It does not; names what does not hold.
        AssertionError: It is another vehicle.
    """
    if isinstance(session, Plan):
        with closing(open_session(session)) as opened:
            check_rest_state(opened, profile)
        return
    for number in (1, 2):
        with session.scene(f"rest state {number}", ()) as scene:
            _require(profile in (None, scene.profile), f"the vehicle is {scene.profile.name}")
            prepare(scene)


def _take_again(link: InstrumentLink, takes: str, when: str) -> None:
    try:
        command("driver", link.name, link, takes)
    except InstrumentFault as error:
        raise AssertionError(f"{takes!r}, which was taken before, is not taken {when}: {error}") from error


def _watched(binding: Binding, observation: Observation) -> Track:
    standing = binding.standing().get(observation.name)
    track = binding.watch(observation) if standing is None else standing
    _require(track.name == observation.name, f"watch({observation.name}) gave the track of {track.name}")
    _require(track.seen, f"{observation.name} has shown nothing since it is watched")
    return track


def _said(stimulus: tuple[Stimulus, object] | None) -> str:
    return "nothing was set" if stimulus is None else f"{stimulus[0].name} = {stimulus[1]!r}"


def _refuses(binding: Binding, port: Stimulus) -> bool:
    try:
        binding.set(port, port.takes.words[0] if port.takes.words else 0)
    except SuiteError:
        return True
    return False


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise AssertionError(otherwise)
