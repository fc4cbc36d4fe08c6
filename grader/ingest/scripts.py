"""A script becomes a notebook, and of several scripts those are chosen that are meant to be run.

Scripts are read as syntax trees and never executed here. One that no syntax tree can be made of
(Python 2, a download with shell lines) stays as it is: running it will show what is wrong.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from grader.records import Cell, Notebook
from grader.syntax import parsed

_MARK = re.compile(r"^#[ \t]?%%(?=[ \t\[]|$)[^\[\n]*(?P<kind>\[\w+\])?", re.MULTILINE)
_IMPORT_LINE = re.compile(r"^\s*(?:from\s+([.\w]+)\s+import|import\s+([.\w]+))", re.MULTILINE)
_NEVER_RUN = ("__init__.py", "setup.py", "conftest.py")
_DEFINITIONS = (
    ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Pass,
)  # fmt: skip


def script_as_notebook(path: str, source: str) -> Notebook:
    """The script as a notebook: one cell, or one for each `# %%`."""
    pieces = _pieces(source) if _MARK.search(source) else []
    # A mark inside a string or an indented block is none: then a piece alone makes no sense.
    if not all(parsed(text) for kind, text in pieces if kind == "code"):
        pieces = []
    pieces = pieces or [("code", source)]
    return Notebook(
        path=path,
        cells=tuple(
            Cell(index=index, kind=kind, source=text) for index, (kind, text) in enumerate(pieces)
        ),
        is_script=True,
    )


def entry_scripts(sources: Mapping[str, str]) -> tuple[str, ...]:
    """The paths of the scripts to run: no other script imports them, and they do something.

    When scripts import each other in a circle, all that do something are run.
    """
    trees = {path: parsed(source) for path, source in sources.items()}
    imported = {
        found
        for path, source in sources.items()
        for found in _imports(path, source, trees[path], sources)
    }
    acting = [path for path, tree in trees.items() if tree is None or _does_something(tree.body)]
    acting = [path for path in acting if PurePosixPath(path).name not in _NEVER_RUN]
    return tuple(path for path in acting if path not in imported) or tuple(acting)


def _pieces(source: str) -> list[tuple[str, str]]:
    marks = list(_MARK.finditer(source))
    ends = [mark.start() for mark in marks[1:]] + [len(source)]
    before = source[: marks[0].start()]
    pieces = [("code", before)] if before.strip() else []
    for mark, end in zip(marks, ends, strict=True):
        text = source[mark.start() : end].rstrip("\n")
        is_prose = mark["kind"] in ("[markdown]", "[md]")
        pieces.append(("markdown", _prose(text)) if is_prose else ("code", text))
    return pieces


def _prose(piece: str) -> str:
    lines = piece.splitlines()[1:]
    return "\n".join(re.sub(r"^# ?", "", line) for line in lines)


def _does_something(statements: list[ast.stmt]) -> bool:
    return any(_acts(statement) for statement in statements)


def _acts(statement: ast.stmt) -> bool:
    match statement:
        case ast.Expr(value=ast.Constant()):
            return False
        case ast.Assign() | ast.AnnAssign():
            return not _is_constant(statement)
        case ast.If():
            return _does_something(statement.body) or _does_something(statement.orelse)
        case ast.Try():
            handlers = [line for handler in statement.handlers for line in handler.body]
            rest = statement.orelse + statement.finalbody + handlers
            return _does_something(statement.body + rest)
        case _:
            return not isinstance(statement, _DEFINITIONS)


def _is_constant(statement: ast.Assign | ast.AnnAssign) -> bool:
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    shouted = all(isinstance(target, ast.Name) and target.id.isupper() for target in targets)
    value = statement.value
    return shouted or value is None or not any(isinstance(n, ast.Call) for n in ast.walk(value))


def _imports(
    path: str, source: str, tree: ast.Module | None, known: Mapping[str, str]
) -> Iterator[str]:
    """The paths of those known scripts that this one imports."""
    folders = [str(parent) for parent in PurePosixPath(path).parents]
    for level, module in _imported_modules(source, tree):
        # An absolute import may start at any folder above: which one is on the path is not known.
        bases = folders[level - 1 : level] if level else folders
        for base in bases:
            for candidate in _module_files(PurePosixPath(base), module):
                if candidate in known and candidate != path:
                    yield candidate


def _imported_modules(source: str, tree: ast.Module | None) -> Iterator[tuple[int, str]]:
    if tree is None:
        for match in _IMPORT_LINE.finditer(source):
            name = match[1] or match[2]
            yield len(name) - len(name.lstrip(".")), name.lstrip(".")
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((0, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            yield node.level, module
            # `from package import module` names a file as well.
            yield from ((node.level, f"{module}.{a.name}".strip(".")) for a in node.names)


def _module_files(base: PurePosixPath, module: str) -> Iterator[str]:
    parts = [part for part in module.split(".") if part]
    for count in range(1, len(parts) + 1):
        stem = base.joinpath(*parts[:count])
        yield f"{stem}.py"
        yield f"{stem}/__init__.py"
