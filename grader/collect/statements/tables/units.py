"""Units that headings give to all numbers below them, and amounts made of cells."""

import re
from dataclasses import replace
from math import log10

from grader.collect.statements.amounts import find_amounts
from grader.notation.cells import CellNumber
from grader.records import Amount

_BRACKETED = re.compile(
    r"[\[(,/]\s?(?:in\s|as\s)?(?P<unit>%|percent|per cent|ms|sec(?:onds?|s)?|s|min(?:ute)?s?|h"
    r"|hours?|hrs?|kWh|Wh|MWh|mWh|kJ|MJ|J|kg|mg|g|grams?)(?:\s?(?:of\s)?CO\S{1,12})?\s?(?:[\])]|/|$|,|\bper\b)",
    re.IGNORECASE,
)
_SCALE = re.compile(
    r"[\[(]\s?(?:in\s|×|x|\*)?\s?(?P<unit>k|thousands?|M|millions?|10\^?\{?[36]\}?)\s?[\])]"
)
_TRAILING = re.compile(
    r"\bin (?P<unit>%|seconds|minutes|hours|kWh|g|kg|s|min)\s{0,2}$", re.IGNORECASE
)
_LEADING = re.compile(
    r"^(?P<unit>sec(?:onds?|s)?|s|min(?:ute)?s?|h|hours)\s?(?:/|per\b)", re.IGNORECASE
)
_FRACTIONS_END = 1.0


def unit_told(heading: str) -> str:
    """The unit that a heading gives, as text that may stand behind a number."""
    for pattern in (_BRACKETED, _TRAILING, _LEADING):
        if match := pattern.search(heading):
            return f" {match['unit']}"
    return " %" if "%" in heading else ""


def scale_told(heading: str) -> float:
    """The factor that a heading gives to all numbers: `(k)`, `(in millions)`."""
    match = _SCALE.search(heading)
    if match is None:
        return 1.0
    return 1e6 if match["unit"][0] in "Mm" or match["unit"].endswith(("6", "6}")) else 1e3


def amount_of(
    number: CellNumber, cell: str, heading_unit: str, quantity: str, *, is_fraction: bool
) -> Amount | None:
    """The amount that a cell's number means, in the canonical unit of its quantity."""
    own = _own_unit(cell, number)
    is_share = quantity in ("accuracy", "noisy_labels")
    unit = own or ("" if is_share and is_fraction else heading_unit)
    if is_share and not own:
        unit = "" if is_fraction else " %"
    digits = _english(number)
    found = find_amounts(f"{digits}{unit}")
    amount = found[0].amount if found and found[0].start == 0 else _plain(number)
    if is_share and is_fraction and amount.unit == "":
        amount = _as_percent(amount)
    if number.is_inexact:
        amount = _widened(amount)
    return replace(amount, words=cell[number.start : number.end + len(own)].strip() or number.words)


def _widened(amount: Amount) -> Amount:
    slack = 1.5 if amount.unit == "%" else abs(amount.value) * 0.05
    return replace(amount, least=amount.least - slack, most=amount.most + slack, is_about=True)


def _own_unit(cell: str, number: CellNumber) -> str:
    if number.is_percent:
        return " %"
    match = re.match(
        r"\s?(?:ms|s|sec(?:onds?|s)?|min(?:ute)?s?|h|hours?|hrs?|kWh|Wh|kJ|MJ|J|kg|mg|g|pp)\b",
        cell[number.end :],
    )
    return match[0] if match else ""


def _english(number: CellNumber) -> str:
    """The digits with a decimal point, whatever the country."""
    if number.is_clock:
        return number.words
    if not number.is_whole and re.fullmatch(r"[-+−]?\d{1,15},\d{1,15}", number.words):
        return number.words.replace(",", ".")
    if number.is_whole and re.search(r"[.\s'’,]", number.words):
        return format(number.value, ".0f")
    return number.words


def _plain(number: CellNumber) -> Amount:
    step = 0.0 if number.is_whole else number.step
    decimals = max(0, round(-log10(number.step))) if number.step < 1 else 0
    return Amount(
        value=number.value, least=number.value - step / 2, most=number.value + step,
        decimals=decimals, words=number.words,
    )  # fmt: skip


def _as_percent(amount: Amount) -> Amount:
    return replace(
        amount,
        value=round(amount.value * 100, 9),
        least=amount.least * 100,
        most=amount.most * 100,
        unit="%",
        decimals=max(0, amount.decimals - 2),
    )


def are_fractions(numbers: list[float]) -> bool:
    """Whether accuracies that go by no sign are fractions of one, not per cent."""
    return bool(numbers) and max(numbers) <= _FRACTIONS_END
