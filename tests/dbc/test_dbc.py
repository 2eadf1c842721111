"""The databases of the two buses, the suite's signal names, and how bad ones are refused."""

from __future__ import annotations

import re
from pathlib import Path

import cantools
import pytest

from dbc.network import DatabaseError, MessageSpec, Network

FOLDER = Path(__file__).resolve().parents[2] / "dbc"
DATABASES = {"comfort": FOLDER / "comfort.dbc", "inter_system": FOLDER / "inter_system.dbc"}
SIGNALS = FOLDER / "signals.toml"
NETWORK = Network.load(DATABASES, SIGNALS)
MESSAGES = [message for bus in NETWORK.buses for message in NETWORK.messages(bus)]
NODES = {
    "comfort": {"BODY", "TELEMATICS", "CLIMATE", "SCREEN"},
    "inter_system": {"BODY", "AIRBAG", "POWERTRAIN", "BATTERY", "CHARGER"},
}
OWN_RANGE = {"comfort": range(0x5A0, 0x5E0), "inter_system": range(0x520, 0x550)}

every_message = pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.name)

SMALL = """VERSION ""
NS_ :
BS_:
BU_: A B
BO_ 256 First: 2 A
 SG_ Level : 7|8@0+ (0.5,0) [0|100] "%" B
 SG_ State : 15|2@0+ (1,0) [0|2] "" B
BO_ 257 Second: 1 B
 SG_ Count : 7|8@0+ (1,0) [0|255] "count" A
BA_DEF_ "DBName" STRING ;
BA_DEF_ "Baudrate" INT 0 1000000;
BA_DEF_ BO_ "GenMsgCycleTime" INT 0 65535;
BA_DEF_ BO_ "GenMsgSendType" ENUM "Cyclic","Spontaneous","CyclicAndSpontaneous","Sometimes";
BA_DEF_ SG_ "GenSigStartValue" INT 0 65535;
BA_DEF_DEF_ "DBName" "";
BA_DEF_DEF_ "Baudrate" 0;
BA_DEF_DEF_ "GenMsgCycleTime" 0;
BA_DEF_DEF_ "GenMsgSendType" "Cyclic";
BA_DEF_DEF_ "GenSigStartValue" 0;
BA_ "DBName" "small";
BA_ "Baudrate" 125000;
BA_ "GenMsgCycleTime" BO_ 256 100;
BA_ "GenMsgSendType" BO_ 256 2;
BA_ "GenMsgSendType" BO_ 257 1;
VAL_ 256 State 0 "off" 1 "on" 2 "fault" ;
"""


