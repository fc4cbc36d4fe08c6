"""Trends, and what decides them: values that are listed in order, or a curve."""

import re
from collections.abc import Sequence

from grader.consistency.itself.comparing import telling
from grader.consistency.itself.comparing.found import quantity_of
from grader.consistency.itself.comparing.outcome import Outcome
from grader.consistency.itself.comparing.rows import Row, curve_follows, follows, rows_along
from grader.consistency.work import Work
from grader.records import Claim, Comparison, Statistic

_STRICT = re.compile(
    r"\b(?:steadily|always|monoton\w+|continuously|constantly|consistently|all the way|each time"
    r"|at every|throughout|strictly|whole training|whole time|entire training|keeps?|kept"
    r"|right to the end|from (?:start|beginning) to (?:the )?(?:end|finish))\b"
)
_LAW = re.compile(
    r"\bthe (?:\w+er|more|less|fewer)\b.{1,60}?,? the (?:\w+er|better|worse|more|less|fewer)\b"
)
_EXCEPT = re.compile(
    r"\b(?:except|apart from|other than|but for|besides|at least|mostly|almost|nearly|down to"
    r"|roughly|overall|in general|as long as)\b"
)
_TO_THE_END = re.compile(
    r"\b(?:until|till|up to|to|in) the (?:very )?(?:end\b|last (?:epoch|row|value|one))"
)


def trend(work: Work, comparison: Comparison, claims: Sequence[Claim]) -> Outcome | None:
    """What comes of words that say how values go."""
    rows = _rows(comparison, claims)
    if not rows:
        holds = curve_follows(comparison, work.evidence)
        curve = f"the curve that was drawn {'does so' if holds else 'goes the other way'}"
        return None if holds is None else Outcome(holds=holds, found=curve)
    in_points = quantity_of(comparison) == "accuracy"
    outcomes = [
        follows(
            comparison.relation,
            [claim.value or 0.0 for _, claim in row],
            in_points=in_points,
            is_strict=_is_strict(comparison),
            has_no_ties="strictly" in comparison.words.lower(),
            is_law=_LAW.search(comparison.words.lower()) is not None,
            is_to_the_end=_TO_THE_END.search(comparison.words.lower()) is not None,
        )
        for row in rows
    ]
    holds = outcomes[0] if len(set(outcomes)) == 1 else None
    if holds is False and _EXCEPT.search(comparison.words.lower()):
        holds = None
    if holds and comparison.along in ("", "epochs") and len(rows[0]) < 3:
        return None
    first = rows[0][0][1]
    found = telling.of_many(work.write_up, [claim for _, claim in rows[0]])
    return Outcome(holds=holds, found=found, other=first)


def _is_strict(comparison: Comparison) -> bool:
    return _STRICT.search(comparison.words.lower()) is not None


def _rows(comparison: Comparison, claims: Sequence[Claim]) -> tuple[Row, ...]:
    rows = [
        row
        for row in rows_along(comparison, claims)
        if len(row) >= 3 or comparison.along not in ("", "epochs") or _is_strict(comparison)
    ]
    question = comparison.left.question
    near = [row for row in rows if row[0][1].subject.question == question]
    means = [row for row in near or rows if row[0][1].statistic is Statistic.MEAN]
    return tuple(means or near or rows)
