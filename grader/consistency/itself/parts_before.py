"""Totals whose parts stand in the sentence before them.

`The convolutions have 260,160 parameters and the dense layers 3,216,906. In total it is 3,467,066.`
"""

import re
from collections.abc import Iterator, Sequence

from grader.consistency.itself.told import Tale, Told
from grader.consistency.itself.values import is_exact
from grader.consistency.wording import amount_words, capitalised, number_words, times_words
from grader.records import Checked, Consistency

_TOTAL = re.compile(
    r"\b(?:together|altogether|in total|in all|total(?:s|ling|ing)?|sums? (?:up )?to|all in all"
    r"|add(?:s|ed|ing)? up to|for (?:all|both|the) (?:two|three|four|five|of them)|for both|overall"
    r"|zusammen|insgesamt|the sum)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:would|could|should|might|if|without|instead|only|more|less|fewer|other|another|also"
    r"|average|mean|per|each|every|not|no|parallel|same time|about half)\b",
    re.IGNORECASE,
)
_OF_A_PART = re.compile(
    r"\b(?:layers?|conv\w*|fc\d?|dense|fully|linear|encoder|decoder|weights|bias(?:es)?|input|hidden"
    r"|output|matrix|matrices)\b",
    re.IGNORECASE,
)
_PER = re.compile(r"^\s*\w*\s*(?:/|\bper\b|\beach\b|\ban epoch\b|\ba run\b)", re.IGNORECASE)
_MOST = 200
_LATE = 0.05
"""Share of the parts by which a total of times may be less, for rounding."""


def hold_parts_before(tale: Tale) -> Iterator[Checked]:
    """Every such total of parameters or of time."""
    for quantity, hold in (("parameters", _parameters), ("time", _times)):
        for told in tale.of(quantity)[:_MOST]:
            if told.claim.is_listed or not _TOTAL.search(told.before(60) + told.after(20)):
                continue
            if _OTHER.search(told.sentence[:400]) or len(_values(tale, told)) > 1:
                continue
            parts = _before(tale, told, quantity)
            if len(parts) >= 2:
                yield from hold(tale, told, parts)


def _values(tale: Tale, told: Told) -> list[Told]:
    quantity = told.claim.quantity
    return [each for each in tale.in_sentence_of(told) if each.claim.quantity == quantity]


def _before(tale: Tale, told: Told, quantity: str) -> list[Told]:
    """What the sentence right before tells of the quantity."""
    sentence = told.claim.sentence
    if sentence is None or told.block is None:
        return []
    near = [
        each
        for each in tale.of(quantity)
        if each.claim.sentence is not None
        and each.claim.sentence.block == sentence.block
        and each.claim.sentence.end <= sentence.start
        and len(told.block.text[each.claim.sentence.end : sentence.start].strip()) == 0
    ]
    return [each for each in near if each.claim.amount is not None]


def _parameters(tale: Tale, told: Told, parts: Sequence[Told]) -> Iterator[Checked]:
    """Layers and the like, each of which is counted to the last digit."""
    amount = told.claim.amount
    amounts = [part.claim.amount for part in parts if part.claim.amount is not None]
    if amount is None or not is_exact(amount) or not all(map(is_exact, amounts)):
        return
    if _OTHER.search(parts[0].sentence[:400]) or not _OF_A_PART.search(parts[0].sentence[:400]):
        return
    value = sum(each.value for each in amounts)
    if any(each.value < 1_000 and each.unit for each in amounts):
        return
    fits = amount.allows(value)
    shown = _list([amount_words(each) for each in amounts])
    words = (
        f"{shown} are {number_words(value)} together{', and' if fits else ';'} "
        f"{tale.source(told)} says {amount_words(amount)}."
    )
    outcome = Consistency.CONSISTENT if fits else Consistency.INCONSISTENT
    yield tale.checked(told, outcome, capitalised(words), parts[0])


def _times(tale: Tale, told: Told, parts: Sequence[Told]) -> Iterator[Checked]:
    """Trainings, not all of which need be told: together they took no less."""
    amount = told.claim.amount
    whole = [part for part in parts if not _is_per(part)]
    if amount is None or len(whole) != len(parts):
        return
    subjects = {(part.claim.subject.network, part.claim.subject.settings) for part in whole}
    if len(subjects) != len(whole) or _OTHER.search(parts[0].sentence[:400]):
        return
    amounts = [part.claim.amount for part in whole if part.claim.amount is not None]
    low, value = sum(each.least for each in amounts), sum(each.value for each in amounts)
    shown = _list([amount_words(each) for each in amounts])
    if amount.most < low * (1 - _LATE):
        words = (
            f"{shown} are {times_words(value)} already; {tale.source(told)} says "
            f"{amount_words(amount)} for all of it."
        )
        yield tale.checked(told, Consistency.INCONSISTENT, capitalised(words), parts[0])


def _is_per(told: Told) -> bool:
    labelled = any(label.startswith("per ") for label in told.claim.subject.labels)
    return labelled or bool(_PER.match(told.after(20)))


def _list(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}"
