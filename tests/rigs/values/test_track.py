"""What a port has shown, and when a statement over several ports was true."""

from __future__ import annotations

from rigs.judging.condition import Condition, TruthTrack
from rigs.ports.signals import signal
from rigs.values.interval import Interval
from rigs.values.track import Change, Track


def track(*changes: tuple[int, object], name: str = "door", lag_ns: int = 0) -> Track:
    made = Track(name, lag_ns=lag_ns)
    for at_ns, value in changes:
        made.add(Interval.at(at_ns), value)
    return made


def test_a_value_that_is_seen_again_is_no_change() -> None:
    door = track((1, "open"), (2, "open"), (3, "closed"))
    assert [(change.when.latest_ns, change.value) for change in door] == [(1, "open"), (3, "closed")]
    assert len(door) == 2


def test_a_track_knows_its_value_at_each_time() -> None:
    door = track((10, "open"), (20, "closed"))
    assert door.at(9) is None
    assert door.at(10) == Change(Interval.at(10), "open")
    assert door.at(19) == Change(Interval.at(10), "open")
    assert door.at(20) == Change(Interval.at(20), "closed")
    assert [change.value for change in door.after(10)] == ["closed"]
    assert door.after(20) == []


def test_a_port_that_has_shown_nothing_has_no_value() -> None:
    door = Track("door")
    assert not door.seen
    assert door.value is None


def test_a_listener_hears_changes_until_it_leaves() -> None:
    door, heard = Track("door"), list[object]()
    leave = door.watch(lambda change: heard.append(change.value))
    door.add(Interval.at(1), "open")
    door.add(Interval.at(2), "open")
    leave()
    door.add(Interval.at(3), "closed")
    assert heard == ["open"]


def test_a_listener_may_leave_while_it_hears() -> None:
    door, heard = Track("door"), list[object]()
    leave = door.watch(lambda _: leave())
    door.watch(lambda change: heard.append(change.value))
    door.add(Interval.at(1), "open")
    assert heard == ["open"]


BOTH = Condition("both are closed", (signal("a"), signal("b")), lambda a, b: a == b == "closed")


def test_a_statement_has_no_truth_until_each_of_its_ports_has_been_seen() -> None:
    a, b = track((5, "closed"), name="a"), Track("b")
    truth = TruthTrack(BOTH, {"a": a, "b": b})
    assert not truth.track.seen
    assert truth.seen() == "a = closed, b = never seen"
    b.add(Interval.at(9), "closed")
    assert list(truth.track) == [Change(Interval.at(9), True)]


def test_the_truth_is_the_same_whether_it_is_derived_live_or_later() -> None:
    steps = [("a", 1, "open"), ("b", 2, "closed"), ("a", 3, "closed"), ("b", 4, "open"), ("b", 6, "closed")]
    live_tracks = {"a": Track("a"), "b": Track("b")}
    live = TruthTrack(BOTH, live_tracks)
    for name, at_ns, value in steps:
        live_tracks[name].add(Interval(at_ns - 1, at_ns), value)
    later = TruthTrack(BOTH, live_tracks)
    assert list(live.track) == list(later.track)
    assert [(change.when, change.value) for change in live.track] == [
        (Interval(1, 2), False),
        (Interval(2, 3), True),
        (Interval(3, 4), False),
        (Interval(5, 6), True),
    ]


def test_a_statement_is_as_late_as_the_latest_of_its_ports() -> None:
    truth = TruthTrack(BOTH, {"a": track(name="a", lag_ns=10), "b": track(name="b", lag_ns=500)})
    assert truth.track.lag_ns == 500
