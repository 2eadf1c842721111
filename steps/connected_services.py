"""What reaches the back office and the app, and what comes back: the connected services.

Line 75 lists them and has them back only when private mode is off.
"""

from __future__ import annotations

from rigs.ports import backoffice, phone
from rigs.ports.signals import signal
from rigs.ports.values import NOTHING
from steps.gherkin.vocabulary import condition

for words, port, any_of_them in (
    ("vehicle data", backoffice.UPLINK_TOLD_DATA, backoffice.UPLINK_DATA),
    ("maintenance data", backoffice.UPLINK_MAINTENANCE, backoffice.UPLINK_MAINTENANCE),
    ("requests for traffic data", backoffice.UPLINK_NAVIGATION, backoffice.UPLINK_NAVIGATION),
):
    condition(f"{words} reach the back office", port, test=bool, over_network=True, happens=True)
    condition(f"no {words} reach the back office", any_of_them, test=lambda arrives: not arrives)
condition(
    "nothing of the vehicle reaches the back office",
    backoffice.UPLINK_SHARED,
    test=lambda arrives: not arrives,
)
condition(
    "a position reaches the back office",
    backoffice.UPLINK_TOLD_POSITION,
    test=bool,
    over_network=True,
    happens=True,
)
condition(
    "the back office has a position of the vehicle",
    backoffice.WHEREABOUTS,
    test=bool,
    over_network=True,
    happens=True,
)
condition("no position reaches the back office", backoffice.UPLINK_POSITION, test=lambda arrives: not arrives)
condition(
    "vehicle information reaches the app over the network",
    phone.INFORMED,
    test=bool,
    over_network=True,
    happens=True,
)
condition(
    "no vehicle information reaches the app over the network", phone.INFORMED, test=lambda arrives: not arrives
)
for mode in backoffice.MODES:
    condition(
        f"the back office is told of {mode} mode",
        backoffice.PRIVACY,
        test=lambda told, mode=mode: told == mode,
        over_network=True,
        happens=True,
    )
    condition(
        f"the back office is told of no other mode than the {mode} one",
        backoffice.UPLINK_OTHER_MODE[mode],
        test=lambda told: not told,
    )
condition(
    "the back office knows of no other mode than the geolocated one",
    backoffice.PRIVACY,
    test=lambda told: told in ("geolocated", NOTHING),
    over_network=True,
)
CONNECTED = condition(
    "the back office classes the vehicle as connected",
    backoffice.VEHICLE,
    test=lambda kind: kind == "connected",
    over_network=True,
)
condition(
    "the back office does not class the vehicle as connected",
    backoffice.VEHICLE,
    test=lambda kind: kind != "connected",
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
    phone.BANNER,
    test=lambda shown: shown.get("kind") == "refused",
    over_network=True,
    happens=True,
)
