"""Values that nothing could have: accuracies over 100 %, a momentum over 1."""

import re
from collections.abc import Iterator

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
    longest = _longest(tale)
    for told in tale.all:
        amount = told.claim.amount
        reason = _impossible(told, amount) if amount is not None else ""
        reason = reason or _too_late(told, longest)
        if reason:
            sentence = f"{capitalised(tale.source(told))} says {tale.value(told)}; {reason}."
            yield tale.checked(told, Consistency.INCONSISTENT, sentence)


def _impossible(told: Told, amount: Amount) -> str:
    quantity = told.claim.quantity
    is_spread = told.claim.statistic is Statistic.SPREAD
    is_share = "%" in amount.unit and amount.least > 100.5
    if quantity == "accuracy" and not is_spread and is_share:
        return "" if _RELATIVE.search(told.sentence[:600]) else "no accuracy is over 100 %"
    if quantity == "noisy_labels" and is_share:
        return "a share is never over 100 %"
    if quantity in _SHARES and "%" not in f"{amount.unit}{amount.words}" and amount.least > 1.05:
        return f"a {quantity.replace('_', ' ')} lies between 0 and 1"
    if quantity == "loss" and not is_spread and amount.most < 0 and _is_negative(told, amount):
        return "such a loss is never below 0"
    return ""


def _is_negative(told: Told, amount: Amount) -> bool:
    """Whether the sign is surely a minus and no dash, and the loss one that has no negatives."""
    if not re.match(r"\s*\$?[-\u2212]\d", amount.words) or _OTHER_LOSSES.search(
        told.sentence[:600]
    ):
        return False
    return told.claim.is_listed or bool(_PLAIN_MINUS.search(told.before(16)))


def _longest(tale: Tale) -> dict[str, float]:
    """For each question that tells how long was trained, the greatest number of epochs."""
    found: dict[str, float] = {}
    for told in tale.of("epochs"):
        if told.claim.amount is not None:
            _grow(found, told.claim.subject.question, told.claim.amount.most)
    for told in tale.all:
        question = told.claim.subject.question
        for name, value in told.claim.subject.settings:
            # A setting beside a result says nothing where no training is told of.
            if name == "epochs" and value.replace(".", "", 1).isdigit() and found:
                _grow(found, question, float(value))
    return found


def _grow(found: dict[str, float], question: str, value: float) -> None:
    found[question] = max(value, found.get(question, 0.0))


def _too_late(told: Told, longest: dict[str, float]) -> str:
    epoch, question = told.claim.subject.epoch, told.claim.subject.question
    most = longest.get(question)
    if epoch is None or most is None or epoch <= most + 1 or told.claim.quantity == "epochs":
        return ""
    return f"epoch {epoch:,} is named there, and the longest training told of has {most:,.0f}"
