"""The ignition and the key, as the body controller feels them."""

from __future__ import annotations

from simulators.ecus.body.ecu import BodyEcu
from simulators.ecus.body.network import NetworkMaster
from simulators.ecus.ecu import Part


class Key(Part):
    """The key: tells whether it is at the vehicle."""

    def __init__(self, ecu: BodyEcu) -> None:
        super().__init__(ecu)
        self._away = ecu.wiring.flag("key.away")
        self._away.watch(lambda _away: self.show())

    def power_on(self) -> None:
        """See `show`."""
        self.show()

    def show(self) -> None:
        """Show where the key is."""
        self._com.set("key.presence", "absent" if self._away.value else "present")


class Ignition(Part):
    """The ignition: tells how far the vehicle is switched on, by KL15 and the powertrain."""

    def __init__(self, ecu: BodyEcu) -> None:
        super().__init__(ecu)
        self._net = ecu.part(NetworkMaster)
        self._kl15 = ecu.wiring.flag("ignition.kl15")
        self._kl15.watch(ecu.while_powered(lambda _on: self.show()))
        ecu.wiring.flag("button.start").watch(ecu.while_powered(self._on_start_button))
        self._com.on("powertrain.state", lambda _state: self.show())

    def state(self) -> str:
        """Give the label of ignition.state; start means that the powertrain runs or is ready (AMB-35)."""
        if not self._kl15.value:
            return "off"
        return "on" if self._com.get("powertrain.state") == "off" else "running"

    def power_on(self) -> None:
        """See `show`."""
        self.show()

    def show(self) -> None:
        """Show KL15 and the state of the ignition."""
        self._com.set("kl15.state", "on" if self._kl15.value else "off")
        self._com.set("ignition.state", self.state())

    def _on_start_button(self, pressed: bool) -> None:
        if pressed:
            self._net.activity()
