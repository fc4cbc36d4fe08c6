"""One statement against the values of one pool."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from grader.consistency.facts.agreeing import agrees
from grader.consistency.facts.certain import (
    Told,
    is_deed,
    is_general,
    is_own,
    is_plain,
    is_study,
    is_total_of_epochs,
)
from grader.consistency.facts.known import Known, Pool
from grader.consistency.facts.naming import CONTRASTS, words_of_text
from grader.consistency.facts.narrowing import Narrowed, narrowed
from grader.records import Claim, Consistency, HeldAgainst, Place

STRUCTURAL = frozenset(["units", "channels", "kernel_size", "stride", "padding", "sizes"])
"""Sizes that the same network has several of."""
MOST_LAYERS = 30
"""Layers beyond which a number is one of something else, in a homework."""
NAMED_ONLY = ("noise", "length", "components", "alpha", "seed", "examples", "dropout")
"""Quantities that code tells by names of its own: another name may hold another value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What came of a statement."""

    outcome: Consistency
    """Whether it holds."""
    known: tuple[Known, ...]
    """The values that show it."""
    why: str = ""
    """Why nothing can be told, as a clause."""
    clause: str = ""
    """The other side in words, where it is no value: `no line of the code uses dropout`."""
    place: Place | None = None
    """Where the other side stands, where it is no value."""
    is_sure: bool = False
    """Whether it is certain which network or training is meant, or none but one is there."""


def decide(claim: Claim, told: Told, pool: Pool) -> Decision | None:
    """Whether a statement of a value holds; None if the pool says nothing about its quantity."""
    known = pool.of(claim.quantity)
    if claim.quantity == "seed" and "seeds" in claim.words.lower():
        return None
    if claim.quantity in ("layers", "hidden_layers") and (claim.value or 0) > MOST_LAYERS:
        return None
    if not known or (claim.quantity == "epochs" and not is_total_of_epochs(claim, told.write_up)):
        return None
    found = narrowed(claim, told.beside(claim), known, titles=told.titles_over(claim))
    if claim.denied:
        return _denied(claim, found)
    if found.is_elsewhere:
        return _open(known, "it does not show which of its networks and trainings is meant")
    agreeing = [each for each in found.known if agrees(claim, each)]
    if agreeing:
        return _agreed(claim, found, agreeing)
    differing = tuple(each for each in found.known if agrees(claim, each) is False)
    if not differing and pool.check is not HeldAgainst.CODE:
        return None
    if not differing:
        return _open(known, "what it has there is not known, or cannot be compared")
    if pool.check is HeldAgainst.LISTING and not _is_of_listing(claim, told, found):
        return _open(differing, "the listing may be of something else")
    why = _why_not(claim, told, found, differing, pool)
    if why:
        return _open(differing, why)
    return Decision(
        outcome=Consistency.INCONSISTENT, known=_live_first(differing), is_sure=found.is_sure
    )


_ALL = re.compile(r"\b(?:all|every|each|both|always|everywhere|throughout)\b", re.IGNORECASE)


def _agreed(claim: Claim, found: Narrowed, agreeing: Sequence[Known]) -> Decision:
    """Some value is the one that is told."""
    if claim.quantity in ("kernel_size", "stride", "padding") and _ALL.search(claim.words):
        return _of_all(claim, found, agreeing)
    live = [each for each in agreeing if not each.dormant]
    against = [
        each
        for each in found.known
        if each.is_followed and not each.dormant and agrees(claim, each) is False
    ]
    counts = [each for each in live if each.is_followed or each.words.startswith("-")]
    is_plural = claim.quantity in STRUCTURAL or claim.quantity in ("activation", "input_scaling")
    if counts or not against or is_plural:
        return Decision(outcome=Consistency.CONSISTENT, known=tuple(counts or live or agreeing))
    why = "that value stands there too, where it does not seem to count"
    return _open((*against[:1], *agreeing[:1]), why)


def _of_all(claim: Claim, found: Narrowed, agreeing: Sequence[Known]) -> Decision:
    """Every window of one kind is said to have this size."""
    parts = {each.part for each in found.known}
    others = [each for each in found.known if agrees(claim, each) is False]
    if not others:
        return Decision(outcome=Consistency.CONSISTENT, known=tuple(agreeing))
    one = len(parts) == 1 and len({each.holder for each in found.known if each.holder}) == 1
    if one and is_own(claim) and is_plain(claim):
        known = (*others[:1], *agreeing[:1])
        return Decision(outcome=Consistency.INCONSISTENT, known=known, is_sure=True)
    return _open((*others[:1], *agreeing[:1]), "it has windows of several sizes")


def _denied(claim: Claim, found: Narrowed) -> Decision | None:
    """`without momentum`, `no ReLU`: no value may be there, or nought."""
    if claim.value is not None or found.is_elsewhere:
        return None
    live = [each for each in found.known if not each.dormant and not each.is_open]
    if claim.name:
        having = [each for each in live if agrees(claim, each)]
    else:
        having = [each for each in live if each.value]
    if not live:
        return None
    if not having:
        return Decision(outcome=Consistency.CONSISTENT, known=tuple(live[:1]))
    holders = {each.holder for each in live}
    all_have = {each.holder for each in having} == holders
    if all_have and is_own(claim) and is_plain(claim) and found.is_sure:
        return Decision(outcome=Consistency.INCONSISTENT, known=tuple(having))
    return _open(tuple(having), "others of its networks and trainings may be meant")


def _why_not(
    claim: Claim,
    told: Told,
    found: Narrowed,
    differing: Sequence[Known],
    pool: Pool,
) -> str:
    """Why a statement that no value agrees with is not contradicted by that, as a clause."""
    if not is_own(claim) or not is_plain(claim, told):
        return "the sentence may speak of something else than what was done"
    if claim.name and not is_deed(claim):
        return "the sentence may speak of something else than what was done"
    values = {(each.value, each.name) for each in pool.of(claim.quantity) if not each.is_open}
    if is_odd_one(claim, told, pool, len(values)):
        return ""
    if is_study(claim, told, known=len(values), is_sure=found.is_sure):
        return "several values are told, and the code may hold the last one only"
    elsewhere = [each for each in pool.of(claim.quantity) if agrees(claim, each)]
    followed = [each for each in differing if each.is_followed]
    is_known = not any(each.is_open and each.is_followed for each in found.known)
    is_sure = found.is_sure and is_known and bool(followed)
    if claim.name and not is_sure and pool.text.speaks_of(claim.name):
        return "the code speaks of it somewhere"
    is_named = claim.quantity in NAMED_ONLY and claim.quantity not in pool.complete
    if (claim.quantity in STRUCTURAL or is_named) and not _is_settled(claim, found, pool):
        return "the number may stand for something else in it"
    if elsewhere:
        one = len({(each.value, each.name, each.sizes) for each in followed}) == 1
        is_sure = is_sure and (one or claim.quantity in STRUCTURAL)
        return "" if is_sure else "another place of it has this value"
    if claim.quantity in pool.complete and (
        found.is_sure or is_general(claim) or _is_the_one(claim, pool)
    ):
        return ""
    if is_sure:
        return ""
    return (
        "not all of it could be followed"
        if claim.quantity not in pool.complete
        else ("it does not show which of its networks is meant")
    )


def is_odd_one(claim: Claim, told: Told, pool: Pool, count: int) -> bool:
    """Whether its sentence tells as many values as the code has, and this alone is not there."""
    beside = [each for each in told.beside(claim) if each.quantity == claim.quantity]
    values = {each.value for each in beside}
    if len(values) < 3 or len(values) != count or claim.quantity not in pool.complete:
        return False
    known = pool.of(claim.quantity)
    there = {each.value for each in beside if any(agrees(each, one) for one in known)}
    return len(there) == count - 1


def _is_of_listing(claim: Claim, told: Told, found: Narrowed) -> bool:
    """Whether a statement is about what is listed: a write-up lists a part of its code only."""
    if found.is_sure:
        return True
    number = claim.subject.question
    beside = {each.question for each in found.known if each.question}
    if number and beside and number not in beside:
        return False
    # Where another statement tells the listed value, the listing may belong to that one.
    others = [each for each in told.alike(claim) if each.subject != claim.subject]
    return not any(agrees(each, known) for each in others for known in found.known)


def _is_settled(claim: Claim, found: Narrowed, pool: Pool) -> bool:
    """Whether a size that no layer has can be nothing else that the code speaks of."""
    numbers = claim.sizes or ((claim.value,) if claim.value is not None else ())
    if found.is_sure and len({each.holder for each in found.known}) == 1:
        return True
    return not all(float(number) in pool.literals for number in numbers)


def _is_meant(claim: Claim, found: Narrowed, pool: Pool, count: int) -> bool:
    """Whether a value that is nowhere in the code would have to be there."""
    one_for_all = found.is_there and count == 1
    return found.is_sure or is_general(claim) or one_for_all or _is_the_one(claim, pool)


def _is_the_one(claim: Claim, pool: Pool) -> bool:
    """Whether there is one network only, and the words may well mean it."""
    found = [each for each in pool.of("parameters") if each.holder]
    words = words_of_text(claim.subject.network) & CONTRASTS
    return len(found) == 1 and words <= found[0].names | found[0].heading | found[0].kinds


def _live_first(known: Sequence[Known]) -> tuple[Known, ...]:
    return tuple(sorted(known, key=lambda each: (each.dormant, not each.is_followed)))


def _open(known: Sequence[Known], why: str) -> Decision:
    return Decision(outcome=Consistency.CANNOT_TELL, known=tuple(known), why=why)
