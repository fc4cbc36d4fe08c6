"""A rubric that is right becomes the record that it describes."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from grader.errors import RubricError
from grader.records import CheckCondition, LateRule, Provided, ReviewCondition, Rubric, Setting
from grader.rubric_file import Surroundings, read_rubric

Read = Callable[[str], Rubric]


def test_everything_that_is_written_arrives(read: Read, good: str) -> None:
    rubric = read(good)

    assert rubric.title == "A small rubric"
    assert rubric.source == "small.yaml"
    assert rubric.points == 20
    assert rubric.late == LateRule(per_day=Decimal("0.1"), reject_after_days=7)
    assert rubric.provide == (Provided(name="course_data.npz", data="a2/clothing"),)
    assert [question.points for question in rubric.questions] == [15, 5]


def test_ids_stay_as_they_are_written(read: Read, good: str) -> None:
    # YAML would make 3.1 of 3.10 and false of no.
    assert [question.id for question in read(good).questions] == ["3.10", "no"]


def test_a_network_is_counted_and_has_its_expected_numbers(read: Read, good: str) -> None:
    rubric = read(good)

    deep = rubric.network("deep")
    assert (deep.parameters, deep.biases, deep.task) == (25_450, 42, "a2/clothing")
    assert deep.expected is not None
    assert (deep.expected.recipe, deep.expected.mean, deep.expected.runs) == ("a2/deep", 84.3, 5)
    assert rubric.network("wide").expected is None


def test_numbers_expected_on_other_data_are_not_used(
    surroundings: Surroundings, tmp_path: Path, good: str
) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(good)

    rubric = read_rubric(path, replace(surroundings, data="stand-in"))

    assert rubric.network("deep").expected is None


def test_settings_have_the_types_of_the_check(read: Read, good: str) -> None:
    (first, second, third), (count, *_) = (q.criteria for q in read(good).questions)

    assert first.condition == CheckCondition(
        check="architecture", settings=(Setting(name="network", value="deep"),)
    )
    assert second.condition == CheckCondition(
        check="accuracy",
        settings=(
            Setting(name="network", value="deep"),
            Setting(name="at_least", value=Decimal(84)),
            Setting(name="evidence", value="measured"),
        ),
    )
    assert third.condition == ReviewCondition(question="Is the discussion weak?")
    assert isinstance(count.condition, CheckCondition)
    assert count.condition.settings[0].value == ("deep", "wide")


def test_when_and_unless_are_told_apart(read: Read, good: str) -> None:
    _, (wrong, forgotten, _) = (question.criteria for question in read(good).questions)

    assert isinstance(wrong.condition, CheckCondition)
    assert isinstance(forgotten.condition, CheckCondition)
    assert not wrong.condition.deduct_when
    assert forgotten.condition.deduct_when


def test_needs_are_full_ids(read: Read, good: str) -> None:
    (_, low, _), (count, *_) = (question.criteria for question in read(good).questions)

    assert low.needs == ("3.10/wrong-network",)
    assert count.needs == ("3.10/wrong-network",)


def test_a_statement_comes_from_the_check_or_the_question(read: Read, good: str) -> None:
    (first, _, third), (_, forgotten, runs) = (q.criteria for q in read(good).questions)

    assert first.statement == "The network has the right layers."
    assert third.statement == "Nothing to find fault with: Is the discussion weak?"
    assert forgotten.statement == "The biases are counted."
    assert runs.statement == "Every cell runs."


@pytest.mark.parametrize(
    ("settings", "value"),
    [
        ("{least: 3}", 3),
        ("3", 3),
        ("{tolerance: 0.5}", 0.5),
        ("{tolerance: 5%}", 5.0),
        ("{strict: true}", True),
        ("{strict: False}", False),
        ("{series: [train, no]}", ("train", "no")),
        ("{series: train}", ("train",)),
    ],
)
def test_every_type_of_setting_is_read(read: Read, good: str, settings: str, value: object) -> None:
    text = good.replace("unless: notebook_runs", f"unless: {{plot: {settings}}}")

    condition = read(text).questions[1].criteria[2].condition

    assert isinstance(condition, CheckCondition)
    assert condition.settings[0].value == value
    assert type(condition.settings[0].value) is type(value)


@pytest.mark.parametrize("form", ["notebook_runs", "{notebook_runs: }", "{notebook_runs: {}}"])
def test_a_check_without_settings_can_be_named_in_three_ways(
    read: Read, good: str, form: str
) -> None:
    rubric = read(good.replace("unless: notebook_runs", f"unless: {form}"))

    assert rubric.questions[1].criteria[2].condition == CheckCondition(
        check="notebook_runs", settings=()
    )


def test_the_digest_changes_with_the_file_and_with_the_numbers_it_uses(
    read: Read, good: str, surroundings: Surroundings, tmp_path: Path
) -> None:
    before = read(good).digest
    again = read(good).digest
    other_text = read(good + "# a remark\n").digest
    read(good)
    without = replace(surroundings, data="stand-in")
    other_numbers = read_rubric(tmp_path / "small.yaml", without).digest

    assert again == before
    assert len({before, other_text, other_numbers}) == 3


def test_deductions_may_add_up_to_more_than_their_question(read: Read, good: str) -> None:
    rubric = read(good.replace("points: 1\n", "points: 4\n"))

    second = rubric.questions[1]
    assert sum(criterion.most_points for criterion in second.criteria) > second.points


def test_a_leading_flatten_is_no_other_network(read: Read, good: str) -> None:
    flat = read(good).network("deep")
    image = read(good.replace("layers: 784 -> 32", "layers: 1x28x28 -> flatten -> 32"))

    assert image.network("deep").architecture == flat.architecture
    assert image.network("deep").notation == "1x28x28 -> flatten -> 32 -> relu -> 10"


def test_a_file_that_is_not_there_is_one_complaint(
    tmp_path: Path, surroundings: Surroundings
) -> None:
    with pytest.raises(RubricError, match="cannot be read, no such file"):
        read_rubric(tmp_path / "none.yaml", surroundings)
