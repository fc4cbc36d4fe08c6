"""Statements that a thing is done at all, held against code in which no word of it stands."""

import re
from dataclasses import replace

from grader.consistency.facts.agreeing import agrees, same_name
from grader.consistency.facts.certain import (
    Told,
    is_own,
    is_plain,
    is_study,
    without_falls,
)
from grader.consistency.facts.deciding import Decision
from grader.consistency.facts.deeds import is_deed
from grader.consistency.facts.features import Presence
from grader.consistency.facts.known import Pool
from grader.consistency.facts.telling import spot, who
from grader.records import Claim, Consistency, HeldAgainst, Place

_BY_QUANTITY = {
    "gradient_clip": "gradient_clip", "augmentation": "augmentation", "dropout": "dropout",
    "label_smoothing": "label_smoothing", "schedule": "schedule", "momentum": "momentum",
    "weight_decay": "weight_decay", "input_scaling": "input_scaling",
    "step_epochs": "schedule", "step_factor": "schedule",
}  # fmt: skip
_BY_NAME = {
    "dropout": "dropout", "early_stopping": "early_stopping", "weight_decay": "weight_decay",
    "l2": "weight_decay", "l2_regularisation": "weight_decay", "batch_norm": "batch_norm",
    "batch_normalisation": "batch_norm", "batch_normalization": "batch_norm",
    "augmentation": "augmentation", "data_augmentation": "augmentation",
    "label_smoothing": "label_smoothing", "gradient_clip": "gradient_clip",
    "gradient_clipping": "gradient_clip", "batchnorm": "batch_norm",
    "l2_regularization": "weight_decay", "one_hot": "one_hot",
}  # fmt: skip
_BY_THE_LOSS = re.compile(
    r"(?:loss|cross.?entropy)[^.]{0,80}(?:includ|contain|combin|built|already|internal|appl|impl"
    r"|insid|itself|does)|(?:includ|contain|combin|built|already|internal|impl|insid)[^.]{0,80}"
    r"(?:loss|cross.?entropy)",
    re.IGNORECASE,
)
_INSIDE = re.compile(
    r"\bone.?hot\b[^.]{0,80}\b(?:by itself|internal\w*|implicit\w*|automatic\w*|on its own)\b"
    r"|\b(?:internal\w*|implicit\w*|automatic\w*|loss|cross.?entropy)\b[^.]{0,80}\bone.?hot\b"
    r"|\bclass (?:ind(?:ex|ices)|numbers?|labels?) (?:as they are|directly)",
    re.IGNORECASE,
)
"""That a loss makes one-hot vectors by itself: then no line of the code does."""
_CALLED = {
    "gradient_clip": "clips gradients", "augmentation": "augments its data",
    "dropout": "uses dropout", "label_smoothing": "smooths labels",
    "schedule": "changes the learning rate", "momentum": "uses momentum",
    "weight_decay": "uses weight decay", "input_scaling": "scales its inputs",
    "one_hot": "makes one-hot vectors", "early_stopping": "stops early",
    "batch_norm": "normalises batches",
}  # fmt: skip
_NOTHING = ("none", "constant", "no", "fixed", "0..255")


def decide_presence(claim: Claim, told: Told, pool: Pool) -> Decision | None:
    """What came of a statement that something is done; None if its value must tell."""
    if _is_softmax(claim):
        found = _softmax(claim, pool)
        if found is not None and found.outcome is Consistency.INCONSISTENT:
            return replace(found, is_sure=_has_loss_beside(claim, told, pool))
        return found
    feature = _feature(claim)
    if not feature or claim.name in _NOTHING or (claim.value == 0 and claim.name == ""):
        return None
    hit = pool.text.of(feature)
    if claim.denied:
        absent = hit.presence is Presence.ABSENT and pool.check is HeldAgainst.CODE
        return _decision(Consistency.CONSISTENT, _none(pool, feature)) if absent else None
    if hit.presence is Presence.ABSENT:
        return _absent(claim, told, pool, feature)
    if not _is_bare(claim):
        return None
    if hit.presence is Presence.PRESENT and feature != "early_stopping":
        clause = f"{who(pool)} does so ({spot(hit.place, pool)})" if hit.place else ""
        return _decision(Consistency.CONSISTENT, clause, hit.place)
    return _decision(Consistency.CANNOT_TELL, f"{who(pool)} may do so", hit.place)


