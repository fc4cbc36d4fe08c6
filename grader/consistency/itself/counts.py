"""The check: numbers of parameters and layers, held against the sizes that the write-up tells."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from math import isfinite

from grader.consistency.itself import dense
from grader.consistency.itself.biases import is_without_biases
from grader.consistency.itself.built import is_of_a_part
from grader.consistency.itself.built_rows import Row, rows_told
from grader.consistency.itself.certain_rows import certain_row, is_in_one_sentence, linked_rows
from grader.consistency.itself.once import first_of_each
from grader.consistency.itself.structure import hold_structure
from grader.consistency.itself.told import Tale, Told
from grader.consistency.itself.values import is_exact
from grader.consistency.itself.with_biases import hold_with_biases
from grader.consistency.wording import amount_words, number_words, sizes_words
from grader.consistency.work import Work
from grader.records import Amount, Checked, Consistency, Statistic

_CHANGED = re.compile(
    r"\b(?:prun\w*|after|quanti\w*|fr[eo]ez\w*|frozen|without|if|would|could|than|instead|compress\w*|"
    r"more|fewer|less|add(?:ed|ing)|remov\w*|reduc\w*|chang\w*|shar(?:ed|ing)|tied|dropp?\w*)\b",
    re.IGNORECASE,
)
_MOST = 200
_LEAST = 100
"""Smaller numbers of parameters are those of a bias or of a small layer."""


def hold_counts(work: Work) -> Iterator[Checked]:
    """Every number of parameters or hidden layers of a network whose sizes are told."""
    tale = Tale(work)
    yield from first_of_each(chain(_of_claims(tale), hold_structure(tale), hold_with_biases(tale)))


def _of_claims(tale: Tale) -> Iterator[Checked]:
    rows = rows_told(tale)
    for told in tale.of("parameters")[:_MOST]:
        yield from _parameters(tale, told, rows)
    for told in tale.of("hidden_layers")[:_MOST]:
        yield from _hidden_layers(tale, told, rows)
    for told in tale.of("layers")[:_MOST]:
        yield from _layers(tale, told, rows)


def _parameters(tale: Tale, told: Told, rows: Sequence[Row]) -> Iterator[Checked]:
    amount = told.claim.amount
    if amount is None or told.claim.statistic is Statistic.SPREAD or amount.value < _LEAST:
        return
    linked = linked_rows(told, rows)
    whole = [row for row in linked if _may_be_whole(row, amount)]
    if whole:
        yield _counted(tale, told, whole[0], amount)
        return
    layers = [row for row in linked if is_exact(amount) and _layer(row, amount) is not None]
    if layers:
        yield _counted_layer(tale, told, layers[0], amount)
        return
    weights = [row for row in linked if _is_weights(row, amount)]
    certain = certain_row(tale, told, [row for row in linked if row.is_whole])
    if weights:
        yield _weights_only(tale, told, weights[0], amount)
    elif certain is not None and is_exact(amount) and not _is_other(told):
        words = f"{_whole(certain)}; {tale.source(told)} says {amount_words(amount)}."
        yield tale.checked(told, Consistency.INCONSISTENT, words, certain.told)


def _is_other(told: Told) -> bool:
    """Whether the number may be that of a layer, or of a network that was changed."""
    if _CHANGED.search(told.sentence[:600]):
        return True
    return is_of_a_part(told) or told.claim.is_one_of_several or bool(told.claim.subject.labels)


def _whole(row: Row) -> str:
    count = number_words(dense.count(row.sizes))
    return f"{sizes_words(row.sizes)} has {count} parameters with its biases"


def _counted(tale: Tale, told: Told, row: Row, amount: Amount) -> Checked:
    words = f"{_whole(row)}, and {tale.source(told)} says {amount_words(amount)}."
    return tale.checked(told, Consistency.CONSISTENT, words, row.told)


def _may_be_whole(row: Row, amount: Amount) -> bool:
    """Whether it is the network's number; a bound or `about` says too little of a guessed row."""
    bounded = isfinite(amount.least) and isfinite(amount.most)
    allowed = amount.allows(dense.count(row.sizes)) and bounded
    return allowed and (row.is_whole or is_exact(amount))


