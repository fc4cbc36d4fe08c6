"""Where code counts right answers one by one, in a loop over a loader."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

MOST_COUNTED = 40
"""Counts that are followed in one scope."""
Scope = ast.Module | ast.FunctionDef


@dataclass(frozen=True, slots=True)
class Counted:
    """A name that counts right answers one by one, in a loop over a loader."""

    name: str
    loader: str


def scopes(tree: ast.Module) -> Iterator[Scope]:
    """The tree, and each function in it."""
    yield tree
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield node


def own_nodes(scope: Scope) -> list[ast.AST]:
    """The nodes of a scope without those of the functions and classes in it."""
    waiting: list[ast.AST] = list(scope.body)
    found: list[ast.AST] = []
    while waiting:
        node = waiting.pop()
        found.append(node)
        if not isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Lambda):
            waiting += ast.iter_child_nodes(node)
    return found


def counted_in(scope: Scope) -> Iterator[Counted]:
    """The names of a scope that count so."""
    for loop in own_nodes(scope):
        if not isinstance(loop, ast.For) or not (loader := _looped_over(loop.iter)):
            continue
        inner = [node for statement in loop.body for node in ast.walk(statement)]
        added = [node for node in inner if isinstance(node, ast.AugAssign)]
        for node in added:
            if not isinstance(node.op, ast.Add) or not isinstance(node.target, ast.Name):
                continue
            name = node.target.id
            others = [each for each in added if _is_name(each.target, name)]
            again = any(_assigns(each, name) for each in inner)
            nested = any(isinstance(each, ast.For) for each in inner)
            once = len(others) == 1 and not again and not nested
            if once and _counts_examples(node.value):
                yield Counted(name, loader)


def _looped_over(node: ast.expr) -> str:
    """The name of a loader, maybe within `enumerate` or a progress bar."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Call(func=func, args=[first, *_]) if ast.unparse(func) in (
            "enumerate", "tqdm", "tqdm.tqdm", "tqdm.notebook.tqdm", "tqdm_notebook",
        ):  # fmt: skip
            return _looped_over(first)
    return ""


def _counts_examples(node: ast.expr) -> bool:
    """Whether it is how many of a batch are right: a sum over comparisons, and nothing else."""
    match node:
        case ast.Call(func=ast.Attribute(value=inner, attr="item"), args=[]):
            return _counts_examples(inner)
        case ast.Call(func=ast.Name(id="int" | "float"), args=[inner]):
            return _counts_examples(inner)
        case ast.Call(func=ast.Attribute(value=ast.Name(id="torch" | "np"), attr="sum"), args=[
            inner
        ]):  # fmt: skip
            return _compares(inner)
        case ast.Call(func=ast.Attribute(value=inner, attr="sum"), args=[], keywords=[]):
            return _compares(inner)
    return False


def _compares(node: ast.expr) -> bool:
    match node:
        case ast.Compare(ops=[ast.Eq()]):
            return True
        case ast.Call(func=ast.Attribute(attr="eq"), args=[_]):
            return True
        case ast.Call(func=ast.Attribute(value=inner, attr="float" | "int" | "long" | "double"
                                         | "cpu" | "detach" | "type"), args=_):  # fmt: skip
            return _compares(inner)
    return False


def _is_name(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _assigns(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Assign) and any(_is_name(each, name) for each in node.targets)
