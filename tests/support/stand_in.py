"""The base of what takes the place of a run's rig in a copied project, so that a test knows what scenarios run on.

A module with such a session gives it as the fixture `rig_session`; `Project.plant_rig` lets it come first.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from rigs.pace import WaitListener
from rigs.run.session import Plan, RigSession
from rigs.scene import Scene


class StandInSession(ABC):
    """A stand-in for `rigs.run.session.RigSession` that has a rig for each title of a scenario.

    Args:
        plan: Of the run.

    Attributes:
        seed_of: The scenario whose seed all have; empty where each has its own.
    """

    seed_of: ClassVar[str] = ""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    @abstractmethod
    def session_for(self, title: str) -> RigSession:
        """Return a session on the rig for a scenario."""

    def begun(self, title: str, scene: Scene) -> None:  # noqa: B027  # most take the scene as it is
        """Change a scene before its scenario has it."""

    def ended(self, scenario: str, scene: Scene) -> None:  # noqa: B027  # most do not look
        """Look at the scene of a scenario that has run to its end."""

    @contextmanager
    def scene(
        self, scenario: str, needs: tuple[str, ...], on_wait: WaitListener | None = None, *, may_call: bool
    ) -> Iterator[Scene]:
        """See `rigs.run.session.RigSession.scene`."""
        title = scenario.partition("::")[2]
        session = self.session_for(title)
        with session.scene(self.seed_of or scenario, needs, on_wait, may_call=may_call) as scene:
            self.begun(title, scene)
            yield scene
            self.ended(scenario, scene)
