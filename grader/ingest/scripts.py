"""Of several scripts those are chosen that are meant to be run.

Scripts are read as syntax trees and never executed here. One that no syntax tree can be made of
stays as it is: running it will show what is wrong.
"""

import ast
import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from grader.ingest.imports import files_imported, imports_in, reached
from grader.ingest.plain import understood

_NEVER_RUN = ("__init__.py", "setup.py", "conftest.py", "activate_this.py")
_TEST_TOOLS = ("pytest", "unittest")
_DEFINITIONS = (
    ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Pass,
)  # fmt: skip
_GUARD = re.compile(r"^if\s+__name__\s*==", re.MULTILINE)
_TRAINS = re.compile(r"\.backward\s*\(|\.fit\s*\(")
_LOOKS_BACK = re.compile(
    r"(?:^|[_\-. ])(?:test|eval|predict|infer|plot|visuali|analy|demo)[a-z]*(?=[_\-. ]|$)", re.I
)
TORCH = frozenset((
    "torch", "torchvision", "torchaudio", "torchtext", "torchmetrics", "lightning",
    "pytorch_lightning", "fastai", "ignite", "skorch",
))  # fmt: skip
"""Packages that only those import who use PyTorch."""


def entry_scripts(sources: Mapping[str, str], *, imported: Iterable[str] = ()) -> tuple[str, ...]:
    """The paths of the scripts to run: no other code imports them, and they do something.

    One that is imported and yet trains when it is run by itself is run too, and first. When
    scripts import each other in a circle, all that do something are run. Those that look at what
    others have done, by their names, come last. `imported` are imported elsewhere.
    """
    used = set(imported) | {
        found.path
        for path, source in sources.items()
        for found in files_imported(path, source, sources)
    }
    acting = [path for path, source in sources.items() if _acts_at_all(path, source)]
    free = [path for path in acting if path not in used]
    both = [path for path in acting if path in used and _trains_by_itself(sources[path])]
    chosen = both + free or ([] if imported else acting)
    return tuple(sorted(chosen, key=_looks_back))


def uses_torch(path: str, source: str, known: Mapping[str, str]) -> bool:
    """Whether this code, or a file of the submission that it imports, imports PyTorch."""
    texts = (source, *(known[each] for each in reached(path, [source], known)))
    return any(
        each.module.partition(".")[0] in TORCH and not each.level
        for text in texts
        for each in imports_in(text)
    )


def _acts_at_all(path: str, source: str) -> bool:
    tree = understood(source)
    does = tree is None or _does_something(tree.body)
    tests = any(each.module.partition(".")[0] in _TEST_TOOLS for each in imports_in(source))
    is_test = tests and not _TRAINS.search(source)
    return does and not is_test and PurePosixPath(path).name not in _NEVER_RUN


def _trains_by_itself(source: str) -> bool:
    return bool(_GUARD.search(source) and _TRAINS.search(source))


def _looks_back(path: str) -> bool:
    return bool(_LOOKS_BACK.search(PurePosixPath(path).stem))


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
