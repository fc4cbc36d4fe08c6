"""Accuracies and losses that are told, against those that the author's own programs printed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from grader.consistency.facts.agreeing import allows
from grader.consistency.facts.certain import is_plain
from grader.consistency.facts.logs import Log
from grader.consistency.facts.naming import CONTRASTS, FAMILIES, KINDS, words_of_text
from grader.consistency.facts.outputs import Loose
from grader.consistency.facts.unprinted import miswritten
from grader.records import Claim, Consistency, SavedValue, Statistic, Whose

_CONTRASTS = frozenset(KINDS) | FAMILIES | CONTRASTS
MOST_FOR_SWAPPED = 60
"""Different numbers among which one with two digits swapped is no chance."""
MOST_LOGGED = 1_000
"""Values of all logs beyond which none is looked for with its digits swapped."""
_LEVEL = re.compile(
    r"\b(?:threshold|chance|random guess\w*|baseline|expected|target|require\w*)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What came of a score that is told."""

    outcome: Consistency
    """Whether it holds."""
    value: SavedValue
    """The printed value beside it."""
    how: str
    """What that value is: `printed for that epoch`, `the only one printed`, ..."""
    why: str = ""
    """Why nothing can be told, as a clause."""


def hold_score(
    claim: Claim,
    claims: Sequence[Claim],
    logs: Sequence[Log],
    loose: Sequence[Loose] = (),
    *,
    titles: Sequence[str] = (),
    covers: bool = False,
    others: Sequence[float] = (),
) -> Score | None:
    """A told accuracy or loss against printed ones; None if nothing like it was printed.

    `titles` are the headings above it; `covers` is whether the outputs are those of the document,
    `others` are all numbers in them.
    """
    found = _in_logs(claim, claims, logs, titles)
    if found and found.outcome is not Consistency.CANNOT_TELL:
        return found
    if claim.quantity == "accuracy":
        found = _in_numbers(claim, claims, logs, loose) or found
    if not covers or (found and found.outcome is not Consistency.CANNOT_TELL):
        return found
    near, _ = _narrowed(claim, [log for log in logs if _fits(claim, log)], titles)
    value = miswritten(claim, claims, near, logs, loose, others)
    if value is None or not _is_told_as_own(claim) or _is_near(claim, value):
        return found
    how = "and nothing in the outputs is the number that is told"
    return Score(outcome=Consistency.INCONSISTENT, value=value, how=how)


def _in_numbers(
    claim: Claim, claims: Sequence[Claim], logs: Sequence[Log], loose: Sequence[Loose]
) -> Score | None:
    """A told accuracy among all numbers that were printed: the same, or with digits swapped."""
    if claim.value is None or claim.amount is None or claim.amount.decimals < 1:
        return None
    equal = next((each for each in loose if allows(claim, each.value)), None)
    if equal is not None:
        return Score(outcome=Consistency.CONSISTENT, value=_saved(equal), how="printed")
    size = sum(len(log.values) for log in logs)
    if len(loose) > MOST_FOR_SWAPPED or size > MOST_LOGGED:
        return None
    logged = [each for log in logs if log.quantity == "accuracy" for each in log.values]
    everything = [*map(_saved, loose), *logged]
    swapped = [each for each in everything if _is_swapped(claim, each.value)]
    if not swapped or len({each.value for each in everything}) > MOST_FOR_SWAPPED:
        return None
    one = swapped[0]
    if len({each.value for each in swapped}) > 1 or not _may_accuse(claim, claims, one, ()):
        return None
    return Score(
        outcome=Consistency.INCONSISTENT, value=one, how="with its digits in another order"
    )


def _saved(one: Loose) -> SavedValue:
    return SavedValue(quantity="accuracy", value=one.value, words=one.words, place=one.place)


def _is_swapped(claim: Claim, value: float) -> bool:
    """Whether two neighbouring digits of four, swapped, make one of the other."""
    told, printed = f"{claim.value:05.2f}", f"{value:05.2f}"
    if claim.amount is None or claim.amount.decimals != 2 or len(told) != len(printed):
        return False
    at = [index for index in range(len(told)) if told[index] != printed[index]]
    return len(at) == 2 and told[at[0]] == printed[at[1]] and told[at[1]] == printed[at[0]]


