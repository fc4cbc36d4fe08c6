"""The expected file when several studies write into it."""

import dataclasses
import threading
from pathlib import Path
from typing import Any

import pytest

from reference.a2 import RECIPES
from reference.command import results as results_module
from reference.command.results import add_result, read_expected
from reference.recipe import Published

pytestmark = pytest.mark.torch


def a_result(**changes: object) -> dict[str, object]:
    kept = {"data": "olivetti", "data_digest": "d", "runs": 5, "epochs": 10, "metrics": {}}
    return kept | changes


def test_what_is_said_of_a_recipe_is_brought_up_to_date_by_a_shorter_study_too(
    tmp_path: Path,
) -> None:
    add_result(tmp_path, RECIPES[0], a_result())
    published = (Published(metric="test_loss", at="end", low=0.5),)
    told = dataclasses.replace(RECIPES[0], published=published)

    assert not add_result(tmp_path, told, a_result(runs=1))

    content: Any = read_expected(tmp_path, "a2")
    found = content["recipes"][told.name]
    assert found["published"] == {"end": {"test_loss": 0.5}}
    assert [one["runs"] for one in found["results"]] == [5]


def test_two_that_finish_at_the_same_moment_do_not_lose_one_anothers_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("fcntl")
    recipes = [dataclasses.replace(RECIPES[0], name=f"recipe-{number}") for number in range(4)]
    everyone = threading.Barrier(len(recipes))
    read = results_module.read_expected

    def read_slowly(folder: Path, assignment: str) -> dict[str, object]:
        content = read(folder, assignment)
        threading.Event().wait(0.05)  # time for another to read the same
        return content

    monkeypatch.setattr(results_module, "read_expected", read_slowly)

    def finish(number: int) -> None:
        everyone.wait()
        add_result(tmp_path, recipes[number], a_result())

    threads = [threading.Thread(target=finish, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    content: Any = read(tmp_path, "a2")
    assert sorted(content["recipes"]) == [recipe.name for recipe in recipes]


def test_where_nothing_can_be_locked_numbers_are_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reference.command.results._lock_folder", lambda: Path("/nowhere"))

    assert add_result(tmp_path, RECIPES[0], a_result())
