"""`Dropout does not change the accuracy`, `ReLU does not help`, held against rows of one table."""

from collections.abc import Sequence

from grader.consistency.itself.comparing.found import covers, dimensions, rest, table_of
from grader.consistency.itself.comparing.relations import CLOSE, NOT_CLOSE
from grader.consistency.subjects import Known
from grader.records import Claim, Comparison, Relation, Subject

Pair = tuple[Claim, Claim]


def unaffected(
    comparison: Comparison, claims: Sequence[Claim], known: Known
) -> tuple[bool, Pair] | None:
    """Whether a setting makes no difference, or no improvement, in every pair of rows.

    With the value under the setting, and the one without it.
    """
    left = comparison.left
    if comparison.relation is not Relation.SAME or comparison.right is not None:
        return None
    if not left.settings or comparison.left_value is not None:
        return None
    side = Subject(network=left.network, settings=left.settings)
    dims = dimensions(side, Subject())
    split = left.split or "test"
    near = [each for each in claims if each.subject.split == split and table_of(each) is not None]
    own = [claim for claim in near if covers(side, claim.subject, known)]
    names = {name for name, _ in left.settings}
    pairs = [
        (mine, other)
        for mine in own
        for other in near
        if other not in own
        and table_of(other) == table_of(mine)
        and rest(other, dims) == rest(mine, dims)
        and names <= {name for name, _ in other.subject.settings}
    ]
    if not pairs:
        return None
    apart = [(mine.value or 0.0) - (other.value or 0.0) for mine, other in pairs]
    if comparison.is_better:
        if min(apart) >= CLOSE:
            return False, pairs[0]
        return (True, pairs[0]) if max(apart) <= 0 else None
    if min(map(abs, apart)) >= NOT_CLOSE:
        return False, pairs[0]
    return (True, pairs[0]) if max(map(abs, apart)) <= 1 else None
