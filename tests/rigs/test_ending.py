"""The end of a scenario tells of what was late where that matters."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from clock.kernel import S
from rigs.ending import Ending


@pytest.mark.parametrize(
    ("buses", "server_ns", "late"),
    [
        (("comfort",), 0, ["this run"]),
        ((), 0, []),
        ((), S, ["the server"]),
        (("comfort",), S, ["this run", "the server"]),
    ],
)
def test_a_run_that_waited_for_a_server_is_in_doubt_only_where_it_hears_buses(
    buses: tuple[str, ...], server_ns: int, late: list[str]
) -> None:
    access: Any = SimpleNamespace(
        rig=SimpleNamespace(buses=dict.fromkeys(buses), clock_error_ms=5.0),
        kernel=SimpleNamespace(take_lateness_ns=lambda: S),
        journal=SimpleNamespace(connected_ns=0),
    )
    nothing: Any = None
    connection: Any = SimpleNamespace(recorder=nothing, fresh=False, lateness_ns=lambda: {"the server": server_ns})
    doubts = list(Ending(access, nothing, nothing, connection)._take_lateness())
    assert [doubt.partition(" was ")[0] for doubt in doubts] == late, doubts
