"""The services around the vehicle: contract, network, desks, back office and phone."""

from __future__ import annotations

import datetime as dt

import pytest

from clock.kernel import S, VirtualKernel
from simulators.offboard.assistance_centre import Centre
from simulators.offboard.backoffice import BackOffice
from simulators.offboard.emergency.psap import Psap
from simulators.offboard.network import Call, MobileNetwork, Payload, Signal
from simulators.offboard.phone.phone import Phone
from simulators.offboard.service import Service, ServiceChange, ServiceError
from simulators.plant.wiring import Wiring
from tests.support.telematics_bench import Bench, changes, values


class Handset:
    """An ECU that only notes what reaches it; it answers calls and sends what it is told as MSD."""

    def __init__(self, kernel: VirtualKernel, msd: bytes = b"") -> None:
        self.kernel = kernel
        self.sleeping = False
        self.msd = msd
        self.received: list[tuple[float, str, Payload]] = []
        self.signals: list[Signal] = []

    def receive(self, topic: str, payload: Payload) -> None:
        self.received.append((self.kernel.now_ns / S, topic, payload))

    def ring(self, call: Call) -> None:
        call.join(self)
        call.send(self, "answered")

    def call_signal(self, call: Call, signal: Signal, _data: bytes) -> None:
        self.signals.append(signal)
        if signal == "msd_request" and self.msd:
            call.send(self, "msd", self.msd)


class Air:
    """A network with a handset in it, and a host that notes what reaches it."""

    def __init__(self, seed: int = 1, msd: bytes = b"") -> None:
        self.kernel = VirtualKernel(seed)
        self.wiring = Wiring()
        self.network = MobileNetwork(self.kernel, self.wiring)
        self.psap = Psap(self.kernel, self.network)
        self.handset = Handset(self.kernel, msd)
        self.network.modem.power_on(self.handset)
        self.uploaded: list[tuple[float, str, Payload]] = []
        self.network.add_host("host", lambda topic, payload: self.uploaded.append((self.now_s, topic, payload)))

    @property
    def now_s(self) -> float:
        return self.kernel.now_ns / S

    def run(self, duration_s: float) -> None:
        self.kernel.run_for(round(duration_s * S))

    def cover(self, coverage: bool) -> None:
        self.wiring["cell.coverage"].set(coverage)

    def dial(self) -> Call:
        return self.network.modem.dial("emergency", "manual", self.handset)


class TestService:
    class Lamp(Service):
        name = "lamp"

        def __init__(self, kernel: VirtualKernel) -> None:
            super().__init__(kernel)
            self.offer("turn", lambda argument: self.publish("state", argument))

    def test_changes_are_kept_in_order_with_their_time(self) -> None:
        kernel = VirtualKernel()
        lamp = self.Lamp(kernel)
        lamp.call("turn", "on")
        kernel.run_for(5)
        lamp.call("turn", "off")
        assert lamp.changes == [ServiceChange(0, 0, "state", "on"), ServiceChange(1, 5, "state", "off")]

    def test_watchers_hear_what_comes_after_they_came(self) -> None:
        lamp = self.Lamp(VirtualKernel())
        lamp.call("turn", "on")
        heard: list[ServiceChange] = []
        lamp.watch(heard.append)
        lamp.call("turn", "off")
        assert heard == [ServiceChange(1, 0, "state", "off")]

    def test_an_unknown_verb_is_refused_with_those_that_there_are(self) -> None:
        with pytest.raises(ServiceError, match="lamp: verb = 'twist'; allowed: turn"):
            self.Lamp(VirtualKernel()).call("twist")


