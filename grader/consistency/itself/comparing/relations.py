"""Whether two values stand to each other as the words say: yes, certainly not, or not known."""

from collections.abc import Iterable, Sequence

from grader.records import Amount, Comparison, Relation

CLOSE = 3.0
"""Points of accuracy that nobody would object to calling close."""
NOT_CLOSE = 8.0
"""Points of accuracy that nobody would call close."""
CLOSE_RATIO, NOT_CLOSE_RATIO = 1.2, 3.0
"""The same for losses, times and counts, as the larger over the smaller."""

Interval = tuple[float, float]


def stands(comparison: Comparison, quantity: str, left: Amount, right: Amount) -> bool | None:
    """Whether left stands to right as the comparison says."""
    match comparison.relation:
        case Relation.DIFFERENCE | Relation.CHANGE:
            return _differs(comparison, left, right)
        case Relation.RATIO:
            return _is_times(comparison, left, right)
        case Relation.SAME:
            return _is_close(quantity, left, right)
        case Relation.MORE | Relation.GREATEST | Relation.RISES:
            return is_more(left, right)
        case Relation.LESS | Relation.SMALLEST | Relation.FALLS:
            return is_more(right, left)


def tells_both(comparison: Comparison) -> bool:
    """Whether it is a ratio that is told right beside its two numbers, whatever they are of."""
    return comparison.relation is Relation.RATIO and not comparison.quantity


def fits_another(
    comparison: Comparison, quantity: str, told: Sequence[Amount], others: Iterable[Amount]
) -> bool:
    """Whether the amount relates one of the told values to some other value of the document."""
    return any(
        stands(comparison, quantity, value, other) or stands(comparison, quantity, other, value)
        for other in others
        for value in told
    )


def is_more(left: Amount, right: Amount) -> bool | None:
    """Whether left is greater; None where their digits leave it open."""
    is_exact = not (left.is_about or right.is_about)
    if left.value > right.value:
        return True if is_exact or left.least > right.most else None
    are_alike = is_exact and left.decimals == right.decimals and left.value < right.value
    return False if are_alike or left.most < right.least else None


def difference(left: Amount, right: Amount) -> Interval:
    """Between what bounds left less right lies."""
    return left.least - right.most, left.most - right.least


def change(left: Amount, right: Amount, *, of_left: bool = False) -> Interval | None:
    """Between what bounds the change from right to left lies, in per cent of right."""
    base = left if of_left else right
    if base.least <= 0:
        return None
    low, high = difference(left, right)
    ends = [100 * end / whole for end in (low, high) for whole in (base.least, base.most)]
    return min(ends), max(ends)


def ratio(left: Amount, right: Amount) -> Interval | None:
    """Between what bounds left over right lies."""
    if right.least <= 0 or left.least < 0:
        return None
    return left.least / right.most, left.most / right.least


def _differs(comparison: Comparison, left: Amount, right: Amount) -> bool | None:
    told = comparison.amount
    if told is None:
        return None
    is_either = comparison.relation is Relation.DIFFERENCE and told.unit == "%"
    absolute = difference(left, right)
    relative = change(left, right)
    other = change(left, right, of_left=True)
    directed = comparison.is_directed
    if comparison.relation is Relation.CHANGE:
        if relative is None or _meet(relative, told, directed):
            return None if relative is None else True
        if _says_relative(comparison):
            return False if not _meet_nearly(relative, told) else None
        return None if _any_meets((absolute, other), told, directed) else False
    if _meet(absolute, told, directed):
        return True
    if is_either:
        return _any_meets((relative, other), told, directed)
    return False


def _says_relative(comparison: Comparison) -> bool:
    return "relativ" in comparison.words.lower()


def _meet_nearly(found: Interval, told: Amount) -> bool:
    """Whether a relative change is not far from what is told, whichever side it is of."""
    sizes = [abs(end) for end in found]
    low, high = sorted((abs(told.least), abs(told.most)))
    return min(sizes) <= 1.5 * high and low <= 1.5 * max(sizes)


def _any_meets(found: tuple[Interval | None, ...], told: Amount, directed: bool) -> bool:
    return any(each is not None and _meet(each, told, directed) for each in found)


def _meet(found: Interval, told: Amount, directed: bool) -> bool:
    if _overlap(found, (told.least, told.most)):
        return True
    return not directed and _overlap(found, (-told.most, -told.least))


def _overlap(a: Interval, b: Interval) -> bool:
    slack = 1e-9 * max(map(_size, (*a, *b)))
    return a[0] <= b[1] + slack and b[0] <= a[1] + slack


def _size(end: float) -> float:
    return abs(end) if abs(end) != float("inf") else 0.0


def _is_times(comparison: Comparison, left: Amount, right: Amount) -> bool | None:
    told, found = comparison.amount, ratio(left, right)
    if told is None or found is None or told.least <= 0:
        return None
    if _overlap(found, (told.least, told.most)):
        return True
    widest = (told.least**2 / told.value, told.most**2 / told.value)
    return None if _overlap(found, widest) else False


def _is_close(quantity: str, left: Amount, right: Amount) -> bool | None:
    if quantity == "accuracy":
        apart = abs(left.value - right.value)
        if apart <= CLOSE:
            return True
        low, high = difference(left, right)
        return False if min(abs(low), abs(high)) >= NOT_CLOSE and low * high > 0 else None
    small, large = sorted((left.value, right.value))
    if small <= 0:
        return True if small == large else None
    if large / small <= CLOSE_RATIO:
        return True
    return False if quantity == "parameters" and large / small >= NOT_CLOSE_RATIO else None
