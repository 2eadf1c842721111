"""Wires pytest: which plugins make a run of the suite."""

from __future__ import annotations

import gc
import os
import sys
from functools import partial
from importlib.util import find_spec

import pytest

from reports.folder import begun

pytest_plugins = [
    "rigs.run.stopping",
    "rigs.run.plugin",
    "rigs.farm.night",
    "rigs.farm.pulling",
    "steps.gherkin.collect",
    "steps.gherkin.variations",
    "steps.gherkin.scenario",
    "steps.gherkin.order",
    "steps.gherkin.night",
    "proof.plugin",
    "proof.faulty_rigs.plugin",
    "proof.explore.plugin",
    "steps.expectations",
    "steps.vehicle",
    "steps.calls",
    "steps.call_data",
    "steps.psap",
    "steps.telematics_box",
    "steps.privacy",
    "steps.screen",
    "steps.connected_services",
    "steps.audit",
    "steps.remote_control",
    "steps.app_buttons",
    "steps.status",
    "steps.use",
    "steps.often",
    "steps.charging",
    "steps.preconditioning",
    "steps.programmes",
    "steps.trips",
    "steps.calendar",
    "steps.activation",
    "steps.account",
    "steps.contracts",
    "steps.login",
    "steps.bad_input",
    "steps.billing",
    "steps.garage",
    "steps.driving_data",
    "steps.trip_files",
    "steps.booklet",
    "steps.bluetooth_link",
    "steps.offer",
    "steps.ways",
    "steps.phones",
    "steps.downloads",
    "steps.histories",
    "reports.plugin",
    "reports.folder.resume",
    "reports.terminal.campaign",
    "reports.terminal.fold",
    "reports.terminal.pointers",
    "reports.terminal.starts",
    "reports.terminal.summary",
    "reports.live.plugin",
    "reports.traffic_logs",
]

REQUIRED = {"pytest-bdd": "pytest_bdd.plugin", "allure_pytest": "allure_pytest.plugin"}
"""Plugins of others without which no scenario runs, by the names that pytest knows them by; and their modules."""

WELCOME = {"xdist": "xdist.plugin"}
"""Such as a run can do without."""

OF_PYTEST = ("python", "skipping")
"""Without these parts of pytest scenarios pass that have not run, or run that do not apply."""

OBJECTS_PER_COLLECTION = 200_000
"""Growth in the number of objects that starts a collection; some worlds, or the frames of some minutes."""


def pytest_addoption(pluginmanager: pytest.PytestPluginManager) -> None:
    """Mark the results of an earlier run, look for garbage rarely, and see to the plugins of others.

    Those are not loaded where PYTEST_DISABLE_PLUGIN_AUTOLOAD is set. This is called before the plugins of the
    suite are loaded.

    Raises:
        pytest.UsageError: One that the suite cannot do without is switched off or not installed.
    """
    if (config := pluginmanager.get_plugin("pytestconfig")) is not None:
        begun.mark(config)
        config.add_cleanup(partial(gc.set_threshold, *gc.get_threshold()))
        config.add_cleanup(gc.unfreeze)  # after pytest has looked for garbage at its end
    # What is imported and collected is no garbage, nor are the frames that a scenario makes by the thousand.
    gc.set_threshold(OBJECTS_PER_COLLECTION, 20, 50)
    gc.enable()  # which the entry point of the project has disabled while it imports
    for name in (*OF_PYTEST, *REQUIRED, *pytest_plugins):
        if pluginmanager.is_blocked(name):
            switch = f"no:{name}"
            place = "PYTEST_ADDOPTS" if switch in os.environ.get("PYTEST_ADDOPTS", "") else "command line"
            raise pytest.UsageError(f"{place}: -p {switch}: the suite cannot do without the plugin {name}")
    for name, module in {**REQUIRED, **WELCOME}.items():
        if find_spec(module.partition(".")[0]) is None:
            if name in REQUIRED:
                raise pytest.UsageError(f"the plugin {name} is not installed; `uv run pytest` installs it")
        elif module not in sys.modules or not pluginmanager.is_registered(sys.modules[module]):
            pluginmanager.import_plugin(name, consider_entry_points=True)
