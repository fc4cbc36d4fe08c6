"""The rubric of assignment A2 asks what its page says."""

from dataclasses import replace
from decimal import Decimal

import pytest

from grader.checks import CHECKS, CHOICES
from grader.expected_file import Recipe, known_recipes
from grader.records import (
    CheckCondition,
    Criterion,
    LevelsCondition,
    ReviewCondition,
    Rubric,
)
from grader.resources import resource_folder
from grader.rubric_file import Surroundings, load_rubric, read_rubric
from reference.data import COURSE_FILES, TASKS

PERSONS_ITEMS = {
    "1.1/other-n",
    "1.1/explanation-partly-wrong",
    "1.1/figure-confusing",
    "2.2/no-better",
    "3.1/discussion",
    "3.4/carbon-wrong",
    "4.1/creativity",
}
"""Those that a person decides alone."""
SHARED_ITEMS = {"1.3/why-noise-goes", "2.2/discussion"}
"""Those of which a check tells whether anything is there, and a person how good it is."""


def _is_persons(criterion: Criterion) -> bool:
    """Whether a person has to look, whatever the checks say."""
    match criterion.condition:
        case ReviewCondition():
            return True
        case LevelsCondition(levels=levels):
            return any(isinstance(level.condition, ReviewCondition) for level in levels)
        case _:
            return False


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

    costs = ["/".join(map(str, each.points)) for each in found.criteria if not each.is_bonus]

    assert sorted(costs) == sorted(levels.split())


def test_a_question_left_out_as_a_whole_costs_all_its_points(a2: Rubric) -> None:
    for question in a2.questions:
        assert max(criterion.most_points for criterion in question.criteria) == question.points


def test_checks_decide_what_they_can_and_people_the_rest(a2: Rubric) -> None:
    criteria = _criteria(a2)

    persons = {name for name, each in criteria.items() if _is_persons(each)}

    assert persons == PERSONS_ITEMS | SHARED_ITEMS
    assert all(criteria[name].look_at for name in persons)


def test_at_least_three_in_five_items_need_no_person(a2: Rubric) -> None:
    criteria = _criteria(a2)

    assert sum(not _is_persons(each) for each in criteria.values()) >= 0.6 * len(criteria)


def test_no_item_of_a_check_hangs_on_an_item_of_a_person(a2: Rubric) -> None:
    # Its sure deduction would stay a suspicion for as long as nobody has looked.
    criteria = _criteria(a2)

    for criterion in criteria.values():
        if not _is_persons(criterion):
            assert not any(_is_persons(criteria[need]) for need in criterion.needs)


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
