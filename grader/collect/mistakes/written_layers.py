"""Layers that a network's constructor makes and that nothing uses."""

import ast
import re
from collections.abc import Iterator

from grader.collect.mistakes.sources import Source, Sources, last_name
from grader.records import Evidence, Kind, Mistake

LAYERS = re.compile(
    r"(?:Lazy)?(?:Linear|Bilinear|Conv(?:Transpose)?[123]d|BatchNorm[123]d|LayerNorm|GroupNorm|"
    r"InstanceNorm[123]d|(?:Alpha|Feature)?Dropout[123]?d?|(?:Adaptive)?(?:Max|Avg)Pool[123]d|"
    r"ReLU6?|LeakyReLU|PReLU|ELU|SELU|GELU|SiLU|Sigmoid|Tanh|Hardtanh|Softplus|Softmax|LogSoftmax|"
    r"Flatten|Embedding|LSTM|GRU|RNN|Identity|Sequential)"
)
# Ways to reach a layer without its name.
UNNAMED = re.compile(
    r"\.children\(|named_children|_modules\b|getattr\s*\(|__dict__|\bvars\s*\(|__getattr|"
    r"(?<![.\w])(?:eval|exec)\s*\(|attrgetter|get_submodule"
)


def unused_layers(evidence: Evidence, sources: Sources) -> Iterator[Mistake]:
    """One record for each such layer of a class that was built."""
    if not sources.is_whole or UNNAMED.search(sources.text) or not sources.nodes:
        return
    built = {each.class_name for each in evidence.networks}
    built |= {each.class_name for each in evidence.written_networks}
    classes = [(source, node) for source, node in sources.nodes if isinstance(node, ast.ClassDef)]
    for source, found in classes:
        alone = sum(other.name == found.name for _, other in classes) == 1
        if alone and found.name in built and _has_forward(found):
            yield from _unused(source, found, classes, sources)


def _has_forward(found: ast.ClassDef) -> bool:
    plain = all(last_name(base) == "Module" for base in found.bases) and found.bases
    methods = (each.name for each in found.body if isinstance(each, ast.FunctionDef))
    return bool(plain) and not found.decorator_list and "forward" in methods


def _unused(
    source: Source, found: ast.ClassDef, classes: list[tuple[Source, ast.ClassDef]], all_: Sources
) -> Iterator[Mistake]:
    family = _family(found, [each for _, each in classes])
    inside = {id(node) for owner in family for node in ast.walk(owner)}
    for statement in ast.walk(found):
        match statement:
            case ast.Assign(
                targets=[ast.Attribute(value=ast.Name(id="self"), attr=name)],
                value=ast.Call(func=func),
            ) if LAYERS.fullmatch(last_name(func)):
                if _is_used(name, inside, all_):
                    continue
                yield Mistake(
                    name="layer-never-used",
                    sentence=f"`{found.name[:40]}` makes `self.{name[:40]}`"
                    f" ({last_name(func)}) and uses it nowhere.",
                    kind=Kind.WRITTEN,
                    place=source.place(statement),
                )


def _is_used(name: str, inside: set[int], sources: Sources) -> bool:
    if name in sources.words:
        return True
    assigned = 0
    for node in sources.attributes.get(name, ()):
        is_self = isinstance(node.value, ast.Name) and node.value.id == "self"
        if isinstance(node.ctx, ast.Store) and is_self:
            assigned += id(node) in inside
        elif id(node) in inside or not is_self:
            return True
    # Made twice, in one way or another: which one is used is not followed.
    return assigned != 1


def _family(found: ast.ClassDef, classes: list[ast.ClassDef]) -> list[ast.ClassDef]:
    """The class and all that inherit from it, or from each other with it."""
    names, family = {found.name}, [found]
    for _ in range(len(classes)):
        more = [
            each
            for each in classes
            if each not in family and names & {last_name(base) for base in each.bases}
        ]
        if not more:
            break
        family += more
        names |= {each.name for each in more}
    return family
