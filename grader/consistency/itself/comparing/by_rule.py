"""Comparisons that are read in one way of their own."""

from collections.abc import Sequence

from grader.consistency.itself.comparing import telling
from grader.consistency.itself.comparing.beyond import beyond_all
from grader.consistency.itself.comparing.by_selection import best_criterion
from grader.consistency.itself.comparing.by_size import sized
from grader.consistency.itself.comparing.chance import against_chance
from grader.consistency.itself.comparing.outcome import Outcome
from grader.consistency.itself.comparing.unaffected import unaffected
from grader.consistency.subjects import Known
from grader.consistency.work import Work
from grader.records import Claim, Comparison


def by_rule(
    work: Work, comparison: Comparison, claims: Sequence[Claim], known: Known
) -> Outcome | None:
    """What comes of words that name neither a second value nor a table."""
    if by_size := sized(comparison, work.statements.claims):
        shown = telling.of_many(work.write_up, by_size[1])
        return Outcome(holds=by_size[0], found=shown, other=by_size[1][1])
    if chance := against_chance(comparison, claims, known):
        shown = telling.of_many(work.write_up, chance[1:])
        return Outcome(holds=chance[0], found=shown, other=chance[1])
    if idle := unaffected(comparison, claims, known):
        shown = telling.of_two_claims(work.write_up, comparison, *idle[1])
        return Outcome(holds=idle[0], found=shown, other=idle[1][1])
    if picked := best_criterion(comparison, claims):
        shown = telling.of_two_claims(work.write_up, comparison, *picked[1])
        return Outcome(holds=picked[0], found=shown, other=picked[1][1])
    if ends := beyond_all(comparison, claims):
        shown = telling.of_two_claims(work.write_up, comparison, *ends)
        return Outcome(holds=False, found=shown, other=ends[1])
    return None
