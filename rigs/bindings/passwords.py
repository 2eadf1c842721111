"""Passwords, which stand in the environment alone: a rig file names the variable."""

from __future__ import annotations

import os

from rigs.errors import ConfigurationError


def password_in(variable: str, service: str) -> str:
    """Return the password that an environment variable has.

    Args:
        variable: Its name.
        service: Whose `password_env` names it.

    Raises:
        ConfigurationError: It has none, or one of other signs than ASCII.
    """
    password = os.environ.get(variable, "")
    allowed = f"must be the password of the {service}: services.{service}.password_env names it"
    if not password:
        raise ConfigurationError("environment", variable, "nothing", allowed)
    if not (password.isascii() and password.isprintable()):  # which is not shown
        raise ConfigurationError("environment", variable, "...", f"{allowed}, in printable signs of ASCII")
    return password
