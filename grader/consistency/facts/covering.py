"""Whether the code at hand is that of the question which a statement stands under.

Often only a part of the code is handed in. Where nothing else that a question says is borne out by
the code, though it bears out others, it is the code of the others.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from grader.consistency.facts.deciding import Decision
from grader.records import Claim, Consistency

ENOUGH = 1.5
"""Weight of what must be borne out: a number and a name."""
LONG = 1_000
"""Parameters that no other network has as well."""
LEAST_PARTS = 3
MANY_PARTS = 5
_WHY = "nothing else under this heading is in it, so its code may not have been handed in"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """Which questions the code covers."""

    weights: tuple[tuple[str, float], ...] = ()
    """For each question, how much of what it says is borne out."""

    def of(self, question: str) -> bool:
        """Whether the code plainly covers a question, or no other either."""
        weights = dict(self.weights)
        most = max(weights.values(), default=0.0)
        mine = weights.get(_part(question), 0.0)
        if mine >= min(ENOUGH, most) or (len(weights) <= 1 and not question):
            return True
        if not question:
            parts = {name: weight for name, weight in weights.items() if name}
            return sum(weight >= ENOUGH for weight in parts.values()) * 2 >= len(parts)
        # Code of nearly all of a report is code of all of it.
        covered = sum(weight >= ENOUGH for weight in weights.values())
        touched = sum(weight > 0 for weight in weights.values())
        return (covered >= LEAST_PARTS and covered * 5 >= len(weights) * 3) or (
            touched >= MANY_PARTS and touched * 4 >= len(weights) * 3
        )


def _part(question: str) -> str:
    """The part that a question belongs to: 2 of 2.1."""
    return question.partition(".")[0].partition("(")[0]


def covered_questions(decided: Sequence[tuple[Claim, Decision]]) -> Cover:
    """How much of each question the code bears out."""
    found: dict[str, dict[tuple[str, float | None, str], float]] = {}
    for claim, decision in decided:
        weights = found.setdefault(_part(claim.subject.question), {})
        if decision.outcome is Consistency.CONSISTENT and not claim.denied:
            key = (claim.quantity, claim.value, claim.name)
            weights[key] = _weight(claim)
    return Cover(weights=tuple((name, sum(each.values())) for name, each in found.items()))


def _weight(claim: Claim) -> float:
    """How much it tells that code bears it out: an exact count of parameters is enough alone."""
    if claim.quantity == "parameters" and (claim.value or 0) >= LONG:
        return ENOUGH
    return 1.0 if claim.value is not None or claim.sizes else 0.5


def with_cover(claim: Claim, decision: Decision, cover: Cover) -> Decision:
    """The decision; a contradiction by code of something else is none."""
    is_against = decision.outcome is Consistency.INCONSISTENT
    if not is_against or decision.is_sure or cover.of(claim.subject.question):
        return decision
    return replace(decision, outcome=Consistency.CANNOT_TELL, why=_WHY)
