"""Counts that a sentence lists and adds up: `100,480, 8,256 and 1,290, which add up to 110,026`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

_COUNT = re.compile(r"(?<![\w.,])(\d{1,3}(?:[, ]\d{3})+|\d{3,12})(?![\w]|[.,]\d)")
_ADDED = re.compile(
    r"\b(?:add(?:s|ing|ed)? up to|sum(?:s|ming|med)? (?:up )?to|(?:for|making|makes|giving|gives|"
    r"yielding|yields|is|are|having|has|with)\s+(?:in\s+)?(?:a\s+)?(?:grand\s+)?total(?:\s+of)?|"
    r"totall?ing|total(?:s)? to)\s+(?:about\s+|exactly\s+|only\s+)?(?:a\s+total\s+of\s+)?",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?。](?=\s)|[\n\t]")
_MOST_PARTS = 10
_LONGEST = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """Counts that are said to add up to another one."""

    parts: tuple[int, ...]
    """The counts."""
    words: tuple[str, ...]
    """As written."""
    total: int
    """What they are said to add up to."""
    start: int
    """Index of the first of the words that say so."""
    end: int
    """Index after the total."""

    @property
    def holds(self) -> bool:
        """Whether they, or some of them, do."""
        if sum(self.parts) == self.total:
            return True
        several = range(2, len(self.parts))
        return any(
            sum(some) == self.total for count in several for some in combinations(self.parts, count)
        )


def added_in(text: str) -> Iterator[Added]:
    """Every list of counts in a text that one sentence adds up."""
    first = 0
    for end in [*(match.end() for match in _END.finditer(text)), len(text)]:
        if end - first <= _LONGEST:
            yield from _of_sentence(text, first, end)
        first = end


def _of_sentence(text: str, first: int, last: int) -> Iterator[Added]:
    verb = _ADDED.search(text, first, last)
    total = _COUNT.match(text, verb.end(), last) if verb else None
    if verb is None or total is None:
        return
    parts = list(_COUNT.finditer(text, first, verb.start()))
    # A line of arithmetic is computed elsewhere.
    if not 2 <= len(parts) <= _MOST_PARTS or _computes(text[first : verb.start()]):
        return
    yield Added(
        parts=_numbers([part[1] for part in parts]),
        words=tuple(part[1] for part in parts),
        total=_numbers([total[1]])[0],
        start=verb.start(),
        end=total.end(),
    )


_PARTS = re.compile(
    r"(?<![\w.,])(\d{1,3}(?:[, ]\d{3})+|\d{2,9})\s+weights?\s+(?:plus|and|\+)\s+(?:the\s+)?"
    r"(\d{1,3}(?:[, ]\d{3})+|\d{1,6})\s+bias(?:es)?\b[^.;\d]{0,40}?"
    r"(?<![\w.,])(\d{1,3}(?:[, ]\d{3})+|\d{3,9})\s+(?:\w+\s+)?(?:param|numbers|values)",
    re.IGNORECASE,
)


_FACTOR = re.compile(r"[×·⋅*]\s?$")
"""What stands before the last factor of `2 · 4096 · 16 weights`, which alone is no part."""


def weights_and_biases_in(text: str) -> Iterator[Added]:
    """`131,072 weights plus 4,112 biases, so 135,184 parameters`."""
    for match in _PARTS.finditer(text):
        if _FACTOR.search(text[max(0, match.start() - 4) : match.start()]):
            continue
        words = (match[1], match[2])
        yield Added(
            parts=_numbers(words),
            words=words,
            total=_numbers([match[3]])[0],
            start=match.start(),
            end=match.end(3),
        )


_OF_WHICH = re.compile(r"\b(?:of which|of these|of them|namely)\b", re.IGNORECASE)
_FIRST = re.compile(r"\b(?:first|input|fc1|conv1)\b", re.IGNORECASE)
_LAST = re.compile(r"\b(?:last|output|final|out)\b", re.IGNORECASE)


def divided_in(text: str) -> Iterator[Added]:
    """Counts that a sentence takes apart: `55,050, of which 50,240 are in the first layer, ...`."""
    first = 0
    for end in [*(match.end() for match in _END.finditer(text)), len(text)]:
        words = _OF_WHICH.search(text, first, end) if end - first <= _LONGEST else None
        if words is not None:
            totals = list(_COUNT.finditer(text, first, words.start()))
            parts = list(_COUNT.finditer(text, words.end(), end))
            rest = text[words.end() : end]
            whole = bool(_FIRST.search(rest) and _LAST.search(rest))
            if totals and 3 <= len(parts) <= _MOST_PARTS and whole and not _computes(rest):
                yield Added(
                    parts=_numbers([part[1] for part in parts]),
                    words=tuple(part[1] for part in parts),
                    total=_numbers([totals[-1][1]])[0],
                    start=totals[-1].start(),
                    end=parts[-1].end() + len(text[parts[-1].end() : end].rstrip(" .")),
                )
        first = end


def _computes(text: str) -> bool:
    return bool(re.search(r"\d\s*[×·*x+]\s*\d|=|\d\s*%", text))


def _numbers(words: Sequence[str]) -> tuple[int, ...]:
    return tuple(int(re.sub(r"[, ]", "", word)) for word in words)
