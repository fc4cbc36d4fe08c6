"""Archives, names, documents and texts that attack whoever reads them."""

import csv
import hashlib
import json
import os
import re
import shutil
import tarfile
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.attacks import papers
from tests.attacks.arena import RUBRIC, Arena, Batch, Submission, assert_nobody_else_is_touched
from tests.attacks.class_folder import (
    LOAD,
    TRAIN,
    TRAINING,
    UNTRAINED,
    a_file,
    notebook_bytes,
)

pytestmark = pytest.mark.sandbox

SCRIPT_TAG = "<script>alert(1)</script><img src=x onerror=alert(1)><svg onload=alert(1)>"
CODES = "\x1b]0;title\x07\x1b[2J\x1b[1;1Haa-trained 20 / 20\x1b[8m\x9b31m\u202eevil\r PASS"
SHOWN = f"""\
from IPython.display import HTML, Javascript, display
display(HTML({SCRIPT_TAG!r}), Javascript("alert(1)"))
print({SCRIPT_TAG!r}, {CODES!r})
raise ValueError({(SCRIPT_TAG + CODES)!r})
"""
NAMES = {
    "-rf": "-rf",
    "equals": "=cmd|'C calc'!A0",
    "at": "@SUM(1,2)",
    "plus": '+1,"2"\n3',
    "markup": "<img src=x onerror=alert(1)>",
    "codes": "a\x1b[2Jb\u202ec\td",
    "shell": "$(touch pwned); `id`",
    "composed": unicodedata.normalize("NFC", "Zoë"),
    "decomposed": unicodedata.normalize("NFD", "Zoë"),
    "upper": "ADA",
    "lower": "ada",
    "page": "index.html",
    "book": "grades.csv",
    "bytes": os.fsdecode(b"\xff\xfe"),
}
"""Names of folders by what is wrong with them."""


def links(folder: Path) -> None:
    """A folder with links, a pipe and a socket's name."""
    folder.mkdir()
    (folder / "a2.ipynb").symlink_to("../aa-trained.ipynb")
    (folder / "marks.csv").symlink_to("/etc/passwd")
    (folder / "up").symlink_to("..")
    os.mkfifo(folder / "pipe.py")


def marked(folder: Path) -> None:
    """A folder that looks like one that results were written to."""
    (folder / ".grade").mkdir(parents=True)
    (folder / "a2.ipynb").write_bytes(notebook_bytes("print('marked')"))


def named(name: str) -> Callable[[Path], None]:
    """A folder of that name with nothing to run in it."""

    def write(path: Path) -> None:
        path.with_name(name).mkdir()
        (path.with_name(name) / "notes.md").write_text("# Notes\n")

    return write


ATTACKERS: dict[str, Submission] = {
    "slip": a_file(
        ".zip",
        lambda: papers.a_zip(
            [
                *((name, b"evil") for name in ("../evil.py", "/tmp/evil.py", "a/../../evil.py")),
                *((name, b"evil") for name in ("..\\evil.py", "C:\\evil.py", "x\n\x1b[2J.py")),
            ]
        ),
    ),
    "links": links,
    "tar-links": a_file(
        ".tar",
        lambda: papers.a_tar(
            papers.member("a2.ipynb", tarfile.SYMTYPE, "../aa-trained.ipynb"),
            papers.member("hard.py", tarfile.LNKTYPE, "/etc/passwd"),
            papers.member("device", tarfile.CHRTYPE),
            papers.member("pipe", tarfile.FIFOTYPE),
        ),
    ),
    "zip-bomb": a_file(".zip", lambda: papers.a_zip([("zeros.npy", bytes(150 * 2**20))])),
    "nested": a_file(".zip", lambda: papers.nested(30)),
    "many-members": a_file(
        ".zip", lambda: papers.a_zip((f"d{i % 9}/{i}.txt", b"") for i in range(41_000))
    ),
    "deep-notebook": a_file(".ipynb", b'{"cells": ' + b"[" * 200_000),
    "huge-notebook": a_file(".ipynb", lambda: b'{"cells": [' + b"0," * 6_000_000 + b"0]}"),
    "many-cells": a_file(".ipynb", lambda: notebook_bytes(*["1"] * 5_000)),
    "pdf-loop": a_file(".pdf", papers.LOOP),
    "pdf-script": a_file(".pdf", papers.SCRIPT),
    "pdf-pages": a_file(".pdf", lambda: papers.a_pdf(pages=10_000)),
    "pdf-pale": a_file(".pdf", lambda: papers.a_pdf(draw=papers.white_text)),
    "pdf-not-drawn": a_file(".pdf", lambda: papers.a_pdf(draw=papers.not_drawn)),
    "pdf-tiny": a_file(".pdf", lambda: papers.a_pdf(draw=papers.tiny_text)),
    "pdf-off-the-page": a_file(".pdf", lambda: papers.a_pdf(draw=papers.off_the_page)),
    "pdf-scan": a_file(".pdf", lambda: papers.a_pdf(draw=papers.scanned)),
    "marked": marked,
    "shown": (SHOWN,),
    "swapped": (LOAD, UNTRAINED),
    **{name: named(folder) for name, folder in NAMES.items()},
}


