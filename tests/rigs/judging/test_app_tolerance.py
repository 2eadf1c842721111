"""The tolerance of a duration that the app shows (AMB-29)."""

from __future__ import annotations

import pytest

from rigs.judging.assumptions import Assumptions


@pytest.mark.parametrize(
    ("duration_s", "virtual", "tolerance_s"),
    [(10, True, 1.0), (10, False, 2.0), (90, True, 2.0), (90, False, 2.0), (300, False, 5.0)],
)
def test_a_real_phone_has_two_seconds_where_the_virtual_one_has_one(
    duration_s: float, virtual: bool, tolerance_s: float
) -> None:
    assert Assumptions().app_tolerance_s(duration_s, virtual=virtual) == tolerance_s
