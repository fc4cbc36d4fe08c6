"""Whether two sides that are said to be equal can be."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from grader.consistency.itself.arithmetic.equalities import Equality
from grader.consistency.itself.arithmetic.expression import Between, number_at, value_of
from grader.consistency.itself.arithmetic.numbers import Mode, Reading
from grader.consistency.itself.arithmetic.tokens import Sort, Token


class Answer(StrEnum):
    """What comes of computing both sides."""

    EQUAL = "equal"
    """They are, as exactly as the numbers are written."""
    NEAR = "near"
    """They may be: the numbers that it is computed from are too coarse to tell."""
    UNEQUAL = "unequal"
    UNCLEAR = "unclear"
    """It cannot be read with certainty."""


_TIMES = frozenset("s sec secs second seconds min mins minute minutes h hr hrs hour hours".split())
_SCALED = frozenset(
    """kwh wh mwh j kj mj w kw watt watts g kg mg gram grams gco2 gco2eq gco2e kgco2 bytes byte kb
    mb mib kib bits km""".split()
)
_COARSE = 0.1
"""Share of a value within which rounded factors leave it open, and no more is said then."""


def answer_to(equality: Equality) -> Answer:
    """Whether both sides can be equal, in any reading of their numbers."""
    answers = {_read(equality, reading) for reading in Reading}
    for answer in (Answer.EQUAL, Answer.NEAR, Answer.UNCLEAR):
        if answer in answers:
            return answer
    return Answer.UNCLEAR if _may_be_no_sum(equality) else Answer.UNEQUAL


def computed(equality: Equality) -> float | None:
    """The value of the side that computes; None if it cannot be read."""
    side = equality.right if _is_number(equality.left) else equality.left
    try:
        return value_of(side, Reading.ENGLISH, Mode.EXACT)[0]
    except (ValueError, ArithmeticError):
        return None


def _read(equality: Equality, reading: Reading) -> Answer:
    sides = [equality.left, equality.right]
    if _is_number(equality.left):
        sides.reverse()
    try:
        told = _told(sides[1], reading, is_loose=equality.is_loose)
        exact = value_of(sides[0], reading, Mode.EXACT)
    except (ValueError, ArithmeticError):
        return Answer.UNCLEAR
    factors = _factors(equality)
    if any(_meets(exact, told, factor) for factor in factors):
        return Answer.EQUAL
    for mode in (Mode.FLOORED, Mode.CEILED, Mode.ROUNDED, Mode.CUT):
        try:
            value = value_of(sides[0], reading, mode)
        except (ValueError, ArithmeticError):
            continue
        if any(_meets(value, told, factor) for factor in factors):
            coarse = value[1] - value[0] > _COARSE * abs(exact[0])
            multiplies = any(token.text in "*/f^" for token in sides[0])
            return Answer.NEAR if coarse and multiplies else Answer.EQUAL
    return Answer.UNEQUAL


def _told(side: Sequence[Token], reading: Reading, *, is_loose: bool) -> tuple[Between, ...]:
    """Between what the told value lies: rounded, and cut off, at its last digit."""
    sign, tokens = (-1.0, side[1:]) if side[0].text == "-" else (1.0, side)
    try:
        number, after = number_at(tokens, 0, reading)
    except ValueError:
        return tuple(value_of(side, reading, mode) for mode in (Mode.ROUNDED, Mode.CUT))
    if after != len(tokens):
        return tuple(value_of(side, reading, mode) for mode in (Mode.ROUNDED, Mode.CUT))
    value, step = number.value, number.step
    if is_loose:
        wide = max(0.05 * value, _last_place(value, step))
        ends = (value - wide, value + wide)
        return ((min(sign * end for end in ends), max(sign * end for end in ends)),)
    ways = ((value - step / 2, value + step / 2), (value, value + step * (1 - 1e-6)))
    return tuple((min(sign * a, sign * b), max(sign * a, sign * b)) for a, b in ways)


def _last_place(value: float, step: float) -> float:
    """What the last digit that is no zero is worth: of `25,000`, a thousand."""
    while value and step < abs(value) and abs(value / (step * 10)) % 1 == 0:
        step *= 10
    return step


def _meets(value: Between, told: Sequence[Between], factor: float) -> bool:
    low, high = value[0] * factor, value[1] * factor
    slack = 1e-9 * max(1.0, abs(low), abs(high))
    signs = ((low, high), (-high, -low))
    # A difference is often told without its sign.
    return any(a <= end + slack and start <= b + slack for a, b in signs for start, end in told)


def _factors(equality: Equality) -> tuple[float, ...]:
    """By what the units of both sides may differ."""
    units = {
        token.text.lower() for token in (*equality.left, *equality.right) if token.sort is Sort.UNIT
    }
    parts = {part for unit in units for part in unit.split("/")}
    factors = [1.0]
    if parts & {"%", "percent", "percentage", "point", "points", "pp"}:
        factors += [100.0, 0.01]
    if parts & _TIMES:
        factors += [60.0, 1 / 60, 3600.0, 1 / 3600, 24.0, 1 / 24, 1000.0, 0.001]
    if parts & _SCALED:
        factors += [1000.0, 0.001, 1e6, 1e-6, 1024.0, 1 / 1024, 1 / 1024**2, 3600.0, 3.6, 3.6e6]
        factors += [1 / 3600, 1 / 3.6, 1 / 3.6e6, 8.0, 1 / 8]
    return tuple(factors)


def _is_number(side: Sequence[Token]) -> bool:
    tokens = side[1:] if side[0].text == "-" else side
    return tokens[0].sort is Sort.NUMBER and all(t.sort is Sort.UNIT for t in tokens[1:])


def _may_be_no_sum(equality: Equality) -> bool:
    """Whether a side may be a row of sizes, a range, a date or a list: `784-32-10`, `1/10`."""
    return any(_is_row(side) for side in (equality.left, equality.right)) or _has_odd_space(
        equality
    )


def _is_row(side: Sequence[Token]) -> bool:
    signs = [token for token in side if token.sort is Sort.SIGN]
    only = {token.text for token in signs}
    if only == {"-"} and len(signs) < len(side):
        return all(token.is_tight for token in signs) or len(signs) > 2
    return only == {"/"} and (len(signs) > 1 or side[0].text == "1")


def _has_odd_space(equality: Equality) -> bool:
    """`layer 1 784 × 32`: a space that may stand between two numbers, or between thousands."""
    return any(
        token.sort is Sort.NUMBER and any(mark.isspace() for mark in token.text)
        for token in (*equality.left, *equality.right)
    )


def numbers_of(tokens: Sequence[Token]) -> Iterator[str]:
    """The numbers of a side, as written."""
    yield from (token.text for token in tokens if token.sort is Sort.NUMBER)
