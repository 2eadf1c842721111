"""The maintenance booklet in the app, and the point of sale where it begins."""

from __future__ import annotations

from rigs.ports.book import PortBook, ServicePorts
from rigs.ports.values import Number, Table, Text, Words

PORTS = PortBook()
_BOOKLET = ServicePorts(PORTS, "booklet", in_app=True)

OPERATION = Text("DATE WORK", r"\d{4}-\d\d-\d\d \S.*")

LOOK = _BOOKLET.does("look", "whether the booklet is opened, or left", Words("booklet", "elsewhere"))
ENTER_MILEAGE = _BOOKLET.does("mileage", "the mileage that the owner enters", Number("km", 0))
ENTER_YEARLY = _BOOKLET.does("yearly_km", "the average annual mileage that the owner enters", Number("km", 0))
ENTER_USE = _BOOKLET.does("use", "the type of use that the owner enters", Words("personal", "professional"))
NOTE = _BOOKLET.does("note", "an operation of maintenance that the owner notes", OPERATION)
FINALISE = _BOOKLET.does("finalise", "the subscription to the booklet, finalised in the app", Words("now"))
VALIDATE = _BOOKLET.does(
    "validate",
    "the e-mail address that is given at the point of sale, which takes who gives it for the owner",
    Text("an e-mail address, or none"),
)
CARRY_OUT = _BOOKLET.does("carry_out", "an operation of maintenance that a repairer carries out", OPERATION)
ENTER = _BOOKLET.does("enter", "what repairers have carried out, entered into the maintenance log", Words("all"))

PAGE = _BOOKLET.shows(
    "page",
    "what the booklet of the selected vehicle showed when it was opened",
    Table("number", "mileage_km", "yearly_km", "use", "next", "operations"),
)
