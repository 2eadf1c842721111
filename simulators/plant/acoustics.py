"""The horn as the microphone in front of the vehicle hears it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from simulators.plant.wiring import Wiring


@dataclass(frozen=True)
class HornCalibration:
    """A-weighted levels at the microphone, in dB.

    The full level is the least that UN R28 asks for at 2 m; the limited one is well below it (AMB-30 asks
    for 3 dB).
    """

    level_db: Mapping[str, float] = field(default_factory=lambda: {"off": 0.0, "full": 105.0, "limited": 95.0})


class Horn:
    """The horn: turns the current through the horn into sound.

    Args:
        wiring: Has the line `horn.level_db`.
        calibration: Its levels.
    """

    def __init__(self, wiring: Wiring, calibration: HornCalibration | None = None) -> None:
        self._level = wiring.number("horn.level_db")
        self._calibration = calibration or HornCalibration()

    def drive(self, current: str) -> None:
        """Sound with `full` or `limited` current, or be `off`.

        Raises:
            KeyError: `current` is none of these.
        """
        self._level.set(self._calibration.level_db[current])
