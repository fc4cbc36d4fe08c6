"""The pairs of cells that words about a difference can mean."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.consistency.itself.meaning.near import Cells, rows_meant, splits_in
from grader.consistency.itself.meaning.rows import rows_in
from grader.consistency.itself.meaning.values import Value
from grader.consistency.itself.meaning.views import kind_of
from grader.consistency.itself.meaning.words import PEAK, telling_words
from grader.consistency.itself.meaning.world import World
from grader.consistency.itself.reckoning.spoken import Sentence
from grader.notation.headings import Computed

_CROSS = re.compile(
    r"\b(?:than|exceed\w*|above|below|ahead of|behind|over|under|outperform\w*|beats?|versus|vs"
    r"|up from|down from|minus|apart)\b",
    re.I,
)
_OVER = re.compile(
    r"\b(?:from|between|since)\b[^.;]{0,30}?\b(?:epochs?|epoche|época)\b"
    r"|\b(?:reduced|shrinks?|shrunk|grows?|grew|falls?|fell|rises?|rose|widens?|narrows?) to\b",
    re.I,
)
_WHOLE = re.compile(
    r"\b(?:whole|entire|over the (?:run|training)|until the end|till the end|to the end|at the end"
    r"|in the end|by the end|finally|last epoch)\b", re.I
)  # fmt: skip
_TO_OTHER = re.compile(r"\b(?:to|than|behind|below|above|over|from|against|of|missing)\b", re.I)
_END = re.compile(r"\b(?:end|last|final\w*|finish\w*|since|afterwards|from there|then)\b", re.I)


OTHER_SIDE = re.compile(
    r"\b(?:than|compared|against|versus|vs|over|behind|ahead of|below|above|under|beats?"
    r"|outperform\w*|missing to)\b",
    re.I,
)
GAP = re.compile(
    r"\b(?:gap|overfit\w*|generali[sz]ation|difference|distance|abstand|unterschied|brecha)\b", re.I
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """Pairs that some words can mean."""

    pairs: tuple[tuple[Value, Value], ...]
    """The likeliest last."""
    is_strong: bool
    """Whether they are plain enough to be held against what is said."""
    is_sure: bool = False
    """Whether the words leave no other pair than these."""


def roles_in_table(
    world: World, sentence: Sentence, clause: str, cells: Cells, *, is_alone: bool
) -> Iterator[Role]:
    """What the words can mean in one table, the likeliest first."""
    text, view = sentence.text, cells.view
    if not cells.by:
        return
    is_fit = telling_words(text) <= view.context and is_alone
    rows = rows_meant(world, sentence, clause, view)
    own = splits_in(clause) or splits_in(text)
    named = own if len(own) > 1 else splits_in(f"{sentence.before} {text}")
    is_gap = _speaks_of_a_gap(text, clause) or _is_from_that(text, sentence.before)
    is_gap = is_gap and "train" in named and len(named) > 1 and len(rows) <= 1
    if is_gap and (pairs := _across(cells, rows or cells.rows, named)):
        is_sure = len(own) > 1 and len(rows) == 1
        yield Role(pairs=tuple(pairs), is_strong=is_fit, is_sure=is_sure)
        yield Role(pairs=tuple(_touching(cells, rows)) if rows else (), is_strong=False)
        return
    title = {at.row for at in rows_in(world.title(world.section_of(sentence)), view)} - set(rows)
    if len(rows) == 1 and len(title) == 1 and _TO_OTHER.search(clause):
        rows = [*rows, *title]
    if len(rows) == 1:
        row = rows[0]
        columns = cells.named_columns(text)
        if (
            (PEAK.search(text) or _FALL.search(text))
            and (pairs := _best_and_last(cells, row, own))
            and _END.search(text)
        ):
            yield Role(pairs=tuple(pairs), is_strong=is_fit)
        elif len(columns) == 2 or (len(columns) == 1 and len(cells.columns) == 2):
            both = columns if len(columns) == 2 else [0, 1]
            a, b = (cells.of(at, row) for at in both)
            if a and b and len({cells.columns[at].split for at in both}) == 1:
                yield Role(pairs=((a, b),), is_strong=is_fit)
        yield Role(pairs=tuple(_touching(cells, rows)), is_strong=False)
    elif len(rows) == 2:
        meant = cells.of_moment(clause, own)
        pairs = [
            (a, b) for at in meant
            if (a := cells.of(at, rows[0])) and (b := cells.of(at, rows[1]))
        ]  # fmt: skip
        is_plain = is_fit and not _GAP_OF_BOTH.search(text)
        yield Role(pairs=tuple(pairs), is_strong=is_plain)
    else:
        yield Role(pairs=tuple(_touching(cells, cells.rows)), is_strong=False)


_FALL = re.compile(r"\b(?:downhill|los(?:e|es|t|ing)|drop\w*|fall\w*|fell|declin\w*|decreas\w*)\b",
                   re.I)  # fmt: skip
_GAP_OF_BOTH = re.compile(r"\b(?:gaps?|overfit\w*)\b", re.I)


def against(clause: str, score: Value, cells: Sequence[Cells]) -> list[tuple[Value, Value]]:
    """`84.4 %, 0.9 points lower than the shallow one`: it, and the only row named there."""
    other = OTHER_SIDE.search(clause)
    if other is None:
        return []
    for each in cells:
        rows = {at.row for at in rows_in(clause[other.end() :], each.view)}
        inside = [v for (_, row), v in each.by.items()
                  if row in rows and (not score.split or v.split in (score.split, ""))]  # fmt: skip
        if len(rows) == 1 and inside:
            return [(score, value) for value in inside]
    return []


def over_all(text: str, score: Value, cells: Cells) -> list[tuple[Value, Value]]:
    """`It starts at 44.6 % and gains 18.9 points until the end`: all of the column that has it."""
    if cells.view.axis != "epoch" or not _WHOLE.search(text):
        return []
    columns = {at for (at, _), v in cells.by.items() if abs(v.value - score.value) < 1e-9}
    if len(columns) != 1:
        return []
    (at,) = columns
    numbered = {e.row: e.number or 0.0 for e in cells.columns[at].entries}
    last = max(numbered, key=lambda row: numbered[row])
    inside = [v for (column, row), v in cells.by.items() if column == at and row != last]
    end = cells.of(at, last)
    return [(score, value) for value in (*inside, *([end] if end else []))]


def _across(cells: Cells, rows: Sequence[int], splits: set[str]) -> list[tuple[Value, Value]]:
    """Training and other data, row by row; at the last and at the best where a table has both."""
    trains = [at for at, each in enumerate(cells.columns) if each.split == "train"]
    others = [at for at, each in enumerate(cells.columns) if each.split in splits - {"train"}]
    return [
        (a, b) for row in rows for train in trains for other in others
        if (a := cells.of(train, row)) and (b := cells.of(other, row))
    ]  # fmt: skip


def _best_and_last(cells: Cells, row: int, splits: set[str]) -> list[tuple[Value, Value]]:
    """What a row has at its best and at its end."""
    kinds = [kind_of(each) for each in cells.columns]
    best = [at for at, kind in enumerate(kinds) if kind is Computed.BEST]
    last = [at for at, kind in enumerate(kinds) if kind is None]
    return [
        (a, b) for one in best for other in last
        if cells.columns[one].split == cells.columns[other].split
        and (not splits or cells.columns[one].split in (*splits, ""))
        and (a := cells.of(one, row)) and (b := cells.of(other, row))
    ]  # fmt: skip


def _touching(cells: Cells, rows: Sequence[int]) -> Iterator[tuple[Value, Value]]:
    """All pairs of cells in one row or one column, at least one of them in these rows."""
    for (column, row), value in cells.by.items():
        if row not in rows:
            continue
        for (other_column, other_row), other in cells.by.items():
            if (column, row) != (other_column, other_row) and (
                column == other_column or row == other_row
            ):
                yield value, other


def _is_from_that(text: str, earlier: str) -> bool:
    """`On the training images it is 5.2 points up from that`, after the one of the test images."""
    own, other = splits_in(text), splits_in(earlier)
    is_back = re.search(r"\b(?:from|than|above|below|over|under) (?:that|this|it)\b", text, re.I)
    return is_back is not None and len(own) == 1 and len(other) == 1 and own != other


def _speaks_of_a_gap(text: str, clause: str) -> bool:
    """Whether two parts of the data are held against each other, and no two moments."""
    if _OVER.search(text):
        return False
    return bool(GAP.search(clause) or (len(splits_in(text)) > 1 and _CROSS.search(text)))
