"""Smartphones and accounts: whose orders the back office takes."""

from __future__ import annotations

import pytest

from tests.support.telematics_bench import Bench, changes, values


def states(bench: Bench) -> list[object]:
    """The states of the last order, after some time."""
    bench.phone.call("order", "lock")
    bench.run(10)
    number = values(bench.backoffice, "order")[-1]["id"]
    return values(bench.backoffice, f"order.{number}.state")


def registration(bench: Bench) -> object:
    return values(bench.phone, "registration")[-1]


def new_phone(account: str, *steps: str) -> Bench:
    bench = Bench()
    bench.phone.call("hold", "new")
    bench.phone.call("login", account)
    for step in steps:
        bench.phone.call("validate", step)
    return bench


@pytest.mark.parametrize(
    ("steps", "asked"),
    [
        ((), "trusted_number"),
        (("safety_code",), "trusted_number"),
        (("trusted_number",), "safety_code"),
        (("trusted_number", "trusted_number"), "safety_code"),
        (("trusted_number", "safety_code"), "registered"),
    ],
)
def test_a_new_smartphone_is_registered_step_by_step(steps: tuple[str, ...], asked: str) -> None:
    assert registration(new_phone("subscriber", *steps)) == asked


@pytest.mark.parametrize(
    ("account", "steps", "end"),
    [
        ("subscriber", ("trusted_number", "safety_code"), "done"),
        ("subscriber", ("trusted_number",), "refused"),
        ("subscriber", (), "refused"),
        ("other", ("trusted_number", "safety_code"), "refused"),
    ],
)
def test_orders_are_taken_from_registered_smartphones_of_the_subscriber(
    account: str, steps: tuple[str, ...], end: str
) -> None:
    bench = new_phone(account, *steps)
    assert states(bench)[-1] == end
    assert bool(bench.body.orders) is (end == "done")


def test_the_first_smartphone_stays_registered() -> None:
    bench = new_phone("subscriber", "trusted_number", "safety_code")
    bench.phone.call("hold", "first")
    assert registration(bench) == "registered"
    assert states(bench)[-1] == "done"


def test_a_smartphone_without_an_account_is_logged_out() -> None:
    bench = Bench()
    bench.phone.call("hold", "new")
    assert registration(bench) == "logged_out"
    assert values(bench.phone, "account")[-1] is None
    assert states(bench)[-1] == "refused"


def test_another_smartphone_shows_nothing_of_the_one_before() -> None:
    bench = Bench()
    bench.phone.call("refresh", "slide_down")
    bench.run(10)
    assert values(bench.phone, "status.locks")[-1] is not None
    bench.phone.call("order", "lights")
    bench.run(5)
    assert values(bench.phone, "progress.lights")[-1] == "on"

    bench.phone.call("hold", "new")

    assert values(bench.phone, "progress.lights")[-1] == "idle"
    assert values(bench.phone, "status.locks")[-1] is None
    seen = len(changes(bench.phone, "progress.lights"))
    bench.run(20)
    assert len(changes(bench.phone, "progress.lights")) == seen


def test_before_the_activation_is_finished_every_order_is_refused() -> None:
    bench = Bench()
    bench.backoffice.call("set_activation", "unfinished")
    assert states(bench) == ["received", "refused"]
    assert values(bench.phone, "banner")[-2]["kind"] == "refused"
    assert bench.body.orders == []
    bench.backoffice.call("set_activation", "finished")
    assert states(bench)[-1] == "done"


def test_an_order_that_never_reaches_the_vehicle_is_told_as_failed() -> None:
    bench = Bench()
    bench.wiring["cell.coverage"].set(False)
    bench.phone.call("order", "lock")
    bench.run(70)
    assert values(bench.phone, "progress.lock")[-1] == "in_progress"
    bench.run(10)
    assert "failed" in values(bench.phone, "progress.lock")
    assert [shown["kind"] for shown in values(bench.phone, "banner") if shown] == ["lock", "failed"]


@pytest.mark.parametrize(("account", "shown"), [("subscriber", True), ("other", False)])
def test_what_the_vehicle_tells_is_shown_to_its_owner_alone(account: str, shown: bool) -> None:
    bench = new_phone(account, "trusted_number", "safety_code")
    bench.awake()
    bench.run(10)
    assert bool([mode for mode in values(bench.phone, "charge.mode") if mode]) is shown


def test_another_smartphone_shows_nothing_of_what_the_one_before_has_shown() -> None:
    bench = Bench().awake()
    bench.run(10)
    assert values(bench.phone, "charge.mode")[-1] == "immediate"
    bench.phone.call("hold", "new")
    assert values(bench.phone, "charge.mode")[-1] is None
