"""The timing diagram: what it shows of a scenario, where, and how large it is."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from clock.kernel import MS, S
from reports.evidence.diagram import timing_diagram
from reports.evidence.window import window_of
from rigs.recording.journal import Expected, Journal
from rigs.values.interval import Event, Interval
from rigs.values.measurement import Limits, Measurement, Verdict
from rigs.values.track import Track

SVG = "{http://www.w3.org/2000/svg}"
LOCKED = "all doors are locked"
SCENARIO = "features/remote_control/locking.feature::A lock order <reaches> a vehicle that is asleep & parked"


def track(name: str, *changes: tuple[float, object], unit: str = "", unsure_ms: int = 0) -> Track:
    """A track from (seconds, value); each change may have come `unsure_ms` earlier."""
    made = Track(name, unit)
    for when_s, value in changes:
        latest_ns = round(when_s * S)
        made.add(Interval(latest_ns - unsure_ms * MS, latest_ns), value)
    return made


def event(name: str, when_s: float, detail: str = "") -> Event:
    return Event(name, Interval.at(round(when_s * S)), detail)


def lock_journal(locked_after_s: float = 2.1, limit_s: float = 8.0) -> Journal:
    """The lock order of a vehicle that fell asleep for an hour; an order at 3700 s."""
    order = event("the order", 3700.0, "phone.order = lock")
    locked_s = 3700.0 + locked_after_s
    reached = Measurement(
        f"time from the order until {LOCKED}", locked_after_s - 0.02, locked_after_s, "s", Limits(high=limit_s)
    )
    stays = Measurement(f"time that {LOCKED} after the order", 10.0, None, "s", Limits(low=10.0))
    tracks = [
        track("comfort.activity", (0.1, "awake"), (200.0, "asleep"), (3701.2, "awake"), unsure_ms=5),
        *(
            track(f"doors.{door}.lock", (0.5, "unlocked"), (locked_s - early, "locked"), unsure_ms=20)
            for door, early in (("front_left", 0.3), ("front_right", 0.2), ("rear_left", 0.1), ("rear_right", 0))
        ),
        track(LOCKED, (0.5, False), (locked_s, True), unsure_ms=20),
        track("the driver is told", (0.5, False), (3704.4, True), unsure_ms=400),
        track("phone.banner", (0.0, "none"), (3704.4, "Vehicle locked"), unsure_ms=400),
        track("phone.progress.lock", (0.0, "idle"), (3700.1, "sending"), (3704.4, "idle"), unsure_ms=100),
        track("wheel.moving", (0.0, False)),
        track("supply.current", *((i * 0.5, (i * 7919 % 100) / 25) for i in range(7500)), unit="A"),
        track("horn.active", *((3700 + i * 0.01, i % 2 == 0) for i in range(900))),
    ]
    return Journal(
        scenario=SCENARIO,
        seed="20240611/locking",
        rig="virtual",
        vehicle="phev",
        events=[event("the key goes away", 2.0), order, event("the plug is pulled", 3705.0)],
        measurements=[reached, stays],
        expectations=[
            Expected("all doors are closed", "all doors are closed", None, None, None, Verdict.PASS),
            Expected(
                f"{LOCKED} within {limit_s:g} s of the order",
                LOCKED,
                order,
                None,
                round(limit_s * S),
                reached.verdict,
                reached,
            ),
            Expected(
                "the driver is told 4 to 20 s after the order",
                "the driver is told",
                order,
                4 * S,
                20 * S,
                Verdict.PASS,
            ),
            Expected(f"{LOCKED} for 10 s after the order", LOCKED, order, None, 10 * S, Verdict.PASS, stays),
        ],
        tracks={each.name: each for each in tracks},
        notes=["monitor cycle: message Doors came 2 ms late"],
        end_ns=3712 * S,
    )


def svg_of(journal: Journal) -> ElementTree.Element:
    return ElementTree.fromstring(timing_diagram(journal))  # noqa: S314  # written by the code under test


def texts(svg: ElementTree.Element) -> list[str]:
    return [element.text or "" for element in svg.iter(f"{SVG}text")]


@pytest.mark.parametrize("odd", ["error", float("nan"), float("inf")])
def test_a_quantity_that_shows_something_else_than_a_number_is_drawn_in_words(odd: object) -> None:
    journal = lock_journal()
    journal.tracks["outside"] = track("outside", (3698.0, 20.5), (3701.0, odd), (3703.0, 21.0), unit="degC")
    assert {"outside", str(odd)} <= set(texts(svg_of(journal)))


def vertical_at(svg: ElementTree.Element, kind: str) -> list[float]:
    paths = [path for path in svg.iter(f"{SVG}path") if path.get("class") == kind]
    return [float(path.get("d", "")[1:].split()[0]) for path in paths]


def ticks(svg: ElementTree.Element) -> dict[str, float]:
    """Where the numbers of the time axis stand."""
    return {
        element.text or "": float(element.get("x", ""))
        for element in svg.iter(f"{SVG}text")
        if "mid" in element.get("class", "").split()
    }


def test_equal_journals_give_equal_pictures() -> None:
    assert timing_diagram(lock_journal()) == timing_diagram(lock_journal())


def test_titles_keep_their_special_characters() -> None:
    assert "A lock order <reaches> a vehicle that is asleep & parked" in texts(svg_of(lock_journal()))


def test_characters_that_xml_cannot_carry_are_left_out() -> None:
    journal = lock_journal()
    journal.events.append(event("beep \x07 & \ud800", 3702.0))
    assert any(text.startswith("beep") for text in texts(svg_of(journal)))


def test_a_deadline_stands_at_its_time_after_the_event() -> None:
    svg = svg_of(lock_journal(limit_s=5.0))
    zero, five, ten = (ticks(svg)[name] for name in ("0", "5", "10"))
    limit = min(vertical_at(svg, "limit"))
    assert limit == pytest.approx(five, abs=0.2)
    assert limit - zero == pytest.approx((ten - zero) / 2, abs=0.3)
    assert "5 s after the order" in texts(svg)


def test_both_ends_of_an_allowed_span_are_drawn() -> None:
    svg = svg_of(lock_journal())
    assert vertical_at(svg, "lower") == [
        pytest.approx(ticks(svg)["0"] + 0.8 * (ticks(svg)["5"] - ticks(svg)["0"]), abs=0.3)
    ]
    assert "4 s after the order" in texts(svg)


def test_the_hour_before_the_order_is_not_shown() -> None:
    window = window_of(lock_journal())
    assert window.zero is not None
    assert window.zero.name == "the order"
    assert (window.end_ns - window.begin_ns) / S < 25


def test_a_stimulus_shortly_before_the_order_is_shown() -> None:
    journal = lock_journal()
    journal.events.insert(1, event("the door closes", 3690.0))
    window = window_of(journal)
    assert window.zero is not None
    assert window.zero.name == "the door closes"


def test_what_comes_late_is_shown_behind_the_limit() -> None:
    journal = lock_journal(locked_after_s=11.0, limit_s=8.0)
    journal.expectations = journal.expectations[1:2]
    window = window_of(journal)
    assert window.end_ns > 3711 * S


def test_a_scenario_without_deadlines_shows_what_followed_the_last_stimulus() -> None:
    journal = lock_journal()
    journal.expectations = []
    assert "phone.banner" in texts(svg_of(journal))


def test_an_empty_journal_gives_a_picture() -> None:
    assert texts(svg_of(Journal("features/a.feature::nothing", "1", "virtual", "phev")))


def test_verdict_and_measured_value_stand_beside_the_condition() -> None:
    assert "fail: 8.180 to 8.200 s" in texts(svg_of(lock_journal(8.2)))
    assert "inconclusive: 7.990 to 8.010 s" in texts(svg_of(lock_journal(8.01)))


def test_what_made_the_condition_true_stands_first() -> None:
    shown = texts(svg_of(lock_journal()))
    assert shown.index("doors.rear_right.lock") < shown.index("comfort.activity")


def test_tracks_that_did_not_change_are_left_out() -> None:
    assert "wheel.moving" not in texts(svg_of(lock_journal()))


def test_nothing_is_drawn_after_the_end_of_the_record() -> None:
    svg = svg_of(lock_journal())
    (grey,) = (rect for rect in svg.iter(f"{SVG}rect") if rect.get("class") == "unrecorded")
    assert float(grey.get("x", "")) == pytest.approx(window_x(svg, 12.0), abs=0.3)


def window_x(svg: ElementTree.Element, second: float) -> float:
    at = ticks(svg)
    return at["0"] + (at["10"] - at["0"]) / 10 * second


def test_surplus_lanes_are_counted_and_named() -> None:
    journal = lock_journal()
    for number in range(30):
        journal.tracks[f"extra.{number}"] = track(f"extra.{number}", (0, "a"), (3703, "b"))
    (line,) = (text for text in texts(svg_of(journal)) if "not shown" in text)
    assert line.startswith("28 more not shown: ")


def test_thousands_of_changes_stay_below_100_kb() -> None:
    journal = lock_journal()
    for number in range(20):
        words = [(3700 + i * 0.007, f"value {i % 7}") for i in range(3000)]
        numbers = [(3700 + i * 0.001, (i * 7919 % 1000) / 7) for i in range(20_000)]
        journal.tracks[f"words.{number}"] = track(f"words.{number}", *words)
        journal.tracks[f"numbers.{number}"] = track(f"numbers.{number}", *numbers)
    for kind in ("words", "numbers"):
        kept = {name: each for name, each in journal.tracks.items() if name.startswith(kind)}
        journal.tracks = {**kept, **journal.tracks}
        slow = [(3700 + i * 0.17, f"value {i}") for i in range(120)]
        journal.tracks |= {f"slow.{number}": track(f"slow.{number}", *slow) for number in range(20)}
        assert len(timing_diagram(journal)) < 100_000


def test_the_limit_of_an_unsure_event_is_a_band() -> None:
    journal = lock_journal()
    order = Event("the order", Interval(3699 * S, 3700 * S))
    journal.events[1] = order
    journal.expectations = [Expected("locked", LOCKED, order, None, 8 * S, Verdict.PASS)]
    svg = svg_of(journal)
    (band,) = (rect for rect in svg.iter(f"{SVG}rect") if rect.get("class") == "limit band")
    at = ticks(svg)
    assert float(band.get("width", "")) == pytest.approx((at["8"] - at["0"]) / 8, abs=0.3)


def test_the_names_of_what_limits_count_from_are_always_shown() -> None:
    journal = lock_journal()
    journal.events[1:1] = [event(f"a rather long name of stimulus {number}", 3699.5) for number in range(12)]
    assert "the order" in texts(svg_of(journal))


def test_a_value_that_was_never_seen_before_is_not_called_unsure() -> None:
    journal = lock_journal()
    journal.tracks = {"a": Track("a")}
    journal.tracks["a"].add(Interval(0, 3703 * S), "first")
    svg = svg_of(journal)
    assert "first" in texts(svg)
    assert not [path for path in svg.iter(f"{SVG}path") if path.get("class") == "unsure"]


def test_neighbours_of_what_made_the_condition_true_stand_next() -> None:
    shown = texts(svg_of(lock_journal()))
    assert shown.index("doors.front_left.lock") < shown.index("comfort.activity")
