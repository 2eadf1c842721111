"""The Public Safety Answering Point: where 112 calls arrive, with the Minimum Set of Data.

It works as EN 16062 lays down: after the answer it asks for the MSD in the call, acknowledges what it
received (link layer, then application), and then the operator speaks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from clock.kernel import Kernel, seconds
from simulators.offboard.emergency import msd
from simulators.offboard.network import Call, MobileNetwork, Signal
from simulators.offboard.operator_desk import AnsweringDesk, DeskCalibration
from simulators.offboard.service import Json, ServiceError

EMERGENCIES = ("accident", "medical emergency", "life-threatening situation")
"""Reasons for a call to the PSAP (line 54)."""

PURPOSES = (*EMERGENCIES, "advice")
"""Answers that an occupant can give the agent; the last is no emergency."""


@dataclass(frozen=True)
class PsapCalibration(DeskCalibration):
    """Times in seconds.

    `msd_limit_s`: how long the PSAP waits for the MSD before it speaks all the same (EN 16062, T4). `mute_s`:
    bounds of how long the agent waits to be told what has happened before rescue forces are sent all the same,
    since nobody can speak or be understood (line 51).
    """

    msd_limit_s: float = 20.0
    mute_s: tuple[float, float] = (10.0, 15.0)


class Psap(AnsweringDesk):
    """A PSAP.

    Items besides those of a desk: `msd` (`hex`, and `decoded` or, when it cannot be read, `error`; whether it is
    `acknowledged`), null from the start of a call to its arrival; `site`, the PSAP that has the call, of the
    world's model, with the languages of its agent. A case is opened at the first MSD of a call; its `status` is
    {open, dispatched, not served}, and once rescue forces are sent their `destination` is in it.

    Verbs besides those of a desk: `request_msd`, again during a call; `call_back`, to the vehicle; `tell`, what
    the call is for, one of `PURPOSES`.
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
        self._mute = kernel.timer(self._nobody_speaks)
        self._mute_s = calibration.mute_s
        self._has_case = False
        self._received = False
        self.offer("tell", self._on_tell)
        self.offer("request_msd", self._on_request_msd)
        self.offer("call_back", self._on_call_back)
        network.add_desk("emergency", self)

    def ring(self, call: Call) -> None:
        """See `network.Desk`: what is known of an earlier call is no part of this one."""
        if self.current is None:
            self._begin_afresh()
            self.publish("site", None if call.site is None else call.site.as_dict())
        super().ring(call)

    def answered(self, call: Call) -> None:
        """See `AnsweringDesk`: data before voice."""
        self._request(call)

    def heard(self, call: Call, signal: Signal, data: bytes) -> None:
        """See `AnsweringDesk`."""
        if signal == "msd":
            call.send(self, "ll_ack")
            call.send(self, "hl_ack")
            self._read(call, data)
            self._speak()
        elif signal == "answered":
            self._speak()

    def _begin_afresh(self) -> None:
        self._has_case = False
        if self._received:
            self._received = False
            self.publish("msd", None)
            self.publish("case", None)

    def over(self) -> None:
        """See `AnsweringDesk`."""
        self._waiting.cancel()
        self._mute.cancel()
        super().over()

    def _request(self, call: Call) -> None:
        self.show("data")
        call.send(self, "msd_request")
        self._waiting.arm_in(self._msd_limit_ns)

    def _read(self, call: Call, data: bytes) -> None:
        self._received = True
        received: dict[str, Json] = {"hex": data.hex().upper(), "acknowledged": True}
        try:
            facts = cast(Json, msd.decode(data).as_dict())
        except ValueError as error:
            self.publish("msd", {**received, "error": str(error)})
            return
        self.publish("msd", {**received, "decoded": facts})
        if not self._has_case:
            self._has_case = True
            self.open_case(category=call.category, activation=call.activation, vehicle=facts, status="open")
            self._mute.arm_in(self.draw_ns(self._mute_s))

    def _speak(self) -> None:
        self._waiting.cancel()
        self.show("voice")

    def _nobody_speaks(self) -> None:
        """End the wait: nobody has told what has happened."""
        if self.case.get("status") == "open":
            self._dispatch()

    def _dispatch(self) -> None:
        vehicle = cast("Mapping[str, Json]", self.case["vehicle"])
        self.note(
            status="dispatched",
            destination={key: vehicle[key] for key in ("latitude_deg", "longitude_deg")},
        )

    def _on_tell(self, argument: Json) -> Json:
        purpose = self.one_of("purpose", argument, PURPOSES)
        self.established()
        if self.case.get("status") != "open":
            raise ServiceError(self.name, "case", self.case.get("status"), "open")
        self._mute.cancel()
        self.note(purpose=purpose)
        if purpose in EMERGENCIES:
            self._dispatch()
        else:
            self.note(status="not served")
        return None

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
