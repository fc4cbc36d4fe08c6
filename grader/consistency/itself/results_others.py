"""Other tellings of a result, with what is left open of whether they are of the same thing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.consistency.itself.told import Tale, Told
from grader.records import Amount, Statistic

_PER = re.compile(
    r"^[\s\w²₂$\\{}()]{0,12}?(?:/|\bper\b|\beach\b|\bevery\b|\ban?\b)\s*"
    r"(epoch|image|batch|step|iteration|sample|run|hour|kwh)"
)
_PER_BEFORE = re.compile(r"\b(?:per|each|every|one|an?|single)[\s-]+(epoch|image|batch|step|run)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """A telling that may be of the same thing."""

    told: Told
    """The telling."""
    amount: Amount
    """Its value."""
    doubts: frozenset[str]
    """What is left open of whether it is of the same thing."""


def others_of(tale: Tale, told: Told, tellings: Sequence[Told]) -> Iterator[Other]:
    """Tellings elsewhere that are not certainly of something else."""
    claim = told.claim
    for other in tellings:
        amount = other.claim.amount
        if other.index == told.index or amount is None or _is_together(told, other):
            continue
        if claim.is_listed and other.claim.is_listed and other.index > told.index:
            continue
        spread = Statistic.SPREAD in (claim.statistic, other.claim.statistic)
        if spread and claim.statistic is not other.claim.statistic:
            continue
        if claim.quantity == "time" and _per(told) != _per(other):
            continue
        doubts = tale.doubts(told, other)
        if doubts is None:
            continue
        if told.is_summary or other.is_summary:
            # What sums up the work speaks of all of its questions.
            doubts -= {"question"}
        if claim.statistic is not other.claim.statistic:
            doubts |= {"statistic"}
        if not claim.subject.split and not other.claim.subject.split:
            doubts |= {"split"} if claim.quantity in ("accuracy", "loss") else frozenset()
        yield Other(told=other, amount=amount, doubts=doubts)


def _is_together(told: Told, other: Told) -> bool:
    """Whether both stand in one sentence, or in one table."""
    a, b = told.claim, other.claim
    if a.span is None or b.span is None:
        return a.place == b.place
    if a.span.block != b.span.block:
        return False
    return a.is_listed or a.sentence == b.sentence


def _per(told: Told) -> str:
    after = _PER.match(told.after(40))
    before = None if after else _PER_BEFORE.search(told.before(30))
    found = after or before
    if any("epoch" in label for label in told.claim.subject.labels):
        return "epoch"
    return found[1] if found and not told.claim.is_listed else ""
