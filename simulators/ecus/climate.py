"""The climate ECU: cabin temperature, pre-conditioning and its programmes."""

from __future__ import annotations

from simulators.ecus.climate_conditioning import PreConditioning
from simulators.ecus.climate_programme import Date, Programmes
from simulators.ecus.fitted import FittedMember
from simulators.ecus.node import Identity
from simulators.ecus.wake_request import WakeRequest


class Climate(FittedMember):
    """The climate ECU."""

    NODE = "CLIMATE"
    BUSES = ("comfort",)
    IDENTITY = Identity(software=(2, 8), hardware=1)
    PARTS = (WakeRequest, Date, PreConditioning, Programmes)
