"""Scores in the prose of a notebook, against the one that the cells of its section printed.

A section whose cells print one training accuracy tells of that one: another number, which nothing
else in the document has, is not it.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from grader.consistency.facts.agreeing import allows
from grader.consistency.facts.certain import is_plain
from grader.consistency.facts.rows import Number, Row
from grader.consistency.facts.unprinted import is_of_these_outputs
from grader.consistency.work import Work
from grader.records import BlockKind, Claim, Span, Statistic, Whose

MOST_NUMBERS = 6
"""Scores of one section's output that its prose may well tell of one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sectioned:
    """A told score and the printed one that it must be."""

    claim: Claim
    """What is told."""
    number: Number
    """What was printed."""
    row: Row
    """The line that printed it."""


def sectioned_of(work: Work, rows: Sequence[Row], done: Set[Span]) -> Iterator[Sectioned]:
    """Every score of a notebook's prose that is none of those its section printed."""
    if work.write_up.format != "notebook":
        return
    here = [row for row in rows if row.place.file == work.write_up.path]
    printed = [each for row in here for each in row.numbers if each.may_be_accuracy]
    for claim in work.statements.claims:
        if claim.quantity != "accuracy" or not _is_plain(claim) or claim.span in done:
            continue
        if any(allows(claim, each.per_cent) for each in printed) or _is_told_again(claim, work):
            continue
        start = _start_of(claim, work)
        cell = claim.place.cell
        if start is None or cell is None:
            continue
        own = [row for row in here if row.place.cell is not None and start <= row.place.cell < cell]
        fitting = [(row, each) for row in own for each in row.numbers if _fits(claim, each)]
        if len({each.per_cent for _, each in fitting}) == 1 and _is_short(own):
            row, number = fitting[-1]
            yield Sectioned(claim=claim, number=number, row=row)


def _is_plain(claim: Claim) -> bool:
    subject, amount = claim.subject, claim.amount
    is_value = claim.statistic in (Statistic.VALUE, Statistic.BEST) and not claim.denied
    is_open = bool(subject.settings or subject.labels or subject.epoch is not None)
    if claim.whose is not Whose.OWN or not is_value or is_open or amount is None:
        return False
    is_exact = amount.decimals > 0 and not amount.is_about and not claim.is_listed
    return is_exact and bool(subject.split) and is_plain(claim) and is_of_these_outputs(claim)


def _fits(claim: Claim, number: Number) -> bool:
    """Whether a printed number is the score that the words ask for."""
    is_best = claim.subject.moment == "best" or claim.statistic is Statistic.BEST
    is_score = number.may_be_accuracy and number.split == claim.subject.split
    return is_score and (number.moment == "best") == is_best


def _is_short(rows: Sequence[Row]) -> bool:
    scores = [each for row in rows for each in row.numbers if each.may_be_accuracy and each.split]
    return len(scores) <= MOST_NUMBERS


def _is_told_again(claim: Claim, work: Work) -> bool:
    """Whether another statement tells this value: then it is one of something else."""
    return any(
        each is not claim and each.value == claim.value and each.span != claim.span
        for each in work.statements.claims
    )


def _start_of(claim: Claim, work: Work) -> int | None:
    """The cell of the heading that the claim stands under."""
    if claim.span is None:
        return None
    for block in reversed(work.write_up.blocks[: claim.span.block]):
        if block.kind is BlockKind.HEADING:
            return block.place.cell
    return None
