"""Comparisons, held against the numbers of their own sentence and of the document."""

from collections.abc import Iterator

from grader.consistency.itself.comparing.bounds import hold_bounds
from grader.consistency.itself.comparing.concluding import is_argument
from grader.consistency.itself.comparing.deciding import decide
from grader.consistency.itself.comparing.found import quantity_of
from grader.consistency.itself.comparing.outcome import Outcome
from grader.consistency.itself.comparing.relations import tells_both
from grader.consistency.itself.comparing.telling import said, sentence
from grader.consistency.subjects import Known, known_of
from grader.consistency.wording import subject_words
from grader.consistency.work import Work
from grader.records import Checked, Comparison, Consistency, HeldAgainst, Whose


def hold_comparisons(work: Work) -> Iterator[Checked]:
    """Every comparison of a write-up that draws no conclusion, and bounds said of all."""
    known = known_of(work.statements)
    for comparison in work.statements.comparisons:
        if not is_argument(work, comparison):
            yield from hold_comparison(work, comparison, known, HeldAgainst.ITSELF)
    yield from hold_bounds(work)


def hold_comparison(
    work: Work, comparison: Comparison, known: Known, check: HeldAgainst
) -> Iterator[Checked]:
    """One comparison against whatever decides it; nothing of what others are said to reach."""
    outcome = decide(work, comparison, known)
    if outcome is not None:
        text = sentence(work.write_up, comparison, outcome.found, holds=outcome.holds)
        yield _checked(work, comparison, check, outcome, text)
    elif comparison.whose is Whose.OWN:
        text = (
            f"The text says “{said(work.write_up, comparison)}”; the values that it compares"
            " could not be found with certainty."
        )
        yield _checked(work, comparison, check, Outcome(holds=None, found=""), text)


def _checked(
    work: Work, comparison: Comparison, check: HeldAgainst, outcome: Outcome, text: str
) -> Checked:
    by = {
        True: Consistency.CONSISTENT,
        False: Consistency.INCONSISTENT,
        None: Consistency.CANNOT_TELL,
    }
    looks_wrong = outcome.holds is False and not outcome.is_sure
    if looks_wrong:
        text = f"{text.removesuffix('.')}, if that is what the words mean."
    return Checked(
        outcome=Consistency.CANNOT_TELL if looks_wrong else by[outcome.holds],
        looks_wrong=looks_wrong,
        check=check,
        subject="ratio"
        if tells_both(comparison)
        else subject_words(quantity_of(comparison), comparison.left),
        sentence=text,
        words=comparison.words,
        place=comparison.place,
        span=comparison.sentence or comparison.span,
        other=outcome.other.place if outcome.other else None,
        other_words=outcome.other.words if outcome.other else "",
    )
