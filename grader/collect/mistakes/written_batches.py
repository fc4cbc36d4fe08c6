"""Loops over batches as they are written: which data the loss of a step is really of."""

import ast
from collections.abc import Iterator

from grader.collect.mistakes.sources import Sources, last_name, names_in
from grader.collect.mistakes.written_loops import loops, method_calls
from grader.records import Kind, Mistake

_DEALERS = ("split", "chunk", "tensor_split", "array_split")
_WRAPPERS = ("enumerate", "tqdm", "trange", "list", "iter")


def whole_set(sources: Sources) -> Iterator[Mistake]:
    """Loops that cut or deal batches, and give the network the whole of a name instead."""
    for source, loop in loops(sources):
        if not isinstance(loop, ast.For):
            continue
        if found := _whole_of_dealt(loop):
            whole, line = found
            yield Mistake(
                name="whole-set-in-batch-loop",
                sentence=f"The loop over `{ast.unparse(loop.iter)[:60]}` never uses the parts that"
                f" it is dealt, and the loss that `backward` goes through is that of all of"
                f" `{whole[:40]}`, at every step.",
                kind=Kind.WRITTEN,
                place=source.place(line),
            )
        elif cut := _whole_and_part(loop):
            whole, part, line = cut
            yield Mistake(
                name="whole-set-in-batch-loop",
                sentence=f"The loop cuts `{part[:40]}` from `{whole[:40]}`, and the loss that"
                f" `backward` goes through is that of all of `{whole[:40]}`, at every batch.",
                kind=Kind.WRITTEN,
                place=source.place(line),
            )


def _whole_and_part(loop: ast.For) -> tuple[str, str, ast.AST] | None:
    counters = names_in(loop.target)
    slices: set[str] = set()
    parts: dict[str, str] = {}
    outputs: dict[str, tuple[str, ast.AST]] = {}
    losses: dict[str, tuple[str, ast.AST]] = {}
    assigned: set[str] = set()
    for statement in loop.body:
        match statement:
            case ast.Assign(targets=[target], value=value):
                _note_parts(target, value, counters, slices, parts)
                _note_flow(target, value, outputs, losses)
                assigned |= names_in(target)
                counters = counters | (names_in(target) if names_in(value) & counters else set())
            case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=name),
                                                            attr="backward"))):  # fmt: skip
                whole, line = losses.get(name, ("", statement))
                part = next((part for part, of in parts.items() if of == whole), "")
                if whole and part and whole not in assigned:
                    return whole, part, line
    return None


def _whole_of_dealt(loop: ast.For) -> tuple[str, ast.AST] | None:
    """Follow `for rows in order.split(20):` with `loss(net(X), y)` in it, but never `rows`."""
    dealt, target = loop.iter, loop.target
    while isinstance(dealt, ast.Call) and last_name(dealt.func) in _WRAPPERS and dealt.args:
        if last_name(dealt.func) == "enumerate" and isinstance(target, ast.Tuple):
            target = target.elts[-1]
        dealt = dealt.args[0]
    if not isinstance(dealt, ast.Call) or last_name(dealt.func) not in _DEALERS:
        return None
    inside = {name for statement in loop.body for name in names_in(statement)}
    if names_in(target) & inside or "step" not in method_calls(loop.body):
        return None
    assigned = {
        node.id
        for statement in loop.body
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    outputs: dict[str, tuple[str, ast.AST]] = {}
    losses: dict[str, tuple[str, ast.AST]] = {}
    for statement in loop.body:
        match statement:
            case ast.Assign(targets=[to], value=value):
                _note_flow(to, value, outputs, losses)
            case ast.Expr(value=ast.Call(func=ast.Attribute(value=loss, attr="backward"))):
                named = loss if isinstance(loss, ast.Name) else ast.Name(id="the loss itself")
                if named is not loss:
                    _note_flow(named, loss, outputs, losses)
                found = losses.get(named.id)
                if found is not None and found[0] not in assigned:
                    return found
    return None


def _note_parts(
    target: ast.expr,
    value: ast.expr,
    counters: set[str],
    slices: set[str],
    parts: dict[str, str],
) -> None:
    """Follow `xb = X[i:i + 20]`, and `rows = order[i:i + 20]` and then `xb = X[rows]`."""
    pairs = [(target, value)]
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        pairs = list(zip(target.elts, value.elts, strict=False))
    for to, cut in pairs:
        match to, cut:
            case ast.Name(id=name), ast.Subscript(value=ast.Name(id=whole), slice=index):
                cuts = isinstance(index, ast.Slice) and index.lower and index.upper
                by_rows = isinstance(index, ast.Name) and index.id in slices
                if names_in(index) & counters and (cuts or by_rows):
                    parts[name] = whole
                    slices.add(name)


def _note_flow(
    target: ast.expr,
    value: ast.expr,
    outputs: dict[str, tuple[str, ast.AST]],
    losses: dict[str, tuple[str, ast.AST]],
) -> None:
    """Follow `out = net(X)` and then `loss = criterion(out, y)`."""
    if not isinstance(target, ast.Name):
        return
    outputs.pop(target.id, None)
    losses.pop(target.id, None)
    match value:
        case ast.Call(func=func, args=[ast.Name(id=given)]) if last_name(func) not in ("len",):
            outputs[target.id] = (given, value)
        case ast.Call(args=[first, *_]):
            match first:
                case ast.Name(id=name) if name in outputs:
                    losses[target.id] = outputs[name]
                case ast.Call(args=[ast.Name(id=given)]):
                    losses[target.id] = (given, value)
