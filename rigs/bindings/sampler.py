"""A sampler, which asks an instrument for an observation again and again and notes what changes."""

from __future__ import annotations

from clock.kernel import MS, Kernel
from rigs.bindings.instrument import InstrumentLink, Steady, ask
from rigs.bindings.reading import Reading
from rigs.errors import InstrumentFault
from rigs.files.dialect import Range
from rigs.files.dialect import Reading as Known
from rigs.files.rig_file import ObservationBinding
from rigs.ports.values import Anything, Values
from rigs.values.interval import Interval
from rigs.values.track import Track
from rigs.values.units import factor

ANYTHING = Anything()


class Sampler:
    """A sampler that asks an instrument for an observation again and again and notes what changes.

    Where the instrument knows when its answer can change, it rests from two equal answers on until then, and goes
    on at the moments at which it would have asked. Two answers with a change between them may be equal too: a mean
    to which the change has not added enough yet.

    Args:
        binding: The query and its dialect.
        instrument: Who is asked.
        track: Where the values go.
        kernel: The clock.
        shows: The values of the port.
    """

    def __init__(
        self,
        binding: ObservationBinding,
        instrument: InstrumentLink,
        track: Track,
        kernel: Kernel,
        shows: Values = ANYTHING,
    ) -> None:
        self._binding = binding
        self._reading = Reading(binding, shows)
        self._known = instrument.dialect.reads.get(binding.reads or "")
        self._limits = _limits(self._known, binding.channel, shows.unit)
        self._instrument = instrument
        self._track = track
        self._kernel = kernel
        track.lag_ns = binding.period_ms * MS
        self._previous_ns: int | None = None
        self._steady: Steady | None = None
        self._period_ns = binding.period_ms * MS
        self._timer = kernel.timer(self._sample)
        self._answer: str | None = None
        self._rests = self._stirred = False

    def start(self) -> None:
        """Sample now and from now on."""
        steady = self._instrument.steady
        self._steady = steady if steady is not None and steady.watch(self._binding.query, self._stir) else None
        self._sample()

    def stop(self) -> None:
        """Sample no more."""
        self._timer.cancel()
        self._rests = False

    def _stir(self) -> None:
        """Go on, as if each moment meanwhile had been sampled."""
        self._stirred = True
        if self._steady is None or not self._rests or self._previous_ns is None:
            return
        self._rests = False
        rested_ns = self._kernel.now_ns - self._previous_ns
        self._previous_ns += rested_ns // self._period_ns * self._period_ns
        self._steady.asked_at(self._previous_ns)
        self._timer.arm_at(self._previous_ns + self._period_ns)

    def _doubt(self, value: object) -> None:
        """Refuse what the instrument cannot measure.

        Raises:
            ValueError: The value is out of its range.
        """
        if self._limits is not None and isinstance(value, int | float):
            low, high = self._limits
            if not low <= value <= high:
                unit = self._track.unit
                raise ValueError(f"but {self._instrument.driver} measures {low:g} to {high:g} {unit}".rstrip())

    def _sample(self) -> None:
        before_ns = self._kernel.time_ns()
        answer = ask(self._track.name, self._binding.instrument, self._instrument, self._binding.query)
        try:
            value = self._reading.value(answer if self._known is None else self._known.form(answer))
            self._doubt(value)
        except ValueError as error:
            self._instrument.close()  # it may be the answer to something else
            raise InstrumentFault(
                f"{self._track.name}: {self._binding.instrument} answered {answer!r}"
                f" to {self._binding.query!r}, {error}"
            ) from error
        earliest_ns = before_ns if self._previous_ns is None else self._previous_ns
        self._previous_ns = before_ns
        self._track.add(Interval(earliest_ns, self._kernel.time_ns()), value)
        self._rests = self._steady is not None and answer == self._answer and not self._stirred
        self._stirred = False
        self._answer = answer
        if not self._rests:
            self._timer.arm_in(self._period_ns)


def _limits(known: Known | None, channel: int | None, unit: str) -> Range | None:
    """Return what an instrument can measure, in the unit of the port."""
    limits = None if known is None else known.range_on(channel)
    size = None if known is None else factor(known.unit, unit)
    return None if limits is None or size is None else (limits[0] * size, limits[1] * size)
