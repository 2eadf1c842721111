"""What reaches the back office and the app, and what comes back: the connected services of line 75."""

from __future__ import annotations

from rigs import ports
from rigs.ports import signal
from steps.vocabulary import condition

for words, port in {
    "vehicle data": ports.UPLINK_DATA,
    "maintenance data": ports.UPLINK_MAINTENANCE,
}.items():
    condition(f"{words} reach the back office", port, test=bool, over_network=True)
    condition(f"no {words} reach the back office", port, test=lambda arrives: not arrives)
condition("a position reaches the back office", ports.UPLINK_POSITION, test=bool, over_network=True)
condition("no position reaches the back office", ports.UPLINK_POSITION, test=lambda arrives: not arrives)
condition("vehicle information reaches the app", ports.APP_INFORMED, test=bool, over_network=True)
condition("no vehicle information reaches the app", ports.APP_INFORMED, test=lambda arrives: not arrives)
for mode in ("private", "intermediate", "geolocated"):
    condition(
        f"the back office is told of {mode} mode",
        ports.BACKOFFICE_PRIVACY,
        test=lambda told, mode=mode: told == mode,
        over_network=True,
    )
CONNECTED = condition(
    "the back office classes the vehicle as connected",
    ports.BACKOFFICE_VEHICLE,
    test=lambda kind: kind == "connected",
    over_network=True,
)
condition(
    "the connected navigation has traffic data",
    signal("navigation.state"),
    test=lambda state: state == "live",
    over_network=True,
)
condition(
    "the connected navigation has no traffic data",
    signal("navigation.state"),
    test=lambda state: state == "off",
    stays="the connected navigation stays without traffic data",
)
condition(
    "the app tells of a refused order",
    ports.PHONE_BANNER,
    test=lambda shown: isinstance(shown, dict) and shown.get("kind") == "refused",
    over_network=True,
)
