"""The consistent check: contradictions that were found become an answer."""

from dataclasses import replace
from typing import Any

import pytest

from grader.checks.claims import consistent
from grader.records import (
    Checked,
    Consistency,
    HeldAgainst,
    Kind,
    Measurement,
    Outcome,
    Place,
)
from tests.checks.write_ups_by_hand import case, report

MET, NOT_MET, SUSPECTED, OPEN = Outcome.MET, Outcome.NOT_MET, Outcome.SUSPECTED, Outcome.OPEN
WRONG = "Training took 0.0154 kWh and 0.0097 kWh, which is 0.0351 kWh in total."
RIGHT = "Training took 0.0154 kWh and 0.0097 kWh, which is 0.0251 kWh in total."


def test_a_certain_contradiction_costs_points_and_shows_both_sides() -> None:
    answer = consistent(case(report(q3_1=WRONG)))

    assert answer.outcome is NOT_MET
    labels = [fact.label for fact in answer.facts]
    assert labels == ["You wrote", "Beside it"]
    assert "0.0351" in answer.facts[0].text
    assert answer.facts[0].place is not None
    assert "0.0251" in answer.facts[1].text


def test_what_agrees_is_met() -> None:
    assert consistent(case(report(q3_1=RIGHT))).outcome is MET


@pytest.mark.parametrize(
    ("settings", "outcome"),
    [
        ({"quantities": ("energy",)}, NOT_MET),
        ({"quantities": ("learning_rate",)}, OPEN),
        ({"question": ("3.1",)}, NOT_MET),
        ({"question": ("1.1",)}, OPEN),
        ({"against": ("itself",)}, NOT_MET),
        ({"against": ("code", "run")}, OPEN),
    ],
)
def test_only_what_is_asked_for_counts(settings: dict[str, Any], outcome: Outcome) -> None:
    assert consistent(case(report(q3_1=WRONG)), **settings).outcome is outcome


FAR = "Our best accuracy of 10.37 % is close to the 98.5 % of the literature."


@pytest.mark.parametrize(
    ("words", "said", "outcome"),
    [
        (FAR, "comparisons", NOT_MET),
        (FAR, "numbers", OPEN),
        (WRONG, "comparisons", OPEN),
        (WRONG, "numbers", NOT_MET),
    ],
)
def test_what_is_compared_and_what_is_reckoned_are_asked_for_apart(
    words: str, said: str, outcome: Outcome
) -> None:
    assert consistent(case(report(q3_1=words)), said=said).outcome is outcome


def test_two_shares_side_by_side_are_accuracies_where_those_are_asked_for() -> None:
    far = FAR.replace("best accuracy", "best mean")

    asked = consistent(case(report(q3_1=far)), quantities=("accuracy",), said="comparisons")

    assert asked.outcome is NOT_MET
    assert "98.5" in asked.facts[0].text


def test_nothing_to_hold_is_open() -> None:
    assert consistent(case(report())).outcome is OPEN
    assert consistent(case()).outcome is OPEN


def test_in_a_report_without_numbers_a_contradiction_may_be_another_questions() -> None:
    text = f"# Faces\n\nFaces come out of it as they went in.\n\n# Clothes\n\n{WRONG}\n"

    assert consistent(case(text), question=("3.1",)).outcome is SUSPECTED
    assert consistent(case(text)).outcome is NOT_MET


def test_our_own_measurement_never_makes_a_contradiction_certain() -> None:
    place = Place(file="a.ipynb", cell=3)
    measured = Measurement(
        network="n1",
        task="a2/clothing",
        metric="accuracy",
        value=61.0,
        examples=50_000,
        kind=Kind.MEASURED,
        place=place,
        note="inputs 0..1",
    )
    made = case(
        report(q3_1="The deep network has a test accuracy of 84.39 % in the end."),
        measurements=(measured,),
    )
    claim = made.evidence.accounts[0].statements.claims[-1]
    record = Checked(
        outcome=Consistency.INCONSISTENT,
        check=HeldAgainst.RUN,
        subject="test accuracy of the deep network",
        sentence="The text says 84.39 %, we measured 61 %.",
        words=claim.words,
        place=claim.place,
        span=claim.span,
        other=place,
        other_words="inputs 0..1",
    )

    assert consistent(replace(made, checked=(record,))).outcome is SUSPECTED
    printed = replace(record, other=Place(file="a.ipynb", cell=4), other_words="acc: 0.61")
    assert consistent(replace(made, checked=(printed,))).outcome is NOT_MET


def test_many_contradictions_are_counted_and_a_few_are_shown() -> None:
    words = " ".join(
        f"We add 0.0{n}1 kWh and 0.0{n}2 kWh, which is 0.9{n} kWh in total." for n in range(1, 10)
    )

    answer = consistent(case(report(q3_1=words)))

    assert answer.outcome is NOT_MET
    assert len([fact for fact in answer.facts if fact.label == "You wrote"]) <= 6


def test_unknown_words_are_our_mistake_and_loud() -> None:
    with pytest.raises(ValueError, match="no quantity"):
        consistent(case(report()), quantities=("speed",))
    with pytest.raises(ValueError, match="against is some of"):
        consistent(case(report()), against=("hearsay",))
    with pytest.raises(ValueError, match="comparisons or numbers"):
        consistent(case(report()), said="aloud")


def test_what_stands_around_several_questions_is_counted_for_none_of_them() -> None:
    text = f"## 1 Faces\n\n{WRONG}\n\n## 2 Clothing\n\nThe curves fall and stay flat.\n"
    both = case(text, questions={"1a": "Faces by a network", "1b": "Faces by a matrix"})
    one = case(text, questions={"1a": "Faces", "2": "Clothing"})

    assert consistent(both, question=("1a",)).outcome is SUSPECTED
    assert consistent(both, question=("1b",)).outcome is SUSPECTED
    assert consistent(both).outcome is NOT_MET
    assert consistent(one, question=("1a",)).outcome is NOT_MET
