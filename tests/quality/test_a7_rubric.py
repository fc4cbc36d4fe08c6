"""The rubric of assignment A7 asks what its page says, and its planted faults can be planted."""

import pytest

from benchmarks.grading_quality.faults import Assignment, Fault, read_assignment
from benchmarks.grading_quality.planting import changed
from grader.records import Criterion, ReviewCondition, Rubric
from grader.resources import resource_folder
from grader.rubric_file import load_rubric

LEAST_SHARE = 0.6
"""Of all items that checks decide, without a person."""

ITEMS = {
    "1": (
        10,
        "not-answered to-float-not-explained scaling-not-explained one-hot-not-explained"
        " inputs-not-scaled scaling-said-otherwise explanation-quality",
    ),
    "2.1": (
        15,
        "not-answered wrong-network wrong-count biases-forgotten rows-do-not-add-up"
        " per-layer-missing activations-not-named activations-not-explained softmax-never-used"
        " output-said-otherwise",
    ),
    "2.2": (10, "not-answered loss-not-named loss-not-explained other-loss loss-used-wrongly"),
    "2.3": (
        15,
        "not-trained other-optimizer other-learning-rate other-batch-size other-epochs"
        " accuracy-not-plotted axes-without-names figure-says-otherwise validation-data"
        " accuracy-computed-wrongly loop-mistake caption-or-reference validation-shuffled"
        " numbers-not-of-the-run",
    ),
    "2.4": (
        25,
        "not-answered wrong-network study-incomplete other-optimizer other-learning-rate"
        " other-epochs runs-not-independent accuracies-not-given mean-or-deviation-missing"
        " table-does-not-add-up comparison-says-otherwise said-otherwise literature-not-compared"
        " cause-not-named discussion",
    ),
    "3.1": (
        15,
        "not-answered no-convolution design-not-described accuracy-not-given said-otherwise"
        " not-trained-or-guessing design-not-justified",
    ),
    "3.2": (10, "not-answered reasons explanation-wrong notebook-runs"),
}
"""Points and items of each question, so that none is lost by accident."""


@pytest.fixture(scope="module")
def a7() -> Rubric:
    """The rubric as it ships."""
    return load_rubric(resource_folder("rubrics") / "a7.yaml")


@pytest.fixture(scope="module")
def planted() -> Assignment:
    """Its solutions and faults."""
    return read_assignment("a7")


def _criteria(rubric: Rubric) -> dict[str, Criterion]:
    return {each.id: each for question in rubric.questions for each in question.criteria}


def test_its_questions_add_up_to_a_hundred_points(a7: Rubric) -> None:
    assert a7.points == 100
    assert {each.id: int(each.points) for each in a7.questions} == {
        name: points for name, (points, _) in ITEMS.items()
    }


@pytest.mark.parametrize("question", ITEMS)
def test_no_item_is_lost_by_accident(a7: Rubric, question: str) -> None:
    (found,) = (each for each in a7.questions if each.id == question)

    names = [each.id.partition("/")[2] for each in found.criteria]

    assert sorted(names) == sorted(ITEMS[question][1].split())


def test_a_question_left_out_as_a_whole_costs_all_its_points(a7: Rubric) -> None:
    for question in a7.questions:
        assert max(criterion.most_points for criterion in question.criteria) == question.points


def test_checks_decide_most_items(a7: Rubric) -> None:
    criteria = _criteria(a7)
    reviewed = [each for each in criteria.values() if isinstance(each.condition, ReviewCondition)]

    assert len(criteria) - len(reviewed) >= LEAST_SHARE * len(criteria)
    assert all(each.look_at for each in reviewed)


def test_no_item_needs_one_of_another_question_or_of_a_person(a7: Rubric) -> None:
    criteria = _criteria(a7)
    for name, criterion in criteria.items():
        for need in criterion.needs:
            assert need.partition("/")[0] == name.partition("/")[0]
            assert not isinstance(criteria[need].condition, ReviewCondition)


def test_every_item_says_a_sentence_and_gives_advice(a7: Rubric) -> None:
    for criterion in _criteria(a7).values():
        assert criterion.statement[0].isupper()
        assert criterion.statement.endswith(".")
        assert criterion.advice.endswith((".", "?"))


def test_faults_name_items_of_the_rubric(a7: Rubric, planted: Assignment) -> None:
    known = _criteria(a7).keys()
    for fault in planted.faults:
        assert (fault.loses | fault.may_lose) <= known, fault.id


def test_there_are_enough_faults_and_harmless_changes(planted: Assignment) -> None:
    harmless = sum(fault.is_harmless for fault in planted.faults)

    assert len(planted.solutions) >= 3
    assert len(planted.faults) - harmless >= 35
    assert harmless >= 10
    assert {fault.solution for fault in planted.faults} == set(planted.solutions)


def test_every_fault_can_be_planted(planted: Assignment) -> None:
    for fault in planted.faults:
        assert _is_changed(planted, fault), fault.id


def _is_changed(planted: Assignment, fault: Fault) -> bool:
    folder = planted.folder / fault.solution
    files = {
        str(path.relative_to(folder)): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }
    return changed(files, fault) != files
