"""The home page of the app: what a refresh loads, and what breaks it off."""

from __future__ import annotations

from typing import Any

import pytest

from simulators.offboard.service import ServiceError
from tests.support.telematics_bench import Bench, values

ITEMS = ("charge_level", "range_km", "charge_state", "locks")


def shown(bench: Bench) -> list[object]:
    """What the home page shows, in the order of `ITEMS`."""
    return [values(bench.phone, f"status.{item}")[-1] for item in ITEMS]


def loading(bench: Bench) -> object:
    return values(bench.phone, "status.loading")[-1]


def refreshed(bench: Bench, gesture: str = "slide_down") -> Bench:
    bench.phone.call("refresh", gesture)
    bench.run(20)
    return bench


def a_bench(**profile: Any) -> Bench:
    bench = Bench(**profile)
    bench.body.lock("locked")
    bench.body.com.set("relay.battery.soc_percent", 43.5)
    bench.body.com.set("relay.battery.range_km", 139)
    bench.body.com.set("relay.charge.state", "interrupted")
    return bench


@pytest.mark.parametrize("gesture", ["slide_down", "round_arrow"])
@pytest.mark.parametrize("awake", [False, True])
def test_a_refresh_shows_what_is_on_the_bus(gesture: str, awake: bool) -> None:
    bench = a_bench()
    if awake:
        bench.awake()
    assert shown(bench) == [None] * 4

    refreshed(bench, gesture)

    assert loading(bench) == "done"
    assert shown(bench) == [43, 139, "interrupted", "locked"]
    assert bool(bench.body.wakes) is not awake


def test_without_a_refresh_the_page_keeps_what_it_shows() -> None:
    bench = refreshed(a_bench().awake())
    bench.body.lock("unlocked")
    bench.body.com.set("relay.battery.soc_percent", 20.0)
    bench.run(120)
    told = [each["payload"]["locks"] for each in values(bench.backoffice, "uplink") if "locks" in each["payload"]]
    assert told[-1] == "unlocked"
    assert shown(bench) == [43, 139, "interrupted", "locked"]


def test_a_vehicle_without_a_traction_battery_shows_its_locks_alone() -> None:
    assert shown(refreshed(a_bench(energy="combustion"))) == [None, None, None, "locked"]


@pytest.mark.parametrize("first", ["wifi", "mobile"])
def test_a_switch_of_the_connection_breaks_the_loading_off(first: str) -> None:
    bench = a_bench()
    bench.phone.call("connection", first)
    bench.phone.call("refresh", "slide_down")
    bench.run(0.1)
    bench.phone.call("connection", "mobile" if first == "wifi" else "wifi")
    bench.run(30)
    assert loading(bench) == "interrupted"
    assert shown(bench) == [None] * 4
    assert shown(refreshed(bench)) == [43, 139, "interrupted", "locked"]


def test_the_connection_that_is_there_already_breaks_nothing_off() -> None:
    bench = a_bench()
    bench.phone.call("refresh", "slide_down")
    bench.phone.call("connection", "wifi")
    bench.run(20)
    assert loading(bench) == "done"


def test_a_switch_while_nothing_is_loading_changes_nothing() -> None:
    bench = refreshed(a_bench())
    bench.phone.call("connection", "mobile")
    assert loading(bench) == "done"


def test_a_page_that_gets_no_answer_fails_and_a_late_one_is_not_shown() -> None:
    bench = a_bench()
    bench.wiring["cell.coverage"].set(False)
    bench.phone.call("refresh", "slide_down")
    bench.run(45)
    assert loading(bench) == "loading"
    bench.run(60)
    assert loading(bench) == "failed"
    bench.wiring["cell.coverage"].set(True)
    bench.run(20)
    assert shown(bench) == [None] * 4


def test_in_private_mode_the_vehicle_does_not_answer() -> None:
    bench = a_bench().awake()
    bench.request_privacy("private")
    assert shown(refreshed(bench)) == [None] * 4
    assert loading(bench) == "loading"


def test_a_gesture_on_another_page_loads_nothing() -> None:
    bench = a_bench()
    bench.phone.call("show", "other")
    refreshed(bench)
    assert loading(bench) == "idle"


def test_a_gesture_that_there_is_not_is_refused() -> None:
    with pytest.raises(ServiceError, match="phone: refresh = 'shake'; allowed: slide_down, round_arrow"):
        a_bench().phone.call("refresh", "shake")


def test_without_internet_nobody_is_asked_and_no_order_goes_out() -> None:
    bench = a_bench().awake()
    bench.phone.call("connection", "none")
    bench.phone.call("refresh", "slide_down")
    bench.phone.call("order", "lock")
    bench.run(120)
    assert (loading(bench), shown(bench)) == ("failed", [None] * 4)
    assert values(bench.phone, "progress.lock")[1:3] == ["in_progress", "failed"]
    assert not values(bench.backoffice, "order")
    bench.phone.call("connection", "wifi")
    assert (loading(refreshed(bench)), shown(bench)[0]) == ("done", 43)
