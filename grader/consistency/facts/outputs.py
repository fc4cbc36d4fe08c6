"""Scores in outputs whose lines name a split and no metric: `conv val 0.9556`.

Also every bare number that may be an accuracy, to look a told one up.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from grader.records import Place, SavedValue, Source

MOST_LINES = 4_000
MOST_NUMBERS = 5_000
LONGEST_LINE = 300

_NAMED = re.compile(r"\b(?:acc|accuracy|loss|error)\b|acc\b|_acc|acc_|loss", re.IGNORECASE)
_SCORED = re.compile(r"acc|score|correct|argmax|hits", re.IGNORECASE)
_SPLIT = re.compile(
    r"\b(train(?:ing)?|val(?:id(?:ation)?)?|test(?:ing)?)\b[ \t:=]{1,6}(\d{1,3}\.\d{2,6})(?![\d.])",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"\bep(?:och)?s?\b[ \t:=#]{0,6}(\d{1,6})", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\d.,\w-])(\d{1,3}\.\d{2,6})(?![\d.]|e[-+]?\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Loose:
    """A number in an output that may be an accuracy."""

    value: float
    """In per cent."""
    place: Place
    """Where."""
    words: str
    """Its line; student text."""


def scores_in(source: Source) -> Iterator[SavedValue]:
    """Accuracies of lines that name a split alone, where the code scores and prints no loss."""
    if "loss" in _printing(source.text) or not _SCORED.search(source.text):
        return
    for line in source.output.split("\n")[:MOST_LINES]:
        if len(line) > LONGEST_LINE or _NAMED.search(line):
            continue
        epoch = _EPOCH.search(line)
        for match in _SPLIT.finditer(line):
            value = _in_per_cent(match[2])
            if value is not None:
                yield SavedValue(
                    quantity=f"{_split(match[1])}_accuracy",
                    value=value,
                    words=line.strip(),
                    place=Place(
                        file=source.place.file,
                        cell=source.place.cell,
                        epoch=int(epoch[1]) if epoch else None,
                    ),
                )


def loose_in(source: Source) -> Iterator[Loose]:
    """Every number with decimals in lines that speak of no loss."""
    found = 0
    for line in source.output.split("\n")[:MOST_LINES]:
        if len(line) > LONGEST_LINE or "loss" in line.lower():
            continue
        for match in _NUMBER.finditer(line):
            value = _in_per_cent(match[1])
            found += 1
            if value is None or found > MOST_NUMBERS:
                continue
            yield Loose(value=value, place=source.place, words=line.strip())


def _printing(text: str) -> str:
    """The lines of code that print."""
    return "\n".join(line for line in text.lower().split("\n") if "print" in line)


def _split(word: str) -> str:
    start = word.lower()[:2]
    return {"tr": "train", "va": "validation"}.get(start, "test")


def _in_per_cent(number: str) -> float | None:
    value = float(number)
    if value <= 1:
        # Two decimals of a fraction say too little.
        return round(100 * value, 6) if len(number.partition(".")[2]) > 2 else None
    return value if value <= 100 else None
