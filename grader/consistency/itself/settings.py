"""How it was trained, told twice: learning rate, batch size, epochs, optimizer and the like."""

import re
from collections.abc import Iterator, Sequence

from grader.consistency.itself.told import Tale, Told
from grader.consistency.itself.values import fits
from grader.consistency.network_words import is_any, is_same_network
from grader.consistency.wording import capitalised
from grader.records import BlockKind, Checked, Consistency, Statistic

SETTINGS = (
    "learning_rate",
    "momentum",
    "weight_decay",
    "alpha",
    "batch_size",
    "epochs",
    "step_epochs",
    "step_factor",
    "gradient_clip",
    "dropout",
    "label_smoothing",
    "noisy_labels",
    "runs",
    "seed",
    "components",
    "optimizer",
    "loss_function",
    "input_scaling",
    "output_activation",
)
_MOST = 400
_VARIED = re.compile(
    r"\b(?:after|before|then|also|instead|when|if|first\w*|later|initial\w*|again|another|other|"
    r"others|second\w*|additional\w*|different|various|vary|varied|varying|compar\w*|versus|vs|"
    r"both|each|either|tri(?:ed|es|al)|try|test(?:ed|ing)? (?:with|out|several)|experiment\w*|"
    r"increas\w*|decreas\w*|reduc\w*|lower\w*|higher|larger|smaller|chang\w*|replac\w*|switch\w*|"
    r"double\w*|halv\w*|until|only|even|while|whereas|but|however|unlike|except|repeat\w*|"
    r"could|would|might|should|recommend\w*|default\w*|too|range\w*|between|except|until|further|"
    r"longer|fewer|more|less|finally|tun\w+|search\w*|grid|choice|choices|candidates?|best)\b",
    re.IGNORECASE,
)
_IN_ALL = re.compile(
    r"\b(?:train\w*|run|ran|total|number of epochs|epochs?\s*[:=|]|num_epochs|max(?:imum)? epochs|"
    r"for (?:all )?\d[\d,]* epochs)\b",
    re.IGNORECASE,
)
_ON_THE_WAY = re.compile(
    r"\b(?:after|until|till|from|last|every|each|about|around|approximately|roughly|converg\w*|"
    r"overfit\w*|reach\w*|at epoch|within|step|decay\w*|patience|stop\w*|by epoch|past|beyond|"
    r"warm\w*|per)\b",
    re.IGNORECASE,
)


def hold_settings(tale: Tale) -> Iterator[Checked]:
    """Every setting of training that is told more than once."""
    for quantity in SETTINGS:
        tellings = [told for told in tale.of(quantity) if _is_usable(told)][:_MOST]
        for told in tellings:
            yield from _held(tale, told, tellings)


def _is_usable(told: Told) -> bool:
    claim = told.claim
    if claim.quantity == "runs" and claim.statistic is Statistic.TOTAL:
        return False  # All runs of all settings, where elsewhere those of one are told.
    if claim.statistic not in (Statistic.VALUE, Statistic.TOTAL):
        return False
    return claim.amount is not None or bool(claim.name)


def _held(tale: Tale, told: Told, tellings: Sequence[Told]) -> Iterator[Checked]:
    others = [other for other in tellings if _may_be_meant(tale, told, other)]
    agreeing = [
        other
        for other in others
        if fits(told.claim, other.claim) and not other.claim.is_one_of_several
    ]
    if agreeing and _is_the_value(told) and not _is_varied(tellings, told):
        best = max(agreeing, key=lambda other: (_is_one_question(told, other), other.weight))
        sentence = f"{capitalised(tale.both(told, best))}: both agree."
        yield tale.checked(told, Consistency.CONSISTENT, sentence, best)
        return
    against = [other for other in others if _contradicts(tale, told, other, tellings)]
    if against:
        best = max(against, key=lambda other: other.weight)
        sentence = f"{capitalised(tale.both(told, best))}."
        yield tale.checked(told, Consistency.INCONSISTENT, sentence, best)


