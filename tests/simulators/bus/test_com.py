"""The communication layer: what a node sends and when, what it hears, with the suite's own databases."""

from __future__ import annotations

from collections import Counter
from functools import partial
from pathlib import Path

import can
import pytest

from clock.kernel import MS, S, VirtualKernel
from dbc.codec import Codec, EncodeError
from dbc.network import MessageSpec, Network
from simulators.bus.canbus import VirtualBus
from simulators.bus.com import Com, Values
from simulators.bus.quiet import QuietSegment

FOLDER = Path(__file__).resolve().parents[3] / "dbc"
NETWORK = Network.load(
    {"comfort": FOLDER / "comfort.dbc", "inter_system": FOLDER / "inter_system.dbc"}, FOLDER / "signals.toml"
)
OPENINGS = NETWORK.message_of("doors.trunk.open")
FAST = NETWORK.message_of("vehicle.speed_kmh")
REPORT = NETWORK.message_of("order_report.id")
DELAY_NS = OPENINGS.delay_ns


class Rig:
    """Both buses, tapped, with nodes on demand."""

    def __init__(self, seed: str = "seed") -> None:
        self.kernel = VirtualKernel(seed)
        self.segments = {bus: QuietSegment(self.kernel, bus, NETWORK.bitrate(bus)) for bus in NETWORK.buses}
        self.frames: dict[str, list[tuple[int, can.Message]]] = {}
        self._specs = {bus: {spec.frame_id: spec for spec in NETWORK.messages(bus)} for bus in NETWORK.buses}
        for bus, segment in self.segments.items():
            segment.tap(partial(self._note, bus))

    def _note(self, bus: str, at_ns: int, message: can.Message) -> None:
        self.frames.setdefault(self._specs[bus][message.arbitration_id].name, []).append((at_ns, message))

    def node(self, name: str, *buses: str) -> Com:
        links = {bus: VirtualBus(self.segments[bus]) for bus in buses or NETWORK.buses}
        return Com(self.kernel, name, NETWORK, links)

    def times_ns(self, spec: MessageSpec) -> list[int]:
        return [at_ns for at_ns, _ in self.frames.get(spec.name, [])]

    def values(self, spec: MessageSpec) -> list[Values]:
        return [Codec(spec).decode(bytes(message.data)) for _, message in self.frames.get(spec.name, [])]

    def run_ms(self, duration_ms: float) -> None:
        self.kernel.run_for(round(duration_ms * MS))

    def forget(self) -> None:
        self.frames.clear()


@pytest.fixture
def rig() -> Rig:
    return Rig()


def quiet(spec: MessageSpec, rig: Rig) -> Com:
    """The body controller, just after a cyclic frame of `spec`, so that the next one is far."""
    body = rig.node("BODY")
    body.start("comfort")
    while not rig.times_ns(spec):
        rig.run_ms(1)
    rig.run_ms(20)
    rig.forget()
    return body


