"""A database as a maker hands it out: what listening needs is read, what simulated ECUs need is asked for them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from clock.kernel import MS
from dbc.network import DatabaseError, MessageSpec, Network
from dbc.simulation import require_simulated
from tests.support.lab_network import FOLDER, lab_network, message_named

NETWORK = lab_network("laboratory")


def message(name: str) -> MessageSpec:
    return message_named(NETWORK, name)


def edited(folder: Path, *changes: tuple[str, str]) -> Network:
    text = (FOLDER / "laboratory.dbc").read_text(encoding="utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    path = folder / "edited.dbc"
    path.write_text(text, encoding="utf-8")
    return Network.load({"lab": path}, FOLDER / "no-names.toml")


@pytest.mark.parametrize(
    ("name", "cycle_ms", "on_change", "senders"),
    [
        ("DoorState", 20, False, ("DOORS",)),
        ("DoorEvent", None, True, ("DOORS",)),
        ("Calendar", 1000, True, ("CABIN",)),
        ("WakeUp", None, True, ()),
        ("KeepAlive", 100, False, ("DOORS", "CABIN")),
        ("Reserved", None, False, ("CABIN",)),
    ],
)
def test_a_message_is_sent_as_its_database_means_it(
    name: str, cycle_ms: int | None, on_change: bool, senders: tuple[str, ...]
) -> None:
    spec = message(name)
    assert spec.cycle_ns == (None if cycle_ms is None else cycle_ms * MS)
    assert (spec.on_change, spec.senders) == (on_change, senders)


@pytest.mark.parametrize(
    ("word", "cyclic", "on_change", "if_active"),
    [
        ("Cyclic", True, False, False),
        ("cyclicX", True, False, False),
        ("CYCLIC", True, False, False),
        ("FixedPeriodic", True, False, False),
        ("cyclicIfActive", True, False, True),
        ("IfActive", True, False, True),
        ("Event", False, True, False),
        ("OnChange", False, True, False),
        ("SpontaneousWithDelay", False, True, False),
        ("cyclicAndSpontaneousX", True, True, False),
        ("EventPeriodic", True, True, False),
        ("NoMsgSendType", False, False, False),
        ("None", False, False, False),
        ("Yes", True, False, False),  # says only that there is one
    ],
)
def test_send_types_are_compared_by_meaning(
    tmp_path: Path, word: str, cyclic: bool, on_change: bool, if_active: bool
) -> None:
    spec = message_named(edited(tmp_path, ('ENUM  "cyclic",', f'ENUM  "{word}",')), "DoorState")
    assert spec.cycle_ns == (20 * MS if cyclic else None)
    assert (spec.on_change, spec.if_active) == (on_change, if_active)


def test_a_word_that_is_no_send_type_is_refused_with_every_message_that_has_it(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError) as refused:
        edited(tmp_path, ('"cyclicAndSpontaneous"', '"sometimes"'), ('"spontaneous"', '"at will"'))
    assert [(each.key, each.value) for each in refused.value.parts] == [
        ("DoorEvent.GenMsgSendType", "at will"),
        ("Calendar.GenMsgSendType", "sometimes"),
        ("WakeUp.GenMsgSendType", "at will"),
    ]
    assert "allowed: Cyclic, Spontaneous" in str(refused.value)


def test_a_message_that_only_a_default_calls_cyclic_has_no_cycle(tmp_path: Path) -> None:
    network = edited(tmp_path, ('"GenMsgCycleTime" 100;', '"GenMsgCycleTime" 0;'))
    assert message_named(network, "KeepAlive").cycle_ns is None


def test_a_database_without_send_types_has_cyclic_messages_where_it_has_cycle_times(tmp_path: Path) -> None:
    text = re.sub(r'BA_\w* .*"GenMsgSendType".*\n', "", (FOLDER / "laboratory.dbc").read_text(encoding="utf-8"))
    (tmp_path / "lab.dbc").write_text(text, encoding="utf-8")
    network = Network.load({"lab": tmp_path / "lab.dbc"}, FOLDER / "no-names.toml")
    assert message_named(network, "WakeUp").cycle_ns == 100 * MS
    assert message_named(network, "DoorState").cycle_ns == 20 * MS


def lacking(network: Network, *nodes: str, alone: bool = False) -> list[str]:
    with pytest.raises(DatabaseError) as refused:
        require_simulated(network, nodes, alone=alone)
    return [f"{each.key} = {each.value}: {each.allowed}" for each in refused.value.parts]


RATE = "Baudrate = None: 5000 to 1000000 bit/s, or bitrate in [buses.lab] of the rig file"


def test_all_that_a_simulated_ecu_lacks_is_told_at_once() -> None:
    assert lacking(NETWORK, "CABIN", "DOORS") == [
        RATE,
        "Calendar.Month.GenSigStartValue = 0: raw values of 1 to 12 month",
        "Calendar.Mode.GenSigStartValue = 0: raw values of Day, Night, Auto",
    ]


def test_what_an_ecu_lacks_that_is_not_simulated_is_not_asked() -> None:
    assert lacking(NETWORK, "DOORS") == [RATE]


def test_a_simulated_ecu_needs_the_cycle_of_a_cyclic_message(tmp_path: Path) -> None:
    network = edited(tmp_path, ('"GenMsgCycleTime" 100;', '"GenMsgCycleTime" 0;'))
    assert lacking(network, "DOORS")[1:] == ["KeepAlive.GenMsgCycleTime = 0: ms above 0 with cyclic"]


def named(tmp_path: Path, *changes: tuple[str, str]) -> Network:
    (tmp_path / "signals.toml").write_text('reason = "lab.WakeUp.Reason"', encoding="utf-8")
    edited(tmp_path, *changes)
    return Network.load({"lab": tmp_path / "edited.dbc"}, tmp_path / "signals.toml", bitrates={"lab": 125_000})


def test_where_all_ecus_are_simulated_one_of_them_sends_each_message_with_a_name_of_the_suite(
    tmp_path: Path,
) -> None:
    allowed = "one of the simulated ECUs DOORS, since names of the suite lie in the message"
    assert lacking(named(tmp_path), "DOORS", alone=True) == [f"WakeUp.sender = none: {allowed}"]
    stranger = named(tmp_path, ("771 WakeUp: 8 Vector__XXX", "771 WakeUp: 8 BCM"))
    assert lacking(stranger, "DOORS", alone=True) == [f"WakeUp.sender = BCM: {allowed}"]
    require_simulated(stranger, ["DOORS"], alone=False)


def test_a_simulated_ecu_sends_no_can_fd(tmp_path: Path) -> None:
    network = edited(tmp_path, ("773 Reserved: 8", "773 Reserved: 12"))
    assert "Reserved.VFrameFormat = CAN FD: classic CAN, which is all that a simulated ECU sends" in lacking(
        network, "CABIN"
    )


@pytest.mark.parametrize("rate", [500, 2_000_000])
def test_a_bit_rate_that_no_bus_has_is_missing(tmp_path: Path, rate: int) -> None:
    network = edited(tmp_path, ('BA_ "DBName"', f'BA_ "Baudrate" {rate};\nBA_ "DBName"'), BAUDRATE)
    with pytest.raises(DatabaseError, match=f"Baudrate = {rate}; allowed: 5000 to 1000000 bit/s"):
        network.bitrate("lab")


BAUDRATE = ('BA_DEF_  "DBName"', 'BA_DEF_  "Baudrate" INT 0 9999999;\nBA_DEF_  "DBName"')


def test_a_default_bit_rate_counts_and_that_of_the_rig_file_counts_more(tmp_path: Path) -> None:
    default = ('BA_DEF_DEF_  "DBName"', 'BA_DEF_DEF_  "Baudrate" 250000;\nBA_DEF_DEF_  "DBName"')
    network = edited(tmp_path, BAUDRATE, default)
    assert network.bitrate("lab") == 250_000
    path = {"lab": tmp_path / "edited.dbc"}
    given = Network.load(path, FOLDER / "no-names.toml", bitrates={"lab": 125_000})
    assert given.bitrate("lab") == 125_000
    assert given.hash != network.hash


def test_a_message_of_nobody_with_another_sender_has_that_one(tmp_path: Path) -> None:
    network = edited(tmp_path, ("BO_TX_BU_ 772 : DOORS,CABIN;", "BO_TX_BU_ 771 : CABIN;"))
    assert message_named(network, "WakeUp").senders == ("CABIN",)


def test_a_default_start_value_counts(tmp_path: Path) -> None:
    network = edited(tmp_path, ('"GenSigStartValue" 0;', '"GenSigStartValue" 2;'))
    start = {signal.layout.name: signal.start for signal in message_named(network, "Calendar").signals.values()}
    assert start == {"Month": 2, "Mode": "Night"}


class TestFilesOfWindows:
    """Databases in the code page that the tools of the format write, or marked as UTF-8."""

    TEXT = (
        'VERSION ""\n\nNS_ :\n\nBS_:\n\nBU_: A B\n\nBO_ 800 Climate: 1 A\n'
        ' SG_ Temperature : 7|8@0+ (0.5,-40) [-40|86] "°C" B\n\nCM_ SG_ 800 Temperature "Außen, geschätzt";\n'
    )

    @pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16"])
    @pytest.mark.parametrize("end", ["\n", "\r\n"])
    def test_a_database_is_read_in_the_encoding_that_it_is_in(
        self, tmp_path: Path, encoding: str, end: str
    ) -> None:
        path = tmp_path / "lab.DBC"
        path.write_bytes(self.TEXT.replace("\n", end).encode(encoding))
        ((signal,),) = (
            each.signals.values() for each in Network.load({"lab": path}, FOLDER / "no-names.toml").messages("lab")
        )
        assert signal.unit == "°C"
        assert signal.layout.comment == "Außen, geschätzt"

    def test_a_signal_list_may_begin_with_a_byte_order_mark(self, tmp_path: Path) -> None:
        (tmp_path / "signals.toml").write_text('door = "lab.DoorState.FrontLeft"', encoding="utf-8-sig")
        network = Network.load({"lab": FOLDER / "laboratory.dbc"}, tmp_path / "signals.toml")
        assert network.signal("door").place == "lab.DoorState.FrontLeft"

    def test_a_signal_list_in_another_encoding_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "signals.toml").write_text('# °\ndoor = "lab.DoorState.FrontLeft"', encoding="cp1252")
        with pytest.raises(DatabaseError, match=r"signals\.toml: file = .*allowed: a readable text file"):
            Network.load({"lab": FOLDER / "laboratory.dbc"}, tmp_path / "signals.toml")


@pytest.mark.parametrize("ending", ["kcd", "sym"])
def test_other_formats_of_cantools_are_read_by_their_ending(tmp_path: Path, ending: str) -> None:
    import cantools  # noqa: PLC0415  # only here: it writes the other formats

    theirs = cantools.database.load_file(FOLDER / "mixed.dbc")
    path = tmp_path / f"mixed.{ending}"
    cantools.database.dump_file(theirs, path)  # type: ignore[arg-type]  # a DBC is a CAN database
    network = Network.load({"lab": path}, FOLDER / "no-names.toml")
    ours = lab_network("mixed")
    assert {each.identifier for each in network.messages("lab")} == {
        each.identifier for each in ours.messages("lab")
    }
