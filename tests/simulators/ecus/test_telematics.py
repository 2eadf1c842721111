"""The telematics ECU, seen from its buttons, its bus, its loudspeaker, its light and the services."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from simulators.ecus.telematics.call import EmergencyCallCalibration
from simulators.ecus.telematics.switching import CONFIRM_PROMPT, SWITCHED_PROMPT
from tests.support.telematics_bench import VIN, Bench, uplinks, values

PROMPTS = (CONFIRM_PROMPT, SWITCHED_PROMPT)
SOURCE_PROMPTS = (
    "To confirm switching to geolocated mode, please press the ASSISTANCE button",
    "You are now in geolocated mode",
)


class TestManualEmergencyCall:
    @pytest.mark.parametrize(("press_s", "calls"), [(0.19, 0), (0.21, 1)])
    def test_a_press_calls_from_the_least_duration_of_the_profile_on(self, press_s: float, calls: int) -> None:
        bench = Bench().awake()
        bench.press("sos", press_s)
        bench.run(30)
        assert values(bench.psap, "call").count("voice") == calls

    @pytest.mark.parametrize(("press_s", "calls"), [(1.9, 0), (2.1, 1)])
    def test_a_handbook_vehicle_wants_two_seconds(self, press_s: float, calls: int) -> None:
        bench = Bench(sos_press_min_s=2.0).awake()
        bench.press("sos", press_s)
        bench.run(30)
        assert values(bench.psap, "call").count("voice") == calls

    def test_a_held_press_calls_when_it_can_be_no_double_push_any_more(self) -> None:
        bench = Bench().awake()
        bench.press("sos", 5.0)
        bench.run(0.49)
        assert bench.body.states("ecall.state") == []
        bench.run(0.03)
        assert bench.body.states("ecall.state") == ["dialling"]

    def test_a_call_goes_through_data_to_voice_and_waits_for_a_call_back(self) -> None:
        bench = Bench().awake()
        bench.press("sos")
        bench.run(15)
        assert values(bench.psap, "call") == ["idle", "ringing", "data", "voice"]
        assert bench.body.states("ecall.state") == ["dialling", "sending_msd", "voice"]
        bench.psap.call("hang_up")
        bench.run(5)
        assert bench.body.states("ecall.state")[-1] == "callback_wait"
        bench.run(3600)
        assert bench.body.states("ecall.state")[-2:] == ["ended", "idle"]

    def test_a_sleeping_vehicle_is_woken_by_the_button(self) -> None:
        bench = Bench()
        bench.run(5)
        bench.press("sos")
        bench.run(15)
        assert bench.body.wakes
        assert bench.body.states("ecall.state") == ["dialling", "sending_msd", "voice"]
        assert values(bench.psap, "call")[-1] == "voice"

    @pytest.mark.parametrize("seed", range(6))
    def test_the_bus_hears_of_the_call_as_soon_as_it_is_up(self, seed: int) -> None:
        bench = Bench(seed=seed)
        bench.press("sos")
        bench.run(15)
        at_s, _, state = next(heard for heard in bench.body.heard if heard[1] == "ecall.state")
        assert state == "dialling"
        assert at_s - bench.body.wakes[0] < 0.12

    def test_the_wake_up_is_repeated_until_the_network_is_awake_and_no_longer(self) -> None:
        bench = Bench()
        bench.press("sos", 0.3)
        bench.run(10)
        gaps = [round(b - a, 3) for a, b in pairwise(bench.body.wakes)]
        assert gaps == [0.2]
        assert bench.body.wakes[-1] < 0.75

    @pytest.mark.parametrize(("gap_s", "hung_up"), [(0.3, True), (2.9, True), (3.1, False)])
    def test_a_second_press_hangs_up_inside_the_window_after_the_first_release(
        self, gap_s: float, hung_up: bool
    ) -> None:
        bench = Bench().awake()
        bench.press("sos", 0.3)
        bench.press("sos", 0.25, after_s=0.3 + gap_s)
        bench.run(20)
        assert ("ended" in bench.body.states("ecall.state")) is hung_up
        assert (values(bench.psap, "call")[-1] == "voice") is not hung_up

    def test_the_window_begins_at_the_release_of_a_press_that_was_held(self) -> None:
        bench = Bench().awake()
        bench.press("sos", 4.0)
        bench.press("sos", 0.25, after_s=6.9)
        bench.run(20)
        assert values(bench.psap, "call")[-1] == "ended"

    def test_a_hang_up_while_dialling_never_reaches_the_psap(self) -> None:
        bench = Bench().awake()
        bench.press("sos", 0.2)
        bench.press("sos", 0.2, after_s=0.25)
        bench.run(20)
        assert values(bench.psap, "call") == ["idle"]
        assert bench.body.states("ecall.state") == ["dialling", "ended", "idle"]

    @pytest.mark.parametrize(("press_s", "hung_up"), [(0.19, False), (0.21, True)])
    def test_the_second_press_has_a_least_duration_of_its_own(self, press_s: float, hung_up: bool) -> None:
        bench = Bench(sos_press_min_s=2.0).awake()
        bench.press("sos", 2.1)
        bench.press("sos", press_s, after_s=3.0)
        bench.run(20)
        assert ("ended" in bench.body.states("ecall.state")) is hung_up

    def test_an_ecu_with_another_window_hangs_up_later(self) -> None:
        bench = Bench(calibrations=(EmergencyCallCalibration(cancel_window_s=6.0),)).awake()
        bench.press("sos", 0.3)
        bench.press("sos", 0.3, after_s=6.0)
        bench.run(20)
        assert bench.body.states("ecall.state")[-2:] == ["ended", "idle"]

    def test_a_call_is_dialled_again_when_it_was_cut(self) -> None:
        bench = Bench().awake()
        bench.press("sos")
        bench.run(15)
        bench.wiring["cell.coverage"].set(False)
        bench.run(5)
        assert values(bench.psap, "call")[-1] == "ended"
        bench.wiring["cell.coverage"].set(True)
        bench.run(20)
        assert values(bench.psap, "call")[-1] == "voice"

    def test_without_coverage_it_gives_up_after_two_minutes(self) -> None:
        bench = Bench().awake()
        bench.wiring["cell.coverage"].set(False)
        bench.press("sos")
        bench.run(119)
        assert bench.body.states("ecall.state") == ["dialling"]
        bench.run(5)
        assert bench.body.states("ecall.state")[-2:] == ["ended", "idle"]

    def test_a_vehicle_without_the_buttons_never_calls(self) -> None:
        bench = Bench(sos_buttons=False).awake()
        bench.press("sos")
        bench.press("assistance", after_s=2)
        bench.run(20)
        assert values(bench.psap, "call") == ["idle"]
        assert values(bench.centre, "call") == ["idle"]
        assert bench.led == []


class TestAutomaticEmergencyCall:
    @pytest.mark.parametrize("pretensioner", ["not_fired", "fired"])
    def test_a_deployed_airbag_calls_with_or_without_pretensioners(self, pretensioner: str) -> None:
        bench = Bench().awake()
        bench.body.com.set("relay.crash.pretensioner", pretensioner)
        bench.body.com.set("relay.crash.airbag", "deployed")
        bench.run(15)
        assert values(bench.psap, "call")[-1] == "voice"
        assert values(bench.psap, "msd")[-1]["decoded"]["automatic"] is True
        assert values(bench.network, "call")[-1]["activation"] == "automatic"

    def test_a_second_crash_calls_though_the_airbag_has_long_deployed(self) -> None:
        bench = Bench().awake()
        bench.crash(1)
        bench.run(15)
        bench.psap.call("hang_up")
        bench.run(5)
        bench.crash(2)
        bench.run(15)
        assert values(bench.psap, "call")[-2:] == ["data", "voice"]
        assert len(values(bench.network, "call")) == 2

    def test_the_airbag_that_is_shown_again_after_a_sleep_is_no_crash(self) -> None:
        bench = Bench().awake()
        bench.crash(1)
        bench.run(15)
        bench.psap.call("hang_up")
        bench.body.sleep()
        bench.run(5)
        bench.awake()
        assert len(values(bench.network, "call")) == 1

    @pytest.mark.parametrize("after_s", [0.5, 3.0, 5.0, 20.0])
    def test_a_crash_in_a_call_by_hand_is_told_in_it_and_cannot_be_hung_up_any_more(self, after_s: float) -> None:
        bench = Bench().awake()
        bench.press("sos", 0.3)
        bench.run(after_s)
        bench.crash(1)
        bench.press("sos", 0.3, after_s=0.2)
        bench.run(20)
        assert values(bench.psap, "msd")[-1]["decoded"]["automatic"] is True
        assert values(bench.psap, "call") == ["idle", "ringing", "data", "voice"]
        assert bench.body.states("ecall.state")[-1] == "voice"

    @pytest.mark.parametrize("automatic", [True, False])
    def test_the_msd_of_a_call_back_is_marked_as_that_of_the_call_before(self, automatic: bool) -> None:
        bench = Bench().awake()
        if automatic:
            bench.crash(1)
        else:
            bench.press("sos")
        bench.run(15)
        bench.psap.call("hang_up")
        bench.run(5)
        bench.psap.call("call_back")
        bench.run(5)
        bench.psap.call("request_msd")
        bench.run(10)
        msd = values(bench.psap, "msd")[-1]["decoded"]
        assert (msd["message_identifier"], msd["automatic"]) == (2, automatic)

    def test_a_call_back_ends_a_breakdown_call(self) -> None:
        bench = Bench().awake()
        bench.press("sos")
        bench.run(15)
        bench.psap.call("hang_up")
        bench.run(5)
        bench.press("assistance")
        bench.run(10)
        assert values(bench.centre, "call")[-1] == "voice"
        bench.psap.call("call_back")
        bench.run(5)
        assert values(bench.psap, "call")[-1] == "voice"
        assert values(bench.centre, "call")[-1] == "ended"

    def test_pretensioners_alone_do_not_call(self) -> None:
        bench = Bench().awake()
        bench.body.com.set("relay.crash.pretensioner", "fired")
        bench.run(15)
        assert values(bench.psap, "call") == ["idle"]

    def test_a_press_does_not_end_an_automatic_call(self) -> None:
        bench = Bench().awake()
        bench.body.com.set("relay.crash.airbag", "deployed")
        bench.press("sos", 0.3, after_s=1.0)
        bench.run(15)
        assert values(bench.psap, "call") == ["idle", "ringing", "data", "voice"]


class TestMsd:
    def test_it_says_what_the_vehicle_is_and_where(self) -> None:
        bench = Bench(energy="hybrid").awake()
        for name, value in {
            "gnss.latitude_deg": 47.5,
            "gnss.longitude_deg": -1.25,
            "gnss.heading_deg": 90.0,
            "gnss.utc_s": 1_800_000_000.0,
        }.items():
            bench.wiring[name].set(value)
        bench.body.com.set("relay.occupants.count", 3)
        bench.run(100)
        bench.press("sos")
        bench.run(15)
        msd = values(bench.psap, "msd")[-1]["decoded"]
        assert msd["vin"] == VIN
        assert msd["propulsion"] == ["electric", "petrol"]
        assert (msd["latitude_deg"], msd["longitude_deg"]) == (47.5, -1.25)
        assert msd["heading_deg"] == 90.0
        assert msd["position_trusted"] is True
        assert msd["timestamp_s"] == 1_800_000_100
        assert msd["passengers"] == 3
        assert msd["automatic"] is False
        assert msd["message_identifier"] == 1

    def test_without_a_fix_it_has_the_last_position_marked_untrusted(self) -> None:
        bench = Bench().awake()
        bench.wiring["gnss.latitude_deg"].set(47.5)
        bench.wiring["gnss.fix"].set(False)
        bench.wiring["gnss.latitude_deg"].set(10.0)
        bench.press("sos")
        bench.run(15)
        msd = values(bench.psap, "msd")[-1]["decoded"]
        assert (msd["latitude_deg"], msd["position_trusted"]) == (47.5, False)

    def test_the_last_position_outlives_the_supply(self) -> None:
        bench = Bench().awake()
        bench.wiring["gnss.latitude_deg"].set(47.5)
        bench.wiring["gnss.fix"].set(False)
        bench.wiring["supply.voltage_v"].set(0.0)
        bench.wiring["gnss.latitude_deg"].set(10.0)
        bench.wiring["supply.voltage_v"].set(12.6)
        bench.run(1)
        bench.press("sos")
        bench.run(15)
        assert values(bench.psap, "msd")[-1]["decoded"]["latitude_deg"] == 47.5

    def test_asked_for_again_it_counts_up_and_keeps_the_time_of_the_incident(self) -> None:
        bench = Bench().awake()
        bench.press("sos")
        bench.run(15)
        bench.wiring["gnss.latitude_deg"].set(47.5)
        bench.psap.call("request_msd")
        bench.run(0.5)
        assert bench.body.states("ecall.state")[-1] == "sending_msd"
        bench.run(10)
        first, second = (value["decoded"] for value in values(bench.psap, "msd"))
        assert (first["message_identifier"], second["message_identifier"]) == (1, 2)
        assert first["timestamp_s"] == second["timestamp_s"]
        assert second["latitude_deg"] == 47.5
        assert values(bench.psap, "call")[-1] == bench.body.states("ecall.state")[-1] == "voice"


class TestCallBack:
    def test_the_vehicle_takes_a_call_back_by_itself(self) -> None:
        bench = Bench().awake()
        bench.press("sos")
        bench.run(15)
        bench.psap.call("hang_up")
        bench.run(60)
        bench.body.sleep()
        bench.run(60)
        bench.psap.call("call_back")
        bench.run(10)
        assert values(bench.psap, "call")[-2:] == ["ringing", "voice"]
        assert bench.body.states("ecall.state")[-1] == "voice"

    def test_a_vehicle_that_did_not_call_refuses(self) -> None:
        bench = Bench().awake()
        bench.psap.call("call_back")
        bench.run(10)
        assert values(bench.psap, "call")[-2:] == ["ringing", "ended"]
        assert bench.body.states("ecall.state") == []

    def test_a_refused_call_back_does_not_wake_the_bus(self) -> None:
        bench = Bench()
        bench.psap.call("call_back")
        bench.run(10)
        assert values(bench.psap, "call")[-1] == "ended"
        assert bench.body.wakes == []


class TestBreakdownCall:
    @pytest.mark.parametrize(("press_s", "calls"), [(0.19, 0), (0.21, 1)])
    def test_the_assistance_button_calls_the_centre_with_its_data(self, press_s: float, calls: int) -> None:
        bench = Bench().awake()
        bench.press("assistance", press_s)
        bench.run(10)
        assert values(bench.centre, "call").count("voice") == calls
        assert len(values(bench.centre, "data")) == calls
        assert values(bench.psap, "call") == ["idle"]
        for data in values(bench.centre, "data"):
            assert data["vin"] == VIN
            assert data["position"]["latitude_deg"] == pytest.approx(48.8049)

    def test_nothing_but_the_button_calls_the_centre(self) -> None:
        bench = Bench().awake()
        bench.body.com.set("relay.crash.airbag", "deployed")
        bench.press("sos", after_s=20)
        bench.run(40)
        assert values(bench.centre, "call") == ["idle"]

    def test_it_ends_when_the_centre_hangs_up(self) -> None:
        bench = Bench().awake()
        bench.press("assistance")
        bench.run(10)
        bench.centre.call("hang_up")
        bench.run(5)
        assert bench.body.states("bcall.state") == ["dialling", "voice", "ended", "idle"]

    def test_an_emergency_call_ends_it(self) -> None:
        bench = Bench().awake()
        bench.press("assistance")
        bench.press("sos", after_s=5)
        bench.run(30)
        assert values(bench.centre, "call")[-1] == "ended"
        assert values(bench.psap, "call")[-1] == "voice"

    def test_it_does_not_begin_during_an_emergency_call(self) -> None:
        bench = Bench().awake()
        bench.press("sos")
        bench.press("assistance", after_s=5)
        bench.run(30)
        assert values(bench.centre, "call") == ["idle"]
        assert bench.body.states("bcall.state") == []

    def test_the_manufacturer_has_word_of_it_and_of_no_emergency_call(self) -> None:
        bench = Bench().awake()
        bench.press("sos")
        bench.run(20)
        assert uplinks(bench, "assistance") == []
        bench = Bench().awake()
        bench.press("assistance")
        bench.run(20)
        assert uplinks(bench, "assistance") == [{"service": "breakdown_call", "vin": VIN}]


class TestSwitching:
    def private(self, **profile: Any) -> Bench:
        bench = Bench(PROMPTS, **profile).awake()
        bench.request_privacy("private")
        assert bench.body.states("privacy.mode") == ["private"]
        return bench

    def test_the_prompts_have_the_words_of_the_source(self) -> None:
        assert PROMPTS == SOURCE_PROMPTS

    def test_both_buttons_and_a_confirmation_switch_with_two_prompts(self) -> None:
        bench = self.private()
        start_s = bench.now_s
        bench.double_push()
        bench.run(8)
        ((asked_s, asked_end_s, first),) = bench.speaker.said
        assert first == CONFIRM_PROMPT
        assert asked_s == pytest.approx(start_s + 0.3 + 0.3)
        assert asked_end_s < bench.now_s
        assert bench.body.states("privacy.mode")[-1] == "private"
        bench.press("assistance")
        confirmed_s = bench.now_s + 0.3
        bench.run(5)
        assert bench.speaker.said[1][2] == SWITCHED_PROMPT
        assert confirmed_s < bench.speaker.said[1][0] < confirmed_s + 1
        assert bench.body.states("privacy.mode")[-1] == "geolocated"
        assert bench.body.states("switching.state") == ["awaiting_confirmation", "confirmed", "idle"]
        assert values(bench.psap, "call") == values(bench.centre, "call") == ["idle"]

    def test_it_works_from_a_sleeping_bus(self) -> None:
        bench = self.private()
        bench.body.sleep()
        bench.run(10)
        bench.double_push()
        bench.run(8)
        bench.press("assistance")
        bench.run(5)
        assert bench.body.states("privacy.mode")[-1] == "geolocated"
        assert bench.body.states("switching.state") == ["awaiting_confirmation", "confirmed", "idle"]

    def test_a_confirmation_during_the_prompt_is_answered_when_it_is_over(self) -> None:
        bench = self.private()
        bench.double_push()
        bench.run(2)
        bench.press("assistance")
        bench.run(10)
        assert bench.body.states("privacy.mode")[-1] == "geolocated"
        assert bench.speaker.said[1][0] >= bench.speaker.said[0][1]

    def test_without_a_confirmation_nothing_has_changed(self) -> None:
        bench = self.private()
        bench.double_push()
        bench.run(60)
        assert [text for _, _, text in bench.speaker.said] == [CONFIRM_PROMPT]
        assert bench.body.states("privacy.mode") == ["private"]
        assert bench.body.states("switching.state") == ["awaiting_confirmation", "idle"]
        assert values(bench.psap, "call") == values(bench.centre, "call") == ["idle"]

    @pytest.mark.parametrize(
        ("after_prompt_s", "mode"), [(5.0, "geolocated"), (29.0, "geolocated"), (31.0, "private")]
    )
    def test_the_window_ends_thirty_seconds_after_the_prompt(self, after_prompt_s: float, mode: str) -> None:
        bench = self.private()
        bench.double_push()
        bench.run(2)
        bench.run(bench.speaker.said[0][1] - bench.now_s)
        bench.press("assistance", 0.2, after_s=after_prompt_s)
        bench.run(50)
        assert bench.body.states("privacy.mode")[-1] == mode

    @pytest.mark.parametrize(("apart_s", "prompts"), [(0.4, 1), (0.6, 0)])
    def test_the_second_button_must_follow_within_half_a_second(self, apart_s: float, prompts: int) -> None:
        bench = self.private()
        bench.double_push(apart_s, duration_s=0.2)
        bench.run(20)
        assert len(bench.speaker.said) == prompts
        assert (values(bench.psap, "call")[-1] == "voice") is (prompts == 0)

    @pytest.mark.parametrize(("duration_s", "prompts"), [(0.85, 1), (0.95, 0)])
    def test_both_must_be_released_within_a_second(self, duration_s: float, prompts: int) -> None:
        bench = self.private()
        bench.double_push(0.1, duration_s)
        bench.run(20)
        assert len(bench.speaker.said) == prompts

    @pytest.mark.parametrize(("apart_s", "duration_s", "prompts"), [(0.4, 0.5, 1), (0.6, 0.3, 0), (0.4, 0.65, 0)])
    def test_the_same_limits_hold_where_long_presses_call(
        self, apart_s: float, duration_s: float, prompts: int
    ) -> None:
        bench = self.private(sos_press_min_s=2.0, assistance_press_min_s=2.0)
        bench.double_push(apart_s, duration_s)
        bench.run(20)
        assert len(bench.speaker.said) == prompts

    @pytest.mark.parametrize("first", ["sos", "assistance"])
    def test_the_order_of_the_buttons_does_not_matter(self, first: str) -> None:
        bench = self.private()
        second = "assistance" if first == "sos" else "sos"
        bench.press(first, 0.3)
        bench.press(second, 0.1, after_s=0.1)
        bench.run(20)
        assert [text for _, _, text in bench.speaker.said] == [CONFIRM_PROMPT]
        assert values(bench.psap, "call") == values(bench.centre, "call") == ["idle"]

    def test_one_button_after_the_other_is_no_double_push(self) -> None:
        bench = self.private()
        bench.press("sos", 0.2)
        bench.press("assistance", 0.2, after_s=0.25)
        bench.run(20)
        assert bench.speaker.said == []
        assert values(bench.psap, "call")[-1] == "voice"

    def test_a_vehicle_that_is_not_made_for_it_does_nothing(self) -> None:
        bench = self.private(double_push=False)
        bench.double_push()
        bench.run(20)
        assert bench.speaker.said == []
        assert bench.body.states("privacy.mode") == ["private"]
        assert values(bench.psap, "call") == values(bench.centre, "call") == ["idle"]

    def test_an_emergency_call_comes_first(self) -> None:
        bench = self.private()
        bench.double_push()
        bench.press("sos", after_s=8)
        bench.run(30)
        assert values(bench.psap, "call")[-1] == "voice"
        assert bench.body.states("switching.state")[-1] == "idle"
        assert bench.body.states("privacy.mode") == ["private"]


class TestLight:
    def test_it_is_green_while_the_network_is_awake_and_off_asleep(self) -> None:
        bench = Bench()
        bench.run(1)
        assert bench.led == []
        bench.awake()
        assert [colour for _, colour in bench.led] == ["green"]
        bench.body.sleep()
        bench.run(1)
        assert [colour for _, colour in bench.led] == ["green", "off"]

    def test_it_is_red_during_a_call(self) -> None:
        bench = Bench().awake()
        bench.press("sos")
        bench.run(15)
        assert bench.wiring["led.sos"].value == "red"
        bench.psap.call("hang_up")
        bench.run(1)
        assert bench.wiring["led.sos"].value == "green"

    def test_it_blinks_twice_a_second_until_the_procedure_is_over(self) -> None:
        bench = Bench(PROMPTS).awake()
        bench.led.clear()
        bench.double_push()
        bench.run(8)
        assert {colour for _, colour in bench.led} == {"red", "off"}
        times = [at_s for at_s, _ in bench.led]
        assert {round(b - a, 6) for a, b in pairwise(times)} == {0.25}
        bench.press("assistance")
        bench.run(6)
        second_prompt_s = bench.speaker.said[1][0]
        assert max(at_s for at_s, colour in bench.led if colour == "red") > second_prompt_s
        assert bench.led[-1][1] == "green"
        assert bench.body.states("sos_led.state") == ["steady", "blinking", "steady"]

    def test_it_goes_out_with_the_supply(self) -> None:
        bench = Bench().awake()
        bench.wiring["supply.voltage_v"].set(5.9)
        assert bench.led[-1][1] == "off"
