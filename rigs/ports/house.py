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
