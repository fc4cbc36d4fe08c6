"""Known mistakes that were seen, for the student's report: told, and worth no points by itself."""

from dataclasses import dataclass

from grader.records import Evidence, Mistake
from grader.render.text import clean, one_line

MOST_NOTICED = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticedRow:
    """One mistake."""

    sentence: str
    """What was seen; may hold student text, cleaned."""
    kind: str
    """What kind of evidence shows it."""
    place: str
    """Where."""


def noticed_rows(evidence: Evidence) -> tuple[NoticedRow, ...]:
    """As many as a page has room for, in their order."""
    return tuple(map(_row, evidence.mistakes[:MOST_NOTICED]))


def _row(mistake: Mistake) -> NoticedRow:
    return NoticedRow(
        sentence=clean(mistake.sentence),
        kind=str(mistake.kind),
        place=one_line(str(mistake.place)),
    )
