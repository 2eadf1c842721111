"""A verb that a service turns out not to have is a matter of the rig: what needs it does not apply."""

from __future__ import annotations

from typing import Any

import pytest

from rigs.errors import NotServed, ServiceFault
from rigs.ports import contracts, phone
from tests.support.kernel_rig import KernelRig


class Half:
    """A phone of which a lab has built only a part."""

    error_ns = 0

    def __init__(self) -> None:
        self.called: list[str] = []

    def call(self, verb: str, argument: Any = None) -> None:
        if verb == "show":
            raise NotServed("phone: verb = 'show'; allowed: order")
        if argument == "horn":
            raise ServiceFault("phone: the horn is broken")
        self.called.append(verb)

    def watch(self, listener: object) -> None: ...


def test_a_scenario_that_needs_it_does_not_apply_and_one_that_is_refused_is_a_fault() -> None:
    service = Half()
    scene = KernelRig(services={"phone": service}).scene
    with pytest.raises(
        pytest.skip.Exception, match=r"not applicable: rig virtual serves nothing behind phone\.show"
    ):
        scene.stimulate(phone.SHOW, "other")
    with pytest.raises(ServiceFault, match="the horn is broken"):
        scene.stimulate(phone.ORDER, "horn")
    scene.stimulate(phone.ORDER, "lock")
    assert service.called == ["order"]


def test_an_office_that_takes_no_contract_of_some_time_ago_is_said_to_be_unable_to_back_date() -> None:
    class Today:
        error_ns = 0

        def call(self, verb: str, argument: Any = None) -> None:
            raise NotServed(f"contracts: verb = {verb!r}; allowed: subscribe")

        def watch(self, listener: object) -> None: ...

    scene = KernelRig(services={"contracts": Today()}).scene
    with pytest.raises(
        pytest.skip.Exception,
        match=r"^not applicable: cannot back-date: rig virtual serves nothing behind contracts\.seed",
    ):
        scene.stimulate(contracts.SEED, "subscriber navigation 2026-05-01T12:00")


def test_the_way_to_rest_leaves_it_out() -> None:
    service = Half()
    scene = KernelRig(services={"phone": service}).scene
    scene.restore(phone.SHOW, "home")
    scene.restore(phone.ORDER, "lock")
    assert service.called == ["order"]
    with pytest.raises(ServiceFault, match="the horn is broken"):
        scene.restore(phone.ORDER, "horn")
