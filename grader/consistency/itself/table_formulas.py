"""Cells that show how the count beside them comes about: `784 × 64 + 64`, `50,240`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from grader.consistency.itself.arithmetic.equalities import equalities_in
from grader.consistency.itself.arithmetic.judge import Answer, answer_to, computed
from grader.consistency.wording import number_words
from grader.notation.cells import CellNumber
from grader.notation.tables import Grid
from grader.records import Consistency

_FORMULA = re.compile(r"[\d\s×x*·⋅+()\[\].,]{5,80}", re.IGNORECASE)
_TIMES = re.compile(r"[\d)]\s?[×x*·⋅]\s?[\d(]", re.IGNORECASE)
_OUTCOMES = {Answer.EQUAL: Consistency.CONSISTENT, Answer.UNEQUAL: Consistency.INCONSISTENT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """A count, held against the computation beside it."""

    row: int
    """Row of the table."""
    column: int
    """Column of the count."""
    outcome: Consistency
    """Whether it holds."""
    formula: str
    """The computation; student text."""
    stated: CellNumber
    """The count."""
    value: float
    """What the computation gives."""


def derivations(grid: Grid) -> Iterator[Derivation]:
    """Every count beside a computation of weights and biases."""
    for row in range(grid.header_rows, grid.height):
        formulas = [at for at, cell in enumerate(grid.cells[row]) if _is_formula(cell)]
        if len(formulas) != 1 or formulas[0] + 1 >= grid.width:
            continue
        column = formulas[0] + 1
        stated = grid.numbers[row][column]
        if stated is None or not stated.is_whole or stated.rest or stated.is_inexact:
            continue
        formula = grid.cells[row][formulas[0]].strip()
        equality = next(equalities_in(f"{formula} = {stated.value:.0f}"), None)
        value = computed(equality) if equality is not None else None
        if equality is None or value is None:
            continue
        outcome = _OUTCOMES.get(answer_to(equality))
        if outcome is not None:
            yield Derivation(
                row=row, column=column, outcome=outcome, formula=formula, stated=stated,
                value=value,
            )  # fmt: skip


def _is_formula(cell: str) -> bool:
    """Whether a cell computes: products alone may be the shape of something."""
    text = cell.strip()
    return "+" in text and bool(_FORMULA.fullmatch(text)) and bool(_TIMES.search(text))


def said_of_derivation(found: Derivation, *, table: str) -> str:
    """The sentence that shows both sides."""
    who = table or "the table"
    return f"{found.formula} is {number_words(found.value)}; {who} says {found.stated.words}."
