"""One statement against the values of one pool."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from grader.consistency.facts.agreeing import agrees
from grader.consistency.facts.another_meant import may_mean_another
from grader.consistency.facts.certain import (
    Told,
    is_own,
    is_plain,
)
from grader.consistency.facts.excluded import excluding, other_at_home
from grader.consistency.facts.known import Known, Pool
from grader.consistency.facts.lasting import is_total_of_epochs
from grader.consistency.facts.meant import (
    is_of_listing,
)
from grader.consistency.facts.narrowing import Narrowed, narrowed, words_near
from grader.consistency.facts.refraining import PAGE_LINE, STRUCTURAL, why_not
from grader.consistency.facts.sharing import of_both
from grader.consistency.facts.telling import who
from grader.records import Claim, Consistency, HeldAgainst, Place

MOST_LAYERS = 30
"""Layers beyond which a number is one of something else, in a homework."""
MOST_UNITS = 100_000
"""Neurons of a layer beyond which a number counts something else."""


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
    if _is_cut(claim, told) or (claim.quantity == "parameters" and not claim.value):
        # An input or a pooling has none, whatever its network has.
        return None
    found = _held(claim, told, pool)
    if found is None or found.outcome is not Consistency.INCONSISTENT:
        return found
    why = "" if claim.denied else may_mean_another(claim, told, found.known, pool)
    return _open(found.known, why) if why else found


def _held(claim: Claim, told: Told, pool: Pool) -> Decision | None:
    found = _decide(claim, told, pool)
    if found is None or found.outcome is Consistency.INCONSISTENT:
        return found
    if found.outcome is Consistency.CONSISTENT:
        # The rate of another optimizer, in another file, is not the one that is told beside this.
        known = other_at_home(claim, told, pool)
        files = {each.place.file for each in found.known}
        if not known or files & {each.place.file for each in known}:
            return found
        return Decision(outcome=Consistency.INCONSISTENT, known=known)
    if PAGE_LINE.search(claim.words):
        return found
    known = excluding(claim, told, pool)
    if not known:
        return found
    clause = f"{who(pool)} names it nowhere" if all(each.is_open for each in known) else ""
    return Decision(outcome=Consistency.INCONSISTENT, known=known, clause=clause)


def _decide(claim: Claim, told: Told, pool: Pool) -> Decision | None:
    known = pool.of(claim.quantity)
    if claim.quantity == "seed" and "seeds" in claim.words.lower():
        return None
    if claim.quantity in ("layers", "hidden_layers") and (claim.value or 0) > MOST_LAYERS:
        return None
    if _is_of_another(claim, told, known):
        return None
    if not known or (claim.quantity == "epochs" and not is_total_of_epochs(claim, told.write_up)):
        return None
    found = narrowed(claim, told.beside(claim), known, titles=told.titles_over(claim))
    found = _counting(found)
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
    if pool.check is HeldAgainst.LISTING and not is_of_listing(claim, told, found, pool.questions):
        return _open(differing, "the listing may be of something else")
    why = why_not(claim, told, found, differing, pool)
    if why:
        return _open(differing, why)
    return Decision(
        outcome=Consistency.INCONSISTENT,
        known=_live_first(differing),
        # All networks get the same data, whatever question their code is of.
        is_sure=found.is_sure or claim.quantity == "input_scaling",
    )


def _is_cut(claim: Claim, told: Told) -> bool:
    """Whether its number goes on behind its end, as where `0.99` was recognised as `0 . 9 9`."""
    span, blocks = claim.span, told.write_up.blocks
    if span is None or claim.value is None or not 0 <= span.block < len(blocks):
        return False
    return bool(_GOES_ON.match(blocks[span.block].text[span.end : span.end + 12]))


_GOES_ON = re.compile(r"\s+\.\s*\d")
_OF_UNITS = re.compile(r"\b(\d{1,5}) (?:\w{1,12} )?(?:neurons?|units?|nodes?)\b", re.IGNORECASE)
_WINDOW = re.compile(r"\b(\d{1,2})\s*[x×]\s*(\d{1,2})\b")


def _counts_no_whole(claim: Claim, value: float) -> bool:
    """Whether it counts layers of one kind only, or units: `one output layer`, `10 neurons`."""
    if any(label.endswith(" ones") for label in claim.subject.labels):
        return True
    return any(float(match[1]) == value for match in _OF_UNITS.finditer(claim.words))


def _is_of_another(claim: Claim, told: Told, known: Sequence[Known]) -> bool:
    """Whether a number that is called a size is plainly none: a count beside a window, a total."""
    value = claim.value
    if value is None:
        return False
    if claim.quantity == "layers" and _counts_no_whole(claim, value):
        return True
    if claim.quantity == "kernel_size":
        windows = {
            float(side) for match in _WINDOW.finditer(claim.words) for side in match.groups()
        }
        return bool(windows) and value not in windows
    if claim.quantity == "runs":
        # All runs of all settings: a multiple of those of each.
        return any(each.value and value > each.value and value % each.value == 0 for each in known)
    if claim.quantity != "units":
        return False
    beside = [each for each in told.beside(claim) if each.quantity == "units"]
    rest = [each.value for each in beside if each is not claim and each.value is not None]
    is_count = any(
        each.value == value for each in told.beside(claim) if each.quantity == "parameters"
    )
    is_sum = claim.is_listed and len(rest) > 1 and value == sum(rest)
    return is_sum or is_count or value > MOST_UNITS


def _counting(found: Narrowed) -> Narrowed:
    """Where it is sure which training is meant, what was followed to it alone."""
    followed = tuple(each for each in found.known if each.is_followed)
    if not found.is_sure or not followed or any(each.is_open for each in followed):
        return found
    return replace(found, known=followed)


_ALL = re.compile(r"\b(?:all|every|each|both|always|everywhere|throughout)\b", re.IGNORECASE)


def _agreed(claim: Claim, found: Narrowed, agreeing: Sequence[Known]) -> Decision:
    """Some value is the one that is told."""
    if claim.quantity in ("kernel_size", "stride", "padding") and _ALL.search(
        words_near(claim) or claim.words
    ):
        return _of_all(claim, found, agreeing)
    live = [each for each in agreeing if not each.dormant]
    against = [
        each
        for each in found.known
        if each.is_followed and not each.dormant and agrees(claim, each) is False
    ]
    if unlike := of_both(claim, found):
        return Decision(outcome=Consistency.INCONSISTENT, known=unlike, is_sure=True)
    counts = [each for each in live if each.is_followed or each.words.startswith("-")]
    is_plural = claim.quantity in STRUCTURAL or claim.quantity in ("activation", "input_scaling")
    if counts or not against or is_plural:
        return Decision(outcome=Consistency.CONSISTENT, known=tuple(counts or live or agreeing))
    values = {(each.value, each.name) for each in against}
    if not live and found.is_sure and len(values) == 1 and is_own(claim) and is_plain(claim):
        return Decision(
            outcome=Consistency.INCONSISTENT, known=(*against[:1], *agreeing[:1]), is_sure=True
        )
    why = "that value stands there too, where it does not seem to count"
    return _open((*against[:1], *agreeing[:1]), why)


def _of_all(claim: Claim, found: Narrowed, agreeing: Sequence[Known]) -> Decision:
    """Every window of one kind is said to have this size."""
    parts = {each.part for each in found.known if not each.is_open}
    others = [each for each in found.known if agrees(claim, each) is False]
    told = {float(side) for match in _WINDOW.finditer(claim.words) for side in match.groups()}
    if all(each.value in told for each in others):
        # `6 filters of 5x5 and 12 of 3x3, each with a ReLU`: they have the one or the other.
        return Decision(outcome=Consistency.CONSISTENT, known=tuple(agreeing))
    one = len(parts) == 1 and len({each.holder for each in found.known if each.holder}) <= 1
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
        having = [each for each in live if each.value or each.name not in ("", "none", "constant")]
    if not live:
        return None
    if not having:
        return Decision(outcome=Consistency.CONSISTENT, known=tuple(live[:1]))
    holders = {each.holder for each in live}
    all_have = {each.holder for each in having} == holders
    # `Without ReLU` is an experiment of its own, as a rule.
    is_meant_surely = (found.is_sure or len(holders) == 1) and claim.quantity != "activation"
    # Of what has several values, one more may be nought where it is not followed.
    is_meant_surely = is_meant_surely and len({(each.value, each.name) for each in having}) == 1
    if all_have and is_own(claim) and is_plain(claim) and is_meant_surely:
        return Decision(outcome=Consistency.INCONSISTENT, known=tuple(having))
    return _open(tuple(having), "others of its networks and trainings may be meant")


def _live_first(known: Sequence[Known]) -> tuple[Known, ...]:
    return tuple(sorted(known, key=lambda each: (each.dormant, not each.is_followed)))


def _open(known: Sequence[Known], why: str) -> Decision:
    return Decision(outcome=Consistency.CANNOT_TELL, known=tuple(known), why=why)