class TestCyclic:
    def test_the_first_frames_carry_the_start_values(self, rig: Rig) -> None:
        rig.node("BODY").start("comfort")
        rig.run_ms(1100)
        sent = [spec for spec in NETWORK.sent_by("BODY") if spec.bus == "comfort" and spec.cycle_ns]
        for spec in sent:
            assert rig.values(spec)[0] == {name: signal.start for name, signal in spec.signals.items()}

    def test_counts_are_awake_time_by_cycle_within_one(self, rig: Rig) -> None:
        nodes = {spec.sender for bus in NETWORK.buses for spec in NETWORK.messages(bus)}
        for name in sorted(nodes):
            com = rig.node(name)
            for bus in NETWORK.buses:
                com.start(bus)
        rig.kernel.run_until(10 * S)
        for bus in NETWORK.buses:
            for spec in NETWORK.messages(bus):
                expected = 0 if spec.cycle_ns is None else 10 * S / spec.cycle_ns
                assert abs(len(rig.times_ns(spec)) - expected) <= 1, spec.name

    def test_phases_are_drawn_by_the_seed(self) -> None:
        def first_frames(seed: str) -> dict[str, int]:
            rig = Rig(seed)
            rig.node("BODY").start("comfort")
            rig.run_ms(1100)
            return {name: frames[0][0] for name, frames in rig.frames.items()}

        assert first_frames("a") == first_frames("a")
        one, other = first_frames("a"), first_frames("b")
        assert one.keys() == other.keys()
        assert all(one[name] != other[name] for name in one)
        assert len(set(one.values())) == len(one)

    def test_a_cyclic_message_takes_a_new_value_at_its_next_cycle_alone(self, rig: Rig) -> None:
        body = quiet(FAST, rig)
        body.set("vehicle.speed_kmh", 50)
        rig.run_ms(20)
        assert rig.times_ns(FAST) == []
        rig.run_ms(40)
        assert [values["vehicle.speed_kmh"] for values in rig.values(FAST)] == [50]
        assert body.spontaneous == Counter()

    def test_nothing_is_sent_before_the_start_and_after_the_stop(self, rig: Rig) -> None:
        body = rig.node("BODY")
        body.set("doors.trunk.open", "open")
        rig.run_ms(1100)
        assert rig.frames == {}
        assert not body.started("comfort")
        body.start("comfort")
        assert body.started("comfort")
        rig.run_ms(1100)
        body.stop("comfort")
        # What has been handed to the controller still goes out.
        rig.run_ms(20)
        rig.forget()
        body.set("doors.trunk.open", "closed")
        rig.run_ms(1100)
        assert rig.frames == {}

    def test_a_stop_before_the_first_phase_holds(self, rig: Rig) -> None:
        body = rig.node("BODY")
        body.start("comfort")
        body.stop("comfort")
        rig.run_ms(1100)
        assert rig.frames == {}

    def test_a_restart_draws_new_phases_and_leaves_one_train_of_each_message(self, rig: Rig) -> None:
        body = rig.node("BODY")
        phases_ns: list[int] = []
        for _ in range(2):
            begin_ns = rig.kernel.now_ns
            body.start("comfort")
            body.start("comfort")
            rig.kernel.run_for(10 * S)
            for spec in (OPENINGS, FAST):
                assert abs(len(rig.times_ns(spec)) - 10 * S / (spec.cycle_ns or 0)) <= 1
            phases_ns.append(rig.times_ns(OPENINGS)[0] - begin_ns)
            body.stop("comfort")
            rig.run_ms(20)
            rig.forget()
        assert phases_ns[0] != phases_ns[1]

    def test_a_restart_before_the_first_phase_leaves_one_train_of_each_message(self, rig: Rig) -> None:
        body = rig.node("BODY")
        body.start("comfort")
        body.stop("comfort")
        body.start("comfort")
        rig.kernel.run_for(10 * S)
        assert abs(len(rig.times_ns(FAST)) - 200) <= 1

    def test_what_was_set_while_stopped_goes_out_with_the_first_frame(self, rig: Rig) -> None:
        body = rig.node("BODY")
        body.set("doors.trunk.open", "open")
        rig.run_ms(5)
        body.start("comfort")
        rig.run_ms(1100)
        assert rig.values(OPENINGS)[0]["doors.trunk.open"] == "open"
        assert body.spontaneous == Counter()

    def test_each_bus_starts_and_stops_by_itself(self, rig: Rig) -> None:
        body = rig.node("BODY")
        body.start("inter_system")
        rig.run_ms(1100)
        assert OPENINGS.name not in rig.frames
        assert "BodyGateway" in rig.frames
        body.stop("comfort")
        assert body.started("inter_system")

    def test_a_node_without_a_link_to_a_bus_is_not_started_there(self, rig: Rig) -> None:
        body = rig.node("BODY", "comfort")
        body.start("inter_system")
        assert not body.started("inter_system")


