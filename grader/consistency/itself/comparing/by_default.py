"""Settings that only one side's values name: what tells none was got with the usual one."""

from collections.abc import Sequence
from dataclasses import replace

from grader.consistency.itself.comparing.found import covers, table_of
from grader.consistency.itself.comparing.relations import is_more
from grader.consistency.network_words import is_same_network
from grader.consistency.subjects import Known
from grader.records import Claim, Comparison, Relation, Whose

Pair = tuple[Claim, Claim]


def ordered_by_default(
    comparison: Comparison, claims: Sequence[Claim], told: Sequence[Claim], known: Known
) -> Pair | None:
    """Two values that contradict `Adam is better than SGD`, where all with Adam are below.

    `told`: everything that the document states; it has to name both settings and no third.
    """
    right = comparison.right
    if right is None or comparison.relation not in (Relation.MORE, Relation.LESS):
        return None
    if comparison.left_value is not None or comparison.right_value is not None:
        return None
    mine, others = dict(comparison.left.settings), dict(right.settings)
    names = [name for name in mine if name in others and mine[name] != others[name]]
    if len(names) != 1 or set(mine) != set(others):
        return None
    name = names[0]
    if {mine[name], others[name]} in ({"yes", "no"}, {"relu", "no"}):
        return _without(comparison, claims, name, mine[name], known)
    if _values_of(name, told) != {mine[name], others[name]}:
        return None
    question = comparison.left.question
    near = [
        claim
        for claim in claims
        if claim.subject.question == question
        and claim.subject.split in (comparison.left.split or "test", "")
        and _may_be(claim, comparison)
    ]
    left = [claim for claim in near if dict(claim.subject.settings).get(name) == mine[name]]
    plain = replace(right, settings=(), split="", labels=(), question="")
    rest = [
        claim
        for claim in near
        if name not in dict(claim.subject.settings)
        and table_of(claim) is not None
        and bool(plain.network)
        and covers(plain, claim.subject, known)
    ]
    if not left or not rest or len(rest) > 2:
        return None
    low, high = (left, rest) if comparison.relation is Relation.MORE else (rest, left)
    best = max(low, key=lambda claim: claim.value or 0.0)
    worst = min(high, key=lambda claim: claim.value or 0.0)
    if (
        best.amount is None
        or worst.amount is None
        or is_more(worst.amount, best.amount) is not True
    ):
        return None
    return (best, worst) if low is left else (worst, best)


def _without(
    comparison: Comparison, claims: Sequence[Claim], name: str, mine: str, known: Known
) -> Pair | None:
    """`With augmentation it is lower than without`, where it is above all that was got without."""
    wanted = comparison.left.split or "test"
    near = [claim for claim in claims if claim.subject.split == wanted]
    told = {id(claim): dict(claim.subject.settings).get(name, "no") for claim in near}
    yes = [claim for claim in near if told[id(claim)] not in ("no", "")]
    no = [claim for claim in near if told[id(claim)] == "no"]
    if not yes or not no or comparison.left.network:
        return None
    left, right = (no, yes) if mine == "no" else (yes, no)
    is_more = comparison.relation is Relation.MORE
    best = (max if is_more else min)(left, key=lambda claim: claim.value or 0.0)
    worst = (min if is_more else max)(right, key=lambda claim: claim.value or 0.0)
    gap = (worst.value or 0.0) - (best.value or 0.0)
    return (best, worst) if (gap if is_more else -gap) > 0 else None


def _values_of(name: str, told: Sequence[Claim]) -> set[str]:
    """Every value of a setting that the document names."""
    found = {claim.name for claim in told
             if claim.quantity == name and claim.name and claim.whose is Whose.OWN}  # fmt: skip
    settings = (dict(claim.subject.settings).get(name, "") for claim in told)
    return (found | set(settings)) - {"", "yes", "no"}


def _may_be(claim: Claim, comparison: Comparison) -> bool:
    network = comparison.left.network
    return not network or is_same_network(network, claim.subject.network) is not False
