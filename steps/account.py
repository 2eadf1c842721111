"""The VIN of the vehicle wherever it is told: features/account."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pytest_bdd import then

from rigs.ports import backoffice, psap
from rigs.ports.signals import signal
from rigs.scene import Scene
from rigs.values.measurement import Limits, Measurement
from steps.call_data import decoded
from steps.calls import CALLED
from steps.gherkin.vocabulary import condition, phrase

VIN_LENGTH = 17
VIN_SIGNALS = tuple(signal(f"vin.c{place:02}") for place in range(1, VIN_LENGTH + 1))
VIN_CHARACTERS = frozenset("ABCDEFGHJKLMNPRSTUVWXYZ0123456789")
"""Characters of ISO 3779: digits, and letters without I, O and Q."""

condition(
    "the VIN on the bus is that of the account",
    *VIN_SIGNALS,
    backoffice.ACCOUNT_VIN,
    test=lambda *vins: _text(*vins[:-1]) == vins[-1],
)
condition(
    "the VIN in the data set is that on the bus",
    *VIN_SIGNALS,
    psap.CALL,
    psap.MSD,
    test=lambda *seen: seen[-2] in CALLED and _vin(seen[-1]) == _text(*seen[:-2]),
    over_network=True,
    happens=True,
)


def _text(*codes: float) -> str:
    return "".join(chr(int(code)) for code in codes)


def _vin(data: Mapping[str, Any]) -> object:
    return decoded(data).get("vin")


@then(phrase("the VIN on the bus has {number} characters"))
def vin_has_characters(scene: Scene, number: float) -> None:
    """Judge the number of characters that a VIN may have; each of the vehicle's places holds one."""
    codes = [scene.track(place).value for place in VIN_SIGNALS]
    seen = sum(code is not None and chr(int(code)) in VIN_CHARACTERS for code in codes)
    scene.judge(Measurement("characters of the VIN on the bus", seen, seen, "", Limits(number, number)))
