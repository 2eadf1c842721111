"""A vehicle that is served in real time has ready what would make it late in the midst of a call."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from simulators.offboard.emergency import msd
from simulators.servers.server import Server
from tests.support.kernel_rig import NETWORK, VEHICLE


@pytest.mark.parametrize(("nodes", "ready"), [(None, 1), (["TELEMATICS"], 1), (["AIRBAG"], 0)])
def test_the_schema_of_the_msd_is_loaded_where_a_call_can_be_placed(
    nodes: Sequence[str] | None, ready: int
) -> None:
    msd._schema.cache_clear()
    server = Server(NETWORK, VEHICLE, "1", nodes=nodes)
    try:
        assert msd._schema.cache_info().currsize == ready
    finally:
        server._http._server.server_close()
        server._can.close()
