"""The algebra of faults: what a deviation does to a part, and that nothing else changes."""

from __future__ import annotations

import pytest

from clock.kernel import S, VirtualKernel, seconds
from proof.deviation import Deviation, Slot, Tap
from proof.fault import Fault, sides
from proof.slots import ACCOUNTS, HORN_ORDER, LOCKS, PHONE, STATUS_PAGE, TRIP_PAGES
from rigs.files.rig_file import load_vehicles
from simulators.ecus.battery import Battery
from simulators.ecus.body.locks import CentralLocking, LockingCalibration
from simulators.ecus.body.signals import HornCalibration, HornOrder
from simulators.ecus.body.unit import Body
from simulators.ecus.charger.unit import Charging
from simulators.ecus.ecu import Ecu, Part
from simulators.offboard.accounts import OWNER, Accounts
from simulators.offboard.backoffice import BackOffice
from simulators.offboard.phone.phone import Phone
from simulators.offboard.phone.status import StatusPage
from simulators.offboard.phone.trips import TripCalibration
from simulators.world import Offboard, World
from tests.support.vehicle_world import NETWORK


class Bell(Part):
    """A part that can ring; it keeps what it has done, and when."""

    def __init__(self, kernel: VirtualKernel) -> None:
        self._kernel = kernel
        self.rung: list[tuple[float, str, int]] = []
        self.loud = True

    def press(self) -> None:
        self.ring("door")

    def ring(self, tone: str, times: int = 1) -> None:
        self.rung.append((self._kernel.now_ns / S, tone, times))

    def volume(self, tone: str) -> int:
        return len(tone)

    def mute(self) -> None:
        self.ring("mute")


class House(Ecu):
    """An ECU that has a bell."""

    NODE = "HOUSE"
    BUSES = ("comfort",)
    PARTS = (Bell,)


class Other(Part):
    """A part that the house does not have."""


BELL = Slot(Bell, House)


def bells(deviation: Deviation, count: int) -> list[Bell]:
    """The bells of some houses that deviate so, each in a world of its own."""
    (house,) = deviation.ecus().values()
    (kind,) = house.PARTS  # type: ignore[attr-defined]  # a class, as nothing is calibrated
    return [kind(VirtualKernel("1")) for _ in range(count)]


def made(deviation: Deviation) -> Bell:
    """The bell of one such house."""
    return bells(deviation, 1)[0]


def tones(bell: Bell) -> list[str]:
    """What has rung."""
    return [tone for _, tone, _ in bell.rung]


def run(bell: Bell, until_s: float) -> None:
    """Let time pass."""
    kernel = bell._kernel
    assert isinstance(kernel, VirtualKernel)
    kernel.run_until(seconds(until_s))


def test_a_method_that_is_ignored_does_nothing() -> None:
    bell = made(BELL.ignores(Bell.ring))
    bell.press()
    assert bell.rung == []


def test_a_method_is_ignored_for_the_argument_that_is_named_however_it_is_given() -> None:
    bell = made(BELL.ignores(Bell.ring, tone="door"))
    bell.ring("door")
    bell.ring(tone="door")
    bell.ring("alarm")
    assert tones(bell) == ["alarm"]


def test_an_argument_is_compared_with_its_default_too() -> None:
    bell = made(BELL.ignores(Bell.ring, times=1))
    bell.ring("once")
    bell.ring("twice", 2)
    assert tones(bell) == ["twice"]


def test_a_condition_is_asked_at_each_call_with_the_part_and_its_arguments() -> None:
    bell = made(BELL.ignores(Bell.ring, when=lambda bell, tone, _times: bell.loud and tone == "door"))
    bell.ring("door")
    bell.ring("alarm")
    bell.loud = False
    bell.ring("door")
    assert tones(bell) == ["alarm", "door"]


def test_a_method_returns_what_it_is_told_to() -> None:
    bell = made(BELL.returns(Bell.volume, 99, tone="door"))
    assert (bell.volume("door"), bell.volume("alarm")) == (99, 5)


def test_a_result_is_altered_once_it_is_there() -> None:
    assert made(BELL.alters(Bell.volume, lambda volume: volume + 1)).volume("door") == 5


def test_something_else_is_done_with_the_same_arguments() -> None:
    bell = made(BELL.instead(Bell.press, Bell.mute))
    bell.press()
    assert tones(bell) == ["mute"]


