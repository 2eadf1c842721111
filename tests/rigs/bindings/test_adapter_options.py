"""An adapter is opened as the rig file says, and as nothing else says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import can
import pytest

from clock.kernel import VirtualKernel
from rigs.bindings.adapter import Adapter, open_adapter
from rigs.bindings.stamps import KnownStamps
from rigs.errors import BusFault
from rigs.files.adapters import unknown_options
from rigs.files.hardware import Bus
from tests.support.kernel_rig import KernelRig

BUS = {"database": "x.dbc", "channel": "lab", "interface": "virtual"}


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the interface `virtual` is opened with."""
    calls: list[dict[str, Any]] = []

    class Spy(can.BusABC):
        def __init__(self, channel: object, **options: Any) -> None:
            calls.append({"channel": channel, **options})

        def send(self, msg: can.Message, timeout: float | None = None) -> None: ...

        def __del__(self) -> None: ...

    monkeypatch.setattr(can.interface, "_get_class_for_interface", lambda _: Spy)
    return calls


def test_each_key_of_a_bus_reaches_the_interface(opened: list[dict[str, Any]]) -> None:
    options = {"bitrate": 500_000, "fd": True, "data_bitrate": 2_000_000, "adapter": {"app_name": "HIL", "rx": 7}}
    open_adapter(Bus.model_validate({**BUS, "channel": 0, **options}))
    assert opened == [
        {"channel": 0, "bitrate": 500_000, "fd": True, "data_bitrate": 2_000_000, "app_name": "HIL", "rx": 7}
    ]


def test_a_can_conf_counts_only_where_the_rig_file_names_a_section_of_it(
    opened: list[dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "can.conf").write_text("[default]\nserial = 1\n[bench]\nserial = 2\nchannel = other\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(can.util, "CONFIG_FILES", [str(tmp_path / "can.conf")])
    open_adapter(Bus.model_validate(BUS))
    open_adapter(Bus.model_validate({**BUS, "can_conf": "bench"}))
    assert [(each["channel"], each.get("serial")) for each in opened] == [("lab", None), ("lab", 2)]


def test_classic_can_is_asked_for_where_the_file_says_so(opened: list[dict[str, Any]]) -> None:
    open_adapter(Bus.model_validate({**BUS, "fd": False}))
    open_adapter(Bus.model_validate(BUS))
    assert opened == [{"channel": "lab", "fd": False}, {"channel": "lab"}]


@pytest.fixture
def listening(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bus:
    """A bus on an interface of the kernel that only listens."""
    told = [{"ifname": "can0", "linkinfo": {"info_data": {"ctrlmode": ["LOOPBACK", "LISTEN-ONLY"]}}}]
    command = tmp_path / "ip"
    command.write_text(f"#!/bin/sh\necho '{json.dumps(told)}'\n", encoding="utf-8")
    command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return Bus.model_validate({**BUS, "interface": "socketcan", "channel": "can0"})


def test_a_rig_that_sends_does_not_open_an_interface_that_only_listens(
    opened: list[dict[str, Any]], listening: Bus
) -> None:
    with pytest.raises(
        can.CanError, match="can0 only listens, and the rig sends on it: `ip link set can0 type can"
    ):
        open_adapter(listening, speaks=True)
    assert opened == []


def test_a_rig_that_only_listens_opens_an_interface_that_does_too(
    opened: list[dict[str, Any]], listening: Bus
) -> None:
    open_adapter(listening)
    assert [each["channel"] for each in opened] == ["can0"]


@pytest.mark.parametrize("told", ["", "[]", "nothing", '[{"linkinfo": {}}]'])
def test_an_interface_of_which_nothing_is_told_is_opened(
    opened: list[dict[str, Any]], listening: Bus, tmp_path: Path, told: str
) -> None:
    (tmp_path / "ip").write_text(f"#!/bin/sh\necho '{told}'\n", encoding="utf-8")
    open_adapter(listening, speaks=True)
    assert [each["channel"] for each in opened] == ["can0"]


@pytest.mark.parametrize(
    ("bus", "said"),
    [
        ({"interface": "socketcand", "adapter": {"hots": "x"}}, "host"),
        ({"interface": "udp_multicast", "channel": "no address"}, ""),
        ({"interface": "kvaser", "channel": 0}, ""),
        ({"interface": "canalystii", "channel": 0}, "uv sync --group adapters"),
    ],
)
def test_what_an_interface_does_not_take_or_lacks_is_a_bus_fault(bus: dict[str, Any], said: str) -> None:
    rig = KernelRig()
    table = Bus.model_validate({**BUS, **bus})
    with pytest.raises(BusFault, match=rf"bus comfort cannot be opened: .*{said}"):
        Adapter(rig.recorder, VirtualKernel(), "comfort", lambda: open_adapter(table), KnownStamps(0))


@pytest.mark.parametrize(
    ("interface", "option", "said"),
    [
        ("socketcand", "hots", "is no option of socketcand; nearest: host"),
        ("udp_multicast", "group", "is no option of udp_multicast; allowed: can_filters, hop_limit, port"),
        ("pcan", "devise_id", "is no option of pcan; nearest: device_id"),
    ],
)
def test_an_option_that_an_interface_does_not_have_is_refused(interface: str, option: str, said: str) -> None:
    ((wrong, why),) = unknown_options(interface, [option, "can_filters"])
    assert wrong == option
    assert why.startswith(said)


@pytest.mark.parametrize(
    ("interface", "option"), [("pcan", "auto_reset"), ("ours", "hots"), ("socketcand", "port")]
)
def test_an_option_of_which_a_signature_does_not_tell_is_left_to_the_interface(
    interface: str, option: str
) -> None:
    assert list(unknown_options(interface, [option])) == []