def _layer(row: Row, amount: Amount) -> int | None:
    counts = dense.layer_counts(row.sizes)
    return next((index for index, count in enumerate(counts) if amount.allows(count)), None)


def _counted_layer(tale: Tale, told: Told, row: Row, amount: Amount) -> Checked:
    index = _layer(row, amount) or 0
    before, after = row.sizes[index], row.sizes[index + 1]
    words = (
        f"{before} × {after} + {after} is {number_words(before * after + after)}, and "
        f"{tale.source(told)} says {amount_words(amount)}."
    )
    return tale.checked(told, Consistency.CONSISTENT, words, row.told)


def _is_weights(row: Row, amount: Amount) -> bool:
    """Whether it is the network's number without biases, to the last digit."""
    exact = is_exact(amount) and amount.value >= 1000
    return exact and amount.value == dense.count(row.sizes, biases=False)


def _weights_only(tale: Tale, told: Told, row: Row, amount: Amount) -> Checked:
    source = tale.source(told)
    if is_without_biases(tale, told):
        words = (
            f"{sizes_words(row.sizes)} has {amount_words(amount)} weights without its biases, as "
            f"{source} says."
        )
        return tale.checked(told, Consistency.CONSISTENT, words, row.told)
    words = (
        f"{_whole(row)}; {source} says {amount_words(amount)}, which is the number without the "
        "biases."
    )
    return tale.checked(told, Consistency.INCONSISTENT, words, row.told)


def _hidden_layers(tale: Tale, told: Told, rows: Sequence[Row]) -> Iterator[Checked]:
    amount = told.claim.amount
    linked = linked_rows(told, [row for row in rows if row.is_whole])
    certain = certain_row(tale, told, linked) if amount else None
    if certain is None or amount is None or not _is_whole_number(amount):
        return
    actual = dense.hidden_layers(certain.sizes)
    # `32 hidden` are units; and sizes of the hidden layers alone are also written in a row.
    if amount.value > 12 or amount.value == len(certain.sizes):
        return
    agrees = amount.allows(actual)
    if not agrees and (told.claim.is_one_of_several or told.may_be_of_another):
        return
    layers = "1 hidden layer" if actual == 1 else f"{actual} hidden layers"
    words = (
        f"{sizes_words(certain.sizes)} ({tale.source(certain.told)}) has {layers}, "
        f"{'and' if agrees else 'but'} {tale.source(told)} says {amount_words(amount)}."
    )
    outcome = Consistency.CONSISTENT if agrees else Consistency.INCONSISTENT
    yield tale.checked(told, outcome, words, certain.told)


def _layers(tale: Tale, told: Told, rows: Sequence[Row]) -> Iterator[Checked]:
    """What counts as a layer, everybody counts in another way: only a fit says something."""
    amount = told.claim.amount
    linked = linked_rows(told, [row for row in rows if row.is_whole])
    certain = certain_row(tale, told, linked) if amount else None
    if certain is None or amount is None or not _is_whole_number(amount) or _is_other(told):
        return
    hidden = dense.hidden_layers(certain.sizes)
    head = (
        f"{sizes_words(certain.sizes)} has {hidden + 1} layers with weights and {hidden + 2} with "
        f"its input; {tale.source(told)} says {amount_words(amount)}"
    )
    if amount.value in (hidden + 1, hidden + 2):
        yield tale.checked(told, Consistency.CONSISTENT, f"{head}.", certain.told)
    elif is_in_one_sentence(told, certain.told):
        words = f"{head}, and what it counts as a layer is not certain."
        yield tale.checked(told, Consistency.CANNOT_TELL, words, certain.told)


def _is_whole_number(amount: Amount) -> bool:
    return amount.value == int(amount.value) and is_exact(amount)
