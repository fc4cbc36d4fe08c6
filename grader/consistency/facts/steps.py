"""Differences between epochs that are told, against the log that printed both."""

from collections.abc import Sequence
from dataclasses import dataclass

from grader.consistency.facts.logs import Log
from grader.records import Comparison, Consistency, Relation, SavedValue, Whose

METRICS = ("accuracy", "loss")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What came of a told difference between two epochs."""

    outcome: Consistency
    """Whether it holds."""
    left: SavedValue
    """The value of the epoch that is compared."""
    right: SavedValue
    """The value of the other."""


def hold_step(one: Comparison, logs: Sequence[Log]) -> Step | None:
    """A told difference between two epochs; None if no one log printed both."""
    right = one.right
    told = one.amount
    if one.relation is not Relation.DIFFERENCE or right is None or told is None:
        return None
    first, second = one.left.epoch, right.epoch
    if first is None or second is None or first == second or one.whose is Whose.OTHERS:
        return None
    if abs(told.value) in (first, second):
        # A number of an epoch is no difference of what was reached in it.
        return None
    split = one.left.split or right.split
    found = [
        (log.at(first)[0], log.at(second)[0])
        for log in logs
        if log.quantity == (one.quantity or "accuracy")
        and (not split or log.split in (split, ""))
        and len(log.at(first)) == len(log.at(second)) == 1
    ]
    if not found:
        return None
    for left, right_value in found:
        if _allows(one, left.value - right_value.value):
            return Step(outcome=Consistency.CONSISTENT, left=left, right=right_value)
    left, right_value = found[0]
    alone = len(found) == 1 and one.whose is Whose.OWN and not told.is_about
    outcome = Consistency.INCONSISTENT if alone else Consistency.CANNOT_TELL
    return Step(outcome=outcome, left=left, right=right_value)


def _allows(one: Comparison, difference: float) -> bool:
    """Whether an author may have told this difference so, of rounded values as well."""
    told = one.amount
    if told is None:
        return False
    slack = 2.01 * 10.0**-told.decimals
    size, value = abs(difference), abs(told.value)
    return told.allows(size) or told.allows(-size) or abs(size - value) <= slack
