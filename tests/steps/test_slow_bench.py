"""Buttons that a slow bench presses, and wheels that it stops late."""

from __future__ import annotations

import math

import pytest

from clock.kernel import MS, S
from rigs.errors import SetupFailed
from rigs.ports.port import Stimulus
from rigs.scene import Scene
from rigs.values.interval import Event, Interval
from steps.privacy import DOUBLE_PUSH, push_released_apart
from steps.trips import drive
from tests.support.kernel_rig import KernelRig


def scene_of(monkeypatch: pytest.MonkeyPatch, takes_ns: int) -> Scene:
    """A scene whose instruments take so long for each command."""
    scene = KernelRig().scene

    def stimulate(port: Stimulus, value: str) -> Event:
        begun_ns = scene.kernel.time_ns()
        scene.kernel.run_until(begun_ns + takes_ns)
        return Event(f"{port.name} {value}", Interval(begun_ns, scene.kernel.time_ns()))

    monkeypatch.setattr(scene, "stimulate", stimulate)
    return scene


def test_what_instruments_take_does_not_add_up_between_press_and_release(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = scene_of(monkeypatch, 40 * MS)
    push_released_apart(scene, 0.7)

    pressed_ns, released_ns = 40 * MS, scene.event(DOUBLE_PUSH).when.latest_ns
    assert released_ns - pressed_ns == S * 9 // 10 + 40 * MS


def test_a_bench_that_holds_a_button_too_long_has_not_set_up_a_double_push(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scene = scene_of(monkeypatch, 60 * MS)

    with pytest.raises(SetupFailed, match=r"held for 0\.9 s, the bench held it for 1\.020 s"):
        push_released_apart(scene, 0.7)


class Counter:
    """The counter of a vehicle, in steps of 0.1 m, whose wheels follow an order after some time.

    Attributes:
        driven_m: How far it has come.
    """

    def __init__(self, scene: Scene, begun_m: float, takes_ns: int) -> None:
        self.driven_m = begun_m
        self._scene = scene
        self._takes_ns = takes_ns
        self._speed_ms = 0.0
        self._since_ns = 0

    @property
    def value(self) -> float:
        """What the vehicle shows."""
        self._turn()
        return math.floor(self.driven_m * 10 + 1e-6) / 10

    def stimulate(self, _port: Stimulus, speed_kmh: float) -> None:
        """Turn the wheels."""
        self._scene.kernel.run_until(self._scene.kernel.time_ns() + self._takes_ns)
        self._turn()
        self._speed_ms = speed_kmh / 3.6

    def _turn(self) -> None:
        now_ns = self._scene.kernel.time_ns()
        self.driven_m += self._speed_ms * (now_ns - self._since_ns) / S
        self._since_ns = now_ns


@pytest.mark.parametrize("begun_m", [0.0, 0.02, 0.05, 0.08, 0.099])
@pytest.mark.parametrize("takes_ms", [0, 5, 40, 100])
def test_a_drive_is_as_long_as_it_is_meant_to_be_where_its_wheels_stop_late(
    monkeypatch: pytest.MonkeyPatch, begun_m: float, takes_ms: int
) -> None:
    scene = KernelRig().scene
    counter = Counter(scene, begun_m, takes_ms * MS)
    monkeypatch.setattr(scene, "stimulate", counter.stimulate)
    monkeypatch.setattr(scene, "track", lambda _port: counter)
    drive(scene, 500.0)

    assert counter.value == pytest.approx(500.0, abs=0.001)
