"""A staging system is asked what it is before anything is done there, and what a run has made is removed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from clock.kernel import S
from rigs.__main__ import main
from rigs.commands.openapi import document
from rigs.errors import ConfigurationError, NotAtRest, ServiceFault
from rigs.files.places import bench_place
from rigs.files.rig_file import ROOT, RigFile, load_rig, load_vehicles
from rigs.kinds.bench import Bench
from rigs.kinds.house import SUITE
from rigs.kinds.staging import StagingSystem
from rigs.ports import account, contracts, mailbox
from rigs.ports.port import Effect, Service, Stimulus
from rigs.safety import unwelcome
from simulators.servers.imap import MailHost
from simulators.world import World
from tests.support.imap_server import PASSWORD, VARIABLE, imap_table, knows, mail_host, message
from tests.support.staging_office import VEHICLE, staging_office

EXAMPLE = ROOT / "rigs" / "staging.example.toml"
ADDRESS = "http://127.0.0.1:8080"

Offices = Callable[[str], tuple[RigFile, World]]


@pytest.fixture(autouse=True)
def own_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have what lies machine-wide lie in a folder of the test."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Offices]:
    """Serves an office that says what it is, with the rig file of it."""
    with ExitStack() as served:

        def serve(environment: str = "staging") -> tuple[RigFile, World]:
            address, world = served.enter_context(staging_office(environment))
            return load_rig(written(tmp_path, {ADDRESS: address}), SUITE.known), world

        yield serve


def written(folder: Path, changes: Mapping[str, str]) -> Path:
    """The example, changed."""
    text = EXAMPLE.read_text(encoding="utf-8").replace("#:schema rig.schema.json\n", "")
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    path = folder / "staging.toml"
    path.write_text(text, encoding="utf-8")
    return path


def states(world: World) -> Any:
    """How contracts stand."""
    return next(each.value for each in reversed(world.services["contracts"].changes) if each.item == "states")


def test_what_a_run_has_made_is_removed_when_it_is_left(office: Offices) -> None:
    rig, world = office("staging")
    system = StagingSystem(rig).open()
    at_first = states(world)
    connection = system.connect(load_vehicles()[VEHICLE], "")
    hub = next(iter(system.hubs.values()))
    hub.request("POST", "/services/contracts/seed", {"argument": "other remote_control 2026-01-01T10:00"})
    assert states(world) != at_first
    connection.close()
    system.close()
    assert states(world) == at_first


def test_what_a_run_that_was_killed_has_made_is_named_and_removed_by_the_next_one(office: Offices) -> None:
    rig, world = office("staging")
    killed = StagingSystem(rig).open()
    assert killed.remarks[:-1] == (f"accounts of this run begin with {killed._accounts}",)
    at_first = states(world)
    next(iter(killed.hubs.values())).request(
        "POST", "/services/contracts/seed", {"argument": "other remote_control 2026-01-01T10:00"}
    )
    Bench.close(killed)
    assert states(world) != at_first
    system = StagingSystem(rig).open()
    assert states(world) == at_first
    assert system.remarks[:-1] == (
        f"accounts that begin with {killed._accounts}, which a run that did not end had left, are removed",
        f"accounts of this run begin with {system._accounts}",
    )
    system.close()
    last = StagingSystem(rig).open()
    assert len(last.remarks) == 2
    last.close()


def test_a_command_removes_what_runs_that_were_killed_have_left(
    office: Offices, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rig, world = office("staging")
    killed = StagingSystem(rig).open()
    at_first = states(world)
    next(iter(killed.hubs.values())).request(
        "POST", "/services/contracts/seed", {"argument": "other remote_control 2026-01-01T10:00"}
    )
    Bench.close(killed)
    command = ["rest", str(tmp_path / "staging.toml")]
    assert (main(command), states(world)) == (0, at_first)
    assert (main(command), capsys.readouterr().out.splitlines()) == (
        0,
        [
            f"accounts that begin with {killed._accounts}, which a run that did not end had left, are removed",
            "nothing was left",
        ],
    )


def test_a_command_that_cannot_remove_what_was_left_says_so(
    office: Offices, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rig, _ = office("staging")
    killed = StagingSystem(rig).open()
    Bench.close(killed)

    def lost(*_: Any) -> None:
        raise ServiceFault("no answer")

    monkeypatch.setattr("rigs.bindings.http.RemoteService.call", lost)
    assert main(["rest", str(tmp_path / "staging.toml")]) == 1
    assert f"accounts that begin with {killed._accounts} may still be there: no answer" in capsys.readouterr().err


def test_what_cannot_be_removed_is_named_by_each_run_until_it_is(
    office: Offices, monkeypatch: pytest.MonkeyPatch
) -> None:
    rig, _ = office("staging")
    killed = StagingSystem(rig).open()
    Bench.close(killed)

    def lost(*_: Any) -> None:
        raise ServiceFault("no answer")

    with monkeypatch.context() as patched:
        patched.setattr("rigs.bindings.http.RemoteService.call", lost)
        second = StagingSystem(rig).open()
    second.close()
    assert f"accounts that begin with {killed._accounts} may still be there: no answer" in second.remarks[0]
    third = StagingSystem(rig).open()
    third.close()
    assert killed._accounts in third.remarks[0]


@pytest.mark.parametrize("written", ["hil", "hil-", "other-0a1b2c3d", "hil-0a1b2c3d4", "\xff"])
def test_nothing_is_removed_that_no_run_of_the_file_can_have_made(office: Offices, written: str) -> None:
    rig, _ = office("staging")
    bench_place(rig.name).with_suffix(".accounts").write_text(f"{written}\n", encoding="latin-1")
    system = StagingSystem(rig).open()
    system.close()
    assert len(system.remarks) == 2


def test_a_run_has_accounts_of_its_own_that_begin_as_the_file_says(
    office: Offices, monkeypatch: pytest.MonkeyPatch
) -> None:
    rig, _ = office("staging")
    told: list[str] = []
    for _ in range(2):
        system = StagingSystem(rig)
        monkeypatch.setattr("rigs.bindings.http.ServiceHub.request", _noting(told))
        system.open()
        system.close()
    assert all(each.startswith("hil-") for each in told)
    assert len(set(told)) == len(told) == 2


def _noting(told: list[str], more: Mapping[str, object] = MappingProxyType({})) -> Callable[..., Any]:
    def request(_hub: object, _method: str, path: str, body: Any = None) -> Any:
        if path == "/run":
            told.append(body["accounts"])
            return {"answer": {"environment": "staging", **more}}
        return [] if path.startswith("/changes") else {"answer": None}

    return request


@pytest.mark.parametrize("environment", ["production", "simulated", ""])
def test_a_server_that_is_no_staging_system_is_left_before_anything_is_done(
    office: Offices, environment: str
) -> None:
    rig, world = office(environment)
    before = {name: len(service.changes) for name, service in world.services.items()}
    with pytest.raises(ServiceFault, match=rf"says that it is '{environment}'; must be 'staging'"):
        StagingSystem(rig).open()
    assert {name: len(service.changes) for name, service in world.services.items()} == before


def test_what_cannot_be_removed_is_told_with_the_name_by_which_it_is_found(
    office: Offices, monkeypatch: pytest.MonkeyPatch
) -> None:
    rig, _ = office("staging")
    system = StagingSystem(rig).open()

    def lost(*_: Any) -> None:
        raise ServiceFault("no answer")

    monkeypatch.setattr("rigs.bindings.http.RemoteService.call", lost)
    with pytest.raises(NotAtRest, match=r"accounts that begin with hil-[0-9a-f]{8} may still be there: no answer"):
        system.close()


def test_a_run_on_the_suites_own_office_is_a_self_test(office: Offices) -> None:
    rig, _ = office("staging")
    system = StagingSystem(rig).open()
    system.close()
    assert system.self_test == rig.services["account"].url
    assert system.remarks[-1] == (
        f"self-test: at {system.self_test} is the suite's own office, and no pass releases anything"
    )


@pytest.mark.parametrize("answer", [{}, {"stand_in": False}])
def test_a_server_that_says_of_no_stand_in_is_taken_for_a_staging_system(
    office: Offices, monkeypatch: pytest.MonkeyPatch, answer: dict[str, object]
) -> None:
    rig, _ = office("staging")
    monkeypatch.setattr("rigs.bindings.http.ServiceHub.request", _noting([], answer))
    system = StagingSystem(rig).open()
    system.close()
    assert (system.self_test, len(system.remarks)) == ("", 1)


@pytest.mark.parametrize("told", ["true", 1, None])
def test_a_server_that_says_something_else_of_it_is_refused(
    office: Offices, monkeypatch: pytest.MonkeyPatch, told: object
) -> None:
    rig, _ = office("staging")
    monkeypatch.setattr("rigs.bindings.http.ServiceHub.request", _noting([], {"stand_in": told}))
    with pytest.raises(ServiceFault, match=rf"says stand_in = {told!r}: must be true or false, or left out"):
        StagingSystem(rig).open()


def problems(path: Path) -> str:
    with pytest.raises(ConfigurationError) as caught:
        load_rig(path, SUITE.known)
    return str(caught.value)


def test_production_cannot_be_named(tmp_path: Path) -> None:
    told = problems(written(tmp_path, {'environment = "staging"': 'environment = "production"'}))
    assert told.endswith("staging.environment = 'production': must be 'staging'")


@pytest.mark.parametrize("prefix", ["", "H", "hil account", "HIL", "1hil", "h" * 21])
def test_a_prefix_is_a_word(tmp_path: Path, prefix: str) -> None:
    told = problems(written(tmp_path, {'accounts = "hil"': f'accounts = "{prefix}"'}))
    assert told.endswith(
        f"staging.accounts = '{prefix}': must be 2 to 20 small letters, digits and -, such as hil"
    )


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ('[buses.comfort]\ndatabase = "dbc/comfort.dbc"\nchannel = "can0"\n', "buses"),
        ('[isolation]\nby = "shielded_box"\nnetwork_identity = "none"\n', "isolation"),
        ("[instruments.io]\n", "instruments"),
        ('[ecus]\nBODY = "absent"\n', "ecus"),
    ],
)
def test_there_is_no_vehicle(tmp_path: Path, more: str, key: str) -> None:
    path = written(tmp_path, {})
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{more}", encoding="utf-8")
    assert f"{key} = '...': must be left out: on a rig of kind 'staging' there are services alone" in problems(
        path
    )


@pytest.mark.parametrize(
    ("port", "value", "effect"),
    [
        (contracts.SUBSCRIBE, "navigation", "purchase"),
        (contracts.CANCEL, "navigation", "deletion"),
        (contracts.WITHDRAW, "navigation", "deletion"),
        (contracts.CONTACT_FORM, "navigation", "deletion"),
        (account.SEND, "unsubscribe", "deletion"),
        (account.DELETE_VEHICLE, "VF7TESTHYBRDPL001", "deletion"),
    ],
)
def test_what_buys_or_deletes_takes_the_leave_of_the_file(
    tmp_path: Path, port: Stimulus, value: str, effect: Effect
) -> None:
    assert port.effect_of(value) == effect
    rig = load_rig(written(tmp_path, {'allow = ["purchase", "deletion"]': "allow = []"}), SUITE.known)
    assert unwelcome(rig, [effect]) == f"rig staging-example does not allow {effect}"
    assert unwelcome(load_rig(EXAMPLE, SUITE.known), [effect]) is None


def test_to_log_in_takes_no_leave() -> None:
    assert account.SEND.effect_of("login") is None


def test_who_removes_what_was_made_must_be_there(tmp_path: Path) -> None:
    path = written(tmp_path, {"[services.account]": "[services.centre]"})
    assert "services.account = 'nothing': must be described: it removes what a run has made" in problems(path)


def test_a_person_is_no_staging_system(tmp_path: Path) -> None:
    path = written(tmp_path, {'driver = "http"\nurl = "http://127.0.0.1:8080"': 'driver = "operator"'})
    assert "services.mailbox.driver = 'operator': must be 'http' or 'imap' on a rig of kind 'staging'" in problems(
        path
    )


@pytest.mark.parametrize("kind", ["bench", "virtual", "twin"])
def test_only_a_staging_system_has_the_table_of_one(tmp_path: Path, kind: str) -> None:
    path = written(tmp_path, {'kind = "staging"': f'kind = "{kind}"'})
    assert f"staging = '...': must be left out: a rig of kind '{kind}' is no staging system" in problems(path)


def test_a_bench_without_buses_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bench.toml"
    path.write_text('name = "bay-3"\nkind = "bench"\nvehicle = "electric"\n', encoding="utf-8")
    assert "buses = 'nothing': must be described: a rig of kind 'bench' has a vehicle" in problems(path)


def test_the_contract_says_how_a_run_begins() -> None:
    begun = document()["paths"]["/run"]["post"]
    assert begun["requestBody"]["content"]["application/json"]["schema"]["required"] == ["accounts"]
    answer = begun["responses"]["200"]["content"]["application/json"]["schema"]["properties"]["answer"]
    assert answer["required"] == ["environment"]
    assert answer["properties"]["stand_in"]["type"] == "boolean"


def test_a_mailbox_behind_imap_shows_what_comes_in_a_scenario(
    office: Offices, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, PASSWORD)
    rig, _ = office("staging")
    with mail_host() as host:
        table = imap_table(host, to="{accounts}+{person}@lab.example")
        system = StagingSystem(rig.model_copy(update={"services": {**rig.services, "mailbox": table}})).open()
        accounts = system._accounts
        host.deliver(message("before", to=f"{accounts}+visitor@lab.example"))
        tracks = system.connect(load_vehicles()[VEHICLE], "").bindings[Service].standing()
        track = tracks[mailbox.MESSAGE.name]
        track.watch(lambda _: system.kernel.interrupt())
        host.deliver(message("now", to=f"{accounts}+visitor@lab.example"))
        assert system.kernel.run_for(30 * S)
        shown = mailbox.read(track.value)
        system.close()
    assert (shown["subject"], shown["to"]) == ("now", "visitor@mail.example")
    assert host.commands[-1] == "LOGOUT"


def test_a_mailbox_without_a_password_is_refused_before_anything_is_opened(
    office: Offices, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    rig, _ = office("staging")
    table = imap_table(MailHost(knows, port=1))
    with pytest.raises(ConfigurationError, match=f"environment: {VARIABLE} = 'nothing': must be the password"):
        StagingSystem(rig.model_copy(update={"services": {**rig.services, "mailbox": table}}))
