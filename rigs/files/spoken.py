"""What a rig file says by the names of a driver, put into the commands of its instrument.

So that everything that is checked, such as which relay a command reaches, is checked in what is sent.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from rigs.files.allowed import near
from rigs.files.dialect import Dialect, Quantity, Reading, Setting, needs_channel, on_channel, spans
from rigs.files.hardware import PowerCut
from rigs.files.wiring import Problem
from rigs.ports.port import Observation, Stimulus
from rigs.ports.values import Number
from rigs.values.answers import UNIT
from rigs.values.units import factor

if TYPE_CHECKING:
    from rigs.files.hardware import Instrument, PowerStep
    from rigs.files.known import Known
    from rigs.files.rig_file import AudioBinding, ObservationBinding, RigFile, StimulusBinding

Drivers = Mapping[str, Dialect]
S = TypeVar("S", "PowerStep", "PowerCut")

MUST_BE_GIVEN = "must be given; of an instrument that is known by name, {} will do"
"""The answer to a command that is missing."""

SAYS_IT_ALL = "must be left out: {} says it"
"""The answer to a command beside the name for one."""


def out_of_range(value: str | float, range_: tuple[float, float] | None, unit: str) -> str | None:
    """Say what an instrument takes where a number is out of its range; None where it is not, or is no number."""
    try:
        number = float(value)
    except ValueError:
        return None
    if range_ is None or range_[0] <= number <= range_[1]:
        return None
    return f"takes {range_[0]:g} to {range_[1]:g} {unit}".rstrip()


def bad_speech(rig: RigFile, known: Known) -> Iterator[Problem]:
    """Find names of what no driver has, and values and channels that it has not."""
    drivers = known.drivers
    for name, instrument in rig.instruments.items():
        yield from _bad_instrument(("instruments", name), instrument, drivers.get(instrument.driver))
    for name, stimulus in rig.stimuli.items():
        dialect = _dialect_of(rig, stimulus.instrument, drivers)
        yield from _bad_stimulus(rig, ("stimuli", name), stimulus, dialect, known.book.stimuli.get(name))
    for name, observed in rig.observations.items():
        dialect = _dialect_of(rig, observed.instrument, drivers)
        yield from _bad_observation(
            rig, ("observations", name), observed, dialect, known.book.observations.get(name)
        )
    for number, step in enumerate(rig.power_on if rig.is_bench else (), start=1):
        yield from _bad_step(rig, ("power_on", str(number)), step, drivers)
    for number, cut in enumerate(rig.power_off if rig.is_bench else (), start=1):
        yield from _bad_step(rig, ("power_off", str(number)), cut, drivers)
        if not cut.write and cut.sets is None:
            yield ("power_off", str(number), "write"), "nothing", MUST_BE_GIVEN.format("sets")
    if rig.audio is not None:
        filled = _audio(rig.audio, _dialect_of(rig, rig.audio.instrument, drivers))
        for key in ("start", "data", "tone"):
            if not getattr(filled, key):
                yield ("audio", key), "nothing", "must be given"


def spoken(rig: RigFile, known: Known) -> RigFile:
    """Return a rig file in which each name of a driver is the command that it stands for.

    Args:
        rig: The rig file; nothing in it is what `bad_speech` finds.
        known: What the rig file may name.
    """
    drivers, shown = known.drivers, known.book.observations
    changed: dict[str, Any] = {
        "stimuli": {name: _stimulus(rig, each, drivers) for name, each in rig.stimuli.items()},
        "observations": {
            name: _observation(rig, each, drivers, shown.get(name)) for name, each in rig.observations.items()
        },
    }
    if rig.power_on and rig.is_bench:
        changed["power_on"] = tuple(_step(rig, step, drivers) for step in rig.power_on)
    if rig.is_bench:
        cuts = (*rig.power_off, *_cuts_at_rest(rig, drivers))
        changed["power_off"] = tuple(_step(rig, cut, drivers) for cut in cuts)
    if rig.audio is not None:
        changed["audio"] = _audio(rig.audio, _dialect_of(rig, rig.audio.instrument, drivers))
    return rig.model_copy(update=changed)


def _dialect_of(rig: RigFile, instrument: str, drivers: Drivers) -> Dialect | None:
    table = rig.instruments.get(instrument)
    return None if table is None else drivers.get(table.driver)


def _channel(rig: RigFile, binding: StimulusBinding | ObservationBinding) -> int | None:
    return rig.instruments[binding.instrument].channel if binding.channel is None else binding.channel


def stimulus_by_name(binding: StimulusBinding, setting: Setting, channel: int | None) -> StimulusBinding:
    """Return a stimulus in the commands of its instrument.

    Args:
        binding: What a rig file says of it.
        setting: What it sets.
        channel: The one that is meant; None where the instrument has one alone.
    """
    channel = channel if needs_channel(setting.write) else None
    words: Mapping[str, str] = binding.words or {word: word for word in setting.words}
    changed = {
        "write": on_channel(setting.write, channel),
        "channel": channel,
        "words": {word: setting.words.get(said, said) for word, said in words.items()},
        "range": binding.range or setting.range_on(channel),
    }
    return binding.model_copy(update=changed).formed(setting.form)


def observation_by_name(binding: ObservationBinding, reading: Reading, channel: int | None) -> ObservationBinding:
    """Return an observation in the questions of its instrument.

    Args:
        binding: What a rig file says of it.
        reading: What it reads.
        channel: The one that is meant; None where the instrument has one alone.
    """
    channel = channel if needs_channel(reading.query) else None
    changed: dict[str, Any] = {"query": on_channel(reading.query, channel), "channel": channel}
    for key in ("period_ms", "error"):
        if key not in binding.model_fields_set:
            changed[key] = getattr(reading, key)
    if reading.words:
        words = binding.words or {word: word for word in reading.choices}
        changed["words"] = {answer: words[word] for answer, word in reading.words.items() if word in words}
    if binding.pattern is None and not binding.parts:
        changed["pattern"] = reading.pattern
    if binding.unit is None and reading.unit and f"<{UNIT}>" not in (changed.get("pattern") or ""):
        changed["unit"] = reading.unit
    return binding.model_copy(update=changed)


def _stimulus(rig: RigFile, binding: StimulusBinding, drivers: Drivers) -> StimulusBinding:
    dialect = _dialect_of(rig, binding.instrument, drivers)
    if dialect is None or binding.sets is None:
        return binding
    return stimulus_by_name(binding, dialect.sets[binding.sets], _channel(rig, binding))


def _observation(
    rig: RigFile, binding: ObservationBinding, drivers: Drivers, port: Observation | None
) -> ObservationBinding:
    dialect = _dialect_of(rig, binding.instrument, drivers)
    if dialect is None or binding.reads is None:
        return binding
    reading = dialect.reads[binding.reads]
    if not binding.words and port is not None:
        binding = binding.model_copy(update={"words": _words_of(reading, port)})
    return observation_by_name(binding, reading, _channel(rig, binding))


def _words_of(reading: Reading, port: Observation) -> dict[str, str]:
    """Return the words that an instrument and a port have in common."""
    return {word: word for word in reading.choices if word in port.shows.words}


def _step(rig: RigFile, step: S, drivers: Drivers) -> S:
    dialect = _dialect_of(rig, step.instrument or "", drivers)
    if dialect is None or step.instrument is None or step.sets is None or step.to is None:
        return step
    channel = rig.instruments[step.instrument].channel
    return step.model_copy(update={"write": dialect.sets[step.sets].command(step.to, channel)})


def _cuts_at_rest(rig: RigFile, drivers: Drivers) -> Iterator[PowerCut]:
    """Yield what puts to rest, as the drivers say, what is set by name and what `[[power_off]]` does not set."""
    said = {(cut.instrument, cut.sets) for cut in rig.power_off}
    begun = [(step.instrument, step.sets) for step in rig.power_on]
    for name, table in rig.instruments.items():
        dialect = drivers.get(table.driver)
        for sets, value in dialect.at_rest.items() if dialect is not None else ():
            if (sets in table.preset or (name, sets) in begun) and (name, sets) not in said:
                yield PowerCut(instrument=name, sets=sets, to=value)


def _audio(audio: AudioBinding, dialect: Dialect | None) -> AudioBinding:
    given = {} if dialect is None else dialect.audio
    return audio.model_copy(update={key: text for key, text in given.items() if key not in audio.model_fields_set})


def _bad_instrument(here: tuple[str, ...], table: Instrument, dialect: Dialect | None) -> Iterator[Problem]:
    if dialect is None:
        return
    if "unit_id" in table.model_fields_set and not dialect.has_units:
        yield (*here, "unit_id"), table.unit_id, f"must be left out: {table.driver!r} has none"
    known = {channel for each in (*dialect.sets.values(), *dialect.reads.values()) for channel in each.channels}
    if table.channel is not None and table.channel not in known:
        allowed = f"must be one of {spans(known)}" if known else f"must be left out: {table.driver!r} has none"
        yield (*here, "channel"), table.channel, allowed
        return
    for name, value in table.preset.items():
        setting = dialect.sets.get(name)
        if setting is None:
            yield (*here, "preset", name), value, _no_name(table.driver, "sets", name, dialect.sets)
        else:
            yield from _bad_value((*here, "preset", name), table.driver, setting, value, table.channel)


def _bad_step(
    rig: RigFile, here: tuple[str, ...], step: PowerStep | PowerCut, drivers: Drivers
) -> Iterator[Problem]:
    dialect = _dialect_of(rig, step.instrument or "", drivers)
    if (step.sets is None) is not (step.to is None):
        yield (*here, "to"), step.to, "must be the value of what sets names, and go with it"
    if dialect is None or step.instrument is None or step.sets is None or step.to is None:
        return
    table = rig.instruments[step.instrument]
    setting = dialect.sets.get(step.sets)
    if step.write:
        yield (*here, "write"), step.write, SAYS_IT_ALL.format("sets")
    elif setting is None:
        yield (*here, "sets"), step.sets, _no_name(table.driver, "sets", step.sets, dialect.sets)
    else:
        yield from _bad_value((*here, "to"), table.driver, setting, step.to, table.channel)


def _bad_value(
    here: tuple[str, ...], driver: str, setting: Setting, value: str | float, channel: int | None
) -> Iterator[Problem]:
    """Find what an instrument is told once and does not take."""
    if needs_channel(setting.write) and channel not in setting.channels:
        yield here, value, f"needs the channel of the instrument: one of {spans(setting.channels)}"
        return
    if setting.words and value not in setting.words:
        yield here, value, f"{driver!r} takes {', '.join(setting.words)}"
        return
    if not setting.words and setting.unit and not _is_number(value):
        yield here, value, f"must be a number in {setting.unit}"
        return
    allowed = out_of_range(value, setting.range_on(channel), setting.unit)
    if allowed is not None:
        yield here, value, f"{driver!r} {allowed}"
        return
    try:
        setting.form(f"{value}")
    except ValueError as error:
        yield here, value, f"{driver!r} {error}"


def _bad_stimulus(
    rig: RigFile,
    here: tuple[str, ...],
    binding: StimulusBinding,
    dialect: Dialect | None,
    port: Stimulus | None,
) -> Iterator[Problem]:
    yield from _bad_range((*here, "range"), binding, port)
    if binding.sets is None:
        if not binding.write:
            yield (
                (*here, "write"),
                "nothing",
                MUST_BE_GIVEN.format("sets"),
            )
        if binding.channel is not None:
            yield (*here, "channel"), binding.channel, "must be left out: write says it all"
        return
    if binding.write:
        yield (*here, "write"), binding.write, SAYS_IT_ALL.format("sets")
    if dialect is None or port is None:
        return
    driver = rig.instruments[binding.instrument].driver
    setting = dialect.sets.get(binding.sets)
    if setting is None:
        yield (*here, "sets"), binding.sets, _no_name(driver, "sets", binding.sets, dialect.sets)
        return
    yield from _bad_channel(rig, here, binding, setting, setting.write)
    if setting.unit and port.takes.words and binding.words:
        for word, said in binding.words.items():
            yield from _bad_value((*here, "words", word), driver, setting, said, _channel(rig, binding))
    else:
        yield from _bad_taken(here, binding, setting, port)


def _bad_range(here: tuple[str, ...], binding: StimulusBinding, port: Stimulus | None) -> Iterator[Problem]:
    if binding.range is None:
        return
    if binding.range[0] > binding.range[1]:
        yield here, list(binding.range), "must be the lowest and the highest number, in this order"
    elif port is not None and not isinstance(port.takes, Number):
        yield here, list(binding.range), "must be left out: the port takes no number"


def _bad_taken(
    here: tuple[str, ...], binding: StimulusBinding, setting: Setting, port: Stimulus
) -> Iterator[Problem]:
    """Find values of a port that are none of what an instrument can be set to."""
    if (setting.unit or port.takes.unit) and factor(setting.unit, port.takes.unit) != 1.0:
        yield (*here, "sets"), binding.sets, _other_unit("takes", port.takes.unit, setting.unit)
    elif setting.words:
        words = binding.words or {word: word for word in port.takes.words}
        if not port.takes.words or not set(words.values()) <= set(setting.words):
            takes = ", ".join(port.takes.words) or "its values"
            allowed = f"must translate {takes} into {', '.join(setting.words)}"
            yield (*here, "words"), dict(binding.words) or "nothing", allowed


def _bad_observation(
    rig: RigFile,
    here: tuple[str, ...],
    binding: ObservationBinding,
    dialect: Dialect | None,
    port: Observation | None,
) -> Iterator[Problem]:
    if binding.reads is None:
        if not binding.query:
            yield (
                (*here, "query"),
                "nothing",
                MUST_BE_GIVEN.format("reads"),
            )
        if binding.channel is not None:
            yield (*here, "channel"), binding.channel, "must be left out: query says it all"
        return
    if binding.query:
        yield (*here, "query"), binding.query, SAYS_IT_ALL.format("reads")
    if dialect is None or port is None:
        return
    driver = rig.instruments[binding.instrument].driver
    reading = dialect.reads.get(binding.reads)
    if reading is None:
        yield (*here, "reads"), binding.reads, _no_name(driver, "reads", binding.reads, dialect.reads)
        return
    yield from _bad_channel(rig, here, binding, reading, reading.query)
    shown = port.shows.unit
    if (reading.unit or shown) and factor(binding.unit or reading.unit, shown) is None:
        yield (*here, "reads"), binding.reads, _other_unit("shows", shown, reading.unit)
    elif reading.words and not shown:
        words = binding.words or _words_of(reading, port)
        if not words or not words.keys() <= set(reading.choices):
            allowed = f"must translate {', '.join(reading.choices)} into words of the port"
            yield (*here, "words"), dict(binding.words) or "nothing", allowed


def _bad_channel(
    rig: RigFile,
    here: tuple[str, ...],
    binding: StimulusBinding | ObservationBinding,
    quantity: Quantity,
    template: str,
) -> Iterator[Problem]:
    channel = _channel(rig, binding)
    if not needs_channel(template):
        if binding.channel is not None:
            yield (*here, "channel"), binding.channel, "must be left out: there is one of this in the instrument"
    elif channel not in quantity.channels:
        yield (*here, "channel"), channel, f"must be one of {spans(quantity.channels)}"


def _is_number(value: str | float) -> bool:
    try:
        return math.isfinite(float(value))
    except ValueError:
        return False


def _other_unit(does: str, meant: str, said: str) -> str:
    port = f"the port {does} {f'numbers in {meant}' if meant else 'no numbers'}"
    return f"{port}, and this is {f'in {said}' if said else 'none'}"


def _no_name(driver: str, verb: str, name: str, known: Mapping[str, object]) -> str:
    return f"is nothing that the driver {driver!r} {verb}; {near(name, known) if known else 'it has none'}"
