"""Accuracies beside what our own training of the same recipe reached: a remark for a person.

An unusual number is no contradiction, so the outcome is never more than `cannot_tell`.
"""

from collections.abc import Iterator

from grader.consistency.facts.naming import words_of_name, words_of_text
from grader.consistency.facts.telling import checked, said
from grader.consistency.wording import number_words
from grader.consistency.work import Work
from grader.records import Checked, Claim, Consistency, Expected, HeldAgainst, Statistic, Whose

MOST_SPREADS = 5
"""Standard deviations of the reference's runs that a number may lie off without a remark."""
LEAST_POINTS = 2.0
"""Points that it must lie off at least: the reference's own spread is often tiny."""
_STAND_IN = "stand-in"
_CHANGED = ("noise", "noisy_labels", "length", "learning_rate", "batch_size", "optimizer", "units")


def check_reference(work: Work) -> Iterator[Checked]:
    """Every test accuracy that lies far off what the reference reaches."""
    usable = [each for each in work.expected if each.data != _STAND_IN and each.deviation >= 0]
    for claim in work.statements.claims if usable else ():
        alike = [each for each in usable if _is_alike(claim, each, alone=len(usable) == 1)]
        if claim.value is None or not alike:
            continue
        # Where several may be meant, a number that is near to one of them is nothing to look at.
        nearest = min(alike, key=lambda each: _spreads_off(claim.value or 0.0, each))
        if _spreads_off(claim.value, nearest) > 1:
            yield _remark(work, claim, nearest, claim.value - nearest.mean)


def _spreads_off(value: float, expected: Expected) -> float:
    """How far a value lies off, as a share of what may pass without a remark."""
    far = max(MOST_SPREADS * expected.deviation, LEAST_POINTS)
    return abs(value - expected.mean) / far


def _is_alike(claim: Claim, expected: Expected, *, alone: bool) -> bool:
    """Whether the claim tells what the reference measured: its network's own test accuracy."""
    subject = claim.subject
    if claim.quantity != "accuracy" or subject.split != "test" or claim.whose is not Whose.OWN:
        return False
    single = claim.statistic in (Statistic.VALUE, Statistic.BEST, Statistic.MEAN)
    if not single or claim.denied or any(name in _CHANGED for name, _ in subject.settings):
        return False
    recipe = words_of_name(expected.recipe)
    told = words_of_text(subject.network)
    return bool(told & recipe) if told else alone and not subject.labels


def _remark(work: Work, claim: Claim, expected: Expected, off: float) -> Checked:
    spreads = f", {abs(off) / expected.deviation:.0f} of its spreads" if expected.deviation else ""
    sentence = (
        f"{said(claim, work.write_up)}; the reference {expected.recipe} reached"
        f" {number_words(round(expected.mean, 2))} ± {number_words(round(expected.deviation, 2))} %"
        f" in {expected.runs} runs, so this is {number_words(round(abs(off), 2))} points"
        f" {'above' if off > 0 else 'below'} it{spreads}. It may be right: a person should look."
    )
    return checked(claim, work.write_up, Consistency.CANNOT_TELL, HeldAgainst.RUN, sentence)
