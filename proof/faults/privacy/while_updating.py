"""Faults of the privacy modes that show with an update of the vehicle."""

from __future__ import annotations

from proof.fault import Theme
from proof.slots import SOFTWARE_UPDATES
from simulators.ecus.telematics.updates import Updates
from simulators.ecus.telematics.uplink import HOST

UPDATING = Theme("features/privacy/while_updating.feature")


class FactoryUpdates(Updates):
    """Updates that leave the vehicle in geolocated mode."""

    def install_part(self) -> None:
        super().install_part()
        if not self.parts_left:
            self._privacy.set_mode("geolocated")


class ProudUpdates(Updates):
    """Updates that tell of each part that is installed, whatever the mode."""

    def install_part(self) -> None:
        super().install_part()
        self._modem.send(HOST, "update", {"state": "progress"})


class IntermediateUpdates(Updates):
    """Updates that take intermediate mode, which the new software lacks, for geolocated mode."""

    def install_part(self) -> None:
        super().install_part()
        if self._privacy.mode == "intermediate":
            self._privacy.set_mode("geolocated")


FAULTS = (
    UPDATING.fault(
        "update-ends-private-mode",
        "PRIV-05",
        "Navigation, Mirror Screen and ASSISTANCE wait for the end of private mode, and for no update",
        "With the end of an update the services are back that private mode had ended.",
        SOFTWARE_UPDATES.replaced(FactoryUpdates),
        "no breakdown call is placed for 60 s after the ASSISTANCE press",
    ),
    UPDATING.fault(
        "update-tells-its-progress-in-private-mode",
        "PRIV-02",
        "Private mode lasts and withholds on each trip of an update, after it and on the next trip",
        "Each part of an update that is installed is told in private mode too.",
        SOFTWARE_UPDATES.replaced(ProudUpdates),
        "nothing of the vehicle reaches the back office for 60 min after the mode setting",
    ),
    UPDATING.fault(
        "update-ends-intermediate-mode",
        "PRIV-03",
        "Intermediate and geolocated mode share what they do before an update, on its trips and after it",
        "An update ends intermediate mode, and the position is shared.",
        SOFTWARE_UPDATES.replaced(IntermediateUpdates),
        "no position reaches the back office for 40 min after the mode setting",
    ),
)
