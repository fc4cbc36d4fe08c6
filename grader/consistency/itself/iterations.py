"""Batches in an epoch, held against the number of images and the batch size that are told.

`For the batch size 4 there are 12,500 updates per epoch, for the batch size 1000 only 500.`
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.consistency.facts.sentences import Spoken, spoken_in
from grader.consistency.itself.durations import WORDS
from grader.consistency.itself.told import Tale
from grader.consistency.wording import capitalised, number_words, source_words
from grader.records import Checked, Consistency, HeldAgainst, Span, WriteUp

_WORDS = {**{word: count for word, count in WORDS.items() if count > 1}, "hundred": 100}
_NUMBER = rf"\d{{1,3}}(?:[,.\u202f ]\d{{3}})+(?!\d)|\d+|{'|'.join(_WORDS)}"
_STEPS = r"(?:iterations?|updates?|updated|steps?|batches|mini-?batches)\b"
_EPOCH = re.compile(
    r"\b(?:per|in (?:each|every|an|one|a single)|for (?:each|every|one|an)|each|every|an|one|a)"
    r"[ ](?:training )?epoch\b|\bepoch (?:has|consists|contains|needs|takes|is|then|therefore)\b",
    re.IGNORECASE,
)
_BATCH = re.compile(
    r"\b(?:mini-?)?batch(?:es)?(?:[- ]?sizes?)?(?:\s(?:of|with|is|was))?\s?(?:=|:)?\s?"
    r"(\d{1,3}(?:,\d{3})+|\d{1,6})(?![\d.,]*\d)"
    r"|\b(?:batch(?:es)? (?:\w+ ){0,3}(?:of|with)|^with) (\d{1,6}) (?:images|samples|examples)",
    re.IGNORECASE,
)
_BESIDE = re.compile(rf"(?<![\w.,])({_NUMBER})\s(?:\w+\s){{0,2}}?{_STEPS}", re.IGNORECASE)
_TIMES = re.compile(rf"\bupdated?\b[^.;\d]{{0,30}}?(?<![\w.,])({_NUMBER})\stimes\b", re.IGNORECASE)
_SPEAKS = re.compile(_STEPS, re.IGNORECASE)
_ELLIPTIC = re.compile(
    rf"\b(?:only |just |against |with |are |it is )?({_NUMBER})\b", re.IGNORECASE
)
_FILLERS = re.compile(
    rf"\b(?:for|the|with|and|an?|only|just|it|is|are|there|times|of|then|they|we|have|has|{'|'.join(_WORDS)})"
    r"\b|_+|\d",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]|%")
_EPOCHS = re.compile(r"\bepochs\b", re.IGNORECASE)
_PIECES = re.compile(r",\s|;\s?|\b(?:against|while|whereas|versus|but)\b|\s(?:and)\s")
_OTHER = re.compile(
    r"\?|\b(?:would|could|should|might|if|accumul\w*|without|instead|drop_?last|every \d+"
    r"|seconds?|minutes?|hours?|half|faster|slower|times (?:more|fewer|less|as))\b",
    re.IGNORECASE,
)
_KNOWN_SETS = (
    (re.compile(r"\bcifar", re.I), (50_000, 60_000)),
    (re.compile(r"\bmnist\b|fashion", re.I), (60_000, 70_000, 50_000, 10_000)),
)
_IMAGES = re.compile(
    r"(?<![\w.,])(\d{1,3}(?:[,.\u202f ]\d{3})+|\d{2,7})\s(?:\w+\s){0,3}?"
    r"(?:images|samples|examples|pictures|faces|points|digits|for (?:the )?(?:train|test|valid))",
    re.IGNORECASE,
)
_TRAINING = re.compile(r"(?<![\w.,])(\d{1,3}(?:[,. ]\d{3})+|\d{2,7})\s(?:\w+\s)?train", re.I)
_MOST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A batch size and how many of such batches an epoch is said to have."""

    sentence: Spoken
    """Where."""
    batch: int
    """Images of a batch."""
    count: int
    """Batches."""
    start: int
    """Index of the count's first character in the sentence."""
    end: int
    """Index after its last."""


