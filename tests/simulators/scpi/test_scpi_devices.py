"""The simulated instruments, each against the wires that it drives or probes."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray

from clock.kernel import MS, S, VirtualKernel
from simulators.plant.speaker import SAMPLE_NS, SAMPLE_RATE_HZ, Speaker
from simulators.plant.thermal import Cabin, CabinCalibration
from simulators.plant.wiring import INPUTS, OUTPUTS, Wiring
from simulators.scpi.bench import DIGITAL_INPUTS, RELAYS, instruments
from simulators.scpi.device import Device


@dataclass
class Bench:
    """A rack on a vehicle of loose wires."""

    kernel: VirtualKernel
    wiring: Wiring
    speaker: Speaker
    rack: dict[str, Device]

    def ask(self, name: str, message: str) -> str:
        return self.rack[name].execute(message).decode().removesuffix("\n")

    def tell(self, name: str, message: str) -> None:
        assert self.rack[name].execute(message) == b""
        assert self.ask(name, "SYST:ERR?") == '0,"No error"'

    def error(self, name: str) -> int:
        return int(self.ask(name, "SYST:ERR?").split(",")[0])

    def audio(self, message: str) -> NDArray[np.int16]:
        raw = self.rack["audio"].execute(message)
        digits = int(raw[1:2])
        length = int(raw[2 : 2 + digits])
        assert len(raw) == 2 + digits + length + 1
        return np.frombuffer(raw[2 + digits : -1], dtype="<i2").astype(np.int16)


@pytest.fixture
def bench() -> Bench:
    kernel, wiring = VirtualKernel(seed=1), Wiring()
    speaker = Speaker(kernel)
    return Bench(kernel, wiring, speaker, instruments(kernel, wiring, speaker))


def test_every_input_of_the_vehicle_can_be_driven_from_the_rack(bench: Bench) -> None:
    touched: list[object] = []
    for line in ("screen.touch", "screen.drag"):
        bench.wiring[line].watch(touched.append)
    for device in bench.rack.values():
        device.execute("*RST")
    bench.tell("io", f"ROUT:CLOS (@{','.join(map(str, RELAYS))})")
    bench.tell("supply", "VOLT 11;OUTP ON")
    bench.tell("battery", "BATT:SOC 12.5")
    bench.tell("station", "STAT:PLUG ON;TYPE FAST;ENAB OFF")
    bench.tell("climate", "TEMP:AMB -7;CAB 31.5")
    bench.tell("wheels", "WHE:SPE 50;:ODOM 99999.9")
    bench.tell("gnss", "SIM:POS 43.6,1.44;HEAD 90;FIX OFF;DATE 2030,1,2;TIME 3,4,5.5")
    bench.tell("cell", "CELL:STAT OFF;MCC 262")
    bench.tell("finger", 'TOUC:TAP "confirm";DRAG "banner"')
    assert touched == ["confirm", "", "banner", ""]
    bench.tell("mirror", "PHON:PLUG ANDR")
    assert {name: bench.wiring[name].value for name in INPUTS} == {
        "screen.touch": "",
        "screen.drag": "",
        "projection.phone": "android_auto",
        **dict.fromkeys(RELAYS.values(), True),
        "supply.voltage_v": 11.0,
        "battery.soc_percent": 12.5,
        "station.plugged": True,
        "station.fast": True,
        "station.enabled": False,
        "ambient.temp_c": -7.0,
        "cabin.temp_c": 31.5,
        "gnss.latitude_deg": 43.6,
        "gnss.longitude_deg": 1.44,
        "gnss.heading_deg": 90.0,
        "gnss.fix": False,
        "gnss.utc_s": 1893553445.5,
        "cell.coverage": False,
        "cell.mcc": 262,
        "wheel.speed_kmh": 50.0,
        "odometer.km": 99999.9,
    }


@pytest.mark.parametrize(
    ("device", "command", "line"),
    [
        ("battery", "BATT:SOC 80", "battery.soc_percent"),
        ("climate", "TEMP:CAB 20", "cabin.temp_c"),
        ("wheels", "ODOM 12345.6", "odometer.km"),
    ],
)
def test_what_moves_on_by_itself_can_be_set_to_the_same_value_again(
    bench: Bench, device: str, command: str, line: str
) -> None:
    told: list[object] = []
    bench.wiring[line].watch(told.append)
    before = bench.wiring[line].value
    bench.tell(device, command)
    assert told == [before]


def test_every_contact_has_one_channel() -> None:
    assert len(set(RELAYS.values())) == len(RELAYS)
    assert set(DIGITAL_INPUTS.values()) == {name for name, value in OUTPUTS.items() if value is False}


def test_a_relay_closes_and_opens_its_line_alone(bench: Bench) -> None:
    bench.tell("io", "ROUTe:CLOSe (@101,121:123)")
    closed = {name for name in RELAYS.values() if bench.wiring[name].value}
    expected = {"button.sos", "door.front_left", "door.front_right", "door.rear_left", "microphone.connected"}
    assert closed == expected
    assert bench.ask("io", "CLOS? (@101,102,121)") == "1,0,1"
    bench.tell("io", "ROUT:OPEN (@101)")
    assert bench.wiring["button.sos"].value is False
    assert bench.ask("io", "ROUT:OPEN? (@101,121)") == "1,0"


def test_reset_opens_all_relays_and_takes_the_outputs_to_zero(bench: Bench) -> None:
    bench.tell("io", "CLOS (@101:104);:SOUR:VOLT 5,(@301)")
    bench.tell("io", "*RST")
    assert not any(bench.wiring[name].value for name in RELAYS.values())
    assert bench.ask("io", "SOUR:VOLT? (@301)") == "0"


def test_a_channel_that_does_not_exist_is_refused_before_any_relay_moves(bench: Bench) -> None:
    assert bench.ask("io", "CLOS (@101,201)") == ""
    assert bench.wiring["button.sos"].value is False
    assert bench.error("io") == -222


def test_analogue_channels_give_and_measure_volts(bench: Bench) -> None:
    bench.tell("io", "SOUR:VOLT 2500 mV,(@301,302)")
    bench.wiring["supply.voltage_v"].set(11.75)
    assert bench.ask("io", "MEAS:VOLT? (@301,302,401)") == "2.5,2.5,11.75"
    bench.ask("io", "SOUR:VOLT 1,(@401)")
    assert bench.error("io") == -222


def test_digital_inputs_see_the_lamps(bench: Bench) -> None:
    bench.wiring["lamp.hazard"].set(True)
    assert bench.ask("io", "MEAS:DIG? (@201,202)") == "1,0"


def test_the_supply_starts_at_the_voltage_of_the_bench(bench: Bench) -> None:
    assert bench.ask("supply", "OUTP?;VOLT?;MEAS:VOLT?") == "1;12.6;12.6"


def test_the_supply_takes_its_voltage_away_and_gives_it_back(bench: Bench) -> None:
    bench.wiring["supply.current_a"].set(3.25)
    assert bench.ask("supply", "MEAS:CURR?") == "3.25"
    bench.tell("supply", "OUTP OFF")
    assert bench.wiring["supply.voltage_v"].value == 0.0
    bench.tell("supply", "VOLT 13.2")
    assert bench.ask("supply", "MEAS:VOLT?;CURR?") == "0;0"
    bench.tell("supply", "OUTP ON")
    assert bench.wiring["supply.voltage_v"].value == 13.2
    bench.tell("supply", "*RST")
    assert bench.ask("supply", "OUTP?;VOLT?") == "0;0"


def test_an_emulator_answers_with_its_setting_and_reset_puts_it_back(bench: Bench) -> None:
    bench.tell("station", "STAT:TYPE FAST;PLUG ON")
    assert bench.ask("station", "STAT:TYPE?;PLUG?;ENAB?") == "FAST;1;1"
    bench.tell("station", "*RST")
    assert bench.ask("station", "STAT:TYPE?;PLUG?;ENAB?") == "REG;0;1"


def test_a_setting_out_of_range_leaves_the_line_alone(bench: Bench) -> None:
    bench.ask("battery", "BATT:SOC 100.5")
    assert bench.wiring["battery.soc_percent"].value == 80.0
    assert bench.error("battery") == -222


def test_the_station_measures_watts(bench: Bench) -> None:
    bench.wiring["station.power_kw"].set(7.4)
    assert bench.ask("station", "MEAS:POW?") == "7400"


def test_the_analyser_tells_colour_and_intensity(bench: Bench) -> None:
    assert bench.ask("leds", "MEAS:LED1?") == "OFF,0.0"
    bench.wiring["led.sos"].set("red")
    assert bench.ask("leds", "MEASure:LED1?;LED1:COLour?;INT?") == "RED,87.0;RED;87.0"


def test_the_camera_tells_the_colours_of_the_buttons(bench: Bench) -> None:
    assert bench.ask("buttons", "MEAS:BUTT1:COL?;:MEAS:BUTT2:COL?") == "RED;BLACK"
    bench.wiring["button.sos.colour"].set("orange")
    assert bench.ask("buttons", "MEASure:BUTTon1:COLour?") == "OTHER"


def test_there_are_two_buttons(bench: Bench) -> None:
    assert bench.ask("buttons", "MEAS:BUTT3:COL?") == ""
    assert bench.error("buttons") == -114


def test_there_is_one_led(bench: Bench) -> None:
    assert bench.ask("leds", "MEAS:LED2?") == ""
    assert bench.error("leds") == -114


def test_the_quiet_room_has_the_level_of_the_background(bench: Bench) -> None:
    bench.kernel.run_until(10 * S)
    assert float(bench.ask("sound", "MEAS:SLEV:LAF?")) == pytest.approx(45.0, abs=0.01)


@pytest.mark.parametrize("after_ms", [0, 50, 125, 500, 5000])
def test_the_level_follows_the_horn_with_the_time_constant_of_fast(bench: Bench, after_ms: int) -> None:
    bench.kernel.run_until(1 * S)
    bench.wiring["horn.level_db"].set(95.0)
    bench.kernel.run_for(after_ms * MS)
    low, high = 10**4.5 + 1, 10**4.5 + 10**9.5
    expected = 10 * math.log10(high + (low - high) * math.exp(-after_ms / 125))
    assert float(bench.ask("sound", "MEAS:SLEV:LAF?")) == pytest.approx(expected, abs=0.006)


def test_the_level_falls_by_35_db_a_second_after_the_horn(bench: Bench) -> None:
    # IEC 61672-1, 5.8: 34.7 dB/s is what 125 ms comes to.
    bench.wiring["horn.level_db"].set(110.0)
    bench.kernel.run_for(5 * S)
    bench.wiring["horn.level_db"].set(0.0)
    before = float(bench.ask("sound", "MEAS:SLEV:LAF?"))
    bench.kernel.run_for(1 * S)
    assert before - float(bench.ask("sound", "MEAS:SLEV:LAF?")) == pytest.approx(34.7, abs=0.1)


def test_the_maximum_is_that_of_a_burst_that_nobody_asked_about(bench: Bench) -> None:
    horn = bench.wiring["horn.level_db"]
    bench.kernel.call_at(1 * S, lambda: horn.set(100.0))
    bench.kernel.call_at(1 * S + 125 * MS, lambda: horn.set(0.0))
    bench.kernel.run_until(20 * S)
    expected = 100.0 + 10 * math.log10(1 - math.exp(-1))
    assert float(bench.ask("sound", "MEAS:SLEV:LAFM?")) == pytest.approx(expected, abs=0.01)
    bench.tell("sound", "SLEVel:LAFMax:RESet")
    assert float(bench.ask("sound", "MEAS:SLEV:LAFM?")) == pytest.approx(45.0, abs=0.01)


def test_the_equivalent_level_is_the_mean_power_since_it_was_last_asked_for(bench: Bench) -> None:
    horn = bench.wiring["horn.level_db"]
    bench.kernel.run_until(1 * S)
    bench.ask("sound", "MEAS:SLEV:LEQ?")
    bench.kernel.call_in(250 * MS, lambda: horn.set(100.0))
    bench.kernel.call_in(350 * MS, lambda: horn.set(0.0))
    bench.kernel.run_for(1 * S)
    expected = 10 * math.log10(10**4.5 + 0.1 * 10**10.0)
    assert float(bench.ask("sound", "MEAS:SLEV:LEQ?")) == pytest.approx(expected, abs=0.01)
    bench.kernel.run_for(50 * MS)
    assert float(bench.ask("sound", "MEAS:SLEV:LEQ?")) == pytest.approx(45.0, abs=0.01)
    horn.set(80.0)
    assert float(bench.ask("sound", "MEAS:SLEV:LEQ?")) == pytest.approx(80.0, abs=0.01)


def test_the_order_of_questions_does_not_change_the_level(bench: Bench) -> None:
    other = VirtualKernel()
    wiring = Wiring()
    meter = instruments(other, wiring, Speaker(other))["sound"]
    bench.wiring["horn.level_db"].set(90.0)
    wiring["horn.level_db"].set(90.0)
    for _ in range(10):
        other.run_for(30 * MS)
        meter.execute("MEAS:SLEV:LAF?")
    bench.kernel.run_for(300 * MS)
    assert bench.rack["sound"].execute("MEAS:SLEV:LAF?") == meter.execute("MEAS:SLEV:LAF?")


def test_a_clip_is_heard_where_it_was_played(bench: Bench) -> None:
    clip = np.full(800, 10_000, dtype=np.int16)
    bench.kernel.run_until(1 * S)
    bench.tell("audio", "CAPT:STAR")
    bench.kernel.run_for(500 * MS + 1)
    assert bench.speaker.play(clip) == 100 * MS
    bench.kernel.run_for(1 * S)
    heard = bench.audio("CAPT:DATA? 0")
    assert len(heard) == int(bench.ask("audio", "CAPT:POS?")) == 12_001
    loud = np.flatnonzero(np.abs(heard) > 5000)
    assert (loud[0], loud[-1], len(loud)) == (4001, 4800, 800)


def test_silence_is_a_noise_floor_that_is_the_same_whenever_it_is_read(bench: Bench) -> None:
    bench.tell("audio", "CAPT:STAR")
    bench.kernel.run_for(3 * S)
    whole = bench.audio("CAPT:DATA? 0")
    bench.kernel.run_for(3 * S)
    parts = [bench.audio(f"CAPT:DATA? {first},1000") for first in range(0, 24_000, 1000)]
    assert np.array_equal(np.concatenate(parts), whole)
    assert 4.0 < float(whole.std()) < 16.0


def test_the_noise_depends_on_the_seed() -> None:
    first, again, other = (Speaker(VirtualKernel(seed)).samples(0, 1 * S) for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_clips_that_overlap_are_added_and_clipped() -> None:
    speaker = Speaker(VirtualKernel())
    for _ in range(4):
        speaker.play(np.full(10, 10_000, dtype=np.int16))
    assert speaker.samples(0, 10 * SAMPLE_NS).tolist() == [32767] * 10


def test_the_capture_is_eight_thousand_samples_a_second_from_its_start(bench: Bench) -> None:
    assert bench.ask("audio", "CAPT:POS?") == "0"
    assert bench.ask("audio", "CAPT:DATA? 0") == ""
    assert bench.error("audio") == -221
    bench.kernel.run_until(123 * MS)
    bench.tell("audio", "CAPT:STAR")
    bench.kernel.run_for(2 * S)
    assert bench.ask("audio", "CAPT:POS?;RATE?") == f"16000;{SAMPLE_RATE_HZ}"
    assert len(bench.audio("CAPT:DATA? 15990,100")) == 10
    assert bench.rack["audio"].execute("CAPT:DATA? 16000") == b"#10\n"
    assert bench.rack["audio"].execute("CAPT:DATA? 99999,5") == b"#10\n"


def test_a_new_start_drops_what_was_recorded(bench: Bench) -> None:
    bench.tell("audio", "CAPT:STAR")
    bench.kernel.run_for(1 * S)
    bench.tell("audio", "CAPT:STAR")
    assert bench.ask("audio", "CAPT:POS?") == "0"


def test_the_simulated_time_runs_on_from_what_was_set(bench: Bench) -> None:
    bench.kernel.run_until(5 * S)
    bench.tell("gnss", "SIM:DATE 2027,12,31;TIME 23,59,30")
    assert bench.wiring["gnss.utc_s"].value == 1830297570.0
    bench.kernel.run_for(45 * S + 250 * MS)
    assert bench.ask("gnss", "SIM:DATE?;TIME?") == "2028,1,1;0,0,15.25"
    assert bench.wiring["gnss.utc_s"].value == 1830297570.0


def test_a_date_keeps_the_time_of_day(bench: Bench) -> None:
    bench.tell("gnss", "SIM:TIME 12,0,0")
    bench.kernel.run_for(90 * S)
    bench.tell("gnss", "SIM:DATE 2031,5,6")
    assert bench.ask("gnss", "SIM:DATE?;TIME?") == "2031,5,6;12,1,30"


def test_a_date_that_is_set_again_later_is_a_change_of_the_line(bench: Bench) -> None:
    seen: list[object] = []
    bench.tell("gnss", "SIM:DATE 2030,1,1;TIME 0,0,0")
    bench.kernel.run_for(10 * S)
    bench.wiring["gnss.utc_s"].watch(seen.append)
    bench.tell("gnss", "SIM:TIME 0,0,0")
    assert seen[-1] == 1893456000.0
    assert bench.ask("gnss", "SIM:TIME?") == "0,0,0"


def test_date_and_time_of_day_are_set_at_once(bench: Bench) -> None:
    bench.kernel.run_for(90 * S)
    before = bench.wiring["gnss.utc_s"].value
    seen: list[object] = []
    bench.wiring["gnss.utc_s"].watch(seen.append)
    bench.tell("gnss", "SIM:UTC 2031,5,6,7,8,9")
    assert seen == [float(before) + 90.0, 1935817689.0]
    assert bench.ask("gnss", "SIM:DATE?;TIME?") == "2031,5,6;7,8,9"


def test_a_day_that_the_calendar_lacks_is_refused(bench: Bench) -> None:
    bench.ask("gnss", "SIM:UTC 2027,2,29,0,0,0")
    assert bench.ask("gnss", "SYST:ERR?").startswith("-222")
    bench.ask("gnss", "SIM:DATE 2027,2,29")
    assert bench.error("gnss") == -222


def test_reset_of_the_simulator_gives_the_undisturbed_bench_back(bench: Bench) -> None:
    bench.tell("gnss", "SIM:POS -33.9,151.2;HEAD 10;FIX OFF;DATE 2030,1,1")
    assert bench.ask("gnss", "SIM:POS?;HEAD?;FIX?") == "-33.9,151.2;10;0"
    bench.tell("gnss", "*RST")
    lines = [name for name in INPUTS if name.startswith("gnss.")]
    assert {name: bench.wiring[name].value for name in lines} == {name: INPUTS[name] for name in lines}


def test_the_cell_names_its_network(bench: Bench) -> None:
    assert bench.ask("cell", "CELL:IDEN?;MCC?;STAT?") == '"TEST 001-01";208;1'
    bench.tell("cell", 'CELL:IDEN "SOMEBODY 208-10"')
    assert bench.ask("cell", "CELL:IDENtity?") == '"SOMEBODY 208-10"'


def test_the_meter_measures_what_heating_cooling_and_blower_draw(bench: Bench) -> None:
    bench.wiring["climate.power_kw"].set(2.15)
    assert bench.ask("meter", "MEAS:POW?") == "2150"


def test_a_sensor_in_the_air_of_the_cabin_shows_what_the_cabin_has_at_this_moment(bench: Bench) -> None:
    cabin = Cabin(bench.kernel, bench.wiring, CabinCalibration(capacity_kj_per_k=100, loss_w_per_k=50))
    bench.tell("climate", "TEMP:AMB 0;CAB 40")
    assert bench.ask("climate", "MEAS:TEMP:CAB?") == "40"
    bench.kernel.run_for(2000 * S)
    assert bench.ask("climate", "MEAS:TEMP:CAB?") == f"{cabin.temp_c:.2f}" == "14.72"


def test_a_device_tells_of_a_new_answer_where_one_line_alone_decides_it(bench: Bench) -> None:
    told: list[str] = []
    assert bench.rack["station"].watch("MEAS:POW?", lambda: told.append("station"))
    assert bench.rack["meter"].watch("MEAS:POW?", lambda: told.append("meter"))
    assert not bench.rack["climate"].watch("MEAS:TEMP:CAB?", lambda: told.append("climate"))
    bench.wiring["station.power_kw"].set(7.0)
    bench.wiring["station.power_kw"].set(7.0)
    bench.wiring["climate.power_kw"].set(0.15)
    assert told == ["station", "meter"]
