"""What the reference may import: it runs where little is installed, and knows little of grading."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import reference

FOLDER = Path(reference.__file__).parent
FILES = sorted(FOLDER.rglob("*.py"))
ALLOWED = {"torch", "numpy", "sklearn", "yaml", "reference"}


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_a_file_imports_only_what_training_may_need(path: Path) -> None:
    allowed = ALLOWED | set(sys.stdlib_module_names)
    if path.name == "sources.py":
        allowed |= {"platformdirs"}  # guarded: there is a folder without it

    foreign = {
        name
        for name in imported(ast.parse(path.read_text(encoding="utf-8")))
        if name.split(".")[0] not in allowed and name != "grader.records"
    }

    assert not foreign


def test_the_data_module_is_light_to_import() -> None:
    heavy = "{'torch', 'torchvision', 'sklearn', 'scipy', 'PIL', 'grader'}"
    program = f"import sys, reference.data; print(sorted({heavy} & set(sys.modules)))"

    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=FOLDER.parent,
        capture_output=True,
        text=True,
        check=True,
    )

    assert run.stdout.strip() == "[]"
