"""What a person sees on the pages of the services store and the app, and taps there."""

from __future__ import annotations

from rigs.ports.arrival import arrival
from rigs.ports.book import PortBook, ServicePorts
from rigs.ports.values import Table, Text, Words

PORTS = PortBook()
_PAGES = ServicePorts(PORTS, "pages", in_app=True)

TAP = _PAGES.does("tap", "the button that is tapped where a page asks something", Words("ok", "back"))

ANSWER = _PAGES.shows("answer", "what the page says to the last request", Table("kind", "text"))
QUESTION = _PAGES.shows("question", "what the page wants to have confirmed", Text("a question"))
REFUSES = arrival(
    PORTS,
    "pages.refuses",
    "whether a page refuses a request now",
    ANSWER,
    lambda answer: answer["kind"] == "refused",
)
