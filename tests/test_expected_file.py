"""Expected numbers are read from JSON, and what is not there is said with its reason."""

import json
from pathlib import Path
from typing import Any

import pytest

from grader.errors import ExpectedFileError
from grader.expected_file import (
    expected,
    expected_folder,
    known_recipes,
    read_expected_file,
)
from grader.records import Expected, Missing

Content = dict[str, Any]


def _result(data: str, mean: float, **changes: object) -> Content:
    spread = {
        "mean": mean,
        "standard_deviation": 0.2,
        "minimum": mean - 0.3,
        "maximum": mean + 0.3,
        "quantiles": {"0.05": mean - 0.3, "0.95": mean + 0.3},
    }
    return {
        "data": data,
        "data_digest": "ab12",
        "runs": 5,
        "epochs": 1_500,
        "complete": True,
        "metrics": {"test_accuracy": {"end": spread, "best_validation": spread}},
    } | changes


def _content(*results: Content) -> Content:
    recipe = {
        "network": "784 -> 32 -> relu -> 64 -> relu -> 32 -> relu -> 10",
        "parameters": 29_642,
        "results": list(results),
    }
    return {"format": 1, "assignment": "a2", "recipes": {"deep-step-lr": recipe}}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the numbers of one assignment."""
    content = _content(_result("fashion-mnist", 84.3), _result("stand-in", 91.0, runs=3))
    (tmp_path / "a2.json").write_text(json.dumps(content))
    return tmp_path


def _write(folder: Path, content: object) -> Path:
    path = folder / "a2.json"
    path.write_text(json.dumps(content))
    return path


def test_a_recipe_gives_its_numbers_for_the_data_in_use(folder: Path) -> None:
    assert expected("a2/deep-step-lr", "fashion-mnist", folder=folder) == Expected(
        recipe="a2/deep-step-lr",
        metric="test_accuracy",
        mean=84.3,
        deviation=0.2,
        runs=5,
        data="fashion-mnist",
    )
    on_stand_in = expected("a2/deep-step-lr", "stand-in", folder=folder)
    assert isinstance(on_stand_in, Expected)
    assert (on_stand_in.mean, on_stand_in.runs) == (91.0, 3)


def test_recipes_are_known_by_assignment_and_name(folder: Path) -> None:
    recipes = known_recipes(folder)

    assert set(recipes) == {"a2/deep-step-lr"}
    assert recipes["a2/deep-step-lr"].parameters == 29_642


@pytest.mark.parametrize(
    ("recipe", "data", "reason"),
    [
        ("a2/none", "fashion-mnist", "there is no reference recipe a2/none"),
        ("a2/deep-step-lr", "cifar-10", "on cifar-10 do not exist"),
    ],
)
def test_what_is_not_there_is_missing_with_its_reason(
    folder: Path, recipe: str, data: str, reason: str
) -> None:
    found = expected(recipe, data, folder=folder)

    assert isinstance(found, Missing)
    assert reason in found.reason


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        # Thirty of 1,500 epochs say nothing about what the regime reaches.
        ({"complete": False}, "are not complete"),
        ({"metrics": {}}, "have no spread of test_accuracy"),
        ({"metrics": {"test_accuracy": {"end": {"mean": 84.0}}}}, "have no spread"),
    ],
)
def test_runs_that_prove_nothing_are_missing(tmp_path: Path, changes: Content, reason: str) -> None:
    _write(tmp_path, _content(_result("fashion-mnist", 84.3, **changes)))

    found = expected("a2/deep-step-lr", "fashion-mnist", folder=tmp_path)

    assert isinstance(found, Missing)
    assert reason in found.reason


def test_of_two_studies_the_one_with_more_runs_counts(tmp_path: Path) -> None:
    few, many = _result("fashion-mnist", 80.0, runs=2), _result("fashion-mnist", 84.3, runs=10)
    _write(tmp_path, _content(few, many))

    found = expected("a2/deep-step-lr", "fashion-mnist", folder=tmp_path)

    assert isinstance(found, Expected)
    assert found.mean == 84.3


@pytest.mark.parametrize("version", [2, "1", None])
def test_another_format_is_refused_by_its_number(tmp_path: Path, version: object) -> None:
    path = _write(tmp_path, _content() | {"format": version})

    with pytest.raises(ExpectedFileError, match=f"format {version!r} is not known"):
        read_expected_file(path)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ([], "format None is not known"),
        ({"format": 1, "assignment": "a2"}, "recipes: field required"),
        (_content(_result("stand-in", float("nan"))), "finite"),
        (_content(_result("stand-in", 90.0, runs=0)), "greater than or equal to 1"),
        (_content(_result("stand-in", 90.0, epochs="many")), "valid integer"),
    ],
)
def test_what_we_do_not_write_is_refused_in_one_line(
    tmp_path: Path, content: object, words: str
) -> None:
    path = _write(tmp_path, content)

    with pytest.raises(ExpectedFileError, match=words) as caught:
        read_expected_file(path)

    assert str(caught.value).startswith(f"{path}: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "\x00"])
def test_what_is_no_json_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a2.json"
    path.write_text(text)

    with pytest.raises(ExpectedFileError, match="is not JSON"):
        read_expected_file(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExpectedFileError, match="cannot be read"):
        read_expected_file(tmp_path / "none.json")


def test_the_project_s_own_files_are_read() -> None:
    recipes = known_recipes()

    assert all(name.count("/") == 1 for name in recipes)
    assert expected_folder().name == "expected"
