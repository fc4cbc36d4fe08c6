"""What stands around a sentence: the tables that it may speak of, the values told before it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from grader.consistency.itself.meaning.rows import rows_in
from grader.consistency.itself.meaning.values import Value, values_in
from grader.consistency.itself.meaning.views import Fact, View, facts_of, kind_of
from grader.consistency.itself.meaning.words import LAST, PEAK
from grader.consistency.itself.meaning.world import World
from grader.consistency.itself.reckoning.lexicon import IDLE, SPLITS
from grader.consistency.itself.reckoning.lineups import Lineup, measure_in, words_of
from grader.consistency.itself.reckoning.spoken import Sentence
from grader.notation.headings import Computed

_MOST_BACK = 3


def views_near(world: World, sentence: Sentence) -> list[View]:
    """The tables of the section, those named by number, and those with a row that is named."""
    at = world.position(sentence)
    if at not in world.near:
        world.near[at] = _views_near(world, sentence)
    return world.near[at]


def _views_near(world: World, sentence: Sentence) -> list[View]:
    here = world.section_of(sentence)
    title = world.title(here)
    low = sentence.text.lower()
    found = [v for v in world.views if v.section == here or is_mentioned(v, low)]
    question = sentence.spoken.question
    if not found and question:
        found = [v for v in world.views if v.question == question]
    if not found:
        worded = [v for v in world.views if _worded(title, v) or _worded(sentence.text, v)]
        at = sentence.spoken.span.block
        last = max((v.block for v in worded if v.block < at), default=-1)
        found = [v for v in worded if v.block == last] if _worded_alone(title, worded) else worded
    return found


def _worded_alone(title: str, views: Sequence[View]) -> bool:
    """Whether it is the heading that names a row: then of the table above it."""
    return bool(views) and all(_worded(title, view) for view in views)


def is_mentioned(view: View, text: str) -> bool:
    """Whether a text in lower case speaks of a table by its number."""
    name = view.name.lower()
    if not name[-1:].isdigit() or name not in text:
        return False
    return re.search(rf"\b{re.escape(name)}(?![\w.]*\d)", text) is not None


def _worded(text: str, view: View) -> bool:
    """Whether a text names a row of a table by words."""
    if view.axis:
        return False
    return bool(rows_in(text, view))


def rows_meant(world: World, sentence: Sentence, clause: str, view: View) -> list[int]:
    """The rows that a clause names, else its sentence, else the heading above it."""
    for text in (clause, sentence.text):
        if found := [at.row for at in rows_in(text, view)]:
            return found
    title = [at.row for at in rows_in(world.title(world.section_of(sentence)), view)]
    return title if len(title) == 1 else []


def before(world: World, sentence: Sentence, views: Sequence[View]) -> list[Value]:
    """The values of the nearest sentence of the same block that tells any."""
    at = world.position(sentence)
    block = sentence.spoken.span.block
    for back in range(1, _MOST_BACK):
        if at - back < 0 or world.sentences[at - back].spoken.span.block != block:
            break
        if found := values_in(world, world.sentences[at - back], views):
            return found
    return []


def recent(world: World, sentence: Sentence) -> list[Value]:
    """The values of the sentence and of the two before it, the nearest first."""
    at = world.position(sentence)
    block = sentence.spoken.span.block
    found = list(values_in(world, sentence, ()))
    for back in range(1, _MOST_BACK):
        if at - back < 0 or world.sentences[at - back].spoken.span.block != block:
            break
        found += values_in(world, world.sentences[at - back], ())
    return found


_TRAINING = re.compile(
    r"\b(?:during|after|before|while|end of|of|for|whole|entire|in) (?:the |this |its )?"
    r"train(?:ing)\b(?=\W*(?:$|[,.;]|the\b|it\b|we\b|i\b))"
    r"|\btrain(?:ing)?\s(?:was|is|has|took|takes|ends?|ended|runs?|time|process|needs?|needed|over"
    r"|stops?|stopped|finish\w*|itself|for|with|epochs?|regime|procedure|longer|continues|goes)\b"
    r"|\btrained\b|\bto train\b",
    re.I,
)
"""Training as something that is done: no part of the data."""


def splits_in(text: str) -> set[str]:
    """The parts of the data that words name."""
    bare = _TRAINING.sub(" ", text)
    return {name for name, words in SPLITS.items() if words.search(bare)}


def value_of(fact: Fact) -> Value:
    """A cell, or a value told elsewhere, as one of the words around."""
    return Value(measure=fact.measure, split=fact.split, value=fact.value, step=fact.step,
                 shown=fact.shown, label=fact.label, column=fact.column,
                 section=fact.section, place=fact.place)  # fmt: skip


@dataclass(frozen=True)
class Cells:
    """The cells of a table that hold values of one measure."""

    view: View
    columns: tuple[Lineup, ...]
    by: dict[tuple[int, int], Value]
    """By number of the column in `columns`, and row."""

    @property
    def rows(self) -> list[int]:
        """All of its rows."""
        return sorted({row for _, row in self.by})

    def of(self, column: int, row: int) -> Value | None:
        """One cell."""
        return self.by.get((column, row))

    def named_columns(self, text: str) -> list[int]:
        """The columns whose own words, those that no other has, a text names."""
        words = [_telling(each) for each in self.columns]
        common = frozenset.intersection(*words) if len(words) > 1 else frozenset()
        spoken = words_of(text)
        found = []
        for at, own in enumerate(words):
            rest = own - common
            if rest and rest <= spoken:
                found.append(at)
        return found

    def of_moment(self, text: str, splits: set[str]) -> list[int]:
        """The columns that fit the parts of the data, and the moments, that a text names."""
        fitting = [
            at
            for at, each in enumerate(self.columns)
            if not splits or not each.split or each.split in splits
        ]
        best = [at for at in fitting if kind_of(self.columns[at]) is Computed.BEST]
        rest = [at for at in fitting if at not in best]
        if best and rest and bool(PEAK.search(text)) is not bool(LAST.search(text)):
            return best if PEAK.search(text) else rest
        return fitting


def _telling(lineup: Lineup) -> frozenset[str]:
    words = words_of(lineup.heading) - IDLE
    return frozenset(word for word in words if not measure_in(word) or word in ("ce", "mse"))


def cells_of(view: View, measure: str) -> Cells:
    """The cells of one measure, each once."""
    columns = tuple(
        each
        for each in view.lineups
        if each.measure == measure and kind_of(each) in (None, Computed.BEST)
    )
    by = {
        (at, fact.row): value_of(fact)
        for at, each in enumerate(columns)
        for fact in facts_of(view, each)
    }
    return Cells(view=view, columns=columns, by=by)
