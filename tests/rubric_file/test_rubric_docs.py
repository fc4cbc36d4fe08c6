"""What the documentation shows of rubrics is true."""

import re
import textwrap
from pathlib import Path

import pytest

from grader.notation import parse_architecture
from grader.rubric_file import load_rubric

PAGE = Path(__file__).parents[2] / "docs" / "rubrics.md"


FRAME = """\
rubric: 1
title: Around an item
points: 10
networks:
  deep: {layers: 784 -> 32 -> relu -> 10, task: a2/clothing}
  wide: {layers: 784 -> 64 -> relu -> 10, task: a2/clothing}
questions:
  - id: "1"
    points: 10
    deductions:
"""


def _examples() -> list[str]:
    return re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("example", [each for each in _examples() if "solution: right" not in each])
def test_every_example_of_the_documentation_loads(tmp_path: Path, example: str) -> None:
    is_item = example.startswith("- id:")
    path = tmp_path / "example.yaml"
    path.write_text(FRAME + textwrap.indent(example, " " * 6) if is_item else example)

    assert load_rubric(path).questions


def test_the_documentation_tells_of_items_rubrics_and_cases() -> None:
    starts = [example.partition("\n")[0] for example in _examples()]

    assert sum(start.startswith("rubric: 1") for start in starts) == 4
    assert sum(start.startswith("- id:") for start in starts) == 4
    assert sum(start.startswith("solution: right") for start in starts) == 1


def _layers_of_the_table() -> list[str]:
    rows = re.findall(r"^\| (`.*?) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return [layer for row in rows for layer in re.findall(r"`([^`]+)`", row)]


@pytest.mark.parametrize("layer", _layers_of_the_table())
def test_every_layer_of_the_documentation_is_notation(layer: str) -> None:
    if layer == "noaffine":
        layer = "batchnorm noaffine"

    architecture = parse_architecture(f"16x5x5 -> {_in_context(layer)}")

    assert architecture.layers


def _in_context(layer: str) -> str:
    """Fully connected and recurrent layers come after a flatten."""
    is_flat = layer[0].isdigit() or layer.split()[0] in ("rnn", "lstm", "gru")
    return f"flatten -> {layer}" if is_flat else layer
