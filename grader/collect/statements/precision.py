"""What an author with an exact value may have written: rounding, cutting off, `about`, bounds."""

import math
import re

_ABOUT = (
    r"(?:about|around|approximately|approx\.?|roughly|circa|ca\.?|some|somewhere around|~|≈|≃|"
    r"in the order of|of the order of|close to|more or less|an average of about|"
    r"etwa|ungefähr|rund|环?大?约|约为|environ|alrededor de|\\approx|\\sim)"
)
_NEARLY = r"(?:nearly|almost|just (?:under|below|shy of)|slightly (?:under|below|less than)|fast)"
_SOMEWHAT_OVER = r"(?:just (?:over|above)|slightly (?:over|above|more than)|a (?:bit|little) (?:over|above|more than))"  # noqa: E501
_LESS = (
    r"(?:less than|fewer than|lower than|smaller than|below|under|at most|no more than|"
    r"not more than|(?<!add )(?<!adds )(?<!adding )(?<!added )(?<!sum )(?<!sums )(?<!summing )"
    r"(?<!summed )(?<!counts )(?<!comes )(?<!makes )(?<!total )up to|maximum of|max\.?|within|<|"
    r"≤|<=|⩽|≲|weniger als|höchstens|maximal|"
    r"低于|不到|小于|至多|最多)"
)
_MORE = (
    r"(?:more than|greater than|higher than|larger than|above|over|at least|no less than|"
    r"not less than|minimum of|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|beyond|>|≥|>=|⩾|≳|"
    r"mehr als|mindestens|über|超过|高于|大于|至少)"
)
_BETWEEN = (
    r"[ ]*(?:the[ ]|an?[ ](?!half)|epochs?[ ]|than[ ]|of[ ]|accuracy[ ]of[ ]|\$|\\\(|\(){0,3}[ ]*$"
)
_BEFORE = tuple(
    (kind, re.compile(rf"(?:(?<![A-Za-z]){words}){_BETWEEN}", re.IGNORECASE))
    for kind, words in (
        ("nearly", _NEARLY),
        ("somewhat over", _SOMEWHAT_OVER),
        ("about", _ABOUT),
        ("more", _MORE),
        ("less", _LESS),
    )
)
_LETTERS = tuple(
    "about around approx rough circa ca some ~ ≈ ≃ order close less etwa ungef rund 约 environ"
    " alrededor sim near almost just slightly fast bit little fewer lower smaller below under most"
    " more max within < ≤ ⩽ ≲ weniger höchst 低 不到 小于 至多 最多 than above over least minimum"
    " exceed surpass beyond > ≥ ⩾ ≳ mehr mindest über 超过 高于 大于 至少 to".split()
)
"""Letters of which some stand in all words that make a number inexact."""
_AFTER = (
    ("about", re.compile(r"[ ]?(?:or so\b|-?ish\b|上下|左右)", re.IGNORECASE)),
    ("more", re.compile(r"(?:\+(?![\d\w])|[ ]or (?:more|higher|above|better)\b)", re.IGNORECASE)),
    ("less", re.compile(r"[ ](?:or (?:less|lower|fewer)|at (?:the )?most)\b", re.IGNORECASE)),
)
_DURING = re.compile(
    r"[ -](?:different[ ]|training[ ]|independent[ ]|full[ ]|random[ ]|more[ ])?(?:epochs?|runs?|"
    r"iterations?|steps?|seeds?|batches|classes|trials?|repetitions?|folds?|images|examples)\b",
    re.IGNORECASE,
)
_OVER = re.compile(r"(?:over|within|under|beyond)[ ]*(?:the[ ]|an?[ ])?$", re.IGNORECASE)
_GAINED_OVER = re.compile(
    r"(?:improv\w*|gain\w*|better|advantage|increase\w*)[ ]over[ ]*(?:the[ ])?$", re.IGNORECASE
)
_COMPARED = re.compile(
    r"\b(?:(?:is|are|was|were|be|much|far|clearly|slightly|even|and|points?|%|performs?)[ ])"
    r"(?:lower|higher|larger|greater|smaller)[ ]than[ ]*(?:the[ ])?$",
    re.IGNORECASE,
)
WINDOW = 36
"""Characters before a number in which the words that make it inexact are looked for."""


def inexact(text: str, start: int, end: int) -> tuple[str, int]:
    """How the words around a number make it inexact, and where they begin; empty if they do not.

    `about`, `nearly`, `somewhat over`, `more`, `less`.
    """
    window = max(0, start - WINDOW)
    before = text[window:start]
    plain = before.lower()
    for kind, pattern in _BEFORE if any(word in plain for word in _LETTERS) else ():
        if match := pattern.search(before):
            over = _OVER.search(before) and _DURING.match(text, end)
            if over or _GAINED_OVER.search(before) or _COMPARED.search(before):
                return "", start
            return kind, window + match.start()
    for kind, pattern in _AFTER:
        if pattern.match(text, end):
            return kind, start
    return "", start


def bounds(value: float, quantum: float, kind: str, slack: float) -> tuple[float, float]:
    """Smallest and largest exact value behind a number whose last digit is worth `quantum`."""
    low, high = rounded(value, quantum)
    if kind == "about":
        return min(low, value - slack), max(high, value + slack)
    if kind == "nearly":
        return min(low, value - slack), high
    if kind == "somewhat over":
        return value, max(high, value + slack)
    if kind == "more":
        return low, math.inf
    if kind == "less":
        return -math.inf, high if quantum else value
    return low, high


def rounded(value: float, quantum: float) -> tuple[float, float]:
    """The exact values that become this one by rounding or by cutting off at its last digit."""
    tiny = 1e-9 * max(abs(value), quantum)
    if value < 0:
        return value - quantum - tiny, value + quantum / 2 + tiny
    return value - quantum / 2 - tiny, value + quantum + tiny


def slack_of(value: float, quantum: float, unit: str) -> float:
    """How far off `about` may be: less for numbers with many digits."""
    step = quantum if quantum > 0 else 1.0
    digits = _significant(value, step)
    if unit == "%":
        return (1.5 if digits <= 2 else 0.5 if digits == 3 else 0.1) + step / 2
    share = 0.03 if digits <= 2 else 0.01 if digits == 3 else 0.002
    return max(share * abs(value), step / 2, _zeros(value) / 2)


def _significant(value: float, quantum: float) -> int:
    if not value or not math.isfinite(value) or abs(value) / quantum > 1e15:
        return 1
    return len(str(round(abs(value) / quantum)).rstrip("0")) or 1


def _zeros(value: float) -> float:
    """What the last digit that is not zero is worth in a whole number: 10 for 80; 0 for 85."""
    if value != int(value) if math.isfinite(value) and abs(value) < 1e15 else True:
        return 0.0
    whole, worth = int(abs(value)), 1
    while whole and whole % 10 == 0:
        whole, worth = whole // 10, worth * 10
    return float(worth) if worth > 1 else 0.0
