"""The epoch of the best result, told twice: `peaks at 84.19 % in epoch 40`, `its peak is at 60`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from grader.consistency.itself.told import Tale, Told
from grader.consistency.wording import amount_words, capitalised
from grader.records import Checked, Consistency

_CHANGES = re.compile(
    r"\b(?:second|another|other|seed\w*|run|runs|first|later|again|without|with|after|before|if|when"
    r"|about|around|until|from|between|instead|than|range|fold|each|every|average|mean)\b|[~≈]",
    re.IGNORECASE,
)
_MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class _Peak:
    told: Told
    epoch: float
    selection: str


def hold_best_epochs(tale: Tale) -> Iterator[Checked]:
    """Every such epoch in words, against the others of the same network and question."""
    peaks = [*_told(tale), *_beside_values(tale)]
    single = _single_trainings(tale) if peaks else frozenset()
    for at, peak in enumerate(peaks):
        claim = peak.told.claim
        if claim.quantity != "best_epoch" or _CHANGES.search(peak.told.before(60)):
            continue
        others = [
            other
            for number, other in enumerate(peaks)
            if number != at and _is_of_the_same(tale, peak, other, single)
        ]
        agreeing = [other for other in others if other.epoch == peak.epoch]
        if agreeing:
            yield _checked(tale, peak, agreeing[0], Consistency.CONSISTENT)
            continue
        earlier = [other for other in others if other.told.index < peak.told.index]
        if earlier and len({other.epoch for other in others}) == 1:
            yield _checked(tale, peak, earlier[0], Consistency.INCONSISTENT)


def _told(tale: Tale) -> list[_Peak]:
    return [
        _Peak(told=told, epoch=told.claim.value, selection=told.claim.subject.selection)
        for told in tale.of("best_epoch")[:_MOST]
        if told.claim.value is not None and not told.claim.is_one_of_several
    ]


def _beside_values(tale: Tale) -> list[_Peak]:
    """Epochs that stand beside the best value: `the best test accuracy, 84.19 %, in epoch 40`."""
    found: list[_Peak] = []
    for quantity in ("accuracy", "loss"):
        for told in tale.of(quantity)[: 4 * _MOST]:
            subject = told.claim.subject
            if subject.moment == "best" and subject.epoch and subject.split:
                words = f"{subject.split} {quantity}"
                if subject.selection in ("", words) and not told.claim.is_one_of_several:
                    found.append(_Peak(told=told, epoch=float(subject.epoch), selection=words))
    return found[:_MOST]


def _is_of_the_same(tale: Tale, peak: _Peak, other: _Peak, single: frozenset[str]) -> bool:
    a, b = peak.told.claim, other.told.claim
    if not peak.selection or peak.selection != other.selection:
        return False
    if a.sentence == b.sentence or not a.subject.question:
        return False
    if a.subject.question != b.subject.question or a.subject.settings != b.subject.settings:
        return False
    if a.subject.labels or b.subject.labels or other.told.may_be_of_another:
        return False
    if peak.told.may_be_of_another or a.subject.network != b.subject.network:
        return False
    question = a.subject.question
    return question in single and tale.question(question).has_one_network


def _single_trainings(tale: Tale) -> frozenset[str]:
    """The questions of which no result is told for several values of a setting."""
    found: dict[str, set[tuple[tuple[str, str], ...]]] = {}
    for quantity in ("accuracy", "loss", "best_epoch"):
        for told in tale.of(quantity):
            subject = told.claim.subject
            found.setdefault(subject.question, set()).add(subject.settings)
    return frozenset(question for question, settings in found.items() if len(settings) == 1)


def _checked(tale: Tale, peak: _Peak, other: _Peak, outcome: Consistency) -> Checked:
    words = (
        f"{tale.source(peak.told)} says epoch {_words(peak)} for the best {peak.selection}, "
        f"{tale.source(other.told)} says epoch {other.epoch:g}."
    )
    return tale.checked(peak.told, outcome, capitalised(words), other.told)


def _words(peak: _Peak) -> str:
    amount = peak.told.claim.amount
    return amount_words(amount) if amount is not None else format(peak.epoch, "g")
