"""The outputs of a bench go to rest in a declared order, whatever becomes of one of them."""

from __future__ import annotations

from rigs.bindings.instrument import InstrumentLink
from rigs.bindings.safe_state import SafeCommand, safe_state, take_safe_state
from rigs.errors import InstrumentFault
from rigs.files.hardware import PowerCut
from rigs.ports.house import HOUSE
from tests.support.kernel_rig import RIG

BENCH = RIG.model_copy(update={"power_off": (PowerCut(instrument="supply", write="OUTP OFF"),)})


class Told(InstrumentLink):
    """An instrument that notes what it is told, and refuses or loses some of it."""

    def __init__(self, name: str, told: list[str], refuses: str = "", *, lost: bool = False) -> None:
        self.name = name
        self.error_query = "SYST:ERR?"
        self._told = told
        self._refuses = refuses
        self._lost = lost

    def query(self, text: str) -> str:
        command = text.partition(";")[0]
        self._told.append(command)
        if self._lost:
            raise OSError("no route to host")
        return '-200,"refused"' if command == self._refuses else '0,"No error"'

    def close(self) -> None: ...


def test_hazards_come_first_then_ignition_and_supply_and_all_else_without_power() -> None:
    order = [each.output for each in safe_state(BENCH, HOUSE)]
    hazards = {"button.sos", "button.assistance", "crash.airbag", "crash.pretensioner", "station.plug"}
    assert set(order[: len(hazards)]) == hazards
    assert order[len(hazards) : len(hazards) + 3] == ["ignition.kl15", "supply.voltage", "power_off"]
    assert len(order) == len(set(order)) > 20
    assert {each.output for each in safe_state(BENCH, HOUSE) if each.hazard} == hazards


def test_buttons_are_released_and_the_supply_is_taken_away() -> None:
    texts = {each.output: each.text for each in safe_state(BENCH, HOUSE)}
    assert texts["button.sos"] == "ROUT:OPEN (@101)"
    assert texts["ignition.kl15"] == "ROUT:OPEN (@111)"
    assert texts["station.plug"] == "STAT:PLUG OFF"
    assert texts["supply.voltage"] == "VOLT 0"
    assert texts["power_off"] == "OUTP OFF"


def test_what_a_rig_has_no_instrument_for_is_no_output_of_it() -> None:
    assert safe_state(RIG.model_copy(update={"stimuli": {}}), HOUSE) == ()


def commands(*said: str) -> tuple[SafeCommand, ...]:
    return tuple(SafeCommand(f"port {text}", text.partition(" ")[0], text) for text in said)


def test_what_is_refused_is_told_and_all_else_is_done() -> None:
    told: list[str] = []
    links = {"io": Told("io", told, "io 1"), "supply": Told("supply", told)}
    problems = take_safe_state(commands("io 1", "io 2", "supply 0"), links.get)
    assert told == ["io 1", "io 2", "supply 0"]
    assert problems == ("port io 1: io refused 'io 1': -200,\"refused\"",)


def test_an_instrument_that_does_not_answer_keeps_nobody_waiting() -> None:
    told: list[str] = []
    links = {"io": Told("io", told, lost=True), "supply": Told("supply", told)}
    problems = take_safe_state(commands("io 1", "io 2", "io 3", "supply 0"), links.get)
    assert told == ["io 1", "io 2", "supply 0"]
    assert len(problems) == 3
    assert problems[-1] == "port io 3: io has been given up"


def test_what_a_driver_raises_by_mistake_keeps_no_other_output_from_its_rest() -> None:
    class Wrong(Told):
        def query(self, text: str) -> str:
            raise KeyError(text)

    told: list[str] = []
    links = {"io": Wrong("io", []), "supply": Told("supply", told)}
    problems = take_safe_state(commands("io 1", "supply 0"), links.get)
    assert (told, problems) == (["supply 0"], ("port io 1: io: KeyError: 'io 1;:SYST:ERR?'",))


def test_an_instrument_that_cannot_be_opened_is_told_and_one_that_was_never_used_is_not() -> None:
    def link_to(name: str) -> InstrumentLink | None:
        if name == "io":
            raise InstrumentFault("io: cannot be opened")
        return None

    assert take_safe_state(commands("io 1", "supply 0"), link_to) == ("io: cannot be opened",)
