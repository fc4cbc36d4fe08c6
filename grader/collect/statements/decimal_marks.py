"""How a document writes its numbers: `85,20` and `1.250`, or `85.20` and `1,250`."""

import re
from collections.abc import Iterable
from dataclasses import replace

from grader.records import Amount

_COMMA = re.compile(r"(?<![0-9.,])[0-9]{1,3},(?:[0-9]{1,2}|[0-9]{4,6})(?![0-9,]|\.[0-9])")
_POINT = re.compile(r"(?<![0-9.,])[0-9]{1,6}\.(?:[0-9]{1,2}|[0-9]{4,6})(?![0-9.]|,[0-9])")
_GROUPED = re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2}\.[0-9]{3}(?![0-9.,])")
FEWEST = 5
"""Decimal commas that show how a document writes its numbers."""
MOST_SHARE = 0.2
"""Decimal points for each comma, up to which they are numbers of sections and the like."""
_COMMA_OF_LOSS = re.compile(r"[1-9][0-9]?,[0-9]{3}")


def has_decimal_commas(texts: Iterable[str]) -> bool:
    """Whether a document writes decimal commas, so that a point parts thousands."""
    commas = points = 0
    for text in texts:
        commas += sum(1 for _ in _COMMA.finditer(text))
        points += sum(1 for _ in _POINT.finditer(text))
    return commas >= FEWEST and points <= MOST_SHARE * commas


def with_decimal_commas(amount: Amount, quantity: str) -> Amount:
    """The amount in a document with decimal commas: `1.781 seconds`, `a loss of 1,234`."""
    if quantity == "time" and (match := _GROUPED.search(amount.words)):
        written = float(match[0])
        is_meant = amount.value == written and not amount.is_about
        value, digit, decimals = written * 1000, 1.0, 0
    elif quantity == "loss" and (match := _COMMA_OF_LOSS.fullmatch(amount.words)):
        is_meant = True
        value, digit, decimals = amount.value / 1000, 0.001, 3
    else:
        return amount
    if not is_meant:
        return amount
    return replace(
        amount, value=value, least=value - digit / 2, most=value + digit, decimals=decimals
    )
