"""The published contracts: the suite's own kinds keep to them, and what breaks one is named."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import Any, cast

import pytest
import pyvisa
from pyvisa.resources import MessageBasedResource

from rigs.bindings.instrument import InstrumentLink
from rigs.bindings.lab import InstrumentDriver
from rigs.bindings.service import ServiceBinding
from rigs.bindings.visa import VisaBinding
from rigs.errors import InstrumentFault, ServiceFault
from rigs.files.rig_file import ROOT
from rigs.files.rig_file import Instrument as Table
from rigs.kinds.house import SUITE
from rigs.ports import backoffice, controls, phone, screen, senses
from rigs.ports.book import PortBook
from rigs.ports.house import HOUSE
from rigs.ports.port import Activity, Audio, Instrument, Observation, Service, Source, Stimulus
from rigs.ports.signals import BUS_ACTIVITY
from rigs.ports.values import Number, Words
from rigs.run.session import Plan, open_session
from rigs.testing import check_binding, check_driver, check_kind, check_rest_state
from tests.support.kernel_rig import KernelRig

KINDS = ["virtual", pytest.param("twin", marks=pytest.mark.thorough)]


def plan(kind: str) -> Plan:
    return Plan.load(ROOT / "rigs" / f"{kind}.toml", "electric", 1, keep_traffic=False)


@pytest.mark.parametrize("kind", KINDS)
def test_a_simulated_kind_of_the_suite_keeps_to_the_contracts(kind: str) -> None:
    check_kind(plan(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_a_simulated_vehicle_comes_to_rest_twice_in_a_row(kind: str) -> None:
    check_rest_state(plan(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_lab_declares_of_a_service_is_what_the_rig_takes_of_it(kind: str) -> None:
    book = PortBook(HOUSE)
    book.add(Observation("lab.vin", "no number at all", Number(), backoffice.ACCOUNT_VIN.source))
    declared = replace(plan(kind), lab=replace(SUITE, book=book))
    with (
        pytest.raises(ServiceFault, match=r"lab\.vin = '.*'; allowed: a number, or null"),
        closing(open_session(declared)) as session,
        session.scene("features/x.feature::x", ()),
    ):
        pass


def checked(source: type[Source], **asked: Any) -> None:
    """Check the binding of a kind of source on a virtual rig, whose vehicle was powered on a moment ago."""
    with closing(open_session(plan("virtual"))) as session, session.scene("features/x.feature::x", ()) as scene:
        check_binding(lambda: scene._bindings[source], wait=scene.wait, **asked)


def test_the_binding_of_instruments_sets_what_the_vehicle_then_shows() -> None:
    asked: dict[str, Any] = {"stimulus": (controls.IGNITION, "on"), "observation": screen.PLACE["gears"]}
    checked(Instrument, **asked, shows=14)
    with pytest.raises(AssertionError, match=r"screen\.place\.gears must show 0 after ignition\.kl15 = 'on', not"):
        checked(Instrument, **asked, shows=0)


def test_the_binding_of_services_sets_what_the_app_then_shows() -> None:
    asked: dict[str, Any] = {"observation": phone.CONNECTION, "shows": "mobile"}
    checked(Service, **asked, stimulus=(phone.CONNECT, "mobile"))
    with pytest.raises(
        AssertionError, match=r"phone\.connection must show 'mobile' after phone\.connection = 'wifi'"
    ):
        checked(Service, **asked, stimulus=(phone.CONNECT, "wifi"))
    with pytest.raises(AssertionError, match=r"phone\.connection must show 'mobile' after nothing was set"):
        checked(Service, **asked)
    with pytest.raises(AssertionError, match=r"phone\.connection shows 'wifi' already"):
        checked(Service, observation=phone.CONNECTION, shows="wifi")


def test_the_binding_of_signals_shows_a_bus_and_sets_none() -> None:
    checked(Activity, observation=BUS_ACTIVITY["comfort"], foreign=controls.SOS_BUTTON)


def test_the_binding_of_sound_hears_and_sets_nothing() -> None:
    checked(Audio, observation=senses.HEARD, foreign=controls.SOS_BUTTON)


class Elsewhere(Source):
    """A source that nothing serves."""


def test_a_port_that_nothing_serves_breaks_the_contract_of_a_kind() -> None:
    book = PortBook(HOUSE)
    book.add(Stimulus("button.none", "no button", Words("pressed"), Elsewhere()))
    with pytest.raises(AssertionError, match=r"nothing serves button\.none, whose source is Elsewhere"):
        check_kind(replace(plan("virtual"), lab=replace(SUITE, book=book)))


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


class Supply:
    """Stands in for a connection to a supply that takes nothing before it is told to be remote."""

    def __init__(self) -> None:
        self._remote = False

    def query(self, text: str) -> str:
        if text == "REMOTE":
            self._remote = True
        elif not self._remote:
            return "?LOCAL"
        return "OK" if text in ("REMOTE", "V1=12.6") else "?SYNTAX"

    def close(self) -> None:
        """Forget nothing: the next connection is another one."""


class SupplyLink(InstrumentLink):
    def with_check(self, command: str) -> str:
        return command

    def was_taken(self, answer: str) -> bool:
        return answer == "OK"


class GreetingLink(SupplyLink):
    def greet(self, resource: MessageBasedResource) -> None:
        resource.query("REMOTE")


class TrustingLink(GreetingLink):
    def was_taken(self, answer: str) -> bool:
        return True


def driver_of(link_class: type[InstrumentLink], *told_once: str) -> InstrumentDriver:
    def driver(manager: pyvisa.ResourceManager, resource: str, name: str, table: Table) -> InstrumentLink:
        link = link_class(name, resource, lambda: cast("MessageBasedResource", Supply()))
        for text in told_once:
            link.query(text)
        return link

    return driver


def checked_driver(driver: InstrumentDriver) -> None:
    manager = cast("pyvisa.ResourceManager", None)
    check_driver(driver, manager, "TCPIP::supply::1::SOCKET", takes="V1=12.6", refuses="V1=?")


def test_a_driver_that_greets_on_each_connection_keeps_to_the_contract() -> None:
    checked_driver(driver_of(GreetingLink))


def test_a_driver_whose_instrument_takes_nothing_is_a_fault_of_the_rig() -> None:
    with pytest.raises(InstrumentFault, match=r"refused 'V1=12\.6': \?LOCAL"):
        checked_driver(driver_of(SupplyLink))


def test_a_driver_that_greets_once_breaks_the_contract() -> None:
    with pytest.raises(AssertionError, match=r"'V1=12\.6', which was taken before, is not taken on a new"):
        checked_driver(driver_of(SupplyLink, "REMOTE"))


def test_a_driver_that_sees_no_refusal_breaks_the_contract() -> None:
    with pytest.raises(AssertionError, match=r"'V1=\?' passes for taken"):
        checked_driver(driver_of(TrustingLink))
