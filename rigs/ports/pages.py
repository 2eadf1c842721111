"""What a person sees on the pages of the services store and the app, and taps there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rigs.ports.arrival import arrival
from rigs.ports.book import PortBook, ServicePorts
from rigs.ports.values import Table, Text, Words

TERMS: Mapping[str, Sequence[str]] = {
    "fields": ("E-mail address", "Password", "Phone number", "VIN", "Category", "Date", "Your message"),
    "controls": (
        *("Driving statistics", "Maintenance appointment", "User manual", "Charging", "Thermal comfort"),
        *("Subscribe", "My maintenance history", "the VIN of a vehicle", "the name of a country"),
    ),
    "titles": ("My invoices", "My maintenance history", "Driving statistics"),
    "places": ("top_left", "top", "top_right", "left", "middle", "map", "bottom"),
    "texts": (
        *("a service and its state on one line, in force or ended or waiting for its activation",),
        *("oil change", "new brake pads", "new battery", "relaunch", "the number of an invoice"),
    ),
}
"""Words that features judge on pages and that the source does not have; a server translates its own into them."""

PORTS = PortBook()
_PAGES = ServicePorts(PORTS, "pages", in_app=True)

TAP = _PAGES.does("tap", "the button that is tapped where a page asks something", Words("ok", "back"))

OPEN = _PAGES.does("open", "the site whose first page is opened", Words("store", "web_space", "app", "shop"))
PRESS = _PAGES.does("press", "the label, on the page, of what is pressed", Text("a label"))
ENTER = _PAGES.does("enter", "what is entered in a field of the page", Text("LABEL=VALUE", r"[^=]+=.*"))
SUBMIT = _PAGES.does("submit", "the form of the page is sent", Words("now"))
BROWSER = _PAGES.does(
    "browser",
    "the browser in which web pages are opened",
    Words(
        "chrome",
        "firefox",
        "edge",
        "safari",
        "opera",
        "android_browser",
        "iphone_browser",
        "internet_explorer",
    ),
    "chrome",
)
PHONE = _PAGES.does("phone", "the phone that the app is on", Words("android", "iphone"), "android")
RELAUNCH = _PAGES.does("relaunch", "the app is closed and opened anew", Words("now"))

PAGE = _PAGES.shows(
    "page",
    "the page that is open: who is logged in, and what is on it, each control with its label and place. "
    "Labels and titles are in the words of the source. Where it has none, whoever serves the port says in these "
    "what the page says in its own: " + "; ".join(f"{what}: {', '.join(words)}" for what, words in TERMS.items()),
    Table("number", "site", "title", "account", "controls", "fields", "texts"),
)
ANSWER = _PAGES.shows("answer", "what the page says to the last request", Table("kind", "text"))
QUESTION = _PAGES.shows("question", "what the page wants to have confirmed", Text("a question"))
REFUSES = arrival(
    PORTS,
    "pages.refuses",
    "whether a page refuses a request now",
    ANSWER,
    lambda answer: answer["kind"] == "refused",
)