def test_an_argument_is_taken_for_another_and_the_rest_stays() -> None:
    bell = made(BELL.given(Bell.ring, tone={"door": "alarm"}, times=lambda times: times + 1))
    bell.ring("door")
    bell.ring("phone", times=5)
    assert [(tone, times) for _, tone, times in bell.rung] == [("alarm", 2), ("phone", 6)]


def test_something_more_is_done_at_once_or_later() -> None:
    bell = made(BELL.also(Bell.press, Bell.mute) | BELL.also(Bell.press, Bell.mute, after_s=3.0))
    bell.press()
    assert tones(bell) == ["door", "mute"]
    run(bell, 4.0)
    assert bell.rung[2:] == [(3.0, "mute", 1)]


def test_what_is_late_by_a_time_is_late_by_it_and_nothing_else_is() -> None:
    bell = made(BELL.late_by(Bell.ring, 2.5, tone="door"))
    bell.ring("door")
    bell.ring("alarm")
    run(bell, 4.0)
    assert bell.rung == [(0.0, "alarm", 1), (2.5, "door", 1)]


def test_what_is_late_until_a_time_counts_from_another_method_and_is_not_late_afterwards() -> None:
    bell = made(BELL.late_until(Bell.ring, 5.0, after=Bell.press))
    bell.ring("before")
    run(bell, 1.0)
    bell.press()
    run(bell, 2.0)
    bell.ring("alarm")
    run(bell, 7.0)
    bell.ring("later")
    assert bell.rung == [(0.0, "before", 1), (6.0, "door", 1), (6.0, "alarm", 1), (7.0, "later", 1)]


def test_each_part_counts_from_its_own_moment() -> None:
    pressed, other = bells(BELL.late_until(Bell.ring, 5.0, after=Bell.press), 2)
    pressed.press()
    other.ring("alarm")
    assert (tones(pressed), tones(other)) == ([], ["alarm"])


def test_the_second_of_two_deviations_is_made_of_the_first() -> None:
    bell = made(BELL.given(Bell.ring, tone={"door": "alarm"}) | BELL.ignores(Bell.ring, tone="door"))
    bell.ring("door")
    assert bell.rung == []
    bell = made(BELL.ignores(Bell.ring, tone="door") | BELL.given(Bell.ring, tone={"alarm": "door"}))
    bell.ring("alarm")
    assert bell.rung == []


def test_a_part_that_is_replaced_can_be_made_to_deviate_and_not_the_other_way_round() -> None:
    class Louder(Bell):
        def volume(self, tone: str) -> int:
            return 10 * super().volume(tone)

    assert made(BELL.replaced(Louder) | BELL.alters(Bell.volume, lambda volume: volume + 1)).volume("door") == 41
    with pytest.raises(ValueError, match="Louder: a part is replaced first"):
        made(BELL.alters(Bell.volume, lambda volume: volume + 1) | BELL.replaced(Louder))


def test_the_usual_classes_stay_as_they_are() -> None:
    usual = vars(Bell).copy()
    made(BELL.ignores(Bell.ring) | BELL.returns(Bell.volume, 0)).press()
    assert vars(Bell) == usual
    assert (Bell,) == House.PARTS
    bell = Bell(VirtualKernel("1"))
    bell.press()
    assert tones(bell) == ["door"]


def test_a_method_of_another_part_is_refused() -> None:
    with pytest.raises(ValueError, match=r"Charging\.state is no method of CentralLocking"):
        LOCKS.returns(Charging.state, "charging")  # type: ignore[arg-type]  # what is tried


def test_an_argument_that_the_method_does_not_take_is_refused() -> None:
    with pytest.raises(ValueError, match=r"Bell\.ring takes no argument 'tome'; it takes: tone, times"):
        BELL.ignores(Bell.ring, tome="door")
    with pytest.raises(ValueError, match=r"Bell\.press takes no argument 'tone'; it takes: none"):
        BELL.given(Bell.press, tone={"door": "alarm"})


def test_a_part_is_replaced_by_one_of_its_kind_alone() -> None:
    with pytest.raises(ValueError, match="Other is no Bell"):
        BELL.replaced(Other)  # type: ignore[arg-type]  # what is tried


