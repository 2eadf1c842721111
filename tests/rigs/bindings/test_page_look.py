"""What was found on a page is told in the words of the suite, with the place at which a person sees it."""

from __future__ import annotations

from typing import Any

import pytest

from rigs.bindings.page_look import Wording, place_of

CONTROL = {"label": "Buy now", "zone": "", "region": "", "x": 500, "y": 500}
PAGE: dict[str, Any] = {
    "ready": True,
    "stamp": 7.5,
    "title": "Mes services",
    "body": "Bonjour\nConnecté : owner@mail.example\nx",
    "width": 1000,
    "height": 1000,
    "question": None,
    "controls": [CONTROL],
    "fields": ["Mot de passe"],
    "texts": ["No invoice yet", "Navigation: in force"],
    "answers": [{"kind": "refused", "id": "", "text": "No"}, {"kind": "accepted", "id": "a-1", "text": "Yes"}],
}
WORDS = {"Password": "Mot de passe", "Subscribe": "Buy now", "My services": "Mes services", "map": "Carte"}


@pytest.fixture
def wording() -> Wording:
    return Wording(WORDS, ("No invoice yet",), "Connecté : {account}")


def test_words_of_a_page_are_told_as_those_of_the_suite_and_the_other_way_round(wording: Wording) -> None:
    look = wording.read(PAGE)
    assert (look.title, look.fields, look.controls[0]["label"]) == ("My services", ["Password"], "Subscribe")
    assert wording.theirs("PASSWORD") == "Mot de passe"
    assert wording.theirs("Phone number") == "Phone number"


def test_a_text_that_stands_for_an_empty_list_is_none(wording: Wording) -> None:
    assert wording.read(PAGE).texts == ["Navigation: in force"]


def test_who_is_logged_in_is_read_in_the_words_of_the_file(wording: Wording) -> None:
    assert wording.read(PAGE).account == "owner@mail.example"
    assert wording.read({**PAGE, "body": "Bonjour"}).account == ""
    assert Wording().read(PAGE).account == ""


def test_two_answers_of_the_same_words_are_told_apart_by_their_mark(wording: Wording) -> None:
    marks = [each.mark for each in wording.read(PAGE).answers]
    assert marks == ["7.5", "a-1"]


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({}, "middle"),
        ({"zone": "top", "x": 10}, "top_left"),
        ({"zone": "top"}, "top"),
        ({"zone": "top", "x": 990}, "top_right"),
        ({"y": 50, "x": 990}, "top_right"),
        ({"zone": "main", "y": 50, "x": 990}, "middle"),
        ({"zone": "side", "x": 10}, "left"),
        ({"zone": "bottom"}, "bottom"),
        ({"zone": "main", "y": 900}, "bottom"),
        ({"region": "carte"}, "map"),
        ({"region": "Map"}, "middle"),
    ],
)
def test_a_control_is_where_its_part_of_the_page_is_else_where_it_is_seen(
    changes: dict[str, Any], place: str
) -> None:
    assert place_of({**CONTROL, **changes}, 1000, 1000, "Carte") == place