class TestData:
    def test_a_message_takes_a_latency_and_keeps_its_place(self) -> None:
        air = Air()
        for number in range(30):
            air.network.modem.send("host", str(number), {})
        air.run(1)
        assert [topic for _, topic, _ in air.uploaded] == [str(number) for number in range(30)]
        assert 0.05 <= air.uploaded[0][0] <= 0.3

    def test_uplinks_wait_in_the_vehicle_without_coverage(self) -> None:
        air = Air()
        air.cover(False)
        air.network.modem.send("host", "first", {"a": 1})
        air.network.modem.send("host", "second", {})
        air.run(100)
        assert air.uploaded == []
        air.cover(True)
        air.run(1)
        assert [topic for _, topic, _ in air.uploaded] == ["first", "second"]

    def test_uplinks_that_wait_are_lost_with_the_supply(self) -> None:
        air = Air()
        air.cover(False)
        air.network.modem.send("host", "first", {})
        air.network.modem.power_off()
        air.network.modem.power_on(air.handset)
        air.cover(True)
        air.run(1)
        assert air.uploaded == []

    @pytest.mark.parametrize(("gone_s", "arrives"), [(50, True), (70, False)])
    def test_a_message_for_the_vehicle_waits_for_coverage_as_long_as_it_lives(
        self, gone_s: float, arrives: bool
    ) -> None:
        air = Air()
        air.cover(False)
        air.network.push("order", {}, lifetime_s=60)
        air.run(gone_s)
        assert air.handset.received == []
        air.cover(True)
        air.run(2)
        assert bool(air.handset.received) is arrives

    def test_a_message_on_its_way_into_a_hole_arrives_after_it(self) -> None:
        air = Air()
        air.network.push("order", {}, lifetime_s=60)
        air.cover(False)
        air.run(10)
        assert air.handset.received == []
        air.cover(True)
        air.run(2)
        assert len(air.handset.received) == 1

    @pytest.mark.parametrize("seed", range(20))
    def test_a_sleeping_vehicle_must_be_paged(self, seed: int) -> None:
        awake, asleep = Air(seed), Air(seed)
        asleep.handset.sleeping = True
        for air in (awake, asleep):
            air.network.push("order", {}, lifetime_s=60)
            air.run(3)
        assert 0.05 <= awake.handset.received[0][0] <= 0.3
        assert 0.35 <= asleep.handset.received[0][0] <= 1.5

    def test_the_same_seed_gives_the_same_times(self) -> None:
        def times(seed: int) -> list[float]:
            air = Air(seed)
            air.network.modem.send("host", "a", {})
            air.run(1)
            return [at_s for at_s, _, _ in air.uploaded]

        assert times(1) == times(1) != times(2)


