"""Totals and means that a sentence tells, held against the values that they are made of."""

import re
from collections.abc import Iterator, Sequence

from grader.consistency.itself.meaning.near import splits_in
from grader.consistency.itself.told import Tale, Told
from grader.consistency.itself.values import is_exact
from grader.consistency.subjects import are_other_values
from grader.consistency.wording import (
    amount_words,
    capitalised,
    number_words,
    quantity_words,
    times_words,
)
from grader.records import Amount, Checked, Consistency, Statistic

_SUMMED = ("time", "energy", "carbon", "parameters")
_TOTAL = re.compile(
    r"\b(?:together|altogether|in total|in all|total(?:s|ling|ing)?|overall|sums? (?:up )?to|"
    r"add(?:s|ing)? up to|combined|insgesamt|zusammen|for both|for all (?:two|three|four|five))\b"
    r"|总共|一共|合计",
    re.IGNORECASE,
)
_MEAN = re.compile(r"\b(?:mean|average|averaged|on average|mittelwert|durchschnitt)\b|平均", re.I)
_NUMBERS = {
    "two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15, "sixteen": 16, "eighteen": 18, "twenty": 20,
}  # fmt: skip
_HOW_MANY = re.compile(
    rf"\b(?:all |the |of |these |our )*({'|'.join(_NUMBERS)}|[2-9]|[12][0-9]|30)\s+"
    r"(?!%|percent)[a-z]",
    re.I,
)
_MOST = 200


def hold_together(tale: Tale) -> Iterator[Checked]:
    """Every total whose parts stand in its table or sentence, and every mean of a column."""
    for quantity in _SUMMED:
        for told in tale.of(quantity)[:_MOST]:
            if _says_total(told):
                yield from _total(tale, told)
    for quantity in ("accuracy", "loss", "time"):
        for told in tale.of(quantity)[:_MOST]:
            if _says_mean(told):
                yield from _mean(tale, told)


def _says_total(told: Told) -> bool:
    """Whether the words right before the number, or right behind it, call it a total."""
    if told.claim.is_listed:
        return False
    before = re.split(r"\d", told.before(60))[-1]
    return bool(_TOTAL.search(before) or _TOTAL.search(re.split(r"[;:,.]", told.after(30))[0]))


def _says_mean(told: Told) -> bool:
    if told.claim.is_listed or told.claim.statistic is Statistic.SPREAD:
        return False
    return bool(_MEAN.search(told.before(70)) or _MEAN.match(told.after(20).strip(" (%")))


def _total(tale: Tale, told: Told) -> Iterator[Checked]:
    amount = told.claim.amount
    parts = _parts_before(tale, told)
    if len(parts) < 2:
        parts = _both_before(tale, told)
    if amount is None or len(parts) < 2:
        return
    amounts = [part.claim.amount for part in parts if part.claim.amount is not None]
    low, high = sum(each.least for each in amounts), sum(each.most for each in amounts)
    value = sum(each.value for each in amounts)
    shown = _list([amount_words(each) for each in amounts])
    unit = times_words(value) if told.claim.quantity == "time" else number_words(value)
    head = f"{capitalised(shown)} are {unit} together"
    slack = 0.01 * abs(value)
    if max(low - slack, amount.least) <= min(high + slack, amount.most):
        if is_exact(amount) and abs(value - amount.value) > 1.5 * 10.0 ** -min(amount.decimals, 12):
            # Rounded parts may come to it, and nobody would call that adding up.
            return
        words = f"{head}, and {tale.source(told)} says {amount_words(amount)}."
        yield tale.checked(told, Consistency.CONSISTENT, words, parts[0])
    elif _is_far(amount, low, high) and all(map(is_exact, amounts)):
        words = f"{head}; {tale.source(told)} says {amount_words(amount)}."
        yield tale.checked(told, Consistency.INCONSISTENT, words, parts[0])


def _is_far(amount: Amount, low: float, high: float) -> bool:
    return amount.least > high * 1.05 or amount.most < low * 0.95


