"""The Public Safety Answering Point: where 112 calls arrive, with the Minimum Set of Data.

It works as EN 16062 lays down: after the answer it asks for the MSD in the call, acknowledges what it
received (link layer, then application), and then the operator speaks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from simulators.kernel import Kernel, seconds
from simulators.offboard import msd
from simulators.offboard.desk import AnsweringDesk, DeskCalibration
from simulators.offboard.network import Call, MobileNetwork, Signal
from simulators.offboard.service import Json, ServiceError


@dataclass(frozen=True)
class PsapCalibration(DeskCalibration):
    """`msd_limit_s`: how long the PSAP waits for the MSD before it speaks all the same (EN 16062, T4)."""

    msd_limit_s: float = 20.0


class Psap(AnsweringDesk):
    """A PSAP.

    Items besides those of a desk: `msd` (`hex`, and `decoded` or, when it cannot be read, `error`). A case
    is opened at the first MSD of a call.

    Verbs besides those of a desk: `request_msd`, again during a call; `call_back`, to the vehicle.
    """

    name = "psap"

    def __init__(
        self,
        kernel: Kernel,
        network: MobileNetwork,
        number: str = "112",
        calibration: PsapCalibration = PsapCalibration(),
    ) -> None:
        super().__init__(kernel, network, number, calibration)
        self._msd_limit_ns = seconds(calibration.msd_limit_s)
        self._waiting = kernel.timer(self._speak)
        self._has_case = False
        self.offer("request_msd", self._on_request_msd)
        self.offer("call_back", self._on_call_back)
        network.add_desk("emergency", self)

    def ring(self, call: Call) -> None:
        """See `network.Desk`."""
        self._has_case = False
        super().ring(call)

    def answered(self, call: Call) -> None:
        """See `AnsweringDesk`: data before voice."""
        self._request(call)

    def heard(self, call: Call, signal: Signal, data: bytes) -> None:
        """See `AnsweringDesk`."""
        if signal == "msd":
            call.send(self, "ll_ack")
            self._read(call, data)
            call.send(self, "hl_ack")
            self._speak()
        elif signal == "answered":
            self._speak()

    def over(self) -> None:
        """See `AnsweringDesk`."""
        self._waiting.cancel()
        super().over()

    def _request(self, call: Call) -> None:
        self.show("data")
        call.send(self, "msd_request")
        self._waiting.arm_in(self._msd_limit_ns)

    def _read(self, call: Call, data: bytes) -> None:
        received: dict[str, Json] = {"hex": data.hex().upper()}
        try:
            facts = cast(Json, msd.decode(data).as_dict())
        except ValueError as error:
            self.publish("msd", {**received, "error": str(error)})
            return
        self.publish("msd", {**received, "decoded": facts})
        if not self._has_case:
            self._has_case = True
            self.open_case(category=call.category, activation=call.activation, vehicle=facts)

    def _speak(self) -> None:
        self._waiting.cancel()
        self.show("voice")

    def _on_request_msd(self, _argument: Json) -> Json:
        self._request(self.established())
        return None

    def _on_call_back(self, _argument: Json) -> Json:
        if self.current is not None:
            raise ServiceError(self.name, "call", self.state, "idle, ended")
        self._has_case = True
        self.show("ringing")
        self.current = self.network.call_vehicle("emergency", self)
        return None
