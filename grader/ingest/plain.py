"""Code text without what only a notebook understands, so that a syntax tree can be made of it."""

import ast
import re

from grader.syntax import parsed

_SHELL = re.compile(r"^([ \t]*)[!%?](?!=).*$", re.MULTILINE)
_CAPTURED = re.compile(r"^([ \t]*\w[\w, \t]*=[ \t]*)[!%].*$", re.MULTILINE)
_HELP = re.compile(r"^([ \t]*)\??[\w.]+\?+[ \t]*$", re.MULTILINE)


def plain(source: str) -> str:
    """The text with a `pass` for each shell line, magic and question; the lines stay."""
    without = _SHELL.sub(r"\1pass", source)
    return _HELP.sub(r"\1pass", _CAPTURED.sub(r"\1None", without))


def understood(source: str) -> ast.Module | None:
    """The syntax tree of what a kernel would run; None if it would run nothing of it."""
    return parsed(source) or parsed(plain(source))
