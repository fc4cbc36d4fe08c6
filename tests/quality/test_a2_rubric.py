"""A2's rubric, its solutions and what is planted in them belong together."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from benchmarks.grading_quality.faults import Assignment, Fault, read_assignment
from benchmarks.grading_quality.planting import changed, notebook
from grader.records import Rubric
from grader.resources import resource_folder
from grader.rubric_file import load_rubric

ITEMS = {
    "1.1": (
        "not-answered only-code n16-missing n64-missing other-n ae16-size ae64-size"
        " weights-not-shown weights-unchanged-16 weights-unchanged-64 few-reconstructions same-face"
        " learning-rate-too-high learning-rate-not-stated learning-rate-not-justified"
        " optimizer-not-named weight-decay-not-explained sizes-not-compared"
        " explanation-partly-wrong figure-confusing notebook-runs"
    ),
    "1.2": (
        "not-answered no-svd mean-not-subtracted eigenfaces-not-shown steps-not-explained"
        " autoencoder-link"
    ),
    "1.3": (
        "not-answered not-fed-through output-not-clean no-examples outputs-not-shown"
        " noise-not-described noise-too-weak why-noise-goes"
    ),
    "2.1": (
        "not-answered network plots-missing best-network-choice chosen-by-all-metrics"
        " validation-accuracy-missing validation-accuracy-far"
    ),
    "2.2": "not-answered scheduler-missing own-scheduler no-accuracy no-better discussion",
    "3.1": (
        "no-report wrong-network low-accuracy curves-missing wrong-training-process not-converged"
        " test-accuracy-missing train-accuracy-reported discussion overfits unstable-validation"
        " unused-layer"
    ),
    "3.2": "not-answered not-wider-and-deeper network losses-not-plotted no-tuning",
    "3.3": "not-answered wrong-count biases-forgotten",
    "3.4": "carbon-missing carbon-wrong",
    "4.1": (
        "not-answered design-not-given plot-missing first-curve-missing drop-not-seen"
        " overfitting-not-named no-remedy remedy-no-regularisation creativity"
    ),
}
"""Every deduction and remark of the page, by question."""


@pytest.fixture(scope="module")
def rubric() -> Rubric:
    return load_rubric(resource_folder("rubrics") / "a2.yaml")


@pytest.fixture(scope="module")
def a2() -> Assignment:
    return read_assignment("a2")


def _files(assignment: Assignment, solution: str) -> Mapping[str, str]:
    folder = assignment.folder / solution
    return {
        str(path.relative_to(folder)): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_every_deduction_of_the_page_is_an_item(rubric: Rubric) -> None:
    found = {
        question.id: [item.id.partition("/")[2] for item in question.criteria]
        for question in rubric.questions
    }

    assert found == {question: items.split() for question, items in ITEMS.items()}


def test_what_is_planted_costs_items_that_are_there(rubric: Rubric, a2: Assignment) -> None:
    items = {item.id for question in rubric.questions for item in question.criteria}

    for fault in a2.faults:
        assert fault.loses | fault.may_lose <= items, fault.id


def test_every_question_has_something_planted_in_it(rubric: Rubric, a2: Assignment) -> None:
    hurt = {item.partition("/")[0] for fault in a2.faults for item in fault.loses}

    assert hurt == {question.id for question in rubric.questions}


def test_every_change_can_be_made(a2: Assignment) -> None:
    for fault in a2.faults:
        before = _files(a2, fault.solution)

        assert changed(before, fault) != before, fault.id


def test_there_are_enough_harmless_changes_and_enough_styles(a2: Assignment) -> None:
    assert sum(fault.is_harmless for fault in a2.faults) >= 10
    assert len(a2.solutions) >= 3


def test_changed_notebooks_and_scripts_can_be_parsed(a2: Assignment) -> None:
    plain = (Fault(name="as-it-is", what="", solution=each) for each in a2.solutions)
    for fault in (*a2.faults, *(replace(one, edits=()) for one in plain)):
        for name, text in changed(_files(a2, fault.solution), fault).items():
            if name.endswith(".py"):
                compile(text, f"{fault.id}/{name}", "exec")
            if name.endswith(".nb.py"):
                assert notebook(text)
