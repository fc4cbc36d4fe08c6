"""How a network differs from what was asked, told layer by layer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from grader.matching.alignment import Pair
from grader.matching.words import by, described, names, noun, size
from grader.records import (
    Activation,
    Architecture,
    Convolution,
    Dropout,
    Layer,
    Linear,
    Normalisation,
    Other,
    Pooling,
    Recurrent,
    Softmax,
)

LEARNT = (Linear, Convolution, Recurrent)
WINDOW_WORDS = ("kernel", "stride", "padding", "dilation", "groups")


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """Both networks with the alignment between them."""

    asked: tuple[Layer, ...]
    """The layers that were asked for."""
    found: tuple[Layer, ...]
    """The layers that were found."""
    pairs: tuple[Pair, ...]
    """Which stands for which."""
    before_cross_entropy: bool
    """Whether the found network's output goes into a cross entropy."""

    def before(self, step: int, *, learnt: bool) -> int | None:
        """Index of the asked layer before this step."""
        return next(self._asked(reversed(self.pairs[:step]), learnt=learnt), None)

    def after(self, step: int) -> int | None:
        """Index of the asked learnt layer after this step."""
        return next(self._asked(iter(self.pairs[step + 1 :]), learnt=True), None)

    def _asked(self, pairs: Iterator[Pair], *, learnt: bool) -> Iterator[int]:
        for pair in pairs:
            if pair.asked is None:
                continue
            layer = self.asked[pair.asked]
            if isinstance(layer, LEARNT) or not (learnt or isinstance(layer, Dropout)):
                yield pair.asked


def sentences(sides: SideBySide) -> tuple[str, ...]:
    """Every difference, from input to output."""
    silent = _told_with_their_layer(sides)
    told: list[str] = []
    for step, pair in enumerate(sides.pairs):
        if step not in silent:
            told += _told(sides, step, pair)
    return tuple(told)


def input_sentence(asked: Architecture, found: Architecture) -> str:
    """How the inputs differ; empty if they do not."""
    if asked.input == found.input:
        return ""
    if len(asked.input) == len(found.input) == 1:
        return f"the input has {found.input[0]:,} values, {asked.input[0]:,} asked"
    return f"the input is {by(found.input)}, {by(asked.input)} asked"


def last_resort(sides: SideBySide) -> str:
    """A difference that lies in none of the things that are usually told."""
    for pair in sides.pairs:
        if pair.asked is None or pair.found is None:
            continue
        asked, found = sides.asked[pair.asked], sides.found[pair.found]
        if isinstance(asked, LEARNT) and isinstance(found, LEARNT) and asked.inputs != found.inputs:
            name = names(sides.asked)[pair.asked]
            return f"{name} takes {found.inputs:,} inputs, {asked.inputs:,} asked"
    return "the layers are not quite those that were asked for"


def _told_with_their_layer(sides: SideBySide) -> frozenset[int]:
    """Steps that go without saying: an activation that is gone, or added, with its layer."""
    silent: set[int] = set()
    for lonely, run in groupby(enumerate(sides.pairs), key=lambda step: _alone(step[1])):
        if not lonely:
            continue
        steps = list(run)
        layers = [(step, _only_layer(sides, pair)) for step, pair in steps]
        activations = [step for step, layer in layers if isinstance(layer, Activation)]
        learnt = sum(isinstance(layer, LEARNT) for _, layer in layers)
        silent.update(activations[:learnt])
    return frozenset(silent)


def _alone(pair: Pair) -> str:
    if pair.asked is None:
        return "found"
    return "asked" if pair.found is None else ""


def _only_layer(sides: SideBySide, pair: Pair) -> Layer:
    if pair.asked is not None:
        return sides.asked[pair.asked]
    assert pair.found is not None, "a step of an alignment has at least one side"
    return sides.found[pair.found]


def _told(sides: SideBySide, step: int, pair: Pair) -> list[str]:
    if pair.asked is None or pair.found is None:
        layer = _only_layer(sides, pair)
        return [_extra(sides, step, layer) if pair.asked is None else _missing(sides, step, layer)]
    asked, found = sides.asked[pair.asked], sides.found[pair.found]
    return [] if asked == found else _changed(sides, step, asked, found)


def _extra(sides: SideBySide, step: int, layer: Layer) -> str:
    match layer:
        case Linear() | Convolution() | Recurrent():
            where = _between(sides, step)
            return f"one {noun(layer)} more than asked: {size(layer)} {where}"
        case Softmax() if sides.pairs[step].found == len(sides.found) - 1:
            cross = ", before cross entropy" if sides.before_cross_entropy else ""
            return f"{noun(layer)} at the end{cross}"
        case Other():
            return f"an operation {_behind(sides, step)} was not understood: {noun(layer)}"
        case Activation() | Softmax():
            return f"{noun(layer)} {_between(sides, step)} was not asked for"
        case _:
            return f"{described(layer)} {_behind(sides, step)} was not asked for"


