"""The assistance centre: where breakdown calls arrive, with their set of data (line 35, AMB-06)."""

from __future__ import annotations

from clock.kernel import Kernel
from simulators.offboard.network import MobileNetwork, Payload
from simulators.offboard.operator_desk import DEFAULT, AnsweringDesk, DeskCalibration
from simulators.offboard.service import Json


class Centre(AnsweringDesk):
    """The centre.

    Items besides those of a desk: `data`, the set of data for the breakdown call, null once the call is over. A
    case is opened with it.
    """

    name = "centre"

    def __init__(
        self,
        kernel: Kernel,
        network: MobileNetwork,
        number: str = "+33 1 00 00 00 00",
        calibration: DeskCalibration = DEFAULT,
    ) -> None:
        super().__init__(kernel, network, number, calibration)
        network.add_desk("breakdown", self)
        network.add_host(self.name, self._receive)

    def over(self) -> None:
        """See `AnsweringDesk`."""
        super().over()
        self.publish("data", None)

    def _receive(self, _topic: str, payload: Payload) -> None:
        data: dict[str, Json] = dict(payload)
        self.publish("data", data)
        self.open_case(category="breakdown", vehicle=data)
