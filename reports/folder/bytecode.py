"""Whether compiled copies of modules are of their source: Python runs the copy and does not look.

A copy in `__pycache__` counts as fresh when it names the size of its source and the second in which that was last
written. Where a cache is brought back beside a checkout whose files bear the time of their commit, both can fit a
source that says something else. The copies that pytest makes bear a hash of their source instead.

To compile hundreds of modules anew takes as long as all else at the end of a short run. So it is remembered beside
a copy that it has been found to be of its source, by what stands in both.
"""

from __future__ import annotations

import hashlib
import sys
from contextlib import suppress
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import cache_from_source
from pathlib import Path

FOUND_FRESH = ".fresh"
"""Ending of the file beside a copy that has the hashes of it and of the source that it was found to be of."""


def is_stale(module: object) -> bool:
    """Tell whether Python has run something else than the source of a module says."""
    spec = getattr(module, "__spec__", None)
    if not isinstance(spec, ModuleSpec) or type(spec.loader) is not SourceFileLoader:
        return False
    try:
        source = Path(spec.loader.path).read_bytes()
        copy = Path(cache_from_source(spec.loader.path))
        pair = _pair(source, copy)
        if pair and _read(copy.with_suffix(FOUND_FRESH)) == pair:
            return False
        fresh = compile(source, spec.loader.path, "exec", dont_inherit=True)
        stale = spec.loader.get_code(spec.loader.name) != fresh
    except (OSError, SyntaxError, ValueError, ImportError):  # it is gone, or has changed while it was in use
        return True
    if pair and not stale and not sys.dont_write_bytecode:
        with suppress(OSError):
            copy.with_suffix(FOUND_FRESH).write_text(pair)
    return stale


def _pair(source: bytes, copy: Path) -> str:
    """Return the hashes of a source and its copy; empty where there is none."""
    with suppress(FileNotFoundError):
        return f"{hashlib.sha256(source).hexdigest()} {hashlib.sha256(copy.read_bytes()).hexdigest()}"
    return ""


def _read(path: Path) -> str:
    with suppress(FileNotFoundError):
        return path.read_text()
    return ""
