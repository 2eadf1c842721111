"""The gate takes results of the suite that judges, made by no other code, signed where the policy says so."""

from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path
from typing import Any

import pytest

from reports.folder.checkout import Checkout
from reports.folder.manifest import NAME, SIGNATURE, digests
from reports.folder.signature import VARIABLE, new_private_key, private_key, public_text, sign, signer
from reports.gate.key import run as make_key
from reports.gate.policy import Key, load_keys
from reports.gate.sign import run as sign_folders
from rigs.errors import ConfigurationError
from tests.reports.gate.test_gate import BENCH, VEHICLE
from tests.support.results_folders import (
    COMMIT,
    FINISHED,
    JUDGING,
    MODULES,
    folder,
    judged,
    kinds,
    policy,
    suite,
)

# The suite that ran and the one that judges


@pytest.mark.parametrize(
    ("changes", "kind", "text"),
    [
        (
            {"commit": "fedcba9876543210"},
            "versions",
            "of commit fedcba987654, the checkout that judges is 0123456789ab",
        ),
        ({"changed": ("steps/a.py",)}, "versions", "changes that are not committed: steps/a.py"),
        ({"touched": ("steps/a.py",)}, "versions", "written while the run was on: steps/a.py"),
        (
            {"judging": {**JUDGING, "steps/a.py": "cc"}},
            "versions",
            "other files than those of this checkout: steps/a.py",
        ),
        ({"judging": {}, "rig_files": {}}, "versions", "other files than those of this checkout"),
        ({"modules": {**MODULES, "/srv/a.py": ("a",)}}, "code from elsewhere", "/srv/a.py (a)"),
        (
            {"modules": {**MODULES, "package spy==1": ("spy",)}},
            "code from elsewhere",
            "spy==1, which pyproject.toml",
        ),
        (
            {"modules": {**MODULES, "package pytest==8.0": ("pytest",)}},
            "code from elsewhere",
            "pytest==8.0, where pyproject.toml pins 9.2.0",
        ),
        ({"modules": {}}, "code from elsewhere", "no module of the suite is told"),
        ({"rig_files": {"/srv/lax.toml": "aa"}}, "code from elsewhere", "/srv/lax.toml, of which the rig is made"),
    ],
)
def test_an_origin_that_does_not_fit_blocks(tmp_path: Path, changes: dict[str, Any], kind: str, text: str) -> None:
    judgement = judged(tmp_path, folder(tmp_path, **changes))
    assert [(str(reason.kind), text in reason.text) for reason in judgement.reasons] == [(kind, True)]


def test_a_bench_may_have_a_rig_file_of_its_own_which_is_told(tmp_path: Path) -> None:
    judgement = judged(tmp_path, folder(tmp_path, **BENCH, rig_files={"/srv/bay-3.toml": "aa"}), by=VEHICLE)
    assert judgement.reasons == []
    assert judgement.notes[0].endswith("the rig has files of the laboratory's own: /srv/bay-3.toml")


def test_tools_that_make_an_environment_are_no_strangers(tmp_path: Path) -> None:
    modules = {**MODULES, "package setuptools==65.5.0": ("_distutils_hack",)}
    assert judged(tmp_path, folder(tmp_path, modules=modules)).reasons == []


def test_a_checkout_that_judges_and_has_changes_blocks_unless_the_policy_allows(tmp_path: Path) -> None:
    changed = suite(tmp_path, checkout=Checkout(COMMIT, JUDGING, {}, ("reports/gate/release.py",)))
    run = folder(tmp_path)
    assert [reason.text for reason in judged(tmp_path, run, against=changed).reasons] == [
        "the checkout that judges has changes that are not committed: reports/gate/release.py"
    ]
    assert judged(tmp_path, run, against=changed, by=policy(clean=False)).reasons == []


def test_code_from_elsewhere_in_the_gate_itself_blocks(tmp_path: Path) -> None:
    judgement = judged(tmp_path, folder(tmp_path), against=suite(tmp_path, foreign=("/srv/sitecustomize.py",)))
    assert [reason.text for reason in judgement.reasons] == ["the gate itself: /srv/sitecustomize.py"]


def test_a_policy_that_is_not_committed_blocks(tmp_path: Path) -> None:
    judgement = judged(tmp_path, folder(tmp_path), uncommitted=("lax.toml",))
    assert [str(reason.kind) for reason in judgement.reasons] == ["versions"]


