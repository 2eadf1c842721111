"""Who has to hear a frame at its end, who may hear of it later, and who has been told what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import can

from clock.kernel import Kernel
from simulators.bus.cyclic_state import Cyclic
from simulators.bus.pattern import Key
from simulators.bus.segment import Reader, Segment, key_of

if TYPE_CHECKING:
    from simulators.bus.canbus import VirtualBus


class Attention(Segment):
    """A segment that knows which frames tell somebody something new; see `simulators.bus.quiet`."""

    def __init__(self, kernel: Kernel, name: str, bitrate: int, rank: int = 0) -> None:
        super().__init__(kernel, name, bitrate, rank)
        self._readers: list[Reader] = []
        self._heard: dict[Key, can.Message] = {}
        self._repeated: set[Key] = set()
        self._senders: dict[Key, list[Cyclic]] = {}
        self._alert: set[Cyclic] = set()  # whose next frame has to be heard at its end
        self._turns: dict[Key, Cyclic] = {}  # those of each series
        self._attended: set[Key] = set()  # of them those whose frames somebody must hear at their end
        self._shared: set[Key] = set()  # of them those that somebody else has sent too
        self._late: dict[Key, tuple[int, can.Message, VirtualBus]] = {}  # the last that is still to be told

    def _judge_attention(self, key: Key) -> None:
        """See whether somebody must hear the frames of a series at their end."""
        if (
            key in self._shared
            or not all(each.late for each in self._subscriptions.get(key, ()))
            or any(reader.attends(key) for reader in self._readers)
        ):
            self._attended.add(key)
        else:
            self._attended.discard(key)

    def _note_shared(self, key: Key) -> None:
        """Hear each frame of a series at its end from now on: somebody else sends the same message."""
        turns = self._turns.get(key)
        if turns is not None and key not in self._shared:
            self._shared.add(key)
            self._attended.add(key)
            self._watch(turns)

    def _note_late(self, cyclic: Cyclic, end_ns: int, message: can.Message) -> None:
        """Take note of a frame that tells something new, but later."""
        key = key_of(message)
        self._heard[key] = message
        self._late[key] = end_ns, message, cyclic.sender

    def _tell_late(self) -> None:
        """Let nodes hear what they are content to hear late."""
        if self._late:
            late, self._late = self._late, {}
            for key, (end_ns, message, sender) in late.items():
                for each in self._subscriptions.get(key, ()):
                    if each.late and each.owner is not sender:  # any other hears each frame at its end
                        each.listener(end_ns, message)

    def _tells(self, key: Key, message: can.Message, cyclic: Cyclic | None) -> bool:
        """Tell whether somebody has to hear a frame at its end."""
        if cyclic is None or self._taps or key in self._repeated:
            return True
        heard = self._heard.get(key)
        if heard is message or (heard is not None and key in self._turns and key not in self._attended):
            return False
        return bool(self._readers) or bool(self._subscriptions.get(key))

    def _watch(self, cyclic: Cyclic) -> None:
        """See whether the next frame of a task has to be heard at its end."""
        if cyclic.cycle is not None:
            self._watch_turns(cyclic)
            return
        for message in cyclic.messages:
            if self._tells(key_of(message), message, cyclic):
                self._alert.add(cyclic)
                return
        self._alert.discard(cyclic)

    def _watch_turns(self, turns: Cyclic) -> None:
        """See the same for a series, whose next frame says something new."""
        (key,) = turns.keys
        heard_by_any = bool(self._readers) or bool(self._subscriptions.get(key))
        if (
            self._taps
            or key in self._repeated
            or (heard_by_any and (key in self._attended or key not in self._heard))
        ):
            self._alert.add(turns)
        else:
            self._alert.discard(turns)
