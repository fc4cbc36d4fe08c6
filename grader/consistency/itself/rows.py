"""Sentences that plainly speak of one row of a table, because its other values stand in them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from grader.consistency.itself.told import Tale, Told
from grader.consistency.itself.values import clearly_differ, digits_of, is_exact, same_digits
from grader.consistency.network_words import is_any, is_same_network
from grader.records import Claim, Subject

Key = tuple[int, Subject]
_MOVES = re.compile(
    r"\b(?:from|after|before|until|rises?|rose|falls?|fell|drops?|dropped|instead|without|versus|"
    r"vs|than|while|whereas|but|had been|earlier|later|first|then)\b",
    re.IGNORECASE,
)


def key_of(claim: Claim) -> Key:
    """The table and the row, or column, that a cell belongs to, whatever it measures."""
    block = claim.span.block if claim.span else -1
    return block, replace(claim.subject, split="")


def cell_meant(tale: Tale, told: Told) -> Told | None:
    """The cell that says what a sentence says, found by what else stands in the sentence."""
    amount = told.claim.amount
    if amount is None or told.claim.is_listed or not told.claim.subject.split:
        return None
    cells = [cell for cell in _cells(tale, told) if _may_be(tale, told, cell)]
    if not cells or not is_exact(amount):
        return None
    keys = [_keys(tale, each) for each in _companions(tale, told)]
    anchored = [cell for cell in cells if keys.count({key_of(cell.claim)}) >= 2]
    if not anchored and keys and not _MOVES.search(told.sentence[:600]):
        anchored = [cell for cell in cells if keys.count({key_of(cell.claim)}) == 1]
    if not anchored and not told.may_be_of_another:
        anchored = _at_epoch(told, cells)
    return anchored[0] if len({key_of(cell.claim) for cell in anchored}) == 1 else None


def contradicts(tale: Tale, told: Told, cell: Told) -> bool:
    """Whether a sentence says something else than the cell that it speaks of."""
    a, b = told.claim.amount, cell.claim.amount
    if a is None or b is None or not clearly_differ(a, b):
        return False
    # A sentence may speak of two rows: then its value is the other one's.
    elsewhere = (each.claim.amount for each in _cells(tale, told))
    return not any(each is not None and same_digits(a, each) for each in elsewhere)


def _cells(tale: Tale, told: Told) -> tuple[Told, ...]:
    """Cells of the same quantity and split."""
    return tale.cells(told.claim.quantity, told.claim.subject.split)


def _may_be(tale: Tale, told: Told, cell: Told) -> bool:
    return tale.doubts(told, cell) is not None


def _companions(tale: Tale, told: Told) -> Iterator[Told]:
    """Other results in the same sentence that are told to three digits or more."""
    for each in tale.in_sentence_of(told):
        amount = each.claim.amount
        if each.index == told.index or amount is None or each.claim.is_listed:
            continue
        if _measure(each.claim) == _measure(told.claim) or each.claim.is_one_of_several:
            continue
        if digits_of(amount) >= 3 and is_exact(amount) and _is_one_time(told, each):
            yield each


def _measure(claim: Claim) -> tuple[str, str]:
    return claim.quantity, claim.subject.split


def _is_one_time(told: Told, other: Told) -> bool:
    """Whether both speak of one epoch and network, as far as they say."""
    a, b = told.claim.subject, other.claim.subject
    epochs = a.epoch is None or b.epoch is None or a.epoch == b.epoch
    moments = not a.moment or not b.moment or a.moment == b.moment
    return epochs and moments and is_same_network(a.network, b.network) is not False


def _keys(tale: Tale, told: Told) -> set[Key]:
    """The rows in which a value stands."""
    amount = told.claim.amount
    return {
        key_of(cell.claim)
        for cell in _cells(tale, told)
        if amount is not None
        and cell.claim.amount is not None
        and same_digits(amount, cell.claim.amount)
        and _may_be(tale, told, cell)
    }


def _at_epoch(told: Told, cells: Sequence[Told]) -> list[Told]:
    """The only cell of that epoch in a table of epochs of the same question."""
    subject = told.claim.subject
    if subject.epoch is None:
        return []
    here = [
        cell
        for cell in cells
        if cell.claim.subject.question == subject.question
        and cell.claim.subject.epoch == subject.epoch
        and _leaves_open(subject, cell.claim.subject)
    ]
    return here if len(here) == 1 else []


def _leaves_open(told: Subject, cell: Subject) -> bool:
    """Whether the sentence names nothing that its cell does not, and no other network."""
    if set(told.settings) - set(cell.settings) or set(told.labels) - set(cell.labels):
        return False
    return is_any(told.network) or is_same_network(told.network, cell.network) is not False
