import json
import warnings
from pathlib import Path

import nbformat
import pytest

from grader.ingest import read_class

SAMPLES = Path(__file__).parents[2] / "submissions"
NOTEBOOKS = sorted(SAMPLES.rglob("*.ipynb"))


def test_every_sample_is_read_without_a_complaint(tmp_path: Path) -> None:
    found = read_class(SAMPLES, into=tmp_path / "private")

    # Two more are zips, which are packed before grading and are not there in a fresh checkout.
    assert len(found) >= 8
    assert all(one.id.startswith("sample-") and one.notebooks for one in found)
    assert [one.unreadable for one in found] == [()] * len(found)


def test_of_the_sample_of_scripts_only_the_entry_is_run(tmp_path: Path) -> None:
    found = {one.id: one for one in read_class(SAMPLES, into=tmp_path / "private")}

    assert [(n.path, n.is_script) for n in found["sample-10-engineer"].notebooks] == [
        ("train.py", True)
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_sample_notebook_is_valid_and_small(path: Path) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        nbformat.validate(content)

    assert content["nbformat_minor"] == 5
    assert path.stat().st_size < 40_000
