"""What must go together in a rig file: each name with what it names, each key with the kind of rig.

Values by themselves are the business of `rigs.files.rig_file`, commands that reach the same relay that of
`rigs.files.wiring`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from can.interfaces import VALID_INTERFACES

from rigs.files.absent import problem
from rigs.files.adapters import unknown_options
from rigs.files.allowed import near
from rigs.files.known import LAB_MODULE, STAGING, TWIN, Known
from rigs.files.offboard import bad_services, bad_staging, is_address
from rigs.files.places import ROOT, exists, near_file
from rigs.files.texts import is_word
from rigs.files.wiring import ONLY_ON_A_BENCH, Problem, bad_addresses, bad_wiring, takes_only
from rigs.hearing.prompts import ClipsError, load_clips
from rigs.ports.book import PortBook
from rigs.ports.port import Observation, Stimulus
from rigs.ports.port import Service as ServiceSource
from rigs.ports.signals import BUSES
from rigs.ports.surroundings import CELL_IDENTITY
from rigs.ports.values import Table, Truth
from rigs.values.answers import UNIT, VALUE
from rigs.values.units import factor
from vehicle.profile import ECUS

if TYPE_CHECKING:
    from rigs.files.hardware import Bus
    from rigs.files.rig_file import ObservationBinding, RigFile, StimulusBinding

ONLY_OF_ADAPTERS = ("interface", "fd", "data_bitrate", "adapter", "can_conf", "clock")
"""Keys of a bus that only an adapter reads."""

OWN_PLACE = frozenset({"interface", "channel", "bitrate", "fd", "data_bitrate"})
"""Options of an adapter that are keys of the bus itself."""


def problems_of(rig: RigFile, known: Known) -> Iterator[Problem]:
    """Find all that does not go together in a rig file whose values are allowed each by itself."""
    yield from _bad_stimuli(rig, known.book)
    yield from _bad_observations(rig, known.book)
    yield from _bad_audio(rig)
    yield from _bad_buses(rig)
    yield from _bad_absent(rig)
    yield from _bad_kind(rig)
    yield from _bad_drivers(rig, known)
    yield from bad_services(rig, known)
    yield from bad_staging(rig)
    yield from _bad_power_on(rig)
    yield from _bad_power_off(rig)
    yield from _bad_diagnosis(rig)
    yield from _bad_paths(rig)
    yield from bad_addresses(rig, known.drivers)
    yield from bad_wiring(rig, known.book, known.drivers)


def unquoted_ports(table: Mapping[str, Any], book: PortBook) -> Iterator[Problem]:
    """Find names of ports that TOML takes for tables in tables, since they stand without quotes."""
    for key, ports in (("stimuli", book.stimuli), ("observations", book.observations)):
        for where in _tables_in(table.get(key, {})):
            name = ".".join(where)
            if len(where) > 1 and name in ports:
                yield (key, *where), "...", f'must have its name in quotes: "{name}"'


def _tables_in(table: object) -> Iterator[tuple[str, ...]]:
    if isinstance(table, Mapping):
        for name, inner in table.items():
            yield (name,)
            yield from ((name, *where) for where in _tables_in(inner))


def _bad_stimuli(rig: RigFile, book: PortBook) -> Iterator[Problem]:
    for name, binding in rig.stimuli.items():
        here = ("stimuli", name)
        port = book.stimuli.get(name)
        if port is None:
            yield here, "...", f"is no port; {near(name, book.stimuli)}"
        elif binding.words and not port.takes.words:
            yield (*here, "words"), sorted(binding.words), "the port has no words to translate"
        elif binding.words and set(binding.words) != set(port.takes.words):
            allowed = f"must translate each of {', '.join(port.takes.words)} and nothing else"
            yield (*here, "words"), sorted(binding.words), allowed
        if port is not None and (binding.read_back or binding.answers):
            yield from _bad_answers(here, binding, port)
        if binding.write and not takes_only(binding.write, "value"):
            yield (*here, "write"), binding.write, "must be a command with {value} and no other placeholder"
        yield from _bad_instrument(rig, here, binding.instrument)


def _bad_answers(here: tuple[str, ...], binding: StimulusBinding, port: Stimulus) -> Iterator[Problem]:
    """Find a question for what was done that no answer belongs to, or that is none."""
    if not port.takes.words:
        yield (*here, "read_back"), binding.read_back, "must be left out: the port has no words"
        return
    if not binding.read_back:
        yield (*here, "read_back"), "nothing", "must be given: the question that the answers answer"
    elif "?" not in binding.read_back or not takes_only(binding.read_back, None):
        yield (*here, "read_back"), binding.read_back, "must be a question, without a placeholder"
    if set(binding.answers) != set(port.takes.words):
        allowed = f"must have an answer for each of {', '.join(port.takes.words)} and nothing else"
        yield (*here, "answers"), sorted(binding.answers), allowed
    elif len(set(binding.answers.values())) < len(binding.answers):
        yield (*here, "answers"), sorted(binding.answers.values()), "must be another one for each word"


def _bad_observations(rig: RigFile, book: PortBook) -> Iterator[Problem]:
    asked: dict[tuple[str, str, tuple[str, ...]], str] = {}
    for name, binding in rig.observations.items():
        port = book.observations.get(name)
        if port is None:
            yield ("observations", name), "...", f"is no port; {near(name, book.observations)}"
        else:
            yield from _bad_shown(("observations", name), binding, port)
            yield from _bad_reading(("observations", name), binding, port)
            how = (*binding.parts, binding.pattern or "")
            other = asked.setdefault((binding.instrument, binding.query, how), name)
            if binding.query and other != name:
                yield ("observations", name, "query"), binding.query, f"must be its own; {other} asks the same"
        if binding.parts and binding.pattern is not None:
            yield ("observations", name, "parts"), list(binding.parts), "must be left out: the pattern says it all"
        if binding.parts and binding.parts.count(VALUE) != 1:
            allowed = f"must name what stands between the commas of an answer, one of them {VALUE!r}"
            yield ("observations", name, "parts"), list(binding.parts), allowed
        yield from _bad_instrument(rig, ("observations", name), binding.instrument)


def _bad_shown(here: tuple[str, ...], binding: ObservationBinding, port: Observation) -> Iterator[Problem]:
    if binding.words and port.shows.unit:
        yield (
            (*here, "words"),
            sorted(binding.words.values()),
            f"the port shows a number in {port.shows.unit}, no words",
        )
    elif port.shows.words and not binding.words:
        yield (*here, "words"), "nothing", f"must translate answers into {', '.join(port.shows.words)}"
    elif port.shows.words:
        for answer, word in binding.words.items():
            if word not in port.shows.words:
                yield (*here, "words", answer), word, f"is no word of the port; {near(word, port.shows.words)}"
    if binding.error and binding.words:
        yield (*here, "error"), binding.error, "must be left out: words are not known to plus or minus a number"


def _bad_reading(here: tuple[str, ...], binding: ObservationBinding, port: Observation) -> Iterator[Problem]:
    """Find what does not make a value of the port of an answer."""
    shows = port.shows
    groups = set(re.compile(binding.pattern).groupindex) if binding.pattern else set()
    if isinstance(shows, Table):
        if not groups.issuperset(shows.keys):
            allowed = f"must have a group for each of {', '.join(shows.keys)}, such as (?P<{shows.keys[0]}>.+)"
            yield (*here, "pattern"), binding.pattern, allowed
        return
    if binding.pattern and (VALUE not in groups or not groups <= {VALUE, UNIT}):
        allowed = f"must have the group (?P<{VALUE}>...), and no other but (?P<{UNIT}>...)"
        yield (*here, "pattern"), binding.pattern, allowed
    if UNIT in groups and not shows.unit:
        yield (*here, "pattern"), binding.pattern, "must have no group of a unit: the port has none"
    if binding.unit is not None and (not shows.unit or factor(binding.unit, shows.unit) is None):
        allowed = f"must be one that can be turned into {shows.unit}" if shows.unit else "the port has no unit"
        yield (*here, "unit"), binding.unit, allowed
    if isinstance(shows, Truth) and set(binding.words.values()) != {"true", "false"}:
        yield (*here, "words"), sorted(binding.words.values()), "must translate answers into true and false"
    if binding.nothing is not None and not isinstance(port.source, ServiceSource):
        yield (*here, "nothing"), binding.nothing, "must be left out: only a service may have nothing to show"


def _bad_audio(rig: RigFile) -> Iterator[Problem]:
    if rig.audio is not None:
        yield from _bad_instrument(rig, ("audio",), rig.audio.instrument)
        if not takes_only(rig.audio.data, "first"):
            yield ("audio", "data"), rig.audio.data, "must be a query with {first} and no other placeholder"
        try:
            load_clips(ROOT / rig.audio.clips)
        except ClipsError as error:
            yield ("audio", "clips"), str(rig.audio.clips), str(error)


def _bad_instrument(rig: RigFile, where: tuple[str, ...], instrument: str) -> Iterator[Problem]:
    if instrument not in rig.instruments:
        allowed = near(instrument, rig.instruments) if rig.instruments else "no instrument is described"
        yield (*where, "instrument"), instrument, allowed


def _bad_drivers(rig: RigFile, known: Known) -> Iterator[Problem]:
    for name, instrument in rig.instruments.items():
        if instrument.driver not in known.drivers:
            close = near(instrument.driver, known.drivers)
            advice = "" if close.startswith("nearest") else f"; {LAB_MODULE}"
            allowed = f"is no driver that this run has; {close}{advice}"
            yield ("instruments", name, "driver"), instrument.driver, allowed


def _bad_buses(rig: RigFile) -> Iterator[Problem]:
    for name in BUSES:
        if rig.simulated_ecus and name not in rig.buses:
            allowed = f"must be described: the simulated ECUs of a rig of kind {rig.kind!r} are on it"
            yield ("buses", name), "nothing", allowed
    channels: dict[tuple[object, ...], str] = {}
    for name, bus in rig.buses.items():
        here = ("buses", name, "channel")
        if rig.kind == TWIN.name and bus.channel != BUSES.get(name):
            served = ", ".join(f"{bus} on {channel}" for bus, channel in BUSES.items())
            yield here, bus.channel, f"must be as the server of a twin has it: {served}"
        elif not rig.is_bench and not is_word(bus.channel):
            yield here, bus.channel, "must be a word of letters, digits, _ and -"
        # One name on two machines is two channels.
        place = (bus.interface, bus.channel, *sorted((key, str(value)) for key, value in bus.adapter.items()))
        other = channels.setdefault(place, name)
        if other != name:
            yield here, bus.channel, f"must be its own; {other} has it too"


def _bad_absent(rig: RigFile) -> Iterator[Problem]:
    for bus, table in rig.buses.items():
        for word in table.absent:
            allowed = problem(str(bus), word)
            if allowed is not None:
                yield ("buses", str(bus), "absent"), word, allowed


def _bad_kind(rig: RigFile) -> Iterator[Problem]:
    for name, bus in rig.buses.items() if rig.kind != STAGING.name else ():  # where there is none at all
        yield from _bad_adapter(rig, name, bus)
    if not rig.simulated and rig.isolation is not None and CELL_IDENTITY.name not in rig.observations:
        allowed = "must be how the cell simulator is asked for its network: no isolation is believed without"
        yield ("observations", CELL_IDENTITY.name), None, allowed
    if rig.simulated and rig.isolation is not None:
        yield ("isolation",), "...", f"must be left out: no call can leave a rig of kind {rig.kind!r}"
    if rig.simulated and "hazards" in rig.model_fields_set:
        yield ("hazards",), "...", f"must be left out: nobody is disturbed by a rig of kind {rig.kind!r}"
    for ecu, how in rig.ecus.items():
        if ecu not in ECUS:
            yield ("ecus", ecu), how, f"is no ECU; {near(ecu, ECUS)}"
        elif rig.simulated and how != "simulated":
            allowed = f"must be 'simulated', as all are on a rig of kind {rig.kind!r}"
            if how == "absent":  # a vehicle that lacks what its profile promises would be blamed for it
                allowed += "; which ones a vehicle has, its profile says"
            yield ("ecus", ecu), how, allowed


def _bad_adapter(rig: RigFile, name: str, bus: Bus) -> Iterator[Problem]:
    here = ("buses", name)
    if rig.simulated:
        for key in ONLY_OF_ADAPTERS:
            if key in bus.model_fields_set:
                yield (*here, key), getattr(bus, key), ONLY_ON_A_BENCH.format(rig.kind, "buses")
        return
    if bus.interface is None:
        yield (*here, "interface"), None, f"a {rig.kind} needs the python-can interface of each bus"
    elif bus.interface not in VALID_INTERFACES:
        allowed = f"is no interface of python-can; {near(bus.interface, sorted(VALID_INTERFACES))}"
        yield (*here, "interface"), bus.interface, allowed
    for key in sorted(bus.adapter.keys() & OWN_PLACE):
        yield (*here, "adapter", key), bus.adapter[key], f"has a place of its own: {key} of [buses.{name}]"
    if bus.interface is not None:
        for key, allowed in unknown_options(bus.interface, bus.adapter.keys() - OWN_PLACE):
            yield (*here, "adapter", key), bus.adapter[key], allowed
    yield from _bad_sending(rig, name, bus)
    if bus.data_bitrate is not None and not bus.fd:
        yield (*here, "data_bitrate"), bus.data_bitrate, "must be left out: without fd = true nothing reads it"


def _bad_sending(rig: RigFile, name: str, bus: Bus) -> Iterator[Problem]:
    for options, needed, allowed in (
        (HEARD_OF_ITSELF, rig.restbus, "the rig itself notes what its simulated ECUs send, and needs it {}"),
        (SPEAKING, rig.speaks_on(name), "the rig sends on this bus, and an adapter that only listens drops it"),
    ):
        for key, value in options.items() if needed else ():
            if bus.adapter.get(key, value) != value:
                where = ("buses", name, "adapter", key)
                yield where, bus.adapter[key], f"must be left out: {allowed.format(value)}"


def _bad_power_on(rig: RigFile) -> Iterator[Problem]:
    for number, step in enumerate(rig.power_on, start=1):
        here = ("power_on", str(number))
        if sum(each is not None for each in (step.instrument, step.post, step.ask)) != 1:
            yield here, "...", "must have one of instrument (with write), post, ask"
        elif (step.instrument is None) is not (step.write is None and step.sets is None):
            yield (*here, "write"), step.write, "must be the command for the instrument, and go with it"
        elif step.instrument is not None:
            yield from _bad_instrument(rig, here, step.instrument)
        elif step.post is not None and not is_address(step.post):
            yield (
                (*here, "post"),
                step.post,
                'must be an address, such as "http://127.0.0.1:8080/vehicle/power_on"',
            )


def _bad_power_off(rig: RigFile) -> Iterator[Problem]:
    for number, step in enumerate(rig.power_off, start=1):
        yield from _bad_instrument(rig, ("power_off", str(number)), step.instrument)


def _bad_diagnosis(rig: RigFile) -> Iterator[Problem]:
    used: dict[tuple[str, int], str] = {}
    for name, ecu in rig.diagnosis.items() if rig.is_bench else ():
        here = ("diagnosis", name)
        if name not in ECUS:
            yield here, "...", f"is no ECU; {near(name, ECUS)}"
        elif rig.ecus.get(name, "real") != "real":
            yield here, "...", f"must be left out: {name} is {rig.ecus[name]}, and only a real ECU is asked"
        if ecu.bus not in rig.buses:
            yield (*here, "bus"), ecu.bus, near(ecu.bus, rig.buses)
        for key in ("request", "response"):
            number = getattr(ecu, key)
            other = used.setdefault((ecu.bus, number), f"{name}.{key}")
            if other != f"{name}.{key}":
                yield (*here, key), number, f"must be its own; {other} has it too"


HEARD_OF_ITSELF = {"receive_own_messages": False, "local_loopback": True}
"""Options of adapters about their own frames, as the rig needs them where it simulates ECUs."""

SPEAKING = {"listen_only": False, "monitor": False, "driver_mode": True}
"""Options of adapters by which one only listens (slcan, Vector and NI-XNET; CANtact; Kvaser), as one has them that
sends."""


def _bad_paths(rig: RigFile) -> Iterator[Problem]:
    named: list[tuple[tuple[str, ...], Path]] = [
        (("buses", name, "database"), bus.database) for name, bus in rig.buses.items()
    ]
    named.append((("signals",), rig.signals))
    if rig.signal_overrides is not None:
        named.append((("signal_overrides",), rig.signal_overrides))
    for where, path in named:
        if not exists(ROOT / path) or (ROOT / path).is_dir():
            yield where, str(path), f"must be a file; {near_file(ROOT / path)}"