class Small:
    """A small database in a folder of its own, to be spoiled."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load(self, signals: str, database: str = SMALL, overrides: str | None = None) -> Network:
        dbc = self._write("small.dbc", database)
        extra = None if overrides is None else self._write("overrides.toml", overrides)
        return Network.load({"small": dbc}, self._write("signals.toml", signals), extra)

    def _write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path


@pytest.fixture
def small(tmp_path: Path) -> Small:
    return Small(tmp_path)


def awake_rate(bus: str) -> float:
    """Cyclic frames a second of a bus."""
    return sum(1e9 / message.cycle_ns for message in NETWORK.messages(bus) if message.cycle_ns)


def longest_frame_bits(length: int) -> int:
    """Upper bound of a frame with 11-bit identifier and its 3 bits of interframe space (ISO 11898-1)."""
    stuffed = 34 + 8 * length
    return stuffed + (stuffed - 1) // 4 + 13


@pytest.mark.parametrize("path", DATABASES.values(), ids=DATABASES)
def test_cantools_reads_the_database_strictly(path: Path) -> None:
    database = cantools.database.load_file(path, strict=True)
    assert database.messages  # type: ignore[union-attr]  # a DBC holds CAN messages


def test_the_buses_run_at_125_and_500_kbit_s() -> None:
    assert {bus: NETWORK.bitrate(bus) for bus in NETWORK.buses} == {
        "comfort": 125_000,
        "inter_system": 500_000,
    }


def test_the_awake_vehicle_sends_100_to_600_frames_a_second() -> None:
    assert 100 <= sum(map(awake_rate, NETWORK.buses)) <= 600


@pytest.mark.parametrize("bus", NETWORK.buses)
def test_cyclic_traffic_loads_a_bus_by_less_than_half(bus: str) -> None:
    bits = sum(
        longest_frame_bits(message.length) * 1e9 / message.cycle_ns
        for message in NETWORK.messages(bus)
        if message.cycle_ns
    )
    assert bits / NETWORK.bitrate(bus) < 0.5


@pytest.mark.parametrize("bus", NETWORK.buses)
def test_identifiers_are_unique_on_a_bus(bus: str) -> None:
    ids = [message.frame_id for message in NETWORK.messages(bus)]
    assert len(ids) == len(set(ids))


def test_message_names_are_unique_over_both_buses() -> None:
    names = [message.name for message in MESSAGES]
    assert len(names) == len(set(names))


@every_message
def test_a_message_has_a_sender_of_its_bus(message: MessageSpec) -> None:
    assert message.sender in NODES[message.bus]


@every_message
def test_a_message_declares_cycle_time_and_send_type(message: MessageSpec) -> None:
    assert message.layout.dbc is not None
    assert {"GenMsgCycleTime", "GenMsgSendType"} <= message.layout.dbc.attributes.keys()


@every_message
def test_a_message_names_its_source_or_lies_in_the_range_of_the_suite(message: MessageSpec) -> None:
    own = message.frame_id in OWN_RANGE[message.bus]
    assert (message.layout.comment or "").startswith("Suite's own range" if own else "Public layout: AEE20")


@every_message
def test_a_signal_has_either_a_table_or_a_unit(message: MessageSpec) -> None:
    assert [s.name for s in message.signals.values() if bool(s.labels) == bool(s.unit)] == []


@every_message
def test_a_state_is_sent_on_change_within_10_ms(message: MessageSpec) -> None:
    if any(signal.labels for signal in message.signals.values()):
        assert message.on_change
    assert message.delay_ns == (10_000_000 if message.on_change else 0)


@every_message
def test_every_signal_has_a_name_of_the_suite(message: MessageSpec) -> None:
    assert [signal.name for signal in message.signals.values() if signal.name == signal.place] == []


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("network.comfort.state", "asleep waking awake going_to_sleep"),
        ("network.inter_system.state", "asleep waking awake going_to_sleep"),
        ("ignition.state", "off on running"),
        ("doors.front_left.open", "closed open"),
        ("doors.trunk.lock", "unlocked locked superlocked"),
        ("doors.lock_source", "none remote_order key inside automatic"),
        ("horn.state", "off on on_limited"),
        ("order_report.result", "none accepted running done refused"),
        ("ecall.state", "idle dialling sending_msd voice callback_wait ended"),
        ("bcall.state", "idle dialling voice ended"),
        ("privacy.mode", "geolocated intermediate private"),
        ("sos_led.state", "off steady blinking"),
        ("telematics.network", "ready_to_sleep participating"),
        ("sos_led.colour", "none green red orange"),
        ("switching.state", "idle awaiting_confirmation confirmed"),
        ("precond.end_reason", "none programme_end unlocked order unavailable"),
        ("precond.refusal", "none level unlocked too_late"),
        ("precond.charge_request", "none interrupt resume"),
        ("charge.state", "idle charging interrupted finished refused"),
        ("charge_order.kind", "none start stop immediate deferred"),
        ("powertrain.state", "off ready running"),
        ("crash.airbag", "not_deployed deployed"),
    ],
)
def test_a_state_has_these_labels(name: str, labels: str) -> None:
    assert set(NETWORK.signal(name).labels.values()) == set(labels.split())


@pytest.mark.parametrize(
    ("original", "copy"),
    [
        ("order.kind", "order_report.kind"),
        ("crash.airbag", "relay.crash.airbag"),
        ("crash.pretensioner", "relay.crash.pretensioner"),
        ("occupants.count", "relay.occupants.count"),
        ("battery.soc_percent", "relay.battery.soc_percent"),
        ("battery.range_km", "relay.battery.range_km"),
        ("charge.state", "relay.charge.state"),
        ("charge.mode", "relay.charge.mode"),
        ("charge.type", "relay.charge.type"),
        ("charge.plug", "relay.charge.plug"),
        ("charge.station", "relay.charge.station"),
        ("charge.power_kw", "relay.charge.power_kw"),
        ("powertrain.state", "relay.powertrain.state"),
        ("powertrain.rpm", "vehicle.rpm"),
        ("powertrain.speed_kmh", "vehicle.speed_kmh"),
        ("powertrain.distance_m", "vehicle.distance_m"),
        ("powertrain.coolant_temp_c", "engine.coolant_temp_c"),
        ("precond.state", "body_precond.state"),
        ("precond.charge_request", "body_precond.charge_request"),
        ("charge_programme.hour", "body_charge.hour"),
        ("charge_programme.minute", "body_charge.minute"),
        ("clock.hour", "body_clock.hour"),
        ("clock.minute", "body_clock.minute"),
        ("clock.second", "body_clock.second"),
    ],
)
def test_a_copy_holds_every_value_of_its_original(original: str, copy: str) -> None:
    first, second = NETWORK.signal(original), NETWORK.signal(copy)
    assert dict(first.labels) == dict(second.labels)
    assert (first.unit, first.minimum, first.maximum, first.resolution) == (
        second.unit,
        second.minimum,
        second.maximum,
        second.resolution,
    )


@pytest.mark.parametrize(
    ("name", "frame_id", "cycle_ms"),
    [
        ("network.comfort.state", 0x036, 100),
        ("vehicle.speed_kmh", 0x0B6, 50),
        ("ignition.state", 0x0F6, 500),
        ("lights.hazard", 0x128, 200),
        ("doors.front_left.open", 0x220, 500),
        ("clock.year", 0x276, 1000),
        ("functions.automatic_locking", 0x2E1, 1000),
        ("vin.c01", 0x336, 1000),
        ("vin.c04", 0x3B6, 1000),
        ("vin.c17", 0x2B6, 1000),
        ("powertrain.rpm", 0x208, 10),
        ("kl15.state", 0x412, 50),
        ("crash.airbag", 0x4C8, 50),
    ],
)
def test_a_public_layout_keeps_its_identifier_and_cycle(name: str, frame_id: int, cycle_ms: int) -> None:
    message = NETWORK.message_of(name)
    assert (message.frame_id, message.cycle_ns) == (frame_id, cycle_ms * 1_000_000)


@pytest.mark.parametrize("name", ["order.kind", "wake.telematics", "precond_programme.hour", "charge_order.kind"])
def test_an_order_is_only_sent_when_it_is_given(name: str) -> None:
    message = NETWORK.message_of(name)
    assert message.on_change
    assert message.cycle_ns is None


def test_a_parked_vehicle_starts_locked_and_geolocated() -> None:
    assert NETWORK.signal("doors.rear_left.lock").start == "locked"
    assert NETWORK.signal("privacy.mode").start == "geolocated"
    assert NETWORK.signal("cabin.set_point_c").start == 21.0


def test_the_body_controller_sends_on_both_buses() -> None:
    assert {message.bus for message in NETWORK.sent_by("BODY")} == {"comfort", "inter_system"}


def test_an_unknown_name_is_answered_with_near_ones() -> None:
    with pytest.raises(KeyError, match=r"horn\.sate.*near: .*horn\.state"):
        NETWORK.signal("horn.sate")


def test_a_network_is_loaded_once_for_the_same_content(small: Small) -> None:
    first = small.load('level = "small.First.Level"')
    assert small.load('level = "small.First.Level"') is first
    renamed = small.load('height = "small.First.Level"')
    assert renamed.hash != first.hash
    assert "height" in renamed.message_of("height").signals


def test_a_signal_without_a_name_is_called_by_its_place(small: Small) -> None:
    network = small.load('level = "small.First.Level"')
    assert set(network.message_of("level").signals) == {"level", "small.First.State"}


def test_an_override_moves_a_name(small: Small) -> None:
    network = small.load(
        'level = "elsewhere.Unknown.Level"\nstate = "small.First.State"',
        overrides='level = "small.Second.Count"',
    )
    assert network.message_of("level").name == "Second"
    assert network.message_of("state").name == "First"


@pytest.mark.parametrize(
    ("signals", "said"),
    [
        (
            'level = "comfort.First.Level"',
            "signals.toml: level = 'comfort.First.Level'; allowed: buses small",
        ),
        (
            'a.b = "small.Frist.Level"',
            "signals.toml: a.b = 'small.Frist.Level'; allowed: messages of small: First",
        ),
        ('level = "small.First.Lvl"', "level = 'small.First.Lvl'; allowed: signals of First: Level, State"),
        (
            'a = "small.First.Level"\nb = "small.First.Level"',
            "signals.toml: b = 'small.First.Level'; allowed: a place without a name; this is a",
        ),
        ("level = 3", 'signals.toml: level = 3; allowed: "bus.Message.Signal"'),
        ('level = "small.First"', "signals.toml: level = 'small.First'; allowed: \"bus.Message.Signal\""),
        (
            'a = "small.First.Level"\na = "small.First.State"',
            "signals.toml: file = 'Cannot overwrite a value",
        ),
    ],
)
def test_a_bad_signals_file_is_refused(small: Small, signals: str, said: str) -> None:
    with pytest.raises(DatabaseError, match=re.escape(said)):
        small.load(signals)


def test_an_override_of_no_known_name_is_refused(small: Small) -> None:
    with pytest.raises(
        DatabaseError, match=re.escape("overrides.toml: levle = 'small.First.Level'; allowed: names")
    ):
        small.load('level = "small.First.Level"', overrides='levle = "small.First.Level"')


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        (
            "BO_ 257 Second",
            "BO_ 256 Second",
            "Second.id = '0x100'; allowed: an identifier that is not that of First",
        ),
        (
            'BA_ "GenMsgSendType" BO_ 257 1;',
            'BA_ "GenMsgSendType" BO_ 257 3;',
            "Second.GenMsgSendType = 'Sometimes'; allowed: Cyclic, Spontaneous, CyclicAndSpontaneous",
        ),
        (
            "BO_ 256 100;",
            "BO_ 256 0;",
            "First.GenMsgCycleTime = 0; allowed: ms above 0 with CyclicAndSpontaneous",
        ),
        ("BU_: A B", "BU_ A B", "small.dbc: database = "),
        (
            "15|2@0+",
            "7|2@0+",
            "First.State.position = '7|2@0'; allowed: bits that are not those of Level, 7|8@0",
        ),
        ("15|2@0+", "17|2@0+", "First.State.position = '17|2@0'; allowed: bits of the 2 bytes of the message"),
        (
            "BO_ 257 Second",
            "BO_ 257 First",
            "First.name = 'First'; allowed: a name that is not that of the message 0x100",
        ),
        (
            "BO_ 257 Second",
            "BO_ 2049 Second",
            "Second.id = '0x801'; allowed: 11 bits, or 29 with 0x80000000 added",
        ),
        ("BO_ 257 Second", "BO_ 4294967295 Second", "Second.id = '0x7FFFFFFF'; allowed: 29 bits"),
        ("SG_ Level", "SG_ State", "First.State.name = 'State'; allowed: one signal of a name in a message"),
        ("(0.5,0)", "(0,0)", "First.Level.factor = 0; allowed: a number that is not 0"),
        (
            "[0|100]",
            "[100|0]",
            "First.Level.range = '100 to 0'; allowed: a minimum that is no more than the maximum",
        ),
        ('2 "fault"', '4 "fault"', "First.State.VAL_ = '4'; allowed: raw values of its bits, 0 to 3"),
        ('2 "fault"', '1 "fault"', "First.State.VAL_ = 1; allowed: raw values with one name each"),
        (
            "SG_ State :",
            "SG_ State m0 :",
            "First.State.multiplexer = 'm0'; allowed: the page of a message with one",
        ),
        (
            "SG_ Level : 7|8@0+ (0.5,0) [0|100]",
            'SG_ Level M : 7|8@0+ (0.5,0) [0|100] "%" B\n SG_ Page m256 : 23|8@0+ (1,0) [0|1]',
            "First.Page.multiplexer = 'm256'; allowed: raw values of Level, 0 to 255",
        ),
        (
            "VAL_ 256",
            "SG_MUL_VAL_ 256 State Level 0-0;\nVAL_ 256",
            "First.State.SG_MUL_VAL_ = 'Level'; allowed: multiplexers of the message: none",
        ),
        ("VAL_ 256", "SIG_VALTYPE_ 256 Level : 1;\nVAL_ 256", "First.Level.length = 8; allowed: 16, 32, 64 bits"),
    ],
)
def test_a_bad_database_is_refused(small: Small, good: str, bad: str, said: str) -> None:
    assert good in SMALL
    with pytest.raises(DatabaseError, match=re.escape(said)) as refused:
        small.load("", SMALL.replace(good, bad))
    assert "small.dbc" in str(refused.value)


def test_all_that_is_wrong_is_told_at_once(small: Small) -> None:
    database = SMALL.replace("(0.5,0)", "(0,0)").replace('2 "fault"', '4 "fault"').replace("BO_ 257", "BO_ 256")
    with pytest.raises(DatabaseError) as refused:
        small.load('level = "elsewhere"\nstate = 3', database)
    keys = ["Second.id", "First.Level.factor", "First.State.VAL_", "level", "state"]
    assert sorted(each.key for each in refused.value.parts) == sorted(keys)
    lines = str(refused.value).splitlines()
    assert len(lines) == len(keys)
    assert all(key in str(refused.value) for key in keys)


def test_all_places_that_do_not_exist_are_told_at_once(small: Small) -> None:
    with pytest.raises(DatabaseError) as refused:
        small.load('level = "small.First.Lvl"\nstate = "small.Frist.State"\ncount = "small.Second.Count"')
    assert [each.key for each in refused.value.parts] == ["level", "state"]


def test_two_signals_may_share_bits_on_different_pages(small: Small) -> None:
    pages = 'SG_ Page M : 7|8@0+ (1,0) [0|0] "" B\n SG_ A m0 : 15|8@0+ (1,0) [0|0] "" B\n SG_ State m1 : 15|2@0+'
    network = small.load(
        "", SMALL.replace('SG_ Level : 7|8@0+ (0.5,0) [0|100] "%" B\n SG_ State : 15|2@0+', pages)
    )
    assert [signal.layout.name for signal in network.messages("small")[0].signals.values()] == [
        "Page",
        "A",
        "State",
    ]


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match=r"absent\.dbc: file = .*allowed: a readable text file"):
        Network.load({"small": tmp_path / "absent.dbc"}, SIGNALS)