# Signatures

SIGNED = policy(signed=True)


def signed(tmp_path: Path, run: Path, **changes: Any) -> dict[str, Key]:
    """Sign a folder with a new key; gives the keys of a policy that knows it."""
    private = new_private_key(tmp_path / f"key-{len(list(tmp_path.glob('key-*')))}")
    sign(run, private)
    public = public_text(private.public_key())
    return {public: Key.model_validate({"name": "ci", "public": public, "rigs": ["virtual"], **changes})}


def test_a_run_that_a_known_key_has_signed_is_released(tmp_path: Path) -> None:
    run = folder(tmp_path)
    keys = signed(tmp_path, run)
    assert judged(tmp_path, run, by=SIGNED, keys=keys).reasons == []
    assert signer(run) in keys


def test_what_is_signed_is_released_without_a_key_where_the_policy_does_not_ask(tmp_path: Path) -> None:
    run = folder(tmp_path)
    signed(tmp_path, run)
    assert judged(tmp_path, run).reasons == []


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"rigs": ["bay-3"]}, "signed by ci, which may not sign for rig virtual"),
        ({"until": FINISHED.date() - dt.timedelta(days=1)}, "signed by ci, whose last day was 2026-05-31"),
    ],
)
def test_a_key_signs_for_its_rigs_and_until_its_last_day(
    tmp_path: Path, changes: dict[str, Any], text: str
) -> None:
    run = folder(tmp_path)
    keys = signed(tmp_path, run, **changes)
    judgement = judged(tmp_path, run, by=SIGNED, keys=keys)
    assert [(str(reason.kind), text in reason.text) for reason in judgement.reasons] == [("signature", True)]


def test_a_run_that_nobody_known_has_signed_blocks(tmp_path: Path) -> None:
    run = folder(tmp_path)
    assert kinds(judged(tmp_path, run, by=SIGNED)) == ["signature"]
    signed(tmp_path, run)
    judgement = judged(tmp_path, run, by=SIGNED)
    assert "none of the keys of the policy" in judgement.reasons[0].text


def test_a_vehicle_needs_signatures_unless_its_policy_says_otherwise() -> None:
    assert policy(releases="vehicle", signed=None).demands_signatures
    assert not policy(releases="suite", signed=None).demands_signatures


@pytest.mark.parametrize("asked", [True, False], ids=["signed", "whatever"])
@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("commit", "fedcba9876543210"),
        ("fault", None),
        ("rig_kind", "bench"),
        ("rig", "bay-3"),
        ("started", "2026-06-01T09:59:00Z"),
        ("whole", True),
        ("exit_status", 0),
        ("deselected", 0),
        ("changed", []),
        ("touched", []),
        ("modules", {**MODULES, "suite": ["steps.b"]}),
    ],
)
def test_an_edit_of_a_signed_manifest_is_named(tmp_path: Path, key: str, value: object, asked: bool) -> None:
    bad: dict[str, Any] = {"fault": "x", "whole": False, "exit_status": 1, "deselected": 1}
    bad |= {"changed": ("a",), "touched": ("a",)}
    run = folder(tmp_path, **({key: bad[key]} if key in bad else {}))
    keys = signed(tmp_path, run, rigs=["virtual", "bay-3"])
    table = json.loads((run / NAME).read_text())
    assert table[key] != value
    (run / NAME).write_text(json.dumps({**table, key: value}))
    told = [
        r.text for r in judged(tmp_path, run, by=policy(signed=asked), keys=keys).reasons if r.kind == "signature"
    ]
    assert len(told) == 1
    assert f"'{key}" in told[0]


def test_a_status_that_is_edited_with_its_hash_is_named(tmp_path: Path) -> None:
    run = folder(tmp_path)
    keys = signed(tmp_path, run)
    path = run / "0-result.json"
    path.write_text(path.read_text().replace('"start"', ' "start"'))
    table = json.loads((run / NAME).read_text())
    (run / NAME).write_text(json.dumps({**table, "files": digests(run)}))
    judgement = judged(tmp_path, run, by=SIGNED, keys=keys)
    assert [(str(r.kind), "files: 0-result.json" in r.text) for r in judgement.reasons] == [("signature", True)]


