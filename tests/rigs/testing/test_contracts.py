"""The published contracts: the suite's own kinds keep to them, and what breaks one is named."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from rigs.bindings.service import ServiceBinding
from rigs.bindings.visa import VisaBinding
from rigs.errors import RigFault
from rigs.files.rig_file import ROOT
from rigs.kinds.house import KINDS, SUITE
from rigs.ports import controls
from rigs.ports.book import PortBook
from rigs.ports.house import HOUSE
from rigs.ports.port import Source, Stimulus
from rigs.ports.values import Words
from rigs.run.session import Plan
from rigs.testing import check_binding, check_kind, check_rest_state
from tests.support.kernel_rig import KernelRig


def plan(kind: str) -> Plan:
    return Plan.load(ROOT / "rigs" / f"{kind}.toml", "electric", 1, keep_traffic=False)


@pytest.mark.parametrize("kind", ["virtual", "twin"])
def test_a_simulated_kind_of_the_suite_keeps_to_the_contracts(kind: str) -> None:
    check_kind(plan(kind))


def test_the_virtual_rig_comes_to_rest_twice_in_a_row() -> None:
    check_rest_state(plan("virtual"))


class Elsewhere(Source):
    """A source that nothing serves."""


def test_a_port_that_nothing_serves_breaks_the_contract_of_a_kind() -> None:
    book = PortBook(HOUSE)
    book.add(Stimulus("button.none", "no button", Words("pressed"), Elsewhere()))
    with pytest.raises(AssertionError, match=r"nothing serves button\.none, whose source is Elsewhere"):
        check_kind(replace(plan("virtual"), lab=replace(SUITE, book=book)))


def test_a_bench_says_that_it_cannot_be_opened() -> None:
    with pytest.raises(RigFault, match="cannot be opened by this version"):
        KINDS["bench"].open(plan("virtual"))


def test_a_binding_that_refuses_what_it_does_not_have_keeps_to_the_contract() -> None:
    rig = KernelRig()
    check_binding(lambda: ServiceBinding({}, HOUSE), foreign=controls.SOS_BUTTON)
    check_binding(
        lambda: VisaBinding(rig.scene.rig, rig._instrument, rig.kernel),
        foreign=Stimulus("button.none", "no button", Words("pressed"), Elsewhere()),
    )


class Silent(ServiceBinding):
    """Sets whatever it is told, and says nothing of it."""

    def set(self, port: Stimulus, value: str | float) -> str:
        return ""


@pytest.mark.parametrize(
    "asked", [{"stimulus": (controls.SOS_BUTTON, "pressed")}, {"foreign": controls.SOS_BUTTON}], ids=list
)
def test_a_binding_that_takes_everything_in_silence_breaks_the_contract(asked: dict[str, Any]) -> None:
    with pytest.raises(AssertionError, match=r"set\(button\.sos\) must"):
        check_binding(lambda: Silent({}, HOUSE), **asked)
