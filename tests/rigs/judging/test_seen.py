"""What a failure tells of the ports of its condition."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clock.kernel import S
from rigs.judging.seen import MOST_TOLD, present, story
from rigs.values.interval import Interval
from rigs.values.track import Track

START = Interval.at(10 * S)


def track(name: str, *values: tuple[float, Any], unit: str = "") -> Track:
    """A track with values that came up at times in s."""
    made = Track(name, unit)
    for at_s, value in values:
        made.add(Interval.at(round(at_s * S)), value)
    return made


def told(*tracks: Track, test: Any = bool, end_s: float = 20) -> str:
    """The story of some tracks from 10 s on."""
    return story(tracks, test, START, round(end_s * S))


def vin_is_x(msd: Mapping[str, Any]) -> bool:
    """A judgement of one field of a table in a table."""
    return bool((msd.get("decoded") or {}).get("vin") == "X")


def test_a_value_before_the_start_is_that_in_force_at_it() -> None:
    assert told(track("door", (1, "open"), (5, "closed"))) == "door = closed"


def test_changes_are_told_with_the_time_from_the_start() -> None:
    assert told(track("door", (5, "closed"), (12.5, "open"))) == "door = closed until 2.500 s, then open"


def test_what_came_after_the_end_is_not_told() -> None:
    assert told(track("door", (5, "closed"), (21, "open"))) == "door = closed"


def test_ports_with_one_story_are_told_together() -> None:
    doors = (track(name, (5, "closed"), (12, "open")) for name in ("left", "right"))
    assert told(*doors) == "left, right = closed until 2.000 s, then open"


def test_a_port_that_showed_nothing_was_never_seen() -> None:
    assert told(track("door")) == "door = never seen"
    assert told(track("prompt", (1, ""))) == "prompt = nothing"


def test_of_many_words_the_first_and_the_last_are_told() -> None:
    words = track("lamp", *((10 + each, f"w{each}") for each in range(9)))
    text = told(words)
    assert text.startswith("lamp = w0 until 1.000 s, then w1 until 2.000 s")
    assert text.endswith("then w8 (5 values between left out)")
    assert text.count("= w") + text.count("then w") == MOST_TOLD


def test_of_many_numbers_the_range_and_the_last_are_told() -> None:
    numbers = track("supply", *((10 + each, float(each)) for each in range(9)), unit="V")
    assert told(numbers) == "supply = 0 to 8 V, at last 8"


def test_of_a_table_the_field_that_is_judged_is_told() -> None:
    msd = track("msd", (5, {"hex": "02" * 30, "decoded": {"vin": "Y", "passengers": 2}}))
    assert told(msd, test=vin_is_x) == "msd = decoded.vin Y"
    assert present((msd,), vin_is_x) == "msd = decoded.vin Y"


def test_a_field_that_a_table_lacks_is_missing() -> None:
    assert told(track("msd", (5, {"hex": "02"})), test=vin_is_x) == "msd = decoded missing"


def test_a_table_of_which_no_field_is_judged_is_told_by_its_fields() -> None:
    assert told(track("msd", (5, {"hex": "02", "decoded": {}}))) == "msd = a table of hex, decoded"


def test_a_test_that_cannot_judge_what_was_seen_spoils_no_message() -> None:
    assert told(track("msd", (5, {"hex": "02"})), test=lambda msd: msd["vin"]) == "msd = a table of hex"


def test_what_a_value_stands_for_is_told_in_its_place() -> None:
    prompt = Track("prompt")
    prompt.add(Interval.at(12 * S), "?", "none of the clips")
    assert told(prompt) == "prompt = never seen until 2.000 s, then none of the clips"
