"""A process that has imported everything and runs each notebook that it is told of in a fork.

Reads one job a line on standard input, answers one line each. It stands in for a kernel where the
probe is what is tested: a shell of IPython's, the real probe, no sandbox; a tenth of the time.
"""

import contextlib
import importlib
import json
import os
import signal
import sys
import time
import traceback
from pathlib import Path
from typing import Any

SECONDS = 120
"""Longest run of one notebook."""
IMPORTED_FIRST = (
    "torch", "torch.export", "torchvision", "matplotlib.pyplot", "matplotlib_inline", "pandas",
    "IPython.core.interactiveshell", "numpy", "tqdm", "seaborn",
)  # fmt: skip


def serve(library: str) -> None:
    """Answer jobs until there are no more; the probe lies in `library`."""
    sys.path.insert(0, library)
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    for name in IMPORTED_FIRST:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    for line in sys.stdin:
        job = json.loads(line)
        child = os.fork()
        if not child:
            _become(job)
        _, status = os.waitpid(child, 0)
        print(json.dumps({"status": status}), flush=True)


def _become(job: dict[str, Any]) -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.alarm(SECONDS)
    code = 1
    try:
        printed = os.open(job["printed"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(printed, 1)
        os.dup2(printed, 2)
        # The jobs come on our input: a cell that reads would swallow the next.
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.chdir(job["folder"])
        _run(job)
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _run(job: dict[str, Any]) -> None:
    import __main__

    sys.argv = [job["task"]["argv0"]]
    watch = importlib.import_module("grade_probe.watch")
    if job["watched"]:
        watch.start(job["task"])
    shell = _shell(__main__)
    if job["task"]["script"]:
        shell.user_ns["__file__"] = str(Path(job["folder"], job["task"]["argv0"]))
    sys.path.insert(0, job["folder"])
    if job["watched"]:
        watch.attach(shell)
    cells = []
    for source in job["sources"]:
        sys.stdout.flush()
        start, began = os.fstat(1).st_size, time.monotonic()
        result = shell.run_cell(source, store_history=True)
        sys.stdout.flush()
        sys.stderr.flush()
        error = result.error_in_exec or result.error_before_exec
        words = f"{type(error).__name__}: {error}" if error else ""
        seconds = time.monotonic() - began
        span = (start, os.fstat(1).st_size)
        cells.append({"error": words, "seconds": seconds, "span": span})
        Path(job["cells"]).write_text(json.dumps(cells))
    if job["watched"]:
        watch.finish()


def _shell(module: Any) -> Any:
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    settings = Config()
    settings.HistoryManager.enabled = False
    shell = InteractiveShell.instance(config=settings, user_module=module)
    inline = sys.modules.get("matplotlib_inline.backend_inline")
    if inline is not None:
        # It was imported when there was no shell yet that it could have shown figures in.
        inline._enable_matplotlib_integration()
    return shell
