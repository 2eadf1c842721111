"""The kinds of rig that the suite has, with what opens them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from rigs.bindings.lab import Connector, Kind, Lab, RigPlan
from rigs.drivers.house import DRIVERS
from rigs.files.known import BENCH, STAGING, TWIN, VIRTUAL


def _open_virtual(plan: RigPlan) -> Connector:
    from rigs.kinds.virtual import VirtualConnector  # noqa: PLC0415  # a bench has no simulated world

    return VirtualConnector(
        plan.rig,
        keep_traffic=plan.keep_traffic,
        build=plan.build,
        frame_by_frame=plan.frame_by_frame,
        lab=plan.lab,
    )


def _open_twin(plan: RigPlan) -> Connector:
    from rigs.kinds.twin import TwinConnector  # noqa: PLC0415  # sockets are for those who need them

    return TwinConnector(plan.rig, keep_traffic=plan.keep_traffic, lab=plan.lab)


def _open_bench(plan: RigPlan) -> Connector:
    from rigs.kinds.bench import Bench  # noqa: PLC0415  # likewise

    return Bench(plan.rig, keep_traffic=plan.keep_traffic, lab=plan.lab, vehicle=plan.vehicle).open()


def _open_staging(plan: RigPlan) -> Connector:
    from rigs.kinds.staging import StagingSystem  # noqa: PLC0415  # likewise

    return StagingSystem(plan.rig, lab=plan.lab).open()


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        VIRTUAL.name: Kind(VIRTUAL.name, VIRTUAL.doc, VIRTUAL.simulated, open=_open_virtual),
        TWIN.name: Kind(TWIN.name, TWIN.doc, TWIN.simulated, open=_open_twin),
        BENCH.name: Kind(BENCH.name, BENCH.doc, BENCH.simulated, open=_open_bench),
        STAGING.name: Kind(STAGING.name, STAGING.doc, STAGING.simulated, open=_open_staging),
    }
)
"""The suite's kinds of rig by name."""

SUITE = Lab(kinds=KINDS, drivers=DRIVERS)
"""Everything that a run can use to which no lab has added anything."""
