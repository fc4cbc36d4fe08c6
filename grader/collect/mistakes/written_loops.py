"""Training loops as they are written: for code that did not run, or that has no DataLoader."""

import ast
import re
from collections.abc import Iterator

from grader.collect.mistakes.sources import Source, Sources, last_name
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
    for source, loop in loops(sources):
        calls = method_calls(loop.body)
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
    for source, loop in loops(sources):
        calls = [name for statement in loop.body for name in _plain_call(statement)]
        if calls == ["backward", "zero_grad", "step"]:
            yield Mistake(
                name="gradients-zeroed-before-step",
                sentence="The loop calls `backward`, then `zero_grad` and then `step`: at the step"
                " the gradients are zero, and nothing is learnt.",
                kind=Kind.WRITTEN,
                place=source.place(loop),
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


def loops(sources: Sources) -> Iterator[tuple[Source, ast.For | ast.While]]:
    """Every loop of the code, with its source."""
    for source, node in sources.nodes:
        if isinstance(node, ast.For | ast.While):
            yield source, node


def method_calls(body: list[ast.stmt]) -> set[str]:
    """The names of all methods that are called anywhere in it."""
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
            if method_calls([statement]) & {"backward", "zero_grad", "step"}:
                yield "other"
