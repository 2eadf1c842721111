"""Phrases are made of typed words, so that no sentence has two meanings."""

from __future__ import annotations

import pytest

from rigs.errors import SuiteError
from rigs.judging.condition import Condition
from rigs.ports import senses
from steps.gherkin import vocabulary
from steps.gherkin.vocabulary import (
    condition,
    enumeration,
    event,
    find_event,
    is_over_network,
    phrase,
    ports_in,
)
from tests.support.kernel_rig import LOCK, KernelRig


@pytest.fixture(autouse=True)
def _words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chapters have words of their own; a test has none but its own."""
    monkeypatch.setattr(vocabulary, "_WORDS", vocabulary._Words())
    own = ("condition", "lasting", "event", "duration", "number")
    monkeypatch.setattr(vocabulary, "_TYPES", {name: vocabulary._TYPES[name] for name in own})


@pytest.fixture
def locked() -> Condition:
    return condition(
        "the door is locked", LOCK, test=lambda value: value == "locked", stays="the door stays locked"
    )


def test_a_condition_is_one_of_those_defined(locked: Condition) -> None:
    now = phrase("{condition}")
    assert now.is_matching("the door is locked")
    assert now.parse_arguments("the door is locked") == {"condition": locked}
    assert not now.is_matching("the door is open")
    assert now.parse_arguments("the door is open") is None
    assert not now.is_matching("so the door is locked")


def test_a_longer_sentence_is_another_phrase(locked: Condition) -> None:
    event("the order")
    within = phrase("{condition} within {limit:duration} of {event}")
    sentence = "the door is locked within 8 s of the order"
    assert not phrase("{condition}").is_matching(sentence)
    assert within.parse_arguments(sentence) == {"condition": locked, "limit": 8.0, "event": "the order"}
    assert not within.is_matching("the door is locked within 8 s of the crash")


def test_a_word_that_begins_another_does_not_hide_it() -> None:
    short = condition("the door is locked", LOCK, test=bool)
    long = condition("the door is locked twice", LOCK, test=bool)
    assert phrase("{condition}").parse_arguments("the door is locked twice") == {"condition": long}
    assert phrase("{condition}").parse_arguments("the door is locked") == {"condition": short}


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("8 s", 8.0), ("0.5 s", 0.5), ("1 min", 60.0), ("2.5 min", 150.0), ("1 h", 3600.0), ("44:59 min", 2699.0)],
)
def test_a_duration_is_in_seconds(text: str, seconds: float) -> None:
    assert phrase("{duration} pass").parse_arguments(f"{text} pass") == {"duration": seconds}


@pytest.mark.parametrize(
    "text", ["8", "8s", "s", "-8 s", "8 ms", "8. s", "8 s s", "eight s", "8:60 min", "44:59 s"]
)
def test_what_is_no_duration_fits_no_phrase(text: str) -> None:
    assert not phrase("{duration} pass").is_matching(f"{text} pass")


@pytest.mark.parametrize(("text", "number"), [("12", 12.0), ("-3.5", -3.5)])
def test_a_number_is_a_number(text: str, number: float) -> None:
    assert phrase("it is {temperature:number} °C").parse_arguments(f"it is {text} °C") == {"temperature": number}


def test_the_letters_of_a_phrase_are_letters() -> None:
    assert not phrase("it is 1.5 V (or so)").is_matching("it is 1x5 V (or so)")
    assert phrase("it is 1.5 V (or so)").is_matching("it is 1.5 V (or so)")


def test_an_enumeration_gives_what_step_code_needs() -> None:
    enumeration("door", {"front left door": "front_left", "trunk": "trunk"})
    opened = phrase("the {door} is opened")
    assert opened.parse_arguments("the front left door is opened") == {"door": "front_left"}
    assert phrase("the {which:door} is opened").parse_arguments("the trunk is opened") == {"which": "trunk"}
    assert not opened.is_matching("the bonnet is opened")


def test_a_word_is_defined_once(locked: Condition) -> None:
    event("the order")
    enumeration("door", {})
    with pytest.raises(SuiteError, match="the condition 'the door is locked' is defined twice"):
        condition(locked.text, LOCK, test=bool)
    with pytest.raises(SuiteError, match="the event 'the order' is defined twice"):
        event("the order")
    with pytest.raises(SuiteError, match="the enumeration 'door' is defined twice"):
        enumeration("door", {})
    with pytest.raises(SuiteError, match="the enumeration 'duration' is defined twice"):
        enumeration("duration", {})


def test_an_unknown_type_is_a_mistake_of_the_suite() -> None:
    with pytest.raises(SuiteError, match=r"\{x:colour\} in 'it is \{x:colour\}'; types are condition, duration"):
        phrase("it is {x:colour}").is_matching("it is red")


def test_the_lasting_form_has_words_of_its_own(locked: Condition) -> None:
    other = condition("the horn is off", LOCK, test=bool)
    stays = phrase("{lasting} for {duration}")
    assert stays.parse_arguments("the door stays locked for 5 s") == {"lasting": locked, "duration": 5.0}
    assert not stays.is_matching("the door is locked for 5 s")
    assert stays.parse_arguments("the horn is off for 5 s") == {"lasting": other, "duration": 5.0}


def test_what_comes_over_the_network_has_the_longer_reaction_limit(locked: Condition) -> None:
    banner = condition("a banner is shown", LOCK, test=bool, over_network=True)
    assert is_over_network(banner)
    assert not is_over_network(locked)
    event("the order", over_network=True)
    assert is_over_network(locked, "the order")


def test_an_event_that_a_step_made_is_found() -> None:
    event("the order")
    rig = KernelRig()
    with pytest.raises(SuiteError, match="no step of this scenario made the event 'the order'"):
        find_event(rig.scene, "the order")
    assert find_event(rig.scene, rig.event("the order", 3).name).when.latest_ns == 3_000_000_000


def test_an_observed_event_is_the_last_change_of_the_scenario(locked: Condition) -> None:
    event("the locking", locked)
    event("the unlocking", locked, becomes=False)
    rig = KernelRig()
    rig.show("unlocked", 0)
    rig.show("locked", 1)
    rig.run(2)
    rig.scene.begin()
    with pytest.raises(SuiteError, match="'the locking' has not been observed in this scenario"):
        find_event(rig.scene, "the locking")
    for when_s, value in ((3, "unlocked"), (4, "locked"), (5, "unlocked"), (6, "locked")):
        rig.show(value, when_s, when_s - 0.5)
    rig.run(7)
    assert find_event(rig.scene, "the locking").when.latest_ns == 6_000_000_000
    assert find_event(rig.scene, "the unlocking").when.earliest_ns == 4_500_000_000


def test_a_scenario_watches_the_ports_that_its_sentences_speak_of(locked: Condition) -> None:
    prompt = condition("a prompt is heard", senses.PROMPT, test=bool)
    event("the start of the prompt", prompt)
    event("the order")
    assert ports_in(["all is well"]) == []
    assert ports_in(["the door is locked within 8 s of the order"]) == [LOCK]
    assert ports_in(["the door stays locked for 5 s"]) == [LOCK]
    assert ports_in(["the door is locked within 8 s of the start of the prompt"]) == [LOCK, senses.PROMPT]


def test_an_event_whose_name_is_part_of_another_is_not_spoken_of_by_it(locked: Condition) -> None:
    running = condition("it runs", senses.PROMPT, test=bool)
    event("the start", running)
    event("the start of the wait")
    assert ports_in(["the door stays locked for 5 s after the start of the wait"]) == [LOCK]
    assert ports_in(["the door stays locked for 5 s after the start"]) == [LOCK, senses.PROMPT]
