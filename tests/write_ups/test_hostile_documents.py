"""A hundred documents that want to do harm, or are broken: nothing happens, and it is said."""

from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from grader.collect.write_ups import Opened, read_write_up
from grader.records.write_up import WriteUp
from grader.sandbox import choose_wall
from grader.sandbox.reading import ReadingRoom
from tests.write_ups.hostile_files import hostile_files, looping_files
from tests.write_ups.made_pdfs import raw_pdf

pytestmark = pytest.mark.sandbox

TOO_SLOW = "Reading it took too long, so the rest was not read."
DAMAGED = "It is damaged and could not be opened."
LOCKED = "It is encrypted and asks for a password, so it was not read."
SAID = {
    "empty.pdf": DAMAGED,
    "noise.pdf": DAMAGED,
    "encrypted-closed.pdf": LOCKED,
    "ole.docx": LOCKED,
    "not-a-zip.docx": DAMAGED,
    "bomb.docx": "It is too large, so it was not read.",
    "laughs.docx": DAMAGED,
    "entity.docx": DAMAGED,
    "deep.html": TOO_SLOW,
    "forms-to-the-power-of-twelve.pdf": "Page 1 was not read: reading it took too long.",
    "pages-in-a-ring.pdf": "Page 1 is damaged and could not be read.",
}
"""What must be said of some of them."""
READ = ("encrypted-open.pdf", "script.pdf", "launch.pdf", "no-xref.pdf", "nested-arrays.pdf")
"""Those of which the words can be read all the same."""


@pytest.fixture(scope="module")
def impatient() -> Iterator[ReadingRoom]:
    made = ReadingRoom(choose_wall("bubblewrap"), seconds=4, seconds_each=1)
    yield made
    made.close()


def test_a_hundred_hostile_documents_harm_nothing_and_what_is_wrong_is_said(
    impatient: ReadingRoom, tmp_path: Path
) -> None:
    found: dict[str, WriteUp] = {}
    for name, content in hostile_files():
        path = tmp_path / name
        path.write_bytes(content)
        found[name] = read_write_up(path, impatient, path=name)
        path.unlink()

    assert len(found) >= 100
    silent = [name for name, each in found.items() if not (each.has_text or each.problems)]
    assert silent == []
    assert {name: found[name].problems for name in SAID} == {
        name: (sentence,) for name, sentence in SAID.items()
    }
    assert [name for name in READ if not found[name].has_text] == []
    assert "root:" not in found["entity.docx"].blocks.__repr__()


def test_a_page_that_is_never_done_costs_only_itself(
    impatient: ReadingRoom, tmp_path: Path
) -> None:
    endless = dict(looping_files())["forms-to-the-power-of-twelve.pdf"]
    path = tmp_path / "mixed.pdf"
    path.write_bytes(with_a_good_page(endless))

    found = read_write_up(path, impatient, path="mixed.pdf")

    assert found.problems == ("Page 1 was not read: reading it took too long.",)
    assert [(block.text, block.place.page) for block in found.blocks] == [("Good words", 2)]


def test_a_lost_process_is_started_again(tmp_path: Path) -> None:
    path = tmp_path / "good.pdf"
    path.write_bytes(raw_pdf())
    before = set(psutil.Process().children(recursive=True))
    room = ReadingRoom(choose_wall("bubblewrap"))
    try:
        first = read_write_up(path, room, path="good.pdf")
        for process in set(psutil.Process().children(recursive=True)) - before:
            process.kill()
        second = read_write_up(path, room, path="good.pdf")
    finally:
        room.close()

    assert first == second
    assert second.has_text
    left = set(psutil.Process().children(recursive=True)) - before
    assert not [process for process in left if process.status() != psutil.STATUS_ZOMBIE]


def test_what_a_taken_over_reader_writes_is_not_believed(tmp_path: Path) -> None:
    lies = [
        b'{"pages": -5}', b'{"page": 1, "items": "all"}', b"[" * 100_000, b"\xff\xfe", b"null",
        b'{"page": 1, "characters": 3, "items": [{"kind": "line", "box": [0, 0, 1e99, 1]}]}',
        b'{"kind": "table", "rows": [["a"], ["b", "c"]]}', b'{"kind": "table", "rows": [[], []]}',
    ]  # fmt: skip

    class Liar:
        def open(self, file: Path, form: str) -> Opened:
            return Opened(content=b"\n".join(lies), ending="?" * 50, lost='[{"page": "x"}]')

    for name in ("a.pdf", "a.docx", "a.html"):
        found = read_write_up(tmp_path / name, Liar(), path=name)

        assert found.problems[-1].endswith("so the rest was not read.")
        assert all(len({len(row) for row in block.rows}) <= 1 for block in found.blocks)


def with_a_good_page(endless: bytes) -> bytes:
    """The same PDF with a second page of plain words; its table of objects is left to be mended."""
    page = (
        b"90 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 91 0 R "
        b"/Resources << /Font << /F 5 0 R >> >> >>\nendobj\n"
        b"91 0 obj\n<< /Length 44 >>\nstream\nBT /F 12 Tf 72 500 Td (Good words) Tj ET      \n"
        b"endstream\nendobj\n"
    )
    both = endless.replace(b"/Kids [3 0 R ] /Count 1", b"/Kids [3 0 R 90 0 R] /Count 2")
    return both.replace(b"xref\n0", page + b"xrxx\n0", 1).replace(b"startxref", b"startnope")