class TestEmergencyDesk:
    VECTOR = "02241C0680E30A51439E2955D438008004340A8C4159A408FE29C459A4C8616C01054010F010"

    def test_a_call_rings_is_answered_and_goes_from_data_to_voice(self) -> None:
        air = Air(msd=bytes.fromhex(self.VECTOR))
        air.dial()
        air.run(10)
        states = changes(air.psap, "call")
        assert [change.value for change in states] == ["idle", "ringing", "data", "voice"]
        _, ringing, data, voice = (change.at_ns / S for change in states)
        assert 0.5 <= ringing <= 1.5
        assert 1.0 <= data - ringing <= 2.0
        assert 1.0 <= voice - data <= 4.4
        assert air.handset.signals == ["answered", "msd_request", "ll_ack", "hl_ack"]

    def test_the_msd_is_shown_as_it_came_and_decoded(self) -> None:
        air = Air(msd=bytes.fromhex(self.VECTOR))
        air.dial()
        air.run(10)
        (msd,) = values(air.psap, "msd")
        assert msd["hex"] == self.VECTOR
        assert msd["decoded"]["vin"] == "ECALLEXAMPLE02013"
        (case,) = values(air.psap, "case")
        assert case["vehicle"] == msd["decoded"]

    def test_an_msd_that_cannot_be_read_is_an_error_and_the_call_goes_on(self) -> None:
        air = Air(msd=b"\x01\x02\x03")
        air.dial()
        air.run(10)
        (msd,) = values(air.psap, "msd")
        assert msd["hex"] == "010203"
        assert msd["error"]
        assert values(air.psap, "call")[-1] == "voice"

    def test_without_an_msd_the_operator_speaks_after_twenty_seconds(self) -> None:
        air = Air()
        air.dial()
        air.run(22)
        assert values(air.psap, "call")[-1] == "data"
        air.run(3)
        assert values(air.psap, "call")[-1] == "voice"

    def test_it_can_be_left_ringing_and_answered_by_hand(self) -> None:
        air = Air()
        air.psap.call("set_answering", "manual")
        air.dial()
        air.run(60)
        assert values(air.psap, "call")[-1] == "ringing"
        air.psap.call("answer")
        assert values(air.psap, "call")[-1] == "data"

    def test_either_end_hangs_up(self) -> None:
        air = Air()
        call = air.dial()
        air.run(10)
        call.hang_up(air.handset)
        air.run(1)
        assert values(air.psap, "call")[-1] == "ended"
        air.dial()
        air.run(10)
        air.psap.call("hang_up")
        air.run(1)
        assert air.handset.signals[-1] == "hung_up"

    def test_lost_coverage_cuts_the_call_at_both_ends(self) -> None:
        air = Air()
        air.dial()
        air.run(10)
        air.cover(False)
        assert values(air.psap, "call")[-1] == "ended"
        assert air.handset.signals[-1] == "lost"

    def test_a_call_without_coverage_is_set_up_when_it_comes(self) -> None:
        air = Air()
        air.cover(False)
        air.dial()
        air.run(20)
        assert values(air.psap, "call") == ["idle"]
        air.cover(True)
        air.run(2)
        assert "ringing" in values(air.psap, "call")

    def test_a_call_without_coverage_is_forgotten_with_the_supply_of_the_vehicle(self) -> None:
        air = Air()
        air.cover(False)
        air.dial()
        air.network.modem.power_off()
        air.cover(True)
        air.run(20)
        assert values(air.psap, "call") == ["idle"]

    def test_the_cell_shows_the_calls_that_are_under_way(self) -> None:
        air = Air()
        Centre(air.kernel, air.network)
        call = air.dial()
        other = air.network.modem.dial("breakdown", "manual", air.handset)
        call.hang_up(air.handset)
        other.lose()
        assert values(air.network, "connection") == ["none", "emergency", "both", "breakdown", "none"]

    def test_the_cell_shows_no_call_that_is_dialled_without_coverage(self) -> None:
        air = Air()
        air.cover(False)
        air.dial()
        air.run(20)
        assert values(air.network, "connection") == ["none"]
        air.cover(True)
        assert values(air.network, "connection") == ["none", "emergency"]

    def test_the_network_shows_category_and_country_of_a_call(self) -> None:
        air = Air()
        air.wiring["cell.mcc"].set(262)
        air.dial()
        assert values(air.network, "call") == [
            {
                "category": "emergency",
                "activation": "manual",
                "mcc": 262,
                "desk": "psap",
                "number": "112",
                "site": "Cologne",
            }
        ]

    def test_the_psap_near_the_vehicle_has_the_call(self) -> None:
        air = Air()
        air.wiring["gnss.latitude_deg"].set(43.7102)
        air.wiring["gnss.longitude_deg"].set(7.2620)
        air.dial()
        air.run(5)
        (site,) = values(air.psap, "site")
        assert (site["town"], site["languages"]) == ("Marseille", ["fr", "en"])

    def test_what_was_known_of_one_call_is_no_part_of_the_next(self) -> None:
        air = Air(msd=bytes.fromhex(self.VECTOR))
        air.dial()
        air.run(10)
        air.psap.call("hang_up")
        assert values(air.psap, "msd")[-1] is not None
        air.dial()
        air.run(1.6)
        assert values(air.psap, "call")[-1] == "ringing"
        assert values(air.psap, "msd")[-1] is values(air.psap, "case")[-1] is None
        air.run(10)
        assert [case["number"] for case in values(air.psap, "case") if case] == [1, 2]

    def test_the_msd_is_acknowledged(self) -> None:
        air = Air(msd=bytes.fromhex(self.VECTOR))
        air.dial()
        air.run(10)
        assert values(air.psap, "msd")[-1]["acknowledged"] is True
        assert air.handset.signals[-2:] == ["ll_ack", "hl_ack"]

    def test_rescue_forces_go_to_the_vehicle_when_nobody_tells_what_has_happened(self) -> None:
        air = Air(msd=bytes.fromhex(self.VECTOR))
        air.dial()
        air.run(30)
        opened, dispatched = values(air.psap, "case")
        assert opened["status"] == "open"
        assert dispatched["status"] == "dispatched"
        facts = values(air.psap, "msd")[-1]["decoded"]
        assert dispatched["destination"] == {key: facts[key] for key in ("latitude_deg", "longitude_deg")}
        first, second = (change.at_ns / S for change in changes(air.psap, "case"))
        assert 10 <= second - first <= 15

    @pytest.mark.parametrize(
        ("purpose", "status"),
        [("accident", "dispatched"), ("medical emergency", "dispatched"), ("advice", "not served")],
    )
    def test_emergencies_alone_are_served(self, purpose: str, status: str) -> None:
        air = Air(msd=bytes.fromhex(self.VECTOR))
        air.dial()
        air.run(9)
        air.psap.call("tell", purpose)
        air.run(60)
        assert values(air.psap, "case")[-1]["status"] == status
        assert ("destination" in values(air.psap, "case")[-1]) is (status == "dispatched")

    def test_an_unknown_purpose_is_refused(self) -> None:
        with pytest.raises(ServiceError, match="psap: purpose = 'gossip'; allowed: accident"):
            Air().psap.call("tell", "gossip")

    def test_a_case_is_told_of_once(self) -> None:
        air = Air(msd=bytes.fromhex(self.VECTOR))
        air.dial()
        air.run(9)
        air.psap.call("tell", "advice")
        with pytest.raises(ServiceError, match="psap: case = 'not served'; allowed: open"):
            air.psap.call("tell", "accident")

    def test_words_without_a_sound_are_refused(self) -> None:
        air = Air(msd=bytes.fromhex(self.VECTOR))
        air.dial()
        air.run(9)
        with pytest.raises(ServiceError, match="psap: words = '112'; allowed: words in Latin letters"):
            air.psap.call("say", "112")

    def test_a_call_back_is_refused_while_a_call_is_on(self) -> None:
        air = Air()
        air.dial()
        air.run(10)
        with pytest.raises(ServiceError, match="psap: call = 'data'; allowed: idle, ended"):
            air.psap.call("call_back")

    def test_a_call_back_without_coverage_fails(self) -> None:
        air = Air()
        air.cover(False)
        air.psap.call("call_back")
        air.run(1)
        assert values(air.psap, "call") == ["idle", "ringing", "ended"]

    @pytest.mark.parametrize("verb", ["hang_up", "request_msd", "answer"])
    def test_verbs_that_need_a_call_say_so(self, verb: str) -> None:
        with pytest.raises(ServiceError, match="psap: call = 'idle'"):
            Air().psap.call(verb)


