"""An ECU is a loop over its parts: built from the foundation up, told from the top down, and made of others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

import pytest

from proof.variant import ecu
from simulators.ecus.body.locks import CentralLocking, LockingCalibration, Outcome
from simulators.ecus.body.signals import HornCalibration
from simulators.ecus.body.unit import Body
from simulators.ecus.ecu import Ecu, NetworkMember, Part
from simulators.ecus.telematics.unit import Telematics
from simulators.ecus.wake import WakeRequest
from tests.support.vehicle_world import Drive


@dataclass(frozen=True)
class BaseCalibration:
    """A number."""

    number: int = 1


class Noted(Part):
    """Notes what it is told."""

    heard: ClassVar[list[tuple[str, str]]] = []

    def note(self, verb: str) -> None:
        self.heard.append((type(self).__name__, verb))

    def power_on(self) -> None:
        self.note("power_on")

    def power_off(self) -> None:
        self.note("power_off")

    def network_woke(self) -> None:
        self.note("network_woke")

    def network_awake(self) -> None:
        self.note("network_awake")

    def network_slept(self) -> None:
        self.note("network_slept")


class Base(Noted):
    def __init__(self, ecu: Ecu) -> None:
        super().__init__(ecu)
        self.calibration = ecu.take_calibration(BaseCalibration)
        self.topics = {"news": lambda payload: self.note(str(payload["text"]))}


class Top(Noted):
    def __init__(self, ecu: Ecu) -> None:
        super().__init__(ecu)
        self.base = ecu.part(Base)


class OtherBase(Base):
    """Another base."""


class Layered(NetworkMember):
    NODE = "SCREEN"
    BUSES = ("comfort",)
    PARTS = (Base, Top)

    def __init__(self, vehicle: object, calibrations: tuple[object, ...] = ()) -> None:
        super().__init__(vehicle, calibrations)  # type: ignore[arg-type]  # whatever the world gives
        self.fit_parts()


@pytest.fixture(autouse=True)
def heard() -> list[tuple[str, str]]:
    Noted.heard.clear()
    return Noted.heard


class DeafLocking(CentralLocking):
    def request(self, target: str, source: str, outcome: Outcome | None = None) -> None:
        if source != "remote_order":
            super().request(target, source, outcome)


def drive_with(kind: type[Ecu], *others: object) -> Drive:
    return Drive(ecus=ecu(kind, *others))


def test_parts_are_told_of_supply_and_network_from_the_top_down(heard: list[tuple[str, str]]) -> None:
    drive = drive_with(Layered)
    drive.run(30)
    drive.set("supply.voltage_v", 0.0)
    drive.run(1)
    verbs = ("power_on", "network_woke", "network_awake", "network_slept", "power_off")
    assert heard == [(part, verb) for verb in verbs for part in ("Top", "Base")]


def test_a_part_is_found_by_its_kind_once_it_is_built() -> None:
    built = drive_with(Layered).world.ecu("SCREEN", Layered)
    assert built.part(Top).base is built.part(Base)
    with pytest.raises(LookupError, match="Layered has no part WakeRequest"):
        built.part(WakeRequest)


def test_a_message_by_radio_goes_to_the_part_that_takes_its_topic(heard: list[tuple[str, str]]) -> None:
    built = drive_with(Layered).world.ecu("SCREEN", Layered)
    heard.clear()
    built.receive("news", {"text": "told"})
    built.receive("gossip", {"text": "not told"})
    assert heard == [("Base", "told")]


def test_a_variant_has_a_part_in_the_place_of_the_one_that_it_derives_from() -> None:
    built = drive_with(Layered, OtherBase).world.ecu("SCREEN", Layered)
    assert [type(part) for part in built.parts] == [OtherBase, Top]
    assert isinstance(built.part(Top).base, OtherBase)
    assert (Base, Top) == Layered.PARTS


def test_a_part_that_an_ecu_has_no_place_for_is_refused() -> None:
    with pytest.raises(ValueError, match="has no part that DeafLocking is a kind of; it has WakeRequest, "):
        Telematics.with_parts(DeafLocking)


def test_a_part_takes_the_calibration_that_its_ecu_was_given() -> None:
    assert drive_with(Layered).world.ecu("SCREEN", Layered).part(Base).calibration.number == 1
    given = drive_with(Layered, BaseCalibration(2)).world.ecu("SCREEN", Layered)
    assert given.part(Base).calibration.number == 2


def test_parts_and_calibrations_of_a_real_ecu_go_together() -> None:
    drive = drive_with(Body, DeafLocking, LockingCalibration(reaction_s=2.0), HornCalibration(full_s=1.0))
    locking = drive.world.ecu("BODY", Body).part(CentralLocking)
    assert isinstance(locking, DeafLocking)
    assert locking.calibration == replace(LockingCalibration(), reaction_s=2.0)


def test_a_calibration_that_no_part_takes_is_refused() -> None:
    with pytest.raises(ValueError, match="Layered has no part for HornCalibration"):
        drive_with(Layered, HornCalibration())


def test_nothing_is_heard_of_a_line_without_supply() -> None:
    drive = drive_with(Layered)
    built = drive.world.ecu("SCREEN", Layered)
    seen: list[bool] = []
    drive.world.wiring.flag("key.lock").watch(built.while_powered(seen.append))
    drive.set("key.lock", True)
    drive.set("supply.voltage_v", 0.0)
    drive.set("key.lock", False)
    assert seen == [True]
