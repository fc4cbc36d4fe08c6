"""Who asks: the student's code or a library; and whether the student is prepared for a no."""

import ast
import functools
import linecache
import re
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

_OURS = (str(Path(__file__).absolute().parents[1]), str(Path(__file__).resolve().parents[1]))
_LIBRARIES = (
    *(sysconfig.get_path(key) for key in ("stdlib", "platstdlib", "purelib", "platlib")),
    *_OURS,
)
_IMPORT_ERRORS = ("ImportError", "ModuleNotFoundError")
_MAGIC_LINE = re.compile(r"^([ \t]*)[%!?].*$", re.MULTILINE)
_EVERYTHING = ("Exception", "BaseException")


def is_students(frame: FrameType | None) -> bool:
    """Whether the frame runs code that was handed in: a cell, a script or a module beside it."""
    if frame is None:
        return False
    path = frame.f_code.co_filename
    if path.startswith("<"):
        # Text that is handed to `eval` or `exec` has no file.
        return frame.f_globals.get("__name__") == "__main__"
    return not path.startswith(_LIBRARIES)


def students_frame(start: FrameType | None = None) -> FrameType | None:
    """The innermost frame of the student's at or above `start`, or above our caller."""
    frame = start if start is not None else sys._getframe(1)
    while frame is not None and not is_students(frame):
        above = frame.f_back
        if above is None:
            return None
        frame = above
    return frame


def students_line() -> int | None:
    """The line of the cell or script that runs, if it is its own code that called us."""
    frame = students_frame(sys._getframe(1))
    in_cell = frame is not None and frame.f_globals.get("__name__") == "__main__"
    return frame.f_lineno if frame is not None and in_cell else None


def importer() -> FrameType | None:
    """The frame whose import statement is being served; None when a package is only looked for."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        path = frame.f_code.co_filename
        if frame.f_globals.get("__name__") == "importlib.util":
            return None
        passes_on = path.startswith(("<frozen importlib", *_OURS))
        if not passes_on and not path.endswith("importlib/__init__.py"):
            return frame
        frame = frame.f_back
    return None


def expects_import_error(frame: FrameType) -> bool:
    """Whether an import of this frame's, or of a module that is just imported, may well fail."""
    asking: FrameType | None = frame
    while asking is not None:
        if is_students(asking) and is_guarded(asking, _IMPORT_ERRORS):
            return True
        if asking.f_code.co_name != "<module>":
            return False
        # A module that is being imported: whoever imports it may be prepared as well.
        above = asking.f_back
        while above is not None and not is_students(above):
            if not above.f_code.co_filename.startswith("<frozen importlib"):
                return False
            above = above.f_back
        asking = above
    return False


def expects_error(names: tuple[str, ...]) -> bool:
    """Whether the student's code, or any of it that called it, catches one of these errors."""
    frame = students_frame(sys._getframe(1))
    while frame is not None:
        if is_guarded(frame, names):
            return True
        is_cell = frame.f_code.co_name == "<module>" and frame.f_globals["__name__"] == "__main__"
        above = None if is_cell else frame.f_back
        frame = students_frame(above) if above is not None else None
    return False


class _Cell:
    """The cell that runs; what magics such as `%%time` run of it has no file of its own."""

    body = ""


def cell_begins(source: str) -> None:
    """Remember the source of the cell that runs."""
    _Cell.body = without_magics(source)


def without_magics(source: str) -> str:
    """The Python of a cell, as far as magics and shell lines are no part of it."""
    first, _, rest = source.lstrip().partition("\n")
    return _MAGIC_LINE.sub(r"\1pass", rest if first.startswith("%%") else source)


def is_guarded(frame: FrameType, names: tuple[str, ...]) -> bool:
    """Whether the line that runs stands in a `try` that catches one of these errors."""
    lines = linecache.getlines(frame.f_code.co_filename, frame.f_globals)
    wanted = {*names, *_EVERYTHING}
    return any(
        caught & wanted or not caught
        for first, last, caught in _guards("".join(lines) or _Cell.body)
        # Where the numbers of lines say nothing, code is left to what its author provided for.
        if first <= frame.f_lineno <= last or not lines
    )


def line_text(frame: FrameType) -> str:
    """The source of the line that runs; the whole cell if that is not known."""
    line = linecache.getline(frame.f_code.co_filename, frame.f_lineno, frame.f_globals)
    return line or _Cell.body


@functools.lru_cache(maxsize=256)
def _guards(source: str) -> tuple[tuple[int, int, frozenset[str]], ...]:
    """First line, last line and errors of every stretch in which errors are caught.

    No errors at all stand for every one.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    return tuple(_spans(tree))


def _spans(tree: ast.AST) -> Iterator[tuple[int, int, frozenset[str]]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Try):
            first, last = node.body[0], node.body[-1]
            for handler in node.handlers:
                yield first.lineno, last.end_lineno or last.lineno, _names(handler.type)
        elif isinstance(node, ast.With):
            for item in node.items:
                call = item.context_expr
                if isinstance(call, ast.Call) and "suppress" in ast.unparse(call.func):
                    caught = frozenset[str]().union(*map(_names, call.args))
                    yield node.lineno, node.end_lineno or node.lineno, caught


def _names(errors: ast.expr | None) -> frozenset[str]:
    parts = errors.elts if isinstance(errors, ast.Tuple) else [errors] if errors else []
    return frozenset(ast.unparse(part).rpartition(".")[2] for part in parts)
