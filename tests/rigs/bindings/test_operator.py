"""A person at the terminal is asked, and what he does not do in time is a set-up that failed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from queue import Queue

import pytest

from clock.kernel import S, VirtualKernel
from rigs.bindings import operator
from rigs.bindings.operator import OperatedService, Operator, Terminal
from rigs.errors import ServiceFault, SetupFailed


@dataclass
class Console:
    """A terminal at which somebody answers after some seconds of the kernel.

    Attributes:
        kernel: The clock.
        answers: After how many seconds what is typed, for one question after the other.
        said: What has been shown.
    """

    kernel: VirtualKernel
    answers: list[tuple[float, str]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    take: Callable[[str], None] = lambda _: None

    def say(self, text: str) -> None:
        self.said.append(text)
        if self.answers:
            after_s, line = self.answers.pop(0)
            self.kernel.timer(lambda: self.take(line)).arm_in(round(after_s * S))

    def hear(self, take: Callable[[str], None]) -> None:
        self.take = take

    def close(self) -> None:
        self.take = lambda _: None


def test_an_operator_is_told_what_to_do_while_the_rig_goes_on() -> None:
    kernel = VirtualKernel()
    console = Console(kernel, [(3.0, "\n")])
    seconds: list[int] = []
    for second in (1, 2):
        kernel.timer(lambda: seconds.append(kernel.now_ns // S)).arm_in(second * S)
    OperatedService("phone", Operator(kernel, console), 60.0).call("order", "lock")
    assert console.said == ["phone: order lock\n  Enter when it is done, n if it cannot be; 60 s left"]
    assert kernel.now_ns == 3 * S
    assert seconds == [1, 2]


def test_an_operator_who_does_not_answer_in_time_has_not_set_it_up() -> None:
    kernel = VirtualKernel()
    service = OperatedService("phone", Operator(kernel, Console(kernel, [(61.0, "\n")])), 60.0)
    with pytest.raises(SetupFailed, match="the operator did not answer within 60 s: phone: log out"):
        service.call("log_out")
    assert kernel.now_ns == 60 * S


def test_an_operator_may_say_that_it_cannot_be_done() -> None:
    kernel = VirtualKernel()
    service = OperatedService("phone", Operator(kernel, Console(kernel, [(1.0, "n\n")])), 60.0)
    with pytest.raises(SetupFailed, match="it cannot be done: phone: order lock"):
        service.call("order", "lock")


@pytest.mark.parametrize("typed", ["lokc", "yes n", "\x1b[A", "\N{REPLACEMENT CHARACTER}", "0"])
def test_who_types_what_is_no_answer_is_asked_again_within_the_same_time(typed: str) -> None:
    kernel = VirtualKernel()
    console = Console(kernel, [(2.0, f"{typed}\n"), (3.0, "\n")])
    OperatedService("phone", Operator(kernel, console), 60.0).call("order", "lock")

    assert console.said[1] == (
        f"{typed!r} is no answer: phone: order lock\n  Enter when it is done, n if it cannot be"
    )
    assert kernel.now_ns == 5 * S


def test_nonsense_gives_nobody_more_time() -> None:
    kernel = VirtualKernel()
    service = OperatedService("phone", Operator(kernel, Console(kernel, [(40.0, "a\n"), (30.0, "\n")])), 60.0)
    with pytest.raises(SetupFailed, match="did not answer within 60 s: phone: order lock"):
        service.call("order", "lock")
    assert kernel.now_ns == 60 * S


@pytest.mark.parametrize("typed", ["\n", "  \n", "y\n", "YES\n"])
def test_an_empty_line_says_that_it_is_done(typed: str) -> None:
    kernel = VirtualKernel()
    console = Console(kernel, [(1.0, typed)])
    OperatedService("phone", Operator(kernel, console), 60.0).call("order", "lock")
    assert len(console.said) == 1


def test_a_terminal_that_ends_is_a_fault_of_the_rig_at_once_and_for_each_question() -> None:
    kernel = VirtualKernel()
    service = OperatedService("phone", Operator(kernel, Console(kernel, [(1.0, "")])), 60.0)
    for question in ("lock", "unlock"):
        with pytest.raises(ServiceFault, match=f"terminal of the operator has ended.*: phone: order {question}"):
            service.call("order", question)
    assert kernel.now_ns == S


def test_a_terminal_tells_that_it_has_ended_behind_what_was_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = tmp_path / "in", tmp_path / "out"
    source.write_text("y\nlast", encoding="utf-8")
    target.touch()
    monkeypatch.setattr(operator, "TERMINAL", (f"{source}", f"{target}"))
    taken: Queue[str] = Queue()
    terminal = Terminal()
    terminal.hear(taken.put)

    assert [taken.get(timeout=10.0) for _ in range(3)] == ["y\n", "last", ""]
    terminal.close()


def test_a_key_that_was_pressed_before_the_question_is_no_answer() -> None:
    kernel = VirtualKernel()
    console = Console(kernel)
    asked = Operator(kernel, console)
    console.take("\n")
    with pytest.raises(SetupFailed, match="did not answer"):
        asked.ask("switch it on", 1.0)


def test_where_there_is_no_terminal_nobody_can_be_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operator, "TERMINAL", ("/nonexistent", "/nonexistent"))
    with pytest.raises(ServiceFault, match="an operator is to be asked, and there is no terminal"):
        Terminal()
