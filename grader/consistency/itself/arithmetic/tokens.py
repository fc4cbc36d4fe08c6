"""Text taken apart into numbers, signs, units and everything else."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Sort(StrEnum):
    """What a piece of text is to someone who computes."""

    NUMBER = "number"
    SIGN = "sign"
    """An operator or a bracket."""
    EQUALS = "equals"
    UNIT = "unit"
    """A word behind a number that does not change its value."""
    WORD = "word"
    """Any other word, or a letter that stands for a number."""
    END = "end"
    """Punctuation and everything else that ends an expression."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One piece of a text."""

    sort: Sort
    """What it is."""
    text: str
    """Its characters; of a sign, one of `+-*/^()`."""
    start: int
    """Index of its first character in the text of the block."""
    end: int
    """Index after its last."""
    is_loose: bool = False
    """Of a relation, whether it is only nearly meant: `≈`."""
    is_weak: bool = False
    """Of a relation, whether it is a word that may mean something else: `is`."""
    is_tight: bool = False
    """Of a sign, whether no space surrounds it."""


_SPACES = "  \u2009\u202f"
_THOUSANDS = rf"\d{{1,3}}(?:(?:,|\{{,\}}|\\,|'|[{_SPACES}])\d{{3}}(?!\d))+(?:\.\d+)?"
_PATTERN = re.compile(
    rf"""
      (?P<skip>[\s\$&]+ | \\[,;:!\ ()\[\]] | \\(?:left|right|big[lr]?|displaystyle|quad)(?![a-z])
        | \((?:[A-Za-z][A-Za-z .]{{1,30}})\) )
    | (?P<number>(?:{_THOUSANDS} | \d{{1,20}}(?:[.,]\d{{1,20}})? | (?<!\d)\.\d{{1,20}})
        (?:[eE][+-]?\d{{1,3}}(?!\w))?)
    | (?P<notequals>\\neq?(?![a-z]) | != | => | [<>]= | [+*/-]= | ±|\\pm(?![a-z]))
    | (?P<loose>≈|≃|≅|\\approx(?![a-z])|\\simeq(?![a-z])|~=)
    | (?P<equals>:?==?)
    | (?P<frac>\\[dt]?frac(?=\s*\{{))
    | (?P<times>×|·|⋅|∗|∙|•|\*|\\times(?![a-z])|\\cdot(?![a-z])|\\ast(?![a-z])
        |[xX](?=[\s$]*[\d(])(?<=[\d\s)$%][xX])|(?<![^\W_])times(?=\s+[\d(]))
    | (?P<over>/(?=[\s(${{\\]*\d)|÷|\\div(?![a-z]))
    | (?P<plus>\+)
    | (?P<minus>[-\u2010-\u2015\u2212])
    | (?P<power>\^)
    | (?P<open>[(\[{{⌊⌈]|\\l(?:floor|ceil)(?![a-z]))
    | (?P<close>[)\]}}⌋⌉]|\\r(?:floor|ceil)(?![a-z]))
    | (?P<percent>\\?%)
    | (?P<command>\\(?:text|mathrm|mathit|textrm|operatorname)\s*\{{\s*([A-Za-z ]{{0,40}})\s*\}})
    | (?P<word>[^\W\d_][\w²³₂']*(?:/[^\W\d_]\w*)?|_\w*|\\[A-Za-z]+)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)

_UNITS = frozenset(
    """parameter parameters params param weight weights bias biases connection connections unit
    units neuron neurons node nodes input inputs output outputs pixel pixels feature features class
    classes filter filters channel channels kernel kernels image images example examples sample
    samples batch batches step steps iteration iterations update updates epoch epochs hour hours h
    hr hrs minute minutes min mins second seconds sec secs s ms kwh wh mwh j kj mj w kw watt watts g
    kg mg gram grams gco2 gco2eq gco2e kgco2 co2 co2eq co2e km percent percentage point points pp
    g/kwh kg/kwh gco2/kwh gco2eq/kwh kgco2/kwh kgco2eq/kwh gco2e/kwh s/epoch min/epoch sec/epoch
    seconds/epoch hidden trainable learnable values value digits digit layer layers bytes byte kb mb
    mib kib bits entries numbers dimensions dims elements times k m thousand million""".split()
)
_SPELLED = {
    "plus": "+",
    "minus": "-",
    "divided": "/",
    "multiplied": "*",
    "equals": "=",
    "gives": "=",
    "yields": "=",
    "makes": "=",
    "is": "?",
    "are": "?",
    "giving": "?",
}
SUFFIXES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6}
"""Words behind a number that make it larger."""


def tokens_of(text: str) -> Iterator[Token]:
    """Every piece of a text in order."""
    for match in _PATTERN.finditer(text):
        token = _token(text, match)
        if token is not None:
            yield token


def _token(text: str, match: re.Match[str]) -> Token | None:
    group = match.lastgroup or "other"
    start, end = match.span()
    if group == "skip":
        # A line of a list or a cell of a table ends where it ends.
        if any(mark in match[0] for mark in "\t\n&"):
            return Token(sort=Sort.END, text="\n", start=start, end=end)
        return None
    if group in _SIGNS:
        tight = text[start - 1 : start].strip() != "" and text[end : end + 1].strip() != ""
        sign = _SIGNS[group]
        return Token(sort=Sort.SIGN, text=sign, start=start, end=end, is_tight=tight)
    if group in ("equals", "loose"):
        loose = group == "loose"
        return Token(sort=Sort.EQUALS, text="=", start=start, end=end, is_loose=loose)
    if group == "number":
        return Token(sort=Sort.NUMBER, text=match[0], start=start, end=end)
    if group == "percent":
        return Token(sort=Sort.UNIT, text="%", start=start, end=end)
    if group == "command":
        words = match[0].split("{", 1)[1].rstrip("} ").strip()
        known = all(word.lower() in _UNITS for word in words.split())
        return Token(sort=Sort.UNIT if known else Sort.WORD, text=words, start=start, end=end)
    if group == "word":
        return _word(match[0], start, end)
    return Token(sort=Sort.END, text=match[0], start=start, end=end)


def _word(text: str, start: int, end: int) -> Token:
    low = text.lower()
    spelled = _SPELLED.get(low)
    if spelled in ("=", "?"):
        weak = spelled == "?"
        return Token(sort=Sort.EQUALS, text="=", start=start, end=end, is_weak=weak)
    if spelled:
        return Token(sort=Sort.SIGN, text=spelled, start=start, end=end)
    if low in _UNITS:
        return Token(sort=Sort.UNIT, text=text, start=start, end=end)
    return Token(sort=Sort.WORD, text=text, start=start, end=end)


_SIGNS = {
    "times": "*",
    "over": "/",
    "plus": "+",
    "minus": "-",
    "power": "^",
    "open": "(",
    "close": ")",
    "frac": "f",
}
