"""Temporary folders are gone after a run, also after one that was killed."""

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from grader.scratch import PREFIX, scratch_folder

DEAD = 4_194_305
"""A process number that Linux never gives out."""


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_everything_temporary_lies_in_it_and_goes_with_it(place: Path) -> None:
    with scratch_folder() as folder:
        inside = Path(tempfile.mkdtemp())
        assert inside.parent == folder
        (inside / "file").write_text("x")

    assert list(place.iterdir()) == []
    assert tempfile.gettempdir() == str(place)


def test_it_goes_when_the_run_fails(place: Path) -> None:
    with pytest.raises(KeyboardInterrupt), scratch_folder():
        raise KeyboardInterrupt

    assert list(place.iterdir()) == []


def test_what_a_killed_run_left_is_removed_even_when_it_is_read_only(place: Path) -> None:
    left = place / f"{PREFIX}{DEAD}-abc" / "submissions" / "anna"
    left.mkdir(parents=True)
    (left / "a.ipynb").write_text("x")
    for path in (left / "a.ipynb", left, left.parent):
        path.chmod(0o444 if path.is_file() else 0o555)

    with scratch_folder():
        assert not (place / f"{PREFIX}{DEAD}-abc").exists()


def test_what_a_killed_run_was_starting_is_ended(place: Path) -> None:
    left = place / f"{PREFIX}{DEAD}-abc"
    left.mkdir()
    started = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)", f"{left}/x"])

    with scratch_folder():
        assert started.wait(timeout=10) == -9


def test_folders_of_runs_that_live_stay(place: Path) -> None:
    alive = place / f"{PREFIX}1-abc"
    other = place / "mine-1-abc"
    odd = place / f"{PREFIX}word-abc"
    for folder in (alive, other, odd):
        folder.mkdir()

    with scratch_folder():
        assert alive.exists()
        assert other.exists()
        assert odd.exists()
