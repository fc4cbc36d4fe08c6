"""Numbers of a sentence with their units, digits and words alike."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from grader.consistency.itself.reckoning.lexicon import NUMBER_WORD, NUMBER_WORDS

_DIGITS = (
    r"(?:\d{1,3}(?:,\d{3})+(?![\d])|\d{1,3}(?: \d{3})+(?!\d)|\d{1,3}(?:\.\d{3}){2,}(?!\d)"
    r"|\d+(?:[.,]\d+)?)"
)
_UNITS = (
    ("points", r"(?:absolute\s)?(?:percentage[- ]points?|per ?cent points?|%[- ]points?"
     r"|points?\b(?! of the)"
     r"|pp\b|p\.p\.|prozentpunkte?|puntos?(?: porcentuales)?|punten|points de)", 1.0),
    ("%", r"%|percent\b|per cent\b|prozent\b|por ciento\b|pct\b", 1.0),
    ("energy", r"kwh\b", 1000.0),
    ("energy", r"wh\b", 1.0),
    ("carbon", r"kg\b|kilo(?:gram)?s?\b", 1000.0),
    ("carbon", r"mg\b", 0.001),
    ("carbon", r"g\b|grams?\b|grammes?\b|gramos\b", 1.0),
    ("time", r"h\b|hours?\b|hrs?\b|stunden?\b|horas?\b", 3600.0),
    ("time", r"min(?:ute)?n?s?\b|minutos?\b", 60.0),
    ("time", r"s\b|sec(?:ond)?s?\b|sekunden?\b|segundos?\b", 1.0),
    ("epochs", r"epochs\b|epochen\b|épocas\b|époques\b", 1.0),
    ("parameters", r"(?:trainable )?param\w*", 1.0),
)  # fmt: skip
_UNIT = [(name, re.compile(rf"[\s-]?(?:{words})", re.I), scale) for name, words, scale in _UNITS]
_NUMBER = re.compile(
    rf"(?<![\w.,^{{])(?:(?P<sign>[+−-])\s?)?(?P<digits>{_DIGITS})(?![\w^]*\^)(?!\d|e-?\d)"
    rf"|\b(?P<word>{NUMBER_WORD})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A number that a sentence tells."""

    value: float
    """In %, points, Wh, grams or seconds, where it has such a unit."""
    step: float
    """One more in its last digit, in the same unit; 0 for words."""
    unit: str
    """`points`, `%`, `energy`, `carbon`, `time`, `epochs`, `parameters`, or empty."""
    start: int
    end: int
    """After its unit."""
    digits_end: int
    """After the number itself."""
    words: str
    """As written."""
    decimals: int
    is_word: bool = False

    def allows(self, low: float, high: float | None = None) -> bool:
        """Whether it may stand for a value, or for one between two: rounded, or cut off."""
        top = low if high is None else high
        return low <= self.value + self.step + 1e-9 and self.value - self.step - 1e-9 <= top


@lru_cache(maxsize=1024)
def told_in(text: str) -> tuple[Told, ...]:
    """Every number of a text, in order."""
    return tuple(_told_in(text))


def _told_in(text: str) -> Iterator[Told]:
    for match in _NUMBER.finditer(text):
        if match["word"]:
            value, step, decimals = NUMBER_WORDS[match["word"].lower()], 0.0, 0
        else:
            value, decimals = _value(match["digits"])
            step = 10.0**-decimals
        name, end, scale = "", match.end(), 1.0
        for unit, pattern, factor in _UNIT:
            if found := pattern.match(text, match.end()):
                name, end, scale = unit, found.end(), factor
                break
        if match["word"] and not name:
            continue
        if name == "time" and (more := _rest_of_time(text, end, scale)):
            end, extra = more
            value, step = value + extra / scale, step / 60
        yield Told(
            value=value * scale,
            step=step * scale,
            unit=name,
            start=match.start(),
            end=end,
            digits_end=match.end(),
            words=" ".join(text[match.start() : end].split()),
            decimals=decimals,
            is_word=bool(match["word"]),
        )


def _rest_of_time(text: str, end: int, scale: float) -> tuple[int, float] | None:
    """The minutes of `3 h 19 min`, the seconds of `13 min 5 s`."""
    found = re.compile(r"\s(?:and\s|y\s|und\s)?(\d{1,2})\s?(h|min|s)").match(text, end)
    factor = {"min": 60.0, "s": 1.0}.get(found[2]) if found else None
    if found is None or factor is None or factor >= scale:
        return None
    word = re.compile(r"\w*").match(text, found.end())
    return (word.end() if word else found.end()), float(found[1]) * factor


def _value(words: str) -> tuple[float, int]:
    """The value and the digits after its point."""
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+", words) and not words.startswith("0"):
        return float(words.replace(",", "")), 0
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}", words):
        return float(words.replace(".", "")), 0
    plain = words.replace(" ", "").replace(",", ".")
    return float(plain), len(plain.partition(".")[2])
