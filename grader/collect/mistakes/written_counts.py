"""Right answers that are divided by something else than the number of examples."""

import ast
import re
from collections.abc import Iterator
from itertools import islice

from grader.collect.mistakes.right_answers import (
    MOST_COUNTED,
    Counted,
    Scope,
    counted_in,
    own_nodes,
    scopes,
)
from grader.collect.mistakes.signals import LoaderSignal, Signals
from grader.collect.mistakes.sources import Sources, names_in
from grader.records import Kind, Mistake

_SHARE = re.compile(r"acc|\b100|%|percent|score", re.IGNORECASE)
_EVALUATES = re.compile(r"acc|score|eval|test|valid", re.IGNORECASE)


def wrong_counts(signals: Signals, sources: Sources) -> Iterator[Mistake]:
    """Divisions by the wrong count, where the loaders' sizes are known."""
    for source in sources.all:
        if source.path != signals.path and source.cell is not None:
            continue
        for scope in scopes(source.tree):
            nodes = own_nodes(scope)
            parents = {child: node for node in nodes for child in ast.iter_child_nodes(node)}
            for counted in islice(counted_in(scope), MOST_COUNTED):
                for node in nodes:
                    if sentence := _wrong(node, counted, scope, parents, signals):
                        yield Mistake(
                            name="accuracy-divided-by-wrong-count",
                            sentence=sentence,
                            kind=Kind.WRITTEN,
                            place=source.place(node),
                        )


def _wrong(
    node: ast.AST,
    counted: Counted,
    scope: Scope,
    parents: dict[ast.AST, ast.AST],
    signals: Signals,
) -> str:
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Div):
        return ""
    if not _is_count(node.left, counted.name) or _goes_on(node, scope, parents):
        return ""
    if not _is_meant_as_share(node, scope, parents):
        return ""
    loaders = _loaders(signals, counted.loader)
    match _meaning(node.right, node, scope, parents):
        case ast.Call(func=ast.Name(id="len"), args=[ast.Name(id=name)]):
            return _batches(counted, name, _loaders(signals, name))
        case ast.Call(
            func=ast.Name(id="len"), args=[ast.Attribute(value=ast.Name(id=name), attr="dataset")]
        ):
            return _another_set(counted, name, loaders, _loaders(signals, name))
        case ast.BinOp(op=ast.Mult(), left=left, right=right):
            return _too_many(counted, left, right, loaders)
    return ""


def _meaning(
    divisor: ast.expr, node: ast.AST, scope: Scope, parents: dict[ast.AST, ast.AST]
) -> ast.expr:
    """What a name stands for that was given its value before, in the same block; else itself."""
    statement: ast.AST | None = node
    while statement is not None and not isinstance(statement, ast.stmt):
        statement = parents.get(statement)
    if not isinstance(divisor, ast.Name) or statement is None:
        return divisor
    holder = parents.get(statement, scope)
    blocks = [getattr(holder, name, []) for name in ("body", "orelse", "finalbody")]
    for block in blocks:
        if not isinstance(block, list) or statement not in block:
            continue
        for before in reversed(block[: block.index(statement)]):
            match before:
                case ast.Assign(targets=[ast.Name(id=name)], value=value) if name == divisor.id:
                    return value
            if any(_stores(each, divisor.id) for each in ast.walk(before)):
                return divisor
    return divisor


def _stores(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Store)


def _is_count(node: ast.expr, name: str) -> bool:
    match node:
        case ast.Name(id=found):
            return found == name
        case ast.BinOp(op=ast.Mult(), left=left, right=ast.Constant(value=int() | float())):
            return _is_count(left, name)
        case ast.BinOp(op=ast.Mult(), left=ast.Constant(value=int() | float()), right=right):
            return _is_count(right, name)
        case ast.Call(func=ast.Name(id="float" | "int"), args=[inner]):
            return _is_count(inner, name)
        case ast.Call(func=ast.Attribute(value=inner, attr="item" | "float" | "double"), args=[]):
            return _is_count(inner, name)
    return False


