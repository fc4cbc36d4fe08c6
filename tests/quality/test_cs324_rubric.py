"""The rubric of CS324 A2 asks what its page says, and every planted fault can be planted."""

import ast

import pytest

from benchmarks.grading_quality.faults import Assignment, Fault, read_assignment
from benchmarks.grading_quality.planting import changed, notebook
from grader.records import Criterion, ReviewCondition, Rubric
from grader.resources import resource_folder
from grader.rubric_file import load_rubric

CS324: Assignment = read_assignment("cs324")
LEAST_DECIDED = 0.6
"""Share of the items that checks decide."""


@pytest.fixture(scope="module")
def rubric() -> Rubric:
    return load_rubric(resource_folder("rubrics") / "cs324.yaml")


def _criteria(rubric: Rubric) -> dict[str, Criterion]:
    return {each.id: each for question in rubric.questions for each in question.criteria}


def _told(criterion: Criterion) -> str:
    """`network 6/10`: an item with what it may cost."""
    points = "/".join(f"{each.normalize():f}" for each in criterion.points)
    return f"{criterion.id.partition('/')[2]} {points}"


def test_its_parts_share_a_hundred_points(rubric: Rubric) -> None:
    points = {question.id: int(question.points) for question in rubric.questions}

    assert rubric.points == 100
    assert points == {"1a": 26, "1b": 15, "2": 24, "3": 27, "report": 8}


@pytest.mark.parametrize(
    ("question", "items"),
    [
        (
            "1a",
            "not-answered 26, numpy-missing 8, torch-missing 6, network 4, softmax-twice 4,"
            " whole-set 4, gradients-left 3, moons-optimizer 2, moons-learning-rate 2,"
            " moons-batch-size 1, moons-epochs 2, no-better-than-chance 4, low-accuracy 2,"
            " curves 3, accuracy-not-stated 2, not-compared 2",
        ),
        (
            "1b",
            "not-answered 15, network 4, mlp-optimizer 1.5, mlp-learning-rate 1.5,"
            " mlp-weight-decay 1, mlp-batch-size 1, low-accuracy 3, curves 2,"
            " accuracy-not-stated 1",
        ),
        (
            "2",
            "not-answered 24, network 6/10, vgg-optimizer 2, vgg-learning-rate 2,"
            " vgg-weight-decay 1, vgg-batch-size 1, low-accuracy 4, curves 3,"
            " accuracy-not-stated 2, evaluated-in-training-mode 2, discussion 3",
        ),
        (
            "3",
            "not-answered 27, built-in-layer 8, two-biases 2, rnn-optimizer 2,"
            " rnn-learning-rate 2, rnn-batch-size 1, rnn-epochs 2, rnn-schedule 2, not-clipped 3,"
            " learnt-nothing 4, curves 3, lengths-not-compared 4, accuracy-not-stated 2,"
            " why-it-falls 3",
        ),
        (
            "report",
            "does-not-run 2, contradicts 4, figure-absent 2, axes-not-named 1, plot-wrong 2,"
            " labels-argmax 1, two-languages 1, test-chosen 0, gradients-kept 0",
        ),
    ],
)
def test_no_deduction_of_a_part_is_lost(rubric: Rubric, question: str, items: str) -> None:
    (found,) = (each for each in rubric.questions if each.id == question)

    assert ", ".join(map(_told, found.criteria)) == items


def test_its_networks_are_those_of_the_page(rubric: Rubric) -> None:
    assert {each.name: each.parameters for each in rubric.networks} == {
        "moons-relu": 102,
        "moons-sigmoid": 102,
        "wide": 9_249_010,
        "vgg": 3_477_066,
    }
    assert all(each.regime for each in rubric.networks)


def test_most_items_need_no_person(rubric: Rubric) -> None:
    criteria = _criteria(rubric).values()
    asked = [each for each in criteria if isinstance(each.condition, ReviewCondition)]

    assert len(asked) <= (1 - LEAST_DECIDED) * len(criteria)
    assert all(each.look_at for each in asked)


def test_every_item_speaks_to_the_student_and_advises(rubric: Rubric) -> None:
    for each in _criteria(rubric).values():
        assert each.statement.endswith("."), each.id
        assert each.advice.endswith("."), each.id


def test_items_of_one_part_need_no_answer_to_another(rubric: Rubric) -> None:
    for question in rubric.questions:
        for each in question.criteria:
            assert all(need.startswith(f"{question.id}/") for need in each.needs), each.id


def test_no_item_costs_more_than_its_part(rubric: Rubric) -> None:
    for question in rubric.questions:
        assert all(each.most_points <= question.points for each in question.criteria)


def test_the_solutions_have_several_styles_and_the_faults_several_guises() -> None:
    assert len(CS324.solutions) >= 3
    assert len(CS324.faults) >= 35
    assert sum(fault.is_harmless for fault in CS324.faults) >= 10


@pytest.mark.parametrize("fault", CS324.faults, ids=lambda fault: fault.id)
def test_every_fault_can_be_planted_and_names_items_of_the_rubric(
    rubric: Rubric, fault: Fault
) -> None:
    folder = CS324.folder / fault.solution
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
        if name.endswith(".py"):
            ast.parse(text, name)