def _has_loss_beside(claim: Claim, told: Told, pool: Pool) -> bool:
    """Whether the loss that the sentence tells is there: then the code is that of its network."""
    return any(
        agrees(each, known)
        for each in told.beside(claim)
        if each.quantity == "loss_function"
        for known in pool.of("loss_function")
    ) or any(
        name in claim.words.lower() and any(same_name(each.name) == name for each in losses)
        for losses in (pool.of("loss_function"),)
        for name in ("mse", "nll")
    )


def _none(pool: Pool, feature: str) -> str:
    return f"no line of {who(pool)} {_CALLED[feature]}"


def _feature(claim: Claim) -> str:
    if claim.quantity == "regularisation":
        return _BY_NAME.get(same_name(claim.name), _BY_NAME.get(claim.name, ""))
    return _BY_QUANTITY.get(claim.quantity, "")


def _is_bare(claim: Claim) -> bool:
    """Whether nothing but the thing itself is told, and no value of it."""
    return claim.value is None and claim.quantity in (
        "regularisation", "augmentation", "gradient_clip", "dropout", "label_smoothing",
        "weight_decay", "momentum",
    )  # fmt: skip


def _absent(claim: Claim, told: Told, pool: Pool, feature: str) -> Decision | None:
    """No word of it stands anywhere in the code."""
    text = pool.text
    shown = (feature in _OF_LAYERS and text.has_forward) or (
        feature in _OF_DATA and text.prepares_data and text.trains
    )
    if pool.check is HeldAgainst.LISTING and not shown:
        # A report prints a part of its code.
        return None
    readable = text.trains or (feature in _OF_LAYERS and text.has_forward)
    if feature == "input_scaling":
        readable = readable and text.reads_data
    certain = readable and not text.hides_its_loop
    if not certain and claim.value is not None:
        return None
    meant = without_falls(claim) if feature == "schedule" else claim
    own = is_own(claim) and is_plain(meant, told) and is_deed(claim)
    own = own and not _ANOTHER.search(claim.words)
    # A table of several values is a study, whose code may be another.
    is_one = told.values_in_prose(claim) <= 1 and len(told.alike(claim)) <= 1
    is_one = is_one or (not claim.is_one_of_several and _trains_there(claim, pool))
    if feature == "one_hot" and _INSIDE.search(_block_of(claim, told)):
        return _decision(Consistency.CANNOT_TELL, _none(pool, feature))
    if certain and own and not claim.is_listed and (is_one or not is_study(claim, told)):
        decision = _decision(Consistency.INCONSISTENT, _none(pool, feature))
        # All networks get the same data, whatever question their code is of.
        return replace(decision, is_sure=feature in _OF_DATA)
    return _decision(Consistency.CANNOT_TELL, _none(pool, feature))


def _block_of(claim: Claim, told: Told) -> str:
    """The paragraph of a statement, as far as it is of a usual length."""
    blocks = told.write_up.blocks
    there = claim.span is not None and 0 <= claim.span.block < len(blocks)
    return blocks[claim.span.block].text[:4_000] if claim.span is not None and there else ""


def _trains_there(claim: Claim, pool: Pool) -> bool:
    """Whether a training of the code stands under the claim's own question."""
    number = claim.subject.question
    return bool(number) and any(
        each.question == number and each.is_followed and not each.is_open
        for each in pool.of("optimizer")
    )


