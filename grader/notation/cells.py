"""The number that a cell of a table holds, with the digits that it was written to."""

import re
from dataclasses import dataclass

LONGEST = 60
"""Characters of a cell that may hold a number: beyond that it is prose."""

_DIGITS = (
    r"(?:\d{1,3}(?:[,'’ ]\d{3}){1,4}(?!\d)(?:\.\d{1,15})?|\d{1,3}(?:\.\d{3}){2,4}(?!\d)"
    r"|\d{1,15}(?:[.,]\d{1,15})?|[.,]\d{1,15})"
)
_POWER = r"10\s?\^\s?\{?\s?([-+]?\s?\d{1,2})\s?\}?"
_NUMBER = re.compile(
    rf"(?P<sign>[-+−–]?)\s?(?:{_POWER}|(?P<digits>{_DIGITS})"
    rf"(?:[eE]\s?(?P<e>[-+−]?\s?\d{{1,3}})(?!\d)|\s?(?:×|x|X|\*|·|⋅|\\times|\\cdot)\s?{_POWER})?)"
)
_CLOCK = re.compile(r"(\d{1,3}):(\d{2}):(\d{2})(?!\d|:)")
_LEAD = re.compile(r"(?:[~≈<>=≤≥$€↑↓▲▼Δ]|\babout\b|\bca\.?|\bapprox\.?|\(|\*{1,3}|_)\s{0,2}", re.I)
_FOOTNOTE = re.compile(
    r"\s?(?:\[\^?\w{1,3}\]|\^\{?\s?[a-z*†‡]{1,2}\s?\}?|[*†‡§¹²]{1,3}|[↑↓▲▼])$", re.IGNORECASE
)
_PLUS_MINUS = re.compile(r"\s?(?:±|\+/-|\+-|\\pm)\s?")
_MAGNITUDE = re.compile(r"\s?(?:([kK])|(M)|million\b|mio\b)(?![A-Za-z])")
_DECIMAL_COMMA = re.compile(r"^\D{0,3}(?:\d{1,3},(?:\d{1,2}|\d{4,6})|0,\d{1,8})(?!\d)")
_BLANK = re.compile(
    r"(?:[-–—−./\\_…?xX×✗✘]{0,5}|n\s?/\s?a\.?|n\.?\s?a\.?|nan|null|k\.\s?a\.|tbd|nil)$", re.I
)
_UNIT = re.compile(r"(?:ms|s|sec|min|h|hrs?|g|kg|kWh|Wh|W|J|MB|GB|pp|dB)\b")
_INEXACT = re.compile(r"[~≈<>≤≥]|\babout\b|\bca\b|\bapprox", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class CellNumber:
    """A number as a cell holds it."""

    value: float
    """As written: a percentage is not turned into a fraction; a clock is in seconds."""
    step: float
    """What one more in its last digit would be worth."""
    digits: int
    """How many digits tell its value, leading zeros left out."""
    is_percent: bool = False
    """Whether a per cent sign follows it."""
    is_inexact: bool = False
    """Whether the cell calls it approximate or a bound."""
    is_clock: bool = False
    """Whether it is a time as a clock shows it."""
    rest: str = ""
    """What follows it in the cell: a unit, a note."""
    spread: "CellNumber | None" = None
    """The number behind a plus-minus sign."""
    start: int = 0
    """Index of its first character in the cell."""
    end: int = 0
    """Index after its last."""
    words: str = ""
    """The number itself, as written."""

    @property
    def is_whole(self) -> bool:
        """Whether it was written without decimals."""
        return self.step == 1.0

    @property
    def is_plain(self) -> bool:
        """Whether the cell holds nothing beside it but a unit or a spread."""
        return not any(sign.isdigit() for sign in self.rest) and len(self.rest) <= 20


def is_blank(cell: str) -> bool:
    """Whether a cell is empty, or says that there is nothing: `-`, `n/a`."""
    return len(cell) <= 8 and _BLANK.match(cell.strip()) is not None


def has_decimal_comma(cells: tuple[str, ...]) -> bool:
    """Whether some of these cells can only mean a decimal comma."""
    return any(len(cell) <= LONGEST and _DECIMAL_COMMA.match(cell.strip()) for cell in cells)


def read_cell(cell: str, *, decimal_comma: bool = False) -> CellNumber | None:
    """The number that a cell begins with; None if it begins with words or holds none."""
    if len(cell) > LONGEST:
        return None
    kept = cell.rstrip()
    for _ in range(2):
        match = _FOOTNOTE.search(kept)
        if match is not None and match.start():
            kept = kept[: match.start()].rstrip()
    at = len(kept) - len(kept.lstrip())
    while lead := _LEAD.match(kept, at):
        at = lead.end()
    inexact = _INEXACT.search(kept[:at]) is not None
    clock = _CLOCK.match(kept, at)
    if clock is not None:
        hours, minutes, seconds = (int(part) for part in clock.groups())
        return CellNumber(
            value=float(hours * 3600 + minutes * 60 + seconds), step=1.0, digits=6,
            is_inexact=inexact, is_clock=True, rest=kept[clock.end() :].strip(),
            start=clock.start(), end=clock.end(), words=clock[0],
        )  # fmt: skip
    return _number(kept, at, inexact=inexact, decimal_comma=decimal_comma)


def _number(
    text: str, at: int, *, inexact: bool, decimal_comma: bool, alone: bool = True
) -> CellNumber | None:
    match = _NUMBER.match(text, at)
    if match is None or (text[match.end() : match.end() + 1] in (".", ":", "/") and alone):
        return None
    after = text[match.end() :]
    # `3x3`, `2nd`, `784x64`: a number only if what follows is a unit.
    if after[:1].isalpha() and after[0] not in "kKM" and not _UNIT.match(after):
        return None
    found = _value(match, decimal_comma=decimal_comma)
    if found is None:
        return None
    value, step, digits = found
    end = match.end()
    if magnitude := _MAGNITUDE.match(text, end):
        factor = 1e3 if magnitude[1] else 1e6
        value, step, end = value * factor, step * factor, magnitude.end()
    words = text[match.start() : end].strip()
    rest = text[end:].strip()
    percent = rest.startswith(("%", "\\%"))
    spread = _spread(text, end, decimal_comma=decimal_comma) if alone else None
    if spread is not None:
        percent = percent or spread.is_percent
        rest = spread.rest
    if percent:
        rest = rest.lstrip("\\% ").strip()
    return CellNumber(
        value=value, step=step, digits=digits, is_percent=percent, is_inexact=inexact, rest=rest,
        spread=spread, start=match.start(), end=end, words=words,
    )  # fmt: skip


def _spread(text: str, end: int, *, decimal_comma: bool) -> CellNumber | None:
    at = end
    while text[at : at + 1] in ("%", "\\", " "):
        at += 1
    sign = _PLUS_MINUS.match(text, at) or _PLUS_MINUS.match(text, end)
    if sign is None:
        return None
    return _number(text, sign.end(), inexact=False, decimal_comma=decimal_comma, alone=False)


def _value(match: re.Match[str], *, decimal_comma: bool) -> tuple[float, float, int] | None:
    """Value, worth of the last digit, and number of telling digits."""
    sign = -1.0 if match["sign"] and match["sign"] in "-−–" else 1.0
    digits = match["digits"]
    power = match[2] if digits is None else (match["e"] or match.groups()[-1])
    exponent = int(re.sub(r"\s", "", power).replace("−", "-")) if power else 0
    if not -60 <= exponent <= 60:
        return None
    digits = "1" if digits is None else _with_point(digits, decimal_comma=decimal_comma)
    decimals = len(digits.partition(".")[2])
    telling = len(digits.replace(".", "").lstrip("0"))
    value = float(digits)
    return sign * value * 10.0**exponent, 10.0 ** (exponent - decimals), telling


def _with_point(digits: str, *, decimal_comma: bool) -> str:
    plain = re.sub(r"['’ ]", "", digits)
    if plain.count(".") > 1:
        return plain.replace(".", "")
    if "," not in plain:
        grouped = decimal_comma and re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", plain)
        return plain.replace(".", "") if grouped else plain
    whole, _, last = plain.rpartition(",")
    groups = whole.split(",")
    is_grouped = len(last.partition(".")[0]) == 3 and 0 < len(groups[0]) <= 3
    if len(groups) > 1 or "." in last:
        return plain.replace(",", "")
    if is_grouped and not decimal_comma and groups[0] != "0":
        return plain.replace(",", "")
    return plain.replace(",", ".")
