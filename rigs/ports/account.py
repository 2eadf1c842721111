"""The person at a screen of the services store or the app: who it is, and what the test people have."""

from __future__ import annotations

from rigs.ports.arrival import arrival
from rigs.ports.book import PortBook, ServicePorts
from rigs.ports.port import ANY_OTHER
from rigs.ports.values import Table, Text, Words

PORTS = PortBook()
_ACCOUNT = ServicePorts(PORTS, "account", in_app=True)

PEOPLE = _ACCOUNT.does(
    "people",
    "accounts, contracts and mail of the test people, brought back to what they are at rest",
    Words("at_rest"),
    "at_rest",
)
PERSON = _ACCOUNT.does(
    "person", "who sits at the screen, logged in", Words("subscriber", "other", "visitor"), "subscriber"
)
SURFACE = _ACCOUNT.does("surface", "where whoever sits at the screen is", Words("store", "app"), "app")
COUNTRY = _ACCOUNT.does("country", "the country of the account", Words("home", "FR", "ES", "DE"), "home")
WITHHOLD = _ACCOUNT.does(
    "withhold",
    "a service that is not available in a country from now on",
    Text("KIND COUNTRY", r"[a-z_]+ [A-Z]{2}"),
)
INSTALL = _ACCOUNT.does(
    "install", "the version of the app that is installed anew", Words("1.9", "1.21", "1.22", "1.23", "2.0")
)
FILL = _ACCOUNT.does(
    "fill",
    "a field of the form that is sent next",
    Text("FIELD=VALUE", r"(email|password|first_name|last_name|phone)=.*"),
)
SEND = _ACCOUNT.does(
    "send",
    "the form that is sent",
    Words(
        "registration",
        "new_link",
        "login",
        "forgotten_password",
        "new_password",
        "logout",
        "unsubscribe",
        "personal_data",
    ),
    effects={"unsubscribe": "deletion"},
)
OPEN_LINK = _ACCOUNT.does("open_link", "the link of a message that is opened", Text("the address of a link"))

SESSION = _ACCOUNT.shows(
    "session",
    "how far whoever sits at the screen is in",
    Words("logged_out", "password_demanded", "logged_in"),
)
ADD_VEHICLE = _ACCOUNT.does("add_vehicle", "the VIN by which a vehicle is added to the account", Text("a VIN"))
DELETE_VEHICLE = _ACCOUNT.does(
    "delete_vehicle",
    "the vehicle that is deleted from the account",
    Text("a VIN"),
    effects={ANY_OTHER: "deletion"},
)
SELECT_VEHICLE = _ACCOUNT.does("select_vehicle", "the vehicle that is selected", Text("a VIN"))
LOOK = _ACCOUNT.does("look", "the page that is looked at", Words("garage"))
VERIFY = _ACCOUNT.does(
    "verify",
    "a point of sale confirms that the vehicle is that of whoever sits at the screen",
    Words("now"),
)

GARAGE = _ACCOUNT.shows(
    "garage",
    "vehicles of the account, and services and offers of the selected one, when they were last looked at",
    Table("number", "vehicles", "selected", "offers", "services"),
)
FAVOURITE = _ACCOUNT.shows("favourite", "the favourite workshop of the account", Text("a name"))
APPOINTMENT = _ACCOUNT.shows(
    "appointment", "the last appointment for maintenance that was made", Table("number", "vin", "date")
)
MESSAGE = _ACCOUNT.shows(
    "message", "the last message that has come to the customer service", Table("number", "person", "text")
)
MESSAGE_COMES = arrival(
    PORTS, "account.message_comes", "whether a message comes to the customer service now", MESSAGE
)
