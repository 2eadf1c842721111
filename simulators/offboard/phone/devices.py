"""Smartphones by model, with the biometry that the app can use on each (lines 563 to 567)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

DEVICES: Mapping[str, str] = MappingProxyType(
    {
        "iphone_6": "none",
        "iphone_7": "touch_id",
        "iphone_8": "touch_id",
        "iphone_se_2020": "touch_id",
        "iphone_x": "face_id",
        "iphone_14": "face_id",
        "pixel_7": "fingerprint",
        "galaxy_s10": "fingerprint",
    }
)
"""Biometry by model; that of an iPhone older than the 7 is not used (line 567, AMB-32)."""

DEVICE_AT_REST = "iphone_8"
