"""One value told in two notations beside each other: `0.8513 (85.13 %)`, `699 s (11.65 min)`."""

import re
from collections.abc import Iterator
from itertools import pairwise

from grader.consistency.itself.told import Tale, Told
from grader.consistency.itself.values import amounts_fit
from grader.consistency.wording import amount_words
from grader.records import Amount, Checked, Consistency

_SAME = re.compile(
    r"\s?%?\s?(?:\w{1,12}\s?)?(?:[(=≈\[]|,?\s?\(?i\.?\s?e\.?,?|,?\s?\bor\b|,?\s?that is,?|"
    r",?\s?which is|,?\s?in other words|\bequivalent to\b|,?\s?bzw\.?)\s?"
    r"(?:i\.?\s?e\.?,?|or|≈|=|~|about|approx\w*\.?|roughly|around|nearly|almost|ca\.?|c\.)?\s?",
    re.IGNORECASE,
)
_UNIT = re.compile(r"[^\W\d_]+|%")
_PER = re.compile(r"\s*(?:/|\w*\s*\b(?:per|each|every)\b)")
_CHOICE = re.compile(r"\b(?:either|depend\w*|sometimes|varies|vary)\b", re.IGNORECASE)
_GOES_ON = re.compile(
    r"\s?(?:s|sec\w*|min\w*|h|hours?|k?wh|k?g|%)?\s(?:on|with|without|in|for|at|if|when)\b"
)
"""Words behind a value in brackets that is got elsewhere: `(40 s on a GPU)`."""
_NOTED = ("accuracy", "time", "energy", "carbon", "noisy_labels")
_FURTHEST = 40


def hold_beside(tale: Tale) -> Iterator[Checked]:
    """Every value that is told again, in another unit, right behind it."""
    for quantity in _NOTED:
        tellings = [told for told in tale.of(quantity) if told.claim.amount and told.claim.span]
        for left, right in pairwise(tellings):
            a, b = left.claim.amount, right.claim.amount
            if a and b and _is_one_value(left, right, a, b):
                yield _checked(tale, right, left, b, a)


def _is_one_value(left: Told, right: Told, a: Amount, b: Amount) -> bool:
    first, second = left.claim.span, right.claim.span
    if first is None or second is None or left.block is None or first.block != second.block:
        return False
    between = left.block.text[first.end : second.start]
    if len(between) > _FURTHEST or not _SAME.fullmatch(between):
        return False
    if _PER.match(left.after(20)) or _PER.match(right.after(20)):
        return False
    if _CHOICE.search(left.sentence[:600]) or ("(" in between and _GOES_ON.match(right.after(20))):
        return False
    return _units(a) != _units(b)


def _units(amount: Amount) -> tuple[str, ...]:
    """How it is noted: `%`, `min`, or nothing."""
    words = amount.words.lower().replace("e-", "").replace("e+", "")
    named = tuple(unit for unit in _UNIT.findall(words) if unit not in _NO_UNITS)
    return (":",) if ":" in words else named


_NO_UNITS = frozenset("about approximately around nearly almost roughly some over under".split())


def _checked(tale: Tale, told: Told, other: Told, b: Amount, a: Amount) -> Checked:
    agree = amounts_fit(a, b)
    sentence = (
        f"{amount_words(a)} and {amount_words(b)} stand beside each other and "
        f"{'are the same' if agree else 'are not the same'}."
    )
    outcome = Consistency.CONSISTENT if agree else Consistency.INCONSISTENT
    return tale.checked(told, outcome, sentence, other)
