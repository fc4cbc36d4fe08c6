"""The rubric of assignment HW2 asks what its page says, and every planted fault can be planted."""

from decimal import Decimal

import pytest

from benchmarks.grading_quality.faults import Assignment, Fault, read_assignment
from benchmarks.grading_quality.planting import changed, notebook
from grader.records import Criterion, ReviewCondition, Rubric
from grader.resources import resource_folder
from grader.rubric_file import load_rubric

HW2: Assignment = read_assignment("hw2")
LEAST_DECIDED = 0.6
"""Share of the items that checks decide."""


@pytest.fixture(scope="module")
def rubric() -> Rubric:
    return load_rubric(resource_folder("rubrics") / "hw2.yaml")


def _criteria(rubric: Rubric) -> dict[str, Criterion]:
    return {each.id: each for question in rubric.questions for each in question.criteria}


def _told(criterion: Criterion) -> str:
    """`network 4`, `curves 1/2`: an item with what it may cost."""
    points = "/".join(f"{each.normalize():f}" for each in criterion.points)
    return f"{criterion.id.partition('/')[2]} {points}"


def test_its_sections_share_a_hundred_points(rubric: Rubric) -> None:
    assert rubric.points == 100
    points = {question.id: int(question.points) for question in rubric.questions}
    assert points == {"1": 10, "2": 10, "3": 15, "4": 10, "5": 15, "6": 15, "7": 15, "8": 10}


@pytest.mark.parametrize(
    ("question", "items"),
    [
        (
            "1",
            "not-answered 10, network 4, regime 2, input-scaling 1, softmax-before-loss 2,"
            " result-stated 1, notebook-runs 0, write-up-agrees 0",
        ),
        (
            "2",
            "not-answered 10, network 3, epochs 2, curves-of-one-layer 1/3, named-truthfully 3,"
            " parameter-count 1, count-derived 1, test-accuracy-stated 1, low-accuracy 1,"
            " axis-names 0",
        ),
        (
            "3",
            "not-answered 15, network-with-relu 3, network-without-relu 3, epochs 2,"
            " same-settings 1, curves-without-relu 1/3, curves-with-relu 1/3, parameter-count 1,"
            " count-derived 1, one-linear-map 3, test-accuracies-stated 1, low-accuracy 1",
        ),
        (
            "4",
            "not-answered 10, epochs 3, curves 1/2, parameter-count 1, count-derived 1,"
            " test-accuracy-stated 1, low-accuracy 2, discussion 1/2",
        ),
        (
            "5",
            "not-answered 15, batch-sizes 5, large-batch 2, new-network-each 2, epochs 1,"
            " curves 1/2, test-accuracy-stated 1, discussion 1/3",
        ),
        (
            "6",
            "not-answered 15, learning-rates 6, epochs 1, curves 1/2, test-accuracy-stated 1,"
            " at-chance 2, most-stable 1, discussion 1/3",
        ),
        (
            "7",
            "not-answered 15, augmented 5, test-augmented 4, epochs 1, curves 1/2,"
            " test-accuracy-stated 1, overfitting 1, discussion 1/3",
        ),
        (
            "8",
            "not-answered 10, squared-error 4, only-the-loss 1, one-hot 1,"
            " softmax-before-squared-error 2, epochs 1, curves 1/2, test-accuracy-stated 1,"
            " discussion 1/2",
        ),
    ],
)
def test_no_deduction_of_a_section_is_lost(rubric: Rubric, question: str, items: str) -> None:
    (found,) = (each for each in rubric.questions if each.id == question)

    assert ", ".join(map(_told, found.criteria)) == items


def test_its_networks_are_those_of_the_page(rubric: Rubric) -> None:
    assert {each.name: each.parameters for each in rubric.networks} == {
        "linear": 30_730,
        "mlp": 346_994,
        "mlp-without-relu": 346_994,
        "lenet": 62_006,
    }
    assert all(each.expected or each.regime for each in rubric.networks)


def test_most_items_need_no_person(rubric: Rubric) -> None:
    criteria = _criteria(rubric).values()
    asked = [each for each in criteria if isinstance(each.condition, ReviewCondition)]

    assert len(asked) <= (1 - LEAST_DECIDED) * len(criteria)


def test_whoever_asks_a_person_says_where_to_look(rubric: Rubric) -> None:
    for each in _criteria(rubric).values():
        if isinstance(each.condition, ReviewCondition):
            assert any("section" in place for place in each.look_at), each.id


def test_every_item_speaks_to_the_student_and_advises(rubric: Rubric) -> None:
    for each in _criteria(rubric).values():
        assert each.statement.endswith("."), each.id
        assert each.advice.endswith((".", "?")), each.id


def test_items_of_one_section_need_no_answer_to_another(rubric: Rubric) -> None:
    # The network of sections 4 to 8 is asked for once, wherever it was built.
    for question in rubric.questions:
        for each in question.criteria:
            needs = {need for need in each.needs if not need.startswith(f"{question.id}/")}
            assert needs <= {"1/network"}, each.id


def test_no_item_costs_more_than_its_section(rubric: Rubric) -> None:
    for question in rubric.questions:
        assert all(max(each.points) <= question.points for each in question.criteria)
        assert sum(max(each.points) for each in question.criteria) > Decimal(question.points)


def test_the_solutions_have_several_styles_and_the_faults_several_guises() -> None:
    assert len(HW2.solutions) >= 3
    assert len(HW2.faults) >= 35
    assert sum(fault.is_harmless for fault in HW2.faults) >= 10


@pytest.mark.parametrize("fault", HW2.faults, ids=lambda fault: fault.id)
def test_every_fault_can_be_planted_and_names_items_of_the_rubric(
    rubric: Rubric, fault: Fault
) -> None:
    folder = HW2.folder / fault.solution
    files = {
        str(path.relative_to(folder)): path.read_text("utf-8")
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }

    planted = changed(files, fault)

    assert planted != files
    assert fault.loses | fault.may_lose <= _criteria(rubric).keys()
    for name, text in planted.items():
        if name.endswith(".nb.py"):
            assert notebook(text)
        elif name.endswith(".py"):
            compile(text, name, "exec")