_ANOTHER = re.compile(
    r"\b(?:an?|another|one) (?:\w+ ){0,2}(?:deeper|wider|larger|bigger|smaller|second|other"
    r"|modified|extended"
    r"|improved|alternative)\b|\banother\b|\b(?:one|version|variant)s? with\b",
    re.IGNORECASE,
)
"""A network beside those of the work, whose code may be gone."""
_OF_DATA = ("input_scaling", "one_hot")
"""What stands where data are made ready."""
_OF_LAYERS = ("dropout", "batch_norm")
"""What stands where the layers of a network stand."""


def _is_softmax(claim: Claim) -> bool:
    is_last = claim.quantity in ("output_activation", "activation")
    return is_last and same_name(claim.name) in ("softmax", "log_softmax")


_NO_SOFTMAX = re.compile(
    r"\b(?:no|not|without|never|nor|neither|n['’]t)\b[^.;:]{0,40}\bsoft-?max"
    r"|\bsoft-?max\b[^.;:]{0,60}\b(?:not|none|never|omitted|missing|left out|removed)\b",
    re.IGNORECASE,
)


def _softmax(claim: Claim, pool: Pool) -> Decision | None:
    """A softmax that the text speaks of, and that no network applies."""
    double = pool.text.double_softmax
    if claim.denied and double is not None and is_own(claim) and is_plain(claim):
        clause = f"{who(pool)} applies one to what goes into the loss ({spot(double, pool)})"
        return _decision(Consistency.INCONSISTENT, clause, double)
    if not claim.denied and _NO_SOFTMAX.search(claim.words):
        # Where the words deny one, how far they do is not told for certain.
        return None
    outputs = pool.of("output_activation")
    live = [each for each in outputs if not each.is_open]
    having = [each for each in live if each.name in ("softmax", "log_softmax")]
    hit, idle = pool.text.of("softmax"), pool.text.idle_softmax
    if having:
        clause = f"a network of {who(pool)} ({spot(having[0].place, pool)}) ends with one"
        outcome = Consistency.CANNOT_TELL if claim.denied else Consistency.CONSISTENT
        if claim.denied and len(having) == len(outputs) and is_own(claim) and is_plain(claim):
            outcome = Consistency.INCONSISTENT
        return _decision(outcome, clause, having[0].place)
    if not live and idle is None and not pool.text.has_forward:
        return None
    is_absent = hit.presence is Presence.ABSENT
    place = idle or (live[0].place if live else None)
    if idle is not None:
        ends = f"{who(pool)} makes a softmax ({spot(idle, pool)}) and never calls it"
    elif is_absent or (bool(live) and len(live) == len(outputs)):
        ends = f"no network of {who(pool)} ends with a softmax"
    else:
        return None
    if claim.denied and pool.text.returns_softmax is None:
        return _decision(Consistency.CONSISTENT, ends, place)
    if claim.denied:
        place = pool.text.returns_softmax
        clause = f"{who(pool)} returns one" + (f" ({spot(place, pool)})" if place else "")
        return _decision(Consistency.CANNOT_TELL, clause, place)
    is_certain = idle is not None or (is_absent and pool.text.has_forward)
    plain = is_own(claim) and is_plain(claim) and not _is_by_the_loss(claim.words)
    certain = is_certain and plain and not pool.text.hides_its_loop
    return _decision(Consistency.INCONSISTENT if certain else Consistency.CANNOT_TELL, ends, place)


_AHEAD_OF_THE_LOSS = re.compile(
    r"\b(?:before|ahead of|prior to|in front of|then) (?:\w+ ){0,4}(?:loss|cross.?entropy)",
    re.IGNORECASE,
)


def _is_by_the_loss(words: str) -> bool:
    """Whether it may be the loss that has it inside: what is done before the loss is not."""
    return bool(_BY_THE_LOSS.search(_AHEAD_OF_THE_LOSS.sub(" ", words)))


def _decision(outcome: Consistency, clause: str, place: Place | None = None) -> Decision:
    why = "the words may mean something else" if outcome is Consistency.CANNOT_TELL else ""
    return Decision(outcome=outcome, known=(), why=why, clause=clause, place=place)
