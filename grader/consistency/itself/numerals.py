"""The numbers of a whole work as they are written, and which differ by two digits changed over."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_NUMERAL = re.compile(
    r"(?<![\w.,])\d{1,3}(?:,\d{3}){1,3}(?![\d.,]*\d)|(?<![\w])\d{1,9}(?:[.,]\d{1,8})?"
)
OF_ANOTHER = re.compile(
    r"\b(?:another|other|seeds?|without|instead|if|would|could|should|might|expect\w*|earlier|"
    r"previous\w*|attempt\w*|first|initially|repeat\w*|re-?r[au]n|second (?:run|try|seed)|"
    r"no record|not (?:kept|reported|shown)|gave|dropout|ensemble|literature|paper|published|"
    r"prun\w+|until|removed|old|again|fold|colleague|friend|tutorial)\b",
    re.IGNORECASE,
)
"""Words of a sentence that may tell of another training than the rest does."""
APART = re.compile(
    r"^\s*(?:\\?%|per ?cent|percent(?:age)?)?\s*(?:points?|pp\b|higher|lower|more|less|better|"
    r"worse|above|below|times|of\b)",
    re.IGNORECASE,
)
"""Words behind a number that is a difference."""
BY = re.compile(r"\b(?:by|for|another|further|additional|gap of|difference of)\s*$", re.IGNORECASE)
"""Words before such a number."""
_MOST = 2_000_000
_FEWEST = 3
_LONGEST = 10


def plain(words: str) -> str:
    """A number with a point for decimals and nothing else; empty if it is none."""
    match = _NUMERAL.search(words)
    if match is None:
        return ""
    text = match[0]
    if re.fullmatch(r"[1-9]\d{0,2}(?:,\d{3})+", text):
        return text.replace(",", "")
    return text.replace(",", ".")


def as_percent(number: str) -> str:
    """`84.91` of `0.8491`; empty of what is no fraction with so many digits."""
    whole, _, decimals = number.partition(".")
    if whole not in ("", "0") or not 3 <= len(decimals) <= 6:
        return ""
    return f"{int(decimals[:2])}.{decimals[2:]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Numerals:
    """All numbers of a work, and what they are if they are rounded or cut off."""

    counts: dict[str, int] = field(default_factory=dict)
    """How often each is written."""
    shorter: frozenset[str] = frozenset()
    """Those that a longer one is with fewer decimals."""

    def stands_alone(self, number: str) -> bool:
        """Whether a number is written once, and is no other one with fewer decimals."""
        fraction = as_percent(number)
        if fraction and self.counts.get(fraction, 0):
            return False
        return self.counts.get(number, 0) <= 1 and number not in self.shorter


def numerals_of(texts: Iterable[str]) -> Numerals:
    """The numbers in these texts."""
    counts: dict[str, int] = {}
    shorter: set[str] = set()
    left = _MOST
    for text in texts:
        if left <= 0:
            break
        for match in _NUMERAL.finditer(text[:left]):
            number = plain(match[0])
            counts[number] = counts.get(number, 0) + 1
            fraction = as_percent(number)
            if fraction:
                shorter.add(fraction)
            if counts[number] == 1:
                shorter.update(_shorter(number))
                shorter.update(_shorter(fraction))
        left -= len(text)
    return Numerals(counts=counts, shorter=frozenset(shorter))


def _shorter(number: str) -> Iterator[str]:
    whole, _, decimals = number.partition(".")
    for many in range(1, min(len(decimals), 5)):
        yield f"{whole}.{decimals[:many]}"
        yield f"{float(number):.{many}f}"


def swapped(number: str) -> tuple[str, ...]:
    """What a number is with two neighbouring digits changed over."""
    digits = number.replace(".", "")
    if not _FEWEST <= len(digits) <= _LONGEST:
        return ()
    point = number.find(".")
    found = []
    for at in range(len(digits) - 1):
        if digits[at] == digits[at + 1]:
            continue
        changed = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
        text = changed if point < 0 else f"{changed[:point]}.{changed[point:]}"
        if not (text.startswith("0") and not number.startswith("0")):
            found.append(text)
    return tuple(dict.fromkeys(found))
