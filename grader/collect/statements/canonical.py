"""An amount as a value of a quantity: its unit, its precision, or that it cannot be one."""

import math
import re
from dataclasses import replace

from grader.collect.statements.precision import rounded
from grader.records import Amount

EXACT = frozenset(
    "learning_rate momentum weight_decay alpha step_factor gradient_clip dropout label_smoothing"
    " noise".split()
)
"""Settings are written as they were set: their last digit is not rounded."""
COUNTS = frozenset(
    "parameters layers hidden_layers units channels kernel_size stride padding batch_size epochs"
    " step_epochs length examples classes runs seed components".split()
)
SHARES = frozenset({"dropout", "label_smoothing", "momentum"})
PER_CENT = frozenset({"accuracy", "noisy_labels"})
UNITS = {"time": "s", "energy": "kWh", "carbon": "g"}
_SHARE = re.compile(r"(?:(?:an?|one)[ -])?(?:half|third|quarter|fifth|tenth)", re.IGNORECASE)
_MOST = {"layers": 200, "hidden_layers": 200, "kernel_size": 64, "stride": 32, "padding": 64}
_ZERO_IS_FINE = frozenset({"padding", "seed", "hidden_layers", "parameters"})


def as_quantity(amount: Amount, quantity: str) -> Amount | None:
    """The amount in the quantity's canonical unit and precision; None if it cannot be one."""
    if not math.isfinite(amount.value):
        return None
    if quantity in (*EXACT, "accuracy", "loss") and not amount.unit and amount.words[:1].isalpha() \
            and not amount.is_about:  # fmt: skip
        return None  # `the three accuracies`
    if quantity in PER_CENT:
        return _per_cent(amount)
    if quantity in UNITS:
        return amount if amount.unit == UNITS[quantity] else None
    if quantity in COUNTS:
        return _count(amount, quantity)
    if quantity in SHARES and amount.unit == "%" and 0 <= amount.value <= 100:
        amount = _scaled(amount, 0.01, "")
    if quantity in SHARES and amount.unit == "times" and _SHARE.fullmatch(amount.words):
        return replace(amount, unit="", least=amount.value, most=amount.value, is_about=False)
    if amount.unit:
        return None
    if quantity == "loss":
        return amount if amount.decimals or amount.is_about else _with_bounds(amount, 1.0)
    if quantity in EXACT:
        return _exact(amount, quantity)
    return None


def _per_cent(amount: Amount) -> Amount | None:
    if amount.unit == "%":
        return amount
    if amount.unit:
        return None
    if 0 <= amount.value <= 1 and (amount.decimals or amount.value == 0):
        return _scaled(amount, 100.0, "%")
    if 1 < amount.value <= 1000:
        unit = replace(amount, unit="%")
        return unit if amount.decimals or amount.is_about else _with_bounds(unit, 1.0)
    return None


def _count(amount: Amount, quantity: str) -> Amount | None:
    if amount.unit and not (quantity == "runs" and amount.unit == "times"):
        return None
    amount = replace(amount, unit="")
    value = amount.value
    if value != math.floor(value):
        # `25.450` is how a count is written where a comma is the mark of decimals.
        parts = amount.words.split()[-1].split(".") if amount.words else []
        is_grouped = len(parts) == 2 and len(parts[1]) == 3 and parts[0].isdecimal()
        if is_grouped and quantity in ("parameters", "examples", "epochs", "units"):
            whole = float(round(value * 1000))
            return replace(amount, value=whole, least=whole, most=whole, decimals=0)
        return amount if amount.is_about and amount.least <= math.floor(value) else None
    if value < 0 or (value == 0 and quantity not in _ZERO_IS_FINE):
        return None
    if value > _MOST.get(quantity, 1e13):
        return None
    if quantity == "parameters" and not amount.is_about and value >= 10_000 and not value % 1000:
        low, high = rounded(value, _last_digit(value))
        return replace(amount, least=min(low, amount.least), most=max(high, amount.most))
    return amount


def _last_digit(value: float) -> float:
    worth = 1
    while value % (worth * 10) == 0 and worth < 1e12:
        worth *= 10
    return float(worth)


def _exact(amount: Amount, quantity: str) -> Amount | None:
    if quantity == "noise":
        return _strength(amount)
    if amount.value < 0:
        return None
    if amount.is_about:
        return amount
    return replace(amount, least=amount.value, most=amount.value)


def _strength(amount: Amount) -> Amount:
    """Noise between -0.4 and 0.4 has the strength 0.4."""
    if amount.is_about and amount.least < 0 < amount.most and not math.isinf(amount.least):
        value = _clean(amount.value + _half(amount))
        return replace(amount, value=value, least=value, most=value, is_about=False)
    if amount.is_about:
        return amount
    value = abs(amount.value)
    return replace(amount, value=value, least=value, most=value)


def _half(amount: Amount) -> float:
    """Half of a range, without what rounding adds at its ends."""
    digit = 10.0**-amount.decimals
    return round((amount.most - amount.least - 1.5 * digit) / 2 / digit) * digit


def _scaled(amount: Amount, factor: float, unit: str) -> Amount:
    digits = round(math.log10(factor))
    return replace(
        amount,
        value=_clean(amount.value * factor),
        least=amount.least * factor,
        most=amount.most * factor,
        unit=unit,
        decimals=max(0, amount.decimals - digits),
    )


def _clean(value: float) -> float:
    """85.13, where 0.8513 × 100 is 85.13000000000001."""
    return float(format(value, ".12g"))


def _with_bounds(amount: Amount, quantum: float) -> Amount:
    low, high = rounded(amount.value, quantum)
    return replace(amount, least=low, most=high)
