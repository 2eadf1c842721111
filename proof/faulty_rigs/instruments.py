"""Ways in which an instrument answers what is not so, or does not do what it was told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pyvisa
from pyvisa.constants import StatusCode

from rigs.bindings.instrument import InstrumentLink, Samples

Answer = Callable[[str, str], str]
"""Type of what makes another answer of a query and its answer."""

Wrap = Callable[[InstrumentLink], InstrumentLink]
"""Type of what stands before an instrument."""


class Lying(InstrumentLink):
    """An instrument whose answers are changed on their way.

    Args:
        instrument: The true one.
        answer: What becomes of an answer.
        samples: What becomes of captured samples.
        command: What becomes of a command or a query on its way there.
    """

    def __init__(
        self,
        instrument: InstrumentLink,
        answer: Answer = lambda _query, answer: answer,
        samples: Callable[[Samples], Samples] = lambda block: block,
        command: Callable[[str], str] = lambda text: text,
    ) -> None:
        super().__init__(instrument.name, instrument.address, instrument.open)
        self.error_query = instrument.error_query
        self._change = answer
        self._samples = samples
        self._command = command

    def query(self, text: str) -> str:
        """See `InstrumentLink.query`."""
        return self._change(text, super().query(self._command(text)))

    def query_samples(self, text: str) -> Samples:
        """See `InstrumentLink.query_samples`."""
        return self._samples(super().query_samples(text))


def answering(answer: Answer) -> Wrap:
    """Change what an instrument measures; what it says of commands stays."""
    return lambda instrument: Lying(
        instrument, lambda query, said: answer(query, said) if query.startswith("MEAS:") else said
    )


def the_one_before() -> Wrap:
    """Answer each query with what belongs to the one before."""

    def wrap(instrument: InstrumentLink) -> InstrumentLink:
        late = ["0"]

        def answer(_query: str, said: str) -> str:
            late.append(said)
            return late.pop(0)

        return Lying(instrument, answer)

    return wrap


def never(after: int = 0) -> Wrap:
    """Answer no more after so many queries."""

    def wrap(instrument: InstrumentLink) -> InstrumentLink:
        left = after

        def answer(_query: str, said: str) -> str:
            nonlocal left
            left -= 1
            if left < 0:
                raise pyvisa.VisaIOError(StatusCode.error_timeout)
            return said

        return Lying(instrument, answer)

    return wrap


def silent(begin_s: float) -> Wrap:
    """Capture nothing but silence from some time on."""

    def wrap(instrument: InstrumentLink) -> InstrumentLink:
        taken = 0

        def samples(block: Samples) -> Samples:
            nonlocal taken
            taken += len(block)
            return block * 0 if taken > begin_s * SAMPLE_RATE_HZ else block

        return Lying(instrument, samples=samples)

    return wrap


SAMPLE_RATE_HZ = 8000
"""Rate of the samples of the capture, in Hz."""


def refusing(channel: str) -> Wrap:
    """Refuse commands for a channel."""
    return lambda instrument: Lying(
        instrument, lambda query, said: '-200,"Execution error"' if channel in query and ";" in query else said
    )


def with_channels(channels: dict[str, str]) -> Wrap:
    """Have channels connected to what belongs to others."""

    def swapped(text: str) -> str:
        for mine, other in channels.items():
            if f"(@{mine})" in text:
                return text.replace(f"(@{mine})", f"(@{other})")
        return text

    return lambda instrument: Lying(instrument, command=swapped)


def not_done(*parts: str, after: int = 0) -> Wrap:
    """Take commands with one of some parts, without an error, and do nothing; from so many of them on."""

    def wrap(instrument: InstrumentLink) -> InstrumentLink:
        left = after

        def command(text: str) -> str:
            nonlocal left
            if ";" not in text or not any(part in text for part in parts):
                return text
            left -= 1
            return text if left >= 0 else instrument.error_query

        return Lying(instrument, command=command)

    return wrap


def frozen(*parts: str, after: int = 0) -> Wrap:
    """Answer queries with one of some parts for ever as once before, after so many answers to each."""

    def wrap(instrument: InstrumentLink) -> InstrumentLink:
        asked: Counter[str] = Counter()
        kept: dict[str, str] = {}

        def answer(query: str, said: str) -> str:
            if ";" in query or not any(part in query for part in parts):
                return said
            asked[query] += 1
            return said if asked[query] <= after else kept.setdefault(query, said)

        return Lying(instrument, answer)

    return wrap


def amplified(gain: float) -> Wrap:
    """Capture samples with another gain, clipped as a converter does."""

    def louder(block: Samples) -> Samples:
        return (block * gain).clip(-32768, 32767).astype(block.dtype)

    return lambda instrument: Lying(instrument, samples=louder)
