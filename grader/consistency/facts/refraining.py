"""Why a statement that no value agrees with is not contradicted by that."""

import re
from collections.abc import Sequence

from grader.consistency.facts.agreeing import agrees
from grader.consistency.facts.certain import Told, is_own, is_plain, is_study
from grader.consistency.facts.deeds import is_deed
from grader.consistency.facts.known import Known, Pool
from grader.consistency.facts.meant import is_in_no_network, is_meant, is_odd_one, is_settled
from grader.consistency.facts.naming import words_of_text
from grader.consistency.facts.narrowing import Narrowed
from grader.consistency.facts.windows import WINDOWS, may_be_of_no_layer, tells_of_layers
from grader.records import Claim

STRUCTURAL = frozenset(["units", "channels", "kernel_size", "stride", "padding", "sizes"])
"""Sizes that the same network has several of."""
NAMED_ONLY = ("noise", "length", "components", "alpha", "seed", "examples", "dropout")
"""Quantities that code tells by names of its own: another name may hold another value."""


PAGE_LINE = re.compile(r"\S {6,}\S")
"""What the head or foot of a page leaves inside a sentence that goes on behind it."""
_OF_A_PART = re.compile(
    r"\blayers?\b(?! (?:mlp|network|net|model)\b)|\bbias|\bweights\b|\bconv(?:olution)?\d?\b"
    r"|\bfc\d|\beach\b|\bper\b|\bmatrix|\bkernels?\b|\bfilters?\b",
    re.IGNORECASE,
)
_OF_NETWORKS = ("layers", "hidden_layers", "sizes", "units", "parameters")


def why_not(
    claim: Claim,
    told: Told,
    found: Narrowed,
    differing: Sequence[Known],
    pool: Pool,
) -> str:
    """Why a statement that no value agrees with is not contradicted by that, as a clause."""
    if claim.quantity in WINDOWS and may_be_of_no_layer(claim):
        return "it may be of something else than a layer of the network"
    if claim.quantity in WINDOWS and not _is_of_its_layers(claim, pool):
        return "it does not show which of its networks is meant"
    if claim.quantity == "parameters" and "a part" in claim.subject.labels:
        return "it counts a part of the network"
    if pool.has_other_networks and claim.quantity in _OF_NETWORKS:
        return "not all of its networks could be followed"
    if not is_own(claim) or not is_plain(claim, told):
        return "the sentence may speak of something else than what was done"
    if PAGE_LINE.search(claim.words):
        return "a line of the page stands inside the sentence"
    if claim.name and not is_deed(claim):
        return "the sentence may speak of something else than what was done"
    values = {(each.value, each.name) for each in pool.of(claim.quantity) if not each.is_open}
    if is_odd_one(claim, told, pool, len(values), is_sure=found.is_sure):
        return ""
    if is_study(claim, told, known=len(values), is_sure=found.is_sure):
        return "several values are told, and the code may hold the last one only"
    if claim.quantity == "parameters" and _has_other_sizes(claim, told, pool):
        return "the network with these sizes is not in it"
    if claim.quantity == "parameters" and _is_far(claim, differing, pool):
        return "a network that was not followed may be meant"
    parts = {each.part for each in found.known}
    elsewhere = [
        each for each in pool.of(claim.quantity) if each.part in parts and agrees(claim, each)
    ]
    followed = [each for each in differing if each.is_followed]
    is_known = not any(each.is_open and each.is_followed for each in found.known)
    is_sure = found.is_sure and is_known and bool(followed)
    if claim.name and not is_sure and pool.text.speaks_of(claim.name):
        return "the code speaks of it somewhere"
    if claim.quantity == "parameters" and _OF_A_PART.search(claim.words):
        return "it may count a part of the network"
    is_named = claim.quantity in NAMED_ONLY and claim.quantity not in pool.complete
    # Windows are read where they are made: no other number of the code is one.
    is_size = claim.quantity in ("units", "sizes") or (
        claim.quantity in STRUCTURAL and claim.quantity not in pool.complete
    )
    is_excluded = is_in_no_network(claim, pool)
    if (is_size or is_named) and not is_excluded and not is_settled(claim, found, pool):
        return "the number may stand for something else in it"
    if elsewhere:
        files = {each.place.file for each in pool.of(claim.quantity) if each.is_followed}
        if any(not each.is_followed and each.place.file not in files for each in elsewhere):
            return "another file has this value, and what it does could not be followed"
        one = len({(each.value, each.name, each.sizes) for each in followed}) == 1
        is_sure = is_sure and (one or claim.quantity in STRUCTURAL)
        return "" if is_sure else "another place of it has this value"
    is_complete = claim.quantity in pool.complete
    if is_sure or (is_complete and is_meant(claim, found, pool, len(values))):
        return ""
    if is_excluded or (is_complete and _are_windows_known(pool) and tells_of_layers(claim)):
        # Whichever of its convolutional networks is meant: none has such a window.
        return ""
    if not is_complete:
        return "not all of it could be followed"
    return "it does not show which of its networks is meant"


def _is_far(claim: Claim, differing: Sequence[Known], pool: Pool) -> bool:
    """Whether a count is many times any other, where not all networks of the code were followed."""
    told = claim.value or 0.0
    counts = [each.value for each in differing if each.value]
    return "parameters" not in pool.complete and not any(
        value / _MOST_TIMES <= told <= value * _MOST_TIMES for value in counts
    )


_MOST_TIMES = 20
"""Times beyond which two counts are no miswritten forms of each other."""


def _is_of_its_layers(claim: Claim, pool: Pool) -> bool:
    """Whether a window is told of a network that the code may have, and not in general."""
    told = claim.is_listed or tells_of_layers(claim)
    return told and pool.text.has_network(words_of_text(claim.subject.network))


def _are_windows_known(pool: Pool) -> bool:
    """Whether all layers of all networks are known, some of which move windows over images."""
    return "layers" in pool.complete and any(
        each.is_followed and not each.is_open for each in pool.of("channels")
    )


def _has_other_sizes(claim: Claim, told: Told, pool: Pool) -> bool:
    """Whether the sentence tells sizes that no network of the code has: it is of another one."""
    beside = [each for each in told.beside(claim) if each.sizes]
    known = [each for each in pool.of("sizes") if each.sizes]
    return bool(beside) and not any(agrees(one, each) for one in beside for each in known)
