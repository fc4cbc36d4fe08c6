import io
import json
import os
import stat
import struct
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.ingest import IngestLimits
from grader.records import Submission

Read = Callable[..., Submission]
NOTEBOOK = json.dumps({"cells": [{"cell_type": "code", "source": "1 + 1"}]}).encode()
MEBIBYTE = 1024 * 1024


def zip_bytes(*members: tuple[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def tar_bytes(*members: tuple[tarfile.TarInfo, bytes], mode: str = "w:gz") -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode=mode) as archive:  # type: ignore[call-overload]
        for info, content in members:
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return packed.getvalue()


def paths(submission: Submission) -> list[str]:
    return [file.path for file in submission.files]


def reasons(submission: Submission) -> dict[str, str]:
    return {one.path: one.reason for one in submission.unreadable}


def member_with_mode(name: str, mode: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = mode << 16
    return info


def tar_member(name: str, kind: bytes = tarfile.REGTYPE, target: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type = kind
    info.linkname = target
    return info


def test_a_zip_is_unpacked_with_its_paths_as_they_are(
    class_folder: Path, read_the_one: Read
) -> None:
    packed = zip_bytes(
        ("ada/a2.ipynb", NOTEBOOK), ("ada/models/", b""), ("ada/report.pdf", b"%PDF-")
    )
    (class_folder / "ada.zip").write_bytes(packed)

    submission = read_the_one()

    assert submission.id == "ada"
    assert submission.name == "ada.zip"
    assert paths(submission) == ["ada/a2.ipynb", "ada/report.pdf"]
    assert [notebook.path for notebook in submission.notebooks] == ["ada/a2.ipynb"]
    assert (Path(submission.folder) / "ada/models").is_dir()
    assert submission.unreadable == ()


@pytest.mark.parametrize(
    ("suffix", "mode"),
    [
        (".tar", "w:"),
        (".tar.gz", "w:gz"),
        (".tgz", "w:gz"),
        (".tar.bz2", "w:bz2"),
        (".tar.xz", "w:xz"),
    ],
)
def test_every_kind_of_tar_is_unpacked(
    class_folder: Path, read_the_one: Read, suffix: str, mode: str
) -> None:
    packed = tar_bytes((tar_member("./work/a.ipynb"), NOTEBOOK), mode=mode)
    (class_folder / f"ada{suffix}").write_bytes(packed)

    submission = read_the_one()

    assert submission.id == "ada"
    assert paths(submission) == ["work/a.ipynb"]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("../outside.py", "leads out"),
        ("a/../../outside.py", "leads out"),
        ("..\\outside.py", "leads out"),
        ("/etc/outside.py", "absolute"),
        ("\\\\server\\outside.py", "absolute"),
        ("C:\\Users\\outside.py", "absolute"),
        ("line\nbreak.py", "control characters"),
        ("\x1b[31mred.py", "control characters"),
        ("invoice\u202eyp.exe.py", "control characters"),
        ("a/" * 30 + "deep.py", "folders"),
        ("n" * 300 + ".py", "too long"),
        ("/".join(["long" * 30] * 12) + "/x.py", "too long"),
    ],
)
def test_a_member_with_a_dangerous_name_is_refused_and_the_rest_is_read(
    class_folder: Path, tmp_path: Path, read_the_one: Read, name: str, why: str
) -> None:
    (class_folder / "eve.zip").write_bytes(zip_bytes((name, b"bad"), ("good.py", b"print(1)")))

    submission = read_the_one()

    assert paths(submission) == ["good.py"]
    (reason,) = reasons(submission).values()
    assert why in reason
    assert list(tmp_path.rglob("*outside*")) == []


@pytest.mark.parametrize("name", ["../outside.py", "/outside.py", "a/../../outside.py"])
def test_a_tar_cannot_write_outside_either(
    class_folder: Path, tmp_path: Path, read_the_one: Read, name: str
) -> None:
    packed = tar_bytes((tar_member(name), b"bad"), (tar_member("good.py"), b"print(1)"))
    (class_folder / "eve.tgz").write_bytes(packed)

    submission = read_the_one()

    assert paths(submission) == ["good.py"]
    assert len(submission.unreadable) == 1
    assert list(tmp_path.rglob("*outside*")) == []


@pytest.mark.parametrize(
    ("mode", "why"),
    [
        (stat.S_IFLNK, "link"),
        (stat.S_IFIFO, "pipe"),
        (stat.S_IFCHR, "device"),
        (stat.S_IFSOCK, "socket"),
    ],
)
def test_a_link_or_device_in_a_zip_is_refused(
    class_folder: Path, read_the_one: Read, mode: int, why: str
) -> None:
    with zipfile.ZipFile(class_folder / "eve.zip", "w") as packed:
        packed.writestr(member_with_mode("trap", mode | 0o777), "/etc/passwd")
        packed.writestr("good.py", "print(1)")

    submission = read_the_one()

    assert paths(submission) == ["good.py"]
    assert why in reasons(submission)["trap"]


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE]
)
def test_a_link_or_device_in_a_tar_is_refused(
    class_folder: Path, read_the_one: Read, kind: bytes
) -> None:
    # A file "inside" the link must not land where the link points to.
    packed = tar_bytes(
        (tar_member("trap", kind, "/etc"), b""), (tar_member("trap/good.py"), b"print(1)")
    )
    (class_folder / "eve.tar.gz").write_bytes(packed)

    submission = read_the_one()

    assert paths(submission) == ["trap/good.py"]
    assert list(reasons(submission)) == ["trap"]
    assert (Path(submission.folder) / "trap").is_dir()


