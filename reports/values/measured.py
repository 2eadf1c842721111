"""Measured values as results carry them."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel

from reports.folder.reader import MEASUREMENTS
from reports.folder.strict_json import read_json
from rigs.files.rig_file import validated
from rigs.values.measurement import Limits, Measurement, spread


class Measured(BaseModel):
    """One value as `rigs.values.measurement.Measurement.as_dict` gives it."""

    name: str
    low: float | None
    high: float | None
    unit: str
    limits: tuple[float | None, float | None] | None
    fails_above: float | None = None
    asked: float | None = None
    verdict: str

    def __str__(self) -> str:
        value = f"{spread(self.low, self.high)} {self.unit}".strip()
        limits = self._limits()
        of = self.measurement().of
        allowed = "" if limits is None else f" (allowed: {limits} {self.unit}{limits.whose}{of})"
        return f"{value}{allowed}: {self.verdict}"

    def measurement(self) -> Measurement:
        """Return the value as the suite works with it."""
        return Measurement(self.name, self.low, self.high, self.unit, self._limits(), self.asked)

    def _limits(self) -> Limits | None:
        return None if self.limits is None else Limits(*self.limits, fails_above=self.fails_above)


class _Measurements(BaseModel):
    measurements: list[Measured]


def measured_in(path: Path) -> list[Measured]:
    """Read the values of one attachment.

    Raises:
        ConfigurationError: The file holds something else.
    """
    return validated(_Measurements, path, {MEASUREMENTS: read_json(path)}).measurements
