"""Units behind a number: each with the canonical unit and the factor to it."""

import re

_UNITS = (
    (
        "points",
        r"(?:%|percent(?:age)?|per[ -]?cent)[ -]?(?:points?|pts?)\b|pp\b|p\.p\.?|pts\b|"
        r"Prozentpunkte?"
        r"|个百分点",
        1.0,
    ),
    (
        "%",
        r"\\?%|per[ -]?cents?\b|percents?\b|percentage\b|pct\b|Prozent\b|procent\b|por ciento\b"
        r"|pour ?cent\b",
        1.0,
    ),
    ("g", r"(?:kg|kilograms?|kilos?)\b", 1000.0),
    ("g", r"mg\b", 0.001),
    ("g", r"(?:lbs?|pounds?)\b", 453.59237),
    ("g", r"(?:tonnes?|tons?)\b(?= (?:of )?CO)", 1e6),
    ("g", r"(?:g|gr|grams?|grammes?|Gramm)\b", 1.0),
    ("kWh", r"(?:kWh|kilowatt[ -]?hours?|kwh|KWh|KWH|kW ?h)\b", 1.0),
    ("kWh", r"(?:MWh|megawatt[ -]?hours?)\b", 1000.0),
    ("kWh", r"mWh\b", 1e-6),
    ("kWh", r"(?:Wh|watt[ -]?hours?)\b", 0.001),
    ("kWh", r"(?:MJ|megajoules?)\b", 1 / 3.6),
    ("kWh", r"(?:kJ|kilojoules?)\b", 1 / 3600),
    ("kWh", r"(?:J|joules?)\b", 1 / 3_600_000),
    ("s", r"(?:ms|msecs?|milliseconds?)\b", 0.001),
    ("s", r"(?:s|secs?|seconds?|Sekunden?)\b|秒", 1.0),
    ("s", r"(?:min|mins|minutes?|Minuten?|mn)\b|分钟", 60.0),
    ("s", r"(?:h|hrs?|hours?|Stunden?)\b|小时", 3600.0),
    ("s", r"(?:days?|Tage?)\b", 86400.0),
    ("times", r"times\b|-?[ ]?fold\b|(?:x|×)(?![ ]?[\d(])(?!\w)|倍", 1.0),
)
_UNIT = re.compile(
    r"[ ]{0,2}(?:\\[,;: ])?[-]?(?:"
    + "|".join(f"(?P<u{index}>{pattern})" for index, (_, pattern, _) in enumerate(_UNITS))
    + ")"
)
_BARE_POINTS = re.compile(r"[ -]points?\b(?! (?:in|of|per|from|on|each|are|were|is|with)\b)")
_CARBON = re.compile(
    r"[ ]?(?:of[ ])?-?[ ]?CO(?:_?\{?[2₂]\}?)[ ]?-?[ ]?"
    r"(?:\(?eq?(?:uiv(?:alents?)?)?\.?\)?(?![a-z]))?",
    re.IGNORECASE,
)


def unit_at(text: str, start: int) -> tuple[str, float, int] | None:
    """The unit that follows at an index: its name, its factor, and where it ends."""
    match = _UNIT.match(text, start)
    if match is None or match.lastgroup is None:
        return None
    name, _, factor = _UNITS[int(match.lastgroup[1:])]
    end = match.end()
    if name == "g" and (carbon := _CARBON.match(text, end)):
        end = carbon.end()
    return name, factor, end


def points_at(text: str, start: int) -> int | None:
    """Where the word `points` ends that follows at an index and may mean points of per cent."""
    match = _BARE_POINTS.match(text, start)
    return match.end() if match else None
