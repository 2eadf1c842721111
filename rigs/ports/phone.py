"""The driver's smartphone: what is done on it, and what it shows."""

from __future__ import annotations

from rigs.ports.arrival import arrival
from rigs.ports.book import PortBook, ServicePorts
from rigs.ports.values import Number, Table, Text, Words

PORTS = PortBook()
_PHONE = ServicePorts(PORTS, "phone", in_app=True)

CLOCK_TIME = r"([01]?\d|2[0-3]):[0-5]\d"
ORDER_KINDS = ("lock", "unlock", "lights", "horn")

ORDER = _PHONE.does(
    "order",
    "an order that the driver gives in the app",
    Words(
        *ORDER_KINDS,
        *("charge_start", "charge_stop", "charge_immediate", "charge_deferred"),
        *("precond_start", "precond_stop"),
    ),
)
PROGRAMME_CHARGE = _PHONE.does(
    "programme_charge", "when the deferred charge is to begin", Text("HH:MM", CLOCK_TIME)
)
PROGRAMME_PRECONDITIONING = _PHONE.does(
    "programme_preconditioning", "when the vehicle will be used", Text("HH:MM, or off", f"{CLOCK_TIME}|off")
)
SHOW = _PHONE.does("show", "what the phone shows", Words("home", "other", "background", "locked"), "home")
REFRESH = _PHONE.does(
    "refresh", "a gesture that refreshes the home page of the app", Words("slide_down", "round_arrow")
)
HOLD = _PHONE.does(
    "hold",
    "the smartphone in the hand: one on which the app is new, or the first one",
    Words("new", "first"),
    "first",
)
CONNECT = _PHONE.does(
    "connection", "how the phone is on the internet, if at all", Words("mobile", "wifi", "none"), "wifi"
)
LOGIN = _PHONE.does("login", "the account that the app is logged in with", Words("other", "subscriber"))
VALIDATE = _PHONE.does(
    "validate", "a step of the smartphone's registration, done", Words("trusted_number", "safety_code", "biometry")
)
DEVICE = _PHONE.does(
    "device",
    "the model of the smartphone",
    Words(
        *("iphone_6", "iphone_7", "iphone_8", "iphone_se_2020", "iphone_x", "iphone_14"),
        *("pixel_7", "galaxy_s10"),
    ),
    "iphone_8",
)
RADIO = _PHONE.does("radio", "whether the Bluetooth of the phone is switched on", Words("on", "off"), "on")
APP = _PHONE.does("app", "whether the app runs on the phone", Words("launched", "closed"), "launched")
OTHER_APPS = _PHONE.does(
    "other_apps",
    "which apps run on the phone beside that of the vehicle",
    Words("none", "without_bluetooth", "with_bluetooth"),
    "none",
)
BATTERY_OPTIMISATION = _PHONE.does(
    "battery_optimisation",
    "whether the app is in the phone's list of battery optimisation",
    Words("listed", "not_listed"),
    "not_listed",
)
WHEREABOUTS = _PHONE.does("whereabouts", "where the driver's phone is", Words("at_vehicle", "away"), "away")
PAIRING = _PHONE.does(
    "pairing",
    "what the driver does on the phone about its pairing with the vehicle",
    Words("confirm", "forget"),
    "forget",
)
CLOCK = _PHONE.does(
    "clock_offset", "how far the clock of the phone is ahead of the true time", Number("s", -1e9, 1e9), 0
)
IDENTIFY_KEY = _PHONE.does("identify_key", "the step of the activation that identifies the key", Words("now"))

BANNER = _PHONE.shows("banner", "the banner that the app shows", Table("kind", "text"))
NOTIFICATION = _PHONE.shows("notification", "the notification that the phone shows", Table("kind", "text"))
CHARGE_STATE = _PHONE.shows(
    "charge.state",
    "state of the charge that the app shows",
    Words("idle", "charging", "interrupted", "finished", "refused"),
)
CHARGE_MODE = _PHONE.shows("charge.mode", "mode of the charge that the app shows", Words("immediate", "deferred"))
CHARGE_ORDER = _PHONE.shows(
    "charge.order", "how far the last charge order has come, in the app", Table("kind", "state")
)
PROGRESS = {
    kind: _PHONE.shows(
        f"progress.{kind}",
        f"what the button of the {kind} order shows",
        Words("idle", "in_progress", "on", "done", "failed"),
    )
    for kind in ORDER_KINDS
}
BUTTON = {
    kind: _PHONE.shows(
        f"button.{kind}",
        f"whether the {kind} button of the app can be tapped",
        Words("enabled", "disabled", "hidden"),
    )
    for kind in ORDER_KINDS
}
INFORMATION = _PHONE.shows(
    "vehicle_information", "what the app was last told of the vehicle", Table("number", "status")
)
LOADING = _PHONE.shows(
    "status.loading",
    "how far the app's home page is with a refresh",
    Words("idle", "loading", "done", "interrupted", "failed"),
)
CHARGE_LEVEL = _PHONE.shows("status.charge_level", "charge level on the app's home page", Number("%"))
RANGE = _PHONE.shows("status.range_km", "range on the app's home page", Number("km"))
CHARGE_STATUS = _PHONE.shows(
    "status.charge_state",
    "charge status on the app's home page",
    Words("idle", "charging", "interrupted", "finished", "refused"),
)
LOCKS = _PHONE.shows("status.locks", "lock status on the app's home page", Words("locked", "unlocked"))
CONNECTION = _PHONE.shows(
    "connection", "how the phone is on the internet, if at all", Words("mobile", "wifi", "none")
)
REGISTRATION = _PHONE.shows(
    "registration",
    "the step that the app asks for; registered after them",
    Words("logged_out", "trusted_number", "safety_code", "registered"),
)
BIOMETRY = _PHONE.shows(
    "biometry",
    "the biometry that the app offers in place of the SAFETY code, while it asks for that",
    Words("none", "touch_id", "face_id", "fingerprint"),
)
BLUETOOTH = _PHONE.shows(
    "bluetooth",
    "whether the phone is connected to the vehicle by Bluetooth",
    Words("connected", "not_connected"),
)
LINK_BANNER = _PHONE.shows(
    "link_banner", "the banner that tells of the connection to the vehicle, and its place", Table("text", "place")
)
LINK_ICON = _PHONE.shows(
    "link_icon",
    "whether the app shows the icon of the function by which the selected vehicle connects",
    Words("shown", "hidden"),
)
TRIP = _PHONE.shows("trip", "the last trip that the app shows", Table("number"))
TRIP_INFORMATION = _PHONE.shows(
    "trip_information", "the information on the vehicle that the app got with the last trip", Table("number")
)
MILEAGE = _PHONE.shows("mileage", "the mileage that the app shows", Number("km"))
ACTIVATION = _PHONE.shows(
    "activation",
    "how far the app has got with the activation",
    Words("unfinished", "identifying", "refused", "finished"),
)
UPDATE = _PHONE.shows("update", "whether the app shows a pending update of the vehicle", Words("pending", "none"))
INFORMED = arrival(PORTS, "app.informed", "whether information on the vehicle reaches the app now", INFORMATION)
