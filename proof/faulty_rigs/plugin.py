"""The campaign `--prove-rig`: no faulty rig may bring a scenario to a wrong verdict on its vehicle.

A faulty rig is an item of its own, `file.feature::<rig>: <title>`. It passes when the scenario ends in the verdict
that its catalogue says: *rig fault*, *inconclusive*, or what is right for its vehicle.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, closing
from dataclasses import replace
from pathlib import Path

import pytest
from _pytest._code.code import TerminalRepr  # as in steps.gherkin.collect

from proof.faulty_rigs.rig import FaultyConnector, FaultyRig
from rigs.errors import ConfigurationError, Failed, Inconclusive, NotProven, RigFault, SetupFailed
from rigs.files.known import VIRTUAL
from rigs.run.plugin import PLAN
from rigs.run.session import Plan, RigSession
from rigs.values.measurement import Campaign, Verdict
from steps.gherkin.collect import ScenarioItem, replace_items

ENDS: Mapping[type[BaseException], Verdict] = {
    RigFault: Verdict.RIG_FAULT,
    Inconclusive: Verdict.INCONCLUSIVE,
    SetupFailed: Verdict.SETUP_FAILED,
    Failed: Verdict.FAIL,
}
"""The verdicts that end a scenario, by what is raised."""


class FaultyRigItem(ScenarioItem):
    """One scenario on one faulty rig.

    Attributes:
        faulty: The rig.
    """

    def __init__(self, *, faulty: FaultyRig, **arguments: object) -> None:
        """Take the rig, and what `ScenarioItem` takes."""
        super().__init__(**arguments)  # type: ignore[arg-type]  # passed on as given
        self.faulty = faulty
        self.labels.update(fault=faulty.id, scenario=self.scenario_id)
        self.extra_keyword_matches.add(faulty.id)

    def rig(self, of_the_run: RigSession) -> AbstractContextManager[RigSession]:
        """Return the faulty rig with its vehicle, which is closed behind the scenario."""
        plan = of_the_run.plan
        if self.faulty.fault is not None:
            build = self.config.hook.pytest_connect_hil_world(fault=self.faulty.fault)
            plan = plan.with_fault(self.faulty.fault, build)
        plan = replace(plan, keep_traffic=True)
        return closing(RigSession(plan, FaultyConnector(plan, self.faulty)))

    def runtest(self) -> None:
        """Run the scenario, and judge its verdict instead of the vehicle.

        Raises:
            NotProven: It came to another verdict than it must.
        """
        error: BaseException | None = None
        try:
            super().runtest()
        except (Exception, pytest.fail.Exception) as raised:
            error = raised
        came = verdict_of(error)
        if came is self.faulty.ends:
            self.labels["campaign"] = str(Campaign.CAUGHT)
            self.step = None
            return
        self.labels["campaign"] = str(Campaign.SURVIVED)
        told = came or "an error that is no verdict"
        text = f"{self.faulty.id}: {told}, not {self.faulty.ends}\n  {self.faulty.description}\n  {error}"
        raise NotProven(text) from error

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException]) -> str | TerminalRepr:  # type: ignore[override]  # as in ScenarioItem
        """Tell what was not proven, in words: no line of code has anything to do with it."""
        return str(excinfo.value) if isinstance(excinfo.value, NotProven) else super().repr_failure(excinfo)


def verdict_of(error: BaseException | None) -> Verdict | None:
    """Return the verdict that a scenario has come to by what ended it; None for an error that is none."""
    if error is None:
        return Verdict.PASS
    return next((verdict for kind, verdict in ENDS.items() if isinstance(error, kind)), None)


class FaultyRigs:
    """The plugin of the campaign.

    Args:
        rigs: All faulty rigs by id.
    """

    def __init__(self, rigs: Mapping[str, FaultyRig]) -> None:
        self._rigs = rigs
        self._met: set[str] = set()
        self._files: set[str] = set()

    def items(self, scenario: ScenarioItem) -> Iterator[ScenarioItem]:
        """Yield what runs in place of a scenario: each faulty rig that names it."""
        self._files.add(scenario.nodeid.partition("::")[0])
        for rig in self._rigs.values():
            if rig.scenario == scenario.nodeid:
                self._met.add(scenario.nodeid)
                yield scenario.again(FaultyRigItem, f"{rig.id}: {scenario.name}", faulty=rig)

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, session: pytest.Session) -> None:
        """Refuse faulty rigs whose scenario is not there.

        Raises:
            pytest.UsageError: One is not.
        """
        for rig in () if session.testsfailed else self._rigs.values():
            path = rig.scenario.partition("::")[0]
            there = path not in self._files and (session.config.rootpath / path).is_file()
            if rig.scenario not in self._met and not there:
                raise pytest.UsageError(f"rig {rig.id}: there is no scenario {rig.scenario}")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.getgroup("rig").addoption(
        "--prove-rig",
        action="store_true",
        help="run scenarios on rigs that lie or die, none of which may come to a wrong verdict",
    )


@pytest.hookimpl(trylast=True)  # the plan of the run has been made by then
def pytest_configure(config: pytest.Config) -> None:
    """Be the campaign, when one was asked for.

    Raises:
        pytest.UsageError: It does not go with what else was asked for.
    """
    if not config.option.prove_rig:
        return
    try:
        _refuse_others(config, config.stash[PLAN])
    except ConfigurationError as error:
        raise pytest.UsageError(str(error)) from error
    from proof.faulty_rigs.catalogue import FAULTY_RIGS  # noqa: PLC0415  # most runs do without them

    campaign = FaultyRigs(FAULTY_RIGS)
    replace_items(config, campaign.items)
    config.pluginmanager.register(campaign, "connect-hil-faulty-rigs")


def _refuse_others(config: pytest.Config, plan: Plan) -> None:
    if plan.rig.kind != VIRTUAL.name:
        raise ConfigurationError(plan.path, "kind", plan.rig.kind, "--prove-rig needs a rig of kind 'virtual'")
    others = {"--prove": config.option.prove, "--fault": plan.fault, "--vehicles": plan.on_each_vehicle}
    for name, given in others.items():
        if given:
            raise ConfigurationError("--prove-rig", name, given, "one of the two")


def pytest_connect_hil_environment(config: pytest.Config) -> Mapping[str, str]:
    """Return what reports say of the campaign."""
    return {"campaign": "prove-rig"} if config.option.prove_rig else {}


@pytest.hookimpl(tryfirst=True)
def pytest_connect_hil_output(config: pytest.Config) -> Path | None:
    """Return its part of reports/output: what runs on faulty rigs never goes into the gate's."""
    return Path("prove-rig") if config.option.prove_rig else None


def pytest_connect_hil_rerun_options(config: pytest.Config) -> list[str]:
    """Return the option that an item needs to run again."""
    return ["--prove-rig"] if config.option.prove_rig else []
