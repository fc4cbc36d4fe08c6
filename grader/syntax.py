"""The syntax tree of code that a student wrote: text, never executed."""

import ast
import warnings


def parsed(source: str) -> ast.Module | None:
    """The syntax tree of a text; None if there is none."""
    return parsed_or_wrong(source)[0]


def parsed_or_wrong(source: str) -> tuple[ast.Module | None, int]:
    """The syntax tree of a text, or the number of the line that is no Python."""
    with warnings.catch_warnings():
        # A student's `"\d"` is a warning about their text, not about ours.
        warnings.simplefilter("ignore")
        try:
            return ast.parse(source), 0
        except SyntaxError as error:
            return None, error.lineno or 1
        except (ValueError, RecursionError, MemoryError):
            return None, 1
