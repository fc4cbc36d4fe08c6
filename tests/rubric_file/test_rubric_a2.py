"""The rubric of assignment A2 asks what its page says."""

from dataclasses import replace
from decimal import Decimal

import pytest

from grader.checks import CHECKS, CHOICES
from grader.expected_file import Recipe, known_recipes
from grader.records import CheckCondition, Criterion, ReviewCondition, Rubric
from grader.resources import resource_folder
from grader.rubric_file import Surroundings, load_rubric, read_rubric
from reference.data import COURSE_FILES, TASKS

CHECKED_ITEMS = {
    "1.1/ae16-size",
    "1.1/ae64-size",
    "1.1/notebook-runs",
    "2.1/network",
    "3.1/wrong-network",
    "3.1/low-accuracy",
    "3.2/network",
    "3.3/wrong-count",
    "3.3/biases-forgotten",
}


@pytest.fixture(scope="module")
def a2() -> Rubric:
    """The rubric, with recipes that have no results."""
    surroundings = Surroundings(
        checks=CHECKS,
        choices=CHOICES,
        tasks=TASKS,
        course_data=tuple(COURSE_FILES.values()),
        recipes={
            name: Recipe(network="", parameters=recipe.parameters)
            for name, recipe in known_recipes().items()
        },
        data="fashion-mnist",
    )
    return read_rubric(resource_folder("rubrics") / "a2.yaml", surroundings)


def _criteria(rubric: Rubric) -> dict[str, Criterion]:
    return {each.id: each for question in rubric.questions for each in question.criteria}


def test_it_loads_with_the_project_s_own_checks_data_and_recipes(a2: Rubric) -> None:
    loaded = load_rubric(resource_folder("rubrics") / "a2.yaml")

    # What the reference reached and how it trains is known only where its recipes have results.
    assert replace(loaded, networks=(), digest="") == replace(a2, networks=(), digest="")
    layers = {network.name: network.architecture for network in a2.networks}
    assert {network.name: network.architecture for network in loaded.networks} == layers


def test_its_questions_are_worth_what_the_page_says(a2: Rubric) -> None:
    assert a2.points == 100
    assert {question.id: int(question.points) for question in a2.questions} == {
        "1.1": 15,
        "1.2": 10,
        "1.3": 10,
        "2.1": 10,
        "2.2": 5,
        "3.1": 15,
        "3.2": 10,
        "3.3": 5,
        "3.4": 5,
        "4.1": 15,
    }


@pytest.mark.parametrize(
    ("question", "levels"),
    [
        ("1.1", "12 15 2 2/3 3 3 3 3 3 3 3/5 4 4 5 8 8 8 2 0 0 0"),
        ("1.2", "10 8/10 2 2 3 2"),
        ("1.3", "10 10 9 3 8 5 2 2/3"),
        ("2.1", "10 1/3 2/3 2 1 1 0"),
        ("2.2", "5 1 2 1 1 1/2/3"),
        ("3.1", "15 5 1 1/5 1 1.5 5 3 1/2 0 0 0"),
        ("3.2", "10 10 2/6 3 0"),
        ("3.3", "5 2/5 0"),
        ("3.4", "5 3"),
        ("4.1", "15 3/5 2 4 2/4 2 4 4/6"),
    ],
)
def test_its_deductions_cost_what_the_page_says(a2: Rubric, question: str, levels: str) -> None:
    (found,) = (each for each in a2.questions if each.id == question)

    costs = ["/".join(map(str, criterion.points)) for criterion in found.criteria]

    assert sorted(costs) == sorted(levels.split())


def test_a_question_left_out_as_a_whole_costs_all_its_points(a2: Rubric) -> None:
    for question in a2.questions:
        assert max(criterion.most_points for criterion in question.criteria) == question.points


def test_checks_decide_what_they_can_and_people_the_rest(a2: Rubric) -> None:
    criteria = _criteria(a2)

    checked = {
        name for name, each in criteria.items() if isinstance(each.condition, CheckCondition)
    }

    assert checked == CHECKED_ITEMS
    reviewed = [each for name, each in criteria.items() if name not in checked]
    assert all(isinstance(each.condition, ReviewCondition) for each in reviewed)
    assert all(each.look_at for each in reviewed)


def test_no_item_of_a_check_hangs_on_an_item_of_a_person(a2: Rubric) -> None:
    # Its sure deduction would stay a suspicion for as long as nobody has looked.
    for name in CHECKED_ITEMS:
        assert set(_criteria(a2)[name].needs) <= CHECKED_ITEMS


def test_a_count_without_biases_costs_nothing(a2: Rubric) -> None:
    wrong, forgotten = (_criteria(a2)[name] for name in ("3.3/wrong-count", "3.3/biases-forgotten"))

    assert isinstance(wrong.condition, CheckCondition)
    assert isinstance(forgotten.condition, CheckCondition)
    accepted = {setting.name: setting.value for setting in wrong.condition.settings}
    assert accepted["equals"] == "actual_or_without_biases"
    assert forgotten.condition.deduct_when
    assert forgotten.points == (Decimal(0),)


def test_low_accuracy_is_asked_only_of_the_right_network(a2: Rubric) -> None:
    low = _criteria(a2)["3.1/low-accuracy"]

    assert low.needs == ("3.1/wrong-network",)
    assert isinstance(low.condition, CheckCondition)
    settings = {setting.name: setting.value for setting in low.condition.settings}
    assert settings == {"network": "deep", "at_least": Decimal(84), "evidence": "measured"}


def test_every_item_says_a_sentence_and_gives_advice(a2: Rubric) -> None:
    for criterion in _criteria(a2).values():
        assert criterion.statement[0].isupper()
        assert criterion.statement.endswith(".")
        assert criterion.advice.endswith(".")


def test_its_late_rule_is_that_of_the_page(a2: Rubric) -> None:
    assert a2.late is not None
    assert a2.late.per_day == Decimal("0.1")
    assert a2.late.reject_after_days == 7


def test_it_provides_the_files_that_notebooks_open(a2: Rubric) -> None:
    assert {file.name: file.data for file in a2.provide} == COURSE_FILES


def test_a_folder_that_is_no_resource_is_an_error() -> None:
    with pytest.raises(FileNotFoundError, match="install the package again"):
        resource_folder("no-such-folder")
