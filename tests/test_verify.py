"""What was changed in a results folder since a run ended is told, and only that."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from grader.cli import main
from grader.records import Evidence, Rubric, Submission
from grader.store import FOLDER, Store
from grader.verify import Sealed, changed_before, seal

RUBRIC = Rubric(title="A2", source="a2.yaml", digest="1" * 64, points=Decimal(1), questions=())
ANNA = Submission(
    id="anna", name="anna", digest="2" * 64, folder="/nowhere", files=(), notebooks=()
)


def results(out: Path) -> Sealed:
    """A folder as a run leaves it."""
    with Store(out) as store:
        store.keep("k", Evidence(submission="anna", name="anna", digest=ANNA.digest))
        store.keep_blob(b"weights")
    for name in ("anna/verdict.json", "anna/report.md", "grades.csv", f"{FOLDER}/judged/anna.json"):
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text(f"{{}} {name}\n")
    return seal(out, (ANNA,), RUBRIC, graded_on="2026-01-02")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    results(tmp_path / "graded")
    return tmp_path / "graded"


def verified(out: Path, *more: str) -> int:
    return main(["verify", str(out), *more])


def test_a_folder_as_the_run_left_it_is_said_to_be_so(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verified(out) == 0
    assert "Everything is as when the run of 2026-01-02 ended (1 submission" in (
        capsys.readouterr().out
    )


def change_evidence(out: Path) -> None:
    with sqlite3.connect(out / FOLDER / "evidence.sqlite") as base:
        base.execute("update evidence set document = document || ' '")


def change_blob(out: Path) -> None:
    (blob,) = (out / FOLDER / "blobs").glob("*/*")
    blob.write_bytes(b"other weights")


def link_verdict(out: Path) -> None:
    (out / "anna/verdict.json").rename(out / "elsewhere.json")
    (out / "anna/verdict.json").symlink_to(out / "elsewhere.json")


@pytest.mark.parametrize(
    ("tamper", "told"),
    [
        (lambda out: (out / "anna/verdict.json").write_text("{}"), "changed: anna/verdict.json"),
        (lambda out: (out / "anna/report.md").unlink(), "removed: anna/report.md"),
        (lambda out: (out / "anna/new.html").write_text("new"), "added: anna/new.html"),
        (lambda out: (out / "grades.csv").write_text("anna,20"), "changed: grades.csv"),
        (
            lambda out: (out / FOLDER / "judged/anna.json").write_text("{}"),
            f"changed: {FOLDER}/judged/anna.json",
        ),
        (change_evidence, f"changed: {FOLDER}/evidence.sqlite, the evidence of anna"),
        (change_blob, f"changed: {FOLDER}/blobs/"),
        (lambda out: shutil.rmtree(out / FOLDER / "blobs"), f"removed: {FOLDER}/blobs/"),
        (link_verdict, "changed: anna/verdict.json"),
    ],
)
def test_each_thing_that_is_other_is_named(
    out: Path,
    capsys: pytest.CaptureFixture[str],
    tamper: Callable[[Path], object],
    told: str,
) -> None:
    tamper(out)

    assert verified(out) == 1
    first, last = capsys.readouterr().out.splitlines()
    assert first.startswith(told)
    assert last.startswith("1 thing is not as when the run of 2026-01-02 ended")


def test_the_same_results_have_the_same_digest(tmp_path: Path) -> None:
    assert results(tmp_path / "one").digest == results(tmp_path / "two").digest


def test_a_list_that_was_written_anew_has_another_digest_than_the_noted_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "graded"
    noted = results(out).digest
    (out / "anna/verdict.json").write_text("{}")
    seal(out, (ANNA,), RUBRIC, graded_on="2026-01-02")

    assert verified(out) == 0
    assert verified(out, "--digest", noted) == 1
    assert "and not the noted one" in capsys.readouterr().out


@pytest.mark.parametrize("noted", ["", "short", "0123456789", "g" * 64, "0" * 65])
def test_what_is_no_digest_is_asked_wrongly(
    out: Path, capsys: pytest.CaptureFixture[str], noted: str
) -> None:
    assert verified(out, "--digest", noted) == 1
    assert "hexadecimal digits" in capsys.readouterr().err


def test_the_beginning_of_a_digest_is_enough(tmp_path: Path) -> None:
    digest = results(tmp_path / "graded").digest

    assert verified(tmp_path / "graded", "--digest", digest[:12].upper()) == 0


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "there is none"),
        ("[]", "not a manifest"),
        ('{"format": ' * 50_000, "not a manifest"),
        (b"\xff\xfe", "not a manifest"),
    ],
)
def test_a_folder_without_a_readable_list_is_told_so(
    out: Path, capsys: pytest.CaptureFixture[str], content: str | bytes | None, words: str
) -> None:
    path = out / "manifest.json"
    path.unlink()
    if content is not None:
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    assert verified(out) == 1
    assert words in capsys.readouterr().err


def test_a_run_tells_what_others_changed_of_what_it_relies_on(out: Path) -> None:
    change_evidence(out)
    (out / "anna/verdict.json").write_text("{}")

    (told,) = changed_before(out)

    assert told.what.endswith("the evidence of anna")
    # A run that is stopped must not leave a list of what was there before it.
    assert not (out / "manifest.json").exists()


def test_after_a_run_that_was_stopped_nothing_is_held_against_anybody(out: Path) -> None:
    (out / "manifest.json").unlink()
    change_evidence(out)

    assert changed_before(out) == ()


def test_a_manifest_names_rubric_program_and_each_submission(out: Path) -> None:
    manifest = json.loads((out / "manifest.json").read_text())

    assert manifest["rubric"] == RUBRIC.digest
    assert manifest["submissions"] == {"anna": ANNA.digest}
    assert len(manifest["program"]) == 64
