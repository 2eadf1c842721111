"""The driver's smartphone: what is done on it, and what it shows."""

from __future__ import annotations

from typing import Any

from rigs.ports.book import PortBook
from rigs.ports.derived import arrivals
from rigs.ports.port import Derived, Observation, Service, Stimulus
from rigs.ports.values import Number, Table, Text, Truth, Values, Words

PORTS = PortBook()

CLOCK_TIME = r"([01]?\d|2[0-3]):[0-5]\d"
ORDER_KINDS = ("lock", "unlock", "lights", "horn")


def _does(verb: str, doc: str, takes: Values, at_rest: Any = None) -> Stimulus:
    return PORTS.add(Stimulus(f"phone.{verb}", doc, takes, Service("phone", verb), at_rest))


def _shows(item: str, doc: str, shows: Values) -> Observation:
    return PORTS.add(Observation(f"phone.{item}", doc, shows, Service("phone", item), in_app=True))


ORDER = _does(
    "order",
    "an order that the driver gives in the app",
    Words(
        *ORDER_KINDS,
        *("charge_start", "charge_stop", "charge_immediate", "charge_deferred"),
        *("precond_start", "precond_stop"),
    ),
)
PROGRAMME_CHARGE = _does("programme_charge", "when the deferred charge is to begin", Text("HH:MM", CLOCK_TIME))
PROGRAMME_PRECONDITIONING = _does(
    "programme_preconditioning", "when the vehicle will be used", Text("HH:MM, or off", f"{CLOCK_TIME}|off")
)
SHOW = _does("show", "what the phone shows", Words("home", "other", "background", "locked"), "home")
REFRESH = _does("refresh", "a gesture that refreshes the home page of the app", Words("slide_down", "round_arrow"))
HOLD = _does(
    "hold",
    "the smartphone in the hand: one on which the app is new, or the first one",
    Words("new", "first"),
    "first",
)
CONNECT = _does("connection", "how the phone is on the internet", Words("mobile", "wifi"), "wifi")
LOGIN = _does("login", "the account that the app is logged in with", Words("other", "subscriber"))
VALIDATE = _does(
    "validate", "a step of the smartphone's registration, done", Words("trusted_number", "safety_code")
)
WHEREABOUTS = _does("whereabouts", "where the driver's phone is", Words("at_vehicle", "away"), "away")
PAIRING = _does(
    "pairing",
    "what the driver does on the phone about its pairing with the vehicle",
    Words("confirm", "forget"),
    "forget",
)
CLOCK = _does(
    "clock_offset", "how far the clock of the phone is ahead of the true time", Number("s", -1e9, 1e9), 0
)
IDENTIFY_KEY = _does("identify_key", "the step of the activation that identifies the key", Words("now"))

BANNER = _shows("banner", "the banner that the app shows", Table("kind", "text"))
NOTIFICATION = _shows("notification", "the notification that the phone shows", Table("kind", "text"))
CHARGE_STATE = _shows(
    "charge.state",
    "state of the charge that the app shows",
    Words("idle", "charging", "interrupted", "finished", "refused"),
)
CHARGE_MODE = _shows("charge.mode", "mode of the charge that the app shows", Words("immediate", "deferred"))
CHARGE_ORDER = _shows("charge.order", "how far the last charge order has come, in the app", Table("kind", "state"))
PROGRESS = {
    kind: _shows(
        f"progress.{kind}",
        f"what the button of the {kind} order shows",
        Words("idle", "in_progress", "on", "done", "failed"),
    )
    for kind in ORDER_KINDS
}
BUTTON = {
    kind: _shows(
        f"button.{kind}",
        f"whether the {kind} button of the app can be tapped",
        Words("enabled", "disabled", "hidden"),
    )
    for kind in ORDER_KINDS
}
INFORMATION = _shows("vehicle_information", "what the app was last told of the vehicle", Table("number", "status"))
LOADING = _shows(
    "status.loading",
    "how far the app's home page is with a refresh",
    Words("idle", "loading", "done", "interrupted", "failed"),
)
CHARGE_LEVEL = _shows("status.charge_level", "charge level on the app's home page", Number("%"))
RANGE = _shows("status.range_km", "range on the app's home page", Number("km"))
CHARGE_STATUS = _shows(
    "status.charge_state",
    "charge status on the app's home page",
    Words("idle", "charging", "interrupted", "finished", "refused"),
)
LOCKS = _shows("status.locks", "lock status on the app's home page", Words("locked", "unlocked"))
CONNECTION = _shows("connection", "how the phone is on the internet", Words("mobile", "wifi"))
REGISTRATION = _shows(
    "registration",
    "the step that the app asks for; registered after them",
    Words("logged_out", "trusted_number", "safety_code", "registered"),
)
BLUETOOTH = _shows(
    "bluetooth",
    "whether the phone is connected to the vehicle by Bluetooth",
    Words("connected", "not_connected"),
)
TRIP = _shows("trip", "the last trip that the app shows", Table("number"))
TRIP_INFORMATION = _shows(
    "trip_information", "the information on the vehicle that the app got with the last trip", Table("number")
)
MILEAGE = _shows("mileage", "the mileage that the app shows", Number("km"))
ACTIVATION = _shows(
    "activation",
    "how far the app has got with the activation",
    Words("unfinished", "identifying", "refused", "finished"),
)
UPDATE = _shows("update", "whether the app shows a pending update of the vehicle", Words("pending", "none"))
INFORMED = PORTS.add(
    Observation(
        "app.informed",
        "whether information on the vehicle reaches the app now",
        Truth(),
        Derived(arrivals(lambda _message: True), INFORMATION),
    )
)
