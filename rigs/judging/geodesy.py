"""Distances on the globe."""

from __future__ import annotations

import math

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius of the Earth (IUGG)."""


def distance_m(
    latitude_1_deg: float, longitude_1_deg: float, latitude_2_deg: float, longitude_2_deg: float
) -> float:
    """Return the great-circle distance in metres between two positions in degrees north and east."""
    phi_1, phi_2 = math.radians(latitude_1_deg), math.radians(latitude_2_deg)
    d_phi, d_lambda = phi_2 - phi_1, math.radians(longitude_2_deg - longitude_1_deg)
    chord = math.sin(d_phi / 2) ** 2 + math.cos(phi_1) * math.cos(phi_2) * math.sin(d_lambda / 2) ** 2
    return 2 * EARTH_RADIUS_M * math.asin(math.sqrt(chord))
