"""Each ECU says once after a wake-up what it is."""

from __future__ import annotations

import pytest

from clock.kernel import MS, S
from simulators.ecus.ecu import IDENTIFIED_AFTER_NS, Ecu, Identity
from simulators.ecus.screen.unit import Screen
from simulators.world import FACTORIES, TRACTION_FACTORIES
from tests.support.vehicle_world import NETWORK, Drive

MESSAGES = {node: f"{node.capitalize()}Identity" for node in (*FACTORIES, *TRACTION_FACTORIES)}
PARTS = ("software_major", "software_minor", "hardware")


class NewScreen(Screen):
    """The next version of the touch screen."""

    IDENTITY = Identity(software=(200, 255), hardware=9)


def told(drive: Drive, node: str) -> tuple[object, ...]:
    """What the bus has last said of an ECU."""
    return tuple(drive.history[f"identity.{node.lower()}.{part}"][-1][1] for part in PARTS)


def versions(ecu: Ecu) -> tuple[int, ...]:
    return (*ecu.IDENTITY.software, ecu.IDENTITY.hardware)


@pytest.mark.parametrize("node", MESSAGES)
def test_an_ecu_tells_its_versions_once_for_each_wake_up(node: str) -> None:
    drive = Drive.asleep()
    assert len(drive.frames[MESSAGES[node]]) == 1
    assert told(drive, node) == versions(drive.world.ecus[node])
    drive.press("key.unlock")
    drive.run(30)
    assert len(drive.frames[MESSAGES[node]]) == 2


@pytest.mark.parametrize("node", MESSAGES)
def test_an_ecu_tells_how_things_stand_before_what_it_is(node: str) -> None:
    drive = Drive.asleep()
    drive.frames.clear()
    drive.press("key.unlock")
    drive.run(2)
    (at_ns,) = drive.frames[MESSAGES[node]]
    bus = drive.spec(MESSAGES[node]).bus
    begin_ns = drive.frames[NETWORK.message_of(f"network.{bus}.state").name][0]
    assert IDENTIFIED_AFTER_NS - 5 * MS <= at_ns - begin_ns <= IDENTIFIED_AFTER_NS + 10 * MS


def test_the_versions_of_two_ecus_differ() -> None:
    drive = Drive.asleep()
    assert len({told(drive, node) for node in MESSAGES}) == len(MESSAGES)


def test_a_variant_tells_its_own_versions() -> None:
    drive = Drive.asleep(ecus={"SCREEN": NewScreen})
    assert told(drive, "SCREEN") == (200, 255, 9)


def test_a_vehicle_without_traction_battery_hears_nothing_of_its_ecus() -> None:
    drive = Drive.asleep("combustion")
    assert {node for node in MESSAGES if not drive.frames[MESSAGES[node]]} == set(TRACTION_FACTORIES)


def test_an_ecu_that_loses_its_supply_just_after_the_wake_up_stays_silent() -> None:
    drive = Drive.asleep()
    drive.frames.clear()
    drive.press("key.unlock", IDENTIFIED_AFTER_NS / 2 / S)
    drive.set("supply.voltage_v", 0.0)
    drive.run(1)
    assert drive.frame_count > 0
    assert not [name for name in drive.frames if name in MESSAGES.values()]
