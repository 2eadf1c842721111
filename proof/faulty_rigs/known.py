"""Names of what faulty rigs have in common: verdicts, scenarios, vehicles, one message."""

from __future__ import annotations

from clock.kernel import MS
from rigs.values.measurement import Verdict

FAULT, UNSURE, SETUP = Verdict.RIG_FAULT, Verdict.INCONCLUSIVE, Verdict.SETUP_FAILED
PASS, FAIL = Verdict.PASS, Verdict.FAIL

LOCK = "features/remote_control/locking.feature::A lock order locks a vehicle that is asleep"
UNTOUCHED = "features/remote_control/locking.feature::Without an order the doors stay unlocked"
HORN = "features/remote_control/horn.feature::A second horn order 5 s after the start of the first honk"
PROMPT = "features/privacy/switching.feature::A double-push of SOS and ASSISTANCE brings the first prompt"
NO_PROMPT = "features/privacy/switching.feature::Without a double-push no prompt is heard"

LATE = "lock-at-8.2s"
"""The id of a vehicle that locks too late."""

NEVER = "lock-never"
"""The id of a vehicle that does not lock."""

FOREVER_S = 1e6
LOCKS = 0x5A0
LOCKS_CYCLE_NS = 500 * MS
