"""Which files of a submission the code in one of them imports, read from its text."""

import ast
import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from grader.ingest.plain import understood

_IMPORT_LINE = re.compile(r"^\s*(?:from\s+([.\w]+)\s+import|import\s+([.\w]+))", re.MULTILINE)
_MOST_REACHED = 500
_GUARDS = ("ImportError", "ModuleNotFoundError", "Exception", "BaseException")


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """One imported module as it stands in the code."""

    level: int
    """Number of leading dots."""
    module: str
    """Its dotted name, with the imported name where that may be a module."""
    guarded: bool = False
    """Whether the code goes on without it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file of the submission that an import names."""

    path: str
    """Its path inside the submission."""
    base: str
    """The folder that its dotted name is counted from."""
    level: int
    """Number of leading dots."""


@functools.lru_cache(maxsize=128)
def imports_in(source: str) -> tuple[Import, ...]:
    """Everything that this code imports, at its top or anywhere inside."""
    tree = understood(source)
    if tree is not None:
        return tuple(_in_tree(tree))
    names = (match[1] or match[2] for match in _IMPORT_LINE.finditer(source))
    return tuple(
        Import(level=len(name) - len(name.lstrip(".")), module=name.lstrip(".")) for name in names
    )


def files_imported(path: str, source: str, known: Mapping[str, str]) -> Iterator[Found]:
    """Those of the known files that the code at this path imports, the nearest of each first."""
    folders = [str(parent) for parent in PurePosixPath(path).parents]
    for each in imports_in(source):
        # An absolute import may start at any folder above: which one is on the path is not known.
        for base in folders[each.level - 1 : each.level] if each.level else folders:
            for candidate in _module_files(PurePosixPath(base), each.module):
                if candidate in known and candidate != path:
                    yield Found(path=candidate, base=base, level=each.level)


def reached(path: str, sources: Iterable[str], known: Mapping[str, str]) -> tuple[str, ...]:
    """The known files that the code at this path imports, and those that they import in turn.

    `sources` are the pieces of that code.
    """
    found: dict[str, None] = {}
    waiting = [(path, source) for source in sources]
    while waiting and len(found) < _MOST_REACHED:
        for each in files_imported(*waiting.pop(), known):
            if each.path not in found and each.path != path:
                found[each.path] = None
                waiting.append((each.path, known[each.path]))
    return tuple(found)


def _in_tree(tree: ast.Module) -> Iterator[Import]:
    waiting: list[tuple[ast.AST, bool]] = [(tree, False)]
    while waiting:
        node, guarded = waiting.pop()
        match node:
            case ast.Import(names=names):
                for alias in names:
                    yield Import(level=0, module=alias.name, guarded=guarded)
            case ast.ImportFrom(module=module, level=level, names=names):
                yield Import(level=level, module=module or "", guarded=guarded)
                for alias in names:
                    # `from package import module` names a file as well.
                    name = f"{module or ''}.{alias.name}".strip(".")
                    yield Import(level=level, module=name, guarded=guarded)
            case ast.Try(body=body, handlers=handlers) if any(map(_is_guard, handlers)):
                rest = [n for n in ast.iter_child_nodes(node) if n not in body]
                waiting += [(child, True) for child in body]
                waiting += [(child, guarded) for child in rest]
            case _:
                waiting += [(child, guarded) for child in ast.iter_child_nodes(node)]


def _is_guard(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    names = {node.id for node in ast.walk(handler.type) if isinstance(node, ast.Name)}
    return not names.isdisjoint(_GUARDS)


def _module_files(base: PurePosixPath, module: str) -> Iterator[str]:
    parts = [part for part in module.split(".") if part]
    for count in range(1, len(parts) + 1):
        stem = base.joinpath(*parts[:count])
        yield f"{stem}.py"
        yield f"{stem}/__init__.py"
