"""What a run can use, asked of all plugins: the suite's own come through the same hooks as those of a lab."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from rigs.bindings.lab import Kind, Lab
from rigs.errors import ConfigurationError
from rigs.files.allowed import near
from rigs.ports.book import PortBook
from rigs.ports.port import Derived, Source

K = TypeVar("K")
V = TypeVar("V")

PREFIX = "pytest_connect_hil_"
"""The start of the names of all hooks of the suite."""

PORTS = "pytest_connect_hil_ports"
KINDS = "pytest_connect_hil_kinds"
BINDINGS = "pytest_connect_hil_bindings"
DRIVERS = "pytest_connect_hil_drivers"
HOOKS = (PORTS, KINDS, BINDINGS, DRIVERS)
"""The names of the hooks by which a lab adds something; they are asked once, before the rig file is read."""


def lab_of(hook: Any) -> Lab:
    """Ask all plugins what a run can use.

    Args:
        hook: `pytest.Config.hook`, which pytest gives no type.

    Raises:
        ConfigurationError: There is no hook of a name, one gave something else than it must, two gave one name, or
            a port comes from a source that nothing serves.
        rigs.errors.SuiteError: Two ports have one name.
    """
    _refuse_unknown_hooks(hook)
    book = PortBook()
    hook.pytest_connect_hil_ports(book=book)
    kinds: dict[str, Kind] = {}
    for given in hook.pytest_connect_hil_kinds():
        for kind in _listed(given):
            if not isinstance(kind, Kind):
                raise ConfigurationError(KINDS, "kind", kind, "must be a rigs.bindings.lab.Kind")
            _take(KINDS, kinds, kind.name, kind)
    bindings: dict[type[Source], Any] = {}
    for given in hook.pytest_connect_hil_bindings():
        for source, make in _table(BINDINGS, given).items():
            if not (isinstance(source, type) and issubclass(source, Source) and callable(make)):
                allowed = "must be a subclass of rigs.ports.port.Source, and what makes its binding"
                raise ConfigurationError(BINDINGS, f"{source}", make, allowed)
            _take(BINDINGS, bindings, source, make)
    drivers: dict[str, Any] = {}
    for given in hook.pytest_connect_hil_drivers():
        for name, driver in _table(DRIVERS, given).items():
            if not (isinstance(name, str) and callable(driver)):
                raise ConfigurationError(
                    DRIVERS, f"{name}", driver, "must be a name, and what opens an instrument"
                )
            _take(DRIVERS, drivers, name, driver)
    _require_served(book, bindings)
    return Lab(book, MappingProxyType(kinds), MappingProxyType(bindings), MappingProxyType(drivers))


def hooks_of(plugin: object) -> list[str]:
    """Name the hooks by which a plugin adds something to what a run can use."""
    return [name for name in HOOKS if hasattr(plugin, name)]


def _refuse_unknown_hooks(hook: Any) -> None:
    """Refuse a misprint in the name of a hook; pytest does so too late, when the rig file lacks what it adds."""
    ours = {name: caller for name, caller in vars(hook).items() if name.startswith(PREFIX)}
    known = [name for name, caller in ours.items() if caller.has_spec()]
    for name in ours.keys() - set(known):
        for given in ours[name].get_hookimpls():
            if not given.optionalhook:
                where = getattr(given.plugin, "__file__", given.plugin_name)
                raise ConfigurationError(where, name, "...", f"is no hook; {near(name, known)}")


def _listed(given: Any) -> Iterable[Any]:
    if isinstance(given, Iterable) and not isinstance(given, str | Mapping):
        return given
    raise ConfigurationError(KINDS, "returns", given, "must be a list of kinds")


def _table(hook: str, given: Any) -> Mapping[Any, Any]:
    if isinstance(given, Mapping):
        return given
    raise ConfigurationError(hook, "returns", given, "must be a table, such as {...: ...}")


def _take(hook: str, shelf: dict[K, V], key: K, value: V) -> None:
    """Put something on its shelf; nothing that is there is replaced, least of all a kind by one less careful."""
    if key in shelf:
        name = key.__name__ if isinstance(key, type) else str(key)
        raise ConfigurationError(hook, name, value, "must have a name of its own; there is one already")
    shelf[key] = value


def _require_served(book: PortBook, bindings: Mapping[type[Source], Any]) -> None:
    for port in book:
        source = type(port.source)
        if source not in bindings and source is not Derived:
            allowed = f"nothing serves this source; {BINDINGS} must give a binding for {source.__name__}"
            raise ConfigurationError(PORTS, port.name, source.__name__, allowed)
