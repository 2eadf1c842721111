"""Faults of the connected services that show once the supply has failed."""

from __future__ import annotations

from proof.fault import Theme
from proof.slots import MAINTENANCE, MIRROR_SCREEN, NAVIGATION, PRIVACY
from simulators.ecus.ecu import Part
from simulators.ecus.screen.projection import MirrorScreen
from simulators.ecus.telematics.maintenance import Maintenance
from simulators.ecus.telematics.navigation import Navigation
from simulators.ecus.telematics.privacy import Privacy

MODES = Theme("features/privacy/modes.feature")
SERVICES = Theme("features/privacy/services.feature")


def _cut(part: Part) -> None:
    part._memory["cut"] = True


def _was_cut(part: Part) -> bool:
    return "cut" in part._memory


def _forget_intermediate_mode(privacy: Privacy) -> None:
    if privacy.mode == "intermediate":
        del privacy._memory["privacy.mode"]


FAULTS = (
    SERVICES.fault(
        "maintenance-over-after-a-supply-failure",
        "PRIV-06",
        "Maintenance data are sent again after a failure of the supply",
        "No maintenance data are sent when the supply comes back with the ignition on.",
        MAINTENANCE.also(Maintenance.power_off, _cut) | MAINTENANCE.ignores(Maintenance.consider, when=_was_cut),
    ),
    SERVICES.fault(
        "traffic-data-over-after-a-supply-failure",
        "PRIV-08",
        "The navigation has traffic data again after a failure of the supply",
        "The navigation fetches nothing when the supply comes back with the ignition on.",
        NAVIGATION.also(Navigation.power_off, _cut) | NAVIGATION.ignores(Navigation.consider, when=_was_cut),
    ),
    SERVICES.fault(
        "mirror-screen-over-after-a-supply-failure",
        "PRIV-09",
        "A phone with CarPlay is taken in again after a failure of the supply",
        "A phone is not taken in when the supply comes back with the ignition on.",
        MIRROR_SCREEN.also(MirrorScreen.power_off, _cut)
        | MIRROR_SCREEN.ignores(MirrorScreen.answer, when=_was_cut),
        "Mirror Screen runs",
    ),
    MODES.fault(
        "intermediate-mode-lost-with-the-supply",
        "PRIV-01",
        "The change to intermediate mode outlasts sleep and two failures of the supply",
        "Private mode outlasts a failure of the supply, and intermediate mode does not.",
        PRIVACY.also(Privacy.power_off, _forget_intermediate_mode),
        "the vehicle stays in intermediate mode for 60 s after the start",
    ),
)