class TestOnChange:
    def test_a_change_is_sent_at_once(self, rig: Rig) -> None:
        body = quiet(OPENINGS, rig)
        begin_ns = rig.kernel.now_ns
        body.set("doors.trunk.open", "open")
        rig.run_ms(5)
        assert [values["doors.trunk.open"] for values in rig.values(OPENINGS)] == ["open"]
        assert rig.times_ns(OPENINGS)[0] - begin_ns < 4 * MS
        assert body.spontaneous == {OPENINGS.name: 1}

    def test_the_cycle_goes_on_at_its_phase_with_the_new_value(self, rig: Rig) -> None:
        body = quiet(OPENINGS, rig)
        body.set("doors.trunk.open", "open")
        rig.kernel.run_for(2 * S)
        assert [values["doors.trunk.open"] for values in rig.values(OPENINGS)] == ["open"] * 5

    def test_values_set_in_one_callback_travel_in_one_frame(self, rig: Rig) -> None:
        body = quiet(OPENINGS, rig)
        body.set("doors.trunk.open", "open")
        body.set("doors.front_left.open", "open")
        rig.run_ms(15)
        (values,) = rig.values(OPENINGS)
        assert (values["doors.trunk.open"], values["doors.front_left.open"]) == ("open", "open")

    def test_a_value_that_does_not_change_sends_nothing(self, rig: Rig) -> None:
        body = quiet(OPENINGS, rig)
        body.set("doors.trunk.open", "closed")
        rig.run_ms(50)
        assert rig.times_ns(OPENINGS) == []

    @pytest.mark.parametrize("spec", [OPENINGS, REPORT], ids=["cyclic too", "never sent before"])
    def test_a_value_set_and_set_back_in_one_callback_sends_nothing(self, rig: Rig, spec: MessageSpec) -> None:
        body = quiet(OPENINGS, rig)
        name, signal = next(iter(spec.signals.items()))
        body.set(name, "open" if spec is OPENINGS else 7)
        body.set(name, signal.start)
        rig.run_ms(50)
        assert rig.times_ns(spec) == []

    def test_a_change_below_the_resolution_sends_nothing(self, rig: Rig) -> None:
        slow = NETWORK.message_of("vehicle.outside_temp_c")
        body = quiet(slow, rig)
        body.set("vehicle.outside_temp_c", float(body.get("vehicle.outside_temp_c")) + 0.1)
        rig.run_ms(50)
        assert rig.times_ns(slow) == []

    def test_a_bad_value_does_not_keep_other_messages_of_the_callback_back(self, rig: Rig) -> None:
        body = quiet(OPENINGS, rig)
        body.set("horn.state", "louder")
        body.set("doors.trunk.open", "open")
        with pytest.raises(EncodeError, match="louder"):
            rig.run_ms(5)
        rig.run_ms(5)
        assert len(rig.times_ns(OPENINGS)) == 1
        body.set("horn.state", "on")
        rig.run_ms(5)
        assert body.spontaneous["BodyHorn"] == 1


class TestDelay:
    def test_a_second_change_waits_until_the_delay_has_passed(self, rig: Rig) -> None:
        body = quiet(OPENINGS, rig)
        body.set("doors.trunk.open", "open")
        rig.run_ms(3)
        body.set("doors.front_left.open", "open")
        rig.run_ms(3)
        body.set("doors.front_right.open", "open")
        rig.run_ms(20)
        first_ns, second_ns = rig.times_ns(OPENINGS)
        assert DELAY_NS <= second_ns - first_ns < DELAY_NS + 3 * MS
        assert [name for name, value in rig.values(OPENINGS)[1].items() if value == "open"] == [
            "doors.front_left.open",
            "doors.front_right.open",
            "doors.trunk.open",
        ]

    def test_a_change_after_the_delay_does_not_wait(self, rig: Rig) -> None:
        body = quiet(OPENINGS, rig)
        body.set("doors.trunk.open", "open")
        rig.kernel.run_for(DELAY_NS)
        body.set("doors.trunk.open", "closed")
        rig.run_ms(4)
        assert [values["doors.trunk.open"] for values in rig.values(OPENINGS)] == ["open", "closed"]

    def test_a_change_taken_back_within_the_delay_sends_nothing(self, rig: Rig) -> None:
        body = quiet(OPENINGS, rig)
        body.set("doors.trunk.open", "open")
        rig.run_ms(3)
        body.set("doors.front_left.open", "open")
        rig.run_ms(3)
        body.set("doors.front_left.open", "closed")
        rig.run_ms(20)
        assert len(rig.times_ns(OPENINGS)) == 1

    def test_a_stop_within_the_delay_holds(self, rig: Rig) -> None:
        body = quiet(OPENINGS, rig)
        body.set("doors.trunk.open", "open")
        rig.run_ms(5)
        body.set("doors.trunk.open", "closed")
        body.stop("comfort")
        rig.run_ms(50)
        assert len(rig.times_ns(OPENINGS)) == 1

    def test_messages_do_not_wait_for_each_other(self, rig: Rig) -> None:
        body = quiet(OPENINGS, rig)
        body.set("doors.trunk.open", "open")
        rig.run_ms(3)
        body.set("order_report.id", 5)
        rig.run_ms(4)
        assert len(rig.times_ns(REPORT)) == 1


