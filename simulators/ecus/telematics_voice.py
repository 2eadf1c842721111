"""The voice of a call: from the microphone to the other end, and from there to the loudspeaker."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from simulators.offboard.network import Signal
from simulators.plant.wiring import Line


class VoicePath:
    """Carries both directions while a call speaks, and nothing before and after.

    Args:
        microphone: Whether the microphone is connected.
        occupants: Whether somebody in the cabin speaks.
        play: The loudspeaker; samples at 8 kHz.
    """

    def __init__(
        self, microphone: Line[bool], occupants: Line[bool], play: Callable[[NDArray[np.int16]], int]
    ) -> None:
        self._microphone = microphone
        self._occupants = occupants
        self._play = play
        self._say: Callable[[Signal], None] | None = None
        self._said: Signal = "silence"
        for line in (microphone, occupants):
            line.watch(lambda _: self._update())

    def open(self, say: Callable[[Signal], None]) -> None:
        """The voice channel is there: `say` takes `speech` and `silence` to the other end."""
        self._say = say
        self._update()

    def close(self) -> None:
        """The voice channel is gone."""
        self._say = None
        self._said = "silence"

    def hear(self, samples: bytes) -> None:
        """The other end speaks."""
        if self._say is not None:
            self._play(np.frombuffer(samples, np.int16))

    def picks_up(self) -> bool:
        """Whether the voice of an occupant enters the call."""
        return self._microphone.value and self._occupants.value

    def _update(self) -> None:
        now: Signal = "speech" if self.picks_up() else "silence"
        if self._say is not None and now != self._said:
            self._said = now
            self._say(now)
