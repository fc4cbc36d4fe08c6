"""Names that Python 2 had built in: `xrange`, `raw_input` and their like.

They are there for code that uses them and is not prepared to do without.
"""

import ast
import builtins
import re
from pathlib import Path
from typing import Any

from .frames import without_magics
from .old_modules import OF_PYTHON_2
from .old_text import modules
from .patching import note

_USED = re.compile(rf"\b(?:{'|'.join(OF_PYTHON_2)})\b")
_PREPARED = re.compile(r"\bNameError\b|\bPY[23]\b")


def attach(shell: Any, notes: Any) -> None:
    """Look at the modules beside the code, and at each cell when it begins."""

    def look_at(text: str) -> None:
        for name in sorted(missing(text) - shell.user_ns.keys()):
            setattr(builtins, name, OF_PYTHON_2[name])
            what = f"`{name}` was found under its present name."
            note(notes, what, "It is a name of Python 2.")

    for text in modules(Path.cwd()):
        look_at(text)
    shell.events.register("pre_run_cell", lambda info: look_at(str(info.raw_cell)))


def missing(text: str) -> set[str]:
    """The names of Python 2 that this code uses, nobody gives it and it cannot do without."""
    if not _USED.search(text) or _PREPARED.search(text):
        return set()
    try:
        nodes = list(ast.walk(ast.parse(without_magics(text))))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    names = [node for node in nodes if isinstance(node, ast.Name)]
    used = {node.id for node in names if isinstance(node.ctx, ast.Load)}
    bound = {node.id for node in names if not isinstance(node.ctx, ast.Load)}
    for node in nodes:
        if isinstance(node, ast.Import | ast.ImportFrom):
            bound |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            bound.add(node.name)
        elif isinstance(node, ast.arg):
            bound.add(node.arg)
    wanted = (used - bound) & OF_PYTHON_2.keys()
    return {name for name in wanted if not hasattr(builtins, name)}
