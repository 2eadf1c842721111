"""Wires pytest: which plugins make a run of the suite."""

from __future__ import annotations

pytest_plugins = [
    "rigs.plugin",
    "steps.collect",
    "steps.scenario",
    "steps.expectations",
    "steps.vehicle",
    "steps.calls",
    "steps.privacy",
    "steps.remote_control",
    "steps.preconditioning",
    "reports.listener",
    "reports.summary",
    "reports.traces",
]
