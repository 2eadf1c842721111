"""The command: python -m proof.mutation."""

from __future__ import annotations

import argparse
import json
import shutil
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from proof.mutation import judgements, reach
from proof.mutation.mutants import Mutant
from proof.mutation.report import report, shares
from proof.mutation.run import Runner, keep, read_results, resume, survived
from proof.mutation.sample import all_mutants, sample
from proof.mutation.tree import OUTPUT, ROOT, copy_tree, hash_of
from proof.mutation.trial import TrialError, load_foreign

RESULTS = OUTPUT / "results.jsonl"
_TREE = OUTPUT / "tree"
_RUN = OUTPUT / "run.json"
_REACH = OUTPUT / "reach"


def main(arguments: Sequence[str] | None = None) -> int:
    """Return 0 when all was decided, 1 when a run came to nothing, 130 after Ctrl-C."""
    options = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends as with Ctrl-C, with nothing left behind
    try:
        if options.list:
            for mutant in sample(ROOT, options.count, options.seed):
                _tell(f"{mutant.id}  {mutant.path}:{mutant.line}  {mutant.operator}")
                _tell("    " + "\n    ".join(mutant.lines(ROOT)))
        elif options.only:
            _try(options.only, options.jobs)
        else:
            _run(options)
    except (reach.ReachError, TrialError) as error:
        print(error, file=sys.stderr)  # noqa: T201  # a command
        return 1
    except KeyboardInterrupt:
        _tell("stopped; the same command goes on from here")
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m proof.mutation", description=__doc__)
    for name, default, words in (
        ("--count", 260, "how many mutants"),
        ("--seed", 1, "which ones"),
        ("--jobs", 1, "how many at a time"),
    ):
        text = f"{words}; default: {default}"
        parser.add_argument(name, type=_whole_number, default=default, metavar="N", help=text)
    parser.add_argument("--new", action="store_true", help="begin anew, with the project as it is now")
    parser.add_argument(
        "--reached",
        action="store_true",
        help="leave out the scenarios that do not reach a mutant, for a quick look; without it, what survived this"
        " way is tried with the others",
    )
    parser.add_argument("--list", action="store_true", help="run nothing; show the sample")
    parser.add_argument(
        "--only",
        nargs="+",
        metavar="ID",
        help="try these on the project as it is now, with the scenarios that reach them; what is caught now counts"
        " as caught in the last run too",
    )
    parser.add_argument(
        "--report", type=Path, metavar="FILE", help="write the report there, such as docs/mutation.md"
    )
    return parser


def _whole_number(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r}: a whole number from 1")
    return int(text)


def _run(options: argparse.Namespace) -> None:
    """Go on with the run that was begun, or begins one."""
    wanted = {"count": options.count, "seed": options.seed}
    if options.new or _asked(_RUN) != wanted:
        _begin(wanted)
    else:
        _tell(f"going on with the run in {OUTPUT}; --new begins anew, with the project as it is now")
    tree_hash = hash_of(_TREE)
    mutants = sample(_TREE, options.count, options.seed)
    if not read_results(RESULTS).keys() >= {mutant.id for mutant in mutants}:
        load_foreign()
    known = _reach(_TREE, tree_hash)
    records = resume(Runner(_TREE, known, options.jobs, whole=not options.reached), mutants, RESULTS, _tell)
    _tell(shares(records))
    if options.report:
        command = f"uv run --group mutation python -m proof.mutation --count {options.count} --seed {options.seed}"
        command += " --reached" if options.reached else ""
        text = report(records, judgements.load(), f"{command} --report docs/mutation.md", tree_hash)
        options.report.write_text(text, encoding="utf-8")


def _asked(path: Path) -> dict[str, Any] | None:
    if not path.is_file():
        return None
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def _begin(wanted: dict[str, Any]) -> None:
    OUTPUT.mkdir(parents=True, exist_ok=True)
    _RUN.unlink(missing_ok=True)
    RESULTS.unlink(missing_ok=True)
    shutil.rmtree(_REACH, ignore_errors=True)
    copy_tree(_TREE)
    _RUN.write_text(json.dumps(wanted), encoding="utf-8")


def _try(ids: Sequence[str], jobs: int) -> None:
    with tempfile.TemporaryDirectory(prefix="mutation-") as folder:
        root = copy_tree(Path(folder) / "tree")
        found: dict[str, Mutant] = {mutant.id: mutant for mutant in all_mutants(root)}
        unknown = [name for name in ids if name not in found]
        if unknown:
            raise SystemExit(f"--only: no mutant {', '.join(unknown)} in the project as it is now")
        load_foreign()
        known = _reach(root, hash_of(root))
        kinds: Counter[str] = Counter()
        of_the_run = read_results(RESULTS)
        for record in Runner(root, known, jobs, whole=False).run([found[name] for name in ids]):
            kinds[record.ended.kind] += 1
            if record.mutant.id in of_the_run and not survived(record):
                keep(record, RESULTS)
            _tell(f"{record.told()}\n    {record.before}\n    {record.after}\n    {record.ended.message[:300]}")
        _tell(", ".join(f"{count} {kind}" for kind, count in kinds.most_common()))


def _reach(root: Path, tree_hash: str) -> reach.Reach:
    path = _REACH / f"{tree_hash}.json"
    if not path.is_file():
        _tell("measuring which scenarios run which lines")
        path.parent.mkdir(parents=True, exist_ok=True)
        load_foreign()
        reach.measure(root, path)
    return reach.read(path)


def _tell(text: str) -> None:
    print(text, flush=True)  # noqa: T201  # a command


if __name__ == "__main__":
    sys.exit(main())
