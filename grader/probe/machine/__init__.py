"""Stands in for the machine that the student's code expects: its GPU, its packages, its shell.

Nothing here is imported by us that the student's code does not import, nothing changes for code
that runs anyway, and whatever is changed is noted in words.
"""

import importlib
import sys
from typing import Any

PREPARED = (
    "devices", "cuda", "compiled", "distributed", "paths", "elsewhere", "data_sets", "old_torch",
    "old_numpy", "old_names", "old_plots", "old_pictures", "old_pickles", "old_tables",
    "old_lightning", "lightning_loggers", "screens", "packages", "folders", "processes", "terminal",
)  # fmt: skip
ATTACHED = ("old_torch", "shell_lines", "magics", "old_text", "old_builtins")


def prepare(task: dict[str, Any], notes: Any) -> None:
    """Put everything in place that must be there before the student's code runs."""
    for subject in PREPARED:
        _attempt(subject, "prepare", task, notes)


def attach(shell: Any, notes: Any) -> None:
    """Put everything in place that belongs to IPython's shell."""
    for subject in ATTACHED:
        _attempt(subject, "attach", shell, notes)


def _attempt(subject: str, action: str, *values: Any) -> None:
    # One of them that fails must not cost the others, nor the run.
    try:
        getattr(importlib.import_module(f"{__name__}.{subject}"), action)(*values)
    except Exception as error:
        print(f"probe: {subject}: {type(error).__name__}: {error}", file=sys.__stderr__)
