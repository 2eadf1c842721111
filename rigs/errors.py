"""All that can end a scenario other than well.

    HarnessError
    ├── SuiteError                a mistake in features or step code
    │   └── CatalogueError        ... in the catalogue of requirements
    ├── ConfigurationError        a rig or vehicle file, or an option, that is not allowed
    │   └── UnsafeRigError        ... that would let a test reach a real emergency service
    ├── RigFault                  the bench did not do what a bench must
    │   ├── InstrumentFault       an instrument refused, was silent or lost
    │   ├── BusFault              a bus adapter or its server
    │   ├── Abandoned             the bench was put to rest before the end of the run
    │   ├── NotAtRest             an output of the bench could not be put to rest
    │   ├── WrongUnit             an ECU on the bench is another than its file says
    │   ├── RecordingFault        what was recorded cannot be believed: lost frames, a clock that is off
    │   ├── ServiceFault          an off-board service
    │   │   └── NotServed         ... does not have what is asked of it; the scenario does not apply to the rig
    │   └── NodeFault             a simulated unit raised
    ├── SetupFailed               the state that a scenario starts from was not reached
    └── Inconclusive              what was measured allows no verdict
    AssertionError
    ├── Failed                    a verdict on the vehicle
    │   ├── InvariantBroken       ... on what stands for all scenarios, beside what this one judges
    │   └── MonitorFinding        ... on its traffic, beside what the scenario judges
    └── NotProven                 a verdict on the suite: it missed a faulty vehicle, or failed a good one

Assertions alone are called failed in reports, all else broken.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

MOST_SHOWN = 500
"""Most characters that are shown of a value that is not allowed."""


def one_line(text: str) -> str:
    """Write a text as one line that every terminal shows as it is: what is no printable sign is escaped."""
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)


class HarnessError(Exception):
    """Everything this package raises on purpose, verdicts on the vehicle apart."""


class SuiteError(HarnessError):
    """A mistake in the suite itself, such as a port or an event that does not exist."""


class CatalogueError(SuiteError):
    """The catalogue of requirements cannot be used."""


class ConfigurationError(HarnessError):
    """A file or option that is not allowed, found before anything is opened.

    Args:
        source: The file, or the option.
        key: Where in the file, with dots.
        value: What stands there.
        allowed: What may stand there.
    """

    def __init__(self, source: Path | str, key: str, value: object, allowed: str) -> None:
        shown = repr(value)
        if len(shown) > MOST_SHOWN:
            shown = f"{shown[:MOST_SHOWN]}..."
        super().__init__(one_line(f"{source}: {key} = {shown}: {allowed}"))
        self.source = source
        self.key = key
        self.value = value
        self.allowed = allowed

    @classmethod
    def joined(cls, errors: Sequence[ConfigurationError]) -> ConfigurationError:
        """Return the first of some errors, with a line for each of them as its text."""
        first = errors[0]
        made = cls(first.source, first.key, first.value, first.allowed)
        made.args = ("\n".join(str(error) for error in errors),)
        return made


class UnsafeRigError(ConfigurationError):
    """The rig does not declare what keeps a call from leaving it."""


class RigFault(HarnessError):
    """The bench did not do what a bench must; no verdict on the vehicle follows from it."""


class InstrumentFault(RigFault):
    """An instrument refused a command, gave no answer, or was lost."""


class BusFault(RigFault):
    """A bus adapter, or the server behind it, failed."""


class Abandoned(RigFault):
    """A bench that was put to rest before the end of the run, since it is no longer safe; nothing runs on it."""


class NotAtRest(RigFault):
    """Outputs of a bench that could not be put to rest."""


class WrongUnit(RigFault):
    """An ECU on the bench is another than its file says."""


class RecordingFault(RigFault):
    """Frames were lost or bear wrong times: neither a pass nor a failure follows from what was recorded."""


class ServiceFault(RigFault):
    """An off-board service could not be reached or refused a request."""


class NotServed(ServiceFault):
    """A service has no such verb; what needs it does not apply to the rig."""


class NodeFault(RigFault):
    """A simulated unit raised an exception."""


class SetupFailed(HarnessError):
    """The vehicle could not be brought to the state that the scenario starts from."""


class Inconclusive(HarnessError):
    """A scenario without a verdict: what was measured lies on both sides of a limit, or was seen too badly."""


class Failed(AssertionError):
    """The vehicle did not do what it must."""


class InvariantBroken(Failed):
    """A standing invariant did not hold.

    Args:
        text: What a report says.
        sentences: The sentences of all that did not.
        requirements: Ids of those that the first of them follows from.
    """

    def __init__(self, text: str, sentences: Sequence[str] = (), requirements: Sequence[str] = ()) -> None:
        super().__init__(text)
        self.sentences = tuple(sentences)
        self.requirements = tuple(requirements)


class NotProven(AssertionError):
    """A scenario passed a faulty vehicle, or failed one that is good; see `proof.plugin`."""


class MonitorFinding(Failed):
    """The traffic broke its databases; it never proves that a scenario caught a fault."""