class TestSend:
    def test_sends_the_message_once_though_nothing_changed_and_though_stopped(self, rig: Rig) -> None:
        body = rig.node("BODY")
        for _ in range(2):
            body.send({"order_report.id": 9, "order_report.kind": "lock"})
        rig.run_ms(10)
        assert [values["order_report.id"] for values in rig.values(REPORT)] == [9, 9]
        assert [values["order_report.kind"] for values in rig.values(REPORT)] == ["lock", "lock"]
        assert body.spontaneous == {REPORT.name: 2}
        assert body.get("order_report.id") == 9

    def test_a_cyclic_message_keeps_what_was_sent(self, rig: Rig) -> None:
        body = quiet(OPENINGS, rig)
        body.send({"doors.trunk.open": "open"})
        rig.kernel.run_for(S)
        assert [values["doors.trunk.open"] for values in rig.values(OPENINGS)] == ["open"] * 3

    def test_takes_along_what_was_set_and_still_waits(self, rig: Rig) -> None:
        body = quiet(OPENINGS, rig)
        body.set("doors.front_left.open", "open")
        body.send({"doors.trunk.open": "open"})
        rig.run_ms(20)
        (values,) = rig.values(OPENINGS)
        assert values["doors.front_left.open"] == "open"

    def test_signals_of_two_messages_are_refused(self, rig: Rig) -> None:
        with pytest.raises(KeyError, match=f"horn.state is not in message {OPENINGS.name}"):
            rig.node("BODY").send({"doors.trunk.open": "open", "horn.state": "on"})


class TestHear:
    def test_a_listener_is_told_each_new_value_once(self, rig: Rig) -> None:
        heard: list[tuple[int, object]] = []
        climate = rig.node("CLIMATE")
        climate.on("doors.trunk.open", lambda value: heard.append((rig.kernel.now_ns, value)))
        body = quiet(OPENINGS, rig)
        assert heard == []
        begin_ns = rig.kernel.now_ns
        body.set("doors.trunk.open", "open")
        rig.kernel.run_for(2 * S)
        assert [value for _, value in heard] == ["open"]
        assert heard[0][0] - begin_ns < 4 * MS
        body.set("doors.front_left.open", "open")
        body.set("doors.trunk.open", "closed")
        rig.kernel.run_for(2 * S)
        assert [value for _, value in heard] == ["open", "closed"]

    def test_get_knows_the_start_value_and_then_what_was_heard(self, rig: Rig) -> None:
        climate = rig.node("CLIMATE")
        climate.listen("doors.trunk.open")
        assert climate.get("doors.trunk.open") == "closed"
        body = quiet(OPENINGS, rig)
        body.set("doors.trunk.open", "open")
        rig.run_ms(5)
        assert climate.get("doors.trunk.open") == "open"
        assert body.get("doors.trunk.open") == "open"

    def test_get_of_what_a_node_does_not_listen_to_is_refused(self, rig: Rig) -> None:
        with pytest.raises(KeyError, match=r"CLIMATE does not listen to doors\.trunk\.open"):
            rig.node("CLIMATE").get("doors.trunk.open")

    def test_every_frame_can_be_heard(self, rig: Rig) -> None:
        heard: list[object] = []
        climate = rig.node("CLIMATE")
        climate.on_frame("doors.trunk.open", lambda values: heard.append(values["doors.trunk.open"]))
        body = quiet(OPENINGS, rig)
        before = len(heard)
        body.set("doors.trunk.open", "open")
        rig.kernel.run_for(S)
        assert heard[before:] == ["open"] * 3

    def test_a_frame_of_the_wrong_length_is_ignored(self, rig: Rig) -> None:
        heard: list[object] = []
        climate = rig.node("CLIMATE")
        climate.on_frame("horn.state", lambda values: heard.append(values["horn.state"]))
        stranger = VirtualBus(rig.segments["comfort"])
        horn = NETWORK.message_of("horn.state")
        for data in (b"\x40", b"\x80\x00", b""):
            stranger.send(can.Message(arbitration_id=horn.frame_id, is_extended_id=False, data=data))
        rig.run_ms(20)
        assert heard == ["on"]
        assert climate.get("horn.state") == "on"


class TestNames:
    def test_a_signal_that_the_node_does_not_send_cannot_be_set(self, rig: Rig) -> None:
        climate = rig.node("CLIMATE")
        with pytest.raises(KeyError, match=r"horn\.state"):
            climate.set("horn.state", "on")
        with pytest.raises(KeyError, match=r"horn\.state"):
            climate.send({"horn.state": "on"})

    def test_a_signal_that_nobody_has_cannot_be_heard_or_read(self, rig: Rig) -> None:
        climate = rig.node("CLIMATE")
        with pytest.raises(KeyError, match=r"horn\.sate"):
            climate.on("horn.sate", lambda _value: None)
        with pytest.raises(KeyError, match=r"horn\.sate"):
            climate.get("horn.sate")

    def test_a_value_that_does_not_fit_is_refused_when_its_frame_is_made(self, rig: Rig) -> None:
        body = rig.node("BODY")
        with pytest.raises(EncodeError, match="allowed: off, on, on_limited"):
            body.send({"horn.state": "louder"})
