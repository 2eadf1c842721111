"""The ports of the suite, in the order in which a bench is brought to rest."""

from __future__ import annotations

from rigs.ports import (
    account,
    app_stores,
    backoffice,
    booklet,
    centre,
    contracts,
    controls,
    documents,
    mailbox,
    orders,
    pages,
    phone,
    psap,
    recalls,
    screen,
    senses,
    supply,
    surroundings,
    trips,
)
from rigs.ports.book import PortBook
from rigs.ports.port import Derived, Observation, Service, Stimulus

HOUSE = PortBook(
    supply.PORTS,
    controls.PORTS,
    surroundings.PORTS,
    screen.PORTS,
    senses.PORTS,
    psap.PORTS,
    centre.PORTS,
    backoffice.PORTS,
    orders.PORTS,
    phone.PORTS,
    account.PORTS,
    contracts.PORTS,
    mailbox.PORTS,
    documents.PORTS,
    recalls.PORTS,
    trips.PORTS,
    booklet.PORTS,
    app_stores.PORTS,
    pages.PORTS,
)
"""Every port of the suite that is not a signal of a bus."""

OFFICE = frozenset(
    module.__name__.rpartition(".")[2]
    for module in (account, app_stores, booklet, contracts, documents, mailbox, pages, recalls, trips)
)
"""The services of the office, shop and app, each named as the module of its ports."""

CALENDAR = frozenset(port.name for port in (backoffice.SET_DATE, backoffice.SET_ZONE, backoffice.TODAY))
"""The ports of the back office that say what day it is there."""


def is_off_board(port: Stimulus | Observation) -> bool:
    """Tell whether no vehicle has a part in what a port does or shows, nor in what that follows from."""
    source = port.source
    if isinstance(source, Derived):
        return all(map(is_off_board, source.ports))
    return isinstance(source, Service) and (source.service in OFFICE or port.name in CALENDAR)
