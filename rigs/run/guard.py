"""A bench that is looked after for as long as it is open: by the run, and by a watchdog where the run cannot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol, TypeVar

from rigs.bindings.lab import Lab
from rigs.errors import NotAtRest
from rigs.files.rig_file import RigFile
from rigs.run.watchdog import Watchdog, orders_of


class Closable(Protocol):
    """An opened bench, whose close puts its outputs to rest."""

    def close(self) -> None:
        """Put all outputs to rest, and close all that is open.

        Raises:
            NotAtRest: An output could not be put to rest.
        """


T = TypeVar("T", bound=Closable)


@contextmanager
def guarded(rig: RigFile, lab: Lab, command: str, beat: Callable[[], None]) -> Iterator[Watchdog]:
    """Have a watchdog while the block opens, uses and closes a bench.

    What the block cannot put to rest is left to the watchdog, which then holds the bench until it is at rest. So
    is what nobody knows to be at rest, since a second Ctrl-C has cut the way there short.

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
    except Exception:  # what could not be opened has closed itself before it let this pass
        watchdog.release()
        raise
    except BaseException:
        (watchdog.release if watchdog.at_rest else watchdog.leave)()
        raise
    watchdog.release()


@contextmanager
def closed_at_rest(watchdog: Watchdog, opened: T) -> Iterator[T]:
    """Close what a watchdog looks after behind the block, and let it know when that has been done whole.

    Raises:
        NotAtRest: An output could not be put to rest.
    """
    try:
        yield opened
    finally:
        opened.close()
        watchdog.at_rest = True
