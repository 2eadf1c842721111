"""The telematics ECU on a comfort bus: privacy modes and remote orders."""

from __future__ import annotations

import pytest

from tests.support.telematics_bench import Bench, uplinks, values


class TestPrivacy:
    @pytest.mark.parametrize(
        ("policy", "mode", "emergency", "breakdown"),
        [
            ("regulated", "geolocated", True, True),
            ("regulated", "intermediate", True, True),
            ("regulated", "private", True, False),
            ("literal", "intermediate", True, True),
            ("literal", "private", False, False),
        ],
    )
    def test_which_calls_a_mode_allows_is_the_policy(
        self, policy: str, mode: str, emergency: bool, breakdown: bool
    ) -> None:
        bench = Bench(privacy_policy=policy).awake()
        bench.request_privacy(mode)
        bench.press("assistance")
        bench.run(20)
        bench.press("sos")
        bench.run(20)
        assert (values(bench.centre, "call")[-1] != "idle") is breakdown
        assert any(values(bench.centre, "data")) is breakdown
        assert (values(bench.psap, "call")[-1] == "voice") is emergency

    @pytest.mark.parametrize(
        ("mode", "data", "position"),
        [("geolocated", True, True), ("intermediate", True, False), ("private", False, False)],
    )
    def test_which_data_leave_the_vehicle_is_the_mode(self, mode: str, data: bool, position: bool) -> None:
        bench = Bench().awake()
        bench.request_privacy("private")
        bench.request_privacy(mode)
        bench.run(1)
        since_s = bench.now_s
        bench.body.lock("unlocked")
        bench.run(130)
        assert bool(uplinks(bench, "vehicle_status", since_s)) is data
        assert bool(uplinks(bench, "position", since_s)) is position

    def test_the_back_office_is_told_each_new_mode(self) -> None:
        bench = Bench().awake()
        bench.request_privacy("private")
        bench.request_privacy("private")
        bench.request_privacy("intermediate")
        bench.run(2)
        assert values(bench.backoffice, "privacy") == ["private", "intermediate"]

    def test_the_mode_outlives_the_supply(self) -> None:
        bench = Bench().awake()
        bench.request_privacy("private")
        bench.wiring["supply.voltage_v"].set(0.0)
        bench.body.sleep()
        bench.run(1)
        bench.wiring["supply.voltage_v"].set(12.6)
        bench.awake()
        assert bench.body.com.get("privacy.mode") == "private"

    def test_a_change_of_the_locks_is_told_at_once(self) -> None:
        bench = Bench().awake()
        bench.run(2)
        since_s = bench.now_s
        bench.body.com.set("doors.rear_left.lock", "unlocked")
        bench.run(2)
        assert [status["locks"] for status in uplinks(bench, "vehicle_status", since_s)] == ["unlocked"]


class TestRemoteOrders:
    @pytest.mark.parametrize(("mode", "carried_out"), [("geolocated", 1), ("intermediate", 0), ("private", 0)])
    def test_orders_are_carried_out_in_geolocated_mode_alone(self, mode: str, carried_out: int) -> None:
        bench = Bench().awake()
        bench.request_privacy(mode)
        bench.phone.call("order", "lock")
        bench.run(10)
        assert len(bench.body.orders) == carried_out
        assert values(bench.backoffice, "order.1.state")[-1] == ("done" if carried_out else "refused")

    @pytest.mark.parametrize("seed", range(20))
    def test_an_order_reaches_the_bus_in_about_a_second_awake_and_two_asleep(self, seed: int) -> None:
        awake = Bench(seed=seed).awake()
        start_s = awake.now_s
        awake.phone.call("order", "lock")
        while not awake.body.orders:
            awake.run(0.01)
        assert 0.3 < awake.now_s - start_s < 1.3
        asleep = Bench(seed=seed)
        asleep.phone.call("order", "lock")
        while not asleep.body.orders:
            asleep.run(0.01)
        assert 0.6 < asleep.now_s < 2.8

    def test_an_order_is_put_on_the_bus_once_when_it_is_awake(self) -> None:
        bench = Bench()
        bench.phone.call("order", "unlock")
        bench.run(20)
        assert bench.body.orders == [(1, "unlock")]

    def test_orders_that_were_waiting_are_lost_with_the_supply(self) -> None:
        bench = Bench()
        bench.ecu.receive("order", {"id": 7, "kind": "lock"})
        bench.wiring["supply.voltage_v"].set(0.0)
        bench.run(1)
        bench.body.sleep()
        bench.wiring["supply.voltage_v"].set(12.6)
        bench.awake()
        bench.run(10)
        assert bench.body.orders == []
