"""Numbers that are said to count biases, or to leave them out, and are those of the other count.

`In the first layer are 50,176 when the biases are included`: 784 times 64 alone is 50,176.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from grader.consistency.facts.naming import architecture_of
from grader.consistency.facts.sentences import Spoken, spoken_in
from grader.consistency.itself.built_rows import rows_told
from grader.consistency.itself.told import Tale
from grader.consistency.wording import capitalised, number_words, source_words
from grader.records import Checked, Consistency, Convolution, HeldAgainst, Linear, Span

_WITH = re.compile(
    r"\b(?:with|including|include|includes|incl\.|counting|counted with|and|plus|mit)"
    r"\s(?:(?:all|its|the|their|both|of|also)\s){0,3}(?:bias(?:es)?|Bias-?\w*)\b"
    r"|\bbias(?:es)?(?: terms?)?\s(?:\w+\s){0,2}?(?:included|counted|inclusive)\b"
    r"|含偏置|包括偏置|包含偏置",
    re.IGNORECASE,
)
_WITHOUT = re.compile(
    r"\b(?:without|no|not|exclud\w*|excluding|ignor\w*|neglect\w*|omit\w*|leav\w+|left|w/o|minus|ohne"
    r"|never|except|only|alone|rest|other)\b|n['’]t\b|不",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\?|\b(?:would|could|should|might|if|instead|tutorial|paper|literature|initiali[sz]\w*|about"
    r"|around|roughly|nearly|almost|approx\w*|more|less|fewer)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\w.,×*/+=])(?:\d{1,3}(?:[.,]\d{3})+|\d{3,9})(?![\w×*/+]|[.,]\d)")
_SUMMED = re.compile(r"[+×*=]")
_PIECES = re.compile(r",\s|;\s?|:\s|\b(?:while|whereas|but)\b")
_LEAST = 1_000
"""Smaller numbers may be of too many things."""


def hold_with_biases(tale: Tale) -> Iterator[Checked]:
    """Every number of parameters whose clause says that biases are counted."""
    counts = _counts(tale)
    whole = set(counts.values())
    if not counts:
        return
    for sentence in spoken_in(tale.write_up):
        if "bias" in sentence.text.lower() or "偏置" in sentence.text:
            for start, end, value in _counted(sentence.text):
                if value in counts and value not in whole:
                    yield _checked(tale, sentence, (start, end), value, counts[value])


def _counts(tale: Tale) -> Mapping[int, int]:
    """For each number of weights alone, that with the biases: of layers and of whole networks."""
    found: dict[int, int] = {}
    for row in rows_told(tale):
        layers = [(a * b, a * b + b) for a, b in pairwise(row.sizes)]
        _add(found, layers, is_whole=row.is_whole)
    work = tale.work
    for network in (*work.evidence.written_networks, *work.listed.networks):
        architecture = architecture_of(network.layers)
        if architecture is None:
            continue
        counted = [
            each
            for layer in architecture.layers
            if isinstance(layer, Linear | Convolution) and (each := _of_layer(layer)) is not None
        ]
        _add(found, counted, is_whole=True)
    return found


def _of_layer(layer: Linear | Convolution) -> tuple[int, int] | None:
    if not layer.bias:
        return None
    if isinstance(layer, Linear):
        weights = layer.inputs * layer.outputs
    else:
        window = layer.kernel[0] * layer.kernel[1]
        weights = layer.inputs // max(1, layer.groups) * layer.outputs * window
    return weights, weights + layer.outputs


def _add(found: dict[int, int], layers: list[tuple[int, int]], *, is_whole: bool) -> None:
    for weights, count in layers:
        found.setdefault(weights, count)
    if is_whole:
        found.setdefault(sum(each[0] for each in layers), sum(each[1] for each in layers))


def _counted(text: str) -> Iterator[tuple[int, int, int]]:
    """The one number of each clause that says of itself that biases are in it."""
    if _OTHER.search(text) or not _WITH.search(text):
        return
    pieces = _pieces(text)
    for at, (start, end) in enumerate(pieces):
        piece = text[start:end]
        if _WITH.search(piece) and not _WITHOUT.search(piece) and not _SUMMED.search(piece):
            own = list(_NUMBER.finditer(text, start, end))
            if not own and not re.search(r"\d", piece) and piece.strip():
                # `131,072 parameters, weights plus biases`, `Counted with biases, it has 4,096`
                other = pieces[at - 1] if at else pieces[min(1, len(pieces) - 1)]
                own = list(_NUMBER.finditer(text, *other))
                own = [] if _WITHOUT.search(text[other[0] : other[1]]) else own
            if len(own) == 1:
                value = int(re.sub(r"\D", "", own[0][0]))
                if value >= _LEAST:
                    yield own[0].start(), own[0].end(), value


def _pieces(text: str) -> list[tuple[int, int]]:
    """Where the clauses of a sentence begin and end."""
    ends = [(match.start(), match.end()) for match in _PIECES.finditer(text)]
    starts = [0, *(following for _, following in ends)]
    return list(zip(starts, (*(end for end, _ in ends), len(text)), strict=True))


def _checked(tale: Tale, sentence: Spoken, at: tuple[int, int], value: int, count: int) -> Checked:
    begin = sentence.span.start
    span = Span(block=sentence.span.block, start=begin + at[0], end=begin + at[1])
    source = source_words(tale.write_up, span, sentence.place)
    words = (
        f"{source} says {sentence.text[at[0] : at[1]]} with the biases; {number_words(value)} are "
        f"the weights alone, and with the biases it is {number_words(count)}."
    )
    return Checked(
        outcome=Consistency.INCONSISTENT,
        check=HeldAgainst.ITSELF,
        subject="number of parameters",
        sentence=capitalised(words),
        words=sentence.text,
        place=sentence.place,
        span=span,
    )
