"""Scores that nothing printed, in a document whose other scores were printed.

To contradict a score it need not be known which run it is of: where the outputs are those of the
document, and no number in them is the one that is told, it is of none of them. The nearest of those
that its words may mean is the one to show.
"""

import re
from collections.abc import Sequence

from grader.consistency.facts.agreeing import allows
from grader.consistency.facts.logs import Log
from grader.consistency.facts.numerals import is_swapped
from grader.consistency.facts.outputs import Loose
from grader.records import Claim, SavedValue, Statistic, Whose

FEWEST = 3
"""Other scores of the document that must have been printed."""
SHARE = 0.6
"""Which part of its scores must have been printed, for the outputs to be those of the document."""
NEAR = 2.5
"""Points within which a printed score may be the one that was miswritten."""
MOST_CLAIMS = 400


def is_covered(claims: Sequence[Claim], logs: Sequence[Log], loose: Sequence[Loose]) -> bool:
    """Whether most of the exact accuracies that a document tells were printed."""
    told = {
        each.amount.words: each
        for each in claims
        if each.quantity == "accuracy" and _is_exact(each) and each.amount is not None
    }
    exact = list(told.values())[:MOST_CLAIMS]
    printed = sum(_is_printed(each, logs, loose) for each in exact)
    return printed >= FEWEST and printed >= SHARE * len(exact)


_ELSEWHERE = re.compile(
    r"\b(?:an?other|others?|groups?|teams?|friends?|colleagues?|classmates?|students?|earlier"
    r"|previous\w*"
    r"|before that|old|first (?:run|try|attempt|version)|again|rerun|repeat\w*|colab|laptop|lost"
    r"|deleted"
    r"|not (?:saved|shown|printed)|overwritten|longer|more epochs|average\w*|mean)\b",
    re.IGNORECASE,
)
"""What a score of another run, or of other people, is told with."""


def is_of_these_outputs(claim: Claim) -> bool:
    """Whether nothing in its sentence says that its run is none of those that are there."""
    return not _ELSEWHERE.search(claim.words)


def _is_exact(claim: Claim) -> bool:
    amount = claim.amount
    is_own = claim.whose is Whose.OWN and claim.statistic in (Statistic.VALUE, Statistic.BEST)
    return is_own and amount is not None and amount.decimals > 0 and not amount.is_about


def _is_printed(claim: Claim, logs: Sequence[Log], loose: Sequence[Loose]) -> bool:
    return any(
        log.equal_to(claim) is not None for log in logs if log.quantity == claim.quantity
    ) or any(allows(claim, each.value) for each in loose)


def miswritten(
    claim: Claim, claims: Sequence[Claim], near: Sequence[Log], logs: Sequence[Log],
    loose: Sequence[Loose], others: Sequence[float] = (),
) -> SavedValue | None:  # fmt: skip
    """The printed value that a told one must be; None if it may be of something else.

    `near` are the logs that the claim may mean, `others` all numbers that were printed.
    """
    if not _is_exact(claim) or claim.is_listed or not is_of_these_outputs(claim):
        return None
    if not claim.subject.split or _is_printed(claim, logs, loose):
        return None
    if any(allows(claim, each) for each in others):
        return None
    if any(each.value == claim.value and each.span != claim.span for each in claims):
        return None
    meant = [value for log in near for value in _meant(claim, log)]
    told = claim.value or 0.0
    if claim.quantity == "loss":
        # How near two losses are says little: one must be the other with digits changed over.
        decimals = claim.amount.decimals if claim.amount else 0
        spelt = [f"{each.value:.{decimals}f}" for each in meant]
        return next(
            (each for each, words in zip(meant, spelt, strict=True)
             if is_swapped(f"{told:.{decimals}f}", words)), None
        )  # fmt: skip
    close = sorted(meant, key=lambda each: abs(each.value - told))
    return close[0] if close and abs(close[0].value - told) <= NEAR else None


def _meant(claim: Claim, log: Log) -> tuple[SavedValue, ...]:
    """What of a log the words ask for: that of an epoch, the best, or the last."""
    if log.split != claim.subject.split or log.quantity != claim.quantity:
        return ()
    if claim.subject.epoch is not None:
        found = log.at(claim.subject.epoch) if log.rises else ()
        # Beside an epoch that was not printed, the last one may be meant.
        return found or (() if log.rises else (log.values[-1],))
    if claim.subject.moment == "best" or claim.statistic is Statistic.BEST:
        return (log.best(),) if log.rises else ()
    return (log.values[-1],)
