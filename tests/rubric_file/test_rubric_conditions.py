"""Conditions of several checks, levels, bonus items, and every type that a setting may have."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from grader.checks import CHECKS
from grader.documents import read_outcomes, write_verdict
from grader.errors import RubricError
from grader.judge import judge
from grader.records import (
    Answer,
    Case,
    CheckCondition,
    Evidence,
    Finding,
    JointCondition,
    Level,
    LevelsCondition,
    Outcome,
    ReviewCondition,
    Rubric,
    Setting,
)
from grader.rubric_file import Surroundings, describe_rubric, read_rubric, schema_for
from grader.rubric_file.surroundings import settings_of
from grader.rubric_file.told import check_words
from grader.rubric_file.types import reader_of

Read = Callable[[str], Rubric]
ComplaintsAbout = Callable[[str], tuple[str, ...]]

RUNS = "        points: 1\n        unless: notebook_runs"


def _last(read: Read, good: str, written: str) -> Any:
    return read(good.replace(RUNS, written)).questions[1].criteria[2]


def test_checks_are_joined_by_all_any_and_not(read: Read, good: str) -> None:
    written = (
        "        points: 1\n        when: {all: [{not: notebook_runs}, "
        "{any: [{architecture: deep}, {architecture: wide}]}]}\n        statement: So."
    )

    condition = _last(read, good, written).condition

    runs = CheckCondition(check="notebook_runs", settings=(), deduct_when=True)
    deep, wide = (
        CheckCondition(check="architecture", settings=(Setting(name="network", value=name),))
        for name in ("deep", "wide")
    )
    either = JointCondition(parts=(deep, wide), needs_all=False)
    assert condition == JointCondition(parts=(runs, either), needs_all=True, deduct_when=True)
    assert check_words(condition) == (
        "all of [not notebook_runs, "
        "any of [architecture(network: deep), architecture(network: wide)]]"
    )


LEVELS = """\
        levels:
          - points: 4
            unless: {architecture: deep}
          - points: 1
            when: notebook_runs
          - points: 5
            review: Is it all wrong?
        statement: It is right."""


def test_levels_are_one_item_whose_points_rise(read: Read, good: str) -> None:
    item = _last(read, good, LEVELS)

    deep = CheckCondition(check="architecture", settings=(Setting(name="network", value="deep"),))
    runs = CheckCondition(check="notebook_runs", settings=(), deduct_when=True)
    assert item.points == (1, 4, 5)
    assert item.condition == LevelsCondition(
        levels=(
            Level(points=Decimal(1), condition=runs),
            Level(points=Decimal(4), condition=deep),
            Level(points=Decimal(5), condition=ReviewCondition(question="Is it all wrong?")),
        )
    )


BONUS = """\
    at_most: 7
    bonus:
      - id: tidy
        points: [1, 3]
        review: Is it especially tidy?
      - id: more
        points: 2
        when: {architecture: wide}
