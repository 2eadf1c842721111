"""What the gate says of the seal."""

from __future__ import annotations

from pathlib import Path

from reports.gate.judgement import Kind, Reason
from reports.seal.difference import Weight
from reports.seal.seal import load_seal
from rigs.errors import ConfigurationError

WORDS = {Weight.WEAKER: "less", Weight.CHANGED: "otherwise", Weight.MILD: "more"}
"""Words before a difference: what the suite judges now."""


def unsealed(root: Path) -> tuple[Reason, ...]:
    """Tell in what a checkout differs from what is sealed; a waiver takes none of it away, a seal does."""
    try:
        seal = load_seal(root)
        differences = seal.differences()
    except ConfigurationError as error:
        return tuple(Reason(Kind.UNSEALED, line) for line in str(error).splitlines())
    found = [Reason(Kind.UNSEALED, f"{WORDS[each.weight]}: {each}") for each in differences]
    found += [Reason(Kind.UNSEALED, line) for line in seal.strangers()]
    if found:
        found.append(
            Reason(
                Kind.UNSEALED,
                "told in full by: python -m reports seal; sealed by: python -m reports seal --reviewer NAME",
            )
        )
    return tuple(found)
