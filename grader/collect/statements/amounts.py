"""Numbers as students write them, with what they may mean."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from grader.collect.statements.joining import joined
from grader.collect.statements.not_numbers import names_in
from grader.collect.statements.number_words import counts_in, halves_in, ratios_in
from grader.collect.statements.precision import bounds, inexact, slack_of
from grader.collect.statements.raw_numbers import Raw
from grader.collect.statements.units import points_at, unit_at
from grader.records import Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A number in a text."""

    start: int
    """Index of its first character; of a spread, of its ±."""
    end: int
    """Index after its last."""
    amount: Amount
    """What it means."""


LONGEST_WORDS = 60
MOST_TEXT = 20_000
"""Characters of a text that are searched: no sentence is longer."""
MOST_POINTS = 100.0
"""`1,000 points` are examples, `2.5 points` are of per cent."""

_SIGN = r"(?:(?<![0-9)\]}%][ ])(?<![\w)\]}%.])[-+−])?"
_DIGITS = (
    r"(?:(?<![0-9],)[0-9]{1,3}(?:[,'’][0-9]{3})+(?![0-9])(?:\.[0-9]+)?"
    r"|[0-9]{1,3}(?:\.[0-9]{3}){2,}(?![0-9.])"
    r"|(?<![0-9],)(?:0,[0-9]+|[0-9]{1,2},[0-9]{2,6}|[0-9]{1,3},[0-9]{1,3}(?=[ ]?\\?(?:%|Prozent|s"
    r"\b|h\b|min\b|Stunden|Sekunden|Minuten|kWh|Wh|g\b|kg)))(?![,.]?[0-9])"
    r"|[0-9]+(?:\.[0-9]+)?|\.[0-9]+)"
)


def _power(name: str) -> str:
    return (
        rf"(?:[ ]?(?:\^|\*\*)[ ]?(?:\{{[ ]?(?P<{name}a>[-+−–]?[ ]?[0-9]{{1,3}})[ ]?\}}"
        rf"|\(?(?P<{name}b>[-+−–]?[0-9]{{1,3}})\)?)|(?P<{name}c>[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,3}})"
        rf"|(?P<{name}d>[-−–][1-9])(?![0-9.,%]|[ ]?[-–][ ]?[0-9]))"
    )


_NUMBER = re.compile(
    r"(?<![A-Za-z0-9_.^\\#])(?<![A-Za-z]-)(?<![A-Za-zµ]\{)(?<![\^_]\{)(?<![\^_]\{-)"
    rf"(?:(?P<ten>10{_power('t')})(?![0-9])"
    rf"|(?P<sign>{_SIGN})(?P<digits>{_DIGITS})"
    r"(?:[eE](?P<e>[-+−–]?[0-9]{1,3})(?![0-9A-Za-z])"
    rf"|[ ]?(?:×|·|\*|x|⋅|\\times|\\cdot)[ ]?10{_power('m')})?"
    r"(?P<suffix>[ ]?(?:thousand|million|mio\.?|Mio\.?|Millionen)\b|[kKM](?![A-Za-z0-9]))?)"
    r"(?!\.[0-9])(?![0-9])"
)
_LETTER_AFTER = re.compile(r"[A-Za-z_](?<![xX](?=[0-9 ]))|[\"'](?=[A-Za-z])")
_SCALES = {"k": 1e3, "K": 1e3, "M": 1e6, "thousand": 1e3}
_SPACED = re.compile(
    r"(?<![0-9.,A-Za-z_-])(?<![0-9][ ])([1-9][0-9]{0,2}(?:[ ][0-9]{3}){1,3})(?![0-9.,]|[ ][0-9])"
    r"(?=[ ](?:trainable[ ]|learnable[ ]|total[ ]|model[ ]|training[ ]|test[ ]|data[ ])?"
    r"(?:param|epoch|image|example|sample|iteration|step|weight|point|observation|face))",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?<![0-9:.])([0-9]{1,3}):([0-5][0-9])(?::([0-5][0-9](?:\.[0-9]+)?))?(?![0-9:])"
    r"([ ]?(?:min(?:utes|s)?|h(?:ours|rs|r)?|mm:ss|h:mm:ss)\b)?"
)
_BY_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺−–", "0123456789-+--")


@lru_cache(maxsize=512)
def find_amounts(text: str) -> tuple[Found, ...]:
    """Every number of a text in order; none overlap.

    Numbers that are names are left out: `Figure 3`, `CIFAR-10`, `[12]`, versions, dates. A spread
    begins with its sign: `85.1 ± 0.3 %` is 85.1 % and ± 0.3 %.
    """
    text = text[:MOST_TEXT]
    taken = bytearray(len(text))
    for start, end in names_in(text):
        taken[start:end] = b"\1" * (end - start)
    found: list[Raw] = []
    for raw in _candidates(text):
        if not any(taken[raw.start : raw.end]):
            found.append(raw)
            taken[raw.start : raw.end] = b"\1" * (raw.end - raw.start)
    found.sort(key=lambda raw: raw.start)
    return tuple(_found(text, raw) for raw in joined(text, found))


