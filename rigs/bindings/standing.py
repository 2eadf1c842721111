"""Services off board that the run reaches by itself, without a server of the lab: a mailbox, and pages."""

from __future__ import annotations

from clock.kernel import Kernel
from rigs.bindings.service import StandingService
from rigs.errors import ConfigurationError
from rigs.files.hardware import Service

STANDING = ("imap", "browser")
"""Drivers of such services."""


def standing_service(table: Service, kernel: Kernel, accounts: str) -> StandingService:
    """Make the service of a table of a rig file; nothing is opened yet.

    Args:
        table: The table, with one of the drivers of `STANDING`.
        kernel: The clock.
        accounts: The word with which the names of the accounts of the run begin.

    Raises:
        ConfigurationError: What it needs is not there: a password, or a package.
    """
    if table.driver == "imap":
        from rigs.bindings.imap import ImapMailbox  # noqa: PLC0415  # only some rigs have one

        return ImapMailbox(table, kernel, accounts)
    try:
        from rigs.bindings.browser import BrowserPages  # noqa: PLC0415  # only some need its group
    except ImportError as error:
        allowed = f"needs {error.name}: uv sync --group browser"
        raise ConfigurationError("services", "pages.driver", table.driver, allowed) from error
    return BrowserPages(table, kernel)
