"""What is called the best, held against the one column that it must come from."""

import re
from collections.abc import Sequence

from grader.consistency.itself.told import Tale, Told
from grader.consistency.itself.values import clearly_differ, is_exact
from grader.consistency.network_words import is_any, is_same_network
from grader.consistency.subjects import are_other_values
from grader.records import Statistic

_BEST = re.compile(
    r"\b(?:best|highest|lowest|maxim\w+|minim\w+|greatest|smallest)\s+(?:\w+\s+){0,2}"
    r"(?:acc\b|accurac\w+|loss(?:es)?\b)",
    re.IGNORECASE,
)
_OF_FEWER = re.compile(
    r"\b(?:second|worst|run|seed|during|after|before|until|when|if|among|except|apart|other|"
    r"so far|previous\w*|earlier|first|without|literature|published|average|mean)\b",
    re.IGNORECASE,
)


def best_cell(tale: Tale, told: Told) -> Told | None:
    """The cell that a sentence about the best value means; None if that is not certain."""
    claim = told.claim
    subject = claim.subject
    if claim.is_listed or claim.quantity not in ("accuracy", "loss") or not subject.split:
        return None
    if not _BEST.search(told.before(60)) or _OF_FEWER.search(told.sentence[:600]):
        return None
    if subject.epoch is not None or subject.selection or not subject.question:
        return None
    cells = [
        cell for cell in tale.cells(claim.quantity, subject.split) if _is_in_column(told, cell)
    ]
    tables = {cell.claim.span.block for cell in cells if cell.claim.span}
    return _extreme(told, cells) if len(tables) == 1 and len(cells) > 1 else None


def is_other_than(told: Told, cell: Told) -> bool:
    """Whether the value that is called the best is another one."""
    a, b = told.claim.amount, cell.claim.amount
    return a is not None and b is not None and is_exact(a) and clearly_differ(a, b)


def _is_in_column(told: Told, cell: Told) -> bool:
    a, b = told.claim.subject, cell.claim.subject
    if not cell.claim.is_listed or cell.claim.statistic is not Statistic.VALUE:
        return False
    if b.question != a.question or b.split != a.split or b.moment not in ("", a.moment):
        return False
    settings, others = dict(a.settings), dict(b.settings)
    if any(are_other_values(value, others.get(name, value)) for name, value in settings.items()):
        return False
    return is_any(a.network) or is_same_network(a.network, b.network) is True


def _extreme(told: Told, cells: Sequence[Told]) -> Told:
    def value(cell: Told) -> float:
        return cell.claim.value if cell.claim.value is not None else 0.0

    return max(cells, key=value) if told.claim.quantity == "accuracy" else min(cells, key=value)
