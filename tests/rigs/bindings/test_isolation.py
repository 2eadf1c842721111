"""The isolation of a bench is lost as soon as its cell simulator names another network, or nothing."""

from __future__ import annotations

from clock.kernel import VirtualKernel, seconds
from rigs.bindings.instrument import InstrumentLink
from rigs.bindings.isolation import IsolationWatch
from tests.support.kernel_rig import RIG


class Cell(InstrumentLink):
    """A cell simulator that names a network; None where it does not answer."""

    def __init__(self, network: str | None) -> None:
        self.network = network
        self.asked = 0

    def query(self, text: str) -> str:
        assert text == "CELL:IDEN?"
        self.asked += 1
        if self.network is None:
            raise OSError("timed out")
        return self.network

    def close(self) -> None: ...


class Watched:
    """A watch in virtual time."""

    def __init__(self, network: str | None) -> None:
        self.kernel = VirtualKernel()
        self.cell = Cell(network)
        self.lost: list[str] = []
        binding = RIG.observations["cell.identity"]
        self.watch = IsolationWatch("TEST 001-01", binding, self.cell, self.kernel, self.lost.append)

    def run(self, duration_s: float) -> None:
        self.kernel.run_for(seconds(duration_s))


def test_the_declared_network_is_asked_for_again_and_again() -> None:
    watched = Watched('"TEST 001-01"')
    watched.watch.check()
    watched.run(10.0)
    assert watched.lost == []
    assert watched.cell.asked == 21


def test_another_network_is_told_before_the_scenario_and_during_it() -> None:
    watched = Watched('"Orange F"')
    watched.watch.check()
    assert watched.lost == ["the isolation is lost: cell names the network 'Orange F', not 'TEST 001-01'"]
    watched = Watched('"TEST 001-01"')
    watched.watch.check()
    watched.kernel.call_at(seconds(5.1), lambda: setattr(watched.cell, "network", '"Orange F"'))
    watched.run(5.4)
    assert watched.lost == []
    watched.run(0.2)
    assert len(watched.lost) == 1
    watched.run(10.0)
    assert len(watched.lost) == 1


def test_a_cell_simulator_that_does_not_answer_or_not_in_its_form_proves_nothing() -> None:
    for network in (None, "TEST 001-01", ""):
        watched = Watched(network)
        watched.watch.check()
        (lost,) = watched.lost
        assert lost.startswith("the isolation cannot be read: ")


def test_nobody_asks_when_the_scenario_has_ended() -> None:
    watched = Watched('"TEST 001-01"')
    watched.watch.check()
    watched.watch.stop()
    watched.run(10.0)
    assert watched.cell.asked == 1
