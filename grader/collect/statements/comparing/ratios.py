"""Ratios: `half the parameters`, `three times as long`, `quadrupled`, `a factor of 10`."""

import re
from collections.abc import Iterator

from grader.collect.statements.comparing import words
from grader.collect.statements.comparing.clauses import HELD, Hit, Range, Spoken, Value
from grader.collect.statements.comparing.finding import ends_of, quantity_of, right_of, values_of
from grader.collect.statements.comparing.words import ADJECTIVE
from grader.records import Amount, Relation

_COUNTS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), 1
    )
} | {"a": 1, "an": 1, "several": 0}
_FRACTIONS = {"half": 1 / 2, "a third": 1 / 3, "one third": 1 / 3, "a quarter": 1 / 4,
              "one quarter": 1 / 4, "a fourth": 1 / 4, "a fifth": 1 / 5, "a tenth": 1 / 10,
              "two thirds": 2 / 3, "three quarters": 3 / 4}  # fmt: skip
_VERBS = {"doubl": 2.0, "tripl": 3.0, "trebl": 3.0, "quadrupl": 4.0, "halv": 0.5}
_MULTIPLES = {"twice": 2.0, "thrice": 3.0, "double": 2.0, "triple": 3.0, "quadruple": 4.0}

_COUNT = rf"(?P<count>{'|'.join(_COUNTS)}|#+)"
_OF = (
    r"(?:as\s(?:many|much|long|large|big|high|few|small|low|fast)|of\s(?:the|its)|the|that\sof|its)"
)
_PATTERNS = (
    re.compile(
        rf"{_COUNT}(?:[\s-]*(?:times|x|×))?\s+(?P<way>{ADJECTIVE}|{_OF})\b",
    ),
    re.compile(rf"\b(?P<multiple>{'|'.join(_MULTIPLES)})\s+(?:{_OF})\b"),
    re.compile(rf"\b(?P<fraction>{'|'.join(_FRACTIONS)})\s+(?:{_OF})\b"),
    re.compile(r"\b(?:reduc\w+|decreas\w+|cut|lower\w*)\s[^#;,]{0,40}?\bby\s(?P<fraction>half)\b"),
    re.compile(r"\b(?P<verb>(?:doubl|tripl|trebl|quadrupl|halv)(?:es?|ed|ing))(?!\s+layer)\b"),
    re.compile(
        rf"\b{_COUNT}[\s-]?fold\b(?:\s(?P<way>increase|decrease|reduction|more|fewer|less))?"
    ),
    re.compile(rf"\b(?P<factor>factor)\s+(?:of\s+)?(?:about\s|around\s|roughly\s|~\s?)?{_COUNT}"),
    re.compile(rf"\b{_COUNT}\s+(?P<magnitude>orders?\sof\smagnitude)(?:\s(?P<way>{ADJECTIVE}))?"),
)
_ORDINAL = re.compile(r"\b(?:first|second|last|other|latter|upper|lower|left|right)\s$")
"""`The second half of the training` is no ratio."""
_MORE = re.compile(r"\b(?:more|larger|bigger|greater|higher|longer|slower)\b")
"""`Four times more` may be five times as many."""
_ABOUT = re.compile(
    r"(?:about|around|nearly|almost|roughly|approximately|circa|some|over|more than|less than"
    r"|at least|up to|~)\s*$"
)
_TAKEN_BEHIND = re.compile(
    r"[^.;:]{0,60}?\b(?:disappear\w*|vanish\w*|away|gone|lost|removed|corrected|avoided|saved|spared"
    r"|eliminated|repaired|forgotten|dropped)\b"
)
_TAKEN_BEFORE = re.compile(
    r"\b(?:sav(?:e[sd]?|ing)|remov(?:e[sd]?|ing)|eliminat\w+|avoid\w*|los(?:e[sd]?|t|ing)"
    r"|correct(?:s|ed|ing)?|rid of|minus|repair(?:s|ed|ing)?|fix(?:es|ed|ing)?|forget(?:s|ting)?"
    r"|spar(?:e[sd]?|ing)|without|another|by)\s(?:about\s|around\s|roughly\s|nearly\s|almost\s|over\s"
    r"|more than\s|at least\s|only\s){0,2}$"
)
_LESSER = re.compile(
    r"\b(?:fewer|less|smaller|lower|shorter|faster|quicker|reduc\w+|decreas\w+|shr\w+|cut)\b"
)


def ratios_in(spoken: Spoken) -> Iterator[Hit]:
    """Every ratio of a sentence that tells how large it is."""
    for pattern in _PATTERNS:
        for match in pattern.finditer(spoken.masked):
            is_ordinal = _ORDINAL.search(spoken.low, 0, match.start()) is not None
            if not is_ordinal and not words.NEGATED.search(spoken.low, 0, match.start()):
                yield from _read(spoken, match)


