"""The instruments that press buttons, open doors and watch lamps and LEDs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from clock.kernel import Kernel
from simulators.plant.wiring import Line, Wiring
from simulators.scpi.device import Device
from simulators.scpi.parser import Boolean, Channels, Command, Number, ScpiError, number

T = TypeVar("T")


class IoUnit(Device):
    """A mainframe with relays, digital inputs, and analogue outputs and inputs.

    Args:
        kernel: The clock.
        wiring: The vehicle.
        relays: The line behind each relay channel; the relay closed is the line's True.
        digital: The line behind each digital input.
        outputs: The channels of the analogue outputs; each one can be read back.
        inputs: The line in volts behind each analogue input.
    """

    MODEL = "IO-1000"

    def __init__(
        self,
        kernel: Kernel,
        wiring: Wiring,
        relays: Mapping[int, str],
        digital: Mapping[int, str],
        outputs: Sequence[int],
        inputs: Mapping[int, str],
    ) -> None:
        super().__init__(kernel, wiring)
        self._relays = {channel: wiring.flag(name) for channel, name in relays.items()}
        self._digital = {channel: wiring.flag(name) for channel, name in digital.items()}
        self._outputs = {channel: Line(f"analogue output {channel}", 0.0) for channel in outputs}
        self._voltages = {**self._outputs, **{channel: wiring.number(name) for channel, name in inputs.items()}}

    def reset(self) -> None:
        """Open all relays, also those that are closed on an undisturbed bench, and put outputs at 0 V (*RST)."""
        for relay in self._relays.values():
            relay.set(False)
        for output in self._outputs.values():
            output.set(0.0)

    def close(self, channels: tuple[int, ...]) -> None:
        """Close relays."""
        for relay in _at(channels, self._relays):
            relay.set(True)

    def open(self, channels: tuple[int, ...]) -> None:
        """Open relays."""
        for relay in _at(channels, self._relays):
            relay.set(False)

    def closed(self, channels: tuple[int, ...]) -> str:
        """Answer with 1 for each relay that is closed."""
        return _flags(_at(channels, self._relays), of=True)

    def opened(self, channels: tuple[int, ...]) -> str:
        """Answer with 1 for each relay that is open."""
        return _flags(_at(channels, self._relays), of=False)

    def source(self, voltage_v: float, channels: tuple[int, ...]) -> None:
        """Set analogue outputs."""
        for output in _at(channels, self._outputs):
            output.set(voltage_v)

    def sourced(self, channels: tuple[int, ...]) -> str:
        """Answer with the voltages that the outputs are set to."""
        return ",".join(number(output.value) for output in _at(channels, self._outputs))

    def measure(self, channels: tuple[int, ...]) -> str:
        """Answer with the voltages at outputs and inputs."""
        return ",".join(number(line.value) for line in _at(channels, self._voltages))

    def sense(self, channels: tuple[int, ...]) -> str:
        """Answer with 1 for each digital input that is high."""
        return _flags(_at(channels, self._digital), of=True)

    COMMANDS = (
        Command("[ROUTe:]CLOSe", close, Channels()),
        Command("[ROUTe:]CLOSe?", closed, Channels()),
        Command("[ROUTe:]OPEN", open, Channels()),
        Command("[ROUTe:]OPEN?", opened, Channels()),
        Command("SOURce:VOLTage[:LEVel]", source, Number(-10.0, 10.0, "V"), Channels()),
        Command("SOURce:VOLTage[:LEVel]?", sourced, Channels()),
        Command("MEASure[:SCALar]:VOLTage[:DC]?", measure, Channels()),
        Command(
            "MEASure[:SCALar]:DIGital?",
            sense,
            Channels(),
            lines=lambda unit, channels: _at(channels, unit._digital),
        ),
    )


class LedAnalyser(Device):
    """Fibre probes that tell the colour and brightness of LEDs.

    Args:
        kernel: The clock.
        wiring: The vehicle.
        leds: The lines that the probes look at; the first is LED1.
    """

    MODEL = "LED-8"
    LIT_PERCENT = 87.0  # of the probe's full scale; the vehicle's LEDs are not dimmed

    def __init__(self, kernel: Kernel, wiring: Wiring, leds: Sequence[str] = ("led.sos",)) -> None:
        super().__init__(kernel, wiring)
        self._leds = [wiring.text(name) for name in leds]

    def colour(self, led: int) -> str:
        """Answer with RED, GREEN, ORANGE or OFF."""
        if not 1 <= led <= len(self._leds):
            raise ScpiError(-114, f"LED{led}")
        return self._leds[led - 1].value.upper()

    def intensity(self, led: int) -> str:
        """Answer with the intensity in percent of full scale."""
        return f"{0.0 if self.colour(led) == 'OFF' else self.LIT_PERCENT:.1f}"

    def both(self, led: int) -> str:
        """Answer with colour and intensity of one moment."""
        return f"{self.colour(led)},{self.intensity(led)}"

    COMMANDS = (
        Command("MEASure:LED#?", both, lines=lambda analyser, led: analyser._leds[led - 1 : led]),
        Command("MEASure:LED#:COLour?", colour),
        Command("MEASure:LED#:INTensity?", intensity),
    )


def _at(channels: tuple[int, ...], have: Mapping[int, T]) -> list[T]:
    """Return what is behind each channel; refuses them all when one does not exist."""
    for channel in channels:
        if channel not in have:
            raise ScpiError(-222, f"there is no channel {channel} for this")
    return [have[channel] for channel in channels]


def _flags(lines: list[Line[bool]], *, of: bool) -> str:
    return ",".join(Boolean().answer(line.value is of) for line in lines)
