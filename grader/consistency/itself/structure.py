"""Counts of layers and biases in running text, held against the sizes told in their question."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from grader.consistency.itself import dense
from grader.consistency.itself.built_rows import is_whole
from grader.consistency.itself.durations import NUMBERS, number_of
from grader.consistency.itself.told import Tale
from grader.consistency.wording import capitalised, number_words, sizes_words, source_words
from grader.records import Block, BlockKind, Checked, Consistency, HeldAgainst, Span

_CHAIN = re.compile(
    r"(?<![\w.,])\d{1,5}(?:\s?(?:-|–|—|→|->|=>|⇒|\\to|\\rightarrow)\s?\d{1,5}){2,9}(?![\w]|[.,]\d)"
)
_PRODUCTS = re.compile(
    r"(?<![\w.,])\d{1,5}\s?[x×*·⋅]\s?\d{1,5}(?:\s?\+\s?\d{1,5}\s?[x×*·⋅]\s?\d{1,5}){1,9}(?![\w*×·⋅])"
)
_COUNT = r"(\d{1,3}(?:[,.]\d{3}){1,3}|\d{1,9})"
_BIASES = re.compile(rf"\b(?:the|its|their|all)\s+{_COUNT}\s+bias(?:es)?\b", re.IGNORECASE)
_OF_THEM = re.compile(
    rf"\b({NUMBERS}|{_COUNT})\s+of\s+(?:them|these|which|those)\s+(?:are|being|is)\s+bias", re.I
)
_ENDS = re.compile(
    rf"\b({NUMBERS})\s+inputs?\b[^.;]{{0,30}}?\b({NUMBERS})\s+hidden\b[^.;]{{0,30}}?"
    rf"\b({NUMBERS})\s+outputs?\b",
    re.IGNORECASE,
)
_HIDDEN = re.compile(
    rf"\b(?:has|have|with|of|hat|mit|also|uses?|contains?)\s+({NUMBERS}|zwei|drei|vier|fünf)\s+"
    r"(?:hidden\s+layers|verborgenen?\s+schichten|versteckten?\s+schichten)\b",
    re.IGNORECASE,
)
_GERMAN = {"zwei": 2, "drei": 3, "vier": 4, "fünf": 5}
_SEVERAL = re.compile(
    r"\b(?:other|another|instead|than|respectively|both|compar\w*|alternativ\w*|tried|try|would|"
    r"variant\w*|at least|least|versus|vs|whereas|while|if|add\w*)\b",
    re.IGNORECASE,
)
_CONVOLUTIONS = re.compile(
    rf"\b(?P<the>(?:the|all|these|both)\s+)?(?P<count>{NUMBERS})\s+(?:\d\s?[x×]\s?\d\s+)?"
    r"(?:convolutions\b|conv(?:olutional)?\s+layers\b)",
    re.IGNORECASE,
)
_TEXTS = (BlockKind.TEXT, BlockKind.LIST, BlockKind.CAPTION)
_MOST_TEXT = 20_000


def hold_structure(tale: Tale) -> Iterator[Checked]:
    """Every such count in a question that tells one network's sizes."""
    questions: dict[tuple[str, int | None], list[int]] = {}
    for index, block in enumerate(tale.write_up.blocks):
        if len(block.text) <= _MOST_TEXT:
            questions.setdefault((block.question, block.section), []).append(index)
    for indices in questions.values():
        blocks = [(index, tale.write_up.blocks[index]) for index in indices]
        told = [(at, block) for at, block in blocks if block.kind in _TEXTS]
        chains = _chains(block for _, block in blocks)
        for index, block in told:
            yield from _biases(tale, index, block, chains)
            if len(chains) == 1:
                yield from _hidden(tale, index, block, chains[0])
        yield from _convolutions(tale, told)


def _chains(blocks: Iterator[Block]) -> list[tuple[int, ...]]:
    """Every row of sizes of a whole network that stands there."""
    found: dict[tuple[int, ...], None] = {}
    for block in blocks:
        if block.kind is BlockKind.LISTING:
            continue
        for match in _CHAIN.finditer(block.text):
            sizes = tuple(map(int, re.findall(r"\d+", match[0])))
            if is_whole(sizes):
                found[sizes] = None
        for match in _PRODUCTS.finditer(block.text):
            sizes = _joined(match[0])
            if sizes and is_whole(sizes):
                found[sizes] = None
    return list(found)


def _joined(products: str) -> tuple[int, ...]:
    """The sizes behind `784 × 128 + 128 × 10`."""
    pairs = [tuple(map(int, re.findall(r"\d+", part))) for part in products.split("+")]
    if any(len(pair) != 2 for pair in pairs):
        return ()
    if any(a[1] != b[0] for a, b in pairwise(pairs)):
        return ()
    return (pairs[0][0], *(pair[1] for pair in pairs))


