"""The amounts of differences, and the words around them."""

from dataclasses import replace

from grader.records import Amount

UNIT = r"(?:\s*(?:absolute\s)?(?:percentage[- ]points?|percent(?:age)?|points?|pp)\b)?"
ABOUT = (
    r"(?:(?:only|just|almost|nearly|about|around|approximately|roughly|circa|another|merely"
    r"|a mere|barely|hardly|scarcely|a good|well over|some|fully|no less than|at least|at most"
    r"|up to|over|more than|less than|as much as|a|an|an? absolute|an? additional|a further)"
    r"\s+){0,3}"
)


def tightened(amount: Amount) -> Amount:
    """About as much, of a difference: `about 2 points` is not 0.5."""
    if not amount.is_about or amount.unit not in ("%", "points") or amount.least == amount.most:
        return amount
    if not abs((amount.most - amount.value) - (amount.value - amount.least)) < 1e-6:
        return amount
    slack = max(0.25 * abs(amount.value), 0.6 * 10.0**-amount.decimals)
    least, most = amount.value - slack, amount.value + slack
    return replace(amount, least=max(least, amount.least), most=min(most, amount.most))


def negated(amount: Amount) -> Amount:
    """So much less."""
    return replace(amount, value=-amount.value, least=-amount.most, most=-amount.least)
