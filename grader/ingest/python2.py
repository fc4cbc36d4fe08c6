"""Code of Python 2 becomes code of Python 3, mechanically, where it cannot be anything else."""

import functools
import importlib
import re
import threading
import warnings
from collections.abc import Iterable
from typing import Any

from grader.ingest.plain import understood
from grader.syntax import parsed

WHY = (
    "Only Python 3 is run here. A whole number divided by another may now be a fraction, and "
    "random numbers drawn by Python itself are others than in Python 2."
)
ASYNC_WHY = "`async` is a word of Python's own by now, and torch calls it `non_blocking`."
TABS_WHY = (
    "Python 3 refuses the mixture; Python 2 read a tab as going on to the next eighth column."
)
_LONGEST = 100_000
_LEFT_OUT = (
    "idioms", "ws_comma", "set_literal", "buffer", "asserts", "import", "callable", "imports",
    "imports2", "urllib",
)  # fmt: skip
"""Translations that change style alone, look for files beside the one that is translated, or rename
a module in the one cell that imports it; modules are found under their old names as well."""
_ONE_AT_A_TIME = threading.Lock()
_SHELL = re.compile(r"^([ \t]*)([!%].*)$", re.MULTILINE)
_KEPT = "pass # kept as it is"
_ASYNC = re.compile(r"(?<=[(,])(\s*)async(?=\s*=[^=])")
_INDENT = re.compile(r"^[ ]*\t[ \t]*", re.MULTILINE)


def any_is_old(sources: Iterable[str]) -> bool:
    """Whether one of these is; a heap of code that nothing can read is not searched to its end."""
    room = _LONGEST
    for source in sources:
        if room > 0 and understood(source) is None:
            room -= len(source)
            if is_old(source):
                return True
    return False


def is_old(source: str) -> bool:
    """Whether this is code that Python 3 cannot read and Python 2 could."""
    if understood(source) is not None or len(source) > _LONGEST:
        return False
    return translated(source) is not None


def without_tabs(source: str) -> str | None:
    """The same code with spaces for tabs, if that is all that Python 3 wants of it."""
    if understood(source) is not None or not _INDENT.search(source):
        return None
    expanded = _expanded(source)
    return expanded if understood(expanded) is not None else None


def without_async(source: str) -> str | None:
    """The same code with `non_blocking=` for `async=`, if that is all that Python 3 wants of it.

    It was an argument of `.cuda()` until `async` became a word of Python's own.
    """
    if "async" not in source or understood(source) is not None:
        return None
    renamed = _ASYNC.sub(r"\1non_blocking", source)
    return renamed if renamed != source and understood(renamed) is not None else None


def translated(source: str, *, print_is_function: bool = False) -> str | None:
    """The code in Python 3, which may be as it was; None if it cannot be translated."""
    if len(source) > _LONGEST:
        return None
    text = _expanded(source) if understood(source) is None else source
    text = text if text.endswith("\n") else text + "\n"
    kept = _SHELL.findall(text)
    text = _SHELL.sub(rf"\1{_KEPT}", text)
    marked = _PRINT_FUNCTION + text if print_is_function else text
    try:
        with _ONE_AT_A_TIME:
            tool = _tool()
            result = str(tool.refactor_string(marked, "student")) if tool else ""
    except Exception:
        # A parser that is fed with anything fails in any way.
        return None
    result = result.removeprefix(_PRINT_FUNCTION)
    if parsed(result) is None or result.count(_KEPT) != len(kept):
        return None
    for _, line in kept:
        result = result.replace(_KEPT, line, 1)
    return source if result == source or result == source + "\n" else result


_PRINT_FUNCTION = "from __future__ import print_function\n"


def _expanded(source: str) -> str:
    return _INDENT.sub(lambda found: found[0].expandtabs(8), source)


@functools.cache
def _tool() -> Any:
    """The standard library's translator; None where it is gone, from Python 3.13 on."""
    with warnings.catch_warnings():
        # That it will be gone is no news to whoever grades.
        warnings.simplefilter("ignore")
        try:
            refactor = importlib.import_module("lib2to3.refactor")
        except ImportError:
            return None
        names = refactor.get_fixers_from_package("lib2to3.fixes")
        kept = [name for name in names if name.rpartition("fix_")[2] not in _LEFT_OUT]
        return _quiet(refactor.RefactoringTool)(kept)


def _quiet(base: Any) -> Any:
    """The same translator without its log of what it cannot do."""
    return type(
        "QuietTool", (base,), {name: lambda *_, **__: None for name in ("log_message", "log_debug")}
    )
