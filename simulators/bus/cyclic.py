"""What python-can's `send_periodic` gives on a virtual bus."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import can
from can.broadcastmanager import ModifiableCyclicTaskABC

from clock.kernel import seconds
from simulators.bus.segment import check_classic

if TYPE_CHECKING:
    from simulators.bus.canbus import VirtualBus


class CyclicTask(ModifiableCyclicTaskABC, can.broadcastmanager.RestartableCyclicTaskABC):
    """Messages that are sent in turn at kernel times start, start + period, ... until stopped.

    Attributes:
        bus: The controller that sends them.
        duration_ns: Time in ns from a start on after which they are sent no more; None for no end.
    """

    def __init__(
        self,
        bus: VirtualBus,
        messages: Sequence[can.Message] | can.Message,
        period_s: float,
        duration_s: float | None,
    ) -> None:
        super().__init__(messages, period_s)
        check_classic(self.messages)
        if self.period_ns <= 0:
            raise ValueError(f"period = {period_s!r} s; allowed: 1 ns or more")
        self.bus = bus
        self.duration_ns = None if duration_s is None else seconds(duration_s)
        self._turn = 0

    def start(self) -> None:
        """Send the first frame now and go on from there.

        Raises:
            can.CanOperationError: The bus has been shut down.
        """
        self.bus.check_open()
        if not self.bus.segment.running(self):
            self.bus.segment.start_cyclic(self)

    def stop(self) -> None:
        """Send nothing more."""
        self.bus.segment.stop_cyclic(self)

    def modify_data(self, messages: Sequence[can.Message] | can.Message) -> None:
        """Send these instead; the times at which they go out stay."""
        if isinstance(messages, can.Message) and _takes_place(self.messages, messages):
            self.messages = (messages,)
        else:
            super().modify_data(messages)
        self.bus.segment.renew_cyclic(self)

    def take_turn(self, messages: Sequence[can.Message]) -> can.Message:
        """Give that of its messages whose turn it is."""
        message = messages[self._turn % len(messages)]
        self._turn += 1
        return message

    def _check_modified_messages(self, messages: tuple[can.Message, ...]) -> None:
        super()._check_modified_messages(messages)
        check_classic(messages)


def _takes_place(present: Sequence[can.Message], message: can.Message) -> bool:
    """Tell whether a message is one that can take the place of the present one, with another payload."""
    return (
        len(present) == 1
        and message.arbitration_id == present[0].arbitration_id
        and message.dlc == present[0].dlc
        and not (message.is_fd or message.is_remote_frame or message.is_error_frame)
    )
