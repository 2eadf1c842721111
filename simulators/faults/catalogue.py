"""All faulty vehicles and good variants by their ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from simulators.faults import (
    activation,
    breakdown,
    call_data,
    charge_along,
    charge_cost,
    charge_order,
    charge_programme,
    charging,
    confirmation,
    emergency,
    horn,
    level,
    lights,
    lock_status,
    locking,
    notification,
    orders,
    privacy,
    programme,
    status,
    switching,
    telematics_box,
    temperature,
    touch_screen,
    trips,
    unlocking,
    use,
)
from simulators.faults.fault import Fault


def by_id(faults: Iterable[Fault]) -> Mapping[str, Fault]:
    """Faults by their ids, in their order.

    Raises:
        ValueError: Two have the same id.
    """
    found: dict[str, Fault] = {}
    for fault in faults:
        if fault.id in found:
            raise ValueError(f"fault {fault.id!r} is there twice")
        found[fault.id] = fault
    return found


THEMES = (
    activation,
    trips,
    *(breakdown, emergency, call_data),
    *(charging, charge_programme, notification),
    *(charge_along, charge_cost, charge_order),
    *(level, programme, temperature, unlocking),
    *(privacy, switching, touch_screen),
    *(confirmation, horn, lights, lock_status, locking, orders),
    status,
    telematics_box,
    use,
)
"""The modules of faults, in the order of the folders of features."""

FAULTS: Mapping[str, Fault] = by_id(fault for theme in THEMES for fault in theme.FAULTS)
"""Every fault by its id."""
