"""How long something took, as sentences tell it: `2.8 hours`, `an hour and a half`, `4.5 min`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_UNITS = {"h": 3600.0, "m": 60.0, "s": 1.0}
WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
}  # fmt: skip
_UNIT = r"(?P<unit>h(?:ours?|rs?)?|min(?:ute)?s?|s(?:ec(?:ond)?s?)?)\b"
_DURATION = re.compile(
    r"(?<![\w.,])(?:(?P<half>half an|(?P<count>\d{1,5}(?:[.,]\d{1,3})?|"
    + "|".join(WORDS)
    + rf")(?P<more>[ ]and a half)?))[ ]?{_UNIT}(?P<after>[ ]and a half\b)?",
    re.IGNORECASE,
)
_NUMBERS = r"\d{1,4}|" + "|".join(word for word in WORDS if word not in ("a", "an"))
NUMBERS = _NUMBERS
"""How a count is written, as a part of a regular expression."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """A time as it stands in a text."""

    start: int
    """Index of its first character."""
    end: int
    """Index after its last."""
    seconds: float
    """What it says."""
    slack: float
    """Half of what one more in its last digit is worth, in seconds."""
    words: str
    """As written."""


def durations_in(text: str) -> Iterator[Duration]:
    """Every such time in order."""
    for match in _DURATION.finditer(text):
        unit = _UNITS[match["unit"][0].lower()]
        count, slack = _count(match)
        yield Duration(
            start=match.start(),
            end=match.end(),
            seconds=count * unit,
            slack=slack * unit,
            words=match[0],
        )


def _count(match: re.Match[str]) -> tuple[float, float]:
    if match["count"] is None:
        return 0.5, 0.1
    half = 0.5 if match["more"] or match["after"] else 0.0
    text = match["count"].lower()
    if text in WORDS:
        return WORDS[text] + half, 0.25 if half else 0.5
    number = text.replace(",", ".")
    decimals = len(number.partition(".")[2])
    return float(number) + half, 0.5 * 10.0**-decimals


def number_of(words: str) -> int:
    """A count that stands as digits or as a word."""
    return int(words) if words.isdigit() else WORDS[words.lower()]
