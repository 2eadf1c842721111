"""The times of a service are compared with when it tells of them."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

import pytest

from clock.kernel import S, VirtualKernel
from rigs.bindings.service import ServiceBinding, ServiceListener
from rigs.errors import RecordingFault
from rigs.ports.house import HOUSE


class Told:
    """A service that tells of what a test says."""

    def __init__(self, error_ns: int = 0) -> None:
        self.error_ns = error_ns
        self.tell: ServiceListener = lambda *_: None

    def call(self, verb: str, argument: Any = None) -> None: ...

    def watch(self, listener: ServiceListener) -> None:
        listener(-3600 * S, "call", "idle")  # what was before the scenario, however long ago
        self.tell = listener


@pytest.mark.parametrize(
    ("at_s", "error_s", "problem"),
    [
        (100.0, 0.0, ""),
        (98.5, 0.0, ""),
        (100.4, 0.0, ""),
        (97.0, 0.0, "3.0 s before it was told"),
        (101.0, 0.0, "1.0 s after it was told"),
        (3700.0, 0.0, "3600.0 s after it was told"),
        (97.0, 1.0, ""),
        (101.0, 1.0, ""),
    ],
)
def test_a_change_that_cannot_have_been_then_is_told_at_the_end(at_s: float, error_s: float, problem: str) -> None:
    kernel, service = VirtualKernel(1), Told(round(error_s * S))
    binding = ServiceBinding({"psap": service}, HOUSE, kernel)
    kernel.run_for(100 * S)
    service.tell(round(at_s * S), "call", "ringing")
    with (
        pytest.raises(RecordingFault, match=f"service psap: call changed {problem}") if problem else nullcontext()
    ):
        binding.finish(lambda _: None)


def test_what_no_port_shows_may_have_any_time() -> None:
    service = Told()
    binding = ServiceBinding({"psap": service}, HOUSE, VirtualKernel(1))
    service.tell(3600 * S, "note", "for people")
    assert [*binding.finish(lambda _: None)] == []
