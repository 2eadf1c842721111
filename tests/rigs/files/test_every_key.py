"""Each key of a rig file is used or refused: what stands there changes what a rig does, or is not taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn, get_args

import pytest
from pydantic import BaseModel
from pyvisa.resources import MessageBasedResource

from rigs.bindings.lab import Kind, Lab
from rigs.errors import ConfigurationError, RigFault
from rigs.files.rig_file import ROOT, RigFile, load_rig
from rigs.kinds.house import SUITE
from rigs.ports import controls, senses, supply
from rigs.rest.privacy_menu import select_mode
from rigs.rest.rest_state import prepare
from rigs.run.session import Plan, open_session
from simulators.scpi.backend import SimulatedSocket
from tests.rigs.files.test_rig_file import BENCH, GOOD, NO_CLOCK, NO_RATE, RACK, write

Change = Callable[[dict[str, Any], Path], None]
"""Changes a rig file; the folder is where it may lay files of its own."""

PROMPT_S = 12.0
"""In that time the vehicle speaks its first prompt."""


def _refuse(*_: object) -> NoReturn:
    raise RigFault("another kind, or another driver")


LAB: Lab = replace(
    SUITE,
    kinds={**SUITE.kinds, "other": Kind("other", "another kind", simulated=True, open=_refuse)},
    drivers={**SUITE.drivers, "other": _refuse},
)


def base(folder: Path) -> dict[str, Any]:
    """A virtual rig with the rack; beside it lie the files that changes name."""
    database = (ROOT / "dbc" / "comfort.dbc").read_text(encoding="utf-8").replace(*NO_RATE)
    (folder / "comfort.dbc").write_text(database, encoding="utf-8")
    (folder / "door.toml").write_text(
        'doors.front_left.open = "comfort.BodyOpenings.FrontRight"\n'
        'doors.front_right.open = "comfort.BodyOpenings.FrontLeft"\n',
        encoding="utf-8",
    )
    (folder / "late.toml").write_text("clock_error_ms = 7.0\n", encoding="utf-8")
    clips = ROOT / "rigs" / "clips"
    for path in clips.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    rack = (ROOT / "rigs" / "rack.toml").read_text(encoding="utf-8")
    (folder / "rack.toml").write_text(rack, encoding="utf-8")
    buses = deepcopy(GOOD["buses"])
    buses["comfort"] |= {"database": str(folder / "comfort.dbc"), "bitrate": 125_000}
    return {"name": "lab", "kind": "virtual", "vehicle": "electric", "include": [RACK], "buses": buses}


def conduct(path: Path, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """All that a rig does in one scenario: messages to instruments, frames, tracks; or its fault."""
    said: list[object] = []
    write_message = MessageBasedResource.write

    def spy(resource: MessageBasedResource, message: str, *arguments: Any, **options: Any) -> int:
        said.append((resource.resource_name, resource.timeout, message))
        return write_message(resource, message, *arguments, **options)

    plan = Plan.load(path, None, 1, keep_traffic=True, lab=LAB)
    with monkeypatch.context() as patched:
        patched.setattr(MessageBasedResource, "write", spy)
        patched.setattr(SimulatedSocket, "query", MessageBasedResource.query)  # which writes what it asks
        try:
            with closing(open_session(plan)) as session, session.scene("features/x.feature::x", ()) as scene:
                scene.arm((senses.SOS_LED, senses.SOUND_LEVEL, senses.PROMPT))
                prepare(scene)
                scene.stimulate(supply.VOLTAGE, 12.5)
                select_mode(scene, "private")
                scene.stimulate(controls.DOOR["front_left"], "open")
                scene.stimulate(controls.SOS_BUTTON, "pressed")
                scene.stimulate(controls.ASSISTANCE_BUTTON, "pressed")
                scene.wait(0.2)
                scene.stimulate(controls.ASSISTANCE_BUTTON, "released")
                scene.stimulate(controls.SOS_BUTTON, "released")
                scene.wait(PROMPT_S)
                scene.finish()
        except RigFault as fault:
            return [*said, str(fault)]
    journal, frames = scene.journal, scene.journal.traffic
    assert frames is not None
    said += [journal.rig, journal.vehicle, scene.error_of(senses.SOUND_LEVEL), journal.end_ns]
    said.append(scene.watched_s(900.0))
    said += [(at_ns, channel, str(message)) for at_ns, channel, message in frames.frames]
    said += [(name, str(change)) for name, track in journal.tracks.items() for change in track]
    return said


def _set(*where: str, to: object) -> Change:
    def change(table: dict[str, Any], folder: Path) -> None:
        inner = table
        for part in where[:-1]:
            inner = inner.setdefault(part, {})
        inner[where[-1]] = str(folder / to) if isinstance(to, Path) else to

    return change


def _in_rack(old: str, new: str) -> Change:
    """Change a line of the rack, of which the rig then includes a copy."""

    def change(table: dict[str, Any], folder: Path) -> None:
        rack = folder / "rack.toml"
        text = rack.read_text(encoding="utf-8")
        assert old in text
        rack.write_text(text.replace(old, new), encoding="utf-8")
        table["include"] = [rack.as_posix()]

    return change


def _other_list(table: dict[str, Any], folder: Path) -> None:
    """Take another signal list, in which two doors have changed places."""
    text = (ROOT / "dbc" / "signals.toml").read_text(encoding="utf-8")
    for old, new in (("FrontLeft", "?"), ("FrontRight", "FrontLeft"), ("?", "FrontRight")):
        text = text.replace(f'"comfort.BodyOpenings.{old}"', f'"comfort.BodyOpenings.{new}"')
    (folder / "signals.toml").write_text(text, encoding="utf-8")
    table["signals"] = str(folder / "signals.toml")


def _other_database(table: dict[str, Any], folder: Path) -> None:
    """Let a message of the comfort bus have another identifier."""
    text = (folder / "comfort.dbc").read_text(encoding="utf-8")
    (folder / "other.dbc").write_text(text.replace("BO_ 630 ", "BO_ 631 ").replace(" 630 ", " 631 "), "utf-8")
    table["buses"]["comfort"]["database"] = str(folder / "other.dbc")


def _other_clips(table: dict[str, Any], folder: Path) -> None:
    """Take clips of which one has another transcript."""
    text = (folder / "clips.toml").read_text(encoding="utf-8")
    (folder / "clips.toml").write_text(text.replace('transcript = "', 'transcript = "So: '), encoding="utf-8")
    table.setdefault("audio", {})["clips"] = str(folder / "clips.toml")


def _by_name(instrument: str, driver: str, **more: object) -> Change:
    """Let an instrument of the rack be known by name."""
    return _set("instruments", instrument, to={"driver": driver, **more})


def _both(*changes: Change) -> Change:
    def change(table: dict[str, Any], folder: Path) -> None:
        for each in changes:
            each(table, folder)

    return change


RELAY = {"sets": "relay", "channel": 176, "words": {"open": "closed", "closed": "open"}}
DOOR = _both(_by_name("io", "simulated-io"), _set("stimuli", "door.front_left", to=RELAY))
"""Another relay for a door, one that there is not."""

LEDS = {"driver": "simulated-leds", "channel": 1}
LIGHT = _both(_set("instruments", "leds", to=LEDS), _set("observations", "led.sos", to={"reads": "colour"}))
SECOND_LIGHT = _both(LIGHT, _set("observations", "led.sos", "channel", to=2))

USED: Mapping[str, Change] = {
    "name": _set("name", to="another"),
    "kind": _set("kind", to="other"),
    "vehicle": _set("vehicle", to="hybrid"),
    "include": lambda table, folder: table["include"].append(str(folder / "late.toml")),
    "signals": _other_list,
    "signal_overrides": _set("signal_overrides", to=Path("door.toml")),
    "clock_error_ms": _set("clock_error_ms", to=5.0),
    "buses.*.database": _other_database,
    "buses.*.bitrate": _set("buses", "comfort", "bitrate", to=250_000),
    "buses.*.absent": _set("buses", "comfort", "absent", to=["privacy"]),
    "buses.*.channel": _set("buses", "comfort", "channel", to="vcan0"),
    "instruments.*.driver": _set("instruments", "supply", "driver", to="other"),
    "instruments.*.timeout_ms": _set("instruments", "supply", "timeout_ms", to=700),
    "instruments.*.error_query": _set("instruments", "supply", "error_query", to=""),
    "instruments.*.clear": _set("instruments", "supply", "clear", to=""),
    "instruments.*.setup": _set("instruments", "supply", "setup", to=["*CLS"]),
    "instruments.*.channel": LIGHT,
    "instruments.*.preset": _by_name("supply", "simulated-supply", preset={"voltage": 12.0}),
    "stimuli.*.sets": DOOR,
    "stimuli.*.channel": DOOR,
    "stimuli.*.range": _set("stimuli", "supply.voltage", "range", to=[0.0, 12.4]),
    "observations.*.reads": LIGHT,
    "observations.*.channel": SECOND_LIGHT,
    "stimuli.*.instrument": _set("stimuli", "supply.voltage", "instrument", to="leds"),
    "stimuli.*.write": _set("stimuli", "supply.voltage", "write", to=":VOLT {value}"),
    "stimuli.*.words": _in_rack('pressed = "CLOS", ', 'pressed = "CLOSE", '),
    "stimuli.*.read_back": _in_rack('read_back = "ROUT:CLOS? (@101)"', 'read_back = ":ROUT:CLOS? (@101)"'),
    "stimuli.*.answers": _in_rack('{ pressed = "1", released = "0" }', '{ pressed = "0", released = "1" }'),
    "observations.*.instrument": _set("observations", "sound.level", "instrument", to="leds"),
    "observations.*.query": _set("observations", "sound.level", "query", to=":MEAS:SLEV:LEQ?"),
    "observations.*.period_ms": _set("observations", "sound.level", "period_ms", to=130),
    "observations.*.parts": _set("observations", "led.sos", "parts", to=["state", "value"]),
    "observations.*.words": _set("observations", "led.sos", "words", "OFF", to="red"),
    "observations.*.pattern": _set("observations", "sound.level", "pattern", to=r"1(?P<value>[\d.]+)"),
    "observations.*.error": _set("observations", "sound.level", "error", to=3.0),
    "time.hold_s": _set("time", "hold_s", to=60.0),
    "audio.instrument": _set("audio", "instrument", to="leds"),
    "audio.start": _set("audio", "start", to=":INIT"),
    "audio.data": _set("audio", "data", to=":FETC? {first}"),
    "audio.tone": _set("audio", "tone", to=":SOUR:TONE"),
    "audio.clips": _other_clips,
    "audio.period_ms": _set("audio", "period_ms", to=350),
}
"""By the key that is changed: what changes it. The rig must do something else then."""

ADAPTER = {"interface": "", "adapter": {}, "fd": False, "data_bitrate": 10**6, "can_conf": "x", "clock": "epoch"}
VISA = {"resource": "", "backend": "@py", "read_termination": "\n", "write_termination": "\n", "baud_rate": 9600}
PHONE = {"driver": "http", "url": "http://127.0.0.1", "timeout_s": 1.0, "clock": "epoch"}
PHONE |= {"host": "imap.lab.example", "port": 993, "tls": "implicit", "folder": "INBOX", "user": "hil"}
PHONE |= {"password_env": "HIL_MAILBOX_PASSWORD", "poll_s": 2.0, "to": "{person}@lab.example"}
PHONE |= {"base_url": "http://127.0.0.1", "executable": "chromium", "staging_text": "STAGING"}
PHONE |= {"sign_in": "/in", "screen": "/in"}
PHONE |= {"sites": {"store": "/"}, "hosts": ["login.example"], "account_text": "You are {account}", "find_s": 2.0}
MAIL = {"text": ["contrat"], "subject": ["contrat"], "link": "/contrat"}
PHONE |= {"words": {"Password": "Code"}, "nothing": ["None yet"], "look_s": 0.2}
PHONE_KEYS = (*PHONE, *(f"mails.*.{key}" for key in MAIL))
PHONE |= {"mails": {"contract": MAIL}}
ASKED = {"bus": "comfort", "request": 0x752, "response": 0x652, "clear": True, "timeout_s": 1.0}
UNIT = {**ASKED, "part_number": "1", "software": "1"}
OFFICE = {"environment": "staging", "accounts": "hil"}
CUT = {"instrument": "io", "write": "OFF", "sets": "relay", "to": "open"}
STEP = {"instrument": "io", "write": "ON", "post": "http://127.0.0.1", "ask": "turn it on", "wait_s": 1.0}
STEP |= {"sets": "relay", "to": "closed"}


def _of_adapters(key: str, to: object) -> tuple[Change, str, str]:
    return _set("buses", "comfort", key, to=to), f"buses.comfort.{key}", "left out"


def _of_visa(key: str, to: object) -> tuple[Change, str, str]:
    return _set("instruments", "io", key, to=to), f"instruments.io.{key}", "left out"


ISOLATED = {"by": "shielded_box", "network_identity": "001-01"}
LEVEL = 'observations."sound.level"'
REFUSED: Mapping[str, tuple[Change, str, str]] = {
    "isolation.by": (_set("isolation", to=ISOLATED), "isolation", "no call can leave"),
    "isolation.network_identity": (_set("isolation", to=ISOLATED), "isolation", "no call can leave"),
    "hazards.allow": (_set("hazards", to={"allow": ["horn"]}), "hazards", "nobody is disturbed"),
    "hazards.quiet_hours": (_set("hazards", to={"quiet_hours": "22:00-06:00"}), "hazards", "nobody is disturbed"),
    **{f"buses.*.{key}": _of_adapters(key, to) for key, to in ADAPTER.items()},
    **{f"instruments.*.{key}": _of_visa(key, to) for key, to in VISA.items()},
    "instruments.*.unit_id": (_set("instruments", "io", "unit_id", to=3), "instruments.io.unit_id", "left out"),
    **{f"services.*.{key}": (_set("services", "phone", to=PHONE), "services", "left out") for key in PHONE_KEYS},
    **{f"staging.{key}": (_set("staging", to=OFFICE), "staging", "no staging system") for key in OFFICE},
    **{f"power_on.{key}": (_set("power_on", to=[STEP]), "power_on", "left out") for key in STEP},
    **{f"power_off.{key}": (_set("power_off", to=[CUT]), "power_off", "left out") for key in CUT},
    **{f"diagnosis.*.{key}": (_set("diagnosis", "BODY", to=UNIT), "diagnosis", "left out") for key in UNIT},
    **{
        f"observations.*.{key}": (_set("observations", "sound.level", key, to="kW"), f"{LEVEL}.{key}", said)
        for key, said in (("unit", "turned into dB"), ("nothing", "only a service"))
    },
    "ecus.*": (_set("ecus", "BODY", to="absent"), "ecus.BODY", "'simulated', as all are on a rig of kind"),
}
"""By the key that is given where nothing could read it: how, which key is blamed, and what is said."""


def keys_of(model: type[BaseModel]) -> Iterator[str]:
    """Yield the keys of a rig file as the models have them, * for a name that the lab gives."""
    for name, field in model.model_fields.items():
        yield from _keys_below(name, field.annotation)


def _keys_below(name: str, annotation: Any) -> Iterator[str]:
    arguments = get_args(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield from (f"{name}.{key}" for key in keys_of(annotation))
    elif any(isinstance(each, type) and issubclass(each, BaseModel) for each in arguments):
        (inner,) = (each for each in arguments if isinstance(each, type) and issubclass(each, BaseModel))
        yield from _keys_below(f"{name}.*" if len(arguments) == 2 and arguments[1] is inner else name, inner)
    else:
        yield f"{name}.*" if name == "ecus" else name


def test_each_key_of_a_rig_file_is_tried() -> None:
    assert sorted(keys_of(RigFile)) == sorted([*USED, *REFUSED])


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> list[object]:
    folder = tmp_path_factory.mktemp("usual")
    with pytest.MonkeyPatch.context() as patched:
        return conduct(write(folder, base(folder)), patched)


def test_a_rig_does_the_same_again_when_nothing_is_changed(
    usual: list[object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert conduct(write(tmp_path, base(tmp_path)), monkeypatch) == usual
    assert len(usual) > 500, usual[-1]


def test_a_rack_that_is_known_by_name_is_told_and_shows_the_same(
    usual: list[object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = base(tmp_path)
    for name in ("supply", "io", "sound"):
        _by_name(name, f"simulated-{name}")(table, tmp_path)
    _set("stimuli", "supply.voltage", to={"sets": "voltage"})(table, tmp_path)
    _set("stimuli", "door.front_left", to={**RELAY, "channel": 121})(table, tmp_path)
    _set("observations", "sound.level", to={"reads": "laeq"})(table, tmp_path)
    assert conduct(write(tmp_path, table), monkeypatch) == usual


@pytest.mark.parametrize("key", USED)
def test_a_key_that_a_rig_takes_changes_what_it_does(
    key: str, usual: list[object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = base(tmp_path)
    USED[key](table, tmp_path)
    assert conduct(write(tmp_path, table), monkeypatch) != usual


@pytest.mark.parametrize("kind", ["virtual", "twin"])
@pytest.mark.parametrize("key", REFUSED)
def test_a_key_that_a_simulated_rig_could_not_use_is_refused(key: str, kind: str, tmp_path: Path) -> None:
    change, blamed, said = REFUSED[key]
    table = {**base(tmp_path), "kind": kind}
    change(table, tmp_path)
    with pytest.raises(ConfigurationError) as refused:
        load_rig(write(tmp_path, table))
    assert (refused.value.key, str(refused.value.source)) == (blamed, str(tmp_path / "lab.toml"))
    assert said in refused.value.allowed


def test_who_asks_for_an_absent_ecu_is_told_who_decides_that(tmp_path: Path) -> None:
    table = {**base(tmp_path), "ecus": {"BODY": "simulated", "CHARGER": "absent"}}
    with pytest.raises(ConfigurationError, match=r"^.*: ecus\.CHARGER = 'absent': .* its profile says$"):
        load_rig(write(tmp_path, table))


def test_the_ecus_that_a_rig_simulates_are_all_or_those_that_its_file_names(tmp_path: Path) -> None:
    assert set(load_rig(write(tmp_path, GOOD)).simulated_ecus) >= {"BODY", "CHARGER"}
    assert load_rig(write(tmp_path, BENCH)).simulated_ecus == ()
    some = {**BENCH, "ecus": {"BODY": "real", "AIRBAG": "simulated", "BATTERY": "absent"}}
    assert load_rig(write(tmp_path, some)).simulated_ecus == ("AIRBAG",)


def test_the_databases_of_a_bench_are_asked_for_the_ecus_that_it_simulates_alone(tmp_path: Path) -> None:
    text = (ROOT / "dbc" / "comfort.dbc").read_text(encoding="utf-8")
    without_start = 'BA_ "GenSigStartValue" SG_ 246 Configuration 1;'
    text = text.replace(*NO_CLOCK).replace('BA_ "GenSigStartValue" SG_ 246 Configuration 2;', without_start)
    (tmp_path / "lab.dbc").write_text(text, encoding="utf-8")
    table = deepcopy(BENCH)
    table["buses"]["comfort"]["database"] = str(tmp_path / "lab.dbc")
    for ecus in ({}, {"BODY": "real"}, {"AIRBAG": "simulated"}):
        Plan.load(write(tmp_path, {**table, "ecus": ecus}), None, 1, keep_traffic=False)
    with pytest.raises(ConfigurationError, match=r"BodySlowData\.Configuration\.GenSigStartValue = 1"):
        Plan.load(write(tmp_path, {**table, "ecus": {"BODY": "simulated"}}), None, 1, keep_traffic=False)
