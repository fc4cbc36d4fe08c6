"""Which rows of a table some words mean: by name, by number, or by when in a training they were."""

import re
from dataclasses import dataclass
from functools import lru_cache

from grader.consistency.itself.meaning.views import View
from grader.consistency.itself.meaning.words import FIRST, LAST, epochs_in
from grader.consistency.itself.reckoning.naming import named_in

_REFERENCE = re.compile(
    r"\b(?:sections?|tables?|tab\.|figures?|fig\.|questions?|parts?|problems?|tasks?|chapter"
    r"|listing)\s(?:\d+(?:\.\d+)*)(?:\s?(?:and|to|,)\s?\d+(?:\.\d+)*)?", re.I
)  # fmt: skip
SHORTEST = 5
"""Characters of a label that is looked up word for word."""
_DIGITS = r"\d{1,3}(?:,\d{3})+|\d{1,7}(?:\.\d{1,6})?"
_ARROW = re.compile(
    rf"(?<![\w.,])(?P<a>{_DIGITS})\s?(?:→|->|=>|⇒|(?<=\s)(?:to|vs\.?|versus|against)(?=\s))\s?"
    rf"(?:\w+\s)?(?P<b>{_DIGITS})(?![\w,.]*\d)(?!\s?(?:%|points?\b|pp\b|x\b|times\b))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class At:
    """A row that words mean."""

    row: int
    start: int
    """Where in the text."""
    end: int


@lru_cache(maxsize=16_384)
def rows_in(text: str, view: View) -> tuple[At, ...]:
    """Every row that a text means, in its order; none twice."""
    text = _REFERENCE.sub(lambda match: " " * len(match[0]), text)
    found = list(_by_epoch(text, view)) if view.axis == "epoch" else []
    if not found:
        for lineup in view.lineups:
            found += [At(row=n.entry.row, start=n.start, end=n.end) for n in named_in(text, lineup)]
        found += _by_phrase(text, view)
        found += _by_arrow(text, view)
    kept: list[At] = []
    for at in sorted(found, key=lambda each: (each.start, -each.end)):
        if at.row not in {each.row for each in kept}:
            kept.append(at)
    return tuple(kept)


def misses_a_row(text: str, view: View) -> bool:
    """Whether a text names an epoch that the table does not tell."""
    if view.axis != "epoch":
        return False
    told = {entry.number for entry in view.rows()}
    return any(number not in told for _, number in epochs_in(text))


def _by_phrase(text: str, view: View) -> list[At]:
    """Rows whose label stands in the text word for word: `one layer`."""
    low, found = text.lower(), []
    for entry in view.rows():
        label = entry.label.strip().lower()
        if entry.number is None and len(label) >= SHORTEST and " " in label:
            match = re.search(rf"(?<!\w){re.escape(label)}(?!\w)", low)
            if match:
                found.append(At(row=entry.row, start=match.start(), end=match.end()))
    return found


def _by_arrow(text: str, view: View) -> list[At]:
    """Both ends of `4 -> 500` and `from 0.1 to 0.01`, where both are names of rows."""
    numbered = {entry.number: entry.row for entry in view.rows() if entry.number is not None}
    found = []
    for match in _ARROW.finditer(text):
        ends = [float(match["a"].replace(",", "")), float(match["b"].replace(",", ""))]
        if ends[0] != ends[1] and all(end in numbered for end in ends):
            found += [
                At(row=numbered[end], start=match.start(name), end=match.end(name))
                for name, end in zip("ab", ends, strict=True)
            ]
    return found


def _by_epoch(text: str, view: View) -> list[At]:
    entries = view.rows()
    numbered = {entry.number: entry.row for entry in entries if entry.number is not None}
    if len(numbered) < 2 or len(numbered) != len(entries):
        return []
    found = [
        At(row=numbered[number], start=start, end=start + 1)
        for start, number in epochs_in(text)
        if number in numbered
    ]
    rows = {at.row for at in found}
    for pattern, end in ((LAST, max(numbered)), (FIRST, min(numbered))):
        match = pattern.search(text)
        if match and numbered[end] not in rows:
            found.append(At(row=numbered[end], start=match.start(), end=match.end()))
    return found