def _parts_before(tale: Tale, told: Told) -> list[Told]:
    """Values of the same quantity that the same sentence tells before."""
    return [
        each
        for each in tale.in_sentence_of(told)
        if each.index < told.index
        and each.claim.quantity == told.claim.quantity
        and each.claim.amount is not None
        and (each.claim.quantity == "parameters" or re.search("[a-z:]", _letters(each)))
    ]


def _both_before(tale: Tale, told: Told) -> list[Told]:
    """The only two values of the quantity that the paragraph tells before `for both`."""
    span = told.claim.span
    if span is None or not re.search(r"\bboth\b", told.before(60) + told.after(30)):
        return []
    found = [
        each
        for each in tale.of(told.claim.quantity)
        if each.claim.span is not None
        and each.claim.span.block == span.block
        and each.claim.span.start < span.start
        and not re.match(r"\s*\w*\s*(?:/|\bper\b|\beach\b)", each.after(16))
    ]
    return found if len(found) == 2 else []


def _letters(told: Told) -> str:
    return told.claim.amount.words.lower() if told.claim.amount else ""


def _mean(tale: Tale, told: Told) -> Iterator[Checked]:
    amount = told.claim.amount
    if amount is None or not is_exact(amount):
        return
    groups = [group for group in _columns(tale, told) if len(group) > 1]
    for group in groups:
        mean = _mean_of(group)
        if max(mean[0], amount.least) <= min(mean[1], amount.most):
            words = f"{_mean_words(group)}, and {tale.source(told)} says {amount_words(amount)}."
            yield tale.checked(told, Consistency.CONSISTENT, words, group[0])
            return
    counted = _HOW_MANY.search(told.sentence[:400])
    if len(groups) != 1 or counted is None or told.claim.is_one_of_several:
        return
    many = _NUMBERS.get(counted[1].lower()) or int(counted[1])
    low, high = _mean_of(groups[0])
    step = 0.15 * 10.0 ** -min(amount.decimals, 12)
    if many == len(groups[0]) and (amount.least > high + step or amount.most < low - step):
        words = f"{_mean_words(groups[0])}; {tale.source(told)} says {amount_words(amount)}."
        yield tale.checked(told, Consistency.INCONSISTENT, words, groups[0][0])


def _columns(tale: Tale, told: Told) -> Iterator[list[Told]]:
    """The values of each table of the same question that the mean may be of."""
    claim = told.claim
    # A part of the data that only the sentence before names may be no part of this one's words.
    split = claim.subject.split if splits_in(told.sentence) else ""
    columns: dict[tuple[int, str], list[Told]] = {}
    for cell in tale.of(claim.quantity):
        subject = cell.claim.subject
        if not cell.claim.is_listed or cell.claim.span is None:
            continue
        if (
            cell.claim.statistic is not Statistic.VALUE
            or subject.question != claim.subject.question
        ):
            continue
        if split and subject.split and subject.split != split:
            continue
        settings = dict(subject.settings)
        if any(are_other_values(v, settings.get(n, v)) for n, v in claim.subject.settings):
            continue
        columns.setdefault((cell.claim.span.block, subject.split), []).append(cell)
    yield from columns.values()


def _mean_of(group: Sequence[Told]) -> tuple[float, float]:
    amounts = [told.claim.amount for told in group if told.claim.amount is not None]
    count = len(amounts) or 1
    return sum(each.least for each in amounts) / count, sum(each.most for each in amounts) / count


def _mean_words(group: Sequence[Told]) -> str:
    amounts = [told.claim.amount for told in group if told.claim.amount is not None]
    mean = sum(each.value for each in amounts) / (len(amounts) or 1)
    quantity = quantity_words(group[0].claim.quantity)
    shown = _list([amount_words(each) for each in amounts[:8]])
    return f"The mean {quantity} of {shown} is {number_words(mean)}"


def _list(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)
