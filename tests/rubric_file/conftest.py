"""A small rubric that is right, and surroundings for it that need nothing else of the project."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from grader.errors import RubricError
from grader.expected_file import Metrics, Recipe, Result, Spread
from grader.records import Answer, Case, Outcome, Rubric
from grader.rubric_file import Surroundings, read_rubric

GOOD = """\
rubric: 1
title: A small rubric
points: 20
late: {per_day: 10%, of: maximum, reject_after_days: 7}

provide:
  course_data.npz: a2/clothing

networks:
  deep:
    layers: 784 -> 32 -> relu -> 10
    parameters: 25450
    task: a2/clothing
    expected: a2/deep
  wide:
    layers: 784 -> 128 -> relu -> 10

questions:
  - id: 3.10
    title: Deep
    points: 15
    deductions:
      - id: wrong-network
        points: 5
        unless: {architecture: deep}
        advice: Print it.
      - id: low-accuracy
        points: 1.5
        unless: {accuracy: {network: deep, at_least: 84%, evidence: measured}}
        needs: [wrong-network]
      - id: weak-discussion
        points: [1, 2]
        review: Is the discussion weak?
        look_at: [section 3, claims]
  - id: no
    points: 5
    deductions:
      - id: wrong-count
        points: 5
        unless: {claim: {parameters: [deep, wide], equals: actual}}
        needs: 3.10/wrong-network
      - id: biases-forgotten
        points: 0
        when: {claim: {parameters: [deep], equals: without_biases}}
        statement: The biases are counted.
      - id: runs
        points: 1
        unless: notebook_runs
"""


def architecture(case: Case, *, network: str) -> Answer:
    """The network has the right layers."""
    return Answer(outcome=Outcome.OPEN, reason=f"{case} {network}")


def accuracy(
    case: Case, *, network: str, at_least: Decimal | None = None, evidence: str = "measured"
) -> Answer:
    """The network is good enough."""
    return Answer(outcome=Outcome.OPEN, reason=f"{case} {network} {at_least} {evidence}")


def claim(case: Case, *, parameters: tuple[str, ...], equals: str) -> Answer:
    """The stated numbers are right."""
    return Answer(outcome=Outcome.OPEN, reason=f"{case} {parameters} {equals}")


def notebook_runs(case: Case) -> Answer:
    """Every cell runs."""
    return Answer(outcome=Outcome.OPEN, reason=str(case))


def plot(
    case: Case,
    *,
    least: int = 1,
    tolerance: float = 0.0,
    strict: bool = False,
    series: tuple[str, ...] = (),
) -> Answer:
    """The plot is there."""
    return Answer(outcome=Outcome.OPEN, reason=f"{case} {least} {tolerance} {strict} {series}")


@pytest.fixture(scope="session")
def surroundings() -> Surroundings:
    """Five checks, two data sets and one recipe with numbers for one of them."""
    spread = Spread(mean=84.3, standard_deviation=0.2)
    result = Result(
        data="fashion-mnist",
        runs=5,
        epochs=1_500,
        complete=True,
        metrics=Metrics(test_accuracy={"end": spread}),
    )
    recipe = Recipe(network="784 -> 32 -> relu -> 10", parameters=25_450, results=(result,))
    return Surroundings(
        checks={each.__name__: each for each in (architecture, accuracy, claim)}
        | {"notebook_runs": notebook_runs, "plot": plot},
        choices={
            ("claim", "equals"): ("actual", "without_biases"),
            ("accuracy", "evidence"): ("measured", "observed"),
        },
        tasks=("a2/clothing",),
        course_data=("a2/clothing", "a2/faces"),
        recipes={"a2/deep": recipe},
        data="fashion-mnist",
    )


@pytest.fixture
def good() -> str:
    """A rubric with nothing wrong."""
    return GOOD


@pytest.fixture
def read(tmp_path: Path, surroundings: Surroundings) -> Callable[[str], Rubric]:
    """Reads a rubric from its text."""

    def reader(text: str) -> Rubric:
        path = tmp_path / "small.yaml"
        path.write_text(text, encoding="utf-8")
        return read_rubric(path, surroundings)

    return reader


@pytest.fixture
def complaints_about(
    read: Callable[[str], Rubric], tmp_path: Path
) -> Callable[[str], tuple[str, ...]]:
    """The complaints about a rubric's text, each without its path: `12:5: what`."""

    def complain(text: str) -> tuple[str, ...]:
        with pytest.raises(RubricError) as caught:
            read(text)
        prefix = f"{tmp_path / 'small.yaml'}:"
        assert all(line.startswith(prefix) for line in caught.value.complaints)
        return tuple(line.removeprefix(prefix) for line in caught.value.complaints)

    return complain