def _biases(
    tale: Tale, index: int, block: Block, chains: Sequence[tuple[int, ...]]
) -> Iterator[Checked]:
    """`With the 234 biases`, where the paragraph tells the network's other counts, too."""
    numbers = {_number(text) for text in re.findall(_COUNT, block.text)}
    rows = [*chains, *_ends(block.text)]
    meant = [
        sizes
        for sizes in rows
        if numbers & {dense.count(sizes), dense.count(sizes, biases=False)} - {0}
    ]
    for match in (*_BIASES.finditer(block.text), *_OF_THEM.finditer(block.text)):
        told = number_of(match[1]) if match[1].isalpha() else _number(match[1])
        layers = {size for sizes in rows for size in sizes[1:]}
        sums = {sum(sizes[1:]) for sizes in meant}
        if len(meant) != 1 or (told in layers and told not in sums and match.re is _BIASES):
            continue
        sizes, fits = meant[0], told in sums
        span = Span(block=index, start=match.start(), end=match.end())
        sentence = (
            f"{sizes_words(sizes)} has {number_words(sum(sizes[1:]))} biases"
            f"{', and' if fits else ';'} {_source(tale, block, span)} says {match[1]}."
        )
        yield _checked(block, span, fits, sentence, "number of biases")


def _ends(text: str) -> Iterator[tuple[int, ...]]:
    """`2 inputs, twenty hidden neurons and 2 outputs`."""
    for match in _ENDS.finditer(text):
        yield tuple(map(number_of, match.groups()))


def _number(text: str) -> int:
    return int(re.sub(r"[,.]", "", text))


def _hidden(tale: Tale, index: int, block: Block, sizes: tuple[int, ...]) -> Iterator[Checked]:
    """`The network has four hidden layers` where one row of sizes is told."""
    read = [told.claim.sentence for told in tale.of("hidden_layers") if told.claim.sizes]
    for match in _HIDDEN.finditer(block.text):
        sentence = _sentence_around(block.text, match.start(), match.end())
        if _SEVERAL.search(sentence) or read:
            continue
        word = match[1].lower()
        told = _GERMAN.get(word) or number_of(word)
        actual = dense.hidden_layers(sizes)
        layers = "1 hidden layer" if actual == 1 else f"{actual} hidden layers"
        span = Span(block=index, start=match.start(1), end=match.end())
        text = (
            f"{sizes_words(sizes)} has {layers}{', and' if told == actual else ';'} "
            f"{_source(tale, block, span)} says {match[1]}."
        )
        yield _checked(block, span, told == actual, text, "number of hidden layers")


def _convolutions(tale: Tale, blocks: Sequence[tuple[int, Block]]) -> Iterator[Checked]:
    """`The three convolutional layers` behind a network of two."""
    found = [
        (at, block, match) for at, block in blocks for match in _CONVOLUTIONS.finditer(block.text)
    ]
    if not found or found[0][2]["the"]:
        return
    _, block, match = found[0]
    if _SEVERAL.search(_sentence_around(block.text, match.start(), match.end())):
        return
    first = number_of(found[0][2]["count"])
    others = [number_of(match["count"]) for _, _, match in found[1:]]
    if any(not match["the"] for _, _, match in found[1:]) or len({first, *others}) > 2:
        return
    for (index, block, match), told in zip(found[1:], others, strict=True):
        span = Span(block=index, start=match.start(), end=match.end())
        here = found[0]
        source = _source(
            tale, here[1], Span(block=here[0], start=here[2].start(), end=here[2].end())
        )
        text = (
            f"{capitalised(source)} says {' '.join(here[2][0].split())}, "
            f"{_source(tale, block, span)} says {' '.join(match[0].split())}."
        )
        yield _checked(block, span, told == first, text, "number of convolutions")


def _sentence_around(text: str, start: int, end: int) -> str:
    low = max(text.rfind(". ", 0, start), text.rfind("\n", 0, start), start - 300, 0)
    high = text.find(". ", end)
    return text[low : high if 0 <= high < end + 300 else min(len(text), end + 300)]


def _source(tale: Tale, block: Block, span: Span) -> str:
    return source_words(tale.write_up, span, block.place_of(span.start))


def _checked(block: Block, span: Span, fits: bool, sentence: str, subject: str) -> Checked:
    return Checked(
        outcome=Consistency.CONSISTENT if fits else Consistency.INCONSISTENT,
        check=HeldAgainst.ITSELF,
        subject=subject,
        sentence=capitalised(sentence),
        words=" ".join(block.text[span.start : span.end].split()),
        place=block.place_of(span.start),
        last_line=block.place_of(span.end - 1).line,
        span=span,
    )
