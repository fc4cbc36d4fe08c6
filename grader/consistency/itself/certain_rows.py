"""Which told sizes are those of the network that a statement speaks of."""

import re
from collections.abc import Sequence

from grader.consistency.itself.built import is_one_network
from grader.consistency.itself.built_rows import Row
from grader.consistency.itself.told import Tale, Told
from grader.consistency.network_words import is_same_network

_NOT_DENSE = re.compile(
    r"conv|cnn|vgg|lenet|resnet|rnn|recurrent|lstm|gru|kernel|filter|channel|pool|batch[\s-]?norm|"
    r"layer[\s-]?norm|embedding|faltung|卷积|循环",
    re.IGNORECASE,
)


def linked_rows(told: Told, rows: Sequence[Row]) -> list[Row]:
    """The rows of sizes that may be those of the network that is spoken of."""
    return [row for row in rows if _may_belong(told, row)]


def _may_belong(told: Told, row: Row) -> bool:
    if told.index == row.told.index or is_in_one_sentence(told, row.told):
        return True
    a, b = told.claim.subject, row.told.claim.subject
    units = dict(a.settings).get("units", "")
    if units.isdigit() and int(units) not in row.sizes:
        return False
    same = is_same_network(a.network, b.network)
    if same is False:
        return False
    return bool(same) or not (a.question and b.question) or a.question == b.question


def certain_row(tale: Tale, told: Told, linked: Sequence[Row]) -> Row | None:
    """The row that is surely meant; None if none is, or it is no dense network's."""
    beside = [row for row in linked if is_in_one_sentence(told, row.told)]
    by_name = [row for row in linked if is_one_network(tale, told, row.told)]
    under = [row for row in linked if _is_alone_under_question(tale, told, row)]
    candidates = beside or by_name or under
    if len({row.sizes for row in candidates}) != 1:
        return None
    chosen = candidates[0]
    if any(row.told.claim.is_one_of_several for row in candidates) or _is_not_dense(told, chosen):
        return None
    if not beside and chosen.told.block and _NOT_DENSE.search(chosen.told.block.text[:4000]):
        return None
    return chosen


def _is_not_dense(told: Told, row: Row) -> bool:
    names = (told.claim.subject.network, row.told.claim.subject.network)
    texts = (told.sentence, row.told.sentence, *names, *row.told.claim.subject.labels)
    return any(_NOT_DENSE.search(text[:1000]) for text in texts)


def _is_alone_under_question(tale: Tale, told: Told, row: Row) -> bool:
    """Whether its question knows but one network, and both stand in it."""
    question = told.claim.subject.question
    if not question or row.told.claim.subject.question != question:
        return False
    here = tale.question(question)
    return here.rows_of_sizes == 1 and here.has_one_network


def is_in_one_sentence(told: Told, other: Told) -> bool:
    """Whether both stand in one sentence or row."""
    a, b = told.claim.sentence, other.claim.sentence
    return a is not None and a == b
