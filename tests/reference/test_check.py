"""Checking a machine: what is as expected, what is not, and what cannot be told."""

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from torch import nn

from grader.records import Regime
from reference.command.check import check, check_all, passing
from reference.command.results import add_result
from reference.data import Source, splits_digest
from reference.data.records import Splits
from reference.recipe import Recipe
from reference.runs import Run, figures_of
from reference.training.study import Study, run

pytestmark = pytest.mark.torch


def network() -> nn.Module:
    return nn.Sequential(nn.Linear(784, 8), nn.ReLU(), nn.Linear(8, 10))


RECIPE = Recipe(
    assignment="a0",
    name="tiny",
    task="a tiny one",
    layers="784 -> 8 -> relu -> 10",
    network=network,
    regime=Regime(
        optimizer="sgd",
        learning_rate=0.05,
        momentum=0.9,
        batch_size=50,
        epochs=8,
        loss="cross_entropy",
    ),
    published=(),
    file=__file__,
)


@pytest.fixture
def recipe(few_examples: Splits) -> Recipe:
    return dataclasses.replace(RECIPE, data=lambda source: few_examples)


@pytest.fixture
def expected(recipe: Recipe, stand_in: Source, tmp_path: Path) -> Path:
    """A folder with what the recipe reached on this machine."""
    for one in run(a_study(recipe, stand_in, tmp_path)):
        add_result(tmp_path, recipe, one)
    return tmp_path


def a_study(recipe: Recipe, source: Source, work: Path) -> Study:
    return Study(
        recipes=(recipe,), source=source, runs=3, epochs=8, device="cpu", work=work / "runs"
    )


def changed(folder: Path, curve: str, by: float | None) -> None:
    """Move a known curve, or make it one of a loss that was not a number."""
    path = folder / "a0.json"
    content: Any = json.loads(path.read_text())
    (result,) = content["recipes"]["tiny"]["results"]
    for end in ("mean", "minimum", "maximum"):
        values = result["curves"][curve][end]
        result["curves"][curve][end] = [None if by is None else value + by for value in values]
    path.write_text(json.dumps(content))


def test_the_machine_that_trained_is_as_expected(
    recipe: Recipe, stand_in: Source, expected: Path
) -> None:
    found = check(recipe, stand_in, expected, epochs=3)

    assert found.as_expected
    assert found.line.startswith("a0/tiny: test_accuracy ")
    assert " after 3 epochs, expected " in found.line
    assert found.line.endswith(": as expected, as 2 more")


def test_a_run_far_from_what_was_reached_is_not_as_expected(
    recipe: Recipe, stand_in: Source, expected: Path
) -> None:
    changed(expected, "train_loss", by=10.0)

    found = check(recipe, stand_in, expected, epochs=3)

    assert found.as_expected is False
    # Only what is off is told.
    assert found.line.startswith("a0/tiny: train_loss ")
    assert "test_accuracy" not in found.line
    assert found.line.endswith(": NOT as expected")


def test_where_runs_diverged_before_nothing_is_demanded(
    recipe: Recipe, stand_in: Source, expected: Path
) -> None:
    changed(expected, "train_loss", by=None)

    assert check(recipe, stand_in, expected, epochs=3).as_expected


def test_a_run_without_a_number_is_not_as_expected(
    recipe: Recipe, stand_in: Source, expected: Path
) -> None:
    def diverges(data: Splits, seed: int, epochs: int) -> Run:
        return figures_of(seed, 0.1, {"train_loss": float("nan")})

    # The digest is that of the file, which is the same.
    by_hand = dataclasses.replace(recipe, by_hand=diverges)

    found = check(by_hand, stand_in, expected, epochs=3)

    assert found.as_expected is False
    assert "train_loss not a number" in found.line


def test_what_has_no_numbers_on_this_data_is_skipped(
    recipe: Recipe, stand_in: Source, expected: Path, few_examples: Splits
) -> None:
    other = Splits(train=few_examples.test, validation=None, test=few_examples.train)
    assert splits_digest(other) != splits_digest(few_examples)
    elsewhere = dataclasses.replace(recipe, data=lambda source: other)
    new = dataclasses.replace(recipe, name="new")

    for one in (elsewhere, new):
        found = check(one, stand_in, expected)
        assert found.as_expected is None
        assert "skipped, no numbers yet on this data" in found.line


def test_numbers_of_a_recipe_that_was_changed_prove_nothing(
    recipe: Recipe, stand_in: Source, expected: Path
) -> None:
    file = expected / "recipe.py"
    file.write_text("RATE = 0.1\n")

    found = check(dataclasses.replace(recipe, file=str(file)), stand_in, expected)

    assert found.as_expected is None
    assert "the recipe changed since it was trained" in found.line


def test_a_summary_tells_whether_anything_is_off(
    recipe: Recipe, stand_in: Source, expected: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    both = (recipe, dataclasses.replace(recipe, name="new"))

    assert check_all(both, stand_in, expected, epochs=1, device="cpu")
    assert "1 as expected, 0 not as expected, 1 skipped" in capsys.readouterr().out

    changed(expected, "test_accuracy", by=-1000.0)
    assert not check_all(both, stand_in, expected, epochs=1, device="cpu")
    assert "0 as expected, 1 not as expected, 1 skipped" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("metric", "reached", "passes"),
    [
        ("test_accuracy", (80.0, 80.1), (78.0, 82.1)),  # runs alike: two points
        ("test_accuracy", (80.0, 82.0), (74.0, 88.0)),  # three widths
        ("test_accuracy", (10.0, 98.0), (0.0, 100.0)),
        ("train_loss", (0.5, 0.5), (0.45, 0.55)),  # a tenth
        ("train_loss", (0.5, 0.6), (0.2, 0.9)),
        ("train_loss", (None, None), (None, None)),
    ],
)
def test_what_passes_is_what_was_reached_and_some_more(
    metric: str,
    reached: tuple[float | None, float | None],
    passes: tuple[float | None, float | None],
) -> None:
    assert passing(metric, *reached) == pytest.approx(passes)