class TestBackOffice:
    def test_the_date_is_set(self) -> None:
        air = Air()
        backoffice = BackOffice(air.kernel, air.network)
        backoffice.call("set_date", "2036-01-02")
        assert values(backoffice, "date")[-1] == "2036-01-02"
        with pytest.raises(ServiceError, match="backoffice: date = 'soon'"):
            backoffice.call("set_date", "soon")

    def test_ids_count_up_to_255_and_come_round(self) -> None:
        air = Air()
        backoffice = BackOffice(air.kernel, air.network)
        numbers = [backoffice.submit("lock") for _ in range(256)]
        assert numbers == [*range(1, 256), 1]

    def test_an_order_without_a_contract_never_reaches_the_vehicle(self) -> None:
        air = Air()
        backoffice = BackOffice(air.kernel, air.network)
        phone = Phone(air.kernel, backoffice)
        backoffice.call("set_contract", "ended")
        phone.call("order", "lock")
        air.run(10)
        assert [(topic, payload) for _, topic, payload in air.handset.received] == [
            ("contract", {"state": "ended"})
        ]
        assert values(backoffice, "order.1.state") == ["received", "refused"]
        assert [message["kind"] for message in values(phone, "banner") if message] == ["refused"]
        assert "failed" in values(phone, "progress.lock")

    @pytest.mark.parametrize(
        ("date", "refused"), [("2034-03-14", False), ("2034-03-15", False), ("2034-03-16", True)]
    )
    def test_orders_are_refused_from_the_day_after_ten_years_on(self, date: str, refused: bool) -> None:
        air = Air()
        backoffice = BackOffice(air.kernel, air.network, registered=dt.date(2024, 3, 15))
        backoffice.call("set_date", date)
        backoffice.call("order", "lock")
        air.run(10)
        assert ("refused" in values(backoffice, "order.1.state")) is refused

    def test_an_order_that_nobody_answers_fails(self) -> None:
        air = Air()
        backoffice = BackOffice(air.kernel, air.network)
        backoffice.submit("lock")
        air.run(70)
        assert values(backoffice, "order.1.state") == ["received", "sent"]
        air.run(10)
        assert values(backoffice, "order.1.state") == ["received", "sent", "failed"]

    def test_a_report_that_comes_too_late_changes_nothing(self) -> None:
        air = Air()
        backoffice = BackOffice(air.kernel, air.network)
        backoffice.submit("lock")
        air.run(80)
        air.network.modem.send("backoffice", "order_report", {"id": 1, "kind": "lock", "result": "done"})
        air.run(1)
        assert values(backoffice, "order.1.state")[-1] == "failed"

    def test_a_lasting_order_is_finished_when_it_is_accepted(self) -> None:
        bench = Bench().awake()
        bench.backoffice.call("order", "precond_start")
        bench.run(200)
        assert values(bench.backoffice, "order.1.state") == ["received", "sent", "accepted"]


