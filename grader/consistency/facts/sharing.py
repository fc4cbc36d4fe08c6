"""Settings that both of two networks are said to have, where the code gives it to one only."""

import re

from grader.consistency.facts.agreeing import agrees
from grader.consistency.facts.certain import is_own, is_plain
from grader.consistency.facts.known import Known
from grader.consistency.facts.narrowing import Narrowed, words_near
from grader.records import Claim

_THINGS = (
    r"(?:networks?|models?|nets?|autoencoders?|mlps?|cnns?|rnns?|trainings?|variants?|sizes"
    r"|experiments|cases|versions|architectures|runs|configurations|implementations)"
)
_BOTH = re.compile(
    rf"\b(?:both|the two|these two|each of the two|all two)\b(?: (?:of )?(?:the |our |these )?"
    rf"(?:\w+ ){{0,3}}{_THINGS}| of them| times|\s?[,.;)]|$| (?:have|has|use|used|are|were|got"
    rf"|get)\b)",
    re.IGNORECASE,
)
_EXCEPT = re.compile(
    r"\b(?:except|unless|otherwise|apart from|but|almost|initial\w*|start\w*|begin\w*|or)\b",
    re.IGNORECASE,
)
_STUDIED = frozenset(
    "weight_decay learning_rate batch_size epochs momentum dropout optimizer loss_function"
    " activation".split()
)


def of_both(claim: Claim, found: Narrowed) -> tuple[Known, ...]:
    """The value of the other of the two, and the one that is told; none if both may have it."""
    if claim.quantity not in _STUDIED or not is_own(claim) or not is_plain(claim):
        return ()
    words = words_near(claim) or claim.words
    if not _BOTH.search(words) or _EXCEPT.search(words):
        return ()
    known = [each for each in found.known if each.is_followed and not each.dormant]
    # A training of a network without a name is none of two that are named.
    known = [each for each in known if each.names or each.kinds] or known
    # Only where there are just two is it certain that they are the two that are meant.
    if len({each.holder for each in known}) != 2 or any(each.is_open for each in known):
        return ()
    # Of two scripts, each may have a partner that was not seen: one in NumPy, say.
    if len({each.place.file for each in known}) != 1:
        return ()
    unlike = [each for each in known if agrees(claim, each) is False]
    same = [each for each in known if agrees(claim, each)]
    return (*unlike[:1], *same[:1]) if unlike and same else ()
