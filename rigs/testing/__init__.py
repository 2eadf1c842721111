"""Contract suites: what a lab's own kind of rig, bindings and drivers must do, as plain functions that raise.

A lab calls them in tests of its own; the suite's own kinds and bindings are held to the same.
"""

from rigs.testing.contracts import check_binding, check_driver, check_kind, check_rest_state

__all__ = ["check_binding", "check_driver", "check_kind", "check_rest_state"]
