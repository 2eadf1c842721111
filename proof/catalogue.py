"""All faulty vehicles and good variants by their ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from proof.fault import Fault
from proof.faults import (
    afterwards,
    bad_input,
    beside_calls,
    beside_charge,
    beside_orders,
    calendar_days,
    crossings,
    due_in_modes,
    fifth_time,
    from_before,
    histories,
    leaks,
    left_behind,
    long_after,
    meetings,
    office_again,
    office_histories,
    seldom_values,
    stale,
    standing,
    supply_cut,
)
from proof.faults.account import accounts, sites, vehicles, ways
from proof.faults.activation import activation, days
from proof.faults.activation import while_updating as activation_while_updating
from proof.faults.app import app
from proof.faults.billing import billing
from proof.faults.bluetooth_trips import beside as trips_beside
from proof.faults.bluetooth_trips import link, trips
from proof.faults.bluetooth_trips import under_way as trips_under_way
from proof.faults.breakdown_call import manual as breakdown
from proof.faults.breakdown_call import modes as breakdown_modes
from proof.faults.charging import beside as charge_beside
from proof.faults.charging import charging, notification
from proof.faults.charging import in_turn as charge_in_turn
from proof.faults.charging import programme as charge_programme
from proof.faults.emergency_call import again, call_data, states
from proof.faults.emergency_call import calls as emergency
from proof.faults.emergency_call import modes as emergency_modes
from proof.faults.maintenance import booklet
from proof.faults.preconditioning import (
    beside,
    charge_along,
    charge_cost,
    charge_order,
    level,
    programme,
    temperature,
    unlocking,
)
from proof.faults.preconditioning import in_turn as preconditioning_in_turn
from proof.faults.preconditioning import twice as preconditioning_twice
from proof.faults.privacy import again as privacy_again
from proof.faults.privacy import beside as privacy_beside
from proof.faults.privacy import not_connected, privacy, supply, switching, touch_screen
from proof.faults.privacy import on_the_way as privacy_on_the_way
from proof.faults.privacy import while_updating as privacy_while_updating
from proof.faults.recall import recall
from proof.faults.remote_control import again as orders_again
from proof.faults.remote_control import beside as orders_beside
from proof.faults.remote_control import confirmation, horn, lights, lock_status, locking, orders
from proof.faults.remote_control import each_door as orders_each_door
from proof.faults.status import in_turn as status_in_turn
from proof.faults.status import status
from proof.faults.store import offer
from proof.faults.store import ways as store_ways
from proof.faults.subscriptions import succession, termination, withdrawal
from proof.faults.telematics_box import again as box_again
from proof.faults.telematics_box import modes as box_modes
from proof.faults.telematics_box import telematics_box
from proof.faults.trips import categories, export, monitoring
from proof.faults.trips import while_filtered as trips_while_filtered
from proof.faults.update import in_turn as update_in_turn
from proof.faults.update import update
from proof.faults.use import in_turn as use_in_turn
from proof.faults.use import use


def by_id(faults: Iterable[Fault]) -> Mapping[str, Fault]:
    """Return faults by their ids, in their order.

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
    accounts,
    vehicles,
    ways,
    sites,
    activation,
    days,
    billing,
    *(trips, trips_beside, link),
    *(categories, export, monitoring),
    booklet,
    *(breakdown, breakdown_modes, emergency, emergency_modes, states, call_data, again),
    *(charging, charge_programme, notification, charge_beside, charge_in_turn),
    *(charge_along, charge_cost, charge_order),
    *(level, programme, temperature, unlocking, beside, preconditioning_in_turn),
    *(privacy, supply, switching, touch_screen, not_connected, privacy_again, privacy_beside),
    recall,
    offer,
    store_ways,
    app,
    update,
    *(confirmation, horn, lights, lock_status, locking, orders, orders_beside, orders_again),
    *(status, status_in_turn),
    *(succession, termination, withdrawal),
    *(telematics_box, box_again, box_modes),
    *(use, use_in_turn),
    *(trips_while_filtered, update_in_turn, orders_each_door),
    *(activation_while_updating, privacy_while_updating, privacy_on_the_way),
    *(trips_under_way, preconditioning_twice),
    *(beside_calls, beside_charge, beside_orders),
    *(supply_cut, due_in_modes, seldom_values, fifth_time),
    afterwards,
    stale,
    standing,
    crossings,
    meetings,
    histories,
    left_behind,
    from_before,
    long_after,
    leaks,
    bad_input,
    calendar_days,
    office_again,
    office_histories,
)
"""The modules of faults, in the order of the folders of features; last those that show in any of them."""

FAULTS: Mapping[str, Fault] = by_id(fault for theme in THEMES for fault in theme.FAULTS)
"""Every fault by its id."""
