"""A bench that is looked after for as long as it is open: by the run, and by a watchdog where the run cannot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rigs.bindings.lab import Lab
from rigs.errors import NotAtRest
from rigs.files.rig_file import RigFile
from rigs.run.watchdog import Watchdog, orders_of


@contextmanager
def guarded(rig: RigFile, lab: Lab, command: str, beat: Callable[[], None]) -> Iterator[Watchdog]:
    """Have a watchdog while the block opens, uses and closes a bench.

    What the block cannot put to rest is left to the watchdog, which then holds the bench until it is at rest.

    Args:
        rig: The rig file.
        lab: The drivers of the run.
        command: What is run, for people.
        beat: Done every second.

    Raises:
        RigFault: There is no watchdog.
    """
    watchdog = Watchdog(orders_of(rig, lab, command), beat)
    watchdog.start()
    try:
        yield watchdog
    except NotAtRest:
        watchdog.leave()
        raise
    except BaseException:
        watchdog.release()
        raise
    watchdog.release()
