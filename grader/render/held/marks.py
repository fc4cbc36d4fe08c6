"""What is to be written into a copy of a PDF: which words, in which colour, with what note."""

import json
from collections.abc import Iterator
from typing import Any

from grader.consistency.works import Held
from grader.records import Block, Checked, Consistency, Place, WriteUp
from grader.render.held.told import Told, told
from grader.render.text import clean

KINDS = {Consistency.INCONSISTENT: "disagrees", Consistency.CANNOT_TELL: "open"}
MOST_OTHERS = 3
"""Places of other sides that are marked for one statement."""


def marks_of(held: Held) -> tuple[dict[str, Any], ...]:
    """A mark for each statement that does not agree or cannot be told, and for the other sides.

    Statements that cannot be told have no number: there are often many.
    """
    found: list[dict[str, Any]] = []
    for each in told(held.checked):
        if each.outcome not in KINDS:
            continue
        note = clean("\n".join(each.sentences), limit=2_000)
        pieces = list(_own_pieces(each, held.write_up))
        if not pieces:
            continue
        mark = _mark(each, KINDS[each.outcome], note, pieces)
        own = len(found)
        found.append(mark)
        if each.outcome is Consistency.INCONSISTENT:
            for other in list(_others(each, held.write_up))[:MOST_OTHERS]:
                mark["link"] = len(found) if mark["link"] is None else mark["link"]
                found.append(_mark(each, "other", note, [other]) | {"link": own})
    return tuple(found)


def write_marks(marks: tuple[dict[str, Any], ...]) -> str:
    """As the reader takes them."""
    text = json.dumps(marks, ensure_ascii=False)
    return text.encode("utf-8", "backslashreplace").decode()


def _mark(each: Told, kind: str, note: str, pieces: list[dict[str, Any]]) -> dict[str, Any]:
    return {"number": each.number, "kind": kind, "note": note, "pieces": pieces, "link": None}


def _own_pieces(each: Told, write_up: WriteUp) -> Iterator[dict[str, Any]]:
    """The words of a statement, line by line."""
    record = each.records[0]
    found = list(_of_span(record, write_up))
    yield from found
    if not found:
        yield from _of_place(record.place, record.words, write_up)


def _of_span(record: Checked, write_up: WriteUp) -> Iterator[dict[str, Any]]:
    span = record.span
    if span is None or not 0 <= span.block < len(write_up.blocks):
        return
    block = write_up.blocks[span.block]
    for index, line in enumerate(block.lines):
        end = _end_of(block, index)
        start = max(span.start, line.offset)
        words = block.text[start : min(span.end, end)]
        if words.strip() and line.page is not None and line.box is not None:
            before = block.text[line.offset : start]
            yield _piece(line.page, line.box, words, _times(before, words))


def _end_of(block: Block, index: int) -> int:
    """Where a line of a block ends in its text."""
    following = block.lines[index + 1 : index + 2]
    return following[0].offset if following else len(block.text)


def _times(before: str, words: str) -> int:
    """How often the words stand in what comes before them on their line."""
    wanted = "".join(words.split()).casefold()
    return "".join(before.split()).casefold().count(wanted) if wanted else 0


def _others(each: Told, write_up: WriteUp) -> Iterator[dict[str, Any]]:
    """The other sides that stand in the same document, each once."""
    seen: set[tuple[Place, str]] = set()
    for record in each.records:
        other = record.other
        if other is None or other.box is None or (other, record.other_words) in seen:
            continue
        seen.add((other, record.other_words))
        yield from _of_place(other, record.other_words, write_up)


def _of_place(place: Place, words: str, write_up: WriteUp) -> Iterator[dict[str, Any]]:
    if place.page is not None and place.file == write_up.path:
        yield _piece(place.page, place.box, words, 0)


def _piece(
    page: int, box: tuple[float, float, float, float] | None, words: str, nth: int
) -> dict[str, Any]:
    return {"page": page, "box": box, "words": words[:2_000], "nth": nth}