def _missing(sides: SideBySide, step: int, layer: Layer) -> str:
    asked = sides.pairs[step].asked
    match layer:
        case Linear() | Convolution() | Recurrent():
            name = names(sides.asked)[asked or 0]
            return f"one {noun(layer)} fewer than asked: {size(layer)}, the {name}, is missing"
        case Softmax() if asked == len(sides.asked) - 1:
            return f"no {noun(layer)} at the end"
        case Activation() | Softmax():
            return f"no {noun(layer)} {_between(sides, step)}"
        case _:
            return f"no {described(layer)} {_behind(sides, step)}"


def _changed(sides: SideBySide, step: int, asked: Layer, found: Layer) -> list[str]:
    name = names(sides.asked)[sides.pairs[step].asked or 0]
    match asked, found:
        case (Linear(), Linear()):
            return [*_outputs(name, asked, found, "outputs"), *_bias(name, asked, found)]
        case (Convolution(), Convolution()):
            return _convolution(name, asked, found)
        case (Pooling(), Pooling()) if asked.kind == found.kind:
            return _windows(name, asked, found)
        case (Recurrent(), Recurrent()) if asked.kind == found.kind:
            return [f"{name} has {found.hidden:,} hidden units, {asked.hidden:,} asked"]
        case (Dropout(), Dropout()):
            where = _behind(sides, step)
            return [f"dropout {found.probability:g} {where}, {asked.probability:g} asked"]
        case (Normalisation(), Normalisation()) if asked.kind == found.kind:
            return [_normalisation(name, asked, found)]
        case (Activation() | Softmax(), Activation() | Softmax()):
            return [f"{noun(asked)} asked {_after_learnt(sides, step)}, {noun(found)} found"]
    return [f"{described(asked)} asked {_behind(sides, step)}, {described(found)} found"]


def _convolution(name: str, asked: Convolution, found: Convolution) -> list[str]:
    told = _outputs(name, asked, found, "output channels")
    if asked.transposed != found.transposed:
        told.append(f"{name} is {'' if found.transposed else 'not '}transposed")
    return [*told, *_windows(name, asked, found), *_bias(name, asked, found)]


def _outputs(
    name: str, asked: Linear | Convolution, found: Linear | Convolution, what: str
) -> list[str]:
    same = asked.outputs == found.outputs
    return [] if same else [f"{name} has {found.outputs:,} {what}, {asked.outputs:,} asked"]


def _bias(name: str, asked: Linear | Convolution, found: Linear | Convolution) -> list[str]:
    if asked.bias == found.bias:
        return []
    return [f"no bias in the {name}" if asked.bias else f"a bias in the {name}, none asked"]


def _windows(name: str, asked: Convolution | Pooling, found: Convolution | Pooling) -> list[str]:
    told = []
    for word in WINDOW_WORDS:
        wanted, seen = getattr(asked, word, None), getattr(found, word, None)
        if wanted != seen:
            told.append(f"{name} has {word} {_extent(seen)}, {_extent(wanted)} asked")
    return told


def _extent(value: Sequence[int] | int | None) -> str:
    return by(value) if isinstance(value, tuple) else str(value)


def _normalisation(name: str, asked: Normalisation, found: Normalisation) -> str:
    if asked.affine != found.affine:
        return f"{name} has {'a' if found.affine else 'no'} learnt scale and shift"
    return f"{name} has {found.features:,} features, {asked.features:,} asked"


def _between(sides: SideBySide, step: int) -> str:
    """Where a step is, told by the learnt layers around it."""
    told = names(sides.asked)
    before, after = sides.before(step, learnt=True), sides.after(step)
    if before is None:
        return "at the start" if after is None else f"before the {told[after]}"
    if after is None:
        return f"after the {told[before]}"
    if noun(sides.asked[before]) != noun(sides.asked[after]):
        return f"between the {told[before]} and the {told[after]}"
    return f"between the {told[before].split()[0]} and {told[after]}"


def _after_learnt(sides: SideBySide, step: int) -> str:
    before = sides.before(step, learnt=True)
    return "at the start" if before is None else f"after the {names(sides.asked)[before]}"


def _behind(sides: SideBySide, step: int) -> str:
    """Where a step is, told by the layer right before it."""
    before = sides.before(step, learnt=False)
    return _between(sides, step) if before is None else f"after the {names(sides.asked)[before]}"
