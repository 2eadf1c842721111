"""Timing diagrams can be read: no text lies on another, leaves the picture or is crossed by another's line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clock.kernel import MS, S
from reports.evidence.callouts import Callout, placed
from reports.evidence.diagram import timing_diagram
from rigs.recording.journal import Expected, Journal
from rigs.values.interval import Event, Interval
from rigs.values.measurement import Limits, Measurement, Verdict
from rigs.values.track import Track
from tests.support.diagram_labels import boxes, crossed, in_order, outside, overlaps
from tests.support.project import new_project

CONDITION = "pre-conditioning is off"
SAMPLE = (
    "features/breakdown_call/data.feature",
    "features/preconditioning/locked.feature",
    "features/remote_control/lights.feature",
)


def track(name: str, *changes: tuple[int, object]) -> Track:
    """A track from (milliseconds, value)."""
    made = Track(name)
    for when_ms, value in changes:
        made.add(Interval.at(when_ms * MS), value)
    return made


def journal(
    low_s: float | None = 58.0,
    high_s: float | None = 62.0,
    came_ms: int = 63_330,
    events: tuple[tuple[str, int], ...] = (),
    words: tuple[tuple[int, str], ...] = ((0, "running"),),
    start: str = "the unlock",
) -> Journal:
    """A scenario with one judged condition, what else happened, and a track of words; times from the start."""
    zero_ms = 10_000_000
    begin = Event(start, Interval.at(zero_ms * MS))
    took = Measurement(f"time from {start} until {CONDITION}", came_ms / 1000, came_ms / 1000, "s", Limits(58, 62))
    limits = [None if limit is None else round(limit * S) for limit in (low_s, high_s)]
    tracks = [
        track(CONDITION, (zero_ms - 9000, False), (zero_ms + came_ms, True)),
        track("precond.state", *((zero_ms + when_ms, value) for when_ms, value in words)),
    ]
    return Journal(
        scenario="features/a.feature::An unlock with the key stops it a minute later",
        seed="1",
        rig="virtual",
        vehicle="electric",
        events=[begin, *(Event(name, Interval.at((zero_ms + ms) * MS)) for name, ms in events)],
        measurements=[took],
        expectations=[
            Expected(f"{CONDITION} in time", CONDITION, begin, limits[0], limits[1], Verdict.FAIL, took)
        ],
        set_up={"pre-conditioning is running": ("precond.state",)},
        tracks={each.name: each for each in tracks},
        end_ns=(zero_ms + came_ms + 10) * MS,
    )


def readable(svg: str) -> None:
    assert overlaps(svg) == []
    assert crossed(svg) == []
    assert outside(svg) == []


def texts(made: Journal) -> list[str]:
    return [box.text for box in boxes(timing_diagram(made))]


def test_two_limits_that_are_near_each_other_share_a_label() -> None:
    made = journal()
    readable(timing_diagram(made))
    assert "58 to 62 s after the unlock" in texts(made)


def test_two_limits_that_are_far_apart_have_a_label_each() -> None:
    shown = texts(journal(20.0, 60.0))
    assert {"20 s after the unlock", "60 s after the unlock"} <= set(shown)


NAMES = st.text("abcdefghijklmnopqrstuvwxyz. _MW", min_size=1, max_size=40).map(str.strip).filter(bool)
SPAN_MS = st.one_of(st.integers(1, 300), st.integers(1, 100_000), st.integers(1, 20_000_000))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_labels_of_any_limits_events_and_words_are_apart(data: st.DataObject) -> None:
    span_ms = data.draw(SPAN_MS)
    times = st.integers(0, span_ms)
    seconds = st.one_of(st.none(), times.map(lambda ms: ms / 1000))
    low_s, high_s = data.draw(seconds), data.draw(seconds)
    if low_s is not None and high_s is not None:
        low_s, high_s = sorted((low_s, high_s))
    events = tuple(data.draw(st.lists(st.tuples(NAMES, times), max_size=25)))
    moments = sorted(set(data.draw(st.lists(times, max_size=25))))
    words = tuple((ms, data.draw(NAMES)) for ms in moments)
    came_ms = data.draw(times)
    readable(timing_diagram(journal(low_s, high_s, came_ms, events, words, data.draw(NAMES))))


@pytest.mark.parametrize("hours", [0.1 / 3600, 1.0, 5.0])
def test_the_axis_of_a_short_and_of_a_long_scenario_can_be_read(hours: float) -> None:
    made = journal(None, hours * 3600, round(hours * 3_600_000))
    readable(timing_diagram(made))
    unit = {1.0: "min", 5.0: "h"}.get(hours, "s")
    assert f"{unit} from the unlock" in texts(made)


def test_what_steps_have_set_up_stands_before_what_is_judged_and_that_before_all_else() -> None:
    made = journal()
    made.tracks["phone.banner"] = track("phone.banner", (10_000_000, "none"), (10_005_000, "charging"))
    assert in_order(timing_diagram(made), "stimuli and events", "precond.state", CONDITION, "phone.banner")


def test_a_word_that_its_box_has_no_room_for_stands_whole_below_it() -> None:
    changes = ((0, "off"), (30_000, "going_to_sleep"), (31_000, "waking"), (32_000, "running"))
    assert {"going_to_sleep", "waking"} <= set(texts(journal(words=changes)))


def test_words_without_any_room_are_listed_in_their_order() -> None:
    changes = tuple((1000 + 620 * place, f"a rather long state {place}") for place in range(12))
    made = journal(words=changes)
    readable(timing_diagram(made))
    assert any(text.startswith("also, in their order: ") for text in texts(made))


def test_events_that_find_no_room_are_listed() -> None:
    made = journal(events=tuple((f"event number {place}", place) for place in range(20)))
    readable(timing_diagram(made))
    shown = texts(made)
    assert "the unlock" in shown
    assert any(text.startswith("also, in the list of events: ") for text in shown)


def test_a_name_at_the_right_edge_stands_left_of_its_place() -> None:
    assert placed([(95.0, 20.0)], 0.0, 100.0, 1) == [Callout(95.0, 72.0, 92.0, 0)]


def test_the_line_of_a_name_runs_through_no_other() -> None:
    left, right = placed([(10.0, 50.0), (30.0, 50.0)], 0.0, 100.0, 2)
    assert left is not None
    assert right is not None
    assert (left.row, right.row) == (1, 0)


@pytest.mark.thorough
def test_the_pictures_of_a_sample_of_the_suite_can_be_read(tmp_path_factory: pytest.TempPathFactory) -> None:
    project = new_project(tmp_path_factory)
    run = project.run(*SAMPLE, "-q", "-n", "0", "--evidence", "all")
    assert run.code == 0, run.output
    results = project.results().values()
    assert len(results) > 30
    for result in results:
        readable(result.attachments["timing diagram"].decode())