def _in_logs(
    claim: Claim, claims: Sequence[Claim], logs: Sequence[Log], titles: Sequence[str]
) -> Score | None:
    """A told accuracy or loss against printed ones; None if none of its kind was printed."""
    fitting = [log for log in logs if _fits(claim, log)]
    if claim.value is None or not fitting:
        return None
    near, is_sure = _narrowed(claim, fitting, titles)
    epoch = claim.subject.epoch
    if epoch is not None and any(log.at(epoch) for log in fitting):
        return _at_epoch(claim, claims, near, fitting, epoch)
    equal = next((one for log in fitting if (one := log.equal_to(claim)) is not None), None)
    if equal is not None and _is_telling(claim, near if is_sure else fitting, equal):
        return Score(outcome=Consistency.CONSISTENT, value=equal, how="printed")
    certain = _certain(claim, near, is_sure=is_sure)
    if certain is None:
        if equal is not None:
            return _cannot(equal, "the same value was printed at some point, and others were too")
        return _cannot(
            fitting[-1].values[-1], "several values were printed, and it may mean another run"
        )
    value, how = certain
    if allows(claim, value.value):
        return Score(outcome=Consistency.CONSISTENT, value=value, how=how)
    is_last = how == "the last of the log"
    if (
        (equal is not None and not is_last)
        or _is_near(claim, value)
        or not _may_accuse(claim, claims, value, fitting)
    ):
        return _cannot(value, "it may speak of another run or network", how)
    return Score(outcome=Consistency.INCONSISTENT, value=value, how=how)


def _fits(claim: Claim, log: Log) -> bool:
    split = claim.subject.split
    return log.quantity == claim.quantity and (not split or not log.split or split == log.split)


def _narrowed(claim: Claim, logs: Sequence[Log], titles: Sequence[str]) -> tuple[list[Log], bool]:
    """The logs that a claim may mean, and whether it certainly means one of them."""
    exact = [log for log in logs if log.split == claim.subject.split]
    found = exact or list(logs)
    told = words_of_text(claim.subject.network) & _CONTRASTS
    for title in titles:
        told = told or words_of_text(title) & _CONTRASTS
    question = claim.subject.question
    if told:
        having = [log for log in found if told <= log.names]
        if len(having) == 1 and len(found) > 1:
            return having, True
        if not having and any(log.names & _CONTRASTS for log in found):
            return [], False
        found = having or found
    under = [log for log in found if question and log.question == question]
    if len(under) == 1:
        return under, True
    return found, len(found) == 1


def _at_epoch(
    claim: Claim, claims: Sequence[Claim], near: Sequence[Log], logs: Sequence[Log], epoch: int
) -> Score | None:
    """A value that is told for one epoch."""
    there = [value for log in logs for value in log.at(epoch)]
    equal = next((value for value in there if allows(claim, value.value)), None)
    if equal is not None:
        return Score(outcome=Consistency.CONSISTENT, value=equal, how="printed for that epoch")
    beside = [value for log in logs for step in (-1, 1) for value in log.at(epoch + step)]
    may_be_shifted = any(log.counts_from_nought for log in logs if log.rises)
    if may_be_shifted and any(allows(claim, value.value) for value in beside):
        return _cannot(there[0], "the epoch before or after it has this value")
    # What one log alone tells of that epoch, it tells of no other training.
    near = [log for log in near if log.at(epoch)]
    own = [value for log in near for value in log.at(epoch)]
    one = len(near) == 1 and len(own) == 1 and near[0].split == claim.subject.split
    if one and not _is_near(claim, own[0]) and _may_accuse(claim, claims, own[0], logs):
        return Score(outcome=Consistency.INCONSISTENT, value=own[0], how="printed for that epoch")
    return _cannot(there[0], "it may speak of another run", "printed for that epoch")


def _is_telling(claim: Claim, logs: Sequence[Log], equal: SavedValue) -> bool:
    """Whether a printed value that equals the told one does so by more than chance."""
    count = sum(len(log.values) for log in logs)
    decimals = claim.amount.decimals if claim.amount else 2
    if decimals >= 2 or count <= 12:
        return not _is_extreme_elsewhere(claim, logs, equal)
    ends = [value for log in logs for value in (log.values[-1], log.best())]
    return any(allows(claim, value.value) for value in ends)


