"""The answered check: a question's section is there, and something stands in it."""

from dataclasses import replace
from typing import Any

import pytest

from grader.checks.answers.answered import answered
from grader.records import (
    CellOutcome,
    CellRun,
    HandedIn,
    Match,
    Network,
    NotebookCells,
    Outcome,
    Place,
    Source,
)
from tests.checks.write_ups_by_hand import case, report

MET, NOT_MET, SUSPECTED, OPEN = Outcome.MET, Outcome.NOT_MET, Outcome.SUSPECTED, Outcome.OPEN
TWO = ("1.2",)
WORDS = ("svd", "singular value", "eigenface", "principal component")
RAN = NotebookCells(path="a.ipynb", cells=(CellRun(index=0, outcome=CellOutcome.OK, seconds=1.0),))
WHOLE: dict[str, Any] = {
    "notebooks": (RAN,),
    "handed_in": HandedIn(has_code=True, is_code_whole=True),
}


def without(name: str, **sections: str) -> str:
    """The report without one section."""
    number = name.removeprefix("q").replace("_", ".")
    parts = report(**sections).split("## ")
    return "## ".join(part for part in parts if not part.startswith(number))


def test_a_section_with_words_answers() -> None:
    answer = answered(case(report()), question=TWO)

    assert answer.outcome is MET
    assert answer.facts[0].place is not None


def test_a_section_that_is_nowhere_is_suspected_as_long_as_it_may_be_elsewhere() -> None:
    answer = answered(case(without("q1_2"), **WHOLE), question=TWO)

    assert answer.outcome is SUSPECTED


@pytest.mark.parametrize("text", [without("q1_2"), report(q1_2=""), report(q1_2="TODO")])
def test_a_question_of_which_nothing_is_anywhere_is_certainly_not_answered(text: str) -> None:
    answer = answered(case(text, **WHOLE), question=TWO, words=WORDS)

    assert answer.outcome is NOT_MET


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        # Words of it in the text, or in the code.
        (without("q1_2", q1_1="The eigenfaces look like the weights of the network do."), WHOLE),
        (
            without("q1_2"),
            {
                **WHOLE,
                "handed_in": HandedIn(
                    has_code=True,
                    is_code_whole=True,
                    sources=(Source(place=Place(file="a.py"), text="u, s, v = np.linalg.SVD(x)"),),
                ),
            },
        ),
        # Code that nobody could follow, other sections missing, a picture of nobody knows what.
        (without("q1_2"), {**WHOLE, "handed_in": HandedIn(has_code=True)}),
        ("## 1.1 Autoencoder\n\nFaces come out as they went in.\n", WHOLE),
        (without("q1_2", q1_1="Many faces can be seen here.\n\n![](faces.png)"), WHOLE),
        # A few words are not nothing.
        (report(q1_2="Yes, see above."), WHOLE),
        (report(q1_2='"Compute them. (10 points)"'), WHOLE),
        # Titles that are not the handout's.
        (report(q1_2="").replace("2.1 Shallow MLP", "2.1 Eigenfaces"), WHOLE),
    ],
)
def test_whatever_may_be_the_answer_keeps_it_undecided(text: str, parts: dict[str, Any]) -> None:
    answer = answered(case(text, **parts), question=TWO, words=WORDS)

    assert answer.outcome in (SUSPECTED, OPEN)
    assert answer.reason


def test_a_network_of_the_question_is_a_trace_of_an_answer() -> None:
    made = case(without("q3_1"), **WHOLE)
    assert answered(made, question=("3.1",), networks=("deep",)).outcome is NOT_MET

    network = Network(
        id="n1",
        name="net",
        class_name="Net",
        layers="784 -> 32 -> relu -> 10",
        parameters=25_450,
        trainable_parameters=25_450,
        bias_parameters=42,
        kind="measured",  # type: ignore[arg-type]
        place=Place(file="a.ipynb", cell=0),
        method="export",
        input=None,
    )
    match = Match(required="deep", found=("n1",), differences=(), similarity=1.0)
    found = replace(made, matches=(match,), evidence=replace(made.evidence, networks=(network,)))
    assert answered(found, question=("3.1",), networks=("deep",)).outcome is SUSPECTED


def test_a_run_that_hid_something_may_have_hidden_the_network() -> None:
    cells = NotebookCells(
        path="a.ipynb", cells=(CellRun(index=0, outcome=CellOutcome.RAISED, seconds=1.0),)
    )
    made = case(without("q3_1"), **{**WHOLE, "notebooks": (cells,)})

    assert answered(made, question=("3.1",), networks=("deep",)).outcome is SUSPECTED


@pytest.mark.parametrize(
    ("words", "plain", "in_words"),
    [
        ("![Faces](faces.png)", MET, SUSPECTED),
        ("```python\nnet = Net()\ntrain(net)\n```", OPEN, SUSPECTED),
        ("| n | loss |\n| --- | --- |\n| 16 | 0.3 |\n", MET, SUSPECTED),
        ("The faces are sharper with sixty-four units than with sixteen.", MET, MET),
    ],
)
def test_figures_answer_and_code_alone_is_for_a_person(
    words: str, plain: Outcome, in_words: Outcome
) -> None:
    made = case(report(q1_1=words))

    assert answered(made, question=("1.1",)).outcome is plain
    assert answered(made, question=("1.1",), in_words=True).outcome is in_words


def test_a_part_that_only_the_question_around_it_covers_is_open() -> None:
    text = "# 1\n\nThe network maps faces onto themselves. Eigenfaces are linear.\n\n# 2\n\nMore.\n"

    assert answered(case(text), question=("1.2",)).outcome is MET
    quiet = text.replace("Eigenfaces are linear.", "They are grey.")
    assert answered(case(quiet), question=("1.2",)).outcome is OPEN


def test_reports_without_numbers_are_open_and_may_be_found_by_title() -> None:
    text = "# Faces\n\nThey come out as they went.\n\n# Clothes\n\nIt names clothes well enough.\n"
    titled = text.replace("# Clothes", "# Eigenfaces of people")

    assert answered(case(text), question=TWO).outcome is OPEN
    assert answered(case(titled), question=TWO).outcome is MET


def test_what_could_not_be_read_is_open() -> None:
    assert answered(case(), question=TWO).outcome is OPEN
    made = case(without("q1_2"), problems=("Page 4 is a picture.",))
    assert answered(made, question=TWO, words=WORDS).outcome is OPEN
