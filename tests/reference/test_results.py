"""How the expected files are kept: what is added, replaced, refused and compared."""

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from reference.a2 import RECIPES
from reference.command.report import comparisons
from reference.command.results import add_result, read_expected
from reference.data import DataProblem
from reference.recipe import Published, Recipe

pytestmark = pytest.mark.torch


def a_recipe(folder: Path, text: str = "LEARNING_RATE = 0.1\n") -> Recipe:
    file = folder / "recipe.py"
    file.write_text(text)
    published = (Published(metric="test_accuracy", at="end", low=80.0, high=81.0),)
    return dataclasses.replace(RECIPES[0], file=str(file), published=published)


def a_result(**changes: object) -> dict[str, object]:
    spread = {"mean": 82.5, "standard_deviation": 0.25}
    return {
        "data": "fashion-mnist",
        "data_digest": "d",
        "runs": 5,
        "epochs": 10,
        "metrics": {"test_accuracy": {"end": spread}},
    } | changes


def test_comments_docstrings_and_layout_do_not_change_a_recipe(tmp_path: Path) -> None:
    plain = a_recipe(tmp_path, "RATE = 0.1\n\n\ndef network():\n    return RATE\n").digest
    told = a_recipe(
        tmp_path,
        '"""Reached 84.4."""\n\nRATE = 0.1  # as published\n\n\n'
        'def network():\n    """A network."""\n    # made here\n    return RATE\n',
    ).digest

    assert told == plain


def test_what_belongs_to_a_block_changes_a_recipe(tmp_path: Path) -> None:
    inside = a_recipe(tmp_path, "if RATE:\n    RATE = 1\n    NAME = 2\nSEED = 3\n").digest
    outside = a_recipe(tmp_path, "if RATE:\n    RATE = 1\nNAME = 2\nSEED = 3\n").digest

    assert inside != outside


@pytest.mark.parametrize("changed", ["RATE = 0.2\n", 'RATE = "0.1"\n', "RATE = 0.1\nRATE *= 2\n"])
def test_a_change_of_code_changes_a_recipe(tmp_path: Path, changed: str) -> None:
    before = a_recipe(tmp_path, "RATE = 0.1\n").digest

    assert a_recipe(tmp_path, changed).digest != before


def test_a_shorter_study_does_not_replace_a_longer_one(tmp_path: Path) -> None:
    recipe = a_recipe(tmp_path)

    assert add_result(tmp_path, recipe, a_result(epochs=10))
    assert not add_result(tmp_path, recipe, a_result(epochs=9))
    assert not add_result(tmp_path, recipe, a_result(runs=4))
    assert add_result(tmp_path, recipe, a_result(runs=6))
    assert add_result(tmp_path, recipe, a_result(epochs=1, data="stand-in"))

    content: Any = read_expected(tmp_path, "a2")
    results = content["recipes"][recipe.name]["results"]
    assert [(one["data"], one["runs"], one["epochs"]) for one in results] == [
        ("fashion-mnist", 6, 10),
        ("stand-in", 5, 1),
    ]


def test_other_data_under_the_same_name_replaces_what_is_there(tmp_path: Path) -> None:
    recipe = a_recipe(tmp_path)
    add_result(tmp_path, recipe, a_result())

    assert add_result(tmp_path, recipe, a_result(epochs=1, data_digest="e"))


def test_numbers_of_a_recipe_that_was_changed_go(tmp_path: Path) -> None:
    add_result(tmp_path, a_recipe(tmp_path), a_result())
    add_result(tmp_path, a_recipe(tmp_path), a_result(data="stand-in"))
    changed = a_recipe(tmp_path, "LEARNING_RATE = 0.2\n")

    (shown,) = {one.remark for one in comparisons(tmp_path, (changed,))}
    assert shown == "the recipe changed since: train it again"

    assert add_result(tmp_path, changed, a_result(epochs=1))
    content: Any = read_expected(tmp_path, "a2")
    assert len(content["recipes"][changed.name]["results"]) == 1


def test_a_difference_of_more_than_a_point_is_remarked_on(tmp_path: Path) -> None:
    recipe = a_recipe(tmp_path)
    add_result(tmp_path, recipe, a_result())

    (found,) = comparisons(tmp_path, (recipe,))

    assert (found.published, found.ours, found.runs) == ("80.00..81.00", "82.50 ± 0.25", "5 x 10")
    assert found.remark == "+1.50 points"


def test_the_stand_in_is_not_held_against_published_figures(tmp_path: Path) -> None:
    recipe = a_recipe(tmp_path)
    add_result(tmp_path, recipe, a_result(data="stand-in"))

    (found,) = comparisons(tmp_path, (recipe,))

    assert found.remark == "stand-in data: not comparable"


def test_a_file_of_another_format_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a2.json").write_text(json.dumps({"format": 2}))

    with pytest.raises(DataProblem, match=r"a2\.json: format 2, expected 1"):
        read_expected(tmp_path, "a2")


def test_a_file_that_is_no_json_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a2.json").write_text("{")

    with pytest.raises(DataProblem, match=r"a2\.json: cannot be read"):
        read_expected(tmp_path, "a2")