@pytest.mark.parametrize(
    ("kind", "within", "message"),
    [
        (Other, House, "House has no part Other"),
        (Accounts, Phone, "Phone has no part Accounts"),
        (Other, None, "Other is neither an ECU nor a part of the world off board"),
    ],
)
def test_a_slot_is_one_that_is_there(kind: type, within: type | None, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Slot(kind, within)


def test_parts_and_numbers_of_one_ecu_come_together() -> None:
    deviation = (
        LOCKS.ignores(CentralLocking.request)
        | HORN_ORDER.calibrated(HornCalibration(full_s=1.0))
        | LOCKS.calibrated(LockingCalibration(reaction_s=2.0))
    )
    world = World(VirtualKernel("1"), NETWORK, load_vehicles()["electric"], ecus=deviation.ecus())
    body = world.ecu("BODY", Body)
    assert body.part(HornOrder).calibration.full_s == 1.0
    assert body.part(CentralLocking).calibration.reaction_s == 2.0
    assert type(body.part(HornOrder)) is HornOrder
    assert type(body.part(CentralLocking)) is not CentralLocking


def test_an_ecu_is_replaced_as_a_whole() -> None:
    class Flat(Battery):
        """A battery of its own."""

    assert Slot(Battery).replaced(Flat).ecus()["BATTERY"].__mro__[0] is Flat  # type: ignore[attr-defined]  # a class


def test_parts_of_services_come_together_and_the_others_stay() -> None:
    deviation = (
        PHONE.returns(Phone.place, "banner")
        | STATUS_PAGE.ignores(StatusPage.switched)
        | ACCOUNTS.returns(Accounts.allows, False)
        | TRIP_PAGES.calibrated(TripCalibration(shown_m=1.0))
    )
    world = World(VirtualKernel("1"), NETWORK, load_vehicles()["electric"], offboard=deviation.offboard())
    phone, backoffice = world.services["phone"], world.services["backoffice"]
    assert isinstance(phone, Phone)
    assert isinstance(backoffice, BackOffice)
    assert phone.place() == "banner"
    assert phone.STATUS is not Phone.STATUS
    assert not backoffice.accounts.allows(OWNER)
    assert deviation.ecus() == {}
    assert LOCKS.ignores(CentralLocking.request).offboard() == Offboard()


def test_a_tap_is_noticed_by_the_part_of_its_own_world() -> None:
    deviation = LOCKS.late_until(CentralLocking.request, 8.0, after=Tap("lock"))
    fault = Fault(id="late", requirement="R-1", scenario="f::s", description="Late.", deviation=deviation)
    kernels = [VirtualKernel("1"), VirtualKernel("1")]
    tapped, other = (fault.build(kernel, NETWORK, load_vehicles()["electric"]) for kernel in kernels)
    for kernel in kernels:
        kernel.run_until(seconds(2.0))
    tapped.services["phone"].publish("progress.lock", "in_progress")
    left_s = [
        vars(world.ecu("BODY", Body).part(CentralLocking))["_left_request"](8.0) / S for world in (tapped, other)
    ]
    assert left_s == [8.0, 6.0], "the other world has no tap, and counts from its begin"


def test_a_tap_is_nothing_that_an_app_counts_from() -> None:
    deviation = PHONE.late_until(Phone.confirmed, 20.2, after=Tap("lock"))
    fault = Fault(id="late", requirement="R-1", scenario="f::s", description="Late.", deviation=deviation)
    with pytest.raises(TypeError, match="Phone is no part of an ECU; name a method of it"):
        fault.build(VirtualKernel("1"), NETWORK, load_vehicles()["electric"])


def test_the_two_sides_of_a_limit_come_in_the_order_in_which_they_are_written() -> None:
    def late(kind: str, late_s: float, *, good: bool = False) -> Fault:
        return Fault(id=f"{kind}-{late_s:g}", requirement="R-1", scenario="f::s", description="Late.", good=good)

    assert [(fault.id, fault.good) for fault in sides(late, "lock", wrong=8.2, right=7.8)] == [
        ("lock-8.2", False),
        ("lock-7.8", True),
    ]
    assert [fault.id for fault in sides(late, "horn", right=10.8, wrong=11.2)] == ["horn-10.8", "horn-11.2"]
