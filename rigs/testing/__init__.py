"""Contract suites: what a lab's own kind of rig, bindings and drivers must do, as plain functions that raise.

A lab calls them in tests of its own; the suite's own kinds, bindings and drivers are held to the same.
"""

from rigs.testing.contracts import check_binding, check_driver, check_kind, check_rest_state
from rigs.testing.named import Named, check_meter, check_refusal, check_supply, check_switch
from rigs.testing.script import Script

__all__ = [
    "Named",
    "Script",
    "check_binding",
    "check_driver",
    "check_kind",
    "check_meter",
    "check_refusal",
    "check_rest_state",
    "check_supply",
    "check_switch",
]
