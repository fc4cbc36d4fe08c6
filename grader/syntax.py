"""The syntax tree of code that a student wrote: text, never executed."""

import ast
import threading
import warnings

_TRIES = 3
_ONE_AT_A_TIME = threading.Lock()
"""Python 3.11 mistakes two texts that are parsed in two threads at once for one that is too deep,
and says so by a SystemError."""


def parsed(source: str) -> ast.Module | None:
    """The syntax tree of a text; None if there is none."""
    return parsed_or_wrong(source)[0]


def parsed_or_wrong(source: str) -> tuple[ast.Module | None, int]:
    """The syntax tree of a text, or the number of the line that is no Python."""
    with warnings.catch_warnings():
        # A student's `"\d"` is a warning about their text, not about ours.
        warnings.simplefilter("ignore")
        try:
            return _tree(source), 0
        except SyntaxError as error:
            return None, error.lineno or 1
        except (ValueError, RecursionError, MemoryError, SystemError):
            return None, 1


def _tree(source: str) -> ast.Module:
    with _ONE_AT_A_TIME:
        for _ in range(_TRIES - 1):
            try:
                return ast.parse(source)
            except SystemError:
                continue
        return ast.parse(source)