class TestPhone:
    @pytest.mark.parametrize(
        ("page", "place"),
        [("home", "banner"), ("other", "banner"), ("background", "notification"), ("locked", "notification")],
    )
    @pytest.mark.parametrize("kind", ["lock", "unlock", "lights", "horn"])
    def test_the_sending_of_an_order_is_confirmed_where_the_user_looks(
        self, page: str, place: str, kind: str
    ) -> None:
        bench = Bench().awake()
        bench.phone.call("show", page)
        start_s = bench.now_s
        bench.phone.call("order", kind)
        bench.run(15)
        shown = {
            item: [change for change in changes(bench.phone, item) if (change.value or {}).get("kind") == kind]  # type: ignore[union-attr]  # a message is a dict or null
            for item in ("banner", "notification")
        }
        assert {item: len(found) for item, found in shown.items()} == {
            "banner": int(place == "banner"),
            "notification": int(place == "notification"),
        }
        assert 0.5 < shown[place][0].at_ns / S - start_s < 3.0

    def test_a_message_leaves_a_screen_that_is_looked_at_after_five_seconds(self) -> None:
        bench = Bench().awake()
        bench.phone.call("order", "lock")
        bench.run(15)
        shown, gone = changes(bench.phone, "banner")[-2:]
        assert gone.value is None
        assert gone.at_ns - shown.at_ns == 5 * S

    def test_a_notification_stays_until_the_app_is_opened(self) -> None:
        bench = Bench().awake()
        bench.phone.call("show", "locked")
        bench.phone.call("order", "lock")
        bench.run(100)
        assert values(bench.phone, "notification")[-1]["kind"] == "lock"
        bench.phone.call("show", "home")
        assert values(bench.phone, "notification")[-1] is None

    @pytest.mark.parametrize("kind", ["lock", "unlock"])
    def test_the_buttons_show_an_order_in_progress_until_the_vehicle_has_done_it(self, kind: str) -> None:
        bench = Bench().awake()
        start_s = bench.now_s
        bench.phone.call("order", kind)
        bench.run(15)
        progress = changes(bench.phone, f"progress.{kind}")
        assert [change.value for change in progress] == ["idle", "in_progress", "done", "idle"]
        assert progress[1].at_ns / S - start_s < 0.5
        done_s = next(c.at_ns for c in changes(bench.backoffice, "order.1.state") if c.value == "done") / S
        assert done_s < progress[2].at_ns / S < done_s + 0.3

    @pytest.mark.parametrize("kind", ["lights", "horn"])
    def test_it_shows_on_for_as_long_as_the_vehicle_is(self, kind: str) -> None:
        bench = Bench().awake()
        bench.phone.call("order", kind)
        bench.run(20)
        progress = changes(bench.phone, f"progress.{kind}")
        assert [change.value for change in progress] == ["idle", "in_progress", "on", "done", "idle"]
        assert (progress[3].at_ns - progress[2].at_ns) / S == pytest.approx(10, abs=0.75)

    def test_it_never_shows_on_when_the_vehicle_does_not_say_so(self) -> None:
        bench = Bench().awake()
        bench.wiring["cell.coverage"].set(False)
        bench.phone.call("order", "horn")
        bench.run(100)
        assert values(bench.phone, "progress.horn") == ["idle", "in_progress", "failed", "idle"]

    def test_two_honks_that_overlap_are_one_on(self) -> None:
        bench = Bench().awake()
        bench.phone.call("order", "horn")
        bench.run(5)
        bench.phone.call("order", "horn")
        bench.run(30)
        progress = changes(bench.phone, "progress.horn")
        assert [change.value for change in progress] == ["idle", "in_progress", "on", "done", "idle"]
        assert (progress[3].at_ns - progress[2].at_ns) / S == pytest.approx(15, abs=1.5)

    @pytest.mark.parametrize("page", ["home", "locked"])
    def test_a_horn_order_brings_the_advice_on_local_rules(self, page: str) -> None:
        bench = Bench().awake()
        bench.phone.call("show", page)
        start_s = bench.now_s
        bench.phone.call("order", "horn")
        bench.run(5)
        notices = [
            change
            for change in changes(bench.phone, "notification")
            if (change.value or {}).get("kind") == "horn_notice"  # type: ignore[union-attr]  # a message is a dict or null
        ]
        assert len(notices) == 1
        assert notices[0].at_ns / S - start_s < 8
        assert "regulations" in notices[0].value["text"]  # type: ignore[index,call-overload,operator]  # as above

    def test_no_other_order_brings_it(self) -> None:
        bench = Bench().awake()
        bench.phone.call("order", "lights")
        bench.run(5)
        assert values(bench.phone, "notification") == [None]

    @pytest.mark.parametrize("locks", ["locked", "unlocked"])
    def test_both_buttons_can_be_tapped_whatever_the_locks_are_like(self, locks: str) -> None:
        bench = Bench()
        bench.body.lock(locks)
        bench.awake()
        bench.run(5)
        assert values(bench.phone, "button.lock")[-1] == values(bench.phone, "button.unlock")[-1] == "enabled"

    def test_unknown_orders_and_pages_are_refused(self) -> None:
        bench = Bench()
        with pytest.raises(ServiceError, match="phone: order = 'dance'; allowed: lock, unlock"):
            bench.phone.call("order", "dance")
        with pytest.raises(ServiceError, match="phone: page = 'moon'; allowed: home"):
            bench.phone.call("show", "moon")
