"""The instruments that stand for the world around the vehicle: air, road, satellites, mobile network."""

from __future__ import annotations

import datetime as dt

from clock.kernel import Kernel, S
from simulators.plant.wiring import INPUTS, Wiring
from simulators.scpi.device import Device, setting
from simulators.scpi.parser import Boolean, Command, Integer, Number, ScpiError, Text, number

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class ClimateEmulator(Device):
    """The emulator of the temperatures, in degrees Celsius, of the air around and inside the vehicle."""

    MODEL = "CL-2"

    def cabin(self) -> str:
        """Answer with what a sensor in the air of the cabin measures, in degrees Celsius."""
        return number(round(self.wiring.measured("cabin.air_c"), 2))

    COMMANDS = (
        *setting("TEMPerature:AMBient", "ambient.temp_c", Number(-40.0, 85.0, "CEL")),
        *setting("TEMPerature:CABin", "cabin.temp_c", Number(-40.0, 85.0, "CEL"), moves=True),
        Command("MEASure[:SCALar]:TEMPerature:CABin?", cabin),
    )


class WheelEmulator(Device):
    """The emulator of the wheel speed sensors, for a speed in km/h; it also writes a mileage, in km."""

    MODEL = "WS-4"
    COMMANDS = (
        *setting("WHEel:SPEed", "wheel.speed_kmh", Number(0.0, 300.0)),
        *setting("ODOMeter", "odometer.km", Number(0.0, 1_000_000.0), moves=True),
    )


_DATE = (Integer(1980, 2099), Integer(1, 12), Integer(1, 31))
_TIME_OF_DAY = (Integer(0, 23), Integer(0, 59), Number(0.0, 59.999999, "S"))


class GnssSimulator(Device):
    """The simulator of the satellites: position, heading, date and time, and whether there is reception.

    The time runs on from what was set, with the clock of the bench. The line `gnss.utc_s` holds what was set,
    from the moment of its setting on.
    """

    MODEL = "GN-12"

    def __init__(self, kernel: Kernel, wiring: Wiring) -> None:
        super().__init__(kernel, wiring)
        self._utc_s = wiring.number("gnss.utc_s")
        self._set_at_ns = kernel.now_ns
        self._latitude_deg = wiring.number("gnss.latitude_deg")
        self._longitude_deg = wiring.number("gnss.longitude_deg")

    def utc(self) -> dt.datetime:
        """Return the simulated date and time at this moment."""
        return EPOCH + dt.timedelta(seconds=self._utc_s.value + (self.kernel.now_ns - self._set_at_ns) / S)

    def reset(self) -> None:
        """Go back to position, heading, reception, date and time of an undisturbed bench (*RST)."""
        super().reset()
        for name in ("gnss.latitude_deg", "gnss.longitude_deg"):
            self.wiring[name].set(INPUTS[name])
        self._start_from(EPOCH + dt.timedelta(seconds=float(INPUTS["gnss.utc_s"])))

    def set_position(self, latitude_deg: float, longitude_deg: float) -> None:
        """Move the vehicle, in degrees, north and east positive."""
        self._latitude_deg.set(latitude_deg)
        self._longitude_deg.set(longitude_deg)

    def position(self) -> str:
        """Answer with latitude and longitude in degrees."""
        return f"{number(self._latitude_deg.value)},{number(self._longitude_deg.value)}"

    def set_date(self, year: int, month: int, day: int) -> None:
        """Set the UTC date; the time of day stays."""
        try:
            chosen = dt.date(year, month, day)
        except ValueError as error:
            raise ScpiError(-222, str(error)) from error
        self._start_from(dt.datetime.combine(chosen, self.utc().timetz()))

    def date(self) -> str:
        """Answer with year, month, day."""
        utc = self.utc()
        return f"{utc.year},{utc.month},{utc.day}"

    def set_time(self, hour: int, minute: int, second: float) -> None:
        """Set the UTC time of day; the date stays."""
        midnight = dt.datetime.combine(self.utc().date(), dt.time(tzinfo=dt.UTC))
        self._start_from(midnight + dt.timedelta(hours=hour, minutes=minute, seconds=second))

    def time(self) -> str:
        """Answer with hour, minute, second."""
        utc = self.utc()
        return f"{utc.hour},{utc.minute},{number(utc.second + utc.microsecond / 1e6)}"

    def set_utc(self, year: int, month: int, day: int, hour: int, minute: int, second: float) -> None:
        """Set the UTC date and time of day at once."""
        try:
            midnight = dt.datetime(year, month, day, tzinfo=dt.UTC)
        except ValueError as error:
            raise ScpiError(-222, str(error)) from error
        self._start_from(midnight + dt.timedelta(hours=hour, minutes=minute, seconds=second))

    def _start_from(self, utc: dt.datetime) -> None:
        # Up to date first: the same date set anew, a day later, has to be a change of the line.
        self._utc_s.set((self.utc() - EPOCH).total_seconds())
        self._utc_s.set((utc - EPOCH).total_seconds())
        self._set_at_ns = self.kernel.now_ns

    COMMANDS = (
        Command("SIMulation:POSition", set_position, Number(-90.0, 90.0, "DEG"), Number(-180.0, 180.0, "DEG")),
        Command("SIMulation:POSition?", position),
        *setting("SIMulation:HEADing", "gnss.heading_deg", Number(0.0, 360.0, "DEG")),
        *setting("SIMulation:FIX", "gnss.fix", Boolean()),
        Command("SIMulation:DATE", set_date, *_DATE),
        Command("SIMulation:DATE?", date),
        Command("SIMulation:TIME", set_time, *_TIME_OF_DAY),
        Command("SIMulation:TIME?", time),
        Command("SIMulation:UTC", set_utc, *_DATE, *_TIME_OF_DAY),
    )


class RfCell(Device):
    """A cell of a mobile network in a shielded box: the only network that the vehicle can find."""

    MODEL = "RF-CELL"
    TEST_NETWORK = "TEST 001-01"  # 001-01 is the country and network code that is reserved for test networks

    def __init__(self, kernel: Kernel, wiring: Wiring) -> None:
        super().__init__(kernel, wiring)
        self._network = self.TEST_NETWORK

    def reset(self) -> None:
        """Go on the air, as the test network (*RST)."""
        super().reset()
        self._network = self.TEST_NETWORK

    def set_network(self, network: str) -> None:
        """Name the network that the cell broadcasts."""
        self._network = network

    def network(self) -> str:
        """Answer with the name of the network, in quotes."""
        return Text().answer(self._network)

    COMMANDS = (
        *setting("CELL:STATe", "cell.coverage", Boolean()),
        *setting("CELL:MCC", "cell.mcc", Integer(1, 999)),
        Command("CELL:IDENtity", set_network, Text()),
        Command("CELL:IDENtity?", network),
    )