def swap(folder: Path) -> None:
    """Hand in something better while the grader already works."""
    (folder / "swapped.ipynb").write_bytes(notebook_bytes(LOAD, TRAINING, TRAIN))


@pytest.fixture(scope="module")
def batch(arena: Arena, quiet: Batch) -> Batch:
    return arena.grade("files", ATTACKERS, "--workers", "2", during=swap)


@pytest.fixture(scope="module")
def gradebook(batch: Batch) -> dict[str, dict[str, str]]:
    with (batch.out / "grades.csv").open(newline="", encoding="utf-8-sig") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


@pytest.mark.row(27, 28, 43)
def test_the_neighbours_notice_nothing(batch: Batch, quiet: Batch) -> None:
    assert_nobody_else_is_touched(batch, quiet)


@pytest.mark.row(29, 30)
def test_nobody_is_lost(batch: Batch, gradebook: dict[str, dict[str, str]]) -> None:
    assert len(gradebook) == len(ATTACKERS) + 2
    assert len({name.casefold() for name in gradebook}) == len(gradebook)
    assert all(re.fullmatch(r"[A-Za-z0-9._][A-Za-z0-9._-]*", name) for name in gradebook)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        pytest.param("slip", "leads out of the submission", marks=pytest.mark.row(27)),
        pytest.param("slip", "absolute path", marks=pytest.mark.row(27)),
        pytest.param("slip", "control characters", marks=pytest.mark.row(27)),
        pytest.param("links", "links are not followed", marks=pytest.mark.row(28)),
        pytest.param("links", "only plain files are read", marks=pytest.mark.row(28)),
        pytest.param("tar-links", "links are not followed", marks=pytest.mark.row(28)),
        pytest.param("tar-links", "only plain files are read", marks=pytest.mark.row(28)),
        pytest.param("zip-bomb", "times", marks=pytest.mark.row(29)),
        pytest.param("nested", "stays packed", marks=pytest.mark.row(29)),
        pytest.param("many-members", "more than 20,000 files", marks=pytest.mark.row(29)),
        pytest.param("deep-notebook", "nested deeper", marks=pytest.mark.row(29)),
        pytest.param("huge-notebook", "values", marks=pytest.mark.row(29)),
        pytest.param("many-cells", "2,000 cells", marks=pytest.mark.row(29)),
        pytest.param("pdf-loop", "are damaged", marks=pytest.mark.row(35)),
        pytest.param("pdf-script", "no text layer", marks=pytest.mark.row(35)),
    ],
)
def test_what_is_refused_is_told_with_its_reason(batch: Batch, name: str, words: str) -> None:
    assert words in batch.sentences(name)
    assert batch.earned(name) <= {"4/runs"}


@pytest.mark.row(35)
def test_of_ten_thousand_pages_those_within_the_limit_are_read(batch: Batch) -> None:
    (account,) = batch.evidence("pdf-pages")["accounts"]

    assert account["write_up"]["problems"] == [
        "It has 10,000 pages, and only the first 200 were read."
    ]


@pytest.mark.row(35)
@pytest.mark.parametrize("name", ["pdf-pale", "pdf-not-drawn", "pdf-tiny", "pdf-off-the-page"])
def test_words_that_a_reader_does_not_see_are_told_and_not_taken_for_the_reports(
    batch: Batch, name: str
) -> None:
    (account,) = batch.evidence(name)["accounts"]
    (concern,) = batch.concerns(name)

    assert papers.HIDDEN in concern["sentence"]
    assert [block["text"] for block in account["write_up"]["blocks"]] == [papers.PROSE]


