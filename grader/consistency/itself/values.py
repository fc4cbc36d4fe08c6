"""Whether two told values can be one exact value."""

import math

from grader.records import Amount, Claim


def fits(a: Claim, b: Claim) -> bool | None:
    """Whether one exact value may have been written both ways; None if they cannot be compared."""
    if a.amount is not None and b.amount is not None:
        return amounts_fit(a.amount, b.amount)
    if a.sizes and b.sizes:
        return None if len(a.sizes) != len(b.sizes) else a.sizes == b.sizes
    if a.name and b.name:
        return None if "yes" in (a.name, b.name) else (a.name == b.name) == (a.denied == b.denied)
    return None


def amounts_fit(a: Amount, b: Amount) -> bool:
    """Whether one exact value may have been written both ways."""
    slack = 1e-9 * max(1.0, abs(a.value), abs(b.value))
    return max(a.least, b.least) <= min(a.most, b.most) + slack


def digits_of(amount: Amount) -> int:
    """How many digits of a number say something: three of 85.1, one of 0.001."""
    if not amount.value or not math.isfinite(amount.value):
        return 0
    leading = math.floor(math.log10(abs(amount.value))) + 1
    return max(0, min(leading + amount.decimals, 15))


def is_exact(amount: Amount) -> bool:
    """Whether the words tell one number and no range, bound or about."""
    return not amount.is_about and math.isfinite(amount.least) and math.isfinite(amount.most)


def differs_by_hundred(a: Amount, b: Amount) -> bool:
    """Whether one is the other as a share of one: `0.85 %` and `85.13 %`."""
    return any(
        max(one.least * 100, other.least) <= min(one.most * 100, other.most)
        and 0 < one.value <= 1 < other.value
        for one, other in ((a, b), (b, a))
    )


def clearly_differ(a: Amount, b: Amount) -> bool:
    """Whether no exact value may have been written both ways, more than by careless rounding."""
    gap = max(a.least, b.least) - min(a.most, b.most)
    return gap > 0.15 * 10.0 ** -min(a.decimals, b.decimals, 12)


def same_digits(a: Amount, b: Amount) -> bool:
    """Whether both are one number, as far as the one with fewer decimals goes."""
    if not (is_exact(a) and is_exact(b)):
        return False
    decimals = min(a.decimals, b.decimals, 12)
    factor = 10.0**decimals
    coarse, fine = (a, b) if a.decimals <= b.decimals else (b, a)
    told = round(coarse.value * factor)
    exact = fine.value * factor
    return told in (round(exact), math.floor(exact + 1e-6), math.floor(exact + 0.5 + 1e-6))
