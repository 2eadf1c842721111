"""What the parts of the telematics ECU share: its modem and its loudspeaker."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Protocol

import numpy as np
from numpy.typing import NDArray

from simulators.ecus.ecu import NetworkMember, Vehicle
from simulators.offboard.network import Modem

BUS = "comfort"
"""Bus of the telematics ECU."""


class Loudspeaker(Protocol):
    """The loudspeaker, as the ECU speaks through it."""

    def play(self, samples: NDArray[np.int16]) -> int:
        """Play samples at 8 kHz from now on; gives how long they last in nanoseconds."""


class TelematicsEcu(NetworkMember):
    """An ECU with a way out by radio.

    Args:
        vehicle: Where it is built in.
        modem: Its mobile network.
        speaker: What it speaks through.
        calibrations: See `Ecu`.
    """

    NODE: ClassVar[str] = "TELEMATICS"
    BUSES: ClassVar[tuple[str, ...]] = (BUS,)

    def __init__(
        self, vehicle: Vehicle, modem: Modem, speaker: Loudspeaker, calibrations: Sequence[object] = ()
    ) -> None:
        super().__init__(vehicle, calibrations)
        self.modem = modem
        self.speaker = speaker
        self.fit_parts()
