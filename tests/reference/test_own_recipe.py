"""A course adds its own network and regime: with the file that the documentation shows."""

import json
import re
from pathlib import Path

import pytest

from reference.command.cli import main

pytestmark = pytest.mark.torch

DOCUMENTATION = Path(__file__).parents[2] / "docs" / "reference.md"


@pytest.fixture
def own_file(tmp_path: Path) -> Path:
    (shown,) = re.findall(r"```python\n(.*?)```", DOCUMENTATION.read_text("utf-8"), re.DOTALL)
    path = tmp_path / "week3.py"
    path.write_text(shown, encoding="utf-8")
    return path


def test_a_recipe_of_ones_own_takes_less_than_forty_lines(own_file: Path) -> None:
    assert len(own_file.read_text(encoding="utf-8").splitlines()) < 40


def test_it_is_trained_and_shown_like_our_own(
    own_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    places = ["--stand-in", "--work", str(tmp_path / "work"), "--cache", str(tmp_path / "cache")]

    trained = main(["train", str(own_file), "--runs", "2", "--epochs", "2", *places])
    listed = main(["list", str(own_file)])
    shown = main(["show", str(own_file)])

    assert (trained, listed, shown) == (0, 0, 0)
    written = json.loads((tmp_path / "expected" / "week3.json").read_text(encoding="utf-8"))
    entry = written["recipes"]["dropout"]
    (result,) = entry["results"]
    assert entry["parameters"] == 784 * 100 + 100 + 100 * 10 + 10
    assert (result["data"], result["runs"], result["epochs"]) == ("stand-in", 2, 2)
    assert not result["complete"]
    assert result["metrics"]["test_accuracy"]["end"]["mean"] > 30  # three times chance
    assert "784 -> 100 -> relu -> dropout 0.2 -> 10" in capsys.readouterr().out
