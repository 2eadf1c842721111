"""A step that builds on an answer of the office waits for it; a late one allows no verdict, none at all does."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from clock.kernel import S, VirtualKernel, seconds
from rigs.errors import Inconclusive
from rigs.judging.assumptions import Assumptions
from rigs.recording.deeds import Deed
from rigs.values.interval import Interval
from rigs.values.track import Track
from steps.answers import ANSWER_S, ASKING, await_answer


class Screen:
    """All of a scene that waits for an answer, with an office that answers after a while."""

    def __init__(self, port: str, value: str, answered_after_s: float | None) -> None:
        self.kernel = VirtualKernel()
        self.assumptions = Assumptions()
        self.journal = SimpleNamespace(deeds=[Deed(port, value, Interval.at(0))])
        answer = Track("pages.answer", "")
        self.tracks = {"pages.answer": answer}
        if answered_after_s is not None:
            self.kernel.call_in(
                seconds(answered_after_s),
                lambda: answer.add(Interval.at(self.kernel.now_ns), {"kind": "accepted"}),
            )

    def wait(self, duration_s: float, _why: str = "") -> None:
        self.kernel.run_for(seconds(duration_s))

    def inconclusive(self, what: str) -> Inconclusive:
        return Inconclusive(what)


def waited_s(screen: Screen) -> float:
    await_answer(screen, ANSWER_S)  # type: ignore[arg-type]  # all of a scene that it uses
    return screen.kernel.now_ns / S


@pytest.mark.parametrize(
    ("port", "value", "after_s", "waited"),
    [
        ("account.send", "login", 0.3, 5),
        ("account.send", "login", 20.5, 21),
        ("account.send", "login", 60.0, 60),
        ("account.send", "login", None, 120),
        ("account.fill", "email=a@b.c", None, 5),
        ("trips.look", "elsewhere", None, 5),
    ],
)
def test_a_step_waits_for_an_answer_and_no_longer(
    port: str, value: str, after_s: float | None, waited: float
) -> None:
    assert waited_s(Screen(port, value, after_s)) == waited


def test_what_was_asked_in_vain_has_no_answer_that_is_waited_for() -> None:
    screen = Screen("pages.press", "Subscribe", None)
    screen.journal.deeds = [Deed("pages.press", "Subscribe", Interval.at(0), in_vain=True)]
    assert waited_s(screen) == ANSWER_S


def test_an_answer_of_the_moment_of_the_request_is_one_to_what_was_asked_before() -> None:
    screen = Screen("account.send", "login", 20.5)
    screen.tracks["pages.answer"].add(Interval.at(0), {"kind": "refused"})
    assert waited_s(screen) == 21


@pytest.mark.parametrize("after_s", [60.5, 110.0])
def test_a_late_answer_is_no_verdict(after_s: float) -> None:
    with pytest.raises(Inconclusive, match=r"account.send login was answered later than 60 s after"):
        waited_s(Screen("account.send", "login", after_s))


@pytest.mark.parametrize("port", ["account.send", "contracts.subscribe", "pages.press", "booklet.note"])
def test_what_a_person_asks_is_asking(port: str) -> None:
    assert port in ASKING
