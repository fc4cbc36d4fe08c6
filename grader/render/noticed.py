"""Concerns and known mistakes for the report: told, and worth no points by themselves."""

from dataclasses import dataclass

from grader.records import Concern, Evidence, Mistake
from grader.render.text import clean, one_line

MOST_NOTICED = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticedRow:
    """One concern or mistake."""

    sentence: str
    """What was seen; may hold student text, cleaned."""
    kind: str
    """What kind of evidence shows it."""
    place: str
    """Where."""


def noticed_rows(evidence: Evidence) -> tuple[NoticedRow, ...]:
    """As many as a page has room for: first what two sides do not agree about."""
    noticed: tuple[Concern | Mistake, ...] = (*evidence.concerns, *evidence.mistakes)
    return tuple(map(_row, noticed[:MOST_NOTICED]))


def number_noticed(evidence: Evidence) -> int:
    """How many there are."""
    return len(evidence.concerns) + len(evidence.mistakes)


def _row(one: Concern | Mistake) -> NoticedRow:
    return NoticedRow(
        sentence=clean(one.sentence), kind=str(one.kind), place=one_line(str(one.place))
    )
