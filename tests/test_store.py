"""What was found out is kept, whole or not at all."""

import hashlib
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from grader.errors import StoreError
from grader.records import Evidence
from grader.store import Store, write_whole

EVIDENCE = Evidence(submission="anna", name="Änna \ud83d", digest="d", seconds=1.5)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "out") as opened:
        yield opened


def test_evidence_comes_back_under_its_key(store: Store) -> None:
    evidence = replace(EVIDENCE, name="Änna")

    store.keep("k", evidence)

    assert store.find("k") == evidence
    assert store.find("other") is None


def test_half_characters_in_student_text_can_be_kept(store: Store) -> None:
    store.keep("k", EVIDENCE)

    found = store.find("k")
    assert found is not None
    assert found.name.startswith("Änna ")


def test_later_evidence_takes_the_place_of_earlier(store: Store) -> None:
    store.keep("k", replace(EVIDENCE, seconds=1))
    store.keep("k", replace(EVIDENCE, seconds=2))

    assert getattr(store.find("k"), "seconds", None) == 2


def test_evidence_outlives_the_program(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.keep("k", EVIDENCE)

    with Store(tmp_path) as store:
        assert store.find("k") is not None


def test_several_threads_keep_evidence_at_once(store: Store) -> None:
    def keep(number: int) -> None:
        for part in range(10):
            store.keep(f"{number} {part}", EVIDENCE)

    threads = [threading.Thread(target=keep, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert all(store.find(f"{number} {part}") for number in range(4) for part in range(10))


def test_blobs_lie_under_the_digest_of_their_content(store: Store) -> None:
    digest = store.keep_blob(b"weights")

    assert digest == hashlib.sha256(b"weights").hexdigest() == store.keep_blob(b"weights")
    (path,) = [path for path in store.folder.joinpath("blobs").rglob("*") if path.is_file()]
    assert (path.parent.name + path.name, path.read_bytes()) == (digest, b"weights")


def test_a_store_of_another_format_is_refused(tmp_path: Path) -> None:
    with Store(tmp_path):
        pass
    with sqlite3.connect(tmp_path / ".grade" / "evidence.sqlite") as connection:
        connection.execute("pragma user_version = 9")
    connection.close()

    with pytest.raises(StoreError, match="format 9, this version reads 1"):
        Store(tmp_path)


def test_a_file_that_is_no_store_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".grade").mkdir()
    (tmp_path / ".grade" / "evidence.sqlite").write_text("no database" * 100)

    with pytest.raises(StoreError, match="cannot be used as a store"):
        Store(tmp_path)


def test_a_file_in_the_folders_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")

    with pytest.raises(StoreError, match="cannot be used as a store"):
        Store(tmp_path / "out")


def test_a_file_is_written_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_whole(tmp_path / "a", b"first")

    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        write_whole(tmp_path / "a", b"second")

    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"first"