def _read(spoken: Spoken, match: re.Match[str]) -> Iterator[Hit]:
    times = _times(spoken, match)
    hit, clause = match.span(), spoken.clause(match.start())
    quantity = _quantity(spoken, match, clause)
    if times is None or quantity not in HELD:
        return
    about = bool(_ABOUT.search(spoken.low, 0, match.start())) or "about" in match[0]
    slack = 1.1 if not about else 1.2
    more = 1.0 if times > 1 and _MORE.search(match[0]) else 0.0
    slack = 2.5 if match.groupdict().get("magnitude") else slack
    amount = Amount(
        value=times,
        least=times / slack,
        most=(times + more) * slack,
        unit="times",
        is_about=about,
        words=" ".join(spoken.text[slice(*hit)].split()),
    )
    left_value, right_value = _values(spoken, quantity, hit, times)
    ends = ends_of(spoken, clause) if match.groupdict().get("verb") else None
    yield Hit(
        relation=Relation.RATIO,
        quantity=quantity,
        start=hit[0],
        end=hit[1],
        left=(clause[0], hit[0]),
        right=clause if ends else _right(spoken, hit[1], clause),
        amount=amount,
        left_value=left_value,
        right_value=right_value,
        is_paired=False,
        left_words=ends[1] if ends else "",
        right_words=ends[0] if ends else "",
    )


def _times(spoken: Spoken, match: re.Match[str]) -> float | None:
    found = match.groupdict()
    if verb := found.get("verb"):
        return next(times for stem, times in _VERBS.items() if verb.startswith(stem))
    if multiple := found.get("multiple"):
        return _MULTIPLES[multiple]
    if fraction := found.get("fraction"):
        part = _FRACTIONS[fraction]
        return 1 - part if _is_taken_away(spoken.low, *match.span()) else part
    count = _count(spoken, match)
    if not count or count <= 0:
        return None
    if found.get("magnitude"):
        count = 10.0 ** min(count, 9)
    around = match[0] if found.get("way") else spoken.low[max(0, match.start() - 60) : match.end()]
    return 1 / count if _LESSER.search(around) else count


def _is_taken_away(text: str, start: int, end: int) -> bool:
    """Whether a part of a whole is what goes, not what stays: `saves a quarter of the energy`."""
    before = text[max(0, start - 50) : start]
    return bool(_TAKEN_BEFORE.search(before) or _TAKEN_BEHIND.match(text, end))


def _count(spoken: Spoken, match: re.Match[str]) -> float | None:
    word = match["count"]
    if word in _COUNTS:
        is_number = word not in ("a", "an") or "magnitude" in match[0]
        is_number = is_number and (word == "one" or _COUNTS[word] != 1 or "magnitude" in match[0])
        return _COUNTS[word] if is_number and _has_times(match) else None
    amount = spoken.amount_at(*match.span("count"))
    if amount is None or amount.unit not in ("", "times"):
        return None
    return amount.value if amount.unit == "times" or _has_times(match) else None


def _has_times(match: re.Match[str]) -> bool:
    return bool(re.search(r"times|\bx\b|#x|×|fold|factor|magnitude", match[0]))


def _quantity(spoken: Spoken, match: re.Match[str], clause: Range) -> str:
    way = match.groupdict().get("way") or ""
    if way in words.QUICK:
        return "time"
    if "long" in match[0]:
        after = spoken.quantity_in(match.end(), clause[1])
        return after if after in HELD else "time"
    is_verb = "verb" in match.groupdict() or "factor" in match.groupdict()
    return quantity_of(spoken, match.span(), clause, is_verb=is_verb, after=45) or ""


_IN_TRAINING = re.compile(r"\s(?:of|as)\s(?:the\s)?(?:training|epochs?|time|run)\b")


def _right(spoken: Spoken, start: int, clause: Range) -> Range | None:
    found = right_of(spoken, start, clause) or _as_of(spoken, start, clause)
    is_time = found is not None and _IN_TRAINING.match(spoken.low, found[0] - 4)
    return None if is_time else found


def _as_of(spoken: Spoken, start: int, clause: Range) -> Range | None:
    """What follows the `as` of `three times as many epochs as`, or `of` in `half the time of`."""
    found = re.compile(r"\s(?:as|that of|of)\s").search(spoken.low, start, clause[1])
    while found and spoken.low[: found.start()].endswith("number"):
        found = re.compile(r"\s(?:as|that of|of)\s").search(spoken.low, found.end(), clause[1])
    return (found.end(), clause[1]) if found else None


def _values(
    spoken: Spoken, quantity: str, hit: Range, times: float
) -> tuple[Value | None, Value | None]:
    values = values_of(spoken, quantity, hit)
    if len(values) != 2:
        return None, None
    low, high = sorted(values, key=lambda value: value.amount.value)
    return (high, low) if times >= 1 else (low, high)
