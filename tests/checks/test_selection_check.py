"""By which rule the best network is picked."""

from collections.abc import Callable
from typing import Any

import pytest

from grader.checks.code.selection import best_model
from grader.records import Calls, Kind, Mistake, Outcome, Place, Selection

HERE = Place(file="a2.ipynb", cell=0, line=3)
MISTAKE = Mistake(name="chosen-on-test-set", sentence="It is.", kind=Kind.WRITTEN, place=HERE)
VALIDATION, ACCURACY = "validation loss", "validation accuracy"


def rules(*every: tuple[str, ...], doubt: str = "", dormant: bool = False) -> Calls:
    selections = tuple(
        Selection(by=by, words="a < best", place=HERE, dormant=dormant) for by in every
    )
    return Calls(selections=selections, doubt=doubt)


@pytest.mark.parametrize(
    ("told", "by", "mistakes", "outcome"),
    [
        (rules((VALIDATION,)), "validation", (), Outcome.MET),
        (rules((ACCURACY,)), "validation accuracy", (), Outcome.MET),
        (rules((ACCURACY,)), "validation loss", (), Outcome.OPEN),
        (rules((VALIDATION,), ("training loss",)), "one metric", (), Outcome.MET),
        (rules((VALIDATION, ACCURACY)), "one metric", (), Outcome.NOT_MET),
        (rules((VALIDATION, ACCURACY)), "validation", (), Outcome.SUSPECTED),
        (rules((VALIDATION, ACCURACY), (ACCURACY,)), "one metric", (), Outcome.MET),
        (rules(("test accuracy",)), "validation", (), Outcome.SUSPECTED),
        (rules(("test accuracy",)), "validation", (MISTAKE,), Outcome.NOT_MET),
        (rules(("test accuracy",), (VALIDATION,)), "validation", (MISTAKE,), Outcome.MET),
        (rules(("test accuracy",), doubt="lost"), "validation", (MISTAKE,), Outcome.SUSPECTED),
        (rules(("training loss",)), "validation", (), Outcome.SUSPECTED),
        (rules(()), "validation", (), Outcome.OPEN),
        (rules(("loss",)), "validation", (), Outcome.OPEN),
        (rules((VALIDATION,), dormant=True), "validation", (), Outcome.OPEN),
        (rules(), "validation", (), Outcome.OPEN),
    ],
)
def test_the_rule(
    make_case: Callable[..., Any],
    told: Calls,
    by: str,
    mistakes: tuple[Mistake, ...],
    outcome: Outcome,
) -> None:
    assert best_model(make_case(calls=told, mistakes=mistakes), by=by).outcome is outcome
