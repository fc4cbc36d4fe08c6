import io
import json
import os
import socket
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.errors import IngestError
from grader.ingest import DEFAULT, IngestLimits, read_class, read_one
from grader.ingest import classes as classes_module
from grader.records import FileKind, Submission

Read = Callable[..., Submission]
ReadAll = Callable[..., tuple[Submission, ...]]


def notebook_text(source: str) -> str:
    return json.dumps({"cells": [{"cell_type": "code", "source": source}]})


def zip_bytes(*members: tuple[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def paths(submission: Submission) -> list[str]:
    return [file.path for file in submission.files]


def reasons(submission: Submission) -> dict[str, str]:
    return {one.path: one.reason for one in submission.unreadable}


def test_each_entry_of_the_folder_is_one_submission(class_folder: Path, read_all: ReadAll) -> None:
    (class_folder / "s10.ipynb").write_text(notebook_text("10"))
    (class_folder / "s2.py").write_text("print(2)")
    (class_folder / "s3.pdf").write_bytes(b"%PDF-1.4")
    (class_folder / "s4").mkdir()
    (class_folder / "s4/a.py").write_text("print(4)")
    (class_folder / "s5.zip").write_bytes(zip_bytes(("a.py", b"print(5)")))

    found = read_all()

    assert [one.id for one in found] == ["s2", "s3", "s4", "s5", "s10"]
    assert [one.name for one in found] == ["s2.py", "s3.pdf", "s4", "s5.zip", "s10.ipynb"]
    assert [len(one.files) for one in found] == [1, 1, 1, 1, 1]
    assert [one.unreadable for one in found] == [()] * 5


def test_what_is_not_a_submission_is_passed_over(class_folder: Path, read_all: ReadAll) -> None:
    for name in (".hidden.py", ".DS_Store", "Thumbs.db", "README.md", "readme.TXT", "late.csv"):
        (class_folder / name).write_text("x")
    for name in ("__MACOSX", ".sources"):
        (class_folder / name).mkdir()
    (class_folder / "graded").mkdir()
    (class_folder / "graded/.grade").touch()
    (class_folder / "earlier").mkdir()
    (class_folder / "earlier/grades.csv").touch()
    (class_folder / "earlier/index.html").touch()
    (class_folder / "ada.py").write_text("print(1)")

    assert [one.id for one in read_all()] == ["ada"]


def test_a_students_own_grades_file_does_not_make_their_folder_vanish(
    class_folder: Path, read_the_one: Read
) -> None:
    (class_folder / "ada").mkdir()
    (class_folder / "ada/grades.csv").write_text("1,2")

    assert paths(read_the_one()) == ["grades.csv"]


@pytest.mark.parametrize("marks", [[".grade"], ["grades.csv", "index.html"]])
def test_marks_of_results_do_not_make_a_folder_with_code_vanish(
    class_folder: Path, read_the_one: Read, marks: list[str]
) -> None:
    (class_folder / "ada/code").mkdir(parents=True)
    (class_folder / "ada/code/a2.py").write_text("print(1)")
    for mark in marks:
        (class_folder / "ada" / mark).touch()

    assert "code/a2.py" in paths(read_the_one())


def test_the_folder_that_we_write_to_is_not_a_submission(class_folder: Path) -> None:
    (class_folder / "ada.py").write_text("print(1)")
    into = class_folder / "out" / "private"

    first = read_class(class_folder, into=into)
    second = read_class(class_folder, into=into)

    assert [one.id for one in second] == ["ada"]
    assert first == second


def test_a_single_file_is_a_class_of_one(tmp_path: Path) -> None:
    (tmp_path / "a.ipynb").write_text(notebook_text("1"))

    (submission,) = read_class(tmp_path / "a.ipynb", into=tmp_path / "private")

    assert submission == read_one(tmp_path / "a.ipynb", into=tmp_path / "private")


def test_a_whole_folder_can_be_read_as_one(class_folder: Path, tmp_path: Path) -> None:
    (class_folder / "q2.ipynb").write_text(notebook_text("2"))
    (class_folder / "q10.ipynb").write_text(notebook_text("10"))

    submission = read_one(class_folder, into=tmp_path / "private")

    assert submission.id == "class"
    assert [notebook.path for notebook in submission.notebooks] == ["q2.ipynb", "q10.ipynb"]


def test_a_path_that_leads_nowhere_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(IngestError, match="nowhere: no such file or folder, give"):
        read_class(tmp_path / "nowhere", into=tmp_path / "private")
    with pytest.raises(IngestError, match="nowhere: no such file"):
        read_one(tmp_path / "nowhere", into=tmp_path / "private")


def test_an_empty_folder_is_an_error(class_folder: Path, read_all: ReadAll) -> None:
    (class_folder / "README.md").touch()

    with pytest.raises(IngestError, match="holds no submission"):
        read_all()


def test_a_folder_of_ours_that_cannot_be_written_is_our_error(
    class_folder: Path, tmp_path: Path
) -> None:
    (class_folder / "ada.py").write_text("print(1)")
    (tmp_path / "private").write_text("a file, not a folder")

    with pytest.raises(IngestError, match="cannot be written"):
        read_class(class_folder, into=tmp_path / "private")


def test_the_private_copy_is_read_only_and_can_be_made_again(
    class_folder: Path, read_the_one: Read
) -> None:
    (class_folder / "ada").mkdir()
    (class_folder / "ada/code").mkdir()
    (class_folder / "ada/code/a.py").write_text("print(1)")

    folder = Path(read_the_one().folder)
    modes = [stat.S_IMODE(path.lstat().st_mode) for path in (folder, *sorted(folder.rglob("*")))]
    (class_folder / "ada/code/a.py").write_text("print(2)")

    assert modes == [0o555, 0o555, 0o444]
    assert read_the_one().notebooks[0].cells[0].source == "print(2)"


def test_the_digest_follows_paths_and_contents(class_folder: Path, read_all: ReadAll) -> None:
    for name, path, content in [
        ("a", "x.py", "print(1)"),
        ("b", "x.py", "print(1)"),
        ("c", "y.py", "print(1)"),
        ("d", "x.py", "print(2)"),
    ]:
        (class_folder / name).mkdir()
        (class_folder / name / path).write_text(content)

    a, b, c, d = (one.digest for one in read_all())

    assert a == b
    assert len({a, c, d}) == 3


def test_links_pipes_and_sockets_are_neither_followed_nor_opened(
    class_folder: Path, tmp_path: Path, read_the_one: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "gradebook.csv"
    secret.write_text("secret")
    folder = class_folder / "eve"
    folder.mkdir()
    (folder / "link.csv").symlink_to(secret)
    (folder / "folder-link").symlink_to(tmp_path)
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe.py")
    (folder / "good.py").write_text("print(1)")
    monkeypatch.chdir(folder)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
        submission = read_the_one()

    assert paths(submission) == ["good.py"]
    assert set(reasons(submission)) == {"link.csv", "folder-link", "loop", "pipe.py", "socket"}
    assert all("link" in why or "pipe" in why for why in reasons(submission).values())


@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_an_entry_that_is_no_plain_file_is_recorded_and_not_opened(
    class_folder: Path, read_the_one: Read, kind: str
) -> None:
    entry = class_folder / "eve.ipynb"
    if kind == "link":
        entry.symlink_to("/etc/passwd")
    else:
        os.mkfifo(entry)

    submission = read_the_one()

    assert (submission.id, submission.files) == ("eve", ())
    assert kind in reasons(submission)["eve.ipynb"]


def test_names_meant_to_trick_become_plain_ids(class_folder: Path, read_all: ReadAll) -> None:
    for name in ("-rf", "a\nb", "x\u202egpj", "\x1b[31m", "...", "$(reboot)"):
        (class_folder / name).mkdir()
        (class_folder / name / "a.py").write_text("print(1)")

    found = read_all()

    assert all(one.id.replace("-", "").replace(".", "").isalnum() for one in found)
    assert all("\n" not in one.name and "\x1b" not in one.name for one in found)
    assert len({one.folder for one in found}) == len(found)
    assert all(paths(one) == ["a.py"] for one in found)


def test_a_single_file_with_a_bad_name_is_read_under_a_plain_one(
    class_folder: Path, read_the_one: Read
) -> None:
    (class_folder / "a\nb.py").write_text("print(1)")

    assert paths(read_the_one()) == ["a-b.py"]


def test_names_that_differ_in_case_or_form_alone_are_told_apart(
    class_folder: Path, read_all: ReadAll
) -> None:
    for name in ("Ada", "ada", "ad\u0061\u0308", "ad\u00e4"):
        (class_folder / name).mkdir()
        (class_folder / name / "a.py").write_text(f"print({name!r})")

    found = read_all()

    assert sorted(one.id.casefold() for one in found) == ["ada", "ada-2", "ada-3", "ada-4"]
    told = [one for one in found if any("nearly the same" in u.reason for u in one.unreadable)]
    assert len(told) == 3


def test_a_broken_notebook_leaves_the_others_to_be_read(
    class_folder: Path, read_the_one: Read
) -> None:
    (class_folder / "ada").mkdir()
    (class_folder / "ada/broken.ipynb").write_text('{"cells": [')
    (class_folder / "ada/fine.ipynb").write_text(notebook_text("1"))

    submission = read_the_one()

    assert paths(submission) == ["broken.ipynb", "fine.ipynb"]
    assert [notebook.path for notebook in submission.notebooks] == ["fine.ipynb"]
    assert "cut off" in reasons(submission)["broken.ipynb"]


def test_scripts_are_run_only_where_there_is_no_notebook(
    class_folder: Path, read_all: ReadAll
) -> None:
    for name in ("with", "without"):
        (class_folder / name).mkdir()
        (class_folder / name / "helper.py").write_text("print(1)")
    (class_folder / "with/a.ipynb").write_text(notebook_text("1"))

    with_notebook, without = read_all()

    assert [n.path for n in with_notebook.notebooks] == ["a.ipynb"]
    assert [(n.path, n.is_script) for n in without.notebooks] == [("helper.py", True)]


def test_write_ups_are_read_as_text_where_they_are_text(
    class_folder: Path, read_the_one: Read
) -> None:
    (class_folder / "ada").mkdir()
    (class_folder / "ada/report.md").write_text("# Bericht\n29,642 Gewichte", encoding="utf-8")
    (class_folder / "ada/notes.txt").write_bytes("größer\r\nals".encode("cp1252"))
    (class_folder / "ada/report.pdf").write_bytes(b"%PDF-1.4")
    (class_folder / "ada/requirements.txt").write_text("torch")
    (class_folder / "ada/huge.txt").write_text("x" * 2_000)

    submission = read_the_one(IngestLimits(text_bytes=1_000))

    assert {d.path: d.text for d in submission.documents} == {
        "report.md": "# Bericht\n29,642 Gewichte",
        "notes.txt": "größer\nals",
    }
    assert "huge.txt" in reasons(submission)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.ipynb", b"{}", FileKind.NOTEBOOK),
        ("a.ipynb.txt", b"{}", FileKind.NOTEBOOK),
        ("a.json", b'{"cells": [{"cell_type": "code"}]}', FileKind.NOTEBOOK),
        ("a.json", b'{"loss": []}', FileKind.DATA),
        ("a.PY", b"print(1)", FileKind.SCRIPT),
        ("a.py", b"\x7fELF\0\0", FileKind.OTHER),
        ("a.pdf", b"%PDF-1.7", FileKind.WRITE_UP),
        ("report", b"%PDF-1.7", FileKind.WRITE_UP),
        ("a.docx", b"PK\x03\x04", FileKind.WRITE_UP),
        ("a.html", b"<html>", FileKind.WRITE_UP),
        ("a.pt", b"PK\x03\x04", FileKind.CHECKPOINT),
        ("a.safetensors", b"", FileKind.CHECKPOINT),
        ("a.npz", b"PK\x03\x04", FileKind.DATA),
        ("a.png", b"\x89PNG", FileKind.OTHER),
    ],
)
def test_files_are_told_apart_by_suffix_and_first_bytes(
    class_folder: Path, read_the_one: Read, name: str, content: bytes, kind: FileKind
) -> None:
    (class_folder / "ada").mkdir()
    (class_folder / "ada" / name).write_bytes(content)

    (file,) = read_the_one().files

    assert (file.path, file.kind, file.size) == (name, kind, len(content))


def test_code_is_copied_before_a_heap_of_data(class_folder: Path, read_the_one: Read) -> None:
    (class_folder / "ada/data").mkdir(parents=True)
    for number in range(30):
        (class_folder / f"ada/data/{number}.png").write_bytes(b"x")
    (class_folder / "ada/z").mkdir()
    (class_folder / "ada/z/work.ipynb").write_text(notebook_text("1"))

    submission = read_the_one(IngestLimits(entries=10))

    assert [notebook.path for notebook in submission.notebooks] == ["z/work.ipynb"]
    assert any("more than 10 files" in why for why in reasons(submission).values())


def test_a_zip_in_a_folder_is_unpacked_beside_itself(
    class_folder: Path, read_the_one: Read
) -> None:
    (class_folder / "ada").mkdir()
    (class_folder / "ada/code.zip").write_bytes(zip_bytes(("a.py", b"print(1)")))

    assert paths(read_the_one()) == ["code.zip", "code/a.py"]


def test_a_file_of_no_known_kind_is_still_someones_submission(
    class_folder: Path, read_the_one: Read
) -> None:
    (class_folder / "ada.xyz").write_bytes(b"?")

    submission = read_the_one()

    assert submission.id == "ada.xyz"
    assert "not a folder, archive, notebook" in reasons(submission)["ada.xyz"]


def test_whatever_a_file_provokes_the_class_goes_on(
    class_folder: Path, read_all: ReadAll, monkeypatch: pytest.MonkeyPatch
) -> None:
    (class_folder / "ada.py").write_text("print(1)")
    (class_folder / "eve.py").write_text("print(2)")
    real = classes_module._take

    def provoked(path: Path, *arguments: object, **named: object) -> None:
        if path.name == "eve.py":
            raise ZeroDivisionError
        real(path, *arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(classes_module, "_take", provoked)

    ada, eve = read_all()

    assert paths(ada) == ["ada.py"]
    assert eve.files == ()
    assert reasons(eve) == {"eve.py": "it could not be read (ZeroDivisionError)"}


def test_reading_the_same_class_twice_gives_the_same_records(
    class_folder: Path, read_all: ReadAll
) -> None:
    (class_folder / "ada.zip").write_bytes(zip_bytes(("b.py", b"print(2)"), ("a.py", b"print(1)")))

    assert read_all(DEFAULT) == read_all(DEFAULT)
