"""How long a PDF of 30 full pages takes to be read behind the wall: less than 5 seconds.

Run with `python benchmarks/reading.py`; it needs what the tests need.
"""

import sys
import tempfile
import time
from pathlib import Path

from reportlab.platypus import Flowable

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from grader.collect.write_ups import read_write_up
from grader.sandbox import choose_wall
from grader.sandbox.reading import ReadingRoom
from tests.write_ups.made_pdfs import BOOK, GRID, PROSE, code, document, table, two_columns, words

PAGES = 30
MOST_SECONDS = 5.0
SOURCE = "for epoch in range(10):\n    loss = step(net)\n    print(epoch, loss)\n" * 3


def story(parts: int) -> list[Flowable]:
    """Headings, paragraphs, tables and listings, again and again."""
    found: list[Flowable] = []
    for number in range(1, parts + 1):
        found += [words(f"{number}. Part", "Heading1"), *(words(PROSE * 5) for _ in range(4))]
        found += [table(GRID), words(PROSE * 8), code(SOURCE), table(BOOK), words(PROSE * 6)]
    return found


def main() -> int:
    """Print one line for each document; 1 if one took too long."""
    late = False
    room = ReadingRoom(choose_wall("auto"))
    try:
        with tempfile.TemporaryDirectory() as folder:
            one = document(Path(folder, "one-column.pdf"), story(32), footer="Report")
            two = two_columns(Path(folder, "two-columns.pdf"), story(32))
            for path in (one, two):
                begin = time.perf_counter()
                found = read_write_up(path, room, path=path.name)
                seconds = time.perf_counter() - begin
                each = seconds / max(1, found.pages or 1)
                letters = sum(len(block.text) for block in found.blocks)
                late |= PAGES * each > MOST_SECONDS
                print(
                    f"{path.name}: {found.pages} pages, {letters:,} characters in {seconds:.2f} s; "
                    f"{PAGES} pages take {PAGES * each:.2f} s"
                )
    finally:
        room.close()
    return int(late)


if __name__ == "__main__":
    sys.exit(main())