def _goes_on(node: ast.AST, scope: Scope, parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether the quotient is divided or multiplied again, by more than a plain number."""
    parent = parents.get(node)
    while parent is not None and not isinstance(parent, ast.stmt):
        scales = isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.Div | ast.Mult)
        if scales and names_in(parent) - names_in(node):
            return True
        parent = parents.get(parent)
    if not isinstance(parent, ast.Assign):
        return False
    names = {each.id for target in parent.targets for each in ast.walk(target)
             if isinstance(each, ast.Name)}  # fmt: skip
    return any(_rescales(each, names) for each in own_nodes(scope))


def _is_meant_as_share(node: ast.AST, scope: Scope, parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether the statement speaks of an accuracy: so many right answers a batch is one too."""
    statement: ast.AST | None = node
    while statement is not None and not isinstance(statement, ast.stmt):
        statement = parents.get(statement)
    if isinstance(statement, ast.Return) and isinstance(scope, ast.FunctionDef):
        return bool(_EVALUATES.search(scope.name)) or bool(_SHARE.search(ast.unparse(statement)))
    return statement is not None and bool(_SHARE.search(ast.unparse(statement)))


def _rescales(node: ast.AST, names: set[str]) -> bool:
    match node:
        case ast.AugAssign(target=ast.Name(id=name), op=ast.Div() | ast.Mult()):
            return name in names
        case ast.BinOp(op=ast.Div() | ast.Mult(), left=left, right=right):
            here = names_in(left) | names_in(right)
            return bool(here & names) and bool(here - names)
    return False


def _loaders(signals: Signals, name: str) -> list[LoaderSignal]:
    return [each for each in signals.file.loaders if name in each.names]


def _batches(counted: Counted, name: str, loaders: list[LoaderSignal]) -> str:
    sizes = [(each.batch_size, each.examples) for each in loaders]
    if not sizes or not all(batch and batch > 1 and count for batch, count in sizes):
        return ""
    batch, examples = sizes[0]
    return (
        f"`{counted.name[:40]}` counts right answers one by one, and is divided by"
        f" `len({name[:40]})`, the number of batches ({batch:,} examples each, {examples:,} in"
        " all)."
    )


def _another_set(
    counted: Counted, name: str, own: list[LoaderSignal], others: list[LoaderSignal]
) -> str:
    counts = {each.examples for each in own}
    divided = {each.examples for each in others}
    known = len(counts) == len(divided) == 1 and None not in counts | divided
    if name == counted.loader or not known or counts == divided:
        return ""
    return (
        f"`{counted.name[:40]}` counts right answers over `{counted.loader[:40]}`"
        f" ({counts.pop():,} examples), and is divided by the {divided.pop():,} examples of"
        f" `{name[:40]}`."
    )


def _too_many(
    counted: Counted, left: ast.expr, right: ast.expr, loaders: list[LoaderSignal]
) -> str:
    match left, right:
        case ast.Call(func=ast.Name(id="len"), args=[ast.Name(id=name)]), size:
            pass
        case size, ast.Call(func=ast.Name(id="len"), args=[ast.Name(id=name)]):
            pass
        case _:
            return ""
    if name != counted.loader or len({(each.batch_size, each.examples) for each in loaders}) != 1:
        return ""
    loader = loaders[0]
    if not loader.batch_size or not loader.examples or loader.drop_last:
        return ""
    if not _is_batch_size(size, loader):
        return ""
    batches = -(-loader.examples // loader.batch_size)
    if batches * loader.batch_size == loader.examples:
        return ""
    return (
        f"`{counted.name[:40]}` is divided by {batches:,} batches of {loader.batch_size:,},"
        f" {batches * loader.batch_size:,} examples; `{name[:40]}` has {loader.examples:,}, because"
        " its last batch is smaller: the accuracy is a little too low."
    )


def _is_batch_size(node: ast.expr, loader: LoaderSignal) -> bool:
    match node:
        case ast.Constant(value=int(value)):
            return value == loader.batch_size
        case ast.Attribute(value=ast.Name(id=name), attr="batch_size"):
            return name in loader.names
        case ast.Name(id=name):
            return name.lower() in ("batch_size", "batchsize", "bs", "batch_sz")
    return False
