"""What a written number may mean in an expression."""

import re
from dataclasses import dataclass
from enum import StrEnum

_EXPONENT = re.compile(r"[eE]([+-]?\d{1,3})$")
_GROUPED = re.compile(r"\d{1,3}(?: \d{3})+(?:\.\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_ODD_SPACES = re.compile(r"\{,\}|\\,|['\u00a0\u2009\u202f]")
_MOST_DIGITS = 15


class Reading(StrEnum):
    """How commas and points are read where both ways are possible."""

    ENGLISH = "english"
    """`25,450` are thousands."""
    CONTINENTAL = "continental"
    """`25.450` are thousands."""


class Mode(StrEnum):
    """How exact the numbers of an expression are taken to be."""

    EXACT = "exact"
    ROUNDED = "rounded"
    """Decimals were rounded at their last digit."""
    CUT = "cut"
    """Decimals were cut off at their last digit."""
    FLOORED = "floored"
    """Exact, and each division is rounded down, as sizes of layers are."""
    CEILED = "ceiled"
    """Exact, and each division is rounded up, as numbers of batches are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A number as it stands in an expression."""

    value: float
    """What it says."""
    step: float
    """What one more in its last digit is worth."""
    is_whole: bool
    """Whether it is a count, written to its last one."""

    def between(self, mode: Mode) -> tuple[float, float]:
        """The exact values that it may stand for."""
        if mode is Mode.ROUNDED and not self.is_whole:
            return self.value - self.step / 2, self.value + self.step / 2
        if mode is Mode.CUT and not self.is_whole:
            return self.value, self.value + self.step
        return self.value, self.value


def written(text: str, reading: Reading, *, factor: float = 1.0, is_share: bool = False) -> Written:
    """The number that this text is; `is_share` if a per cent sign follows."""
    digits = _EXPONENT.sub("", text)
    exponent = _EXPONENT.search(text)
    scale = 10.0 ** int(exponent[1]) if exponent else 1.0
    plain = _plain(digits, reading)
    decimals = len(plain.partition(".")[2])
    if len(plain) > _MOST_DIGITS + 1:
        raise ValueError(text)
    value = float(plain) * scale * factor
    step = 10.0**-decimals * scale * factor
    whole = not decimals and factor == 1.0 and not exponent and not is_share
    return Written(value=value, step=step, is_whole=whole)


def _plain(digits: str, reading: Reading) -> str:
    """The digits with a point for decimals and nothing else between them."""
    spaced = _ODD_SPACES.sub(lambda match: "," if match[0] == "{,}" else " ", digits)
    if reading is Reading.CONTINENTAL and re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", spaced):
        return spaced.replace(".", "")
    one_comma = spaced.count(",") == 1 and "." not in spaced
    if one_comma and reading is Reading.CONTINENTAL:
        return spaced.replace(",", ".").replace(" ", "")
    if _GROUPED.fullmatch(spaced) and not spaced.startswith("0,"):
        return spaced.replace(",", "").replace(" ", "")
    return spaced.replace(",", ".").replace(" ", "")
