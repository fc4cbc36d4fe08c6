"""One network held against one that was asked for."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from grader.matching.alignment import Alignment, align
from grader.matching.costs import END_WEIGHT, end_distance, weight
from grader.matching.differences import SideBySide, input_sentence, last_resort, sentences
from grader.matching.normal import normal, without_last_softmax, without_slight
from grader.records import Architecture, Convolution, Layer, Linear, Other, Recurrent

NEAR = 0.8
"""From this similarity on a network with the right ends is plainly meant as the answer.

Three activations left out of a deep network leave 0.93, one linear layer too few 0.86; a shallow
network in place of the deep one has 0.72 and may have been meant for another question.
"""

WEAK = 0.7
"""A network that was not understood whole is never more similar than this."""

Strip = Callable[[tuple[Layer, ...]], tuple[Layer, ...]]
"""Takes away layers that do not count."""

ALMOST = 0.999
"""The most similar that layers can be that are not the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How a network and a required one compare."""

    similarity: float
    """From 0 (nothing in common) to 1 (the same)."""
    differences: tuple[str, ...]
    """The differences in sentences; empty if the layers are the same."""
    only_softmax: bool
    """Whether a softmax at the very end is all that differs."""
    only_slight: bool
    """Whether dropout, or what follows the last learnt layer, is all that differs."""
    same_ends: bool
    """Whether input and output have the sizes that were asked for."""
    understood: bool
    """Whether every operation was understood."""

    @property
    def exact(self) -> bool:
        """Whether the layers are the same."""
        return self.understood and not self.differences

    @property
    def plainly_meant(self) -> bool:
        """Whether the network is so near that it must be the answer to what was asked."""
        return self.exact or self.only_softmax or (self.same_ends and self.similarity >= NEAR)


def compare(
    asked: Architecture, found: Architecture, *, before_cross_entropy: bool = False
) -> Comparison:
    """Hold the found layers against the asked ones."""
    asked, found = normal(asked), normal(found)
    if asked == found:
        return _the_same()
    alignment = align(asked.layers, found.layers)
    sides = SideBySide(
        asked=asked.layers,
        found=found.layers,
        pairs=alignment.pairs,
        before_cross_entropy=before_cross_entropy,
    )
    told = [*filter(None, [input_sentence(asked, found)]), *sentences(sides)]
    ends = asked.input == found.input
    return Comparison(
        similarity=similarity(asked, found, alignment),
        differences=tuple(told) or (last_resort(sides),),
        only_softmax=ends and _bare(asked, found, without_last_softmax),
        only_slight=ends and _bare(asked, found, without_slight),
        same_ends=_ends(asked) == _ends(found),
        understood=not any(isinstance(layer, Other) for layer in found.layers),
    )


def similarity(
    asked: Architecture, found: Architecture, alignment: Alignment | None = None
) -> float:
    """From 0 to 1, for two architectures in normal form."""
    if asked == found:
        return 1.0
    alignment = alignment or align(asked.layers, found.layers)
    ends = zip(_ends(asked), _ends(found), strict=True)
    cost = alignment.cost + END_WEIGHT * sum(end_distance(*sizes) for sizes in ends)
    likeness = 1.0 - cost / _most(asked, found)
    strange = any(isinstance(layer, Other) for layer in found.layers)
    return max(0.0, min(likeness, WEAK if strange else ALMOST))


def at_most(asked: Architecture, found: Architecture) -> float:
    """A similarity that these two cannot exceed, found without aligning them."""
    surplus = abs(total(asked.layers) - total(found.layers))
    return 1.0 - surplus / _most(asked, found)


def total(layers: Sequence[Layer]) -> float:
    """The weight of all layers together."""
    return sum(weight(layer) for layer in layers)


def _most(asked: Architecture, found: Architecture) -> float:
    return total(asked.layers) + total(found.layers) + 2 * END_WEIGHT


def _the_same() -> Comparison:
    return Comparison(
        similarity=1.0,
        differences=(),
        only_softmax=False,
        only_slight=False,
        same_ends=True,
        understood=True,
    )


def _bare(asked: Architecture, found: Architecture, without: Strip) -> bool:
    return without(asked.layers) == without(found.layers)


def _ends(architecture: Architecture) -> tuple[int, int]:
    return math.prod(architecture.input), outputs(architecture)


def outputs(architecture: Architecture) -> int:
    """Size of the last learnt layer's output; 0 if there is none."""
    for layer in reversed(architecture.layers):
        match layer:
            case Linear() | Convolution():
                return layer.outputs
            case Recurrent():
                return layer.hidden
    return 0
