"""Wires pytest: which plugins make a run of the suite."""

from __future__ import annotations

pytest_plugins = [
    "rigs.plugin",
    "steps.collect",
    "steps.scenario",
    "steps.prove",
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
    "steps.charging",
    "steps.preconditioning",
    "steps.programmes",
    "steps.trips",
    "steps.activation",
    "steps.account",
    "reports.listener",
    "reports.campaign",
    "reports.summary",
    "reports.traces",
]
