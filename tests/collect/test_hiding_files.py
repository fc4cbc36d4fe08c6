"""Files that hide a module or steer Python are named, and a student's own modules are not."""

from pathlib import Path

import pytest

from grader.collect.concerns import hiding_files
from grader.ingest import read_one
from tests.fake_runs import write_notebook

PATHS = "import os; os.system('true')\n"
WEIGHTS = b"PK\x03\x04\x00\x00weights"


def told(tmp_path: Path, *names: str, content: str | bytes = PATHS) -> str:
    folder = tmp_path / "anna"
    write_notebook(folder / "work" / "a2.ipynb", "import torch")
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        data = content.encode() if isinstance(content, str) else content
        (folder / name).write_bytes(data)
    submission = read_one(folder, into=tmp_path / "private")
    return " ".join(each.sentence for each in hiding_files(submission))


@pytest.mark.parametrize(
    "name",
    [
        "work/torch.py", "torch.py", "work/torch/__init__.py", "work/random.py", "work/json.py",
        "work/sitecustomize.py", "usercustomize.py", "conftest.py", "work/x.pth",
        "work/numpy.py",
    ],
)  # fmt: skip
def test_it_is_named(tmp_path: Path, name: str) -> None:
    assert name in told(tmp_path, name)


@pytest.mark.parametrize(
    "name",
    [
        "work/utils.py", "work/model.py", "work/data/__init__.py", "work/test.py", "work/code.py",
        "work/train.py", "work/torch_utils.py", "notes/torch.md", "work/src/random.py",
        "work/datasets.py", "work/main.py", "work/lib/torch.txt",
    ],
)  # fmt: skip
def test_of_an_everyday_name_nothing_is_said(tmp_path: Path, name: str) -> None:
    assert told(tmp_path, name) == ""


def test_a_file_of_weights_is_no_list_of_paths(tmp_path: Path) -> None:
    assert told(tmp_path, "work/best.pth", content=WEIGHTS) == ""


def test_many_are_told_in_one_sentence_of_bounded_length(tmp_path: Path) -> None:
    names = [f"work/{name}.py" for name in ("abc", "ast", "copy", "csv", "enum", "io", "json")]
    sentence = told(tmp_path, *names, "work/math.py", "work/queue.py", "work/re.py")

    assert sentence.count("have the names of modules") == 1
    assert "and 2 more" in sentence
