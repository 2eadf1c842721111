"""What the telematics ECU carries of voices, and how long its services last."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from simulators.ecus.telematics.service import Rights, ServiceTerm
from tests.support.telematics_bench import Bench, changes, values


def told(bench: Bench, topic: str) -> bool:
    """Whether the back office has had a message of a topic."""
    return any(uplink["topic"] == topic for uplink in values(bench.backoffice, "uplink"))


class TestVoice:
    CALLS = (("sos", "psap"), ("assistance", "centre"))

    def called(self, button: str) -> Bench:
        bench = Bench(texts=("what has happened",)).awake()
        bench.press(button)
        bench.run(15)
        return bench

    @pytest.mark.parametrize(("button", "desk"), CALLS)
    def test_the_agent_is_heard_from_the_loudspeaker(self, button: str, desk: str) -> None:
        bench = self.called(button)
        getattr(bench, desk).call("say", "what has happened")
        bench.run(1)
        assert [text for _, _, text in bench.speaker.said] == ["what has happened"]

    def test_the_agent_is_not_heard_while_the_data_are_sent(self) -> None:
        bench = Bench(texts=("what has happened",)).awake()
        bench.press("sos")
        while values(bench.psap, "call")[-1] != "data":
            bench.run(0.05)
        bench.psap.call("say", "what has happened")
        bench.run(0.4)
        assert bench.speaker.said == []

    @pytest.mark.parametrize(("button", "desk"), CALLS)
    def test_the_occupants_are_heard_while_they_speak(self, button: str, desk: str) -> None:
        bench = self.called(button)
        for speaking in (True, False):
            bench.wiring["cabin.voice"].set(speaking)
            bench.run(1)
        assert values(getattr(bench, desk), "hears") == ["silence", "speech", "silence"]

    def test_occupants_who_speak_already_are_heard_from_the_first_moment_of_voice(self) -> None:
        bench = Bench().awake()
        bench.wiring["cabin.voice"].set(True)
        bench.press("sos")
        bench.run(15)
        heard_s = changes(bench.psap, "hears")[-1].at_ns / 1e9
        voice_s = next(at_s for at_s, name, state in bench.body.heard if (name, state) == ("ecall.state", "voice"))
        assert voice_s <= heard_s + 0.1
        assert values(bench.psap, "hears") == ["silence", "speech"]

    def test_a_mute_microphone_carries_nothing(self) -> None:
        bench = self.called("sos")
        bench.wiring["microphone.connected"].set(False)
        bench.wiring["cabin.voice"].set(True)
        bench.run(5)
        assert values(bench.psap, "hears") == ["silence"]

    def test_nothing_is_carried_once_the_call_is_over(self) -> None:
        bench = self.called("assistance")
        bench.centre.call("hang_up")
        bench.run(1)
        bench.wiring["cabin.voice"].set(True)
        bench.run(5)
        assert values(bench.centre, "hears") == ["silence"]


class TestTerm:
    """Registered on 15 March 2024: 15 March 2034 is the last day."""

    LAST_DAY_UTC_S = dt.datetime(2034, 3, 15, tzinfo=dt.UTC).timestamp()
    DAY_S = 86_400.0

    def at(self, days: float, **profile: Any) -> Bench:
        bench = Bench(**profile)
        bench.wiring["gnss.utc_s"].set(self.LAST_DAY_UTC_S + days * self.DAY_S)
        return bench.awake()

    @pytest.mark.parametrize(("days", "state"), [(-1, "active"), (0, "active"), (0.999, "active"), (1, "expired")])
    def test_the_anniversary_is_the_last_day(self, days: float, state: str) -> None:
        assert self.at(days).body.com.get("sos_service.state") == state

    def test_of_the_29th_of_february_it_is_the_28th(self) -> None:
        for day, active in ((dt.date(2034, 2, 28), True), (dt.date(2034, 3, 1), False)):
            bench = Bench(registered=dt.date(2024, 2, 29))
            bench.wiring["gnss.utc_s"].set(
                dt.datetime(day.year, day.month, day.day, 12, tzinfo=dt.UTC).timestamp()
            )
            assert bench.ecu.part(ServiceTerm).active is active

    @pytest.mark.parametrize(
        ("days", "policy", "emergency", "breakdown"),
        [(0, "literal", True, True), (1, "regulated", True, False), (1, "literal", False, False)],
    )
    def test_beyond_it_the_112_call_alone_may_be_left(
        self, days: int, policy: str, emergency: bool, breakdown: bool
    ) -> None:
        bench = self.at(days, privacy_policy=policy)
        bench.press("assistance")
        bench.run(20)
        bench.press("sos")
        bench.run(20)
        assert ("voice" in values(bench.centre, "call")) is breakdown
        assert ("voice" in values(bench.psap, "call")) is emergency

    def test_the_light_flashes_orange_for_three_minutes_after_a_start(self) -> None:
        bench = self.at(1)
        bench.led.clear()
        bench.body.com.set("ignition.state", "running")
        start_s = bench.now_s
        bench.run(200)
        assert {colour for _, colour in bench.led} == {"orange", "off"}
        assert bench.led[-1][0] == pytest.approx(start_s + 180, abs=0.3)

    def test_it_ends_when_the_vehicle_is_switched_off(self) -> None:
        bench = self.at(1)
        bench.body.com.set("ignition.state", "running")
        bench.run(10)
        bench.body.com.set("ignition.state", "off")
        bench.run(1)
        bench.led.clear()
        bench.run(10)
        assert bench.led == []

    def test_it_does_not_flash_before(self) -> None:
        bench = self.at(0)
        bench.led.clear()
        bench.body.com.set("ignition.state", "running")
        bench.run(30)
        assert bench.led == []

    @pytest.mark.parametrize(("contract", "sent"), [("active", True), ("ended", False)])
    def test_connected_services_need_their_subscription(self, contract: str, sent: bool) -> None:
        bench = Bench()
        bench.backoffice.call("set_contract", contract)
        bench.run(5)
        bench.awake()
        bench.run(70)
        assert told(bench, "vehicle_status") is told(bench, "position") is sent

    def test_the_service_ends_at_midnight_of_a_vehicle_that_is_awake(self) -> None:
        bench = self.at(1 - 60 / self.DAY_S)
        bench.body.com.set("ignition.state", "on")
        bench.run(50)
        shown = "sos_service.state", "navigation.state"
        assert [bench.body.com.get(name) for name in shown] == ["active", "live"]
        bench.run(15)
        assert [bench.body.com.get(name) for name in shown] == ["expired", "off"]

    def test_a_subscription_that_ends_on_the_way_ends_reports_and_traffic_data(self) -> None:
        bench = Bench().awake()
        bench.body.com.set("ignition.state", "on")
        bench.run(10)
        assert bench.body.com.get("navigation.state") == "live"
        bench.backoffice.call("set_contract", "ended")
        bench.run(5)
        assert bench.body.com.get("navigation.state") == "off"
        since = len(values(bench.backoffice, "uplink"))
        bench.run(700)
        assert values(bench.backoffice, "uplink")[since:] == []
        bench.backoffice.call("set_contract", "active")
        bench.run(5)
        assert bench.body.com.get("navigation.state") == "live"

    def test_a_subscription_outlives_the_supply(self) -> None:
        bench = Bench()
        bench.backoffice.call("set_contract", "ended")
        bench.run(5)
        bench.wiring["supply.voltage_v"].set(0.0)
        bench.wiring["supply.voltage_v"].set(12.0)
        assert bench.ecu.part(Rights).allows("vehicle_data") is False

    def test_the_unit_says_when_it_is_ready_to_sleep(self) -> None:
        bench = Bench().awake()
        said = [bench.body.com.get("telematics.network")]
        for state in ("going_to_sleep", "awake"):
            bench.body.com.set("network.comfort.state", state)
            bench.run(0.2)
            said.append(bench.body.com.get("telematics.network"))
        assert said == ["participating", "ready_to_sleep", "participating"]
