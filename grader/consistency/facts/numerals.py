"""Numbers as they stand in the words of a write-up, and printed ones that are the same."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from grader.consistency.facts.rows import Number

_TOLD = re.compile(r"(?<![\w.,/^])(\d{1,3}(?:,\d{3})+(?![\d,])|\d{1,7}(?:[.,]\d{1,6})?)(?![\d^])")
_PER_CENT = re.compile(r"\s*(?:\\?%|per ?cent|percent)")
_ORDINAL = re.compile(r"(?:st|nd|rd|th|ª|º|ème|e)?\s+epochs?\b(?!\w)", re.IGNORECASE)
_EPOCH_BEFORE = re.compile(
    r"\b(?:epoch|epoche|epoca|época|ep\.?)\s*(?:number|no\.?|n\.)?\s*(?:#|=|:|is|was)?\s*$"
    r"|\bepoch (?:is|was) (?:the )?(?:number )?$|\d\s?%?\s@\s?$",
    re.IGNORECASE,
)
WORDS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """A number in a text."""

    value: float
    """What it is."""
    decimals: int
    """Digits after its decimal point."""
    start: int
    """Index of its first character."""
    end: int
    """Index after its last."""
    is_per_cent: bool = False
    """Whether a per cent sign follows."""
    is_epoch: bool = False
    """Whether it counts epochs: `epoch 7`, `the 31st epoch`."""

    @property
    def digits(self) -> int:
        """How many digits it has, without noughts before them."""
        return len(f"{self.value:.{self.decimals}f}".replace(".", "").lstrip("0"))

    @property
    def is_score(self) -> bool:
        """Whether it may be an accuracy: a fraction with three digits, or below 100."""
        if self.is_epoch or self.value > 100:
            return False
        return self.is_per_cent or self.decimals > (2 if self.value <= 1 else 0)

    @property
    def per_cent(self) -> float:
        """It in per cent, if it is an accuracy."""
        is_fraction = not self.is_per_cent and self.value <= 1 and self.decimals > 2
        return round(100 * self.value, 8) if is_fraction else self.value

    @property
    def step(self) -> float:
        """One of its last digit, in per cent if it is an accuracy."""
        is_fraction = self.per_cent != self.value
        return 10.0 ** -(self.decimals - (2 if is_fraction else 0))

    def tells(self, number: Number) -> bool:
        """Whether somebody who saw this printed may have written it so, rounded or cut off."""
        if self.is_score and number.may_be_accuracy:
            return abs(self.per_cent - number.per_cent) < self.step * 0.9999 and (
                abs(self.per_cent - number.per_cent) <= self.step / 2 + 1e-9
                or self.per_cent <= number.per_cent
            )
        if number.decimals < self.decimals:
            return False
        return abs(self.value - number.value) <= 10.0**-self.decimals / 2 + 1e-9


def numerals_in(text: str) -> Iterator[Numeral]:
    """Every number of a text, in order."""
    for match in _TOLD.finditer(text[:20_000]):
        words = match[1]
        thousands = bool(re.fullmatch(r"\d{1,3}(?:,\d{3})+", words)) and not words.startswith("0")
        plain = words.replace(",", "") if thousands else words.replace(",", ".")
        before = text[max(0, match.start() - 24) : match.start()]
        after = text[match.end() : match.end() + 24]
        yield Numeral(
            value=float(plain),
            decimals=len(plain.partition(".")[2]),
            start=match.start(),
            end=match.end(),
            is_per_cent=bool(_PER_CENT.match(after)),
            is_epoch="." not in plain
            and bool(
                _EPOCH_BEFORE.search(before)
                or _is_ordinal(after)
                or (before.lower().endswith("after ") and re.match(r" epochs\b", after))
            ),
        )
    for match in re.finditer(r"\b([a-z]{5,8}) epoch\b", text[:20_000].lower()):
        if match[1] in WORDS:
            yield Numeral(
                value=float(WORDS[match[1]]),
                decimals=0,
                start=match.start(),
                end=match.end(1),
                is_epoch=True,
            )


def _is_ordinal(after: str) -> bool:
    """Whether `st epoch` follows, or, after `the best epoch is the`, `st` alone."""
    return bool(re.match(r"(?:st|nd|rd|th|ª|º)\s+epoch\b", after, re.IGNORECASE))


def is_swapped(one: str, other: str) -> bool:
    """Whether two neighbouring digits of one, swapped, make the other."""
    if len(one) != len(other) or one == other:
        return False
    at = [index for index in range(len(one)) if one[index] != other[index]]
    is_pair = len(at) == 2 and at[1] - at[0] in (1, 2) and one[at[0]] == other[at[1]]
    between = one[at[0] + 1 : at[1]] if is_pair else ""
    return is_pair and one[at[1]] == other[at[0]] and between in ("", ".")
