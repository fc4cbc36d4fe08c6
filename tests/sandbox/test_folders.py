"""Copying, linking, counting and removing, with a student's files in the way."""

import os
from pathlib import Path

import pytest

from grader.errors import SandboxError
from grader.records import FileKind, Submission, SubmittedFile
from grader.sandbox import work_folder
from grader.sandbox.disk import MAX_FILES, disk_use
from tests.sandbox.invented import a_notebook, a_submission


def test_the_submission_is_copied_and_stays_as_it_is(tmp_path: Path) -> None:
    submission = a_submission(tmp_path / "s", a_notebook("1"), files={"code/net.py": "x"})
    work = tmp_path / "work"

    work_folder.copy_submission(submission, work)
    (work / "code/net.py").write_text("changed")

    assert (tmp_path / "s/code/net.py").read_text() == "x"


@pytest.mark.parametrize("path", ["../outside", "/etc/hosts", "code/../../x"])
def test_a_path_that_leaves_the_submission_is_refused(tmp_path: Path, path: str) -> None:
    file = SubmittedFile(path=path, kind=FileKind.OTHER, size=1, digest="0")
    submission = Submission(
        id="s1", name="s", digest="0", folder=str(tmp_path), files=(file,), notebooks=()
    )

    with pytest.raises(SandboxError, match=r"s1: .* lies outside the submission"):
        work_folder.copy_submission(submission, tmp_path / "work")


def test_a_link_in_our_copy_is_refused(tmp_path: Path) -> None:
    submission = a_submission(tmp_path / "s", files={"a.txt": "x"})
    (tmp_path / "s/a.txt").unlink()
    (tmp_path / "s/a.txt").symlink_to("/etc/hosts")

    with pytest.raises(SandboxError, match=r"'a.txt' is not a file in our copy"):
        work_folder.copy_submission(submission, tmp_path / "work")


def test_a_copy_of_a_published_test_set_is_known_by_its_digest_alone(tmp_path: Path) -> None:
    files = {"data/raw/t10k": "all of it", "t10k": "something else", "net.py": "x"}
    submission = a_submission(tmp_path / "s", a_notebook("1"), files=files)
    digest = next(file.digest for file in submission.files if file.path == "data/raw/t10k")
    (tmp_path / "ours").write_text("half of it")
    work_folder.copy_submission(submission, tmp_path / "work")

    work_folder.put_in_place(submission, tmp_path / "work", {digest: str(tmp_path / "ours")})

    assert (tmp_path / "work/data/raw/t10k").read_text() == "half of it"
    assert (tmp_path / "work/t10k").read_text() == "something else"


def test_what_was_handed_in_is_known_by_names_that_one_file_has(tmp_path: Path) -> None:
    files = {"a/net.pt": "1", "b/net.pt": "2", "data/x.csv": "3"}
    submission = a_submission(tmp_path / "s", files=files)

    assert work_folder.own_files(submission) == {"x.csv": "data/x.csv"}


def test_disk_use_counts_blocks_and_follows_no_link(tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    (tmp_path / "d/real").write_bytes(bytes(1_000_000))
    with (tmp_path / "sparse").open("wb") as sparse:
        sparse.truncate(10**9)
    (tmp_path / "link").symlink_to("/usr")

    use = disk_use([tmp_path])

    assert use.files == 4
    assert 1_000_000 <= use.size < 1_100_000


def test_a_folder_too_deep_to_look_into_counts_as_too_much(tmp_path: Path) -> None:
    root = os.open(tmp_path, os.O_RDONLY)
    folder = root
    for _ in range(30):
        os.mkdir("d" * 200, dir_fd=folder)
        deeper = os.open("d" * 200, os.O_RDONLY, dir_fd=folder)
        os.close(folder)
        folder = deeper
    os.close(folder)

    assert disk_use([tmp_path]).files > MAX_FILES
    work_folder.remove([tmp_path])
    assert not tmp_path.exists()


def test_protected_and_very_deep_folders_are_removed(tmp_path: Path) -> None:
    folder = os.open(tmp_path, os.O_RDONLY)
    for _ in range(1500):
        os.mkdir("d", dir_fd=folder)
        deeper = os.open("d", os.O_RDONLY, dir_fd=folder)
        os.close(folder)
        folder = deeper
    os.chmod(folder, 0)  # noqa: PTH101
    os.close(folder)

    work_folder.remove([tmp_path, tmp_path / "never was"])

    assert not tmp_path.exists()


def test_only_plain_files_are_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "link").symlink_to("/etc/passwd")
    (tmp_path / "folder").symlink_to("/etc")
    os.mkfifo(tmp_path / "pipe")

    work_folder.keep_plain_files(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert Path("/etc/passwd").exists()


def test_only_folders_that_nobody_uses_any_more_are_swept(tmp_path: Path) -> None:
    used, abandoned = tmp_path / "grade-sandbox-1", tmp_path / "grade-sandbox-2"
    fresh, other = tmp_path / "grade-sandbox-3", tmp_path / "other"
    for folder in (used, abandoned, fresh, other):
        folder.mkdir()
    work_folder.lock(abandoned).close()

    with work_folder.lock(used):
        work_folder.remove_abandoned(tmp_path)

    assert sorted(tmp_path.iterdir()) == [used, fresh, other]
