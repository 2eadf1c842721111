"""Bluetooth between the vehicle and a smartphone: two ends that hear each other within reach."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from clock.kernel import Kernel
from simulators.plant.wiring import Wiring

Side = Literal["vehicle", "phone"]
Message = Mapping[str, Any]
MessageHandler = Callable[[str, Message], None]

_OTHER: Mapping[Side, Side] = {"vehicle": "phone", "phone": "vehicle"}


@dataclass(frozen=True)
class RadioCalibration:
    """`latency_s`: how long a message takes, drawn evenly between two bounds in seconds."""

    latency_s: tuple[float, float] = (0.02, 0.1)


class Radio:
    """One end. What an end sends is on the line `bluetooth.from_<side>` for the length of a moment, as JSON.

    Args:
        kernel: The clock.
        wiring: Has the two lines.
        side: Which end.
        receiver: Called with topic and content of each message of the other end.
        calibration: Its times.
    """

    def __init__(
        self,
        kernel: Kernel,
        wiring: Wiring,
        side: Side,
        receiver: MessageHandler,
        calibration: RadioCalibration = RadioCalibration(),
    ) -> None:
        self.calibration = calibration
        self._kernel = kernel
        self._random = kernel.random(f"bluetooth.{side}")
        self._line = wiring.text(f"bluetooth.from_{side}")
        self._receiver = receiver
        self._last_ns = 0
        wiring.text(f"bluetooth.from_{_OTHER[side]}").watch(self._on_line)

    def send(self, topic: str, message: Message) -> None:
        """Send a message; messages keep their order."""
        delay_ns = round(self._random.uniform(*self.calibration.latency_s) * 1e9)
        self._last_ns = max(self._last_ns, self._kernel.now_ns + delay_ns)
        self._kernel.call_at(self._last_ns, partial(self._arrive, json.dumps({"topic": topic, **message})))

    def _arrive(self, text: str) -> None:
        self._line.set(text)
        self._line.set("")

    def _on_line(self, text: str) -> None:
        if text:
            message = json.loads(text)
            self._receiver(message.pop("topic"), message)
