"""Whether compiled copies of modules are of their source: Python runs the copy and does not look.

A copy in `__pycache__` counts as fresh when it names the size of its source and the second in which that was last
written. Where a cache is brought back beside a checkout whose files bear the time of their commit, both can fit a
source that says something else. The copies that pytest makes bear a hash of their source instead.
"""

from __future__ import annotations

from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path


def is_stale(module: object) -> bool:
    """Tell whether Python has run something else than the source of a module says."""
    spec = getattr(module, "__spec__", None)
    if not isinstance(spec, ModuleSpec) or type(spec.loader) is not SourceFileLoader:
        return False
    try:
        source = Path(spec.loader.path).read_bytes()
        fresh = compile(source, spec.loader.path, "exec", dont_inherit=True)
        return spec.loader.get_code(spec.loader.name) != fresh
    except (OSError, SyntaxError, ValueError, ImportError):  # it is gone, or has changed while it was in use
        return True
