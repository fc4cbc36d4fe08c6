"""The private folder that a submission runs in: a copy of what was handed in, and our data."""

import contextlib
import fcntl
import os
import shutil
import stat
import subprocess
from collections import Counter
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import IO

from grader.errors import SandboxError
from grader.records import FileKind, Submission

PREFIX = "grade-sandbox-"
_LOCK = "lock"


def lock(folder: Path) -> IO[str]:
    """Mark `folder` as in use until the file is closed, or its process ends in any way."""
    new = folder / "new-lock"
    file = new.open("w")
    fcntl.flock(file, fcntl.LOCK_EX)
    # Only now under its name, so that nobody ever finds it unlocked while the folder is in use.
    new.rename(folder / _LOCK)
    return file


def remove_abandoned(parent: Path) -> None:
    """Remove the folders of graders that were killed, which may be large."""
    for folder in parent.glob(f"{PREFIX}*"):
        # Another grader may remove its own meanwhile; one without the lock is just about to get it.
        with contextlib.suppress(OSError):
            if folder.is_symlink() or folder.stat().st_uid != os.getuid():
                continue
            with (folder / _LOCK).open("r+") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                remove([folder])


def copy_submission(submission: Submission, work: Path) -> None:
    """Copy every file of the submission into `work`."""
    for file in submission.files:
        source, target = Path(submission.folder, file.path), work / file.path
        if not target.resolve().is_relative_to(work.resolve()):
            raise SandboxError(f"{submission.id}: {file.path!r} lies outside the submission")
        if source.is_symlink() or not source.is_file():
            raise SandboxError(f"{submission.id}: {file.path!r} is not a file in our copy of it")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    for document in submission.rewritten:
        (work / document.path).write_text(document.text, encoding="utf-8")
    for notebook in submission.notebooks:
        (work / notebook.path).parent.mkdir(parents=True, exist_ok=True)


def link_given(submission: Submission, work: Path, given: dict[str, str]) -> None:
    """Put the course's files where notebooks look for them: `given` maps names to inside paths.

    All links are made before any student code runs: later, a folder might be a link of theirs.
    """
    ours = {f.path for f in submission.files if f.kind is not FileKind.DATA}
    folders = {PurePosixPath(notebook.path).parent for notebook in submission.notebooks}
    folders |= {PurePosixPath(each.folder) for each in submission.notebooks if each.folder}
    for folder in sorted({*folders, PurePosixPath(".")}):
        for name, source in given.items():
            for path in (folder / name, folder / "data" / name):
                if str(path) not in ours:
                    _link(work / path, source)


def put_in_place(submission: Submission, work: Path, in_place_of: dict[str, str]) -> None:
    """Put files of ours where copies of published ones were handed in, known by their digests.

    A copy of a whole test set would tell what is held out of it.
    """
    for file in submission.files:
        if source := in_place_of.get(file.digest):
            _link(work / file.path, source)


def own_files(submission: Submission) -> dict[str, str]:
    """Paths of the files that were handed in and are not code, by names that only one of them has.

    A notebook may name them by a folder of its author's machine.
    """
    names = Counter(PurePosixPath(file.path).name for file in submission.files)
    code = (FileKind.NOTEBOOK, FileKind.SCRIPT)
    return {
        PurePosixPath(file.path).name: file.path
        for file in submission.files
        if file.kind not in code and names[PurePosixPath(file.path).name] == 1
    }


def _link(target: Path, source: str) -> None:
    # A file of the student's may stand where a folder is needed; then it stays.
    with contextlib.suppress(FileExistsError, NotADirectoryError, IsADirectoryError):
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        target.symlink_to(source)


def keep_plain_files(folder: Path) -> None:
    """Remove everything that is neither file nor folder: nobody shall follow a student's link."""
    for current, names, files in os.walk(folder):
        for name in (*names, *files):
            path = Path(current, name)
            with contextlib.suppress(FileNotFoundError):
                mode = path.lstat().st_mode
                if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
                    path.unlink()


def remove(folders: Iterable[Path]) -> None:
    """Remove folders, however deep and however protected by the student's code."""
    for folder in folders:
        try:
            shutil.rmtree(folder)
        except FileNotFoundError:
            continue
        except (OSError, RecursionError):
            subprocess.run(["chmod", "-R", "u+rwx", "--", folder], capture_output=True, check=False)
            subprocess.run(["rm", "-rf", "--", folder], capture_output=True, check=False)
