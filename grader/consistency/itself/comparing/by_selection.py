"""`Picking by the validation loss gives the best test accuracy`, beside the other criteria."""

from collections.abc import Sequence

from grader.consistency.itself.comparing.extremes import beats
from grader.consistency.itself.comparing.found import table_of
from grader.records import Claim, Comparison, Relation, Subject

Pair = tuple[Claim, Claim]


def best_criterion(comparison: Comparison, claims: Sequence[Claim]) -> tuple[bool, Pair] | None:
    """Whether what was picked so is best or worst in every row that tells several criteria."""
    left = comparison.left
    is_kind = comparison.relation in (Relation.GREATEST, Relation.SMALLEST)
    if not is_kind or not left.selection or comparison.amount is not None:
        return None
    if left.network or left.settings or left.epoch is not None or comparison.right is not None:
        return None
    groups: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        subject = claim.subject
        if subject.selection and table_of(claim) is not None and _is_meant(left, subject):
            key = (table_of(claim), subject.split, subject.network, subject.settings,
                   subject.labels, claim.statistic)  # fmt: skip
            groups.setdefault(key, []).append(claim)
    wants_more = comparison.relation is Relation.GREATEST
    found = [each for group in groups.values() if (each := _in(group, left, wants_more))]
    outcomes = {holds for holds, _ in found}
    return found[0] if len(outcomes) == 1 else None


def _is_meant(left: Subject, subject: Subject) -> bool:
    is_split = subject.split == (left.split or "test")
    return is_split and subject.question == left.question


def _in(group: Sequence[Claim], left: Subject, wants_more: bool) -> tuple[bool, Pair] | None:
    own = [claim for claim in group if claim.subject.selection == left.selection]
    others = [claim for claim in group if claim.subject.selection != left.selection]
    if len(own) != 1 or not others:
        return None
    ahead = [claim for claim in others if beats(claim, own[0], wants_more)]
    if ahead:
        return False, (own[0], ahead[0])
    is_sure = all(beats(own[0], claim, wants_more) for claim in others)
    return (True, (own[0], others[0])) if is_sure else None