"""


def test_bonus_items_stand_beside_deductions(read: Read, good: str) -> None:
    rubric = read(good.replace("points: 20\n", "points: 20\nat_most: 22\n") + BONUS)

    second = rubric.questions[1]
    tidy, more = second.criteria[3:]
    assert (rubric.at_most, second.at_most) == (Decimal(22), Decimal(7))
    assert (tidy.is_bonus, more.is_bonus) == (True, True)
    assert tidy.statement == "Is it especially tidy?"
    # Given when the check is met: its own sentence is what the student reads.
    assert more.statement == "The network has the right layers."
    assert isinstance(more.condition, CheckCondition)
    assert not more.condition.deduct_when


def test_a_question_may_consist_of_bonus_items_alone(read: Read, good: str) -> None:
    extra = "  - id: extra\n    points: 0\n" + BONUS.replace("    at_most: 7\n", "")

    assert [item.id for item in read(good + extra).questions[2].criteria] == [
        "extra/tidy",
        "extra/more",
    ]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("review: Is it all wrong?", "reviw: Is it?", "a level has no key 'reviw', did you mean"),
        ("            when: notebook_runs\n", "", "each level is decided in one way"),
        ("points: 4", "points: 5", "another level costs 5 already"),
        ("points: 5", "points: 6", "the deduction costs 6, but its question is worth 5"),
        ("        statement: It is right.", "", "the statement is missing"),
        ("        levels:", "        points: 1\n        levels:", "each level has its own points"),
        ("        levels:", "        review: Eh?\n        levels:", "drop 'review' or 'levels'"),
        ("unless: {architecture: deep}", "unless: {some: [notebook_runs]}", "no check is called"),
        ("unless: {architecture: deep}", "unless: {anyy: [notebook_runs]}", "did you mean 'any'?"),
        ("unless: {architecture: deep}", "unless: {any: notebook_runs}", "joins a list of checks"),
        ("unless: {architecture: deep}", "unless: {any: []}", "is a list"),
        ("unless: {architecture: deep}", "unless: not", "turns a check round"),
        (
            "unless: {architecture: deep}",
            "unless: {all: [{architecture: depe}]}",
            "did you mean 'deep'?",
        ),
        (
            "unless: {architecture: deep}",
            "unless: {architecture: deep, plot: 1}",
            "several are joined by {all: [...]}",
        ),
    ],
)
def test_a_mistake_in_levels_and_conditions_is_one_complaint(
    complaints_about: ComplaintsAbout, good: str, old: str, new: str, words: str
) -> None:
    text = good.replace(RUNS, LEVELS)
    assert text.count(old) >= 1
    text = text[::-1].replace(old[::-1], new[::-1], 1)[::-1]

    (complaint,) = complaints_about(text)

    assert words in complaint


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("at_most: 7", "at_most: 4", "at least the 5 points"),
        ("review: Is it esp", "levels: [{points: 1, review: a}, {points: 2, review: b}] #", "drop"),
        ("id: tidy", "id: runs", "a second deduction 'runs'"),
        ("when: {architecture: wide}", "unless: {architecture: wide}", "when a bonus is given"),
        ("        when: {architecture: wide}\n", "", "nothing says who decides"),
    ],
)
def test_a_mistake_in_a_bonus_is_one_complaint(
    complaints_about: ComplaintsAbout, good: str, old: str, new: str, words: str
) -> None:
    complaints = complaints_about(good + BONUS.replace(old, new))

    assert any(words in each or "has no levels" in each for each in complaints), complaints
    assert len(complaints) == 1


def every_type(
    case: Case,
    *,
    rate: float = 0.0,
    rates: tuple[float, ...] = (),
    sizes: tuple[int, ...] = (),
    ends: tuple[float, float] = (0.0, 1.0),
    epochs: int | str = 0,
    shares: tuple[Decimal, ...] | None = None,
    concepts: tuple[tuple[str, ...], ...] = (),
    named: tuple[tuple[str, tuple[str, ...]], ...] = (),
    kinds: tuple[str, ...] = (),
) -> Answer:
    """It takes all that."""
    outcome = Outcome.MET if case.evidence else Outcome.OPEN
    told = (rate, rates, sizes, ends, epochs, shares, concepts, named, kinds)
    return Answer(outcome=outcome, reason=str(told))


@pytest.fixture
def generous(surroundings: Surroundings) -> Surroundings:
    """With a check that has a setting of every type."""
    return replace(
        surroundings,
        checks={**surroundings.checks, "every": every_type},
        choices={**surroundings.choices, ("every", "kinds"): ("train", "test")},
    )


def _read_with(surroundings: Surroundings, path: Path, text: str) -> Rubric:
    path.write_text(text, encoding="utf-8")
    return read_rubric(path, surroundings)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("rate: 1e-3", 0.001),
        ("rate: 2.5E-05", 2.5e-5),
        ("rates: [0.1, 1e-2, 3]", (0.1, 0.01, 3.0)),
        ("rates: 0.1", (0.1,)),
        ("sizes: [1, 4, 1000]", (1, 4, 1000)),
        ("ends: [-0.4, 40%]", (-0.4, 40.0)),
        ("epochs: 50", 50),
        ("epochs: about 50", "about 50"),
        ("shares: [84%, 0.5]", (Decimal(84), Decimal("0.5"))),
        (
            "concepts: [overfitting, [noise, wrong labels]]",
            (("overfitting",), ("noise", "wrong labels")),
        ),
        (
            "named: {why: [because, since], how: step}",
            (("why", ("because", "since")), ("how", ("step",))),
        ),
        ("kinds: [train, test]", ("train", "test")),
    ],
)
def test_a_setting_may_have_any_of_these_types(
    generous: Surroundings, tmp_path: Path, good: str, written: str, value: object
) -> None:
    text = good.replace("unless: notebook_runs", f"unless: {{every: {{{written}}}}}")

    rubric = _read_with(generous, tmp_path / "x.yaml", text)

    condition = rubric.questions[1].criteria[2].condition
    assert isinstance(condition, CheckCondition)
    assert condition.settings[0].value == value
    assert describe_rubric(rubric)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("rate: 1e-3e", "a number or a percentage"),
        ("rates: [0.1, fast]", "each of 'rates' of 'every' is a number"),
        ("sizes: [1, 2.5]", "a whole number, not '2.5'"),
        ("ends: [1]", "is a list of 2, not of 1"),
        ("concepts: [[]]", "is empty"),
        ("named: [a]", "is a mapping of keys"),
        ("kinds: [train, tset]", "is not 'tset', did you mean 'test'?"),
    ],
)
def test_a_setting_of_the_wrong_type_is_one_complaint(
    generous: Surroundings, tmp_path: Path, good: str, written: str, words: str
) -> None:
    text = good.replace("unless: notebook_runs", f"unless: {{every: {{{written}}}}}")

    with pytest.raises(RubricError) as caught:
        _read_with(generous, tmp_path / "x.yaml", text)

    (line,) = str(caught.value).splitlines()
    assert words in line


def test_the_schema_knows_every_type(generous: Surroundings) -> None:
    schema = schema_for(generous.checks, generous.choices)

    (mapping, _) = schema["$defs"]["condition"]["anyOf"]
    assert set(mapping["properties"]["every"]["anyOf"][0]["properties"]) >= {"ends", "concepts"}


def test_the_outcomes_of_a_verdict_of_all_forms_are_written_and_read_again(
    generous: Surroundings, tmp_path: Path, good: str
) -> None:
    every = "{rates: [0.1], named: {why: [because]}, shares: 84%, kinds: train, rate: 1e-3}"
    text = good.replace(RUNS, LEVELS).replace("unless: {claim", "unless: {claim") + BONUS
    text = text.replace("when: {architecture: wide}", f"when: {{every: {every}}}")
    rubric = _read_with(generous, tmp_path / "x.yaml", text)
    verdict = judge(Evidence(submission="a", name="A", digest="0"), rubric)

    again = read_outcomes(write_verdict(verdict), source="x")

    assert (again.highest, again.lowest) == (verdict.highest, verdict.lowest)
    assert list(map(_outcome, again.findings)) == list(map(_outcome, verdict.findings))


def _outcome(finding: Finding) -> tuple[object, ...]:
    criterion, levels = finding.criterion, finding.levels
    points = (criterion.points, criterion.is_bonus, finding.lost, finding.at_risk, finding.gained)
    return criterion.id, points, finding.answer.outcome, [one.answer.outcome for one in levels]


@pytest.mark.parametrize("name", CHECKS)
def test_every_setting_of_every_check_can_be_written_in_a_rubric(name: str) -> None:
    for parameter in settings_of(CHECKS[name]).values():
        assert callable(reader_of(parameter.annotation))
