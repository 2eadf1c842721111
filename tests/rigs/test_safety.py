"""What could call a real emergency service is refused on a rig from which a call could leave."""

from __future__ import annotations

import pytest

from rigs.errors import ConfigurationError, SuiteError, UnsafeRigError
from rigs.files.rig_file import Isolation, RigFile
from rigs.ports.house import HOUSE
from rigs.ports.port import Stimulus
from rigs.safety import HAZARD_TAGS, refuse_unsafe, refuse_unsafe_scenarios
from tests.support.kernel_rig import RIG, KernelRig

OPEN_BENCH = RIG.model_copy(update={"name": "lab", "kind": "bench"})
ISOLATED_BENCH = OPEN_BENCH.model_copy(
    update={"isolation": Isolation(by="cell_simulator", network_identity="001-01")}
)
TWIN = RIG.model_copy(update={"kind": "twin"})

hazards = pytest.mark.parametrize(
    "port", [port for port in HOUSE.stimuli.values() if port.hazard], ids=lambda port: port.name
)


def test_what_can_place_a_call_is_a_hazard() -> None:
    assert {port.name for port in HOUSE.stimuli.values() if port.hazard} == {
        "button.sos",
        "button.assistance",
        "crash.airbag",
        "crash.pretensioner",
    }


@hazards
def test_a_rig_that_declares_no_isolation_refuses_what_can_place_a_call(port: Stimulus) -> None:
    with pytest.raises(UnsafeRigError) as refused:
        refuse_unsafe(OPEN_BENCH, port, port.takes.words[0], may_call=True)
    text = str(refused.value)
    assert text.startswith(f"rig lab: isolation = None: {port.name} can place a real call")
    assert "'cell_simulator' or 'shielded_box'" in text
    assert "network_identity" in text


@hazards
@pytest.mark.parametrize("rig", [RIG, TWIN, ISOLATED_BENCH], ids=["virtual", "twin", "isolated bench"])
def test_a_rig_from_which_no_call_can_leave_takes_it(rig: RigFile, port: Stimulus) -> None:
    refuse_unsafe(rig, port, port.takes.words[0], may_call=True)


def test_what_places_no_call_is_taken_by_every_rig() -> None:
    for port in HOUSE.stimuli.values():
        if port.hazard is None:
            refuse_unsafe(OPEN_BENCH, port, "anything", may_call=False)


@hazards
def test_every_rig_may_put_a_hazard_to_rest(port: Stimulus) -> None:
    refuse_unsafe(OPEN_BENCH, port, port.at_rest or "", may_call=False)


@hazards
def test_a_scenario_that_does_not_declare_its_calls_is_refused_on_every_rig(port: Stimulus) -> None:
    with pytest.raises(SuiteError, match="must be tagged @calls"):
        refuse_unsafe(RIG, port, port.takes.words[0], may_call=False)


@hazards
def test_a_scenario_cannot_set_it_off_and_the_instrument_hears_nothing(port: Stimulus) -> None:
    rig = KernelRig(rig=OPEN_BENCH)  # it has no instrument at all: reaching for one would be another error
    with pytest.raises(UnsafeRigError):
        rig.scene.stimulate(port, port.takes.words[0])
    assert rig.journal.events == []


def test_a_run_with_scenarios_that_call_is_refused_before_anything_is_opened() -> None:
    with pytest.raises(UnsafeRigError, match="2 chosen scenarios place calls, such as 'SOS by button'"):
        refuse_unsafe_scenarios(OPEN_BENCH, ["SOS by button", "SOS by crash"])
    assert issubclass(UnsafeRigError, ConfigurationError)
    assert frozenset({"calls"}) == HAZARD_TAGS


@pytest.mark.parametrize("rig", [RIG, TWIN, ISOLATED_BENCH], ids=["virtual", "twin", "isolated bench"])
def test_a_contained_rig_runs_scenarios_that_call(rig: RigFile) -> None:
    refuse_unsafe_scenarios(rig, ["SOS by button"])


def test_a_run_without_scenarios_that_call_is_open_to_every_rig() -> None:
    refuse_unsafe_scenarios(OPEN_BENCH, [])
