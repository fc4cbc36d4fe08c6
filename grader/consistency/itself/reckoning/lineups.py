"""Line-ups: values of one kind that differ in one thing, which a word or number names."""

import re
from dataclasses import dataclass
from functools import lru_cache

from grader.consistency.itself.reckoning.lexicon import (
    MEASURES,
    SPLITS,
    SYNONYMS,
)
from grader.notation.headings import Computed
from grader.records import Place

FEWEST = 2
_WORD = re.compile(r"[^\W\d_]+(?:/[^\W\d_]+)?|\d+(?:[.,]\d+)*")
_POWER = re.compile(r"10\s?\^\s?\{?\s?([-+−]?\s?\d{1,2})\s?\}?")
_AXES = {
    "learning_rate": r"\b(?:learning[- ]rates?|lr|rates?|step sizes?|steps? of|lernraten?|eta)\b|η",
    "batch_size": r"\b(?:batch\w*|bs|mini-?batch\w*|lotes?|at (?:a time|once))\b",
    "weight_decay": r"\b(?:weight[- ]decays?|decays?|wd|regulari[sz]ation|lambda)\b|λ",
    "length": r"\b(?:lengths?|longitud\w*|länge\w*|longueur|palindrom\w*|sequences?|T)\b",
    "epoch": r"\b(?:epochs?|épocas?|época|epoche\w*|ep\.?)\b|@",
    "units": r"\b(?:units?|neurons?|hidden|width|nodes?|n|h)\b",
    "run": r"\b(?:runs?|seeds?|trials?|folds?|läufe?)\b",
}
AXES = {name: re.compile(words, re.I) for name, words in _AXES.items()}
"""The nouns of what tells rows apart, where numbers do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One of a line-up."""

    label: str
    """What it is called."""
    words: frozenset[str]
    """The same in words of which each stands for all of its meaning."""
    number: float | None
    """The number that it is called by."""
    value: float
    """Its value; accuracies in per cent."""
    step: float
    """One more in the value's last digit."""
    shown: str
    """The value as written."""
    place: Place
    """Where it stands."""
    row: int
    """Its row in the table, or its column where the table is turned."""
    rest: str = ""
    """What follows the value in its cell: a unit."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lineup:
    """Values of one kind, side by side. Each is only itself: it is looked up often."""

    measure: str
    """What is measured: a key of `MEASURES`; empty if nothing tells."""
    split: str
    """Of which part of the data; empty if nothing tells."""
    kind: Computed | None
    """What the values are of others: means, deviations."""
    heading: str
    """Above or beside the values."""
    run: str
    """Number of the run, where it is the values of one; else empty."""
    axis: str
    """What tells the entries apart, where it is a number: a key of `AXES`; else empty."""
    block: int
    """Index of the table."""
    question: str
    section: int | None
    name: str
    """What the table is called."""
    is_turned: bool
    """Whether the entries are columns of the table."""
    entries: tuple[Entry, ...]

    def extreme(self, *, most: bool) -> Entry:
        """The greatest or the smallest."""
        return (max if most else min)(self.entries, key=lambda entry: entry.value)


@lru_cache(maxsize=4096)
def measure_in(text: str) -> str:
    """What is measured by the words of a heading."""
    return next((name for name, words in MEASURES.items() if words.search(text)), "")


@lru_cache(maxsize=4096)
def split_in(text: str) -> str:
    """The one part of the data that words name."""
    found = [name for name, words in SPLITS.items() if words.search(text)]
    return found[0] if len(found) == 1 else ""


def axis_in(text: str) -> str:
    """What tells rows apart, by the words above their numbers."""
    return next((name for name, words in AXES.items() if words.search(text)), "")


def number_in(label: str) -> float | None:
    """The number that is all of a label, but for a name before it: `1e-3`, `n = 128`, `T=5`."""
    power = _POWER.search(label)
    text = label.replace("−", "-").strip()
    if power:
        return float(f"1e{power[1].replace(' ', '').replace('−', '-')}")
    found = re.fullmatch(
        r"(?:[^\W\d_]{1,12}[\s:=]{1,3}|[^\W\d_]+\s(?:size|rate|decay|length)[\s:=]{1,3})?"
        r"(\d{1,3}(?:[, ]\d{3})+|\d+(?:\.\d+)?(?:e-?\d+)?)(?:\s?(?:units|neurons|epochs?))?",
        text,
        re.I,
    )
    return float(re.sub(r"[, ]", "", found[1])) if found else None


@lru_cache(maxsize=4096)
def words_of(text: str) -> frozenset[str]:
    """Words of which each stands for all of its meaning."""
    return frozenset(canonical(word) for word in _WORD.findall(text.lower()))


def canonical(word: str) -> str:
    """The word that stands for this and its like."""
    return SYNONYMS.get(word, word)


POOL = -2
"""The block of what only belongs together because it stands under one question."""
