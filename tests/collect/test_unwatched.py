"""A run that nobody watched says so: nothing may be concluded from what was not seen."""

import sys
from pathlib import Path

import pytest

from grader.collect.endings import unwatched
from grader.probe.launch import load_probe
from grader.records import Ending, EndingName, NotebookRun, Place


def a_run(folder: Path) -> NotebookRun:
    ending = Ending(name=EndingName.FINISHED, sentence="Done.", place=Place(file="a.ipynb"))
    return NotebookRun(
        path="a.ipynb", cells=(), endings=(ending,), seconds=1.0, probe_folder=str(folder)
    )


def test_a_probe_that_does_not_start_is_told_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "grade_probe.watch", None)

    assert load_probe({"out": str(tmp_path)}) is None

    (ending,) = unwatched(a_run(tmp_path))
    assert ending.name is EndingName.UNREADABLE
    assert "could not be watched (ModuleNotFoundError" in ending.sentence


def test_a_watched_run_says_nothing_of_it(tmp_path: Path) -> None:
    assert unwatched(a_run(tmp_path)) == ()
