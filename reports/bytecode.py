"""Whether compiled copies of modules are of their source: Python and pytest run the copy and do not look.

A copy in `__pycache__` counts as fresh when it names the size of its source and the second in which that was last
written. Where a cache is brought back beside a checkout whose files bear the time of their commit, both can fit a
source that says something else.
"""

from __future__ import annotations

from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import CodeType

# pytest has no public way to find the copies that it makes of modules whose assertions it explains
from _pytest.assertion.rewrite import (
    PYC_TAIL,
    AssertionRewritingHook,
    _read_pyc,
    _rewrite_test,
    get_cache_dir,
)


def is_stale(module: object) -> bool:
    """Whether Python would run something else than the source of a module says."""
    spec = getattr(module, "__spec__", None)
    if not isinstance(spec, ModuleSpec) or not spec.origin or not spec.origin.endswith(".py"):
        return False
    source = Path(spec.origin)
    try:
        if isinstance(spec.loader, AssertionRewritingHook):
            copy = _read_pyc(source, get_cache_dir(source) / f"{source.stem}{PYC_TAIL}")
            return copy is not None and copy != _rewrite_test(source, spec.loader.config)[1]
        return _run_by_python(spec.name, source) != _compiled(source)
    except (OSError, SyntaxError, ValueError, ImportError):  # it is gone, or changed while the run was on
        return True


def _run_by_python(name: str, source: Path) -> CodeType | None:
    return SourceFileLoader(name, str(source)).get_code(name)


def _compiled(source: Path) -> CodeType:
    return compile(source.read_bytes(), str(source), "exec", dont_inherit=True)
