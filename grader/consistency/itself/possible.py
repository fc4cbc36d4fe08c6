"""Values that nothing could have: accuracies over 100 %, a momentum over 1."""

import re
from collections.abc import Iterator

from grader.consistency.facts.lasting import is_told_training
from grader.consistency.itself.told import Tale, Told
from grader.consistency.wording import capitalised
from grader.records import Amount, Checked, Consistency, Statistic

_SHARES = ("momentum", "dropout", "label_smoothing")
_RELATIVE = re.compile(
    r"\b(?:relativ\w*|improv\w*|increas\w*|more|higher|greater|better|times|gain\w*|than)\b",
    re.IGNORECASE,
)
_OTHER_LOSSES = re.compile(
    r"\b(?:likelihood|elbo|cosine|reward|wasserstein|log[- ]?prob\w*|critic|energy|log|ln|db)\b",
    re.IGNORECASE,
)
_PLAIN_MINUS = re.compile(r"(?:\b(?:of|is|was|to|at|by|equals)|[=:|\t(])\s*\$?\s*$")


def hold_possible(tale: Tale) -> Iterator[Checked]:
    """Every value that lies outside what there can be."""
    for told in tale.all:
        amount = told.claim.amount
        reason = _impossible(told, amount) if amount is not None else ""
        if reason:
            sentence = f"{capitalised(tale.source(told))} says {tale.value(told)}; {reason}."
            yield tale.checked(told, Consistency.INCONSISTENT, sentence)
    yield from _too_short(tale)


def _impossible(told: Told, amount: Amount) -> str:
    quantity = told.claim.quantity
    is_spread = told.claim.statistic is Statistic.SPREAD
    is_share = "%" in amount.unit and amount.least > 100.5 and _is_written_so(told, amount)
    if quantity == "accuracy" and not is_spread and is_share:
        return "" if _RELATIVE.search(told.sentence[:600]) else "no accuracy is over 100 %"
    if quantity == "noisy_labels" and is_share:
        return "a share is never over 100 %"
    if quantity in _SHARES and "%" not in f"{amount.unit}{amount.words}" and amount.least > 1.05:
        return f"a {quantity.replace('_', ' ')} lies between 0 and 1"
    if quantity == "loss" and not is_spread and amount.most < 0 and _is_negative(told, amount):
        return "such a loss is never below 0"
    return ""


def _is_written_so(told: Told, amount: Amount) -> bool:
    """Whether it is written as a share: `accuracy over 320 sequences` counts something else."""
    if told.claim.is_listed or "%" in amount.words:
        return True
    return re.match(r"\W{0,3}(?:%|per ?cent|points?|pp\b)|\W*$", told.after(12)) is not None


def _is_negative(told: Told, amount: Amount) -> bool:
    """Whether the sign is surely a minus and no dash, and the loss one that has no negatives."""
    if not re.match(r"\s*\$?[-\u2212]\d", amount.words) or _OTHER_LOSSES.search(
        told.sentence[:600]
    ):
        return False
    return told.claim.is_listed or bool(_PLAIN_MINUS.search(told.before(16)))


def _too_short(tale: Tale) -> Iterator[Checked]:
    """Every longest training of a question in which results of a later epoch are told."""
    longest: dict[str, Told] = {}
    for told in tale.of("epochs"):
        if not is_told_training(told.claim, tale.write_up):
            continue
        question = told.claim.subject.question
        if _most(told) > _most(longest.get(question)):
            longest[question] = told
    latest: dict[str, Told] = {}
    for told in tale.all:
        question = told.claim.subject.question
        if told.claim.quantity != "epochs" and _epoch(told) > _epoch(latest.get(question)):
            latest[question] = told
    for question, told in longest.items():
        other = latest.get(question)
        if other is None or _epoch(other) <= max(_most(told), _settings(tale, question)) + 1:
            continue
        sentence = (
            f"{capitalised(tale.source(told))} says {tale.value(told)} epochs, the longest "
            f"training that is told there; {tale.source(other)} tells of epoch {_epoch(other):,}."
        )
        yield tale.checked(told, Consistency.INCONSISTENT, sentence, other)


def _most(told: Told | None) -> float:
    return told.claim.amount.most if told is not None and told.claim.amount is not None else 0.0


def _epoch(told: Told | None) -> int:
    return (told.claim.subject.epoch or 0) if told is not None else 0


def _settings(tale: Tale, question: str) -> float:
    """The greatest number of epochs that a result of the question was got with."""
    values = (
        float(value)
        for told in tale.all
        if told.claim.subject.question == question
        for name, value in told.claim.subject.settings
        if name == "epochs" and value.replace(".", "", 1).isdigit()
    )
    return max(values, default=0.0)
