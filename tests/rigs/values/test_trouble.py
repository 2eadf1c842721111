"""A trouble code is written as people know it."""

from __future__ import annotations

import pytest

from rigs.values.trouble import trouble_text


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (0xF00316, "U3003-16, circuit voltage below threshold"),
        (0x9A1012, "B1A10-12, circuit short to battery"),
        (0x4001FE, "C0001-FE"),
        (0x030000, "P0300-00, no further information"),
    ],
)
def test_a_code_has_its_letter_its_number_and_its_failure(code: int, text: str) -> None:
    assert trouble_text(code) == text
