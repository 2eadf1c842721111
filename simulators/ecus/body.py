"""The body controller: network master, gateway, ignition, doors, and the remote orders on them."""

from __future__ import annotations

from simulators.ecus.body_clock import Clock
from simulators.ecus.body_ecu import BodyEcu
from simulators.ecus.body_gateway import Gateway
from simulators.ecus.body_ignition import Ignition, Key
from simulators.ecus.body_locks import CentralLocking, Doors
from simulators.ecus.body_network import NetworkMaster, SupplyCurrent
from simulators.ecus.body_orders import RemoteOrders
from simulators.ecus.body_signals import HornOrder, LightsOrder
from simulators.ecus.body_vehicle import Odometer, OutsideTemperature, VehicleCoding
from simulators.ecus.node import Identity


class Body(BodyEcu):
    """The body controller."""

    IDENTITY = Identity(software=(4, 12), hardware=3)
    PARTS = (
        *(NetworkMaster, SupplyCurrent, Gateway),
        *(Key, Ignition, OutsideTemperature, CentralLocking, Doors),
        *(LightsOrder, HornOrder, RemoteOrders),
        *(Clock, Odometer, VehicleCoding),
    )
