"""Standing invariants of causes and privacy, on tracks and deeds alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from clock.kernel import S
from rigs.files.catalogue import Catalogue
from rigs.judging.causes import Past
from rigs.judging.invariants import INVARIANTS, breaches
from rigs.ports.house import HOUSE
from rigs.recording.deeds import Deed
from rigs.values.interval import Interval
from rigs.values.track import Track
from vehicle.profile import VehicleProfile, load_profile

ROOT = Path(__file__).resolve().parents[3]
PROFILE = load_profile(ROOT / "rigs" / "vehicles" / "electric.toml")

Seen = Mapping[str, Sequence[tuple[float, Any]]]
Done = Sequence[tuple[float, str, str | float]]

REST: Seen = {
    "comfort.activity": [(0, "awake")],
    "psap.call": [(0, "idle")],
    "centre.call": [(0, "idle")],
    "horn.state": [(0, "off")],
    "lights.hazard": [(0, "off")],
    "privacy.mode": [(0, "geolocated")],
    "precond.state": [(0, "off")],
    "charge.state": [(0, "idle")],
    "battery.soc_percent": [(0, 80.0)],
    "backoffice.contract": [(0, "active")],
    "backoffice.activation": [(0, "finished")],
    "backoffice.checks": [(0, "on")],
    "backoffice.uplink": [(0, {"topic": "privacy", "payload": {"mode": "geolocated"}})],
    "phone.status.loading": [(0, "idle")],
    "phone.status.locks": [(0, "locked")],
    "phone.status.charge_state": [(0, "idle")],
    "phone.status.charge_level": [(0, 80)],
    "phone.progress.lock": [(0, "idle")],
    "phone.progress.horn": [(0, "idle")],
    "phone.charge.order": [(0, {})],
    "vehicle.outside_temp_c": [(0, 20.0)],
    "precond_programme.active": [(0, "off")],
    "navigation.state": [(0, "off")],
    "projection.session": [(0, "none")],
    "psap.msd": [],
    "centre.data": [],
    "network.call": [],
    "phone.trip": [(0, {})],
    **{
        f"doors.{door}.lock": [(0, "locked")]
        for door in ("front_left", "front_right", "rear_left", "rear_right", "trunk")
    },
}

STATUS = {"topic": "vehicle_status", "payload": {"locks": "locked"}}
POSITION = {"topic": "position", "payload": {"latitude_deg": 48.0, "longitude_deg": 2.0}}


def broken(seen: Seen, done: Done = (), now_s: float = 2000.0, profile: VehicleProfile = PROFILE) -> list[str]:
    """Give the sentences of the invariants that do not hold, of what was seen and done at times in s."""
    tracks: dict[str, Track] = {}
    for name, changes in REST.items():
        tracks[name] = Track(name)
        for at_s, value in [*changes, *seen.get(name, ())]:
            tracks[name].add(Interval.at(round(at_s * S)), value)
    deeds = [Deed(port, value, Interval.at(round(at_s * S))) for at_s, port, value in done]
    past = Past(tracks, deeds, 0, round(now_s * S), profile)
    return [invariant.sentence for invariant, _ in breaches(past)]


def order(at_s: float, kind: str) -> tuple[float, str, str]:
    return at_s, "phone.order", kind


UNLOCKED: Seen = {"doors.trunk.lock": [(20, "unlocked")]}
HONK: Seen = {"horn.state": [(20, "on"), (30, "off")]}
CALL: Seen = {"psap.call": [(20, "ringing"), (40, "idle")]}
SOS = [(15.0, "button.sos", "pressed"), (15.5, "button.sos", "released")]
ASSISTANCE = [(15.1, "button.assistance", "pressed"), (15.3, "button.assistance", "released")]
BOTH: Seen = {"charge.state": [(20, "charging")], "precond.state": [(60, "running")]}
TOGETHER = "no charge runs beside pre-conditioning that excludes it, as that of a hybrid or in the cold does"
BOTH_ORDERED: Done = [(15, "station.plug", "plugged"), (55, "phone.order", "precond_start")]
PRIVATE: Seen = {"privacy.mode": [(5, "private")]}
CHOSEN: Done = [(4.2, "screen.tap", "private"), (4.5, "screen.tap", "ok")]
SHARED: Done = [(4.2, "screen.tap", "share_data"), (4.5, "screen.tap", "ok")]

MINIMUM = "the minimum set of data"
PLACE = {"latitude_deg": 48.0, "longitude_deg": 2.0, "trusted": True}
HERE = (1.0, "gnss.position", "48.000000,2.000000")
ELSEWHERE = [(10.0, "gnss.position", "48.100000,2.000000")]


def data(**changes: Any) -> Seen:
    """Give what the PSAP shows of a good minimum set of data, but for some fields."""
    facts = {
        "vin": PROFILE.vin,
        "vehicle_type": "M1",
        "propulsion": ["electric"],
        "passengers": 0,
        "automatic": False,
        "position_trusted": True,
        "latitude_deg": 48.0,
        "longitude_deg": 2.0,
    }
    return {"psap.msd": [(60, {"hex": "00", "decoded": facts | changes})]}


ENDED: Seen = {
    "charge.state": [(10, "charging"), (102, "idle"), (320, "charging")],
    "phone.charge.order": [(101, {"kind": "charge_stop", "state": "accepted"})],
}
END: Done = [(9, "station.plug", "plugged"), (100, "phone.order", "charge_stop")]


WRONG: Mapping[str, tuple[Seen, Done, str]] = {
    "a door that unlocks by itself": (UNLOCKED, [], "no door is unlocked"),
    "a door that unlocks on a lock order": (UNLOCKED, [order(15, "lock")], "no door is unlocked"),
    "a door that unlocks a second time on one order": (
        {"doors.trunk.lock": [(20, "unlocked"), (30, "locked"), (40, "unlocked")]},
        [order(15, "unlock"), (29, "key.lock", "pressed")],
        "no door is unlocked",
    ),
    "a door that unlocks on an order in private mode": (
        {**PRIVATE, **UNLOCKED},
        [*CHOSEN, order(17, "unlock")],
        "no door is unlocked",
    ),
    "a door that locks by itself": (
        {"doors.trunk.lock": [(20, "unlocked"), (60, "locked")]},
        [order(15, "unlock")],
        "no door is locked",
    ),
    "a honk without an order": (HONK, [], "the horn sounds once"),
    "a second honk on one order": (
        {"horn.state": [(20, "on"), (30, "off"), (60, "on"), (70, "off")]},
        [order(15, "horn")],
        "the horn sounds once",
    ),
    "a honk of 13 s": (
        {"horn.state": [(20, "on"), (33, "off")]},
        [order(15, "horn")],
        "the horn sounds no longer",
    ),
    "lights by a horn order": (
        {**HONK, "lights.hazard": [(20, "on"), (30, "off")]},
        [order(15, "horn")],
        "no light comes on",
    ),
    "lights for 13 s": (
        {"lights.hazard": [(20, "on"), (33, "off")]},
        [order(15, "lights")],
        "the lights are on no longer",
    ),
    "traffic data in private mode": (
        {**PRIVATE, "navigation.state": [(60, "live")]},
        CHOSEN,
        "the connected navigation",
    ),
    "traffic data without a contract": (
        {"backoffice.contract": [(5, "ended")], "navigation.state": [(60, "live")]},
        [],
        "without a contract",
    ),
    "a phone on Mirror Screen in private mode": (
        {**PRIVATE, "projection.session": [(4, "active")]},
        CHOSEN,
        "no phone is on Mirror Screen",
    ),
    "data of another vehicle": (data(vin="VF7AAAAAAAA000000"), SOS, MINIMUM),
    "data of another class": (data(vehicle_type="N1"), SOS, MINIMUM),
    "data of another drive": (data(propulsion=["petrol"]), SOS, MINIMUM),
    "data that count nobody": (data(passengers=0), [*SOS, (5, "seat.driver", "occupied")], MINIMUM),
    "data of a crash that are marked as manual": (data(automatic=False), [(15, "crash.airbag", "fired")], MINIMUM),
    "data of a press that are marked as automatic": (data(automatic=True), SOS, MINIMUM),
    "data with the place of before": (data(), [*SOS, *ELSEWHERE], MINIMUM),
    "data without a place": (data(latitude_deg=None), [*SOS, HERE], MINIMUM),
    "an old place that is trusted": (data(), [*SOS, HERE, (4, "gnss.fix", "none"), *ELSEWHERE], MINIMUM),
    "a place under satellites that is not trusted": (data(position_trusted=False), [*SOS, HERE], MINIMUM),
    "a breakdown call with data of another vehicle": (
        {"centre.data": [(60, {"vin": "VF7AAAAAAAA000000", "position": PLACE})]},
        [HERE],
        "the data of a breakdown call",
    ),
    "a breakdown call with the place of before": (
        {"centre.data": [(60, {"vin": PROFILE.vin, "position": PLACE})]},
        ELSEWHERE,
        "the data of a breakdown call",
    ),
    "a breakdown call with a place in intermediate mode": (
        {"privacy.mode": [(5, "intermediate")], "centre.data": [(60, {"vin": PROFILE.vin, "position": PLACE})]},
        [*SHARED, HERE],
        "the data of a breakdown call",
    ),
    "an emergency call to another number": (
        {"network.call": [(60, {"category": "emergency", "number": "911"})]},
        [],
        "each emergency call is a 112 call",
    ),
    "a breakdown call to 112": (
        {"network.call": [(60, {"category": "breakdown", "number": "112"})]},
        [],
        "each emergency call is a 112 call",
    ),
    "an emergency call by itself": (CALL, [], "no emergency call"),
    "an emergency call by a double-push": (CALL, [*SOS, *ASSISTANCE], "no emergency call"),
    "an emergency call by a press that is too short": (
        CALL,
        [(15.0, "button.sos", "pressed"), (15.1, "button.sos", "released")],
        "no emergency call",
    ),
    "a second emergency call by one press": (
        {"psap.call": [(20, "ringing"), (40, "idle"), (60, "ringing")]},
        SOS,
        "no emergency call",
    ),
    "a breakdown call by the SOS button": ({"centre.call": [(20, "ringing")]}, SOS, "no breakdown call"),
    "a breakdown call in private mode": (
        {**PRIVATE, "centre.call": [(40, "ringing")]},
        [*CHOSEN, (35, "button.assistance", "pressed"), (35.5, "button.assistance", "released")],
        "no breakdown call",
    ),
    "a mode that falls back with the supply, soon after it was chosen": (
        {"privacy.mode": [(5, "private"), (60, "geolocated")]},
        [*CHOSEN, (30, "supply.voltage", 0), (40, "supply.voltage", 12.6)],
        "the privacy mode",
    ),
    "an emergency call that ends with the ignition": (
        {"psap.call": [(20, "ringing"), (25, "voice"), (60, "ended")]},
        [*SOS, (59, "ignition.kl15", "off")],
        "no emergency call in voice contact",
    ),
    "a breakdown call that ends by itself": (
        {"centre.call": [(20, "ringing"), (25, "voice"), (60, "ended")]},
        [(15.0, "button.assistance", "pressed"), (15.3, "button.assistance", "released")],
        "no breakdown call in voice contact",
    ),
    "two honks at the full level for two orders": (
        {"horn.state": [(20, "on"), (40, "off")]},
        [order(15, "horn"), order(25, "horn")],
        "the horn sounds at its full level",
    ),
    "pre-conditioning at 43 %": (
        {"precond.state": [(20, "running"), (30, "off")], "battery.soc_percent": [(1, 43.0)]},
        [order(15, "precond_start")],
        "pre-conditioning begins only with the battery level",
    ),
    "a charge that stays interrupted": (
        {
            "charge.state": [(10, "charging"), (21, "interrupted")],
            "precond.state": [(20, "running"), (120, "off")],
            "doors.trunk.lock": [(60, "unlocked")],
        },
        [(5, "station.plug", "plugged"), order(15, "precond_start"), (59, "lock.trunk", "unlocked")],
        "a charge that pre-conditioning has interrupted",
    ),
    "a mode that falls back": (
        {"privacy.mode": [(5, "private"), (300, "geolocated")]},
        CHOSEN,
        "the privacy mode",
    ),
    "data in private mode": (
        {**PRIVATE, "backoffice.uplink": [(60, STATUS)]},
        CHOSEN,
        "in private mode the vehicle",
    ),
    "a position in intermediate mode": (
        {"privacy.mode": [(5, "intermediate")], "backoffice.uplink": [(60, POSITION)]},
        SHARED,
        "no position leaves",
    ),
    "a refresh in private mode": (
        {**PRIVATE, "phone.status.loading": [(100, "loading"), (105, "done")]},
        CHOSEN,
        "in private mode nothing new",
    ),
    "data without a contract": (
        {"backoffice.contract": [(5, "ended")], "backoffice.uplink": [(60, STATUS)]},
        [],
        "without a contract",
    ),
    "pre-conditioning by itself": ({"precond.state": [(20, "running")]}, [], "pre-conditioning begins by"),
    "pre-conditioning with the trunk unlocked": (
        {"doors.trunk.lock": [(5, "unlocked")], "precond.state": [(20, "running"), (30, "off")]},
        [order(15, "precond_start"), (4, "lock.trunk", "unlocked")],
        "pre-conditioning begins only",
    ),
    "pre-conditioning that outlives its minute over two doors": (
        {
            "precond.state": [(20, "running"), (200, "off")],
            "doors.trunk.lock": [(60, "unlocked"), (100, "locked")],
            "doors.rear_left.lock": [(90, "unlocked")],
        },
        [
            *(order(15, "precond_start"), (59, "lock.trunk", "unlocked")),
            *((89, "lock.rear_left", "unlocked"), (99, "lock.trunk", "locked")),
        ],
        "pre-conditioning runs no longer",
    ),
    "a charge by itself": (
        {"charge.state": [(900, "charging")]},
        [(5, "station.plug", "plugged")],
        "a charge begins",
    ),
    "a charge without a plug": (
        {"charge.state": [(20, "charging"), (90, "idle")]},
        [(15, "station.plug", "plugged"), (40, "station.plug", "unplugged")],
        "nothing is charged",
    ),
    "a trip that is too short": (
        {"phone.trip": [(20, {"number": 1, "distance_m": 299.9})]},
        [],
        "the app shows no trip",
    ),
    "a consumption of a trip of 2 km": (
        {"phone.trip": [(20, {"number": 1, "distance_m": 2000.0, "average_consumption": 17.0})]},
        [],
        "the app shows no trip",
    ),
    "a refresh that shows what never was": (
        {
            "phone.status.loading": [(20, "loading"), (25, "done")],
            "phone.status.locks": [(25, "unlocked")],
        },
        [],
        "a refresh shows the lock status",
    ),
    "a refresh that shows a charge which has ended": (
        {
            "charge.state": [(10, "charging"), (50, "idle")],
            "phone.status.loading": [(60, "loading"), (65, "done")],
            "phone.status.charge_state": [(65, "charging")],
        },
        [(9, "station.plug", "plugged")],
        "a refresh shows the charge",
    ),
    "a refresh that shows the level of before": (
        {
            "battery.soc_percent": [(30, 60.0)],
            "phone.status.loading": [(60, "loading"), (65, "done")],
            "phone.status.charge_level": [(65, 80)],
        },
        [],
        "a refresh shows the charge",
    ),
    "a lock order that is shown as done with the trunk open": (
        {
            "doors.trunk.lock": [(10, "unlocked")],
            "phone.progress.lock": [(0, "idle"), (20, "in_progress"), (25, "done")],
        },
        [(9, "lock.trunk", "unlocked"), order(20, "lock")],
        "the app shows no order as carried out",
    ),
    "a honk that is shown and is none": (
        {"phone.progress.horn": [(0, "idle"), (20, "in_progress"), (25, "on")]},
        [order(20, "horn")],
        "the app shows no order as carried out",
    ),
    "a regular charge beside pre-conditioning in the cold": (
        {
            "vehicle.outside_temp_c": [(0, -10.0)],
            "charge.state": [(10, "charging")],
            "precond.state": [(20, "running"), (120, "off")],
        },
        [(5, "station.type", "regular"), (5, "station.plug", "plugged"), order(15, "precond_start")],
        "no charge runs beside",
    ),
    "a charge that has been ended and begins with the supply": (
        ENDED,
        [*END, (300, "supply.voltage", 0), (310, "supply.voltage", 12.6)],
        "a charge that an order has ended",
    ),
    "pre-conditioning that outlives its target time": (
        {"precond.state": [(1000, "running"), (4400, "off")]},
        [(15, "phone.programme_preconditioning", "07:30")],
        "pre-conditioning that a programme has begun",
    ),
    "pre-conditioning by a programme that was turned off": (
        {"precond.state": [(1500, "running"), (1600, "off")]},
        [(15, "phone.programme_preconditioning", "07:30"), (30, "phone.programme_preconditioning", "off")],
        "pre-conditioning begins by",
    ),
    "pre-conditioning by a programme of which the vehicle was told that it is off": (
        {"precond.state": [(60, "running"), (90, "off")], "precond_programme.active": [(20, "on"), (31, "off")]},
        [(15, "phone.programme_preconditioning", "07:30"), (30, "phone.programme_preconditioning", "off")],
        "pre-conditioning begins by",
    ),
    "a vehicle that wakes by itself": (
        {"comfort.activity": [(90, "asleep"), (120, "awake")]},
        [(15, "key.lock", "pressed")],
        "no vehicle that sleeps wakes",
    ),
    "a mode that is chosen without OK": (
        {"privacy.mode": [(5, "private")]},
        [(4.5, "screen.tap", "private")],
        "the privacy mode",
    ),
    "a mode that a double-push changes without a confirmation": (
        {"privacy.mode": [(2, "private"), (17, "geolocated")]},
        [(1.2, "screen.tap", "private"), (1.5, "screen.tap", "ok"), *SOS, *ASSISTANCE],
        "the privacy mode",
    ),
}

RIGHT: Mapping[str, tuple[Seen, Done]] = {
    "nothing at all": ({}, []),
    "an unlock order": (UNLOCKED, [order(15, "unlock")]),
    "an order that waited for the network": (
        {"doors.trunk.lock": [(1500, "unlocked")]},
        [(10, "cell.coverage", "off"), order(15, "unlock"), (1490, "cell.coverage", "on")],
    ),
    "an order that was under way when private mode began": (
        {"privacy.mode": [(19, "private")], "doors.trunk.lock": [(20, "unlocked")]},
        [order(15, "unlock"), (18, "screen.tap", "private"), (18.3, "screen.tap", "ok")],
    ),
    "a call by a press that begins as a double-push ends": (
        CALL,
        [
            (14.7, "button.sos", "pressed"),
            (14.8, "button.assistance", "pressed"),
            (15.0, "button.assistance", "released"),
            (15.0, "button.sos", "released"),
            (15.0, "button.sos", "pressed"),
            (15.5, "button.sos", "released"),
        ],
    ),
    "a charge of which a vehicle has told before it lost its supply, unplugged meanwhile": (
        {"charge.state": [(6, "charging"), (30.2, "idle")], "comfort.activity": [(12, "asleep"), (30, "awake")]},
        [(5, "station.plug", "plugged"), (11, "station.plug", "unplugged")],
    ),
    "a horn that pauses": (
        {"horn.state": [(20, "on"), (22, "off"), (22.8, "on"), (30, "off")]},
        [order(15, "horn")],
    ),
    "two honks for two orders": (
        {"horn.state": [(20, "on"), (30, "on_limited"), (40, "off")]},
        [order(15, "horn"), order(18, "horn")],
    ),
    "an emergency call that a second press hangs up": (
        {"psap.call": [(20, "ringing"), (25, "voice"), (60, "ended")]},
        [*SOS, (58, "button.sos", "pressed"), (58.3, "button.sos", "released")],
    ),
    "a breakdown call that an emergency call ends": (
        {"centre.call": [(20, "ringing"), (25, "voice"), (60, "ended")], "psap.call": [(61, "ringing")]},
        [
            *((15.0, "button.assistance", "pressed"), (15.3, "button.assistance", "released")),
            *((58, "button.sos", "pressed"), (58.3, "button.sos", "released")),
        ],
    ),
    "pre-conditioning at 50 %": (
        {"precond.state": [(20, "running"), (30, "off")], "battery.soc_percent": [(1, 50.0)]},
        [order(15, "precond_start")],
    ),
    "pre-conditioning at a level that has fallen since it was ordered": (
        {"precond.state": [(20, "running"), (30, "off")], "battery.soc_percent": [(19, 43.0)]},
        [order(15, "precond_start"), (18, "battery.soc", 43)],
    ),
    "a charge that goes on": (
        {
            "charge.state": [(10, "charging"), (21, "interrupted"), (125, "charging")],
            "precond.state": [(20, "running"), (120, "off")],
        },
        [(5, "station.plug", "plugged"), order(15, "precond_start"), order(119, "precond_stop")],
    ),
    "a charge that the station forbids meanwhile": (
        {
            "charge.state": [(10, "charging"), (21, "interrupted")],
            "precond.state": [(20, "running"), (120, "off")],
        },
        [
            *((5, "station.plug", "plugged"), order(15, "precond_start")),
            *((19.5, "station.consent", "forbids"), order(119, "precond_stop")),
        ],
    ),
    "a place from before the satellites were received again": (
        data(position_trusted=False),
        [*SOS, HERE, (4, "gnss.fix", "none"), *ELSEWHERE, (90, "gnss.fix", "fix")],
    ),
    "a charge that has been ended and begins by an order": (ENDED, [*END, order(315, "charge_start")]),
    "a charge that has been ended and begins in the moment of a plug": (
        ENDED,
        [*END, (320, "station.plug", "plugged")],
    ),
    "a charge that has been ended while it was programmed": (
        ENDED,
        [*END, (8, "phone.programme_charge", "07:30"), (310, "supply.voltage", 12.6)],
    ),
    "a refresh during which a charge ends": (
        {
            "charge.state": [(10, "charging"), (62, "idle")],
            "phone.status.loading": [(60, "loading"), (65, "done")],
            "phone.status.charge_state": [(65, "charging")],
        },
        [(9, "station.plug", "plugged")],
    ),
    "a regular charge beside pre-conditioning at 20 °C": (
        {
            "vehicle.outside_temp_c": [(0, 20.0)],
            "charge.state": [(10, "charging")],
            "precond.state": [(20, "running"), (120, "off")],
        },
        [(5, "station.type", "regular"), (5, "station.plug", "plugged"), order(15, "precond_start")],
    ),
    "a lock order that is shown as done when all is locked": (
        {"phone.progress.lock": [(0, "idle"), (20, "in_progress"), (25, "done")]},
        [order(20, "lock")],
    ),
    "pre-conditioning that runs for as long as a programme may": (
        {"precond.state": [(1000, "running"), (4290, "off")]},
        [(15, "phone.programme_preconditioning", "07:30")],
    ),
    "pre-conditioning that a programme has begun and an order prolongs": (
        {"precond.state": [(1000, "running"), (4900, "off")]},
        [(15, "phone.programme_preconditioning", "07:30"), order(2000, "precond_start")],
    ),
    "a vehicle that wakes for an order": (
        {"comfort.activity": [(30, "asleep"), (60, "awake")]},
        [(59, "phone.order", "lock")],
    ),
    "a vehicle that dozes before it carries out an order": (
        {"comfort.activity": [(30, "asleep"), (60, "awake")]},
        [(15, "phone.order", "lock")],
    ),
    "a vehicle that wakes for its programme": (
        {"comfort.activity": [(30, "asleep"), (60, "awake")]},
        [(15, "phone.programme_preconditioning", "07:30")],
    ),
    "lights that answer the key": ({"lights.hazard": [(20, "on"), (50, "off")]}, [(19.9, "key.lock", "pressed")]),
    "a call by a press, and by a call back": (
        {"psap.call": [(20, "ringing"), (40, "ended"), (60, "ringing")]},
        [*SOS, (59, "psap.call_back", "now")],
    ),
    "a call that is redialled after the network was lost": (
        {"psap.call": [(20, "ringing"), (40, "idle"), (60, "ringing")]},
        [*SOS, (40, "cell.coverage", "off"), (50, "cell.coverage", "on")],
    ),
    "the mode itself in private mode": (
        {**PRIVATE, "backoffice.uplink": [(60, {"topic": "privacy", "payload": {"mode": "private"}})]},
        CHOSEN,
    ),
    "data that were under way when private mode began": (
        {**PRIVATE, "backoffice.uplink": [(6, STATUS)]},
        CHOSEN,
    ),
    "a refresh once private mode has ended": (
        {
            "privacy.mode": [(5, "private"), (90, "geolocated")],
            "phone.status.loading": [(100, "loading"), (105, "done")],
        },
        [*CHOSEN, (89.5, "screen.tap", "share_data_and_position"), (89.8, "screen.tap", "ok")],
    ),
    "pre-conditioning that stops a minute after an unlock": (
        {"precond.state": [(20, "running"), (120, "off")], "doors.trunk.lock": [(60, "unlocked")]},
        [order(15, "precond_start"), (59, "lock.trunk", "unlocked")],
    ),
    "good data of a call": (data(passengers=1), [*SOS, HERE, (5, "seat.driver", "occupied")]),
    "good data of a crash": (data(automatic=True), [HERE, (15, "crash.airbag", "fired")]),
    "the last known place without satellites": (
        data(position_trusted=False),
        [*SOS, HERE, (4, "gnss.fix", "none"), *ELSEWHERE],
    ),
    "a place that a vehicle has just left": (data(), [*SOS, HERE, (50, "gnss.position", "48.100000,2.000000")]),
    "data of a place that no rig has set": (data(), SOS),
    "a count of a vehicle that sleeps": (
        {**data(), "comfort.activity": [(2, "asleep")]},
        [*SOS, (5, "seat.driver", "occupied")],
    ),
    "a breakdown call that tells no place in intermediate mode": (
        {"privacy.mode": [(5, "intermediate")], "centre.data": [(60, {"vin": PROFILE.vin, "position": None})]},
        [*SHARED, HERE],
    ),
    "traffic data that end with the mode": (
        {**PRIVATE, "navigation.state": [(2, "live"), (8, "off")]},
        CHOSEN,
    ),
    "trips that are just long enough": (
        {
            "phone.trip": [
                (20, {"number": 1, "distance_m": 300.0, "average_consumption": None}),
                (90, {"number": 2, "distance_m": 2000.1, "average_consumption": 17.0}),
            ]
        },
        [],
    ),
    "an electric vehicle that is charged and pre-conditioned": (BOTH, BOTH_ORDERED),
    "a programme of every day": (
        {"precond.state": [(1900, "running")]},
        [(15, "phone.programme_preconditioning", "07:30")],
    ),
    "what was said before the supply was lost": (
        {"horn.state": [(20, "on")], "comfort.activity": [(25, "asleep")]},
        [order(15, "horn")],
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_breaks_an_invariant_is_found_and_nothing_else_with_it(name: str) -> None:
    seen, done, sentence = WRONG[name]
    (found,) = broken(seen, done)
    assert found.startswith(sentence)


@pytest.mark.parametrize("name", RIGHT)
def test_what_has_its_cause_breaks_nothing(name: str) -> None:
    seen, done = RIGHT[name]
    assert broken(seen, done) == []


def test_each_invariant_is_broken_by_one_of_these_vehicles() -> None:
    missed = [
        each.sentence
        for each in INVARIANTS
        if not any(each.sentence.startswith(text) for text in (TOGETHER, *(text for *_, text in WRONG.values())))
    ]
    assert missed == []


def test_each_requirement_of_an_invariant_is_in_the_catalogue() -> None:
    catalogue = Catalogue.load(ROOT / "features" / "requirements.toml")
    named = {requirement for each in INVARIANTS for requirement in each.requirements}
    assert named <= {requirement.id for requirement in catalogue}


def test_ports_of_these_tests_are_those_of_the_suite() -> None:
    names = {port for *_, done, _ in WRONG.values() for _, port, _ in done}
    assert names <= set(HOUSE.stimuli)


@pytest.mark.parametrize(
    ("charge", "found"),
    [
        ([(20, "charging")], [TOGETHER]),
        ([(20, "charging"), (65, "interrupted")], []),
    ],
)
def test_a_hybrid_is_not_charged_beside_pre_conditioning(
    charge: Sequence[tuple[float, Any]], found: list[str]
) -> None:
    seen = {**BOTH, "charge.state": charge}
    assert broken(seen, BOTH_ORDERED, profile=load_profile(ROOT / "rigs" / "vehicles" / "hybrid.toml")) == found


@pytest.mark.parametrize(
    ("charge", "found"),
    [
        ([(59.4, "charging"), (60, "interrupted")], []),
        ([(20, "charging"), (60.4, "interrupted")], []),
        ([(20, "charging"), (40, "idle")], ["pre-conditioning begins only with the battery level that it needs"]),
    ],
)
def test_a_hybrid_with_a_low_battery_is_pre_conditioned_where_a_charge_ran_until_then(
    charge: Sequence[tuple[float, Any]], found: list[str]
) -> None:
    seen: Seen = {
        "precond.state": [(60, "running"), (130, "off")],
        "charge.state": [*charge, (131, "charging")],
        "battery.soc_percent": [(0, 10.0)],
    }
    hybrid = load_profile(ROOT / "rigs" / "vehicles" / "hybrid.toml")
    assert broken(seen, [*BOTH_ORDERED, (129, "phone.order", "precond_stop")], profile=hybrid) == found
