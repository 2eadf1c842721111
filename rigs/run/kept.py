"""Times in s by node id that pytest keeps in its cache from one run to the next."""

from __future__ import annotations

import pytest


def cache_of(config: pytest.Config) -> pytest.Cache | None:
    """Return the cache; None with `-p no:cacheprovider`."""
    cache: pytest.Cache | None = getattr(config, "cache", None)
    return cache


def kept_s(cache: pytest.Cache | None, key: str) -> dict[str, float]:
    """Return what is kept under a key; what is no time is left out."""
    known = None if cache is None else cache.get(key, None)
    pairs = known.items() if isinstance(known, dict) else ()
    return {name: float(each) for name, each in pairs if isinstance(each, int | float) and each >= 0}