@pytest.mark.parametrize("key", ["public", "signature", "manifest"])
def test_a_signature_that_is_edited_fits_no_more(tmp_path: Path, key: str) -> None:
    run, other = folder(tmp_path), folder(tmp_path, seed="2")
    keys = signed(tmp_path, run) | signed(tmp_path, other)
    tables = [json.loads((each / SIGNATURE).read_text()) for each in (run, other)]
    (run / SIGNATURE).write_text(json.dumps({**tables[0], key: tables[1][key]}))
    assert kinds(judged(tmp_path, run, by=SIGNED, keys=keys)) == ["signature"]


def test_the_signature_of_another_run_is_none(tmp_path: Path) -> None:
    run, other = folder(tmp_path), folder(tmp_path, seed="2")
    keys = signed(tmp_path, other)
    (run / SIGNATURE).write_bytes((other / SIGNATURE).read_bytes())
    judgement = judged(tmp_path, run, by=SIGNED, keys=keys)
    assert "'seed'" in judgement.reasons[0].text


@pytest.mark.parametrize("text", ["", "{}", '{"public": "x", "signature": "x", "manifest": "x"}'])
def test_a_signature_that_is_none_blocks(tmp_path: Path, text: str) -> None:
    run = folder(tmp_path)
    (run / SIGNATURE).write_text(text)
    assert kinds(judged(tmp_path, run)) == ["signature"]


# Keys


def test_a_private_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "key"
    new_private_key(path)
    assert path.stat().st_mode & 0o777 == 0o600
    private_key(path)
    for mode in (0o640, 0o604, 0o620):
        path.chmod(mode)
        with pytest.raises(ConfigurationError, match="others can read it"):
            private_key(path)


@pytest.mark.skipif(os.name != "posix", reason="files have no mode")
@pytest.mark.parametrize("content", [b"", b"-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----\n"])
def test_a_file_that_holds_no_key_is_refused_without_its_content(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "key"
    path.touch(mode=0o600)
    path.write_bytes(content)
    with pytest.raises(ConfigurationError) as caught:
        private_key(path)
    assert str(caught.value) == (
        f"{VARIABLE}: {path} = 'another content': must be an ed25519 key without a password, as"
        " `python -m reports key` makes it"
    )


def test_a_key_is_made_once_and_printed_as_a_policy_takes_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = type("Options", (), {"name": 'bay "3"', "private": tmp_path / "key", "rigs": ["bay-3", "bay-4"]})()
    assert make_key(options) == 0
    printed = capsys.readouterr().out
    (tmp_path / "keys.toml").write_text(printed)
    ((public, key),) = load_keys(tmp_path / "keys.toml").items()
    assert (key.name, key.rigs, key.public) == ('bay "3"', ["bay-3", "bay-4"], public)
    before = (tmp_path / "key").read_bytes()
    assert before.decode() not in printed
    assert make_key(options) == 2
    assert "must be a new file" in capsys.readouterr().err
    assert (tmp_path / "key").read_bytes() == before


def test_a_folder_is_signed_afterwards_only_as_its_run_has_left_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run = folder(tmp_path)
    options = type("Options", (), {"results": [run]})()
    monkeypatch.delenv(VARIABLE, raising=False)
    assert sign_folders(options) == 2
    assert "must name the file with the private key" in capsys.readouterr().err
    new_private_key(tmp_path / "key")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "key"))
    assert sign_folders(options) == 0
    assert signer(run) is not None
    (run / "note.txt").write_text("")
    assert sign_folders(options) == 2
    assert "not as its run has left it" in capsys.readouterr().err


GOOD_KEY = '[[key]]\nname = "ci"\npublic = "cs/UdGauot7wN1EKCKX5ANK3xc/Z64FJNnz0oxkVZgo="\nrigs = ["virtual"]\n'


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("cs/Ud", "s/Ud", "key.0.public = "),
        ('["virtual"]', "[]", "key.0.rigs = []"),
        ("[[key]]", f"{GOOD_KEY}[[key]]", "key.1.public = "),
        ("name =", "who =", "key.0.name = 'nothing': must be given"),
    ],
)
def test_a_wrong_file_of_keys_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    path = tmp_path / "keys.toml"
    path.write_text(GOOD_KEY.replace(old, new))
    with pytest.raises(ConfigurationError) as caught:
        load_keys(path)
    assert message in str(caught.value)
