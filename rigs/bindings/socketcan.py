"""What Linux tells of the CAN interfaces that its kernel has."""

from __future__ import annotations

import json
import subprocess

ASK_S = 5.0
"""Time in s within which the command answers."""

LISTEN_ONLY = "LISTEN-ONLY"


def listens_only(channel: str) -> bool:
    """Tell whether an interface takes no frames: its driver drops them without an error.

    One that cannot be asked, such as without the command `ip`, is taken for one that sends.
    """
    command = ["ip", "-details", "-json", "link", "show", "dev", channel]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=ASK_S, check=True)  # noqa: S603  # no shell
        (link,) = json.loads(done.stdout)
        return LISTEN_ONLY in link["linkinfo"]["info_data"]["ctrlmode"]
    except (OSError, subprocess.SubprocessError, ValueError, KeyError, TypeError):
        return False
