"""The body controller: network master, gateway, ignition, doors, and the remote orders on them."""

from __future__ import annotations

from simulators.ecus.body.clock import Clock
from simulators.ecus.body.ecu import BodyEcu
from simulators.ecus.body.gateway import Gateway
from simulators.ecus.body.ignition import Ignition, Key
from simulators.ecus.body.locks import CentralLocking, Doors
from simulators.ecus.body.network import NetworkMaster, SupplyCurrent
from simulators.ecus.body.orders import RemoteOrders
from simulators.ecus.body.signals import HornOrder, LightsOrder
from simulators.ecus.body.vehicle import Odometer, OutsideTemperature, VehicleCoding
from simulators.ecus.ecu import Identity


class Body(BodyEcu):
    """The body controller."""

    IDENTITY = Identity(software=(4, 12), hardware=3)
    PARTS = (
        *(NetworkMaster, SupplyCurrent, Gateway),
        *(Key, Ignition, OutsideTemperature, CentralLocking, Doors),
        *(LightsOrder, HornOrder, RemoteOrders),
        *(Clock, Odometer, VehicleCoding),
    )
