"""The served vehicle speaks socketcand, SCPI and HTTP as documented, and ends when it is told to."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import pyvisa

from rigs.files.rig_file import ROOT, load_rig
from tests.support.served_vehicle import Client, ended, served

NETWORK = load_rig(ROOT / "rigs" / "virtual.toml").load_network()
CHANNELS = {"can0": "comfort", "can1": "inter_system"}


@pytest.fixture(scope="module")
def ports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """One vehicle with its supply on and its ignition on, so that its buses stay awake."""
    with served(tmp_path_factory.mktemp("server"), "--until-eof") as (process, ports):
        httpx.post(f"{ports['http']}/vehicle/power_on").raise_for_status()
        io = _open(ports, "io")
        io.write("ROUT:CLOS (@111)")
        yield ports
        assert process.stdin is not None
        process.stdin.close()
        assert ended(process) == 0


@pytest.fixture
def client(ports: dict[str, Any]) -> Iterator[Client]:
    client = Client(ports["can"])
    yield client
    client.close()


def _open(ports: dict[str, Any], name: str) -> pyvisa.resources.MessageBasedResource:
    manager = pyvisa.ResourceManager("@py")
    instrument = manager.open_resource(
        f"TCPIP::127.0.0.1::{ports['scpi'][name]}::SOCKET", read_termination="\n", write_termination="\n"
    )
    assert isinstance(instrument, pyvisa.resources.MessageBasedResource)
    return instrument


def get(ports: dict[str, Any], path: str) -> httpx.Response:
    return httpx.get(ports["http"] + path)


def post(ports: dict[str, Any], path: str, body: object = None) -> httpx.Response:
    return httpx.post(ports["http"] + path, json=body)


def test_sigterm_ends_the_server_in_good_order(tmp_path: Path) -> None:
    with served(tmp_path) as (process, ports):
        assert ports["pid"] == process.pid
        process.send_signal(signal.SIGTERM)
        assert ended(process) == 0


@pytest.mark.parametrize("channel", CHANNELS)
def test_frames_of_a_channel_are_those_of_its_bus(client: Client, channel: str) -> None:
    lengths = {f"{spec.frame_id:03X}": spec.length for spec in NETWORK.messages(CHANNELS[channel])}
    client.join(channel)
    for _, (identifier, data) in zip(range(50), client.frames(), strict=False):
        assert len(data) == 2 * lengths[identifier]


@pytest.mark.parametrize(
    ("sent", "identifier", "data"),
    [
        ("< send 7F1 2 AA 0b >", "7F1", "AA0B"),
        ("< send 7F2 0 >", "7F2", ""),
        ("< send 000007F3 8 1 2 3 4 5 6 7 8 >", "000007F3", "0102030405060708"),
    ],
)
def test_what_a_client_sends_is_heard_by_others_on_its_channel_and_not_by_itself(
    ports: dict[str, Any], client: Client, sent: str, identifier: str, data: str
) -> None:
    other = Client(ports["can"])
    other.join("can0")
    next(other.frames())
    client.join("can0")
    client.say(sent)
    assert next(heard for name, heard in other.frames() if name == identifier) == data
    later = [name for _, (name, _) in zip(range(50), client.frames(), strict=False)]
    assert identifier not in later
    other.close()


def test_two_channels_are_two_buses(ports: dict[str, Any], client: Client) -> None:
    ears = {channel: Client(ports["can"]) for channel in CHANNELS}
    for channel, ear in ears.items():
        ear.join(channel)
        next(ear.frames())
    client.join("can1")
    client.say("< send 7F4 1 01 >")
    assert "7F4" in (name for name, _ in ears["can1"].frames())
    assert "7F4" not in [name for _, (name, _) in zip(range(50), ears["can0"].frames(), strict=False)]
    for ear in ears.values():
        ear.close()


@pytest.mark.parametrize(
    "wrong",
    [
        "< open can7 >",
        "< rawmode >",
        "< fly >",
        "< send 7F1 2 AA >",
        "< send 7F1 9 1 2 3 4 5 6 7 8 9 >",
        "< send 7F1 1 100 >",
        "< send XYZ 1 00 >",
        "< send 800 1 00 >",
        "< send 20000000 1 00 >",
        "< send -1 1 00 >",
    ],
)
def test_a_command_that_makes_no_sense_is_an_error_and_the_client_stays(client: Client, wrong: str) -> None:
    assert client.ask(wrong).startswith("< error ")
    assert client.ask("< echo >") == "< echo >"
    client.join("can0")


def test_commands_may_come_in_pieces_and_together(client: Client) -> None:
    client.say("< ec")
    client.say("ho >< echo >< open can0")
    assert client.hear() == "< echo >"
    assert client.hear() == "< echo >"
    assert client.ask(" >") == "< ok >"


def test_changes_are_told_from_the_one_that_is_asked_for(ports: dict[str, Any]) -> None:
    post(ports, "/services/phone/show", {"argument": "other"}).raise_for_status()
    post(ports, "/services/phone/show", {"argument": "home"}).raise_for_status()
    every = get(ports, "/changes").json()
    assert len(every) >= 2
    assert all(set(change) == {"service", "at_ns", "item", "value"} for change in every)
    times = [change["at_ns"] for change in every if change["service"] == "phone"]
    assert times == sorted(times)
    assert get(ports, f"/changes?since={len(every) - 1}").json()[0] == every[-1]
    beyond = get(ports, f"/changes?since={len(every) + 1000}")
    assert beyond.status_code == 400
    assert "the number of changes so far" in beyond.json()["error"]


def test_a_verb_answers(ports: dict[str, Any]) -> None:
    answer = post(ports, "/services/phone/order", {"argument": "lights"})
    assert answer.status_code == 200
    assert set(answer.json()) == {"answer"}


def test_a_server_tells_by_how_much_it_was_late(ports: dict[str, Any]) -> None:
    answer = post(ports, "/vehicle/lateness", {})
    assert answer.status_code == 200
    assert answer.json()["answer"] > 0


@pytest.mark.parametrize(
    ("path", "body", "status", "words"),
    [
        ("/services/phone/order", {"argument": "fly"}, 422, "phone: order = 'fly'; allowed: "),
        ("/services/phone/dance", {"argument": None}, 501, "phone: verb = 'dance'; allowed: "),
        ("/services/phone/order", {}, 400, 'body: must be {"argument": ...}'),
        ("/services/phone/order", None, 400, 'body: must be {"argument": ...}'),
        ("/services/fax/send", {}, 404, "/services/fax/send: allowed is /changes?since=N, /clock, /run, "),
        ("/run", {}, 400, 'body: must be {"accounts": ...}'),
        ("/run", {"accounts": 7}, 400, 'body: must be {"accounts": ...}'),
        ("/clock", None, 405, "POST /clock: must be GET"),
        ("/elsewhere", None, 404, "/elsewhere: allowed is "),
    ],
)
def test_what_is_not_allowed_is_refused_with_what_is(
    ports: dict[str, Any], path: str, body: object, status: int, words: str
) -> None:
    answer = post(ports, path, body)
    assert answer.status_code == status
    assert words in answer.json()["error"]


def test_a_body_that_is_no_json_is_refused(ports: dict[str, Any]) -> None:
    answer = httpx.post(f"{ports['http']}/services/phone/order", content=b"lock")
    assert answer.status_code == 400
    assert "body: must be JSON" in answer.json()["error"]


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/changes?since=-1", 400, "since = '-1': must be a whole number"),
        ("/changes?since=soon", 400, "since = 'soon': must be a whole number"),
        ("/news", 404, "/news: allowed is /changes?since=N, /clock, /run, "),
        ("/run", 405, "GET /run: must be POST"),
    ],
)
def test_a_question_that_is_not_allowed_is_refused(
    ports: dict[str, Any], path: str, status: int, words: str
) -> None:
    answer = get(ports, path)
    assert answer.status_code == status
    assert answer.json()["error"].startswith(words)


@pytest.mark.parametrize(
    ("path", "allowed"), [("/clock", "GET"), ("/run", "POST"), ("/services/phone/order", "POST")]
)
@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "HEAD"])
def test_another_method_is_refused_with_the_one_that_is_served(
    ports: dict[str, Any], method: str, path: str, allowed: str
) -> None:
    answer = httpx.request(method, f"{ports['http']}{path}")
    assert (answer.status_code, answer.headers["Allow"]) == (405, allowed)


def test_a_question_with_a_body_that_nobody_reads_does_no_harm_to_the_next(ports: dict[str, Any]) -> None:
    with httpx.Client(base_url=ports["http"]) as client:
        for _ in range(2):
            assert client.request("GET", "/clock", content=b"{}").status_code == 200
            assert client.request("DELETE", "/run", content=b"{}").status_code == 405


def test_a_server_says_that_its_services_are_simulated(ports: dict[str, Any]) -> None:
    assert post(ports, "/run", {"accounts": "hil-1"}).json() == {
        "answer": {"environment": "simulated", "stand_in": True}
    }


def test_every_instrument_says_what_it_is(ports: dict[str, Any]) -> None:
    assert set(ports["scpi"]) == set(load_rig(ROOT / "rigs" / "twin.toml").instruments)
    answers = {name: _open(ports, name).query("*IDN?") for name in ports["scpi"]}
    assert all(len(answer.split(",")) == 4 for answer in answers.values())
    assert len(set(answers.values())) == len(answers)


@pytest.mark.parametrize("option", [["--vehicle", "absent.toml"], ["--database", "comfort=absent.dbc"]])
def test_a_server_that_cannot_begin_says_why_and_writes_no_addresses(
    tmp_path: Path, option: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(AssertionError, match="ended with 2"), served(tmp_path, *option):
        pass
    assert "absent." in capfd.readouterr().err
    assert not list(tmp_path.iterdir())
