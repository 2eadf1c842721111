"""The airbag ECU: crashes and belted occupants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from clock.kernel import seconds
from simulators.ecus.ecu import Identity, NetworkMember, Vehicle
from simulators.ecus.wake import WakeRequest
from vehicle.profile import SEATS


@dataclass(frozen=True)
class AirbagCalibration:
    """`one_crash_s`: what fires within this time of the first counts as the same crash, in seconds."""

    one_crash_s: float = 1.0


class Airbag(NetworkMember):
    """The airbag ECU.

    It detects with the ignition on, and without it where the vehicle is made so: many are not. It shows what
    has fired until it loses its supply, since nothing that has fired becomes whole again, and keeps its count
    of crashes for ever.
    """

    NODE = "AIRBAG"
    BUSES = ("inter_system",)
    PARTS = (WakeRequest,)
    IDENTITY = Identity(software=(3, 1), hardware=4)

    def __init__(self, vehicle: Vehicle, calibrations: Sequence[object] = ()) -> None:
        super().__init__(vehicle, calibrations)
        self.calibration = self.take_calibration(AirbagCalibration)
        self.fit_parts()
        self._ignition = self.wiring.flag("ignition.kl15")
        self._crash_over = self.kernel.timer(lambda: None)
        self.wiring.flag("crash.airbag").watch(partial(self._on_crash, "crash.airbag", "deployed"))
        self.wiring.flag("crash.pretensioner").watch(partial(self._on_crash, "crash.pretensioner", "fired"))
        for seat in SEATS:
            self.wiring.flag(f"seat.{seat}").watch(lambda _: self._show_occupants())

    def power_on(self) -> None:
        """See `Ecu.power_on`."""
        self.com.set("crash.airbag", "not_deployed")
        self.com.set("crash.pretensioner", "not_fired")
        self.com.set("crash.detected", "no")
        self.com.set("crash.counter", self.memory.get("crashes", 0))
        self._show_occupants()

    def power_off(self) -> None:
        """See `Ecu.power_off`."""
        self._crash_over.cancel()

    def detects(self) -> bool:
        """Tell whether a crash is noticed now."""
        return self.powered and (self._ignition.value or self.profile.airbags_when_off)

    def wake_network(self) -> None:
        """Wake the buses, so that the crash is heard of."""
        self.part(WakeRequest).need("crash")

    def _on_crash(self, signal: str, label: str, fired: bool) -> None:
        if not fired or not self.detects():
            return
        self.com.set(signal, label)
        self.com.set("crash.detected", "yes")
        self.wake_network()
        if not self._crash_over.armed:
            self.memory["crashes"] = (int(self.memory.get("crashes", 0)) + 1) % 256
            self.com.set("crash.counter", self.memory["crashes"])
        self._crash_over.arm_in(seconds(self.calibration.one_crash_s))

    def _show_occupants(self) -> None:
        belted = {seat: self.wiring.flag(f"seat.{seat}").value for seat in SEATS}
        self.com.set("occupants.count", sum(belted.values()))
        for seat, fastened in belted.items():
            self.com.set(f"belts.{seat}", "fastened" if fastened else "unfastened")
