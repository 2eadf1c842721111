"""What the loggers of instruments, buses and services tell."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from rigs.bindings.instrument import InstrumentLink
from rigs.bindings.service import ServiceListener
from rigs.errors import ServiceFault
from rigs.ports import phone
from tests.support.kernel_rig import KernelRig, frame


class Supply:
    """A resource that answers each query with 13.5, or with an error."""

    def __init__(self) -> None:
        self.is_there = True

    def query(self, query: str) -> str:
        """Answer."""
        if not self.is_there:
            raise OSError("unplugged")
        return "13.5"

    def write(self, command: str) -> None:
        """Take a command."""

    def close(self) -> None:
        """Go."""


class Refusing:
    """A service that says one thing and refuses all."""

    error_ns = 0

    def call(self, verb: str, argument: Any = None) -> Any:
        """Refuse."""
        raise ServiceFault(f"no {verb} today")

    def watch(self, listener: ServiceListener) -> None:
        """Tell what a port shows, and what no port shows."""
        listener(0, "mileage", 7.0)
        listener(0, "token", "s3cret")


class Unprintable:
    """A value whose text must not be asked for."""

    def __str__(self) -> str:
        raise AssertionError("a text was made that nobody reads")


def told(caplog: pytest.LogCaptureFixture, name: str) -> list[str]:
    """The lines of one logger, all at DEBUG."""
    assert {record.levelno for record in caplog.records} == {logging.DEBUG}
    return [record.getMessage() for record in caplog.records if record.name == name]


def link(supply: Supply) -> InstrumentLink:
    """A link to a supply over a socket."""
    return InstrumentLink("supply", "TCPIP::127.0.0.1::5025::SOCKET", lambda: supply)  # type: ignore[arg-type,return-value]  # what a link uses of it


def test_an_instrument_tells_commands_answers_and_how_its_connection_fares(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("DEBUG", "connect_hil")
    supply = Supply()
    made = link(supply)
    made.write("OUTP ON")
    made.close()
    made.query("MEAS:VOLT?")
    supply.is_there = False
    with pytest.raises(OSError, match="unplugged"):
        made.query("MEAS:VOLT?")
    assert told(caplog, "connect_hil.instrument.supply") == [
        "-> OUTP ON",
        "opened at TCPIP::127.0.0.1::5025::SOCKET",
        "closed",
        "-> MEAS:VOLT?",
        "opened at TCPIP::127.0.0.1::5025::SOCKET",
        "<- 13.5",
        "-> MEAS:VOLT?",
        "lost: unplugged",
        "closed",
    ]


def test_a_service_tells_orders_and_refusals_and_of_its_news_what_a_port_shows(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("DEBUG", "connect_hil")
    rig = KernelRig(services={"phone": Refusing()})
    with pytest.raises(ServiceFault):
        rig.scene.stimulate(phone.ORDER, "lock")
    lines = told(caplog, "connect_hil.service.phone")
    assert lines == ["phone.mileage = 7.0", "-> order lock", "refused: no order today"]


def test_a_bus_tells_that_it_is_heard_and_no_frame(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG", "connect_hil")
    rig = KernelRig()
    rig.hear("comfort", 1, frame("doors.front_left.lock"))
    rig.run(2)
    assert told(caplog, "connect_hil.bus.comfort") == ["listening on can0"]


def test_no_text_is_made_where_nobody_listens(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("WARNING", "connect_hil")
    supply = Supply()
    link(supply).write(Unprintable())  # type: ignore[arg-type]  # a text that tells when it is made
    assert link(supply).query(Unprintable()) == "13.5"  # type: ignore[arg-type]  # likewise
    assert not caplog.records
