"""Ratios of learning rates in words: `a ten times smaller learning rate`, beside 0.1 and 0.001."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise, product

_NUMBER = (
    r"(?:10\s?\^\s?\{?\s?[-−–]\s?\d\s?\}?|\d{1,3}(?:[.,]\d{1,6})?(?:e[-−–]?\d{1,2})?)(?![\d%]|\s?%)"
)
_COUNTS = {"two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "ten": 10.0, "twenty": 20.0,
           "fifty": 50.0, "a hundred": 100.0, "hundred": 100.0, "one hundred": 100.0,
           "a thousand": 1000.0, "thousand": 1000.0}  # fmt: skip
_COUNT = rf"(?P<count>{'|'.join(sorted(_COUNTS, key=len, reverse=True))}|\d{{1,5}})"
_RATE = r"(?:learning[\s-]?rates?|lrs?\b|rates?\b|step\ssizes?)"
_TIMES = re.compile(
    rf"\b{_COUNT}\s?(?:times|x|-?fold)\s(?P<way>smaller|lower|larger|higher|bigger|greater)\b"
    r"(?P<than>\s(?:than|as)\b)?",
    re.IGNORECASE,
)
_RATE_BEHIND = re.compile(rf"\s(?:\w+\s){{0,1}}{_RATE}", re.IGNORECASE)
_RATE_BEFORE = re.compile(
    rf"(?:{_NUMBER}|\b{_RATE})[$)]*[,;:]?\s(?:i\.\s?e\.,?\s|that\sis,?\s|which\sis\s|is\s|was\s"
    r"|thus\s|so\s|hence\s|about\s|exactly\s){0,3}$",
    re.IGNORECASE,
)
_FACTOR = re.compile(rf"\bfactors?\s(?:of\s)?{_COUNT}\b", re.IGNORECASE)
_EACH = re.compile(
    r"\b(?:between\s(?:each|every|any)\s(?:two|pair|neighbou?r\w*)|from\s(?:each|one)\s(?:\w+\s)?to"
    r"\sthe\snext|each\stime|every\stime|in\seach\sstep|per\sstep|successive\w*|neighbou?ring)\b",
    re.IGNORECASE,
)
_LISTED = re.compile(
    rf"\b(?:with|lrs?|learning[\s-]?rates?|rates?|step\ssizes?|than)(?:\s(?:of|from|is|was|with|only))?"
    rf"\s?=?\s?\$?(?P<all>{_NUMBER}(?:\$?(?:,\s(?:and\s)?|\s(?:and|or|to|instead\sof)\s)(?:with\s)?\$?{_NUMBER})"
    r"{0,6})",
    re.IGNORECASE,
)
_SPEAKS = re.compile(_RATE, re.IGNORECASE)
_OTHER = re.compile(
    r"\?|\b(?:would|could|should|might|may|default|usual|tutorial|handout|paper|literature|schedul\w*"
    r"|decay\w*|every|epochs?\s\d+|after\s\d+|momentum|drops?|dropped)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?])(?<!i\.e\.)(?<!e\.g\.)\s(?=\W?[A-Z])|\n")
NEAR = 1.15
"""Factor by which a ratio in words may be off."""
_LONGEST, _MOST = 600, 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RateRatio:
    """A ratio of learning rates, and the rates near it."""

    start: int
    """Index of the first character of its sentence."""
    end: int
    """Index after its last."""
    words: str
    """The ratio as it is written."""
    rates: tuple[float, ...]
    """The rates that it may be of, the smallest first."""
    holds: bool
    """Whether any two of them, or all neighbours where all are meant, are so far apart."""


def rate_ratios_in(text: str, told: Iterable[float]) -> Iterator[RateRatio]:
    """Every ratio of a paragraph that speaks of learning rates. `told`: those of its section."""
    if len(text) > _MOST or not _SPEAKS.search(text):
        return
    around = set(told)
    start = 0
    before: set[float] = set()
    for match in [*_SENTENCE.finditer(text), None]:
        end = match.start() if match else len(text)
        sentence = text[start:end]
        if len(sentence) <= _LONGEST:
            own = set(_listed(sentence))
            before |= own
            if found := _of_sentence(sentence, own, before, around):
                words, rates, holds = found
                yield RateRatio(start=start, end=end, words=words, rates=rates, holds=holds)
        start = match.end() if match else end


def _of_sentence(
    sentence: str, own: set[float], before: set[float], around: set[float]
) -> tuple[str, tuple[float, ...], bool] | None:
    if not _SPEAKS.search(sentence) or _OTHER.search(sentence):
        return None
    rates = tuple(sorted(before | around))
    each = _EACH.search(sentence)
    factor = _FACTOR.search(sentence) if each else None
    if factor is not None:
        ladder = tuple(sorted(before)) if len(before) >= 3 else rates
        ratio = _count(factor["count"])
        if len(ladder) < 3 or ratio is None:
            return None
        return factor[0], ladder, all(_is(b / a, ratio) for a, b in pairwise(ladder))
    match = _TIMES.search(sentence)
    if match is None or (ratio := _count(match["count"])) is None:
        return None
    behind = sentence[match.end() : match.end() + 30]
    is_rate = bool(_RATE_BEFORE.search(sentence[: match.start()]))
    is_of_rates = bool(_RATE_BEHIND.match(behind)) or (bool(match["than"]) and is_rate)
    if not is_of_rates:
        return None
    if len(own) == 1:
        mine = next(iter(own))
        others = [rate for rate in rates if rate != mine]
        if not others:
            return None
        return match[0], rates, any(_is(max(mine, x) / min(mine, x), ratio) for x in others)
    pool = tuple(sorted(own or before))
    if len(pool) < 2 or (len(pool) > 2 and not own):
        return None
    holds = any(_is(b / a, ratio) for a, b in product(rates, rates) if b > a)
    return match[0], pool, holds


def _listed(sentence: str) -> Iterator[float]:
    for match in _LISTED.finditer(sentence):
        for text in re.findall(_NUMBER, match["all"]):
            value = _value(text)
            behind = sentence[match.end() : match.end() + 14]
            if 0 < value <= 10 and not re.match(r"\s?(?:%|epochs?|times|points?|layers?)", behind):
                yield value


def _value(text: str) -> float:
    plain = re.sub(r"[\s{}]", "", text).replace(",", ".").replace("−", "-").replace("–", "-")
    if plain.startswith("10^"):
        return float(10.0 ** int(plain[3:]))
    try:
        return float(plain)
    except ValueError:
        return 0.0


def _count(words: str) -> float | None:
    low = words.lower()
    value = _COUNTS.get(low) or (float(low) if low.isdecimal() else 0.0)
    return value if value > 1 else None


def _is(found: float, told: float) -> bool:
    return told / NEAR <= found <= told * NEAR
