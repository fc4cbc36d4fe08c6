"""Sizes of images on their way through a network, as a text tells them and as the layers make them.

`flattened to 400 values`, `16 maps of 5 x 5 remain`, `the output is 16x5x5`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod

from grader.consistency.facts.features import place_at
from grader.consistency.facts.known import Pool
from grader.consistency.facts.naming import architecture_of
from grader.consistency.facts.sentences import Spoken, spoken_in
from grader.consistency.facts.telling import spot, who
from grader.consistency.wording import number_words, where
from grader.consistency.work import Work
from grader.notation.shapes import shape_after
from grader.records import (
    Architecture,
    Checked,
    Consistency,
    Convolution,
    HeldAgainst,
    Linear,
    Missing,
    Network,
    Place,
    Source,
    Span,
    WrittenNetwork,
)

_N = r"\d{1,3}(?:[,.]\d{3})+|\d{1,6}"
_BY = r"\s?(?:[x×*·]|\\times|by)\s?"
_THINGS = (
    r"(?:values?|features?|numbers?|elements?|inputs?|neurons?|units?|nodes?|activations?|entries"
    r"|dimensions?|outputs?|components?)"
)
_TRIPLE = re.compile(rf"(?<![\w.,])(\d{{1,4}}){_BY}(\d{{1,4}}){_BY}(\d{{1,4}})(?![\w]|{_BY}\d)")
_FLAT = (
    re.compile(
        r"\bflatten(?:s|ed|ing)?\b(?![^.;]{0,40}\bimages?\b)[^.;\d]{0,50}?"
        rf"\b(?:to|into|in|gives?|giving|yields?|has|have|of|with|is|are|makes?|becomes?)\s"
        rf"(?:an? |the |only |just )?(?:\w+ )?(?:vector |layer )?(?:of )?(?:length |size )?"
        rf"({_N})(?![\w.,]*\d|{_BY}\d|\s?%|\s?[-–]?D\b)",
        re.I,
    ),
    re.compile(
        rf"(?<![\w.,×*]) ?({_N})[ -]?(?:{_THINGS}|dimensional\b)[^.;\d]{{0,30}}"
        r"\b(?:after|from|by|of|in) (?:the )?flatten",
        re.I,
    ),
)
_MAPS = re.compile(
    rf"(?<![\w.,]) ?(\d{{1,4}}) (?:\w+ )?(?:feature[- ]?|activation )?(?:maps?|channels?|planes?)"
    rf"[^.;\d]{{0,24}}?\b(\d{{1,3}}){_BY}(\d{{1,3}})\b(?!{_BY}\d)",
    re.I,
)
_ITS_SHAPE = re.compile(
    r"\b(?:output|result|remain|leav\w+|left|shape|volume|tensor|maps?|flatten\w*|becomes?|shrinks?"
    r"|reduced)\b",
    re.I,
)
_NO_SHAPE = re.compile(
    r"\b(?:kernels?|filters?|weights?|parameters?|inputs?|images?|biases)\b", re.I
)
_OF_KERNEL = re.compile(r"[ -]?(?:\w+ )?(?:kernels?|filters?|conv\w*|windows?)\b", re.I)
_OTHER = re.compile(
    r"\?|\b(?:would|could|should|might|may|can|if|without|instead|original\w*|tutorial|handout"
    r"|paper|literature|authors?|usual\w*|typical\w*|common\w*|not|no|never|tried|previous\w*"
    r"|figures?|fig|shows?|shown|plots?|plotted|grid|display\w*"
    r"|first version|example|e\.g|resnet|alexnet|imagenet)\b|n['’]t\b",
    re.IGNORECASE,
)
_OF_IMAGES = re.compile(
    r"\b(?:images?|pictures?|faces?|digits?|pixels?|inputs?|data)\b[^.;]{0,40}\bflatten"
    r"|\bflatten\w*\b[^.;]{0,40}\b(?:images?|pictures?|faces?|digits?|pixels?|inputs?|data)\b"
    r"|\bflatten\w*\b[^.;]*\b(?:fed|pass\w*|enters?|goes?|dense|linear|fully|layers?|neurons|uses?"
    r"|used|followed|parameters|weights)\b",
    re.IGNORECASE,
)
_PRODUCT_LIKE = re.compile(r"^\s?(?:\+|=)|^\s?(?:parameters|weights)\b", re.I)
MOST_TOLD = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """What an image is, from the input of one network to its dense layers."""

    shapes: frozenset[tuple[int, ...]]
    """Every shape that it takes, channels first."""
    flat: frozenset[int]
    """Every number of values that it is, or that a dense layer takes."""
    last: tuple[int, ...]
    """Its shape before the dense layers; empty if it is not known."""
    place: Place
    """Where the network is made."""


def hold_shapes(work: Work, pool: Pool) -> Iterator[Checked]:
    """Every told size of an image inside a convolutional network, against its layers."""
    listed = pool.check is HeldAgainst.LISTING
    networks = work.listed.networks if listed else work.evidence.written_networks
    passed = [each for network in networks if (each := _passed(network)) is not None]
    is_whole = "layers" in pool.complete and not pool.has_other_networks
    if not passed or not is_whole or any(not each.last for each in passed):
        passed = list(_spelt(work.listed.sources if listed else work.sources))
        is_whole = False
    told = 0
    for sentence in spoken_in(work.write_up) if passed else ():
        if _OTHER.search(sentence.text) or told > MOST_TOLD:
            continue
        for start, end, shape in _shapes_told(sentence.text):
            if is_whole or _is_last(sentence.text, shape, passed, pool):
                told += 1
                yield _held(sentence, (start, end), shape, passed, pool)


_CONVOLUTION = re.compile(
    r"\bConv2d\(\s*(?:in_channels\s*=\s*)?[^,()]{1,30},\s*(?:out_channels\s*=\s*)?(\w{1,30})"
)
_DENSE = re.compile(r"\bLinear\(\s*(?:in_features\s*=\s*)?([^,()]{1,40}),")
_FACTORS = re.compile(r"\d{1,6}(?:\s*\*\s*\d{1,4}){0,3}")
_LAST = re.compile(
    r"\b(?:remain\w*|left|flatten\w*|last|second|final|fully|dense|linear)\b", re.IGNORECASE
)


def _spelt(sources: Sequence[Source]) -> Iterator[Passed]:
    """What goes into the first dense layer behind convolutions, as the text of code has it.

    Nothing, if any of them has a size that does not stand there.
    """
    found: list[Passed] = []
    for source in sources:
        if source.is_prose:
            continue
        made = [*_CONVOLUTION.finditer(source.text), *_DENSE.finditer(source.text)]
        channels = 0
        for match in sorted(made, key=lambda each: each.start()):
            is_convolution = match.re is _CONVOLUTION
            if not (match[1].strip().isdigit() if is_convolution else _FACTORS.fullmatch(match[1])):
                if is_convolution or channels:
                    return
                continue
            if is_convolution:
                channels = int(match[1])
            elif channels:
                values = prod(int(each) for each in match[1].split("*"))
                found += _square(values, channels, place_at(source, match.start()))
                channels = 0
    yield from found


def _square(values: int, channels: int, place: Place) -> Iterator[Passed]:
    side = round((values / channels) ** 0.5)
    if channels * side * side == values:
        last = (channels, side, side)
        yield Passed(shapes=frozenset({last}), flat=frozenset({values}), last=last, place=place)


def _is_last(text: str, shape: tuple[int, ...], passed: Sequence[Passed], pool: Pool) -> bool:
    """Whether a size is told of what goes into the dense layers, and of nothing before."""
    if len(shape) == 1:
        return any(shape[0] in each.flat for each in passed) or float(shape[0]) not in pool.literals
    same = any(shape[0] == each.last[0] for each in passed)
    return same and shape[1] == shape[2] and bool(_LAST.search(text))


def _passed(network: WrittenNetwork | Network) -> Passed | None:
    architecture = architecture_of(network.layers)
    if architecture is None:
        return None
    if not any(isinstance(each, Convolution) for each in architecture.layers):
        return None
    shapes = _stages(architecture)
    images = [shape for shape in shapes if len(shape) == 3]
    dense = {each.inputs for each in architecture.layers if isinstance(each, Linear)}
    dense |= {each.outputs for each in architecture.layers if isinstance(each, Linear)}
    is_known = bool(shapes) and len(shapes) == len(architecture.layers) + 1
    place = network.called_from if isinstance(network, WrittenNetwork) else None
    return Passed(
        shapes=frozenset(images),
        flat=frozenset({prod(shape) for shape in shapes} | dense),
        last=images[-1] if is_known and images else (),
        place=place or network.place,
    )


def _stages(architecture: Architecture) -> list[tuple[int, ...]]:
    shapes = [architecture.input]
    for layer in architecture.layers:
        shape = shape_after(layer, shapes[-1])
        if isinstance(shape, Missing):
            break
        shapes.append(shape)
    return shapes


def _shapes_told(text: str) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """Where a size is told, and the size: of one number, it is how many values there are."""
    for match in _TRIPLE.finditer(text):
        before = text[max(0, match.start() - 50) : match.start()]
        is_shape = _ITS_SHAPE.search(before) or _ITS_SHAPE.match(text[match.end() :].lstrip())
        if is_shape and not _NO_SHAPE.search(before) and not _is_a_count(text, match.end()):
            yield match.start(), match.end(), tuple(int(each) for each in match.groups())
    for match in _MAPS.finditer(text):
        if not _NO_SHAPE.search(match[0]) and not _OF_KERNEL.match(text, match.end()):
            yield match.start(1), match.end(), tuple(int(each) for each in match.groups())
    for pattern in _FLAT:
        for match in pattern.finditer(text):
            value = int(re.sub(r"[,.]", "", match[1]))
            of_images = _OF_IMAGES.search(text[: match.start(1)])
            if value > 10 and not of_images and not _is_a_count(text, match.end(1)):
                yield match.start(1), match.end(1), (value,)


def _is_a_count(text: str, end: int) -> bool:
    """Whether what follows shows a sum or a product of weights."""
    return bool(_PRODUCT_LIKE.match(text[end : end + 20])) and "flat" not in text.lower()


def _held(
    sentence: Spoken,
    at: tuple[int, int],
    shape: tuple[int, ...],
    passed: Sequence[Passed],
    pool: Pool,
) -> Checked:
    fitting = [each for each in passed if _has(each, shape)]
    one = (fitting or passed)[0]
    return _record(sentence, at, shape, one, pool, fits=bool(fitting))


def _has(passed: Passed, shape: tuple[int, ...]) -> bool:
    if len(shape) == 1:
        return shape[0] in passed.flat
    ways = {shape, (shape[2], shape[0], shape[1])}
    return bool(ways & passed.shapes)


def _record(
    sentence: Spoken,
    at: tuple[int, int],
    shape: tuple[int, ...],
    passed: Passed,
    pool: Pool,
    *,
    fits: bool,
) -> Checked:
    height = f"{' × '.join(map(str, passed.last))} = {number_words(float(prod(passed.last)))}"
    told = sentence.text[at[0] : at[1]].strip()
    begin = sentence.span.start
    return Checked(
        outcome=Consistency.CONSISTENT if fits else Consistency.INCONSISTENT,
        check=pool.check,
        subject="size of the images inside the network",
        sentence=(
            f"The text ({where(sentence.place)}) says {told}; by the layers of {who(pool)}"
            f" ({spot(passed.place, pool)}) {height} values go into the dense layers"
            + (", and it has that size." if fits else ", and no layer puts out that size.")
        ),
        words=sentence.text,
        place=sentence.place,
        span=Span(block=sentence.span.block, start=begin + at[0], end=begin + at[1]),
        other=passed.place,
    )
