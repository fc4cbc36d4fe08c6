"""The first sentences of a report are true."""

from dataclasses import replace

import pytest

from grader.records import CellOutcome, EndingName, Evidence, Outcome, Verdict
from grader.render.lead import lead
from tests.render.invented import (
    a_criterion,
    a_finding,
    a_question,
    a_rich_verdict,
    a_verdict,
    an_ending,
    an_evidence,
    some_cells,
)

OK = CellOutcome.OK


def outcome_verdict(*outcomes: Outcome, points: str = "2") -> Verdict:
    """A verdict of one question for each outcome, each worth ten points."""
    return a_verdict(
        *(
            a_question(f"{n}", "10", "Title", a_finding(a_criterion(f"{n}/x", points), outcome))
            for n, outcome in enumerate(outcomes, start=1)
        )
    )


def finished(*paths: str) -> Evidence:
    """Notebooks that ran to their end."""
    return an_evidence(
        notebooks=tuple(some_cells(OK, path=path) for path in paths),
        endings=tuple(an_ending(EndingName.FINISHED, file=path) for path in paths),
    )


def test_the_lead_says_what_ran_what_was_lost_and_what_waits() -> None:
    assert lead(a_rich_verdict(), an_evidence()) == (
        "2 of 3 notebooks ran to the end; hw2_Q4.ipynb did not (out of time). "
        "One cell raised an error. "
        "Points were lost in 1.2 (10 points) and 3.1 (1 point). "
        "A person looks at 2 items and may take up to 11 points; until then they cost nothing. "
        "There are also 2 things that only a person can judge."
    )


def test_full_marks_are_said_plainly() -> None:
    told = lead(outcome_verdict(Outcome.MET, Outcome.MET), finished("a.ipynb", "b.ipynb"))

    assert told == (
        "Both notebooks ran to the end. Everything that the assignment asks for is there."
    )


def test_nothing_decided_is_not_called_complete() -> None:
    told = lead(outcome_verdict(Outcome.OPEN), finished("a.py"))

    assert told == (
        "Your script ran to the end. Nothing that could be decided cost any points. "
        "There is 1 thing that only a person can judge."
    )


def test_many_losses_are_told_by_the_dearest() -> None:
    told = lead(outcome_verdict(*[Outcome.NOT_MET] * 6), finished("a.ipynb"))

    assert "Points were lost in 6 of 6 questions, most in 1 (2 points) and 2 (2 points)." in told


def test_a_suspicion_under_a_question_already_at_zero_cannot_change_the_grade() -> None:
    lost = a_finding(a_criterion("1/a", "10"), Outcome.NOT_MET)
    suspected = a_finding(a_criterion("1/b", "5"), Outcome.SUSPECTED)

    told = lead(a_verdict(a_question("1", "10", "Title", lost, suspected)), finished("a.ipynb"))

    assert "A person looks at 1 item; it cannot change the grade." in told


def test_a_loss_through_our_fault_is_owned() -> None:
    evidence = an_evidence(
        notebooks=(some_cells(CellOutcome.NOT_RUN),),
        endings=(an_ending(EndingName.SANDBOX_FAILED),),
    )

    told = lead(outcome_verdict(Outcome.OPEN), evidence)

    assert told.startswith(
        "Your notebook did not run to the end (our sandbox failed). "
        "Part of it could not be run because our own machine failed; that costs nothing."
    )


@pytest.mark.parametrize(
    ("evidence", "sentence"),
    [
        (an_evidence(notebooks=()), "There was no notebook or script that could be run."),
        (finished("a.ipynb"), "Your notebook ran to the end."),
        (finished("a.ipynb", "b.py", "c.py"), "All 3 files ran to the end."),
        (
            an_evidence(notebooks=(some_cells(OK, CellOutcome.DIED),), endings=()),
            "Your notebook did not run to the end.",
        ),
        (
            replace(finished("a.ipynb"), endings=()),
            "Your notebook ran to the end.",
        ),
        (
            an_evidence(
                notebooks=tuple(some_cells(CellOutcome.NOT_RUN, path=f"{n}.py") for n in "abc"),
                endings=(),
            ),
            "0 of 3 scripts ran to the end; a.py and others did not.",
        ),
    ],
)
def test_whether_it_ran_is_told_by_its_notebooks(evidence: Evidence, sentence: str) -> None:
    assert lead(outcome_verdict(Outcome.MET), evidence).startswith(sentence)
