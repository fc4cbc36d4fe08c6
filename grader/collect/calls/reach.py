"""From where to where random numbers go, after they were scaled and moved."""

import ast
from dataclasses import dataclass

from grader.collect.calls.values import Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """From where to where a random expression goes, or its deviation; None if not known."""

    form: str
    low: Numbers = frozenset()
    high: Numbers = frozenset()

    @property
    def strengths(self) -> tuple[float, ...]:
        if self.form == "gaussian":
            return tuple(sorted({abs(value) for value in self.high}))
        pairs = zip(sorted(self.low, reverse=True), sorted(self.high), strict=False)
        if len(self.low) != len(self.high):
            return ()
        return tuple(sorted({max(abs(low), abs(high)) for low, high in pairs}))


def moved(reach: Reach, operator: ast.operator, by: Numbers, *, is_left: bool) -> Reach:
    """The reach of numbers that a constant was added to, or that were multiplied by one."""
    if reach.form == "zeroed":
        return reach
    low, high = set(reach.low), set(reach.high)
    match operator:
        case ast.Add():
            pairs = {(a + c, b + c) for a, b in _ends(reach) for c in by}
        case ast.Sub():
            sign = 1 if is_left else -1
            pairs = {
                (sign * a - sign * c, sign * b - sign * c) for a, b in _ends(reach) for c in by
            }
        case ast.Mult():
            pairs = {(a * c, b * c) for a, b in _ends(reach) for c in by}
        case ast.Div() if is_left and 0.0 not in by:
            pairs = {(a / c, b / c) for a, b in _ends(reach) for c in by}
        case _:
            pairs = set()
    if reach.form == "gaussian":
        # Moved, it deviates as before.
        kept = high if isinstance(operator, ast.Add | ast.Sub) else {b for _, b in pairs}
        return Reach(form=reach.form, high=frozenset(kept))
    low = {min(pair) for pair in pairs}
    high = {max(pair) for pair in pairs}
    return Reach(form=reach.form, low=frozenset(low), high=frozenset(high))


def _ends(reach: Reach) -> list[tuple[float, float]]:
    """Lower and upper ends that belong together."""
    if reach.form == "gaussian":
        return [(0.0, value) for value in reach.high]
    if len(reach.low) == len(reach.high):
        return list(zip(sorted(reach.low, reverse=True), sorted(reach.high), strict=True))
    return (
        [(low, high) for low in reach.low for high in reach.high]
        if (len(reach.low) == 1 or len(reach.high) == 1)
        else []
    )