def _is_extreme_elsewhere(claim: Claim, logs: Sequence[Log], equal: SavedValue) -> bool:
    """Whether it is told as the best or last of the one complete log, and is not."""
    if len(logs) != 1 or not logs[0].rises or claim.subject.selection:
        return False
    if claim.subject.moment == "best" or claim.statistic is Statistic.BEST:
        return logs[0].is_complete and not allows(claim, logs[0].best().value)
    return claim.subject.moment == "final" and not allows(claim, logs[0].values[-1].value)


def _certain(claim: Claim, logs: Sequence[Log], *, is_sure: bool) -> tuple[SavedValue, str] | None:
    """The one printed value that the claim must mean, and what it is."""
    if len(logs) != 1 or not is_sure or logs[0].split != claim.subject.split:
        return None
    log = logs[0]
    if not log.split:
        return None
    if len({value.value for value in log.values}) == 1:
        value = log.values[-1]
        says_best = "best" in value.words.lower() or "max" in value.words.lower()
        # A best is not what was printed as the last one, nor the other way round.
        fits = (says_best, claim.subject.moment) not in ((False, "best"), (True, "final"))
        return (value, "the only one printed") if fits else None
    if claim.subject.selection:
        return None
    if claim.subject.moment == "final" and log.rises:
        return log.values[-1], "the last of the log"
    if log.is_complete and (claim.subject.moment == "best" or claim.statistic is Statistic.BEST):
        return log.best(), "the best of the log"
    return None


def _is_near(claim: Claim, value: SavedValue) -> bool:
    """Whether the printed digits are too few to tell the values apart."""
    digits = len(format(value.value, ".10g").partition(".")[2])
    return abs((claim.value or 0.0) - value.value) < 1.01 * 10.0**-digits


def _may_accuse(
    claim: Claim, claims: Sequence[Claim], value: SavedValue, logs: Sequence[Log]
) -> bool:
    """Whether a told score that differs from the printed one can mean nothing else."""
    if not _is_told_as_own(claim):
        return False
    alike = [
        each
        for each in claims
        if each is not claim
        and each.quantity == claim.quantity
        and each.subject.split == claim.subject.split
        and each.whose is not Whose.OTHERS
    ]
    # Where another statement tells the printed value, this one is about something else.
    epoch = claim.subject.epoch
    others = [each for each in alike if epoch is None or each.subject.epoch != epoch]
    told = any(allows(each, value.value) for each in others if each.subject != claim.subject)
    if len(logs) == 1 and len(logs[0].values) == 1 and _tells_more(claim, alike, value):
        return False
    networks = {each.subject.network for each in (*alike, claim)} - {""}
    return not told and (len(networks) <= 1 or len(logs) != 1)


def _is_told_as_own(claim: Claim) -> bool:
    """Whether it is told plainly as a value that the author's own work reached."""
    statistics = (Statistic.VALUE, Statistic.BEST)
    if claim.whose is not Whose.OWN or claim.statistic not in statistics or claim.denied:
        return False
    if claim.subject.settings or claim.subject.labels or not is_plain(claim):
        return False
    return not _LEVEL.search(claim.words) and not (claim.amount and claim.amount.is_about)


def _tells_more(claim: Claim, alike: Sequence[Claim], value: SavedValue) -> bool:
    """Whether more is told than one printed value can account for: that of an epoch, or others."""
    if claim.subject.epoch is not None and value.place.epoch is None:
        return True
    others = {each.value for each in alike if not allows(each, value.value)}
    return bool(others - {claim.value}) and not _lost_a_digit(claim, value.value)


def _lost_a_digit(claim: Claim, value: float) -> bool:
    """Whether a printed number less one of its digits is the told one: 97.2 of 97.02."""
    told = re.sub(r"\D", "", claim.amount.words) if claim.amount else ""
    printed = f"{value:.2f}".replace(".", "")
    return len(told) >= 3 and any(
        told == printed[:at] + printed[at + 1 :] for at in range(1, len(printed) - 1)
    )


def _cannot(value: SavedValue, why: str, how: str = "printed") -> Score:
    return Score(outcome=Consistency.CANNOT_TELL, value=value, how=how, why=why)
