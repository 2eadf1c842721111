"""What a scenario is worth follows from its Thens, and where it cannot from the catalogue."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from pytest_bdd.parser import Step
from pytest_bdd.parsers import StepParser
from pytest_bdd.steps import StepFunctionContext

from rigs.files.catalogue import Catalogue
from rigs.files.rig_file import ROOT
from rigs.ports import centre, psap
from rigs.ports.house import HOUSE
from rigs.values.measurement import Verdict
from steps import expectations
from steps.gherkin.lint import Definition
from steps.gherkin.vocabulary import REPORTED, phrase
from steps.gherkin.worth import worth_of

REACTS = phrase("{condition} in reaction to {event}")
REPORTS = phrase(f"{REPORTED}{{condition}} within {{limit:duration}} of {{event}}")
NEAR = phrase("{position} is within {limit:number} m of {latitude:number}, {longitude:number}")
LOCKED = ("all doors are locked in reaction to the order", REACTS)
SHOWN = ("it is reported when all doors are locked within 60 s of the order", REPORTS)
ROUTED = ("the call is taken to the PSAP of Paris in reaction to the SOS press", REACTS)
SENT = ("the destination of the rescue forces is within 15 m of 45.764043, 4.835659", NEAR)
SENT_DATA = ("the position in the data set is within 15 m of 45.764043, 4.835659", NEAR)
MUST, WORLD = ("REMOTE-15",), ("ECALL-20",)

Then = tuple[str, StepParser]


@cache
def catalogue() -> Catalogue:
    return Catalogue.load(ROOT / "features" / "requirements.toml")


def worth(requirements: tuple[str, ...], *thens: Then) -> Verdict:
    def act(sentence: str, parser: StepParser) -> tuple[Step, Definition]:
        context = StepFunctionContext("then", expectations.reacts, parser)
        definition = Definition(context, "then", parser.name, Path("steps.py"), 1, is_async=False)
        return Step(sentence, "then", indent=0, line_number=1, keyword="Then"), definition

    return worth_of([act(*then) for then in thens], map(catalogue().requirement, requirements))


@pytest.mark.parametrize(
    ("thens", "verdict"),
    [
        ((LOCKED,), Verdict.PASS),
        ((SHOWN,), Verdict.REPORTED),
        ((SHOWN, LOCKED), Verdict.PASS),
        ((ROUTED, SENT), Verdict.WORLD_MODEL),
        ((SHOWN, SENT), Verdict.WORLD_MODEL),
        ((ROUTED, SENT_DATA), Verdict.PASS),
    ],
)
def test_it_passes_where_one_then_judges_the_vehicle(thens: tuple[Then, ...], verdict: Verdict) -> None:
    assert worth(MUST, *thens) is verdict


def test_what_the_catalogue_gives_to_the_model_of_the_world_is_no_pass_whatever_its_thens() -> None:
    assert worth(WORLD, ROUTED, SENT_DATA) is Verdict.WORLD_MODEL
    assert worth((*WORLD, *MUST), ROUTED, SENT_DATA) is Verdict.PASS
    assert worth(WORLD, SHOWN) is Verdict.REPORTED


def test_what_services_make_of_themselves_is_known_as_the_model_of_the_world() -> None:
    assert [port for port in HOUSE.observations.values() if port.of_world] == [psap.SITE, psap.CASE, centre.CASE]
