"""A desk that answers calls: what the PSAP and the assistance centre have in common."""

from __future__ import annotations

from dataclasses import dataclass

from clock.kernel import Kernel
from simulators.offboard.network import Call, MobileNetwork, Signal
from simulators.offboard.service import Json, Service, ServiceError
from simulators.plant.voice import speak


@dataclass(frozen=True)
class DeskCalibration:
    """The time until an operator answers, drawn evenly between two bounds in seconds."""

    answer_s: tuple[float, float] = (1.0, 2.0)


DEFAULT = DeskCalibration()


class AnsweringDesk(Service):
    """A desk with one operator and one line.

    Items: `call` {idle, ringing, data, voice, ended} (`data` only at a PSAP), `case` (the file that the
    operator opens: its number, the category of the call and what is known of the vehicle), `hears` {silence,
    speech} of the vehicle during a call.

    Verbs: `hang_up`; `set_answering` {automatic, manual}; `answer`, the call that rings; `say`, words into the
    established call.
    """

    number: str

    def __init__(
        self,
        kernel: Kernel,
        network: MobileNetwork,
        number: str,
        calibration: DeskCalibration = DEFAULT,
    ) -> None:
        super().__init__(kernel)
        self.network = network
        self.number = number
        self.calibration = calibration
        self.state = ""
        self.current: Call | None = None
        self.cases = 0
        self.case: dict[str, Json] = {}
        self.hears = ""
        self._automatic = True
        self._answering = kernel.timer(self._answer)
        self.offer("hang_up", self._on_hang_up)
        self.offer("set_answering", self._on_set_answering)
        self.offer("answer", self._on_answer)
        self.offer("say", self._on_say)
        self.show("idle")
        self._listen("silence")

    def show(self, state: str) -> None:
        """Publish the state of the line when it differs."""
        if state != self.state:
            self.state = state
            self.publish("call", state)

    def ring(self, call: Call) -> None:
        """See `network.Desk`; a second call finds the line busy."""
        if self.current is not None and self.current.alive:
            call.hang_up(self)
            return
        self.current = call
        self.show("ringing")
        if self._automatic:
            self._answering.arm_in(self.draw_ns(self.calibration.answer_s))

    def call_signal(self, call: Call, signal: Signal, data: bytes) -> None:
        """See `network.Party`."""
        if call is not self.current:
            return
        if signal in ("hung_up", "lost"):
            self.over()
        elif signal in ("speech", "silence"):
            self._listen(signal)
        else:
            self.heard(call, signal, data)

    def heard(self, call: Call, signal: Signal, data: bytes) -> None:
        """Hear a signal of the established call; a subclass may act on it."""

    def answered(self, call: Call) -> None:
        """Note that the operator has taken a call; a subclass may do more than talk."""
        self.show("voice")

    def open_case(self, **facts: Json) -> None:
        """Publish a new case with these facts."""
        self.cases += 1
        self.case = {}
        self.note(number=self.cases, **facts)

    def note(self, **facts: Json) -> None:
        """Publish the case with these facts added or replaced."""
        self.case = {**self.case, **facts}
        self.publish("case", self.case)

    def established(self) -> Call:
        """Return the call that is answered.

        Raises:
            ServiceError: There is none.
        """
        if self.current is None or self.state not in ("data", "voice"):
            raise ServiceError(self.name, "call", self.state, "data, voice")
        return self.current

    def over(self) -> None:
        """Note that the call has ended, whoever ended it."""
        self._answering.cancel()
        self.current = None
        self._listen("silence")
        self.show("ended")

    def _answer(self) -> None:
        if self.current is not None and self.current.alive:
            self.current.send(self, "answered")
            self.answered(self.current)

    def _listen(self, heard: str) -> None:
        if heard != self.hears:
            self.hears = heard
            self.publish("hears", heard)

    def _on_say(self, argument: Json) -> Json:
        call = self.established()
        try:
            words = speak(str(argument))
        except ValueError:
            raise ServiceError(self.name, "words", argument, "words in Latin letters, without digits") from None
        call.send(self, "speech", words.tobytes())
        return None

    def _on_hang_up(self, _argument: Json) -> Json:
        if self.current is None:
            raise ServiceError(self.name, "call", self.state, "ringing, data, voice")
        self.current.hang_up(self)
        self.over()
        return None

    def _on_set_answering(self, argument: Json) -> Json:
        self._automatic = self.one_of("answering", argument, ("automatic", "manual")) == "automatic"
        return None

    def _on_answer(self, _argument: Json) -> Json:
        if self.state != "ringing" or self.current is None:
            raise ServiceError(self.name, "call", self.state, "ringing")
        self._answering.cancel()
        self._answer()
        return None
