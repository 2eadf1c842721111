"""The campaign `--prove`: each faulty vehicle must be caught by the scenario that it names.

A fault is an item of its own, `file.feature::<fault>: <title>`, beside the scenario on the vehicle as it should
be, the baseline. An item passes when the scenario fails in the step that carries the requirement: what a
monitor found, a set-up that failed and a fault of the rig prove nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from _pytest._code.code import TerminalRepr  # as in steps.gherkin.collect
from pytest_bdd.parser import Step

from rigs.errors import ConfigurationError, Failed, Inconclusive, InvariantBroken, MonitorFinding, NotProven
from rigs.judging.aftermath import AFTERMATH
from rigs.judging.invariants import INVARIANTS
from rigs.run.plugin import PLAN
from rigs.run.session import RigSession, open_session
from rigs.values.measurement import Campaign
from steps.gherkin.collect import ScenarioItem, replace_items
from steps.gherkin.variation import Variation
from steps.gherkin.variations import varied

if TYPE_CHECKING:
    from proof.fault import Fault, FaultyVehicle
    from simulators.world import World


_OF_THE_VEHICLE = (Failed, Inconclusive)
"""Errors that say something of the vehicle; all else that ends a scenario says something of the rig."""


class FaultItem(ScenarioItem):
    """One faulty vehicle on the scenario that must notice it.

    Attributes:
        fault: The vehicle.
    """

    def __init__(self, *, fault: Fault, **arguments: object) -> None:
        """Take the fault, and what `ScenarioItem` takes."""
        super().__init__(**arguments)  # type: ignore[arg-type]  # passed on as given
        self.fault = fault
        self.requirements = (fault.requirement,)  # of the scenario's only the one that it proves
        self.labels.update(fault=fault.id, scenario=self.scenario_id)
        self.extra_keyword_matches.add(fault.id)

    def baseline(self) -> ScenarioItem:
        """Return the scenario on the vehicle as it should be."""
        return _baseline(self.again(ScenarioItem, self.case.title), [self.fault])

    def rig(self, of_the_run: RigSession) -> AbstractContextManager[RigSession]:
        """Return a rig with this vehicle, which is closed behind the scenario."""
        plan = self.config.stash[PLAN].with_fault(self.fault.id, self.fault.build)
        return closing(open_session(plan))

    def runtest(self) -> None:
        """Run the scenario, and judge it instead of the vehicle.

        Raises:
            NotProven: The faulty vehicle was not caught, or the good one failed.
            Exception: What kept the scenario from its verdict.
        """
        try:
            super().runtest()
        except (Exception, pytest.fail.Exception) as error:
            self._judge(error)
        else:
            self._judge(None)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException]) -> str | TerminalRepr:  # type: ignore[override]  # as in ScenarioItem
        """Tell what was not proven, in words: no line of code has anything to do with it."""
        return str(excinfo.value) if isinstance(excinfo.value, NotProven) else super().repr_failure(excinfo)

    def _judge(self, error: BaseException | None) -> None:
        outcome, reason = outcome_of(self.fault, error, self.step)
        self.labels["campaign"] = str(outcome)
        if outcome in (Campaign.CAUGHT, Campaign.GOOD_PASSED):
            self.step = None
            return
        if outcome is Campaign.INFRASTRUCTURE_ERROR and error is not None:
            raise error
        raise NotProven(f"{self.fault.id}: {outcome}: {reason}\n  {self.fault.description}") from error


def outcome_of(fault: Fault, error: BaseException | None, step: Step | None) -> tuple[Campaign, str]:
    """Tell what the end of a scenario says of a fault.

    Args:
        fault: The vehicle that it ran on.
        error: What ended it, None when it went through.
        step: In which step; None when after all of them.

    Returns:
        The outcome, and for people why it is no other.
    """
    if error is not None and not isinstance(error, _OF_THE_VEHICLE):
        return Campaign.INFRASTRUCTURE_ERROR, f"{type(error).__name__}: {error}"
    if fault.good:
        return (Campaign.GOOD_PASSED, "it passed") if error is None else (Campaign.GOOD_FAILED, str(error))
    if error is not None and step is not None and step.type != "then":
        return Campaign.INFRASTRUCTURE_ERROR, f"the scenario ended before its judgement, in: {step.name}"
    missed = _missed(fault, error, step)
    return (Campaign.CAUGHT, str(error)) if missed is None else (Campaign.SURVIVED, missed)


def _missed(fault: Fault, error: BaseException | None, step: Step | None) -> str | None:
    """Tell why the end of a scenario is not a failure of the expectation that carries the requirement."""
    if error is None:
        return "the scenario passed"
    if isinstance(error, Inconclusive | MonitorFinding):
        return f"no expectation failed: {error}"
    if step is None and (
        fault.then == AFTERMATH or (isinstance(error, InvariantBroken) and fault.then in error.sentences)
    ):
        return None
    if fault.then is not None and (step is None or step.name != fault.then):
        return f"not {fault.then!r} failed, but {step.name if step else 'the end'!r}: {error}"
    return None


class CampaignPlugin:
    """The plugin of a campaign.

    Args:
        faults: All of them by id.
    """

    def __init__(self, faults: Mapping[str, Fault]) -> None:
        self._of_scenario: dict[str, list[Fault]] = {}
        for fault in faults.values():
            self._of_scenario.setdefault(fault.scenario, []).append(fault)
        self._met: set[str] = set()
        self._files: set[str] = set()

    def items(self, scenario: ScenarioItem) -> Iterator[ScenarioItem]:
        """Yield what runs in place of a scenario: itself as the baseline, then each fault that names it."""
        self._files.add(scenario.nodeid.partition("::")[0])
        faults = self._of_scenario.get(scenario.nodeid)
        if faults is None:
            return
        self._met.add(scenario.nodeid)
        for variation in dict.fromkeys(fault.variation for fault in faults):
            yield from self._with(scenario, variation, [fault for fault in faults if fault.variation == variation])

    def _with(
        self, plain: ScenarioItem, variation: Variation | None, faults: Sequence[Fault]
    ) -> Iterator[ScenarioItem]:
        """Yield the baseline and the faults of one scenario, as it is, after one history or in one crossing."""
        try:
            scenario = plain if variation is None else varied(plain, variation)
        except ConfigurationError as error:
            raise plain.parent.CollectError(f"fault {faults[0].id}: {error}") from error  # type: ignore[union-attr]  # a collector
        yield _baseline(scenario, faults)
        for fault in faults:
            if problem := misfit(fault, scenario):
                raise plain.parent.CollectError(f"fault {fault.id}: {problem}")  # type: ignore[union-attr]  # a collector
            yield scenario.again(FaultItem, f"{fault.id}: {scenario.name}", fault=fault)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_collection_modifyitems(
        self, session: pytest.Session, items: list[pytest.Item]
    ) -> Generator[None, None, None]:
        """Order whatever was picked with -k or --lf: first the baselines of it, then the faults."""
        yield
        if session.testsfailed == 0:
            self._check_names(session.config.rootpath)
        faults = [item for item in items if isinstance(item, FaultItem)]
        needed = {item.scenario_id: item for item in faults}
        there = {item.nodeid: item for item in items if item.nodeid in needed and not isinstance(item, FaultItem)}
        items[:] = [there.get(name) or item.baseline() for name, item in needed.items()] + list(faults)

    def _check_names(self, root: Path) -> None:
        """Check that each scenario is there, as far as its file was read.

        Raises:
            pytest.UsageError: One is not.
        """
        for name, faults in self._of_scenario.items():
            path = name.partition("::")[0]
            if name not in self._met and (path in self._files or not (root / path).is_file()):
                raise pytest.UsageError(f"fault {faults[0].id}: there is no scenario {name}")


def misfit(fault: Fault, scenario: ScenarioItem) -> str | None:
    """Tell why a fault cannot be proven with a scenario, None when it can."""
    standing = next((each for each in INVARIANTS if each.sentence == fault.then), None)
    if standing is not None:
        carried = ", ".join(standing.requirements)
        return None if fault.requirement in standing.requirements else f"{fault.then!r} follows from {carried}"
    if fault.requirement not in scenario.requirements:
        return f"{scenario.scenario_id} does not carry {fault.requirement}"
    if fault.then == AFTERMATH:
        return None
    judging = [step.name for step in scenario.scenario.steps if step.type == "then"]
    if fault.then is None:
        return None if len(judging) == 1 else f"`then` must be one of: {'; '.join(judging)}"
    return None if fault.then in judging else f"{fault.then!r} is no Then; there are: {'; '.join(judging)}"


def _baseline(scenario: ScenarioItem, faults: Iterable[Fault]) -> ScenarioItem:
    scenario.labels["campaign"] = str(Campaign.BASELINE)
    scenario.extra_keyword_matches.update(fault.id for fault in faults)
    return scenario


def pytest_configure(config: pytest.Config) -> None:
    """Be the campaign, when one was asked for."""
    if config.option.prove and config.option.explore is None:
        campaign = CampaignPlugin(_faults())
        replace_items(config, campaign.items)
        config.pluginmanager.register(campaign, "connect-hil-campaign")


def pytest_connect_hil_world(fault: str) -> Callable[..., World]:
    """Return what builds a faulty vehicle of the catalogue.

    Raises:
        ConfigurationError: There is no such fault.
    """
    faults = _vehicles()
    if fault not in faults:
        near = ", ".join(get_close_matches(fault, faults, n=3)) or "none is like it"
        allowed = f"is no fault; nearest: {near}; all: python -m proof faults"
        raise ConfigurationError("--fault", "id", fault, allowed)
    return faults[fault].build


def _vehicles() -> Mapping[str, FaultyVehicle]:
    from proof.faults.sequences import SEQUENCES  # noqa: PLC0415  # as below

    return {**_faults(), **{vehicle.id: vehicle for vehicle in SEQUENCES}}


def _faults() -> Mapping[str, Fault]:
    from proof.catalogue import FAULTS  # noqa: PLC0415  # most runs do without the simulated vehicles

    return FAULTS
