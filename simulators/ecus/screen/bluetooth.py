"""The Bluetooth link of the touch screen ECU: pairing on the screen, and the connection (lines 340, 363, 364)."""

from __future__ import annotations

from dataclasses import dataclass

from clock.kernel import seconds
from simulators.bus.com import SignalValue
from simulators.ecus.ecu import Ecu, Part
from simulators.ecus.screen.pages import HOME, Field, ScreenPart
from simulators.plant.bluetooth import Message, Radio

LINK = "bluetooth"
"""Page on which the uses of a phone are ticked and its pairing is begun."""

PAIRING = "pairing"
"""Page on which the pairing is accepted."""

USES = ("phone", "streaming", "connection_sharing")
"""Boxes of the page, in the order of the source."""

ACCEPT = "accept"
CONNECT = "connect"


@dataclass(frozen=True)
class BluetoothCalibration:
    """`farewell_s`: from the ignition off to the end of the connection, in seconds."""

    farewell_s: float = 8.0


class Bluetooth(Part):
    """The link: one paired phone, connected while the ignition is on and a little longer.

    The pairing is kept in the memory, as the uses that were ticked. What the phone says goes to the parts of the
    ECU that take it.
    """

    def __init__(self, ecu: Ecu) -> None:
        super().__init__(ecu)
        self.calibration = ecu.take_calibration(BluetoothCalibration)
        self._deliver = ecu.receive
        self._asked: frozenset[str] = frozenset()
        self._accepted = False
        self._radio = Radio(self._kernel, ecu.wiring, "vehicle", self._receive)
        self._farewell = self._kernel.timer(self._on_farewell)
        self._on_air = False
        self._com.on("ignition.state", self._on_ignition)

    @property
    def uses(self) -> frozenset[str]:
        """Uses that the paired phone is allowed; empty when there is none."""
        return frozenset(str(self._memory.get("bluetooth.uses", "")).split())

    def pairs(self) -> bool:
        """Tell whether a phone that has confirmed is paired: the screen accepted first (line 364)."""
        return self._accepted

    def send(self, topic: str, message: Message) -> None:
        """Tell the phone; lost when there is none."""
        if self._on_air and self.uses:
            self._radio.send(topic, message)

    def power_off(self) -> None:
        """Lose the supply: the connection is gone, the pairing stays."""
        self._on_air = False
        self._accepted = False
        self._farewell.cancel()

    def ask(self, uses: frozenset[str]) -> None:
        """Begin a pairing for the uses that were ticked."""
        self._asked, self._accepted = uses, False
        self._radio.send("pairing_request", {})

    def accept(self) -> None:
        """Accept the pairing on the screen."""
        self._accepted = True

    def _receive(self, topic: str, message: Message) -> None:
        if not self._on_air:
            return
        if topic == "pairing_confirmed":
            if self.pairs():
                self._accepted = False
                self._memory["bluetooth.uses"] = " ".join(sorted(self._asked))
                self._connect()
        elif topic == "hello":
            self._connect()
        else:
            self._deliver(topic, message)

    def _connect(self) -> None:
        self.send("connected", {"uses": sorted(self.uses)})

    def _on_ignition(self, state: SignalValue) -> None:
        if state == "off":
            self._farewell.arm_in(seconds(self.calibration.farewell_s))
        else:
            self._farewell.cancel()
            if not self._on_air:
                self._on_air = True
                self._connect()

    def _on_farewell(self) -> None:
        self.send("disconnected", {})
        self._on_air = False


class BluetoothPages(ScreenPart):
    """The pages of the pairing; a box that is ticked lets the phone be used for that."""

    def __init__(self, ecu: Ecu) -> None:
        super().__init__(ecu)
        self._link = ecu.part(Bluetooth)
        self._ticked: frozenset[str] = frozenset()
        self.pages = {
            HOME: (Field("telephone", 86.0, opens=LINK),),
            LINK: (*(Field(use, 30.0) for use in USES), Field(CONNECT, 80.0)),
            PAIRING: (Field(ACCEPT, 80.0),),
        }

    def opened(self, page: str) -> None:
        """See `ScreenPart`."""
        if page == LINK:
            self._ticked = frozenset()

    def touched(self, page: str, field: str) -> str | None:
        """See `ScreenPart`."""
        if page == LINK and field in USES:
            self._ticked ^= {field}
        elif page == LINK and field == CONNECT:
            self._link.ask(self._ticked)
            return PAIRING
        elif page == PAIRING and field == ACCEPT:
            self._link.accept()
            return HOME
        return None

    def checked(self, page: str) -> frozenset[str]:
        """See `ScreenPart`."""
        return self._ticked if page == LINK else frozenset()
