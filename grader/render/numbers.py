"""The only place that rounds: points, percentages, counts and durations as people read them."""

import math
from decimal import ROUND_HALF_EVEN, ROUND_UP, Decimal

MINUS = "−"
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
HUNDREDTH = Decimal("0.01")
LARGEST_COUNT = 10**18
"""Python refuses to print numbers of thousands of digits, and nobody could read them."""
SECONDS_IN_A_MINUTE = 60
SECONDS_IN_AN_HOUR = 3_600


def points(value: Decimal, *, maximum: Decimal | None = None) -> str:
    """Points with at most two digits after the point and no trailing zeros.

    Less than the maximum never reads like the maximum, and more than nothing never like nothing.
    """
    rounded = value.quantize(HUNDREDTH, rounding=ROUND_HALF_EVEN)
    if maximum is not None and value < maximum:
        full = maximum.quantize(HUNDREDTH, rounding=ROUND_HALF_EVEN)
        rounded = min(rounded, full - HUNDREDTH)
    if rounded == 0 and value > 0:
        rounded = value.quantize(HUNDREDTH, rounding=ROUND_UP)
    text = f"{rounded:,f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text.replace("-", MINUS)


def interval(lowest: Decimal, highest: Decimal, *, maximum: Decimal | None = None) -> str:
    """`78–84`, or a single number when both ends read the same."""
    low, high = points(lowest, maximum=maximum), points(highest, maximum=maximum)
    return high if low == high else f"{low}–{high}"


def cost(levels: tuple[Decimal, ...]) -> str:
    """What something costs: `−5`, or `−1 to −4` when there are several levels."""
    least, most = min(levels), max(levels)
    if least == most:
        return _minus(most)
    return f"{_minus(least)} to {_minus(most)}".replace(" ", NO_BREAK_SPACE)


def gain(levels: tuple[Decimal, ...]) -> str:
    """What a bonus adds: `+2`, or `+1 to +2` when there are several levels."""
    least, most = (f"+{points(level)}" for level in (min(levels), max(levels)))
    return most if least == most else f"{least} to {most}".replace(" ", NO_BREAK_SPACE)


def share(part: Decimal, whole: Decimal) -> str:
    """A part of the whole as a CSS percentage between 0 and 100, for the length of a bar."""
    if whole <= 0:
        return "0%"
    percent = min(Decimal(100), max(Decimal(0), 100 * part / whole))
    return f"{percent.quantize(HUNDREDTH).normalize():f}%"


def percentage(value: float, *, digits: int = 1) -> str:
    """A value in per cent: `82.1 %`. Less than 100 never reads like 100."""
    rounded = round(value, digits)
    if value < 100 <= rounded:
        rounded = 100 - 10**-digits
    return f"{rounded:.{digits}f}{NO_BREAK_SPACE}%".replace("-", MINUS)


def spread(mean: float, deviation: float) -> str:
    """A mean with its spread, both in per cent: `84.4 % ± 0.3`."""
    return f"{percentage(mean)} ± {deviation:.{1 if deviation >= 0.05 else 2}f}"


def count(value: int) -> str:
    """A whole number with separators between the thousands."""
    if abs(value) > LARGEST_COUNT:
        return "more than can be counted"
    return f"{value:,}".replace("-", MINUS)


def counted(value: int, singular: str, plural: str = "") -> str:
    """A number and its noun: `1 item`, `2 items`."""
    return f"{count(value)} {singular if value == 1 else plural or singular + 's'}"


def quantity(value: float) -> str:
    """A number of unknown kind, short: `0.001`, `29,642`, `84.39`."""
    if isinstance(value, int):
        return count(value)
    if not math.isfinite(value):
        return "not a number"
    if value.is_integer() and abs(value) < 1e15:
        return count(int(value))
    return f"{value:,.6g}".replace("-", MINUS)


def seconds(value: float) -> str:
    """A duration in words, in the two largest units that matter."""
    if value < 10:
        return f"{value:.1f} seconds"
    whole = round(value)
    if whole < SECONDS_IN_A_MINUTE:
        return counted(whole, "second")
    if whole < SECONDS_IN_AN_HOUR:
        minutes, rest = divmod(whole, SECONDS_IN_A_MINUTE)
        return _two_units(minutes, "minute", rest, "second")
    hours, rest = divmod(whole, SECONDS_IN_AN_HOUR)
    return _two_units(hours, "hour", rest // SECONDS_IN_A_MINUTE, "minute")


def _two_units(large: int, large_name: str, small: int, small_name: str) -> str:
    words = counted(large, large_name)
    return f"{words} {counted(small, small_name)}" if small else words


def _minus(value: Decimal) -> str:
    return f"{MINUS}{points(value)}" if value else "0"
