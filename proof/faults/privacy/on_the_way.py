"""Faults of modes that are chosen on the way, of the trip after, and of the time between both buttons."""

from __future__ import annotations

from clock.kernel import seconds
from proof.fault import Theme
from proof.slots import MIRROR_SCREEN, NAVIGATION, TRIGGERS
from simulators.bus.com import SignalValue
from simulators.ecus.ecu import Ecu
from simulators.ecus.screen.projection import MirrorScreen
from simulators.ecus.telematics.buttons import NAMES, ButtonCalibration, ButtonClassifier, Press
from simulators.ecus.telematics.ecu import TelematicsEcu
from simulators.ecus.telematics.navigation import Navigation
from simulators.ecus.telematics.privacy import Mode, Privacy
from simulators.ecus.telematics.triggers import Triggers

ON_THE_WAY = Theme("features/privacy/on_the_way.feature")
BACK = "Traffic, maintenance data and information come after private mode, on that trip and the next"
AFTER = "Mirror Screen, orders and ASSISTANCE work on the trip after that on which private mode ended"
FOLLOWED = "Data and position follow each of five changes of the mode on one trip, its end and the next trip"
GAPS = "Each of six double-pushes with other times between the buttons brings the prompt and no call"
PROMPTED = "the first prompt is heard within 3 s of the double-push"


class OldTraffic(Navigation):
    """A navigation that shows the traffic data of before private mode in place of new ones."""

    _ended = False

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        ecu.part(Privacy).watch(self._on_mode)

    def _on_mode(self, mode: Mode) -> None:
        self._ended = self._ended or mode == "private"

    def tell(self) -> None:
        if self._ended:
            self._bus.show("navigation.state", "live")
        else:
            super().tell()


class ModeOfTheStart(Navigation):
    """A navigation that goes by the mode at the start of the vehicle."""

    _shared = True

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        self._privacy = ecu.part(Privacy)
        self._com.on("ignition.state", self._on_start)

    def wanted(self) -> bool:
        running = self._com.get("ignition.state") != "off"
        return running if self._shared and running else super().wanted()

    def _on_start(self, state: SignalValue) -> None:
        if state == "off":
            self._shared = False
        elif state == "on":
            self._shared = self._privacy.allows("navigation")
        self.consider()


class OnceRefused(MirrorScreen):
    """A touch screen that refuses a phone at each start once it was refused."""

    _refused = False
    _off = False

    def __init__(self, ecu: Ecu) -> None:
        super().__init__(ecu)
        self._com.on("ignition.state", self._on_ignition)

    def allowed(self) -> bool:
        allowed = super().allowed()
        self._refused = self._refused or not allowed
        return allowed and not self._off

    def _on_ignition(self, state: SignalValue) -> None:
        self._off = self._off or (self._refused and state == "off")


class Impatient(ButtonClassifier):
    """A classifier that waits for SOS for 0.3 s after ASSISTANCE, not for 0.5 s."""

    def _partner(self, press: Press) -> Press | None:
        other = super()._partner(press)
        if other is None:
            return None
        apart_ns = (press.pressed_ns - other.pressed_ns) * (1 if press.button == "sos" else -1)
        return None if apart_ns > seconds(0.3) else other


class ImpatientTriggers(Triggers):
    """Triggers of calls with such a classifier."""

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        lines = {name: ecu.wiring.flag(f"button.{name}") for name in NAMES}
        self._buttons = Impatient(self._kernel, lines, self, ButtonCalibration())


FAULTS = (
    ON_THE_WAY.fault(
        "old-traffic-after-private-mode",
        "PRIV-08",
        BACK,
        "After private mode the navigation shows old traffic data and asks for none.",
        NAVIGATION.replaced(OldTraffic),
        "requests for traffic data reach the back office in reaction to the selection",
    ),
    ON_THE_WAY.fault(
        "navigation-by-the-mode-of-the-start",
        "PRIV-03",
        FOLLOWED,
        "The navigation tells the position in each mode that is chosen on the way.",
        NAVIGATION.replaced(ModeOfTheStart),
        "no position reaches the back office for 3 min after the start of the wait",
    ),
    ON_THE_WAY.fault(
        "phone-refused-on-the-trip-after",
        "PRIV-09",
        AFTER,
        "A phone that private mode has refused is refused on the next trip without it.",
        MIRROR_SCREEN.replaced(OnceRefused),
        "Mirror Screen runs in reaction to the start",
    ),
    ON_THE_WAY.fault(
        "double-push-0.3s-after-assistance",
        "PRIV-17",
        GAPS,
        "SOS that follows ASSISTANCE after more than 0.3 s is a press of its own.",
        TRIGGERS.replaced(ImpatientTriggers),
        PROMPTED,
    ),
)
