"""Two values that a difference in points may be of."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from grader.consistency.itself.reckoning.lineups import Entry, Lineup
from grader.consistency.itself.reckoning.moments import is_over_epochs, moments_in
from grader.consistency.itself.reckoning.naming import (
    named_in,
    with_other,
)
from grader.consistency.itself.reckoning.numbers import Told, told_in
from grader.consistency.itself.reckoning.spoken import Clause, Sentence
from grader.consistency.itself.reckoning.verdict import Verdict
from grader.consistency.itself.slips_of_digits import slip

GAP = re.compile(
    r"\b(?:gap|overfit\w*|distance|generali[sz]ation|train\w*.{1,60}\b(?:test|val)\w*"
    r"|(?:test|val)\w*.{1,60}\btrain\w*)\b", re.I
)  # fmt: skip
_AFTER = re.compile(
    r"\b(?:after|since|beyond|from)\s(?:epoch|then|época|epoche)\b(?!.{0,40}\b(?:to|until|up to"
    r"|on(?:wards)? to)\b)"
    r"|\bnach epoche\b", re.I
)  # fmt: skip
TO_ANOTHER = re.compile(
    r"\b(?:exceed\w*|surpass\w*|beat\w*|outperform\w*|overt\w+|overtook|pass(?:es|ed)|than|above"
    r"|below|over|under|ahead|behind|compared|against|match\w*|reach\w*)\b[^.;]{0,60}?\b(?:mlps?|cnns?"
    r"|rnns?|lstms?|grus?|vggs?|lenets?|resnets?|perceptrons?|linear|numpy|pytorch|baselines?"
    r"|(?:section|part|task|question|problem)\s\d|other|former|latter|previous|earlier)\b", re.I
)  # fmt: skip
"""Words that hold one training against another, not one moment of it against the next."""
MOST_PAIRS = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two values that a difference may be of."""

    first: Entry
    second: Entry
    lineup: Lineup

    @property
    def apart(self) -> float:
        """How far apart they are."""
        return abs(self.first.value - self.second.value)

    def fits(self, told: Told) -> bool:
        """Whether it may be told so, rounded or cut off."""
        slack = max(told.step, 0.5 * (self.first.step + self.second.step))
        slack += 0.5 * min(self.first.step, self.second.step) if told.is_word else 0.0
        return abs(self.apart - told.value) <= slack + 1e-9


def named_pairs(sentence: Sentence, clause: Clause, lineups: Sequence[Lineup]) -> Iterator[Pair]:
    """The two values of each line-up that the clause names, or it and the head of the sentence."""
    for lineup in lineups:
        inside = [named.entry for named in named_in(clause.text, lineup)]
        moments = moments_in(clause.text, lineup)
        if len(moments) == 2 and not inside:
            if lineup.question != sentence.spoken.question or TO_ANOTHER.search(clause.text):
                continue
            yield Pair(first=moments[0], second=moments[1], lineup=lineup)
            continue
        if len(inside) == 1 and len(moments) == 1 and moments[0].row != inside[0].row:
            continue
        after = _after_that(clause.text, lineup, inside)
        if after is not None:
            inside = [*inside, after]
        if len(inside) == 1 and clause.start:
            head = [n.entry for n in named_in(sentence.clauses[0].text, lineup)]
            head = [entry for entry in head if entry.row != inside[0].row]
            inside += head if len(head) == 1 else []
        inside = with_other(inside, lineup, sentence.spoken.question)
        if len(inside) == 2:
            yield Pair(first=inside[0], second=inside[1], lineup=lineup)


def _after_that(text: str, lineup: Lineup, inside: Sequence[Entry]) -> Entry | None:
    """The end of the training, where words tell what comes after one of its epochs."""
    if not is_over_epochs(lineup) or len(inside) != 1 or not _AFTER.search(text):
        return None
    last = max(lineup.entries, key=lambda entry: entry.number or 0.0)
    return last if last.row != inside[0].row else None


def gap_pairs(sentence: Sentence, clause: Clause, lineups: Sequence[Lineup]) -> Iterator[Pair]:
    """The one named in training and on other data, where the words speak of both."""
    if not GAP.search(sentence.text):
        return
    for one, other in combinations([e for e in lineups if e.block >= 0], 2):
        is_two = one.split != other.split and "train" in (one.split, other.split)
        if one.block != other.block or not is_two or not one.split or not other.split:
            continue
        if one.is_turned is not other.is_turned or one.kind != other.kind:
            continue
        named = named_in(clause.text, one) or named_in(sentence.text, one)
        if len(named) != 1:
            continue
        twin = [e for e in other.entries if e.row == named[0].entry.row]
        if twin:
            yield Pair(first=named[0].entry, second=twin[0], lineup=other)


def label_starts(text: str, lineups: Sequence[Lineup]) -> set[int]:
    """Where the numbers of a text stand that only name an entry."""
    return {named.start for lineup in lineups for named in named_in(text, lineup)}


def _around(sentence: Sentence) -> list[Entry]:
    """The values that the sentence and the one before it tell."""
    return [
        Entry(label="", words=frozenset(), number=None, value=n.value, step=n.step, shown=n.words,
              place=sentence.spoken.place, row=-1)
        for text in (sentence.text, sentence.before)
        for n in told_in(text)
        if n.unit == "%" or (n.decimals and not n.unit)
    ]  # fmt: skip


def fits_around(told: Told, lineups: Sequence[Lineup], sentence: Sentence) -> bool:
    """Whether a value of the words around is so far apart from any other."""
    around = _around(sentence)
    every = [entry for lineup in lineups for entry in lineup.entries]
    pairs = [*combinations(around, 2), *((a, b) for a in around for b in every)]
    return any(fits(told, a, b) for a, b in pairs)


def fits_any(told: Told, lineups: Sequence[Lineup], clause: Clause, sentence: Sentence) -> bool:
    """Whether any two values of one table, or of the words around, are so far apart."""
    around = _around(sentence)
    tables: dict[int, list[Entry]] = {}
    for lineup in lineups:
        tables.setdefault(lineup.block, []).extend(lineup.entries)
    named = {
        entry.row
        for lineup in lineups
        for entry in (n.entry for n in named_in(sentence.text, lineup))
    }
    for entries in tables.values():
        kept = [e for e in entries if e.row in named] or entries
        several = [*kept, *around]
        if len(several) ** 2 > MOST_PAIRS:
            continue
        if any(fits(told, a, b) for a, b in combinations(several, 2)):
            return True
    every = [entry for entries in tables.values() for entry in entries]
    return any(fits(told, a, b) for a in around for b in every)


def fits(told: Told, a: Entry, b: Entry) -> bool:
    slack = max(told.step, 0.5 * (a.step + b.step))
    return abs(abs(a.value - b.value) - told.value) <= slack + 1e-9


def is_slip(told: Told, pair: Pair) -> bool:
    return slip(told.value, pair.apart, told.decimals) is not None if told.decimals else False


def verdict_of(told: Told, pair: Pair, *, holds: bool) -> Verdict:
    decimals = max(told.decimals, 1)
    head = f", under {pair.lineup.heading}," if pair.lineup.heading else ""
    found = (
        f"{pair.lineup.name} has{head} {pair.first.shown} for {pair.first.label} and "
        f"{pair.second.shown} for {pair.second.label}, {pair.apart:.{decimals}f} points apart"
    )
    return Verdict(holds=holds, start=told.start, end=told.end, found=found,
                   subject="difference", other=pair.second.place,
                   other_words=f"{pair.second.label}: {pair.second.shown}")  # fmt: skip
