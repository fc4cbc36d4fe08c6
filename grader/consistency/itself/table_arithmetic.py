"""What can be computed from the numbers of a table, with what their last digits leave open."""

from dataclasses import dataclass
from math import sqrt

from grader.notation.cells import CellNumber
from grader.notation.headings import Computed

_TINY = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A number that we computed, and what it may have been before its inputs were rounded."""

    words: str
    """What it is: `mean`, `sample standard deviation`."""
    value: float
    """From the inputs as they stand."""
    least: float
    """The smallest that unrounded inputs allow."""
    most: float
    """The largest that they allow."""
    inputs: tuple[CellNumber, ...]
    """What it was computed from."""

    def fits(self, stated: CellNumber, *, exact: bool = False) -> bool:
        """Whether an honest author may have written it so."""
        low, high = ends(stated, exact=exact)
        return self._meets(low, high)

    def fits_as_fraction(self, stated: CellNumber) -> bool:
        """Whether it fits if one side is in per cent and the other a fraction."""
        low, high = ends(stated, exact=False)
        return self._meets(low * 100, high * 100) or self._meets(low / 100, high / 100)

    def fits_without_sign(self, stated: CellNumber) -> bool:
        """Whether its size fits, whatever was taken from what."""
        low, high = ends(stated, exact=False)
        return self._meets(-high, -low)

    def _meets(self, low: float, high: float) -> bool:
        slack = _TINY * max(1e-6, abs(self.least), abs(self.most), abs(low), abs(high))
        return self.least <= high + slack and low <= self.most + slack


def ends(number: CellNumber, *, exact: bool) -> tuple[float, float]:
    """Between which values a number lay before it was rounded, or cut off, at its last digit."""
    if exact:
        return number.value, number.value
    half, whole = number.step / 2, number.step
    if number.value > 0:
        return number.value - half, number.value + whole
    if number.value < 0:
        return number.value - whole, number.value + half
    return -whole, whole


def results_of(
    kind: Computed, inputs: tuple[CellNumber, ...], *, exact: bool = False
) -> tuple[Result, ...]:
    """All that a heading of this kind may mean of these numbers; the usual one first."""
    values = [number.value for number in inputs]
    lows, highs = zip(*(ends(number, exact=exact) for number in inputs), strict=True)
    many = len(values)

    def made(words: str, value: float, least: float, most: float) -> Result:
        return Result(words=words, value=value, least=least, most=most, inputs=inputs)

    least, greatest = (
        made("smallest", min(values), min(lows), min(highs)),
        made("largest", max(values), max(lows), max(highs)),
    )
    match kind:
        case Computed.MEAN:
            return (made("mean", sum(values) / many, sum(lows) / many, sum(highs) / many),)
        case Computed.MEDIAN:
            return (made("median", *(_median(list(one)) for one in (values, lows, highs))),)
        case Computed.SUM:
            return (made("sum", sum(values), sum(lows), sum(highs)),)
        case Computed.DEVIATION | Computed.VARIANCE:
            return tuple(_deviations(kind, inputs))
        case Computed.LEAST:
            return (least,)
        case Computed.GREATEST:
            return (greatest,)
        case Computed.BEST:
            return greatest, least
        case Computed.WORST:
            return least, greatest
        case Computed.RANGE:
            step = max(number.step for number in inputs)
            width = max(values) - min(values)
            return (made("range", width, width - step, width + step), *_deviations(kind, inputs))
        case _:
            return ()


def _median(values: list[float]) -> float:
    ordered, middle = sorted(values), len(values) // 2
    if len(values) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


def _deviations(kind: Computed, inputs: tuple[CellNumber, ...]) -> list[Result]:
    """As of a sample, and as of the population."""
    values = [number.value for number in inputs]
    # Moving each value by at most `half` moves the root of the mean square by at most `half`.
    half = max(number.step for number in inputs) / 2
    mean = sum(values) / len(values)
    squares = sum((value - mean) ** 2 for value in values)
    found = []
    for words, count in (("sample", len(values) - 1), ("population", len(values))):
        deviation, slack = sqrt(squares / count), half * sqrt(len(values) / count)
        low, high = max(0.0, deviation - slack), deviation + slack
        if kind is Computed.VARIANCE:
            name = f"{words} variance"
            one = Result(words=name, value=deviation**2, least=low**2, most=high**2, inputs=inputs)
        else:
            name = f"{words} standard deviation"
            one = Result(words=name, value=deviation, least=low, most=high, inputs=inputs)
        found.append(one)
    return found


def differences_of(left: CellNumber, right: CellNumber) -> tuple[Result, ...]:
    """How much more left is than right: in their unit, in per cent of either, as a factor."""
    slack = (left.step + right.step) / 2
    gap = left.value - right.value
    both = (left, right)
    found = [
        Result(words="difference", value=gap, least=gap - slack, most=gap + slack, inputs=both)
    ]
    for base, of in ((right, "second"), (left, "first")):
        if base.value == 0:
            continue
        change = gap / base.value * 100
        margin = 100 * (slack / abs(base.value) + abs(gap) * base.step / 2 / base.value**2)
        words = f"change in per cent of the {of}"
        found.append(
            Result(
                words=words, value=change, least=change - margin, most=change + margin, inputs=both
            )
        )
    return tuple(found)


def ratios_of(left: CellNumber, right: CellNumber) -> tuple[Result, ...]:
    """Left by right, and right by left."""
    found = []
    for over, under in ((left, right), (right, left)):
        if under.value == 0 or over.value == 0:
            continue
        ratio = over.value / under.value
        part = over.step / 2 / abs(over.value) + under.step / 2 / abs(under.value)
        margin = abs(ratio) * part * 1.1
        found.append(
            Result(
                words="ratio", value=ratio, least=ratio - margin, most=ratio + margin,
                inputs=(over, under),
            )
        )  # fmt: skip
    return tuple(found)