def _is_varied(tellings: Sequence[Told], told: Told) -> bool:
    """Whether the question that it stands in looks at several values of it."""
    question = told.claim.subject.question
    return any(
        each.claim.is_one_of_several and each.claim.subject.question == question
        for each in tellings
    )


def _may_be_meant(tale: Tale, told: Told, other: Told) -> bool:
    """Whether the other may tell the same setting of the same training, somewhere else."""
    a, b = told.claim, other.claim
    if other.index == told.index or fits(a, b) is None:
        return False
    if a.sentence == b.sentence and a.span is not None and a.sentence is not None:
        return False
    if a.is_listed and b.is_listed and a.span and b.span and a.span.block == b.span.block:
        return False
    return tale.doubts(told, other) is not None


def _contradicts(tale: Tale, told: Told, other: Told, tellings: Sequence[Told]) -> bool:
    """Whether both certainly tell one setting of one training, which cannot have both values."""
    if not _is_accused(told, other):
        return False
    if not (_is_the_value(told) and _is_the_value(other)):
        return False
    if told.claim.quantity == "runs" and _is_multiple(told, other):
        return False
    doubts = tale.doubts(told, other)
    if doubts is None or "settings" in doubts or "labels" in doubts:
        return False
    if told.claim.quantity in ("optimizer", "loss_function") and told.claim.denied:
        return False
    networks = _is_one_network(tale, told, other, doubts)
    return networks and _is_told_of_once(tale, told, other, tellings)


def _is_multiple(told: Told, other: Told) -> bool:
    """Whether one number of runs may be that of one setting, and the other of all settings."""
    low, high = sorted((told.claim.value or 0.0, other.claim.value or 0.0))
    return low < 1 or high % low == 0


def _is_accused(told: Told, other: Told) -> bool:
    if told.weight != other.weight:
        return told.weight < other.weight
    return told.index > other.index


def _is_one_network(tale: Tale, told: Told, other: Told, doubts: frozenset[str]) -> bool:
    if "network" not in doubts:
        return True
    a, b = told.claim.subject, other.claim.subject
    if is_same_network(a.network, b.network):
        return True
    if not (is_any(a.network) or is_any(b.network)) or a.question != b.question:
        return False
    return tale.question(a.question).has_one_network


def _is_told_of_once(tale: Tale, told: Told, other: Told, tellings: Sequence[Told]) -> bool:
    """Whether the part that both stand in knows no third value, and no list of values."""
    a, b = told.claim.subject.question, other.claim.subject.question
    everywhere = (
        told.is_summary or other.is_summary or (tale.known.has_one_network and not (a and b))
    )
    if not everywhere and not _is_one_question(told, other):
        return False
    near = [
        each
        for each in tellings
        if everywhere or each.claim.subject.question in (a, b) or _is_one_question(told, each)
    ]
    if any(each.claim.is_one_of_several for each in near):
        return False
    values = [told.claim, other.claim]
    if not all(any(fits(each.claim, value) for value in values) for each in near):
        return False
    # A table that varies the setting has a value of its own in each row.
    rows = [each.claim for each in near if each.claim.is_listed]
    return all(fits(row, rows[0]) is not False for row in rows)


def _is_one_question(told: Told, other: Told) -> bool:
    a, b = told.claim.subject.question, other.claim.subject.question
    return a == b or (bool(a and b) and (a.startswith(f"{b}.") or b.startswith(f"{a}.")))


def _is_the_value(told: Told) -> bool:
    """Whether the words tell the setting of the training and no other one that was looked at."""
    claim = told.claim
    if claim.is_one_of_several or (claim.amount is not None and claim.amount.is_about):
        return False
    if told.block is not None and told.block.kind is BlockKind.TABLE:
        return True
    text = told.sentence[:600]
    if _VARIED.search(text):
        return False
    if claim.quantity == "epochs":
        return bool(_IN_ALL.search(text)) and not _ON_THE_WAY.search(told.around(40, 20))
    return True
