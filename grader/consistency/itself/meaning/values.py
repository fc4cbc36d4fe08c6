"""Values that a sentence itself tells, and how far apart two values are said to be."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.consistency.itself.meaning.views import View
from grader.consistency.itself.meaning.words import ABOUT, ABOVE, BELOW
from grader.consistency.itself.meaning.world import World
from grader.consistency.itself.reckoning.lexicon import MEASURES, SPLITS
from grader.consistency.itself.reckoning.naming import named_in
from grader.consistency.itself.reckoning.numbers import Told, told_in
from grader.consistency.itself.reckoning.spoken import Sentence
from grader.records import Place

_RELATIVE = re.compile(r"\brel(?:ativ\w*|\.|\b)", re.I)
LARGE = 1000
"""Whole numbers from here on may count parameters."""
_OF_PEAK = re.compile(
    r"\s?of\s(?:the|its|that)\s(?:peak|best|first|start|initial|former|previous|original)\b", re.I
)
_NO_VALUE = re.compile(
    r"\b(?:momentum|dropout|rate|lr|decay|noise|p|alpha|beta|factor|ratio|share|split|batch)"
    r"(?:\s(?:of|is|was|rate|probability|size|p))*\W{0,3}$",
    re.I,
)


CHANGE_BEFORE = re.compile(
    r"\b(?:by|(?:plus|minus|gain|improvement|reduction|increase|decrease|drop|rise|change|loss"
    r"|difference|decline|advantage|growth|saving)\s(?:of|is|was)|um|relative(?:ly)?)\s"
    r"(?:about\s|around\s|circa\s|roughly\s|only\s|nearly\s|almost\s|another\s|a\s){0,2}$",
    re.I,
)
CHANGE_BEHIND = re.compile(
    r"\s?(?:relative\s)?(?:lower|higher|more|less|better|worse|fewer|smaller|larger|bigger|faster"
    r"|slower|longer|shorter|reduction|improvement|increase|decrease|gain|drop|of (?:the|its|that)"
    r"\s(?:peak|best|first|start|initial|former|previous|original)|in relative|relative)\b",
    re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A value of a measure, wherever it is told."""

    measure: str
    split: str
    value: float
    step: float
    shown: str
    label: str = ""
    column: str = ""
    """Its table and column; empty in sentences."""
    start: int = -1
    """Where in its sentence; -1 in tables."""
    section: int | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """By how much two values are said to differ."""

    told: Told
    is_relative: bool
    """Whether it is of one of them: then no points are meant."""
    may_be_relative: bool
    bound: int
    is_about: bool

    def fits(self, a: Value, b: Value) -> bool:
        """Whether two values differ by it."""
        apart = abs(a.value - b.value)
        ways = [] if self.is_relative else [(apart, max(a.step, b.step))]
        if self.may_be_relative or self.is_relative:
            bases = [a.value, b.value]
            if a.measure in ("accuracy", "error"):
                bases += [100 - a.value, 100 - b.value]
            ways += [
                (100 * apart / base, 100 * (a.step + b.step) / base) for base in bases if base > 0
            ]
        return any(self.allows(way, step) for way, step in ways)

    def allows(self, apart: float, step: float) -> bool:
        """Whether a difference, known to a step, may be told so."""
        slack = max(self.told.step, step) + 1e-9
        if self.is_about:
            slack = max(2 * slack, 0.12 * self.told.value)
        if self.bound:
            return self.bound * (apart - self.told.value) >= -slack
        return abs(apart - self.told.value) <= slack


def amount_of(text: str, told: Told) -> Amount:
    """A number that tells a difference."""
    before = text[: told.start]
    is_relative = _RELATIVE.search(text[max(0, told.start - 60) : told.end + 30]) is not None
    is_relative = is_relative and told.unit == "%"
    is_relative = is_relative or bool(_OF_PEAK.match(text, told.end))
    return Amount(
        told=told,
        is_relative=is_relative,
        may_be_relative=told.unit == "%",
        bound=1 if ABOVE.search(before) else -1 if BELOW.search(before) else 0,
        is_about=ABOUT.search(before) is not None or told.is_word,
    )


def label_places(text: str, views: Sequence[View]) -> set[int]:
    """Where the words and numbers of a text stand that only name rows."""
    return {
        place
        for view in views
        for lineup in view.lineups
        for named in named_in(text, lineup)
        for place in range(named.start, named.end)
    }


def values_in(world: World, sentence: Sentence, views: Sequence[View]) -> list[Value]:
    """The accuracies, errors and losses that a sentence tells, in its order."""
    return list(_values(world, sentence, views))


_UNITS = {"time": "time", "energy": "energy", "carbon": "carbon", "parameters": "parameters"}


def numbers_in(sentence: Sentence, measure: str) -> list[Value]:
    """The values of a measure that a sentence tells, by their unit or as large whole numbers."""
    found = []
    for told in told_in(sentence.text):
        is_unit = _UNITS.get(measure) == told.unit and bool(told.unit) and not told.is_word
        is_count = measure == "parameters" and told.unit in ("", "parameters")
        is_count = is_count and not told.is_word and told.value >= LARGE and not told.decimals
        is_share = measure in ("accuracy", "error") and told.unit == "%"
        is_share = is_share and not _is_no_value(sentence.text, told)
        if is_unit or is_count or is_share:
            found.append(
                Value(measure=measure, split="", value=told.value, step=told.step,
                      shown=told.words, start=told.start, place=sentence.spoken.place)
            )  # fmt: skip
    return found


def _values(world: World, sentence: Sentence, views: Sequence[View]) -> Iterator[Value]:
    text = sentence.text
    begin = sentence.spoken.span.start
    facts = {fact.start - begin: fact for fact in world.told_in(sentence)
             if fact.measure in ("accuracy", "loss")}  # fmt: skip
    names = label_places(text, views)
    is_of_points = any(told.unit == "points" for told in told_in(text)) and not (
        MEASURES["loss"].search(text) or "=" in text
    )
    for told in told_in(text):
        near = [fact for at, fact in facts.items() if at < told.end and told.start <= at + 14
                and at <= told.start <= at + 24]  # fmt: skip
        if (
            told.words.startswith("+")
            or told.is_word
            or told.unit in ("points", "time", "energy", "carbon", "epochs")
        ):
            continue
        if told.start in names and told.unit != "%":
            continue
        if near and abs(near[0].value - told.value) < 1e-6:
            fact = near[0]
            yield Value(measure=fact.measure, split=fact.split or _split_near(text, told),
                        value=fact.value, step=max(fact.step, told.step), shown=told.words,
                        label=fact.label, start=told.start, place=fact.place)  # fmt: skip
        elif (told.unit == "%" and not _is_no_value(text, told)) or (
            is_of_points and not told.unit and told.decimals and 10 <= told.value <= 100
        ):
            yield Value(measure="accuracy", split=_split_near(text, told), value=told.value,
                        step=told.step, shown=told.words, start=told.start,
                        place=sentence.spoken.place)  # fmt: skip


def _is_no_value(text: str, told: Told) -> bool:
    """Whether a share is no accuracy: a setting, or how much something changed."""
    before, behind = text[: told.start], text[told.end : told.end + 40]
    return bool(
        _NO_VALUE.search(before) or CHANGE_BEFORE.search(before) or CHANGE_BEHIND.match(behind)
    )


def _split_near(text: str, told: Told) -> str:
    """The part of the data that is named nearest before a number."""
    near = text[max(0, told.start - 60) : told.start]
    found = [(m.start(), name) for name, words in SPLITS.items() for m in words.finditer(near)]
    return max(found)[1] if found else ""
