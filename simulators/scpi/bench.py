"""The rack: every instrument of the bench, and what the channels of the I/O unit are wired to."""

from __future__ import annotations

from clock.kernel import Kernel
from simulators.plant.speaker import Speaker
from simulators.plant.wiring import Wiring
from simulators.scpi.device import Device
from simulators.scpi.devices_io import IoUnit, LedAnalyser
from simulators.scpi.devices_power import BatteryEmulator, ChargingStation, PowerMeter, PowerSupply
from simulators.scpi.devices_sound import AudioCapture, SoundLevelMeter
from simulators.scpi.devices_surroundings import ClimateEmulator, GnssSimulator, RfCell, WheelEmulator
from simulators.scpi.devices_touch import ButtonCamera, FingerRobot, ProjectionPhone, ScreenCamera

RELAYS = {
    101: "button.sos",
    102: "button.assistance",
    103: "button.hatch",
    104: "button.start",
    111: "ignition.kl15",
    121: "door.front_left",
    122: "door.front_right",
    123: "door.rear_left",
    124: "door.rear_right",
    125: "door.trunk",
    131: "key.lock",
    132: "key.unlock",
    133: "key.inside_unlock",
    134: "key.away",
    171: "lock.front_left",
    172: "lock.front_right",
    173: "lock.rear_left",
    174: "lock.rear_right",
    175: "lock.trunk",
    141: "crash.airbag",
    142: "crash.pretensioner",
    151: "microphone.connected",
    152: "cabin.voice",
    161: "seat.driver",
    162: "seat.passenger",
    163: "seat.rear_left",
    164: "seat.rear_middle",
    165: "seat.rear_right",
}
"""Relay closed: button pressed, door open, door unlocked by hand, terminal 15 on, key out of reach, crash
signalled, microphone connected, seat taken.

The microphone is connected on an undisturbed bench, and *RST of the I/O unit disconnects it.
"""
DIGITAL_INPUTS = {
    201: "lamp.hazard",
    202: "lamp.sidelight",
    211: "latch.front_left",
    212: "latch.front_right",
    213: "latch.rear_left",
    214: "latch.rear_right",
    215: "latch.trunk",
}
"""Input high: current flows through the lamps, the bolt of the latch is drawn back."""
ANALOGUE_OUTPUTS = (301, 302)
"""Spare outputs: nothing of this vehicle is driven by a voltage."""
ANALOGUE_INPUTS = {401: "supply.voltage_v"}


def instruments(kernel: Kernel, wiring: Wiring, speaker: Speaker) -> dict[str, Device]:
    """Make the instruments of one bench by name, connected to one vehicle."""
    return {
        "io": IoUnit(kernel, wiring, RELAYS, DIGITAL_INPUTS, ANALOGUE_OUTPUTS, ANALOGUE_INPUTS),
        "supply": PowerSupply(kernel, wiring),
        "battery": BatteryEmulator(kernel, wiring),
        "station": ChargingStation(kernel, wiring),
        "climate": ClimateEmulator(kernel, wiring),
        "meter": PowerMeter(kernel, wiring),
        "wheels": WheelEmulator(kernel, wiring),
        "leds": LedAnalyser(kernel, wiring),
        "sound": SoundLevelMeter(kernel, wiring),
        "audio": AudioCapture(kernel, wiring, speaker),
        "gnss": GnssSimulator(kernel, wiring),
        "cell": RfCell(kernel, wiring),
        "finger": FingerRobot(kernel, wiring),
        "camera": ScreenCamera(kernel, wiring),
        "buttons": ButtonCamera(kernel, wiring),
        "mirror": ProjectionPhone(kernel, wiring),
    }
