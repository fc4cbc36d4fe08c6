"""Pictures: one for each recipe with curves, with the published figures in it."""

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from reference.a2 import RECIPES
from reference.command import pictures
from reference.command.pictures import draw
from reference.command.results import add_result
from reference.data.records import DataProblem
from reference.recipe import Published

pytestmark = pytest.mark.torch

PNG = b"\x89PNG"


def a_result(data: str, epochs: list[int], **curves: list[float | None]) -> dict[str, object]:
    drawn = {
        metric: {"mean": values, "minimum": values, "maximum": values}
        for metric, values in curves.items()
    }
    return {
        "data": data,
        "data_digest": data,
        "runs": 5,
        "epochs": 3,
        "complete": False,
        "metrics": {},
        "curves": {"epochs": epochs, **drawn},
    }


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The figures that are saved, to look at."""
    saved: list[Any] = []
    save = pictures._save

    def keep(figure: Any, path: Path) -> None:
        saved.append(figure)
        save(figure, path)

    monkeypatch.setattr(pictures, "_save", keep)
    return saved


def test_losses_accuracies_and_own_measures_have_a_panel_each(
    tmp_path: Path, drawn: list[Any]
) -> None:
    published = (
        Published(metric="test_accuracy", at="best_test", low=80.0, epoch=2),
        Published(metric="test_accuracy", at="end", low=70.0, high=75.0),
        Published(metric="train_loss", at="end", low=0.5),
    )
    recipe = dataclasses.replace(RECIPES[0], name="one", published=published)
    result = a_result(
        "olivetti",
        [1, 2, 3],
        train_loss=[2.0, 1.0, None],  # a run diverged in the end
        test_loss=[2.0, 1.5, 1.0],
        test_accuracy=[10.0, 50.0, 80.0],
        weight_smoothness=[-1.0, 0.0, 1.0],
    )
    add_result(tmp_path, recipe, result)

    (path,) = draw(recipe, tmp_path, tmp_path / "pictures")

    assert path == tmp_path / "pictures" / "a2-one.png"
    assert path.read_bytes().startswith(PNG)
    (figure,) = drawn
    panels = {axes.get_ylabel(): axes for axes in figure.axes if axes.get_ylabel()}
    assert list(panels) == ["loss", "accuracy (%)", "weight smoothness"]
    assert {axes.get_xlabel() for axes in panels.values()} == {"epoch"}
    legend = [text.get_text() for text in panels["accuracy (%)"].get_legend().get_texts()]
    assert sorted(legend) == ["published test", "published test, best test", "test"]
    legend = [text.get_text() for text in panels["loss"].get_legend().get_texts()]
    assert sorted(legend) == ["published train", "test", "train"]
    assert any(
        "olivetti; mean of 5 runs of 3 epochs, incomplete" in t.get_text() for t in figure.texts
    )


def test_the_stand_in_is_drawn_only_if_there_is_nothing_else(
    tmp_path: Path, drawn: list[Any]
) -> None:
    recipe = RECIPES[0]
    add_result(tmp_path, recipe, a_result("stand-in", [1], test_loss=[1.0]))

    draw(recipe, tmp_path, tmp_path)
    add_result(tmp_path, recipe, a_result("olivetti", [1], test_loss=[2.0]))
    draw(recipe, tmp_path, tmp_path)

    told = [" ".join(text.get_text() for text in figure.texts) for figure in drawn]
    assert ["stand-in" in words for words in told] == [True, False]


def test_what_has_no_curves_has_no_picture(tmp_path: Path) -> None:
    recipe = RECIPES[0]
    assert draw(recipe, tmp_path, tmp_path) == []

    add_result(tmp_path, recipe, a_result("olivetti", []))

    assert draw(recipe, tmp_path, tmp_path) == []


def test_without_matplotlib_one_line_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr(pictures, "import_module", missing)
    add_result(tmp_path, RECIPES[0], a_result("olivetti", [1], test_loss=[1.0]))

    with pytest.raises(DataProblem, match="--png: matplotlib is not installed, `pip install"):
        draw(RECIPES[0], tmp_path, tmp_path)
