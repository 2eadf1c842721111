"""The instruments of power: bench supply, battery emulator, charging station, meter of what a consumer draws."""

from __future__ import annotations

from clock.kernel import Kernel
from simulators.plant.wiring import Wiring
from simulators.scpi.device import Device, setting
from simulators.scpi.parser import Boolean, Choice, Command, Number, number


class PowerSupply(Device):
    """The 12 V supply at terminal 30."""

    MODEL = "PS-20"

    def __init__(self, kernel: Kernel, wiring: Wiring) -> None:
        super().__init__(kernel, wiring)
        self._terminals = wiring.number("supply.voltage_v")
        self._current = wiring.number("supply.current_a")
        self._level_v = self._terminals.value
        self._on = self._level_v > 0.0

    def reset(self) -> None:
        """Switch the output off and set it to 0 V, as any supply does: the vehicle goes dark."""
        self._level_v, self._on = 0.0, False
        self._apply()

    def set_level(self, level_v: float) -> None:
        """Set the output voltage, now or for when the output is on."""
        self._level_v = level_v
        self._apply()

    def level(self) -> str:
        """Answer with the voltage that is set."""
        return number(self._level_v)

    def switch(self, on: bool) -> None:
        """Switch the output."""
        self._on = on
        self._apply()

    def switched(self) -> str:
        """Tell whether the output is on."""
        return Boolean().answer(self._on)

    def voltage(self) -> str:
        """Answer with the voltage at the terminals, in volts."""
        return number(self._terminals.value)

    def current(self) -> str:
        """Answer with what the vehicle draws, in amperes."""
        return number(self._current.value if self._on else 0.0)

    def _apply(self) -> None:
        self._terminals.set(self._level_v if self._on else 0.0)

    COMMANDS = (
        Command("[SOURce:]VOLTage[:LEVel]", set_level, Number(0.0, 20.0, "V")),
        Command("[SOURce:]VOLTage[:LEVel]?", level),
        Command("OUTPut[:STATe]", switch, Boolean()),
        Command("OUTPut[:STATe]?", switched),
        Command("MEASure[:SCALar]:VOLTage[:DC]?", voltage),
        Command("MEASure[:SCALar]:CURRent[:DC]?", current),
    )


class BatteryEmulator(Device):
    """The emulator of the traction battery's cells: it commands the state of charge."""

    MODEL = "BE-400"
    COMMANDS = setting("BATTery:SOC", "battery.soc_percent", Number(0.0, 100.0, "PCT"), moves=True)


class ChargingStation(Device):
    """The emulator of a charging station: plug, kind of station, release, and what it delivers."""

    MODEL = "CS-50"

    def power(self) -> str:
        """Answer with what the station delivers, in watts."""
        return number(self.wiring.number("station.power_kw").value * 1000.0)

    COMMANDS = (
        *setting("STATion:PLUG[:STATe]", "station.plugged", Boolean()),
        *setting("STATion:TYPE", "station.fast", Choice({"REGular": False, "FAST": True})),
        *setting("STATion:ENABle", "station.enabled", Boolean()),
        Command("MEASure[:SCALar]:POWer[:AC]?", power, lines=lambda station: [station.wiring["station.power_kw"]]),
    )


class PowerMeter(Device):
    """The meter with its clamp around the lead that feeds heating, cooling and blower."""

    MODEL = "PM-10"

    def power(self) -> str:
        """Answer with what flows through the lead, in watts."""
        return number(round(self.wiring.number("climate.power_kw").value * 1000.0, 1))

    COMMANDS = (
        Command("MEASure[:SCALar]:POWer[:DC]?", power, lines=lambda meter: [meter.wiring["climate.power_kw"]]),
    )
