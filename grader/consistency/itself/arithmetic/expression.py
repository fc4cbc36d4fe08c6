"""Values of expressions: `784 × 32 + 32`, with what rounding leaves open."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from grader.consistency.itself.arithmetic.numbers import Mode, Reading, Written, written
from grader.consistency.itself.arithmetic.tokens import SUFFIXES, Sort, Token

MOST_TOKENS = 120
_DEEPEST = 12
_LARGEST = 1e18
Between = tuple[float, float]


@dataclass(slots=True)
class _Reader:
    """Reads tokens from left to right."""

    tokens: Sequence[Token]
    reading: Reading
    mode: Mode
    at: int = 0
    depth: int = field(default=0)

    def sign(self) -> str:
        token = self.tokens[self.at] if self.at < len(self.tokens) else None
        return token.text if token is not None and token.sort is Sort.SIGN else ""


def value_of(tokens: Sequence[Token], reading: Reading, mode: Mode) -> Between:
    """Between what the value of an expression lies. Raises ValueError if it is none."""
    if not tokens or len(tokens) > MOST_TOKENS:
        raise ValueError("no expression")
    reader = _Reader(tokens, reading, mode)
    value = _sum(reader)
    if reader.at != len(tokens):
        raise ValueError("more than an expression")
    return _bounded(value)


def number_at(tokens: Sequence[Token], index: int, reading: Reading) -> tuple[Written, int]:
    """The number at this index with the units behind it, and the index after them."""
    if index >= len(tokens) or tokens[index].sort is not Sort.NUMBER:
        raise ValueError("no number")
    token, factor, is_share = tokens[index], 1.0, False
    after = index + 1
    while after < len(tokens) and tokens[after].sort is Sort.UNIT:
        unit = tokens[after]
        low = unit.text.lower()
        glued = unit.start == token.end and unit.text in ("k", "K", "M")
        if glued or low in ("thousand", "million"):
            factor = SUFFIXES[low]
        is_share = is_share or unit.text == "%"
        after += 1
    return written(token.text, reading, factor=factor, is_share=is_share), after


def _sum(reader: _Reader) -> Between:
    reader.depth += 1
    if reader.depth > _DEEPEST:
        raise ValueError("too deep")
    total = _product(reader)
    while reader.sign() in ("+", "-"):
        sign = reader.sign()
        reader.at += 1
        low, high = _product(reader)
        added = (low, high) if sign == "+" else (-high, -low)
        total = (total[0] + added[0], total[1] + added[1])
    reader.depth -= 1
    return _bounded(total)


def _product(reader: _Reader) -> Between:
    value = _power(reader)
    while reader.sign() in ("*", "/", "("):
        sign = reader.sign()
        if sign == "(" and reader.tokens[reader.at - 1].text != ")":
            break
        reader.at += sign != "("
        other = _power(reader)
        value = _divided(value, other, reader.mode) if sign == "/" else _times(value, other)
    return value


def _power(reader: _Reader) -> Between:
    base = _atom(reader)
    if reader.sign() != "^":
        return base
    reader.at += 1
    low, high = _atom(reader)
    if low != high or abs(low) > 64 or base[0] < 0 or (base[0] == 0 and low < 0):
        raise ValueError("no plain power")
    ends = (base[0] ** low, base[1] ** low)
    return _bounded((min(ends), max(ends)))


def _atom(reader: _Reader) -> Between:
    sign = reader.sign()
    if sign == "-":
        reader.at += 1
        reader.depth += 1
        if reader.depth > _DEEPEST:
            raise ValueError("too deep")
        low, high = _atom(reader)
        reader.depth -= 1
        return -high, -low
    if sign == "f":
        reader.at += 1
        return _divided(_bracket(reader), _bracket(reader), reader.mode)
    if sign == "(":
        return _bracket(reader)
    number, reader.at = number_at(reader.tokens, reader.at, reader.reading)
    return number.between(reader.mode)


def _bracket(reader: _Reader) -> Between:
    if reader.sign() != "(":
        raise ValueError("no bracket")
    reader.at += 1
    value = _sum(reader)
    if reader.sign() != ")":
        raise ValueError("bracket left open")
    reader.at += 1
    while reader.at < len(reader.tokens) and reader.tokens[reader.at].sort is Sort.UNIT:
        reader.at += 1
    return value


def _times(a: Between, b: Between) -> Between:
    ends = [x * y for x in a for y in b]
    return _bounded((min(ends), max(ends)))


def _divided(a: Between, b: Between, mode: Mode) -> Between:
    if b[0] <= 0 <= b[1]:
        raise ValueError("division by nothing")
    ends = [x / y for x in a for y in b]
    low, high = min(ends), max(ends)
    if mode is Mode.FLOORED:
        return float(math.floor(low + 1e-9)), float(math.floor(high + 1e-9))
    if mode is Mode.CEILED:
        return float(math.ceil(low - 1e-9)), float(math.ceil(high - 1e-9))
    return low, high


def _bounded(value: Between) -> Between:
    if not all(math.isfinite(end) and abs(end) < _LARGEST for end in value):
        raise ValueError("too large")
    return value
