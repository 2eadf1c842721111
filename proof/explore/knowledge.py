"""What is known of the vehicle in an interleaving: what was done to it, and what independent witnesses show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from clock.kernel import S
from rigs.judging.causes import CALLING
from rigs.ports import centre, phone, psap, senses, surroundings
from rigs.ports.port import Observation
from rigs.ports.signals import BUS_ACTIVITY, signal
from rigs.scene import Scene
from rigs.values.interval import Interval

CONFIRMS_S = 120.0
"""Time in s after a double-push in which an ASSISTANCE press may still confirm it."""

SETS_UP_S = 5.0
"""Time in s after a press of SOS in which another one hangs up, and after all else that calls in which no call may
be seen yet."""

LANDS_S = 10.0
"""Time in s by which an order has come about, `LASTS_S` by which lights or horn have ended, and `LOST_S` by which
an order without a network is lost."""

LASTS_S = 40.0
LOST_S = 100.0
CHARGES_W = 500.0
DRAWS_W = 50.0
CLOCK_S = 4.0
"""Time in s awake after which the vehicle has surely sent its clock often enough; it counts from `THE_LEAP`."""

LIT_S = 2.0
"""Time in s after the ignition was turned on by which the touch screen can be touched."""

PAGE = signal("screen.page")
THE_LEAP = "the leap of the vehicle's clock"


DAY_S = 86400.0
NEAR_S = 120.0
"""Time in s about the programmed time of a charge in which that may begin."""

TURNS_S = 3.0
"""Time in s in which a door has done what was done to it at the vehicle."""


@dataclass(frozen=True)
class Order:
    """One order from the app.

    Attributes:
        kind: Whose button in the app shows how far it has come; empty where none does.
        given_s: When it was given, in s of rig time.
        covered: Whether there was a network then.
    """

    kind: str
    given_s: float
    covered: bool


@dataclass
class Knowledge:
    """The state of vehicle and world, as far as people know it.

    Attributes:
        scene: The scenario.
        mode: The privacy mode that was chosen last.
        contract: Whether there is a contract.
        activated: Whether the activation is finished.
        coverage: Whether there is a mobile network.
        ignition: off, on or running.
        station: The kind of station that the vehicle is plugged into; empty without a plug.
        consent: Whether the station allows charging.
        page: What the phone shows.
        level_set: The charge level in % that the battery was last known to have, and when, in ns of rig time.
        emulated: The charge level in % that the battery emulator was set to last.
        called: Whether there was an emergency call, which keeps the vehicle awake for a call back.
        dialled: Whether a call may wait for the network.
        dialled_s: When a call was begun last by anything but a press of SOS, in s of rig time.
        dialled_before: Whether one did before SOS was pressed last.
        began_s: When a press of the SOS button that began a call was over, in s of rig time.
        prompted: Whether the first prompt must be heard since both buttons were pressed together last.
        target_s: The target time of the programme that was made last, in s of rig time; None when there is none
            to come.
        stored: Whether that programme is stored for certain.
        charge_time_s: The charge time that was programmed last, in s of rig time; None without.
        mode_sure: Whether nothing may have changed the mode since it was chosen last.
        satellites: Whether satellites are received.
        outside_c: The temperature outside in degrees Celsius that was set last.
        belt: Whether the seat of the passenger is occupied, in words of its belt contact.
        projected: Whether a phone is plugged in for Mirror Screen.
        connection: What the phone is on.
        pushed_s: When both buttons were pressed together last, in s of rig time.
        pressed_s: When the SOS button was pressed last, in s of rig time.
        touched_s: When a door was locked, unlocked or opened at the vehicle last, in s of rig time.
        orders: The orders of each family that may still come about; of a family are orders of one kind of thing.
    """

    LEVELS: ClassVar[tuple[int, ...]] = (43, 60, 80)

    scene: Scene
    mode: str = "geolocated"
    contract: bool = True
    activated: bool = True
    coverage: bool = True
    ignition: str = "off"
    station: str = ""
    consent: bool = True
    page: str = "home"
    level_set: tuple[int, int] | None = (80, 0)
    emulated: int = 80
    called: bool = False
    dialled: bool = False
    dialled_s: float = -1e9
    dialled_before: bool = False
    began_s: float = -1e9
    prompted: bool = False
    target_s: float | None = None
    stored: bool = False
    charge_time_s: float | None = None
    mode_sure: bool = True
    satellites: bool = True
    outside_c: int = 20
    belt: str = "empty"
    projected: bool = False
    connection: str = "WIFI"
    pushed_s: float = -1e9
    pressed_s: float = -1e9
    touched_s: float = -1e9
    orders: dict[str, list[Order]] = field(default_factory=dict)

    @property
    def now_s(self) -> float:
        """The time, in s of rig time."""
        return self.scene.kernel.time_ns() / S

    def shown(self, port: Observation) -> Any:
        """Return what a port shows at present."""
        return self.scene.track(port).value

    def ordered(self, family: str, kind: str = "") -> None:
        """Note an order of a family, given just now.

        Args:
            family: Such as doors, which orders to lock and to unlock are.
            kind: Whose button in the app shows how far it has come; empty where none does.
        """
        self.orders.setdefault(family, []).append(Order(kind, self.now_s, self.coverage))

    def quiet(self, family: str) -> bool:
        """Tell whether no order of a family is under way any more, which another could overtake."""
        left: list[Order] = []
        for order in self.orders.get(family, ()):
            if not self._has_landed(order, sum(each.kind == order.kind for each in left)):
                left.append(order)
        self.orders[family] = left
        return not left

    def supply_failed(self) -> None:
        """Note that the supply has failed: orders under way wait in the network, and there is no call any more."""
        self.called, self.pushed_s = False, -1e9
        self.dialled = self.prompted = False
        self.network_lost()

    def network_lost(self) -> None:
        """Note that orders under way may wait in the network."""
        for family, orders in self.orders.items():
            self.orders[family] = [replace(order, covered=False) for order in orders]

    def _has_landed(self, order: Order, earlier: int) -> bool:
        """Tell whether an order has come about, with so many earlier ones of its kind that have not."""
        lands_s = LASTS_S if order.kind in ("horn", "lights") else LANDS_S
        if self.now_s - order.given_s > (lands_s if order.covered else LOST_S):
            return True
        shown = self.scene.track(phone.PROGRESS[order.kind]) if order.kind else ()
        done = sum(each.value == "done" and each.when.earliest_ns / S > order.given_s for each in shown)
        return bool(done > earlier)

    @property
    def settled(self) -> bool:
        """True when all doors have done what was last done to them at the vehicle."""
        return self.now_s - self.touched_s > TURNS_S

    @property
    def served(self) -> bool:
        """True when orders from the app are granted."""
        return self.reachable and self.mode == "geolocated" and self.activated

    @property
    def reachable(self) -> bool:
        """True when contract and network let the back office reach the vehicle."""
        return self.contract and self.coverage

    @property
    def bolts(self) -> set[str]:
        """The places in which the bolts of all latches are."""
        return {str(self.shown(latch)) for latch in senses.LATCH.values()}

    @property
    def locked(self) -> bool:
        """True when every latch is locked."""
        return self.bolts == {"locked"}

    @property
    def unlocked(self) -> bool:
        """True when every latch is unlocked."""
        return self.bolts == {"unlocked"}

    @property
    def bolted(self) -> bool:
        """True when one latch is locked, so that not all doors are unlocked already."""
        return "locked" in self.bolts

    @property
    def emergency(self) -> bool:
        """True when an emergency call is under way or being set up."""
        if self.now_s - self.pressed_s < SETS_UP_S:
            return True
        state = self.shown(signal("ecall.state"))
        return self.shown(psap.CALL) in CALLING or state not in ("idle", "ended", "callback_wait")

    @property
    def breakdown(self) -> bool:
        """True when a breakdown call is under way or being set up."""
        return self.shown(centre.CALL) in CALLING or self.shown(signal("bcall.state")) not in ("idle", "ended")

    @property
    def near_charge_time(self) -> bool:
        """True when the programmed charge may begin about now."""
        if self.charge_time_s is None:
            return False
        since_s = (self.now_s - self.charge_time_s) % DAY_S
        return min(since_s, DAY_S - since_s) < NEAR_S

    @property
    def ends_deferred(self) -> bool:
        """True when a charge runs that surely ends with a change to deferred mode."""
        immediate = self.charging and self.shown(signal("charge.mode")) == "immediate"
        return immediate and self.quiet("energy") and not (self.conditioning or self.near_charge_time)

    @property
    def charging(self) -> bool:
        """True when the station delivers."""
        return float(self.shown(surroundings.STATION_POWER) or 0) > CHARGES_W

    @property
    def conditioning(self) -> bool:
        """True when pre-conditioning draws power."""
        return float(self.shown(surroundings.CLIMATE_POWER) or 0) > DRAWS_W

    @property
    def awake(self) -> bool:
        """True when the vehicle is awake."""
        return bool(self.shown(BUS_ACTIVITY["comfort"]) == "awake")

    @property
    def screen_waits(self) -> bool:
        """True when the touch screen has been lit for long enough to be touched, and shows its start page."""
        lit = self.scene.track(signal("ignition.state")).last
        if lit is None or lit.value == "off" or self.ignition == "off":
            return False
        return self.now_s - lit.when.latest_ns / S > LIT_S and self.shown(PAGE) == "home"

    @property
    def knows_clock(self) -> bool:
        """True when the vehicle has sent its clock for long enough, since it was set last if it was."""
        return any(awake.latest_ns - awake.earliest_ns > CLOCK_S * S for awake in self._awake_since_leap())

    def _awake_since_leap(self) -> Iterator[Interval]:
        """Yield the spans in which the vehicle was awake since its clock was set last, the last of them first."""
        leap = self.scene.latest(THE_LEAP)
        from_ns = 0 if leap is None else leap.when.latest_ns
        until_ns = self.scene.kernel.time_ns()
        for change in reversed(list(self.scene.track(BUS_ACTIVITY["comfort"]))):
            begin_ns = max(change.when.latest_ns, from_ns)
            if change.value == "awake" and begin_ns < until_ns:
                yield Interval(begin_ns, until_ns)
            until_ns = change.when.earliest_ns

    @property
    def level(self) -> int | None:
        """The charge level in % of a traction battery, as long as nothing has drawn from it or charged it."""
        if self.level_set is None or self.scene.profile.energy == "combustion":
            return None
        level, since_ns = self.level_set
        ran = self._any_since(since_ns, signal("precond.state"), lambda state: state != "off")
        charged = self._any_since(since_ns, surroundings.STATION_POWER, lambda power_w: power_w > CHARGES_W)
        return None if ran or charged else level

    def _any_since(self, since_ns: int, port: Observation, test: Callable[[Any], bool]) -> bool:
        """Tell whether a port has shown what a test holds for at any time since then, in ns of rig time."""
        track = self.scene.track(port)
        return any(test(each.value) for each in (track.at(since_ns), *track.after(since_ns)) if each is not None)

    def may_set(self, level: int) -> bool:
        """Tell whether the battery emulator can be set to a charge level in %: to another one, and at rest."""
        return level != self.emulated and self.ignition == "off" and not (self.charging or self.conditioning)

    @property
    def may_sleep(self) -> bool:
        """True when nothing keeps the vehicle awake, or may do so soon."""
        calls = self.emergency or self.breakdown or self.called or self.now_s - self.dialled_s < SETS_UP_S
        busy = self.charging or self.conditioning or self.near_charge_time
        quiet = all(self.quiet(family) for family in list(self.orders))
        return self.ignition == "off" and quiet and not (calls or busy)

    @property
    def confirms(self) -> bool:
        """True when a press of ASSISTANCE may confirm a change of mode."""
        return self.now_s - self.pushed_s < CONFIRMS_S

    @property
    def loading(self) -> bool:
        """True when the home page is loading already."""
        return bool(self.shown(phone.LOADING) == "loading")