@pytest.mark.row(35)
def test_what_a_scanner_read_in_a_picture_is_read(batch: Batch) -> None:
    (account,) = batch.evidence("pdf-scan")["accounts"]

    assert batch.concerns("pdf-scan") == []
    assert papers.HIDDEN in json.dumps(account["write_up"]["blocks"])


@pytest.mark.row(43)
def test_what_is_graded_is_what_was_copied(batch: Batch, quiet: Batch) -> None:
    assert batch.outcomes("swapped") == quiet.outcomes("zz-untrained")


@pytest.mark.row(31)
def test_pages_are_inert(batch: Batch) -> None:
    pages = [path.read_text() for path in batch.out.rglob("*.html") if path.is_file()]

    assert len(pages) > 10
    for page in pages:
        assert "default-src 'none'" in page
        assert not re.search(r"<(script|iframe|object|embed|link|svg onload)", page)
        assert not re.search(r"<[^>]*\son\w+\s*=", page)
        assert not re.search(r"(src|href)\s*=\s*[\"']?(https?:|javascript:|//)", page)


@pytest.mark.row(32)
def test_no_cell_of_the_gradebook_is_a_formula(gradebook: dict[str, dict[str, str]]) -> None:
    values = [value for row in gradebook.values() for value in row.values()]

    assert not [value for value in values if value.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert not [value for value in values if "\n" in value]
    assert any("cmd|" in value for value in values)


@pytest.mark.row(33)
def test_nothing_that_is_printed_steers_a_terminal(batch: Batch) -> None:
    said = batch.printed + batch.complained + batch.report("shown")
    codes = r"[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\u202a-\u202e\u2066-\u2069]"

    assert not re.search(codes, said.replace("\r\n", "\n"))


@pytest.mark.row(34)
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("rubric: !!python/object/apply:os.system [touch pwned]\n", ":1:9: "),
        ("rubric: 1\nrubric: 1\ntitle: twice\n", ":2:1: "),
        ("a: &a [x, x]\nb: [*a, *a, *a]\n", ":1:4: "),
        ("[" * 50_000, "nested deeper"),
    ],
)
def test_tricks_of_yaml_are_refused_with_their_place(
    arena: Arena, tmp_path: Path, text: str, words: str
) -> None:
    rubric = tmp_path / "r.yaml"
    rubric.write_text(text)

    done = arena.run("rubric", rubric)

    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not (arena.home / "pwned").exists()


@pytest.mark.row(34)
def test_no_is_a_word_in_a_rubric(arena: Arena, tmp_path: Path) -> None:
    rubric = tmp_path / "r.yaml"
    rubric.write_text(RUBRIC.replace("Under attack", "no"))

    done = arena.run("rubric", rubric)

    assert done.returncode == 0
    assert done.stdout.splitlines()[0].startswith("no")


@pytest.mark.row(44)
def test_evidence_that_was_changed_is_found(arena: Arena, batch: Batch) -> None:
    copy = arena.folder / "changed"
    shutil.copytree(batch.out, copy, symlinks=True)
    evidence = copy / "shown" / "evidence.json"
    changed = {**json.loads(evidence.read_text()), "seconds": 1.0}
    evidence.write_text(json.dumps(changed))

    before, after = arena.run("verify", batch.out), arena.run("verify", copy)

    assert before.returncode == 0
    assert after.returncode == 1
    assert after.stdout.splitlines()[0] == "changed: shown/evidence.json"


@pytest.mark.row(44)
def test_a_list_that_was_written_anew_is_found_by_its_digest(arena: Arena, batch: Batch) -> None:
    noted = batch.printed.rpartition("Digest of all results: ")[2].split()[0]
    copy = arena.folder / "written-anew"
    shutil.copytree(batch.out, copy, symlinks=True)
    verdict = copy / "shown" / "verdict.json"
    verdict.write_text(verdict.read_text().replace('"0"', '"20"'))
    listed = json.loads((copy / "manifest.json").read_text())
    listed["files"]["shown/verdict.json"] = hashlib.sha256(verdict.read_bytes()).hexdigest()
    (copy / "manifest.json").write_text(json.dumps(listed))

    assert arena.run("verify", batch.out, "--digest", noted).returncode == 0
    assert arena.run("verify", copy).returncode == 0
    assert arena.run("verify", copy, "--digest", noted).returncode == 1
