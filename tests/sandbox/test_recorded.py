"""The sandbox that replays."""

from pathlib import Path

import pytest

from grader.errors import SandboxError
from grader.records import Execution, Limits, NotebookRun
from grader.sandbox import Given, Recorded, Sandbox, Watch
from tests.sandbox.invented import a_notebook, a_submission

STORED = Execution(
    sandbox="bubblewrap",
    notebooks=(NotebookRun(path="a.ipynb", cells=(), endings=(), seconds=1.0, probe_folder=""),),
)


def test_a_recorded_execution_is_replayed(tmp_path: Path) -> None:
    sandbox: Sandbox = Recorded({"s1": STORED})
    told: list[str] = []

    execution = sandbox.run(
        a_submission(tmp_path, a_notebook("1")), Given(), Limits(), Watch(progress=told.append)
    )

    assert execution is STORED
    assert told == ["a.ipynb"]


def test_an_unknown_submission_is_our_failure(tmp_path: Path) -> None:
    sandbox = Recorded({"other": STORED})

    with pytest.raises(SandboxError, match="s1: no execution is recorded, known are: other"):
        sandbox.run(a_submission(tmp_path), Given(), Limits(), Watch())


def test_a_replay_stops_when_asked_to(tmp_path: Path) -> None:
    watch = Watch()
    watch.stop.set()

    with pytest.raises(KeyboardInterrupt):
        Recorded({"s1": STORED}).run(a_submission(tmp_path), Given(), Limits(), watch)
