"""`The smallest net is also the worst`, held against a table of parameters and accuracies."""

import re
from collections.abc import Sequence

from grader.consistency.itself.comparing.extremes import beats
from grader.consistency.itself.comparing.found import table_of
from grader.records import Claim, Comparison, Relation, Subject

_SIZED = re.compile(
    r"(?:^|[.,;:]\s|\bthat\s|\band\s|\bso\s)(?:the\s|our\s)?"
    r"(?:(?P<end>smallest|largest|biggest)\s(?:net|network|model|architecture)"
    r"|(?:net|network|model)\swith\sthe\s(?P<count>fewest|most)\sparameters)"
    r"(?:\s\([^()]{0,30}\))?\s(?:is|was|performs?|performed|has|had|gives?|gave|reach(?:es|ed)|gets?|got)"
    r"\s(?:also\s|even\s|still\s|the\s|clearly\s|overall\s){0,4}"
    r"(?:best|worst|most\saccurate|least\saccurate|highest|lowest)\b"
)
_OF_PART = re.compile(r"\b(?:of|among|amongst)\sthe\s(?!parameters|all)\w+\s")
_LEAST = ("smallest", "fewest")
Who = tuple[str, tuple[tuple[str, str], ...], tuple[str, ...]]


def sized(
    comparison: Comparison, every: Sequence[Claim]
) -> tuple[bool, tuple[Claim, Claim]] | None:
    """Whether the network of that size is the best or worst of the one table that tells both.

    With its value, and the one that shows it. `every`: all that the document states.
    """
    match = _SIZED.search(comparison.words.lower())
    is_kind = comparison.relation in (Relation.GREATEST, Relation.SMALLEST)
    if _OF_PART.search(comparison.words.lower()) or comparison.right is not None:
        return None
    if match is None or not is_kind or comparison.is_better is None or comparison.amount:
        return None
    outcomes = []
    tables = dict.fromkeys(table_of(claim) for claim in every)
    for table in tables:
        sizes = _by_name(every, table, "parameters")
        split = comparison.left.split
        told = [claim for claim in every if split in ("", claim.subject.split)]
        results = _by_name(told, table, "accuracy")
        if table is None or len(sizes) < 3 or len(results) < 2 or not set(results) <= set(sizes):
            continue
        is_least = (match["end"] or match["count"]) in _LEAST
        end = (min if is_least else max)(sizes, key=lambda who: sizes[who].value or 0.0)
        if end in results and len({claim.value for claim in sizes.values()}) == len(sizes):
            outcomes.append(_outcome(comparison, end, results, is_whole=len(results) == len(sizes)))
    return outcomes[0] if len(outcomes) == 1 else None


def _outcome(
    comparison: Comparison, end: Who, results: dict[Who, Claim], *, is_whole: bool
) -> tuple[bool, tuple[Claim, Claim]] | None:
    own = results[end]
    others = [claim for who, claim in results.items() if who != end]
    is_best = bool(comparison.is_better)
    ahead = [claim for claim in others if beats(claim, own, is_best)]
    if ahead:
        return False, (own, ahead[0])
    is_sure = is_whole and all(beats(own, claim, is_best) for claim in others)
    return (True, (own, others[0])) if is_sure else None


def _by_name(claims: Sequence[Claim], table: int | None, quantity: str) -> dict[Who, Claim]:
    """The one value of each network of a table; of accuracies, those of data that was not fed."""
    found: dict[Who, list[Claim]] = {}
    for claim in claims:
        if table_of(claim) != table or claim.quantity != quantity or claim.amount is None:
            continue
        if claim.subject.split != "train":
            found.setdefault(_who(claim.subject), []).append(claim)
    return {who: each[0] for who, each in found.items() if len(each) == 1 and any(who)}


def _who(subject: Subject) -> Who:
    return subject.network, subject.settings, subject.labels
