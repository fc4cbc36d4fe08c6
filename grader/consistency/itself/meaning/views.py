"""Tables as they are seen: by their rows or by their columns, each cell with what names it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from grader.consistency.itself.meaning.logs import log_lineups
from grader.consistency.itself.meaning.words import meaning_words
from grader.consistency.itself.reckoning.lineups import (
    Entry,
    Lineup,
    axis_in,
    measure_in,
    words_of,
)
from grader.consistency.itself.reckoning.tabulated import lineups_of
from grader.notation.headings import Computed
from grader.records import BlockKind, Place, WriteUp

_SECONDS = (
    (re.compile(r"\bmin(?:ute)?s?\b", re.I), 60.0),
    (re.compile(r"\b(?:h|hours?|hrs?)\b", re.I), 3600.0),
    (re.compile(r"\b(?:s|secs?|seconds?)\b", re.I), 1.0),
)
_PER_EPOCH = re.compile(r"(?:\bper|/)\s?(?:an? )?(?:epoch|ep\b)", re.I)
_STEPS = re.compile(r"\b(?:updates?|upd|steps?|iterations?|iter|batches)\b", re.I)
_SECOND = re.compile(r"\b(?:s|secs?|seconds?|min|minutes?|time)\b", re.I)
_FUNCTION = re.compile(r"\b(?:cross[- ]?entropy|mse|ce|squared|bce)\b", re.I)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class View:
    """A table, seen by its rows or by its columns; each is only itself."""

    lineups: tuple[Lineup, ...]
    """Its columns, or its rows where it is seen by its columns."""
    block: int
    section: int | None
    question: str
    is_turned: bool
    axis: str
    """What tells the entries apart, where it is a number."""
    context: frozenset[str]
    """The words that name it and all that is in it."""

    @property
    def name(self) -> str:
        """What it is called."""
        return self.lineups[0].name

    def rows(self) -> tuple[Entry, ...]:
        """One entry for each row, of the longest column."""
        return max(self.lineups, key=lambda lineup: len(lineup.entries)).entries


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Fact:
    """A value that the document tells."""

    measure: str
    split: str
    value: float
    """Accuracies in per cent, times in seconds."""
    step: float
    """One more in its last digit."""
    shown: str
    label: str
    """What it is called by."""
    column: str = ""
    """Its table and column; empty in sentences."""
    words: frozenset[str]
    """Words that name it."""
    place: Place
    section: int | None
    question: str
    block: int
    start: int = -1
    """Where it stands in its block; -1 in tables."""
    row: int = -1
    """Its entry in a view; -1 in sentences."""
    moment: str = ""
    epoch: int | None = None
    kind: Computed | None = None


def facts_of(view: View, lineup: Lineup) -> Iterator[Fact]:
    """The values of one column."""
    scale = seconds_in(lineup.heading) if lineup.measure == "time" else 1.0
    measure = lineup.measure
    for entry in lineup.entries:
        yield Fact(
            measure=measure,
            split=lineup.split,
            value=entry.value * scale,
            step=entry.step * scale,
            shown=entry.shown,
            label=entry.label,
            column=f"{view.block} {lineup.heading}",
            words=entry.words | words_of(lineup.heading),
            place=entry.place,
            section=view.section,
            question=view.question,
            block=view.block,
            row=entry.row,
            kind=kind_of(lineup),
        )


def kind_of(lineup: Lineup) -> Computed | None:
    """What the values are of others; minutes are no minima."""
    is_unit = lineup.kind is Computed.LEAST and lineup.measure == "time"
    return None if is_unit else lineup.kind


def seconds_in(heading: str) -> float:
    """How many seconds the unit of a heading is; 1 if it names none."""
    return next((factor for words, factor in _SECONDS if words.search(heading)), 1.0)


def views_of(write_up: WriteUp) -> Iterator[View]:
    found: dict[tuple[int, bool], list[Lineup]] = {}
    for lineup in (*lineups_of(write_up), *log_lineups(write_up)):
        found.setdefault((lineup.block, lineup.is_turned), []).append(lineup)
    for (block, is_turned), lineups in found.items():
        caption = _caption(write_up, block)
        clean = [replace(each, measure=_measure(each, caption)) for each in lineups]
        first = clean[0]
        yield View(
            lineups=tuple(clean),
            block=block,
            section=first.section,
            question=first.question,
            is_turned=is_turned,
            axis=first.axis,
            context=_context(write_up, block, clean),
        )


def _measure(lineup: Lineup, caption: str) -> str:
    """What a column holds, where its heading may name a setting or a moment instead."""
    heading, values = lineup.heading, [entry.value for entry in lineup.entries]
    if lineup.is_turned:
        named = lineup.measure
    elif _PER_EPOCH.search(heading):
        named = "steps" if _STEPS.search(heading) else "time" if _SECOND.search(heading) else ""
    elif axis_in(heading) and not measure_in(heading):
        named = "best_epoch" if axis_in(heading) == "epoch" else ""
    else:
        named = lineup.measure
    if named == "loss" and _FUNCTION.search(heading) and max(values) > 5 and "acc" in caption:
        return "accuracy"
    if named == "loss" and lineup.is_turned and max(values) > 5 and "acc" in caption:
        return "accuracy"
    return named


def _caption(write_up: WriteUp, at: int) -> str:
    blocks = write_up.blocks
    near = [*blocks[max(0, at - 1) : at], *blocks[at + 1 : at + 2]]
    return " ".join(b.text[:300] for b in near if b.kind is BlockKind.CAPTION).lower()


def _context(write_up: WriteUp, at: int, lineups: list[Lineup]) -> frozenset[str]:
    blocks = write_up.blocks
    section = blocks[at].section
    parts = [each.heading for each in lineups]
    parts += [entry.label for each in lineups for entry in each.entries]
    near = [*blocks[max(0, at - 1) : at], *blocks[at + 1 : at + 2]]
    parts += [each.text[:400] for each in near if each.kind is BlockKind.CAPTION]
    before = at - 1
    while before >= 0 and blocks[before].section == section and at - before < 8:
        if blocks[before].kind in (BlockKind.TEXT, BlockKind.LIST, BlockKind.HEADING):
            parts.append(blocks[before].text[:1500])
        before -= 1
    if section is not None and 0 <= section < len(write_up.sections):
        parts.append(write_up.sections[section].title)
    return meaning_words(" ".join(parts)[:8000])
