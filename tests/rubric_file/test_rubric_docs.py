"""What the documentation shows of rubrics is true."""

import re
from pathlib import Path

import pytest

from grader.notation import parse_architecture
from grader.rubric_file import load_rubric

PAGE = Path(__file__).parents[2] / "docs" / "rubrics.md"


def test_the_example_of_the_documentation_is_a_rubric(tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    path = tmp_path / "example.yaml"
    path.write_text(example, encoding="utf-8")

    rubric = load_rubric(path)

    assert [question.id for question in rubric.questions] == ["3.1", "3.3"]


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
