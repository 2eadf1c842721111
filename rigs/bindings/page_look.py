"""What a person sees on a page of the web, in the words of the suite."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SCRIPT = (Path(__file__).parent / "page_look.js").read_text(encoding="utf-8")
"""The program that a page is read by; what it returns is read by `read`."""

TOP_PART = 0.1
"""The part of the height of a page that is its top, where no landmark says so."""

LOWEST_PART = 0.8
"""The part of the height of a page below which something is at its bottom, where no landmark says so."""

MAP = "map"
"""The name of the region of a page that is a map."""


@dataclass(frozen=True)
class Answer:
    """An answer of a page to a request.

    Attributes:
        kind: accepted, or refused.
        text: Its words.
        mark: What tells it from an earlier one of the same words.
    """

    kind: str
    text: str
    mark: str


@dataclass(frozen=True)
class Look:
    """A page, as it was seen once.

    Attributes:
        title: At its head.
        account: Who is logged in; empty where nobody is.
        controls: All that can be pressed, each with `label` and `place`.
        fields: Labels of what can be filled in.
        texts: What stands there besides, line by line.
        answers: What it says to the last request.
        question: What it wants to have confirmed; None where it asks nothing.
    """

    title: str
    account: str
    controls: Sequence[Mapping[str, str]]
    fields: Sequence[str]
    texts: Sequence[str]
    answers: Sequence[Answer]
    question: str | None

    @property
    def shown(self) -> Mapping[str, Any]:
        """The page as its port shows it, without number and site."""
        return {
            "title": self.title,
            "account": self.account,
            "controls": [dict(each) for each in self.controls],
            "fields": list(self.fields),
            "texts": list(self.texts),
        }

    @property
    def labels(self) -> str:
        """The labels of all that can be pressed, for people."""
        return ", ".join(dict.fromkeys(f'"{each["label"]}"' for each in self.controls)) or "nothing"


class Wording:
    """The words of a page, and those of the suite.

    Args:
        words: What a page says in other words, by the word of the suite.
        nothing: Texts that stand for an empty list.
        account: How a page says who is logged in, with `{account}`; None where it does not.
    """

    def __init__(
        self, words: Mapping[str, str] | None = None, nothing: Sequence[str] = (), account: str | None = None
    ) -> None:
        self._theirs = {ours.casefold(): theirs for ours, theirs in (words or {}).items()}
        self._ours = {theirs.casefold(): ours for ours, theirs in (words or {}).items()}
        self._nothing = {each.casefold() for each in nothing}
        before, _, after = (account or "").partition("{account}")
        self._account = (
            re.compile(rf"{re.escape(before)}(?P<account>[^\s]+?){re.escape(after)}\s*$", re.MULTILINE)
            if account
            else None
        )

    def theirs(self, ours: str) -> str:
        """Return how a page calls what the suite calls so."""
        return self._theirs.get(ours.casefold(), ours)

    def ours(self, theirs: str) -> str:
        """Return how the suite calls what a page calls so."""
        return self._ours.get(theirs.casefold(), theirs)

    def read(self, raw: Mapping[str, Any]) -> Look:
        """Read what `SCRIPT` has found on a page."""
        controls = [
            {
                "label": self.ours(each["label"]),
                "place": place_of(each, raw["width"], raw["height"], self.theirs(MAP)),
            }
            for each in raw["controls"]
        ]
        account = None if self._account is None else self._account.search(raw["body"])
        return Look(
            title=self.ours(raw["title"]),
            account="" if account is None else account["account"],
            controls=controls,
            fields=[self.ours(each) for each in raw["fields"]],
            texts=[self.ours(each) for each in raw["texts"] if not self._is_nothing(each, account)],
            answers=[
                Answer(each["kind"], each["text"], each["id"] or f"{raw['stamp']}") for each in raw["answers"]
            ],
            question=raw["question"],
        )

    def _is_nothing(self, text: str, account: re.Match[str] | None) -> bool:
        return text.casefold() in self._nothing or (account is not None and account[0].strip() == text)


def place_of(control: Mapping[str, Any], width: float, height: float, map_name: str) -> str:
    """Return where on a page something is: by the part of the page that it is in, else by where it is seen.

    Args:
        control: `x` and `y` of its middle, the `zone` that it is in (top, bottom, side, main or none), and the
            name of the `region`.
        width: Of the page.
        height: Of the page.
        map_name: The name of a region that is a map.
    """
    if control["region"].casefold() == map_name.casefold():
        return "map"
    left, right = control["x"] < width / 3, control["x"] > width * 2 / 3
    if control["zone"] == "top" or (not control["zone"] and control["y"] < height * TOP_PART):
        return "top_left" if left else "top_right" if right else "top"
    if control["zone"] == "bottom" or (control["zone"] in ("", "main") and control["y"] > height * LOWEST_PART):
        return "bottom"
    return "left" if control["zone"] == "side" and left else "middle"
