"""Differences over a training that words leave half unsaid: from one epoch to the next, to the end.

`They are furthest apart in the first epoch, by 15.1 points`: training and other data of one row.
"""

import re
from collections.abc import Iterator
from itertools import combinations, pairwise

from grader.consistency.itself.meaning.gap_pairs import GAP
from grader.consistency.itself.meaning.near import Cells, cells_of, splits_in, views_near
from grader.consistency.itself.meaning.rows import rows_in
from grader.consistency.itself.meaning.values import Amount, Value, amount_of
from grader.consistency.itself.meaning.world import World
from grader.consistency.itself.reckoning.numbers import Told, told_in
from grader.consistency.itself.reckoning.spoken import Sentence
from grader.records import Checked, HeldAgainst

_SCORES = ("accuracy", "error")
_HERE = (HeldAgainst.ITSELF, HeldAgainst.ARGUMENT)
_POINTS = re.compile(r"\bpoints?\b|\bpp\b|%", re.I)
_QUOTED = re.compile(r"“([^”]*)”")
MOST_ROWS = 60


def is_natural(world: World, checked: Checked) -> bool:
    """Whether a difference that is called wrong is one of two values of a training, after all."""
    span = checked.span
    if not checked.is_called_wrong or checked.check not in _HERE:
        return False
    if span is None or not 0 <= span.block < len(world.write_up.blocks):
        return False
    if not _POINTS.search(world.write_up.blocks[span.block].text[span.start : span.end + 12]):
        return False
    quoted = _QUOTED.search(checked.sentence)
    said = quoted[1] if quoted else checked.sentence
    for sentence in world.in_block(span.block):
        begin = sentence.spoken.span.start
        if begin <= span.start < sentence.spoken.span.end:
            return any(
                told.unit == "points" and not told.is_word and told.start < span.end - begin
                and span.start - begin < told.end and told.words in said
                and _fits(world, sentence, told)
                for told in told_in(sentence.text)
            )  # fmt: skip
    return False


def _fits(world: World, sentence: Sentence, told: Told) -> bool:
    amount = amount_of(sentence.text, told)
    clause = sentence.clause_at(told.start).text
    parts = splits_in(sentence.text)
    is_gap = GAP.search(sentence.text) is not None or ("train" in parts and len(parts) > 1)
    several = sum(each.unit == "points" for each in told_in(clause)) > 1
    for view in views_near(world, sentence):
        if len(view.rows()) > MOST_ROWS:
            continue
        rows = [at.row for at in rows_in(clause, view)]
        for measure in _SCORES:
            cells = cells_of(view, measure)
            is_course = view.axis == "epoch"
            pairs = _pairs(cells, rows) if is_course else _across(cells, [] if several else rows)
            if (is_course or is_gap) and any(_is_so(amount, a, b) for a, b in pairs):
                return True
    return False


def _is_so(amount: Amount, a: Value, b: Value) -> bool:
    """Whether two values differ by an amount to its last digit, or about so, where it says that."""
    if amount.is_about or amount.bound:
        return amount.fits(a, b)
    slack = 0.51 * max(amount.told.step, a.step, b.step)
    return abs(abs(a.value - b.value) - amount.told.value) <= slack


def _across(cells: Cells, rows: list[int]) -> Iterator[tuple[Value, Value]]:
    """Training and other data of one row."""
    for row in rows or cells.rows:
        across = [v for at in range(len(cells.columns)) if (v := cells.of(at, row))]
        yield from ((a, b) for a, b in combinations(across, 2) if a.split != b.split)


def _pairs(cells: Cells, rows: list[int]) -> Iterator[tuple[Value, Value]]:
    """Those that words about a training mean: of one epoch, of neighbours, of the ends, the best.

    Where rows are named, at least one of both values is of one of them.
    """
    yield from _across(cells, rows)
    for at in range(len(cells.columns)):
        column = {row: v for row in cells.rows if (v := cells.of(at, row))}
        if len(column) < 2:
            continue
        best = max(column, key=lambda row: column[row].value)
        ends = {min(column), max(column), best}
        near = {frozenset(pair) for pair in pairwise(column)}
        near |= {frozenset(pair) for pair in combinations(ends | (set(rows) & set(column)), 2)}
        for pair in near:
            if len(pair & set(rows)) >= min(2, len(rows)):
                one, other = sorted(pair)
                yield column[one], column[other]
