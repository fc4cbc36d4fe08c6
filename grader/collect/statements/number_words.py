"""Numbers that are written as words: `five hundred`, `half`, `twice`, `an order of magnitude`."""

import re
from collections.abc import Iterator

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_VALUES: dict[str, int] = {
    **{word: value for value, word in enumerate(_ONES)},
    **{word: 10 * value for value, word in enumerate(_TENS, 2)},
    "fourty": 40,
    "dozen": 12,
}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_ANY = "|".join(sorted((*_VALUES, *_SCALES), key=len, reverse=True))
_RUN = re.compile(
    rf"\b(?:an?[ ](?=hundred|thousand|million|dozen))?(?:{_ANY})"
    rf"(?:(?:[ ]|-|[ ]and[ ])(?:{_ANY})){{0,8}}\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"[ -](?:more[ ])?(?:single[ ]|additional[ ]|extra[ ]|hidden[ -]|output[ ]|input[ ]|dense[ ]|"
    r"linear[ ]|fully[ -]connected[ ]|conv\w*[ ]|full[ ]|training[ ]|million|hundred|thousand|"
    r"percent|per[ ]cent){0,3}"
    r"(?:layers?|epochs?|units?|neurons?|nodes?|runs?|hours?|minutes?|seconds?|points?|percent|"
    r"per[ ]cent|parameters?|channels?|class(?:es)?|times?)\b",
    re.IGNORECASE,
)
_PARTS = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "eighth": 8,
    "tenth": 10,
}  # fmt: skip
_SHARE = re.compile(
    r"(?<!second )(?<!first )(?<!latter )(?<!other )(?<!last )\b(?:(?:(?P<many>a|an|one|two|three|"
    r"four)[ -])?(?P<part>thirds?|quarters?|fourths?|fifths?|sixths?|eighths?|tenths?)(?=[ ](?:of|"
    r"as|the|fewer|less|more|that|lower|smaller)\b|[.,;)]|$)|(?:(?:a|one)[ ])?(?P<half>half)"
    r"(?![ -](?:time|way|precision|an?[ ](?:hour|minute|day|percent|point)))\b)",
    re.IGNORECASE,
)
_TIMES = re.compile(
    r"\b(?:(?P<w2>twice|doubl(?:es?|ed|ing))|(?P<w3>thrice|tripl(?:es?|ed|ing))"
    r"|(?P<w4>quadrupl(?:es?|ed|ing))|(?P<w5>quintupl(?:es?|ed|ing))|(?P<halved>halv(?:es?|ed|ing))"
    r"|(?P<fold>two|three|four|five|six|seven|eight|nine|ten|twenty|hundred)-?fold)\b",
    re.IGNORECASE,
)
_MAGNITUDE = re.compile(
    r"\b(?P<many>an?|one|two|three|2|3)[ ]orders?[ ]of[ ]magnitude\b", re.IGNORECASE
)
_HALF_UNIT = re.compile(
    r"\b(?:(?P<before>\w{1,9})[ ]and[ ])?(?:a[ ]half(?=[ ](?:hours?|minutes?|days?))|half[ ]an?"
    r"(?=[ ](?:hour|minute|day)))",
    re.IGNORECASE,
)


_RATIO_WORDS = (
    *(part for part in _PARTS), "twice", "doubl", "thrice", "tripl", "tupl", "halv", "fold",
    "magnitude", "quadrupl",
)  # fmt: skip


def counts_in(text: str) -> Iterator[tuple[int, int, float]]:
    """Cardinal numbers in words: start, end, value."""
    for match in _RUN.finditer(text):
        words = re.split(r"[ -]", match[0].lower())
        if words == ["one"] and not _COUNTED.match(text, match.end()):
            continue
        if words[0] in _SCALES and text[max(0, match.start() - 2) : match.start() - 1].isdigit():
            continue
        yield match.start(), match.end(), _value(words)


def halves_in(text: str) -> Iterator[tuple[int, int, float]]:
    """`half an hour`, `two and a half hours`: start, end of the number, value.

    The unit of `half an hour` follows its end.
    """
    for match in _HALF_UNIT.finditer(text):
        before = (match["before"] or "zero").lower()
        whole = _VALUES.get(before, int(before) if before.isdecimal() else None)
        if whole is not None and len(before) < 5:
            yield match.start(), match.end(), whole + 0.5


def ratios_in(text: str) -> Iterator[tuple[int, int, float]]:
    """Shares and multiples in words: start, end, value."""
    plain = text.lower()
    if not any(word in plain for word in _RATIO_WORDS):
        return
    for match in _SHARE.finditer(text):
        part = (match["half"] or match["part"]).lower()
        many = (match["many"] or "").lower()
        if not many and not match["half"]:
            continue
        over = _PARTS[part if part == "half" else part.rstrip("s")]
        yield match.start(), match.end(), (_VALUES.get(many) or 1) / over
    for match in _TIMES.finditer(text):
        word = match.lastgroup or ""
        fold = match["fold"]
        value = (
            (100.0 if fold.lower() == "hundred" else float(_VALUES[fold.lower()]))
            if fold
            else 0.5
            if word == "halved"
            else float(word[1])
        )
        yield match.start(), match.end(), value
    for match in _MAGNITUDE.finditer(text):
        many = match["many"].lower()
        power = int(many) if many.isdecimal() else _VALUES.get(many, 1)
        yield match.start(), match.end(), 10.0**power


def _value(words: list[str]) -> float:
    total, current = 0, 0
    for word in words:
        if word in ("a", "an", "and"):
            continue
        if word in _SCALES:
            current = max(current, 1) * _SCALES[word]
            if word != "hundred":
                total, current = total + current, 0
        elif word == "dozen":
            current = max(current, 1) * 12
        else:
            current += _VALUES[word]
    return float(total + current)
