"""The bench: adapters behind python-can, instruments behind pyvisa, services behind HTTP or a person.

Everything is opened before the first scenario and kept for all of them. The twin is the same, on a server that the
run has started (`rigs.kinds.twin`).
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, NoReturn

import httpx
import pyvisa

from clock.kernel import MS, S, seconds
from clock.wall import WallKernel
from rigs.bindings.adapter import Adapter, open_adapter
from rigs.bindings.connection import Bindings, Connection, Diagnosis, NoDiagnosis
from rigs.bindings.http import RemoteService, ServiceHub
from rigs.bindings.instrument import InstrumentLink, apply, command
from rigs.bindings.isolation import IsolationWatch
from rigs.bindings.lab import PLAIN, Lab
from rigs.bindings.operator import Console, OperatedService, Operator, Terminal
from rigs.bindings.safe_state import safe_state, take_safe_state
from rigs.bindings.service import ServicePort, StandingService
from rigs.bindings.stamps import ArrivalStamps, EpochStamps, KnownStamps, MeasuredStamps, Stamps
from rigs.bindings.standing import STANDING, standing_service
from rigs.errors import Abandoned, InstrumentFault, NotAtRest, RigFault, ServiceFault
from rigs.files.hardware import HIGHEST_STANDARD, PowerStep, Service, ServiceClock, StampClock
from rigs.files.inventory import Inventory
from rigs.files.rig_file import RigFile
from rigs.ports import supply
from rigs.ports.controls import IGNITION
from rigs.ports.surroundings import CELL_IDENTITY
from rigs.recording.recorder import Recorder
from vehicle.profile import VehicleProfile

if TYPE_CHECKING:
    from rigs.kinds.restbus import Restbus

OPERATOR_S = 120.0
"""Time in s that a person may take to switch a vehicle on."""

CUT_SHORT = "all outputs: the way to rest was cut short"
"""The words for a safe state that nobody has seen the end of."""

AWAKE_NS = S
"""Time after the turn of the ignition after which an ECU answers to diagnosis."""


class Bench:
    """All that a rig file of a bench names; `open` opens it.

    Args:
        rig: The rig file.
        keep_traffic: Whether every frame is kept.
        lab: The ports, bindings and drivers of the run.
        seed: Of the kernel.
        explain: Called when something was lost; raises the cause where it is known.
        fresh: Whether the vehicle has just been made, so that the way to the rest state is to wait.
        console: Where an operator sits.
        vehicle: What is on the bench; with it the ECUs are simulated of which the file says so.
        accounts: The word with which the names of the accounts of the run begin, where it makes any.

    Raises:
        ConfigurationError: The environment has no password that the file names.

    Attributes:
        kernel: The clock.
        recorder: The ear on the buses.
        adapters: What is open of the buses, by name.
        instruments: What is open of the instruments, by name.
        hubs: What is open of the servers of services, by address.
    """

    def __init__(
        self,
        rig: RigFile,
        *,
        keep_traffic: bool,
        lab: Lab = PLAIN,
        seed: str = "",
        explain: Callable[[], None] = lambda: None,
        fresh: bool = False,
        console: Callable[[], Console] = Terminal,
        vehicle: VehicleProfile | None = None,
        accounts: str = "",
    ) -> None:
        self.kernel = WallKernel(seed)
        self._rig = rig
        self._lab = lab
        self._explain = explain
        self._fresh = fresh
        self._console = console
        self._error_ns = round(rig.clock_error_ms * MS)
        self._opened = contextlib.ExitStack()
        self.adapters: dict[str, Adapter] = {}
        self.instruments: dict[str, InstrumentLink] = {}
        self.hubs: dict[str, ServiceHub] = {}
        self._managers: dict[str, pyvisa.ResourceManager] = {}
        self.recorder = Recorder(
            self.kernel,
            rig.load_network(),
            rig.log_channels,
            clock_error_ns=self._error_ns,
            keep_traffic=keep_traffic,
            restbus=rig.restbus,
            beside=_diagnosed(rig),
        )
        # What is on a simulated rig ends with it.
        self._safe_state = () if rig.simulated else safe_state(rig, lab.book)
        self._abandoned: Abandoned | None = None
        self._at_rest = False
        self._vehicle = vehicle
        self._diagnosis: Diagnosis = NoDiagnosis()
        self._restbus = (
            _restbus(rig, vehicle, self.kernel, self.recorder, lab) if vehicle and rig.restbus else None
        )
        self._standing: dict[str, StandingService] = {
            name: standing_service(service, self.kernel, accounts)
            for name, service in self._services_of_its_own.items()
            if service.driver in STANDING
        }

    def open(self) -> Bench:
        """Open everything and switch the vehicle on.

        Returns:
            Itself.

        Raises:
            WrongUnit: A real ECU is another than the file says.
            RigFault: Something cannot be opened. Names all that cannot, so that whoever has forgotten two plugs is
                told of both.
            rigs.errors.SetupFailed: The operator did not do his part in switching it on.
            NotAtRest: Something of that, and an output could not be put to rest either.
        """
        faults: list[RigFault] = []
        try:
            for _, open_part in self.parts():
                try:
                    open_part()
                except RigFault as fault:
                    faults.append(fault)
            if faults:
                told = dict.fromkeys(map(str, faults))  # several services may be on one server
                raise faults[0] if len(told) == 1 else RigFault("\n".join(told))
            self.calm_down()
            self.switch_on()
            self.identify()
        except BaseException as error:
            try:
                self.close()
            except NotAtRest as left:
                raise NotAtRest(f"{error}\n{left}") from error
            raise
        return self

    def parts(self) -> Iterator[tuple[str, Callable[[], object]]]:
        """Yield what it consists of, each with what opens it."""
        for bus in self._rig.buses:
            yield f"bus {bus}", partial(self._open_bus, str(bus))
        for name in self._rig.instruments:
            yield f"instrument {name}", partial(self._open_instrument, name)
        for name in self._services_of_its_own:
            yield f"service {name}", partial(self._open_service, name)
        if any(step.ask is not None for step in self._rig.power_on):
            yield "operator", lambda: self._operator

    def calm_down(self) -> None:
        """Put to rest what is a hazard: a run that was killed with its watchdog may have left it as it was.

        Raises:
            NotAtRest: Not all of it is.
        """
        _raise_if(take_safe_state(tuple(each for each in self._safe_state if each.hazard), self.instruments.get))

    def rest(self) -> None:
        """Put all outputs to rest that an instrument was opened for, in the order of the safe state.

        Raises:
            NotAtRest: Not all of them are; each is named.
        """
        _raise_if(self._take_safe_state())

    def abandon(self, why: str) -> NoReturn:
        """Put all outputs to rest, and do nothing with the bench from now on.

        Raises:
            Abandoned: Always, with the reason, and with what could not be put to rest.
        """
        if self._abandoned is None:
            problems = self._take_safe_state()
            self._at_rest = not problems
            self._abandoned = Abandoned("\n".join((why, *(f"not at rest: {each}" for each in problems))))
        raise self._abandoned

    def abandon_soon(self, why: str) -> None:
        """Do the same where the run waits next; from any thread."""
        self.kernel.post(partial(self.abandon, why))

    def _take_safe_state(self) -> Sequence[str]:
        """Put all outputs to rest for good, and return what is not.

        An instrument that is opened anew sets nothing by itself any more.
        """
        if self._at_rest:
            return ()
        for link in self.instruments.values():
            link.forget_preset()
        return take_safe_state(self._safe_state, self.instruments.get)

    @property
    def abandoned(self) -> Abandoned | None:
        """The reason for which nothing runs on the bench any more; None while it may be used."""
        return self._abandoned

    def switch_on(self) -> None:
        """Give the vehicle its supply, and go the way by which the rig file switches it on.

        Raises:
            RigFault: A step was refused.
            rigs.errors.SetupFailed: The operator did not do his part.
        """
        terminal_30 = self._rig.stimuli.get(supply.VOLTAGE.name)
        if terminal_30 is not None and self._safe_state:  # which has taken it away at the end of the run before
            link = self.instruments[terminal_30.instrument]
            apply(supply.VOLTAGE.name, terminal_30, link, f"{supply.NOMINAL_V}")
        if self._restbus is not None:
            self._restbus.power_on()
        for step in self._rig.power_on:
            self._take(step)
            self.kernel.run_for(seconds(step.wait_s))

    def connect(self, profile: VehicleProfile, seed: str) -> Connection:
        """Return the connections for one more scenario; buses and services that were lost are opened anew.

        Raises:
            RigFault: One of them cannot be.
            Abandoned: The bench is no longer safe.
        """
        if self._abandoned is not None:
            raise self._abandoned
        for hub in self.hubs.values():
            hub.forget_listeners()
        for adapter in self.adapters.values():
            adapter.resume()
            adapter.stamps.begin()
        for hub in self.hubs.values():
            hub.resume()
        for service in self._standing.values():
            service.begin()
        self.recorder.restart_traffic()
        fresh, self._fresh = self._fresh, False
        bindings: Bindings = self._lab.bind(
            self._rig, self.recorder, self._instrument, self._services, self.kernel
        )
        if self._restbus is not None:
            bindings = self._restbus.bind(bindings)
        return Connection(
            self.kernel,
            self.recorder,
            bindings,
            fresh=fresh,
            lateness_ns=self._lateness_ns,
            guard=self.guard,
            rest=self.rest,
            diagnosis=self._diagnosis,
            close=self._end_scenario,
        )

    def guard(self) -> None:
        """Read the identity of the test network, and watch it until the end of the scenario.

        Raises:
            Abandoned: It is another than the file declares, or cannot be read.
        """
        if self._isolation is not None:
            self._isolation.check()

    def isolation_problem(self) -> str | None:
        """Say why the declared isolation cannot be believed, None where it can, or where none is declared."""
        return None if self._isolation is None else self._isolation.problem()

    def _end_scenario(self) -> None:
        if self._isolation is not None:
            self._isolation.stop()

    @cached_property
    def _isolation(self) -> IsolationWatch | None:
        declared, binding = self._rig.isolation, self._rig.observations.get(CELL_IDENTITY.name)
        if declared is None or binding is None:
            return None
        link = self.instruments[binding.instrument]
        return IsolationWatch(declared.network_identity, binding, link, self.kernel, self.abandon)

    def _lateness_ns(self) -> dict[str, int]:
        """Ask each server by how much it was late: a simulated one knows, and what is lost is told elsewhere."""
        late: dict[str, int] = {}
        for address, hub in self.hubs.items():
            with contextlib.suppress(ServiceFault):
                late[f"the server at {address}"] = hub.take_lateness_ns()
        return late

    def leave_buses(self) -> None:
        """Hear the buses no more: what is behind all of them has gone, which is one fault and not one each."""
        with contextlib.ExitStack() as leaving:
            for adapter in self.adapters.values():
                leaving.callback(adapter.close)
            self.adapters.clear()

    def close(self) -> None:
        """Put all outputs to rest, and close all that is open.

        Raises:
            NotAtRest: An output could not be put to rest, whatever else went wrong; all is closed.
        """
        # What stays there where Ctrl-C comes in the middle of it.
        problems: Sequence[str] = (CUT_SHORT,) if self._safe_state and not self._at_rest else ()
        with contextlib.ExitStack() as leaving:
            leaving.callback(lambda: _raise_if(problems))  # the last of them, so that nothing hides it
            leaving.callback(self._opened.close)
            if self._restbus is not None:
                leaving.callback(self._restbus.close)
            leaving.callback(self.leave_buses)
            problems = self._take_safe_state()
            self._safe_state = ()  # a second close finds nothing to do

    def identify(self) -> None:
        """Ask the real ECUs under `[diagnosis]` who they are, with the ignition on where it can be turned.

        Raises:
            WrongUnit: One is another than the file says.
            RigFault: One does not answer.
        """
        vehicle = self._vehicle
        if vehicle is None or not self._rig.diagnosis:
            return
        try:
            from rigs.bindings.diagnosis import DiagnosticTester  # noqa: PLC0415  # only some need its group
        except ImportError as error:
            raise RigFault(f"[diagnosis] needs {error.name}: uv sync --group diagnosis") from error
        tester = DiagnosticTester(self._rig.diagnosis, self.adapters, self.kernel, self.recorder)
        binding = self.connect(vehicle, "").bindings[type(IGNITION.source)]
        turns = Inventory(self._rig, self.recorder.network).has(IGNITION)
        try:
            if turns:
                binding.set(IGNITION, "on")
            self.kernel.run_for(AWAKE_NS)
            tester.identify(vehicle.vin)
        finally:
            if turns:
                binding.set(IGNITION, "off")
        self._diagnosis = tester

    def _open_bus(self, bus: str) -> None:
        table = self._rig.buses[bus]
        stamps = self._stamps(bus, table.clock)
        joined = None if self._restbus is None else self._restbus.segment(bus)
        opening = partial(open_adapter, table, speaks=self._rig.speaks_on(bus))
        adapter = Adapter(self.recorder, self.kernel, bus, opening, stamps, self._explain, joined)
        self.adapters[bus] = adapter
        self.recorder.suspects += [stamps.doubt, adapter.doubt]

    def _stamps(self, bus: str, clock: StampClock) -> Stamps:
        match clock:
            case "measured":
                return MeasuredStamps(bus, self._error_ns)
            case "arrival":
                return ArrivalStamps()
            case "monotonic":
                return KnownStamps(self.kernel.origin_ns)
            case "epoch":
                return EpochStamps()

    def _open_instrument(self, name: str) -> None:
        table = self._rig.instruments[name]
        manager = self._manager(table.backend)
        link = self._lab.open_instrument(manager, table.resource or "", name, table)
        self.instruments[name] = link
        self._opened.callback(link.close)

    def _manager(self, backend: str) -> pyvisa.ResourceManager:
        if backend not in self._managers:
            try:
                manager = self._managers[backend] = pyvisa.ResourceManager(backend)
            except (pyvisa.Error, OSError, ValueError, ImportError) as error:
                raise InstrumentFault(f"pyvisa's backend {backend!r} cannot be loaded: {error}") from error
            self._opened.callback(manager.close)
        return self._managers[backend]

    def _open_service(self, name: str) -> None:
        service = self._rig.services[name]
        if service.driver == "operator":
            _ = self._operator
        if name in self._standing:
            self._opened.callback(self._standing[name].close)
            self._standing[name].begin()
        if service.driver != "http" or service.url is None:
            return
        if service.url in self.hubs:
            self.hubs[service.url].resume()
            return
        origins: Mapping[ServiceClock, Callable[[], int] | None] = {
            "monotonic": lambda: self.kernel.origin_ns,
            "epoch": lambda: time.time_ns() - self.kernel.time_ns(),  # each time anew, since it may be set
            "measured": None,
        }
        hub = ServiceHub(
            *(service.url, self.kernel, origins[service.clock], self._error_ns, self._lab.book),
            timeout_s=service.timeout_s,
        )
        self.hubs[service.url] = hub
        self._opened.callback(hub.close)
        hub.start()

    @cached_property
    def _operator(self) -> Operator:
        operator = Operator(self.kernel, self._console())
        self._opened.callback(operator.close)
        return operator

    @property
    def _services_of_its_own(self) -> Mapping[str, Service]:
        """The services that the file describes, where no simulated vehicle brings its own."""
        return {} if self._restbus and self._restbus.has_services else self._rig.services

    @property
    def _services(self) -> Mapping[str, ServicePort]:
        if self._restbus is not None and self._restbus.has_services:
            return self._restbus.take_services()
        found: dict[str, ServicePort] = {**self._standing}
        for name, service in self._rig.services.items():
            if service.driver == "http" and service.url is not None:
                found[name] = RemoteService(self.hubs[service.url], name)
            elif service.driver == "operator":
                found[name] = OperatedService(name, self._operator, service.timeout_s)
        return found

    def _instrument(self, name: str) -> InstrumentLink:
        if self._abandoned is not None:
            raise self._abandoned
        return self.instruments[name]

    def _take(self, step: PowerStep) -> None:
        if step.instrument is not None and step.write is not None:
            command("power_on", step.instrument, self.instruments[step.instrument], step.write)
        elif step.post is not None:
            _post(step.post)
        elif step.ask is not None:
            self._operator.ask(step.ask, OPERATOR_S)


def _raise_if(problems: Sequence[str]) -> None:
    if problems:
        raise NotAtRest("\n".join(("not all outputs are at rest:", *problems)))


def _restbus(rig: RigFile, vehicle: VehicleProfile, kernel: WallKernel, recorder: Recorder, lab: Lab) -> Restbus:
    from rigs.kinds.restbus import Restbus  # noqa: PLC0415  # only where a rig simulates has it a simulated world

    return Restbus(rig, vehicle, kernel, recorder, lab)


def _diagnosed(rig: RigFile) -> dict[str, list[tuple[int, bool]]]:
    """Return the identifiers of diagnosis on each bus."""
    found: dict[str, list[tuple[int, bool]]] = {}
    for ecu in rig.diagnosis.values():
        numbers = (ecu.request, ecu.response)
        found.setdefault(ecu.bus, []).extend((number, number > HIGHEST_STANDARD) for number in numbers)
    return found


def _post(url: str) -> None:
    try:
        httpx.post(url, trust_env=False).raise_for_status()
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise ServiceFault(f"power_on: POST {url}: {type(error).__name__}: {error}") from error
