"""The dense networks that a write-up tells of: rows of sizes, and hidden layers to complete."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from grader.consistency.itself import dense
from grader.consistency.itself.told import Tale, Told
from grader.consistency.network_words import named
from grader.records import BlockKind

_MOST = 200
_INPUTS = (
    (784, re.compile(r"\b784\b|\b28\s*(?:[x×]|\\times)\s*28\b|\bmnist\b", re.IGNORECASE)),
    (
        3072,
        re.compile(r"\b3,?072\b|\b32\s*(?:[x×]|\\times)\s*32\s*(?:[x×]|\\times)\s*3\b|cifar", re.I),
    ),
    (4096, re.compile(r"\b4,?096\b|\b64\s*(?:[x×]|\\times)\s*64\b", re.IGNORECASE)),
)
_TEN = re.compile(
    r"\b(?:mnist|cifar-?\s?10)\b|\b(?:10|ten)\s+(?:\w+\s+)?(?:class|digit|output|label)", re.I
)
_LAST_BIASES = re.compile(r"[*×·]\s?(\d{1,4})\s?\+\s?\1(?![\d,]|\.\d|\s?[+*×·])")
"""The end of a computation: of `32*10 + 10`, the ten outputs."""
_CODES = re.compile(r"auto-?\s?encoder|\breconstruct", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Sizes of the layers of one network."""

    sizes: tuple[int, ...]
    """From input to output."""
    told: Told
    """Where they are told."""
    is_whole: bool
    """Whether input and output are told in the row itself, and not taken from elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """Sizes of inputs and outputs that the document knows."""

    inputs: tuple[int, ...] = ()
    """Numbers of values of an example."""
    outputs: tuple[int, ...] = ()
    """Numbers of classes."""
    codes: bool = False
    """Whether it speaks of autoencoders, whose output is as large as the input."""


def rows_told(tale: Tale) -> tuple[Row, ...]:
    """Every network whose sizes are told, or can be completed."""
    ends = _ends(tale)
    rows = list(_of_sizes(tale, ends))
    rows += _of_units(tale, ends)
    return tuple(rows[: 4 * _MOST])


def _ends(tale: Tale) -> Ends:
    blocks = tale.write_up.blocks[:2000]
    texts = [block.text[:20_000] for block in blocks if block.kind is not BlockKind.LISTING]
    told = [told.claim.sizes for told in tale.of("sizes") if is_whole(told.claim.sizes)]
    inputs = {size for size, words in _INPUTS if any(words.search(text) for text in texts)}
    classes = {int(told.claim.value) for told in tale.of("classes")[:_MOST] if told.claim.value}
    outputs = {row[-1] for row in told} | {size for size in classes if 1 < size <= 1000}
    outputs |= {int(size) for text in texts for size in _LAST_BIASES.findall(text)}
    outputs |= {10} if any(_TEN.search(text) for text in texts) else set()
    return Ends(
        inputs=tuple(sorted(inputs | {row[0] for row in told}))[:6],
        outputs=tuple(sorted(outputs))[:6],
        codes=any(_CODES.search(text) for text in texts),
    )


def is_whole(sizes: tuple[int, ...]) -> bool:
    """Whether a row surely begins with its input and ends with its output."""
    if not dense.is_plausible(sizes) or len(sizes) < 2:
        return False
    first, last = sizes[0], sizes[-1]
    if first in (784, 3072, 4096, 1024, 400) and (last <= 100 or last == first):
        return True
    return len(sizes) > 2 and (first == last == 2 or (first >= 200 and last in (2, 10, 100)))


def _of_sizes(tale: Tale, ends: Ends) -> Iterator[Row]:
    for told in tale.of("sizes")[:_MOST]:
        sizes = told.claim.sizes
        if is_whole(sizes):
            yield Row(sizes=sizes, told=told, is_whole=True)
        elif dense.is_plausible(sizes):
            yield from _completed(sizes, told, ends)


def _of_units(tale: Tale, ends: Ends) -> Iterator[Row]:
    """Hidden layers that are told one by one, or as the setting of something else."""
    seen: set[object] = set()
    for told in tale.of("units")[:_MOST]:
        sentence = told.claim.sentence
        if told.claim.is_listed or sentence in seen or sentence is None:
            continue
        seen.add(sentence)
        beside = [each for each in tale.in_sentence_of(told) if each.claim.quantity == "units"]
        sizes = tuple(int(each.claim.value or 0) for each in beside)
        for hidden in {sizes, *((size,) for size in sizes)}:
            if all(0 < size < 100_000 for size in hidden):
                yield from _completed(hidden, told, ends)
    for told in tale.of("parameters")[:_MOST]:
        units = dict(told.claim.subject.settings).get("units", "")
        if units.isdigit() and 0 < int(units) < 100_000:
            yield from _completed((int(units),), told, ends)


def _completed(hidden: tuple[int, ...], told: Told, ends: Ends) -> Iterator[Row]:
    codes = ends.codes and (
        "ae" in named(told.claim.subject.network).kinds or _CODES.search(told.sentence) is not None
    )
    for size in ends.inputs:
        for output in {*ends.outputs, *((size,) if codes or ends.codes else ())}:
            yield Row(sizes=(size, *hidden, output), told=told, is_whole=False)
