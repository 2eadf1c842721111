"""A process that reads libraries once and is forked for each run of pytest; see `tests.support.forks`.

Reads a run from standard input, a line of JSON each, and writes two lines for it: the process, and how it ended.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import runpy
import signal
import sys
from typing import Any

LIBRARIES = (
    *("_pytest.config", "_pytest.main", "_pytest.python", "_pytest.terminal", "_pytest.assertion.rewrite"),
    *("allure_commons.model2", "asn1tools", "asyncio", "can", "can.io", "cantools.database", "execnet", "gherkin"),
    *("mako.lookup", "numpy", "pydantic", "pyvisa", "subprocess", "tempfile", "tomllib", "unittest.mock"),
)
"""Those that each run needs. A plugin of pytest is none of them: pytest must be the first who reads it."""


def asked() -> dict[str, Any] | None:
    """Fork for each run that is asked for; gives the run in its own process, and None at the end."""
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            return dict(json.loads(line))
        print(pid, flush=True)  # noqa: T201  # it is what the other side waits for
        _, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201  # as above
    return None


def be(run: dict[str, Any]) -> None:
    """Become the process that runs pytest in a folder."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    streams = [os.open(stream, os.O_WRONLY | os.O_CREAT | os.O_APPEND) for stream in run["streams"]]
    for number, opened in enumerate((nothing, *streams)):
        os.dup2(opened, number)
        os.close(opened)
    os.environ.clear()
    os.environ.update(run["environment"])
    os.chdir(run["folder"])
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job ignores it
    sys.path[0] = run["folder"]
    sys.argv = ["pytest", *run["arguments"]]
    runpy.run_module("pytest", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    for name in LIBRARIES:
        importlib.import_module(name)
    gc.freeze()
    wanted = asked()
    if wanted is not None:
        be(wanted)
