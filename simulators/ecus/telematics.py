"""The telematics unit: buttons and calls, privacy mode, remote orders, uplinks, the light of the SOS button."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import ClassVar, Protocol

import numpy as np
from numpy.typing import NDArray

from simulators.com import SignalValue
from simulators.ecus.node import Identity, NetworkMember, Vehicle
from simulators.ecus.telematics_breakdown import BreakdownCall, BreakdownCallCalibration
from simulators.ecus.telematics_bus import BUS, BusAccess
from simulators.ecus.telematics_buttons import ButtonCalibration, ButtonClassifier, Name, Press
from simulators.ecus.telematics_call import EmergencyCall, EmergencyCallCalibration
from simulators.ecus.telematics_data import CallData
from simulators.ecus.telematics_led import Colour, Led, LedCalibration, LedState
from simulators.ecus.telematics_maintenance import Maintenance, MaintenanceCalibration
from simulators.ecus.telematics_navigation import Navigation, NavigationCalibration
from simulators.ecus.telematics_orders import OrderCalibration, RemoteOrders
from simulators.ecus.telematics_position import Receiver
from simulators.ecus.telematics_privacy import MODES, Mode, Privacy
from simulators.ecus.telematics_service import Rights, ServiceCalibration, ServiceTerm
from simulators.ecus.telematics_status import StatusAnswers, StatusCalibration
from simulators.ecus.telematics_switching import Switching, SwitchingCalibration
from simulators.ecus.telematics_updates import UpdateCalibration, Updates
from simulators.ecus.telematics_uplink import Uplink, UplinkCalibration
from simulators.ecus.telematics_voice import VoicePath
from simulators.kernel import seconds
from simulators.offboard.network import Activation, Call, Modem, Payload
from simulators.voice import speak


class Loudspeaker(Protocol):
    """What the unit speaks through."""

    def play(self, samples: NDArray[np.int16]) -> int:
        """Play samples at 8 kHz from now on; gives how long they last in nanoseconds."""


@dataclass(frozen=True)
class TelematicsCalibration:
    """What a unit can be given other values of; `wake_repeat_s` is the distance of wake-up frames in seconds."""

    wake_repeat_s: float = 0.2
    buttons: ButtonCalibration = field(default_factory=ButtonCalibration)
    emergency_call: EmergencyCallCalibration = field(default_factory=EmergencyCallCalibration)
    breakdown_call: BreakdownCallCalibration = field(default_factory=BreakdownCallCalibration)
    switching: SwitchingCalibration = field(default_factory=SwitchingCalibration)
    led: LedCalibration = field(default_factory=LedCalibration)
    orders: OrderCalibration = field(default_factory=OrderCalibration)
    uplink: UplinkCalibration = field(default_factory=UplinkCalibration)
    service: ServiceCalibration = field(default_factory=ServiceCalibration)
    status: StatusCalibration = field(default_factory=StatusCalibration)
    maintenance: MaintenanceCalibration = field(default_factory=MaintenanceCalibration)
    navigation: NavigationCalibration = field(default_factory=NavigationCalibration)
    updates: UpdateCalibration = field(default_factory=UpdateCalibration)


class Telematics(NetworkMember):
    """The unit.

    Its parts are class attributes, so that a variant of the unit names other ones.

    Args:
        vehicle: Where it is built in.
        modem: Its mobile network.
        speaker: What it speaks through.
        calibration: Its numbers.
    """

    NODE: ClassVar[str] = "TELEMATICS"
    BUSES: ClassVar[tuple[str, ...]] = (BUS,)
    IDENTITY = Identity(software=(7, 3), hardware=2)
    RECEIVER: ClassVar[type[Receiver]] = Receiver
    PRIVACY: ClassVar[type[Privacy]] = Privacy
    DATA: ClassVar[type[CallData]] = CallData
    LED: ClassVar[type[Led]] = Led
    BUTTONS: ClassVar[type[ButtonClassifier]] = ButtonClassifier
    EMERGENCY_CALL: ClassVar[type[EmergencyCall]] = EmergencyCall
    BREAKDOWN_CALL: ClassVar[type[BreakdownCall]] = BreakdownCall
    SWITCHING: ClassVar[type[Switching]] = Switching
    ORDERS: ClassVar[type[RemoteOrders]] = RemoteOrders
    UPLINK: ClassVar[type[Uplink]] = Uplink
    SERVICE: ClassVar[type[ServiceTerm]] = ServiceTerm
    VOICE: ClassVar[type[VoicePath]] = VoicePath
    STATUS: ClassVar[type[StatusAnswers]] = StatusAnswers
    MAINTENANCE: ClassVar[type[Maintenance]] = Maintenance
    NAVIGATION: ClassVar[type[Navigation]] = Navigation
    UPDATES: ClassVar[type[Updates]] = Updates

    def __init__(
        self,
        vehicle: Vehicle,
        modem: Modem,
        speaker: Loudspeaker,
        calibration: TelematicsCalibration = TelematicsCalibration(),
    ) -> None:
        super().__init__(vehicle)
        self.calibration = calibration
        self.modem = modem
        self.speaker = speaker
        self.bus = BusAccess(self.kernel, self.com, calibration.wake_repeat_s, self._on_awake)
        self.receiver = self.RECEIVER(self.kernel, self.wiring, self.memory)
        self.privacy = self.PRIVACY(self.memory, self.profile.privacy_policy, self._on_mode)
        self.service = self.SERVICE(
            self.kernel, self.profile, self.receiver.utc_s, self.memory, self._update_led, calibration.service
        )
        self.rights = Rights(self.privacy, self.service)
        self.data = self.DATA(self.profile, self.com, self.receiver, self.privacy)
        self.led = self.LED(self.kernel, self.wiring.text("led.sos"), self._show_led, calibration.led)
        self.emergency_call = self.EMERGENCY_CALL(
            self.kernel,
            modem,
            partial(self._show_state, "ecall.state"),
            self.data.make_msd,
            self._make_voice(),
            calibration.emergency_call,
        )
        self.breakdown_call = self.BREAKDOWN_CALL(
            self.kernel,
            modem,
            partial(self._show_state, "bcall.state"),
            self.data.make_breakdown_data,
            self._make_voice(),
            calibration.breakdown_call,
        )
        self.switching = self.SWITCHING(
            self.kernel,
            self.say,
            partial(self._show_state, "switching.state"),
            self.confirmed,
            calibration.switching,
        )
        self.orders = self.ORDERS(
            self.kernel,
            self.com,
            modem,
            self.rights,
            self.random,
            partial(self.bus.need, "remote_order"),
            calibration.orders,
        )
        self.uplink = self.UPLINK(self.kernel, self.com, modem, self.receiver, self.rights, calibration.uplink)
        self.status = self.STATUS(
            self.kernel,
            self.com,
            modem,
            self.privacy,
            self.profile.energy != "combustion",
            self.uplink.locked,
            partial(self.bus.need, "remote_order"),
            calibration.status,
        )
        self.maintenance = self.MAINTENANCE(self.kernel, self.com, modem, self.rights, calibration.maintenance)
        self.navigation = self.NAVIGATION(
            self.kernel,
            self.com,
            modem,
            self.receiver,
            self.rights,
            partial(self.bus.show, "navigation.state"),
            calibration.navigation,
        )
        self.updates = self.UPDATES(self.kernel, self.com, modem, self.memory, calibration.updates)
        self.buttons = self.BUTTONS(
            self.kernel,
            {"sos": self.wiring.flag("button.sos"), "assistance": self.wiring.flag("button.assistance")},
            self,
            calibration.buttons,
        )
        self.com.on("relay.crash.airbag", self._on_airbag)
        self.com.on("ignition.state", self._on_ignition)
        self.com.on(f"network.{BUS}.state", self._on_network)
        self.wiring.number("gnss.utc_s").watch(lambda _: self._show_service())
        self.com.on_frame("privacy_request.mode", lambda values: self._on_request(values["privacy_request.mode"]))

    # -- supply and network

    def power_on(self) -> None:
        """See `Ecu`."""
        self.receiver.update()
        for name in ("ecall.state", "bcall.state", "switching.state"):
            self.com.set(name, "idle")
        self.com.set("privacy.mode", self.privacy.mode)
        self.com.set("navigation.state", "off")
        self.com.set("telematics.network", "participating")
        self._show_service()
        if self.profile.sos_buttons:
            self.buttons.power_on()
        self.modem.power_on(self)

    def power_off(self) -> None:
        """See `Ecu`."""
        self.buttons.power_off()
        self.emergency_call.power_off()
        self.breakdown_call.power_off()
        self.switching.cancel()
        self.orders.power_off()
        self.status.power_off()
        self.uplink.network_slept()
        self.maintenance.power_off()
        self.navigation.power_off()
        self.updates.power_off()
        self.service.stopped()
        self.modem.power_off()
        self.led.set("off")
        self.bus.power_off()

    @property
    def sleeping(self) -> bool:
        """See `network.Terminal`: the unit sleeps with its bus."""
        return not self.bus.awake

    def network_woke(self, bus: str) -> None:
        """See `NetworkMember`: say at once what has changed while nobody listened."""
        self._show_service()
        self.bus.came_up()
        self.uplink.network_woke()
        self._update_led()

    def network_slept(self, bus: str) -> None:
        """See `NetworkMember`."""
        self.uplink.network_slept()
        self._update_led()

    def _on_awake(self) -> None:
        self.orders.network_awake()
        self.status.network_awake()

    # -- buttons and crash

    def minimum_press_ns(self, button: Name) -> int:
        """See `ButtonListener`: a press that would hang up may be shorter than one that calls."""
        if button == "assistance":
            return seconds(self.profile.assistance_press_min_s)
        if self.emergency_call.hangs_up(self.kernel.now_ns):
            return seconds(self.calibration.emergency_call.cancel_press_s)
        return seconds(self.profile.sos_press_min_s)

    def pressed(self, press: Press) -> None:
        """See `ButtonListener`."""
        if press.button == "sos":
            self.sos_pressed(press)
        else:
            self.assistance_pressed()

    def sos_pressed(self, press: Press) -> None:
        """A 112 call, or the end of the one that was not meant; later presses change nothing."""
        if self.emergency_call.hangs_up(press.pressed_ns):
            self.emergency_call.hang_up()
        elif not self.emergency_call.active:
            self.call_emergency("manual", press)

    def assistance_pressed(self) -> None:
        """The confirmation that is waited for, else a breakdown call (AMB-43)."""
        if self.switching.awaiting:
            self.switching.confirm()
        elif self.breakdown_allowed():
            self.bus.need("button")
            self.breakdown_call.start()

    def breakdown_allowed(self) -> bool:
        """Whether a breakdown call may begin: no other call, and a privacy mode that allows it."""
        busy = self.emergency_call.active or self.breakdown_call.active or self.switching.state != "idle"
        return not busy and self.rights.allows("breakdown_call")

    def double_pushed(self) -> None:
        """See `ButtonListener`: switches the mode where the vehicle is made for it, and never calls."""
        busy = self.emergency_call.active or self.breakdown_call.active
        if self.profile.double_push and not busy:
            self.bus.need("button")
            self.switching.start()

    def crashed(self) -> None:
        """An airbag has deployed."""
        if self.profile.sos_buttons and not self.emergency_call.active:
            self.call_emergency("automatic", None)

    def call_emergency(self, activation: Activation, press: Press | None) -> None:
        """Place a 112 call; it comes before everything else."""
        if not self.rights.allows("emergency_call"):
            return
        self.bus.need("button")
        self.breakdown_call.hang_up()
        self.switching.cancel()
        self.data.incident()
        self.emergency_call.start(activation, press)

    def _on_airbag(self, state: SignalValue) -> None:
        if self.powered and state == "deployed":
            self.crashed()

    def _on_ignition(self, state: SignalValue) -> None:
        if self.powered and state == "running":
            self.service.started()
        elif state == "off":
            self.service.stopped()

    def _on_network(self, state: SignalValue) -> None:
        if self.powered and state in ("waking", "awake", "going_to_sleep"):
            self.com.set("telematics.network", "ready_to_sleep" if state == "going_to_sleep" else "participating")

    def _make_voice(self) -> VoicePath:
        microphone, occupants = self.wiring.flag("microphone.connected"), self.wiring.flag("cabin.voice")
        return self.VOICE(microphone, occupants, self.speaker.play)

    def say(self, text: str) -> int:
        """Speak a text; gives how long that takes in nanoseconds."""
        return self.speaker.play(speak(text))

    # -- mobile network

    def receive(self, topic: str, payload: Payload) -> None:
        """See `network.Terminal`."""
        if topic == "order":
            self.orders.receive(payload)
        elif topic == "status_request":
            self.status.receive(payload)
        elif topic in ("precond_programme", "charge_programme"):
            self.orders.programme(topic, payload)
        elif topic == "contract":
            self.service.subscribe(str(payload["state"]))
        elif topic == "navigation":
            self.navigation.receive()
        elif topic == "update":
            self.updates.receive(payload)

    def ring(self, call: Call) -> None:
        """See `network.Terminal`."""
        self.emergency_call.ring(call)
        if self.emergency_call.active:
            self.bus.need("button")

    # -- privacy mode

    def confirmed(self) -> None:
        """The switch to geolocated mode was confirmed."""
        self.privacy.set_mode("geolocated")

    def _on_request(self, mode: SignalValue) -> None:
        wanted: Mode | None = next((known for known in MODES if known == mode), None)
        if self.powered and wanted is not None:
            self.privacy.set_mode(wanted)

    def _on_mode(self, mode: Mode) -> None:
        self.bus.show("privacy.mode", mode)
        self.uplink.tell_mode(mode)
        self.maintenance.consider()
        self.navigation.consider()

    # -- signals and light

    def _show_service(self) -> None:
        if self.powered:
            self.bus.show("sos_service.state", "active" if self.service.active else "expired")
            self._update_led()

    def _show_state(self, name: str, state: str) -> None:
        self.bus.show(name, state)
        self._update_led()

    def _show_led(self, state: LedState, colour: Colour) -> None:
        self.bus.show("sos_led.state", state)
        self.bus.show("sos_led.colour", colour)

    def _update_led(self) -> None:
        self.led.set(*self.led_wanted())

    def led_wanted(self) -> tuple[LedState, Colour]:
        """What the light of the SOS button is to show."""
        if not self.powered or not self.profile.sos_buttons:
            return "off", "none"
        if self.emergency_call.active:
            return "steady", "red"
        if self.switching.state != "idle" and self.profile.switching_blinks:
            return "blinking", "red"
        if self.service.flashes:
            return "blinking", "orange"
        if not self.service.active:
            return "off", "none"
        return ("steady", "green") if self.bus.up else ("off", "none")
