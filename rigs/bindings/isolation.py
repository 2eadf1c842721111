"""The isolation of a bench, which is believed only while its cell simulator names the declared test network."""

from __future__ import annotations

from collections.abc import Callable

from clock.kernel import MS, Kernel
from rigs.bindings.instrument import InstrumentLink, ask
from rigs.bindings.reading import Reading
from rigs.errors import InstrumentFault
from rigs.files.rig_file import ObservationBinding
from rigs.ports.surroundings import CELL_IDENTITY


class IsolationWatch:
    """The watch over the identity of the test network, for the length of one scenario.

    Args:
        identity: What the rig file declares.
        binding: How the cell simulator is asked.
        link: The connection to it.
        kernel: The clock.
        on_loss: Called with the reason when the cell simulator names another network, or does not answer.
    """

    def __init__(
        self,
        identity: str,
        binding: ObservationBinding,
        link: InstrumentLink,
        kernel: Kernel,
        on_loss: Callable[[str], None],
    ) -> None:
        self._identity = identity
        self._binding = binding
        self._reading = Reading(binding, CELL_IDENTITY.shows)
        self._link = link
        self._on_loss = on_loss
        self._timer = kernel.timer(self.check)

    def check(self) -> None:
        """Ask now, and every period from now on."""
        problem = self.problem()
        if problem is not None:
            self._on_loss(problem)
            return
        self._timer.arm_in(self._binding.period_ms * MS)

    def problem(self) -> str | None:
        """Say why the isolation cannot be believed, None where it can."""
        name = self._binding.instrument
        try:
            answer = ask(CELL_IDENTITY.name, name, self._link, self._binding.query)
            identity = self._reading.value(answer)
        except (InstrumentFault, ValueError) as error:
            self._link.close()  # it may be the answer to something else
            return f"the isolation cannot be read: {error}"
        if identity != self._identity:
            return f"the isolation is lost: {name} names the network {identity!r}, not {self._identity!r}"
        return None

    def stop(self) -> None:
        """Ask no more."""
        self._timer.cancel()
