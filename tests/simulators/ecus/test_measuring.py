"""An ECU that measures once a second leaves out the seconds that show nothing new, and no other."""

from __future__ import annotations

import pytest

from clock.kernel import MS, S, VirtualKernel
from simulators.ecus.measuring import Measuring
from simulators.plant.battery import TractionBattery
from simulators.plant.thermal import Cabin, CabinCalibration
from simulators.plant.wiring import Wiring


class Taken:
    """Seconds from a quarter of a second on, and those of them that were taken."""

    def __init__(self, *waits_s: float) -> None:
        self.kernel = VirtualKernel()
        self.at_ms: list[int] = []
        self._waits_s = list(waits_s)
        self.seconds = Measuring(self.kernel, self._take)
        self.kernel.run_until(250 * MS)
        self.seconds.start()

    def _take(self) -> None:
        self.at_ms.append(self.kernel.now_ns // MS)
        if self._waits_s:
            self.seconds.take_after(self._waits_s.pop(0))


def test_no_second_is_taken_before_it_is_asked_for() -> None:
    taken = Taken()
    taken.kernel.run_for(10 * S)
    assert taken.at_ms == []


def test_the_second_before_something_new_is_taken_and_none_that_is_sooner() -> None:
    taken = Taken(0.0, 0.9, 4.2, float("inf"))
    taken.seconds.take_next()
    taken.kernel.run_for(60 * S)
    assert taken.at_ms == [1250, 2250, 3250, 7250]


def test_what_changes_between_seconds_is_shown_at_the_next_one() -> None:
    taken = Taken(30.0)
    taken.seconds.take_next()
    taken.kernel.run_until(5 * S)
    taken.seconds.take_next()
    taken.kernel.run_until(20 * S)
    assert taken.at_ms == [1250, 5250]


def test_no_second_is_taken_after_the_stop_whoever_asks() -> None:
    taken = Taken()
    taken.seconds.take_next()
    taken.seconds.stop()
    taken.seconds.take_next()
    taken.kernel.run_for(10 * S)
    assert taken.at_ms == []


@pytest.mark.parametrize(("ambient_c", "cabin_c"), [(30.0, 20.0), (-10.0, 20.0), (21.0, 20.1)])
def test_a_cabin_leaves_a_range_of_temperatures_when_it_says_so(ambient_c: float, cabin_c: float) -> None:
    kernel, wiring = VirtualKernel(), Wiring()
    cabin = Cabin(kernel, wiring, CabinCalibration())
    wiring.number("ambient.temp_c").set(ambient_c)
    wiring.number("cabin.temp_c").set(cabin_c)
    stays_s = cabin.stays_s(19.75, 20.25)
    kernel.run_until(int((stays_s - 0.01) * S))
    assert 19.75 < cabin.temp_c < 20.25
    kernel.run_until(int((stays_s + 0.01) * S))
    assert not 19.75 < cabin.temp_c < 20.25


def test_a_cabin_that_settles_in_a_range_never_leaves_it() -> None:
    kernel, wiring = VirtualKernel(), Wiring()
    cabin = Cabin(kernel, wiring)
    wiring.number("ambient.temp_c").set(20.2)
    assert cabin.stays_s(19.75, 20.25) == float("inf")
    assert cabin.stays_s(20.05, 20.25) == 0.0


def test_who_watches_a_battery_is_told_of_another_power_alone() -> None:
    kernel = VirtualKernel()
    battery, told = TractionBattery(kernel, Wiring(), 50.0), []
    battery.watch_power(lambda: told.append(battery.power_kw))
    for power_kw in (7.0, 7.0, 0.0):
        battery.power("charger", power_kw)
    assert told == [7.0, 0.0]
