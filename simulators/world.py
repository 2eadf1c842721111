"""One vehicle with its buses, its plant, the instruments around it and the services off board."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TypeVar

from clock.kernel import Kernel
from dbc.network import Network
from simulators.bus.pattern import Key
from simulators.bus.quiet import QuietSegment
from simulators.bus.segment import Segment
from simulators.ecus.airbag import Airbag
from simulators.ecus.battery import Battery
from simulators.ecus.body.unit import Body
from simulators.ecus.charger.unit import Charger
from simulators.ecus.climate.unit import Climate
from simulators.ecus.ecu import Ecu
from simulators.ecus.elsewhere import ElsewhereConsumers
from simulators.ecus.powertrain import Powertrain
from simulators.ecus.screen.unit import Screen
from simulators.ecus.telematics.unit import Telematics
from simulators.ecus.vehicle import FittedVehicle, Plant
from simulators.offboard.assistance_centre import Centre
from simulators.offboard.backoffice import BackOffice
from simulators.offboard.emergency.psap import Psap
from simulators.offboard.network import MobileNetwork
from simulators.offboard.office.office import Office
from simulators.offboard.phone.activation import ActivationPages, UpdateService
from simulators.offboard.phone.bluetooth import PhoneBluetooth
from simulators.offboard.phone.phone import Phone
from simulators.offboard.phone.trips import PhoneClock, TripPages
from simulators.offboard.service import Service
from simulators.offboard.vehicle_information import VehicleInformation
from simulators.plant.speaker import Speaker
from simulators.plant.wiring import Wiring
from simulators.scpi.bench import instruments
from simulators.scpi.device import Device
from vehicle.profile import VehicleProfile

U = TypeVar("U", bound=Ecu)

CHANNELS: Mapping[str, str] = {"comfort": "can0", "inter_system": "can1"}
"""The channel name of each bus of the suite; that of another bus is its own name."""

Wires = Callable[..., Segment]
"""Type of what makes the segment of a bus."""

EcuFactory = Callable[..., Ecu]
"""Type of what makes an ECU of a `FittedVehicle`; that of TELEMATICS is also given modem and loudspeaker."""

FACTORIES: Mapping[str, EcuFactory] = {
    "BODY": Body,
    "TELEMATICS": Telematics,
    "CLIMATE": Climate,
    "SCREEN": Screen,
    "AIRBAG": Airbag,
    "POWERTRAIN": Powertrain,
}
"""ECUs of every vehicle by node."""

TRACTION_FACTORIES: Mapping[str, EcuFactory] = {"BATTERY": Battery, "CHARGER": Charger}
"""ECUs that a vehicle with a traction battery has besides."""


def identifiers(network: Network, nodes: Collection[str]) -> dict[str, frozenset[Key]]:
    """Give the identifiers that some ECUs send, by the name of each channel."""
    return {
        CHANNELS.get(bus, bus): frozenset(
            (spec.frame_id, spec.extended)
            for spec in network.messages(bus)
            if not set(nodes).isdisjoint(spec.senders)
        )
        for bus in network.buses
    }


def ecus_of(profile: VehicleProfile, network: Network) -> dict[str, EcuFactory]:
    """Give the usual ECUs of a vehicle by node; where there is no bus there is none."""
    if not network.buses:
        return {}
    factories = dict(FACTORIES if profile.energy == "combustion" else {**FACTORIES, **TRACTION_FACTORIES})
    if not profile.connected:
        del factories["TELEMATICS"]
    return factories


@dataclass(frozen=True)
class Offboard:
    """Makers of the world off board, by part; a variant is a subclass of the usual part, or a `partial`."""

    network: Callable[..., MobileNetwork] = MobileNetwork
    backoffice: Callable[..., BackOffice] = BackOffice
    phone: Callable[..., Phone] = Phone
    information: Callable[..., VehicleInformation] = VehicleInformation
    bluetooth: Callable[..., PhoneBluetooth] = PhoneBluetooth
    clock: Callable[..., PhoneClock] = PhoneClock
    trips: Callable[..., TripPages] = TripPages
    activation: Callable[..., ActivationPages] = ActivationPages
    updates: Callable[..., UpdateService] = UpdateService
    office: Callable[..., Office] = Office
    psap: Callable[..., Psap] = Psap
    centre: Callable[..., Centre] = Centre


class World:
    """A world in which nothing has happened yet; its vehicle has no supply before `power_on`.

    Args:
        kernel: The clock of all of it.
        network: The databases; without any the world is that off board alone, and nothing of the vehicle is in it.
        profile: The vehicle.
        ecus: ECUs to build in instead of the usual ones, by node, such as `{"BODY": FaultyBody}`.
        offboard: What to build the services of.
        wires: What each bus is made of.
        nodes: ECUs that are in this world, where others are elsewhere on its buses; None for all of them.

    Attributes:
        segments: The buses by name; each segment has the name of its channel.
        wiring: What instruments and vehicle touch each other with.
        ecus: The ECUs by node.
        services: The off-board services by name.
        instruments: The instruments by name.

    Raises:
        ValueError: `ecus` or `nodes` names a node that this vehicle does not have.
    """

    def __init__(
        self,
        kernel: Kernel,
        network: Network,
        profile: VehicleProfile,
        *,
        ecus: Mapping[str, EcuFactory] | None = None,
        offboard: Offboard = Offboard(),
        wires: Wires = QuietSegment,
        nodes: Collection[str] | None = None,
    ) -> None:
        fitted = ecus_of(profile, network)
        for node in (*(ecus or {}), *(nodes or ())):
            if node not in fitted:
                raise ValueError(f"ecus: {node!r}; allowed on {profile.name}: {', '.join(fitted)}")
        fitted.update(ecus or {})
        factories = {node: factory for node, factory in fitted.items() if nodes is None or node in nodes}
        self.segments: dict[str, Segment] = {
            bus: wires(kernel, CHANNELS.get(bus, bus), network.bitrate(bus), rank)
            for rank, bus in enumerate(network.buses)
        }
        self.wiring = Wiring()
        speaker = Speaker(kernel)
        mobile = offboard.network(kernel, self.wiring)
        backoffice = offboard.backoffice(kernel, mobile, registered=profile.registered, vin=profile.vin)
        phone = offboard.phone(kernel, backoffice)
        backoffice.publish("account_vin", profile.vin)
        offboard.information(backoffice, phone)
        bluetooth = offboard.bluetooth(kernel, phone, self.wiring)
        trips = offboard.trips(phone, bluetooth, backoffice, offboard.clock(kernel, phone, self.wiring))
        offboard.activation(kernel, phone, bluetooth, backoffice)
        offboard.updates(backoffice, mobile)
        office = offboard.office(backoffice, profile, phone)
        office.account.installed += (phone.clear, trips.clear)
        office.account.selected.append(
            lambda vin: bluetooth.select(
                ours=vin in ("", profile.vin), capable=not vin or office.fleet.has_link(vin)
            )
        )
        self.services: dict[str, Service] = {
            service.name: service
            for service in (
                *(mobile, backoffice, phone),
                *office.services,
                *(offboard.psap(kernel, mobile), offboard.centre(kernel, mobile)),
            )
        }
        self.instruments: Mapping[str, Device] = {}
        self.ecus: Mapping[str, Ecu] = {}
        if not network.buses:
            return
        self.instruments = instruments(kernel, self.wiring, speaker)
        plant = Plant.build(kernel, self.wiring, profile)
        vehicle = FittedVehicle(kernel, network, self.segments, self.wiring, profile, plant)
        extras = {"TELEMATICS": (mobile.modem, speaker)}
        self.ecus = {node: factory(vehicle, *extras.get(node, ())) for node, factory in factories.items()}
        elsewhere = fitted.keys() - factories.keys()
        if elsewhere:
            ElsewhereConsumers(kernel, network, self.segments, plant.battery, elsewhere)

    def ecu(self, node: str, kind: type[U]) -> U:
        """Give the ECU of a node as what it is.

        Raises:
            TypeError: It is something else, or this vehicle has none.
        """
        ecu = self.ecus.get(node)
        if not isinstance(ecu, kind):
            raise TypeError(f"ECU {node} is {type(ecu).__name__}, not {kind.__name__}")
        return ecu

    def power_on(self) -> None:
        """Let the vehicle live on the supply that is there; once."""
        for ecu in self.ecus.values():
            ecu.connect()
