"""Which mutants are tried: a fixed number, spread over all modules."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from proof.mutation.mutants import Mutant, mutants_of

SCOPE = (
    "simulators/ecus/**/*.py",
    "simulators/offboard/phone/**/*.py",
    "simulators/offboard/backoffice.py",
    "simulators/offboard/accounts.py",
    "simulators/offboard/vehicle_information.py",
)
"""The ECUs and the app with its back office, of which the source speaks too. What surrounds them is the bench."""


def all_mutants(root: Path) -> list[Mutant]:
    """Return every mutant there is, in the order of their places."""
    paths = sorted({path.relative_to(root).as_posix() for pattern in SCOPE for path in root.glob(pattern)})
    return [mutant for path in paths for mutant in mutants_of(root, path)]


def sample(root: Path, count: int, seed: int) -> list[Mutant]:
    """Draw mutants of all modules, in the order of their places.

    Each module has a share as large as that of its mutants, at least one where there are enough. A mutant's rank
    comes from the seed and its id, so that a change of some lines leaves the sample of the others as it was.
    """
    mutants = all_mutants(root)
    shares = spread(Counter(mutant.path for mutant in mutants), count)
    ranked = sorted(mutants, key=lambda mutant: _rank(mutant, seed))
    taken = {
        mutant.id for path in shares for mutant in [each for each in ranked if each.path == path][: shares[path]]
    }
    return [mutant for mutant in mutants if mutant.id in taken]


def spread(sizes: Mapping[str, int], count: int) -> Mapping[str, int]:
    """Tell how many of each group to take: one first, then by size, the largest remainders last."""
    groups = [name for name, size in sizes.items() if size]
    count = min(count, sum(sizes.values()))
    if count <= len(groups):
        return {name: int(name in groups[:count]) for name in sizes}
    whole = sum(sizes.values()) - len(groups)
    exact = {name: (sizes[name] - 1) * (count - len(groups)) / whole if whole else 0.0 for name in groups}
    shares = {name: 1 + int(exact[name]) if name in exact else 0 for name in sizes}
    by_remainder: Sequence[str] = sorted(groups, key=lambda name: int(exact[name]) - exact[name])
    for name in by_remainder[: count - sum(shares.values())]:
        shares[name] += 1
    return shares


def _rank(mutant: Mutant, seed: int) -> str:
    return hashlib.sha256(f"{seed}:{mutant.id}".encode()).hexdigest()