def hold_iterations(tale: Tale) -> Iterator[Checked]:
    """Every such number that the images and the batch size that are told make or do not make."""
    write_up = tale.write_up
    pairs = [pair for sentence in spoken_in(write_up) for pair in _pairs(sentence)][:_MOST]
    if not pairs:
        return
    sizes = _sizes(write_up)
    fitting = [(pair, size) for pair in pairs for size in sorted(sizes) if _fits(pair, size)]
    for pair in pairs:
        own = [size for one, size in fitting if one is pair]
        if own:
            yield _checked(tale, pair, own[0], fits=True)
            continue
        # What another pair is made of is surely what an epoch has.
        sure = {size for one, size in fitting if one.batch != pair.batch}
        if len(sure) == 1:
            yield _checked(tale, pair, sure.pop(), fits=False)


def _sizes(write_up: WriteUp) -> set[int]:
    """How many images there may be: every such number of the text, and those of known sets."""
    found: set[int] = set()
    for block in write_up.blocks:
        text = block.text[:20_000]
        found |= {_number(match[1]) for match in _IMAGES.finditer(text)}
        found |= {_number(match[1]) for match in _TRAINING.finditer(text)}
        for pattern, sizes in _KNOWN_SETS:
            if pattern.search(text):
                found |= set(sizes)
    return {size for size in found if size >= 100}


def _pairs(sentence: Spoken) -> Iterator[Pair]:
    text = sentence.text
    if not _SPEAKS.search(text) or not _EPOCH.search(text) or _OTHER.search(text):
        return
    sizes = {_number(each[1] or each[2]) for each in _BATCH.finditer(text)}
    if {_number(each[1]) for each in _IMAGES.finditer(text)} - sizes:
        # Such sentences are held to the number of images that they tell themselves.
        return
    start, steps = 0, False
    ends = [(match.start(), match.end()) for match in _PIECES.finditer(text)]
    pieces: list[tuple[int, int]] = []
    for end, following in (*ends, (len(text), len(text))):
        pieces.append((start, end))
        start = following
    for first, last in pieces:
        piece = text[first:last]
        batches = list(_BATCH.finditer(piece))
        counts = _counts(piece, batches, after=steps)
        steps = steps or bool(_SPEAKS.search(piece))
        if len(batches) == 1 and len(counts) == 1:
            at, end, value = counts[0]
            batch = _number(batches[0][1] or batches[0][2])
            yield Pair(
                sentence=sentence, batch=batch, count=value, start=first + at, end=first + end
            )


def _counts(
    piece: str, batches: Sequence[re.Match[str]], *, after: bool
) -> list[tuple[int, int, int]]:
    """How many batches a piece of a sentence tells: where, and the number."""
    free = piece
    for batch in batches:
        free = free[: batch.start()] + "_" * (batch.end() - batch.start()) + free[batch.end() :]
    if _EPOCHS.search(free):
        return []
    found = [*_BESIDE.finditer(free), *_TIMES.finditer(free)]
    if not found and after and batches and not _WORD.search(_FILLERS.sub("", free)):
        found = list(_ELLIPTIC.finditer(free))
    return [(each.start(1), each.end(1), _number(each[1])) for each in found]


def _number(words: str) -> int:
    plain = words.lower()
    return _WORDS.get(plain) or int(re.sub(r"\D", "", plain) or 0)


def _fits(pair: Pair, size: int) -> bool:
    """Whether so many images make so many batches, the last one left out or not, or rounded."""
    if pair.batch < 1:
        return False
    exact = size / pair.batch
    return abs(pair.count - exact) <= max(1.0, 0.01 * exact)


def _checked(tale: Tale, pair: Pair, size: int, *, fits: bool) -> Checked:
    begin = pair.sentence.span.start
    span = Span(block=pair.sentence.span.block, start=begin + pair.start, end=begin + pair.end)
    source = source_words(tale.write_up, span, pair.sentence.place)
    told = pair.sentence.text[pair.start : pair.end]
    exact = number_words(round(size / pair.batch, 1))
    sentence = (
        f"{number_words(size)} / {number_words(pair.batch)} is {exact}{', and' if fits else ';'} "
        f"{source} says {told} batches in an epoch."
    )
    return Checked(
        outcome=Consistency.CONSISTENT if fits else Consistency.INCONSISTENT,
        check=HeldAgainst.ITSELF,
        subject=f"number of batches of {number_words(pair.batch)} in an epoch",
        sentence=capitalised(sentence),
        words=pair.sentence.text,
        place=pair.sentence.place,
        span=span,
    )