def test_the_second_of_two_members_with_one_name_is_refused(
    class_folder: Path, read_the_one: Read
) -> None:
    packed = zip_bytes(("a.py", b"print('first')"), ("b.py", b"print('second')"))
    (class_folder / "eve.zip").write_bytes(packed.replace(b"b.py", b"a.py"))

    submission = read_the_one()

    assert submission.notebooks[0].cells[0].source == "print('first')"
    assert "another file of this name" in reasons(submission)["a.py"]


def test_a_file_below_another_file_is_refused(class_folder: Path, read_the_one: Read) -> None:
    packed = tar_bytes((tar_member("a.py"), b"1"), (tar_member("a.py/b.py"), b"2"))
    (class_folder / "eve.tgz").write_bytes(packed)

    submission = read_the_one()

    assert paths(submission) == ["a.py"]
    assert "already a file" in reasons(submission)["a.py/b.py"]


def test_an_encrypted_member_is_refused(class_folder: Path, read_the_one: Read) -> None:
    packed = bytearray(zip_bytes(("secret.py", b"print(1)")))
    # The flag in the list at the end, and the one before the data.
    packed[packed.index(b"PK\x01\x02") + 8] |= 1
    packed[6] |= 1
    (class_folder / "eve.zip").write_bytes(bytes(packed))

    submission = read_the_one()

    assert submission.files == ()
    assert reasons(submission) == {"secret.py": "it is encrypted"}


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_packing_that_can_fill_memory_is_refused(
    class_folder: Path, read_the_one: Read, method: int
) -> None:
    with zipfile.ZipFile(class_folder / "eve.zip", "w", method) as packed:
        packed.writestr("a.py", "print(1)")

    submission = read_the_one()

    assert "unusual method" in reasons(submission)["a.py"]


def test_a_truncated_zip_is_a_submission_with_a_reason(
    class_folder: Path, read_the_one: Read
) -> None:
    (class_folder / "ada.zip").write_bytes(zip_bytes(("a.ipynb", NOTEBOOK))[:-30])

    submission = read_the_one()

    assert submission.files == ()
    assert "damaged" in reasons(submission)["ada.zip"]


