"""By which slip of the pen one number may have become another."""

from enum import StrEnum


class Slip(StrEnum):
    """A slip of the pen."""

    SWAPPED = "swapped"
    """Two neighbouring digits changed over: 21.1 of 12.1."""
    SHIFTED = "shifted"
    """The decimal point is one place off: 0.5 of 0.05."""
    DIGIT = "digit"
    """One digit is another: 15.4 of 14.4."""


def slip(told: float, meant: float, decimals: int) -> Slip | None:
    """The slip that parts two numbers; None if they agree or are further apart.

    `meant` is rounded to the decimals with which `told` is written.
    """
    a, b = (f"{round(number, decimals):.{decimals}f}" for number in (told, meant))
    if a == b:
        return None
    for factor in (10.0, 0.1):
        if abs(told - meant * factor) < 0.5 * 10.0**-decimals:
            # A number that keeps its digits when it is shifted, and those it loses, are no chance.
            return Slip.SHIFTED
    if len(a) != len(b):
        return None
    apart = [index for index, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    if len(apart) == 1:
        return Slip.DIGIT
    if len(apart) != 2:
        return None
    first, second = apart
    is_next = second - first == 1 or (second - first == 2 and a[first + 1] == ".")
    return Slip.SWAPPED if is_next and a[first] == b[second] and a[second] == b[first] else None
