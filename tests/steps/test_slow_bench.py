"""Buttons that a slow bench presses."""

from __future__ import annotations

import pytest

from clock.kernel import MS, S
from rigs.errors import SetupFailed
from rigs.ports.port import Stimulus
from rigs.scene import Scene
from rigs.values.interval import Event, Interval
from steps.privacy import DOUBLE_PUSH, push_released_apart
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