def test_a_truncated_tar_keeps_what_came_before(class_folder: Path, read_the_one: Read) -> None:
    noise = os.urandom(200_000)
    packed = tar_bytes((tar_member("a.py"), b"print(1)"), (tar_member("b.npy"), noise))
    (class_folder / "ada.tar.gz").write_bytes(packed[: len(packed) // 2])

    submission = read_the_one()

    assert paths(submission) == ["a.py"]
    assert any("damaged" in reason for reason in reasons(submission).values())


def test_a_member_with_a_wrong_checksum_is_not_kept(class_folder: Path, read_the_one: Read) -> None:
    with zipfile.ZipFile(class_folder / "ada.zip", "w") as packed:
        packed.writestr("a.py", "print('flipped')")
        packed.writestr("b.py", "print('fine')")
    damaged = (class_folder / "ada.zip").read_bytes().replace(b"flipped", b"fLipped", 1)
    (class_folder / "ada.zip").write_bytes(damaged)

    submission = read_the_one()

    assert paths(submission) == ["b.py"]
    assert "damaged" in reasons(submission)["a.py"]


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\x05\x06" + b"\xff" * 18, b"<html>no</html>"])
@pytest.mark.parametrize("name", ["ada.zip", "ada.tar.gz", "ada.tar"])
def test_what_is_no_archive_is_a_submission_with_a_reason(
    class_folder: Path, read_the_one: Read, content: bytes, name: str
) -> None:
    (class_folder / name).write_bytes(content)

    submission = read_the_one()

    assert submission.files == ()
    assert submission.notebooks == ()
    assert name in reasons(submission)


SMALL = IngestLimits(ratio_floor_bytes=MEBIBYTE, total_bytes=8 * MEBIBYTE, entries=50)


def test_a_zip_bomb_stops_and_keeps_what_came_before(
    class_folder: Path, read_the_one: Read
) -> None:
    bomb = zip_bytes(("a.py", b"print(1)"), ("bomb.bin", b"\0" * 4 * MEBIBYTE))
    (class_folder / "eve.zip").write_bytes(bomb)

    submission = read_the_one(SMALL)

    assert paths(submission) == ["a.py"]
    assert "too many times larger" in reasons(submission)["eve.zip"]
    assert not (Path(submission.folder) / "bomb.bin").exists()


def test_a_tar_bomb_in_a_skipped_member_stops_too(class_folder: Path, read_the_one: Read) -> None:
    # A link may claim a size; skipping it would unpack all of it.
    bomb = tar_bytes(
        (tar_member("a.py"), b"print(1)"),
        (tar_member("big", b"9"), b"\0" * 6 * MEBIBYTE),
        (tar_member("b.py"), b"print(2)"),
    )
    (class_folder / "eve.tgz").write_bytes(bomb)

    submission = read_the_one(SMALL)

    assert paths(submission) == ["a.py"]
    assert "too many times larger" in reasons(submission)["eve.tgz"]


def test_a_tar_whose_headers_fill_memory_is_stopped(class_folder: Path, read_the_one: Read) -> None:
    header = tar_member("././@LongLink", tarfile.GNUTYPE_LONGNAME)
    header.size = 3 * MEBIBYTE
    packed = header.tobuf(tarfile.GNU_FORMAT) + b"n" * header.size + b"\0" * 1024
    (class_folder / "eve.tar").write_bytes(packed)

    submission = read_the_one(IngestLimits(header_bytes=MEBIBYTE))

    assert submission.files == ()
    assert "own lists" in reasons(submission)["eve.tar"]


def test_a_zip_whose_list_fills_memory_is_stopped(class_folder: Path, read_the_one: Read) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(500):
            archive.writestr(f"{number}.txt", "")
    (class_folder / "eve.zip").write_bytes(packed.getvalue())

    submission = read_the_one(IngestLimits(header_bytes=10_000))

    assert submission.files == ()
    assert "own lists" in reasons(submission)["eve.zip"]


@pytest.mark.parametrize("kind", ["zip", "tar"])
def test_too_many_members_stop_and_the_code_comes_first(
    class_folder: Path, read_the_one: Read, kind: str
) -> None:
    heap = [(f"data/{number:03}.png", b"x") for number in range(200)]
    if kind == "zip":
        (class_folder / "eve.zip").write_bytes(zip_bytes(*heap, ("work/z.ipynb", NOTEBOOK)))
    else:
        members = [(tar_member("work/z.ipynb"), NOTEBOOK)]
        members += [(tar_member(name), content) for name, content in heap]
        (class_folder / "eve.tgz").write_bytes(tar_bytes(*members))

    submission = read_the_one(SMALL)

    assert [notebook.path for notebook in submission.notebooks] == ["work/z.ipynb"]
    assert len(submission.files) < 50
    assert any("more than 50 files" in reason for reason in reasons(submission).values())


def test_members_that_are_all_refused_are_counted_and_not_all_listed(
    class_folder: Path, read_the_one: Read
) -> None:
    traps = [(tar_member(f"t{number}", tarfile.SYMTYPE, "/"), b"") for number in range(90)]
    (class_folder / "eve.tar").write_bytes(tar_bytes(*traps, mode="w:"))

    submission = read_the_one(IngestLimits(complaints=10))

    assert len(submission.unreadable) == 11
    assert submission.unreadable[-1].reason == "80 more files could not be read"


def test_an_endless_tar_of_refused_members_ends(class_folder: Path, read_the_one: Read) -> None:
    traps = [(tar_member(f"t{number}", tarfile.SYMTYPE, "/"), b"") for number in range(150)]
    (class_folder / "eve.tar").write_bytes(tar_bytes(*traps, mode="w:"))

    submission = read_the_one(SMALL)

    assert "more than 50 files" in reasons(submission)["eve.tar"]


def test_an_archive_in_an_archive_is_unpacked_beside_itself(
    class_folder: Path, read_the_one: Read
) -> None:
    inner = zip_bytes(("a.ipynb", NOTEBOOK))
    packed = zip_bytes(("hand-in/code.zip", inner), ("hand-in/code/notes.txt", b"n"))
    (class_folder / "ada.zip").write_bytes(packed)

    submission = read_the_one()

    assert paths(submission) == [
        "hand-in/code-2/a.ipynb",
        "hand-in/code.zip",
        "hand-in/code/notes.txt",
    ]
    assert submission.unreadable == ()


def test_a_third_archive_in_an_archive_stays_packed(class_folder: Path, read_the_one: Read) -> None:
    third = zip_bytes(("deep.py", b"print(3)"))
    second = zip_bytes(("third.zip", third), ("b.py", b"print(2)"))
    (class_folder / "ada.zip").write_bytes(zip_bytes(("second.zip", second)))

    submission = read_the_one()

    assert paths(submission) == ["second.zip", "second/b.py", "second/third.zip"]
    assert "stays packed" in reasons(submission)["second/third.zip"]


def test_a_bomb_in_an_archive_does_not_take_the_rest_along(
    class_folder: Path, read_the_one: Read
) -> None:
    bomb = zip_bytes(("bomb.bin", b"\0" * 4 * MEBIBYTE))
    (class_folder / "eve.zip").write_bytes(
        zip_bytes(("a-bomb.zip", bomb), ("z.zip", zip_bytes(("z.py", b"print(1)"))))
    )

    submission = read_the_one(SMALL)

    assert "z/z.py" in paths(submission)
    assert "too many times larger" in reasons(submission)["a-bomb.zip"]


def test_all_archives_of_a_submission_share_one_budget(
    class_folder: Path, read_the_one: Read
) -> None:
    inner = [(f"{n}.zip", zip_bytes(("x.bin", os.urandom(MEBIBYTE)))) for n in range(6)]
    (class_folder / "eve.zip").write_bytes(zip_bytes(*inner))

    submission = read_the_one(SMALL)

    assert sum(file.size for file in submission.files) <= SMALL.total_bytes
    assert "more than 8 MiB" in reasons(submission)["2.zip"]


def test_a_checkpoint_that_is_called_tar_is_not_unpacked(
    class_folder: Path, read_the_one: Read
) -> None:
    packed = zip_bytes(("models/best.pth.tar", zip_bytes(("data.pkl", b"x"))))
    (class_folder / "ada.zip").write_bytes(packed)

    submission = read_the_one()

    assert [(f.path, f.kind.value) for f in submission.files] == [
        ("models/best.pth.tar", "checkpoint")
    ]


def test_an_archive_of_a_foreign_kind_says_what_would_be_read(
    class_folder: Path, read_the_one: Read
) -> None:
    (class_folder / "ada.rar").write_bytes(b"Rar!\x1a\x07")

    submission = read_the_one()

    assert submission.id == "ada"
    assert "a zip or tar would be read" in reasons(submission)["ada.rar"]


def test_a_zip_without_its_suffix_is_still_unpacked(class_folder: Path, read_the_one: Read) -> None:
    (class_folder / "ada_4711_file").write_bytes(zip_bytes(("a.py", b"print(1)")))

    assert paths(read_the_one()) == ["a.py"]


def test_a_plain_tar_that_is_called_gz_is_read(class_folder: Path, read_the_one: Read) -> None:
    packed = tar_bytes((tar_member("a.py"), b"print(1)"), mode="w:")
    (class_folder / "ada.tar.gz").write_bytes(packed)

    assert paths(read_the_one()) == ["a.py"]


def test_names_in_utf8_that_do_not_say_so_are_read_as_utf8(
    class_folder: Path, read_the_one: Read
) -> None:
    # As the archive program of macOS writes them.
    packed = bytearray(zip_bytes(("Übung.py", b"print(1)")))
    for start, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = packed.index(start) + offset
        flags = struct.unpack("<H", packed[at : at + 2])[0] & ~0x800
        packed[at : at + 2] = struct.pack("<H", flags)
    (class_folder / "ada.zip").write_bytes(bytes(packed))

    assert paths(read_the_one()) == ["Übung.py"]


def test_what_machines_leave_behind_is_passed_over_in_silence(
    class_folder: Path, read_the_one: Read
) -> None:
    litter = [
        "__MACOSX/._a.ipynb", "._a.ipynb", ".DS_Store", "Thumbs.db", "Icon\r", "~$report.docx",
        ".ipynb_checkpoints/a-checkpoint.ipynb", "x/__pycache__/m.pyc", ".git/config",
    ]  # fmt: skip
    members = [(name, b"x") for name in litter]
    (class_folder / "ada.zip").write_bytes(zip_bytes(*members, ("a.ipynb", NOTEBOOK)))

    submission = read_the_one()

    assert paths(submission) == ["a.ipynb"]
    assert submission.unreadable == ()


def test_an_installed_environment_is_told_of_once(class_folder: Path, read_the_one: Read) -> None:
    members = [(f"venv/lib/m{number}.py", b"x = 1") for number in range(5)]
    (class_folder / "ada.zip").write_bytes(zip_bytes(*members, ("a.py", b"print(1)")))

    submission = read_the_one()

    assert paths(submission) == ["a.py"]
    assert list(reasons(submission)) == ["venv"]
