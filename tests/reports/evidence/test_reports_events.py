"""The decoded event list: what stands in it and in which order."""

from __future__ import annotations

from clock.kernel import S
from reports.evidence.events import MOST_CHANGES, event_list
from rigs.values.interval import Event, Interval
from rigs.values.track import Track
from tests.reports.evidence.test_reports_diagram import LOCKED, lock_journal


def place(lines: list[str], text: str) -> int:
    """Where the only line with a text stands."""
    (found,) = (number for number, line in enumerate(lines) if text in line)
    return found


def test_stimuli_changes_and_judgements_stand_in_time_order() -> None:
    lines = event_list(lock_journal()).splitlines()
    order = place(lines, "stimulus  the order: phone.order = lock")
    change = place(lines, "doors.rear_right.lock: unlocked -> locked")
    judged = place(lines, f"pass: {LOCKED} within 8 s of the order")
    assert order < change < judged < place(lines, "stimulus  the plug is pulled")


def test_a_change_that_is_not_known_exactly_shows_both_ends() -> None:
    lines = event_list(lock_journal()).splitlines()
    line = lines[place(lines, "doors.rear_right.lock: unlocked -> locked")]
    assert line.split() == [
        "3702.080..3702.100",
        "|",
        "2.100",
        "observed",
        "doors.rear_right.lock:",
        "unlocked",
        "->",
        "locked",
    ]


def test_a_stimulus_has_one_time_and_the_time_from_zero() -> None:
    lines = event_list(lock_journal()).splitlines()
    assert lines[place(lines, "the plug is pulled")].split()[:3] == ["3705.000", "|", "5.000"]


def test_values_carry_their_unit() -> None:
    assert "supply.current: 0 A (first seen)" in event_list(lock_journal())


def test_a_restless_number_is_thinned_out_and_keeps_its_extremes() -> None:
    journal = lock_journal()
    text = event_list(journal)
    rows = [line for line in text.splitlines() if "observed  supply.current" in line]
    assert 50 < len(rows) <= MOST_CHANGES + 2
    assert any("3.96 A" in row for row in rows)
    assert "thinned out, it changed more than 200 times: supply.current" in text


def test_findings_of_monitors_are_mentioned() -> None:
    assert "note: monitor cycle: message Doors came 2 ms late" in event_list(lock_journal())


def test_the_measured_value_stands_with_its_judgement() -> None:
    lines = event_list(lock_journal(8.2)).splitlines()
    assert "8.180 to 8.200 s (allowed: at most 8 s)" in lines[place(lines, "fail: all doors are locked within")]


def test_of_what_earlier_scenarios_saw_only_the_state_that_they_left_is_listed() -> None:
    journal = lock_journal()
    journal.connected_ns = 3000 * S
    rows = [line for line in event_list(journal).splitlines() if "comfort.activity" in line]
    assert [row.split("observed  ")[1] for row in rows] == [
        "comfort.activity: asleep (from before)",
        "comfort.activity: asleep -> awake",
    ]


def test_a_stimulus_and_the_name_that_a_step_gave_to_it_are_one_line() -> None:
    journal = lock_journal()
    at = [event.name for event in journal.events].index("the order")
    order = journal.events[at]
    journal.events.insert(at + 1, Event("the second name", order.when, order.detail))
    lines = event_list(journal).splitlines()
    assert lines[place(lines, "stimulus  the order")].endswith("the order, the second name: phone.order = lock")
    assert sum("stimulus" in line for line in lines) == len(journal.events) - 1


def test_stimuli_at_one_time_that_did_different_things_are_two_lines() -> None:
    journal = lock_journal()
    at = [event.name for event in journal.events].index("the order")
    journal.events.insert(at + 1, Event("the horn", journal.events[at].when, "horn.button = pressed"))
    lines = event_list(journal).splitlines()
    assert place(lines, "stimulus  the order: phone.order = lock") < place(
        lines, "stimulus  the horn: horn.button"
    )


def test_what_was_first_seen_on_the_way_to_the_rest_state_is_one_line() -> None:
    journal = lock_journal()
    first = {name: next(iter(track)).when.latest_ns for name, track in journal.tracks.items() if len(track)}
    journal.begin_ns = max(first.values()) + 1
    lines = event_list(journal).splitlines()
    line = lines[place(lines, "observed  first seen until ")]
    assert "supply.current 0 A" in line
    assert "doors.rear_right.lock unlocked" in line
    assert not any("observed" in each and "(first seen)" in each for each in lines)
    assert any("doors.rear_right.lock: unlocked -> locked" in each for each in lines)


def test_what_comes_up_in_the_scenario_itself_has_a_line_of_its_own() -> None:
    journal = lock_journal()
    journal.begin_ns = 1
    journal.tracks["late.port"] = Track("late.port")
    journal.tracks["late.port"].add(Interval.at(3701 * S), "on")
    assert "observed  late.port: on (first seen)" in event_list(journal)
