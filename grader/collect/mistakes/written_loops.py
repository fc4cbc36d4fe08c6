"""Training loops as they are written: for code that did not run, or that has no DataLoader."""

import ast
import re
from collections.abc import Iterator

from grader.collect.mistakes.sources import Source, Sources, last_name, names_in
from grader.records import Kind, Mistake

_ZEROES = re.compile(
    r"zero_grad|\.grad\b|\bgrad\s*=|set_to_none|zero_\(|lightning|ignite|fastai|accelerat|keras|"
    r"minimize|skorch|autograd\.grad|jax",
    re.IGNORECASE,
)
_CLIP_OPTION = re.compile(
    r"add_argument\(\s*(?:['\"]-\w['\"]\s*,\s*)?['\"]--(max[_-]norm|(?:grad\w*[_-])?clip\w*)['\"]"
)
_CLIPS = re.compile(r"clip_grad|clip_by|\.clamp_?\(|\.clip_?\(|\bnorm\(")


def never_zeroed(sources: Sources) -> Iterator[Mistake]:
    """Code that did not run, computes gradients, steps and knows no way to zero a gradient."""
    if not sources.is_whole or _ZEROES.search(sources.text) or "optim" not in sources.text:
        return
    for source, loop in _loops(sources):
        calls = _method_calls(loop.body)
        if "backward" in calls and "step" in calls:
            yield Mistake(
                name="gradients-never-zeroed",
                sentence="The loop calls `backward` and `step`, and nothing in the code zeroes a"
                " gradient: each step uses the sum of all gradients so far.",
                kind=Kind.WRITTEN,
                place=source.place(loop),
            )
            return


def zeroed_before_step(sources: Sources) -> Iterator[Mistake]:
    """Code that did not run, with the three calls in the wrong order."""
    for source, loop in _loops(sources):
        calls = [name for statement in loop.body for name in _plain_call(statement)]
        if calls == ["backward", "zero_grad", "step"]:
            yield Mistake(
                name="gradients-zeroed-before-step",
                sentence="The loop calls `backward`, then `zero_grad` and then `step`: at the step"
                " the gradients are zero, and nothing is learnt.",
                kind=Kind.WRITTEN,
                place=source.place(loop),
            )


def whole_set(sources: Sources) -> Iterator[Mistake]:
    """Loops that cut a batch from a name, and give the network the whole of it."""
    for source, loop in _loops(sources):
        if isinstance(loop, ast.For) and (found := _whole_and_part(loop)):
            whole, part, line = found
            yield Mistake(
                name="whole-set-in-batch-loop",
                sentence=f"The loop cuts `{part[:40]}` from `{whole[:40]}`, and the loss that"
                f" `backward` goes through is that of all of `{whole[:40]}`, at every batch.",
                kind=Kind.WRITTEN,
                place=source.place(line),
            )


def promised_clipping(sources: Sources) -> Iterator[Mistake]:
    """An option for clipping that nothing reads."""
    found = _CLIP_OPTION.search(sources.text)
    if found is None or _CLIPS.search(sources.text) or not sources.is_whole:
        return
    name = found[1].replace("-", "_")
    if sources.text.count(name) + sources.text.count(found[1]) * (found[1] != name) > 1:
        return
    if "backward(" not in sources.text or re.search(r"vars\(|\*\*", sources.text):
        return
    for source, node in sources.nodes:
        if isinstance(node, ast.Call) and _defines(node, f"--{found[1]}"):
            yield Mistake(
                name="clipping-only-promised",
                sentence=f"The option `--{found[1][:40]}` is defined and read nowhere, and no"
                " gradient is ever clipped.",
                kind=Kind.WRITTEN,
                place=source.place(node),
            )


def _defines(call: ast.Call, option: str) -> bool:
    given = (each.value for each in call.args if isinstance(each, ast.Constant))
    return last_name(call.func) == "add_argument" and option in given


def _loops(sources: Sources) -> Iterator[tuple[Source, ast.For | ast.While]]:
    for source, node in sources.nodes:
        if isinstance(node, ast.For | ast.While):
            yield source, node


def _method_calls(body: list[ast.stmt]) -> set[str]:
    return {
        node.func.attr
        for statement in body
        for node in ast.walk(statement)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }


def _plain_call(statement: ast.stmt) -> Iterator[str]:
    """The name of a method that a statement does nothing but call, if it bears on gradients."""
    match statement:
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=owner, attr=name))):
            is_scheduler = "sched" in ast.unparse(owner).lower()
            if name in ("backward", "zero_grad", "step") and not is_scheduler:
                yield name
        case _:
            # Done in another way, in a loop within say, the order is not certain.
            if _method_calls([statement]) & {"backward", "zero_grad", "step"}:
                yield "other"


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