def _candidates(text: str) -> Iterator[Raw]:
    """Numbers of all kinds; where two overlap, the first one told is meant."""
    yield from _clocks(text)
    for match in _SPACED.finditer(text):
        yield _with_unit(text, match.start(), match.end(), float(match[1].replace(" ", "")), 0.0)
    for start, end, value in halves_in(text):
        yield _with_unit(text, start, end, value, 0.25)
    for start, end, value in ratios_in(text):
        # Nobody counts `half` to the digit.
        spread = value if "order" in text[start:end] else 0.3 * value
        yield Raw(
            start=start, end=end, low=value, high=value, quantum=spread, unit="times",
            is_word=True,
        )  # fmt: skip
    words = sorted(counts_in(text), key=lambda found: found[0] - found[1])
    for start, end, value in words:
        yield replace(_with_unit(text, start, end, value, 0.0), is_word=True)
    for match in _NUMBER.finditer(text):
        if raw := _number(text, match):
            yield raw


def _clocks(text: str) -> Iterator[Raw]:
    for match in _CLOCK.finditer(text):
        first, second, third, unit = match.groups()
        if third is None and not unit:
            continue
        if third is None:
            in_hours = (unit or "").strip().startswith("h")
            seconds = (int(first) * 60 + int(second)) * (60.0 if in_hours else 1.0)
            quantum = 60.0 if in_hours else 1.0
        else:
            seconds = int(first) * 3600 + int(second) * 60 + float(third)
            quantum = 10.0 ** -(len(third) - 3) if "." in third else 1.0
        yield Raw(
            start=match.start(), end=match.end(), low=seconds, high=seconds, quantum=quantum,
            unit="s",
        )  # fmt: skip


def _number(text: str, match: re.Match[str]) -> Raw | None:
    if match["ten"]:
        value, quantum = _power_of_ten(match, "t"), 0.0
        if value is None:
            return None
        return _with_unit(text, match.start(), match.end(), value, quantum)
    value, decimals = _decimal(match["digits"])
    exponent = 0
    if match["e"]:
        exponent = int(match["e"].translate(_BY_SUPERSCRIPT))
    factor = _power_of_ten(match, "m") or 1.0
    factor *= 10.0 ** max(-300, min(300, exponent))
    suffix = (match["suffix"] or "").strip()
    if suffix:
        factor *= _SCALES.get(suffix, 1e6)
    elif _LETTER_AFTER.match(text, match.end()) and not unit_at(text, match.end()):
        return None
    sign = -1.0 if match["sign"] in ("-", "−") else 1.0
    is_exact = decimals == 0 and not suffix and factor == 1.0
    quantum = 0.0 if is_exact else 10.0 ** (-min(decimals, 300)) * factor
    value *= sign * factor
    if not math.isfinite(value) or not math.isfinite(quantum):
        return None
    return _with_unit(text, match.start(), match.end(), value, quantum)


def _power_of_ten(match: re.Match[str], name: str) -> float | None:
    written = next((match[name + part] for part in "abcd" if match[name + part]), None)
    if written is None:
        return None
    power = int(written.translate(_BY_SUPERSCRIPT).replace(" ", ""))
    return float(10.0 ** max(-300, min(300, power)))


def _decimal(digits: str) -> tuple[float, int]:
    """The value of digits with whatever separators, and how many stand after the decimal mark."""
    thousands = re.fullmatch(r"[0-9]{1,3}(?:[,'’][0-9]{3})+(\.[0-9]+)?", digits)
    if thousands and not digits.startswith("0,"):
        return float(re.sub("[,'’]", "", digits)), max(0, len(thousands[1] or "") - 1)
    if digits.count(".") > 1:
        return float(digits.replace(".", "")), 0
    digits = digits.replace(",", ".")
    return float(digits), len(digits.partition(".")[2])


def _with_unit(text: str, start: int, end: int, value: float, quantum: float) -> Raw:
    unit, factor = "", 1.0
    if told := unit_at(text, end):
        unit, factor, end = told
        quantum = quantum or 1.0
    elif abs(value) < MOST_POINTS and (stop := points_at(text, end)):
        unit, end, quantum = "points", stop, quantum or 1.0
    return Raw(
        start=start, end=end, low=value * factor, high=value * factor, quantum=quantum * factor,
        unit=unit, scale=factor,
    )  # fmt: skip


def _found(text: str, raw: Raw) -> Found:
    kind, start = ("", raw.start) if raw.is_spread else inexact(text, raw.start, raw.end)
    value = raw.low if raw.low == raw.high else (raw.low + raw.high) / 2
    is_ratio = raw.is_word and raw.unit == "times"
    slack = slack_of(value, raw.quantum, raw.unit)
    if is_ratio:
        least, most = raw.low - raw.quantum / 2, raw.high + raw.quantum / 2
    elif not raw.quantum and not kind:
        least, most = raw.low, raw.high
    elif raw.low == raw.high:
        least, most = bounds(raw.low, raw.quantum, kind, slack)
    else:
        least = bounds(raw.low, raw.quantum, kind, slack)[0]
        most = bounds(raw.high, raw.quantum, kind, slack)[1]
    amount = Amount(
        value=value,
        least=least,
        most=most,
        unit=raw.unit,
        decimals=_decimals(raw.quantum),
        is_about=bool(kind) or raw.low != raw.high or is_ratio,
        words=text[start : raw.end][:LONGEST_WORDS].strip(),
    )
    return Found(start=raw.start, end=raw.end, amount=amount)


def _decimals(quantum: float) -> int:
    return max(0, -math.floor(math.log10(quantum) + 1e-9)) if 0 < quantum < 1 else 0
