"""Shares and intervals that words tell: `one in three`, `every hundredth epoch`."""

import re

FRACTIONS = {
    "half": 0.5, "third": 1 / 3, "quarter": 0.25, "fifth": 0.2, "sixth": 1 / 6, "tenth": 0.1,
}  # fmt: skip
COUNTS = {"one": 1, "a": 1, "an": 1, "two": 2, "three": 3, "four": 4}

_ONE_IN = re.compile(
    r"\b(?:(one|two|three) (?:images? |pictures? )?(?:in|out of)(?: every)?"
    r" (two|three|four|five|ten)"
    r"|every (second|third|fourth|fifth|tenth))\b"
    r"|\b(half|a third|a quarter|a fifth|a tenth) of (?:the|all|them|these|our|its|training)\b",
    re.IGNORECASE,
)
_NUMBERS = {
    "two": 2, "second": 2, "three": 3, "third": 3, "four": 4, "fourth": 4, "five": 5, "fifth": 5,
    "ten": 10, "tenth": 10,
}  # fmt: skip


def one_in(text: str) -> tuple[float, ...]:
    """Shares that are told as one in so many."""
    found = []
    for match in _ONE_IN.finditer(text):
        if match[4]:
            found.append(FRACTIONS[match[4].lower().removeprefix("a ")])
        else:
            first = COUNTS.get((match[1] or "one").lower(), 1)
            found.append(first / _NUMBERS[(match[2] or match[3]).lower()])
    return tuple(found)


_ORDINALS = {
    "second": 2.0, "third": 3.0, "fourth": 4.0, "fifth": 5.0, "tenth": 10.0, "twentieth": 20.0,
    "fiftieth": 50.0, "hundredth": 100.0, "thousandth": 1000.0,
}  # fmt: skip
_EVERY = re.compile(
    r"\b(?:every|each) (?:(\d{1,5})(?:st|nd|rd|th)? (?:epoch|step|iteration|update|batch)"
    r"|(second|third|fourth|fifth|tenth|twentieth|fiftieth|hundredth|thousandth)"
    r" (?:epoch|step|iteration|update|batch))",
    re.IGNORECASE,
)


def every(text: str) -> tuple[float, ...]:
    """After how many epochs or steps a thing is said to be done each time."""
    return tuple(
        float(match[1]) if match[1] else _ORDINALS[match[2].lower()]
        for match in _EVERY.finditer(text)
    )
