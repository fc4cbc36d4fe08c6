"""What was checked of write-ups, as a JSON document for programs.

Format 1: `findings` holds one object for each check of a statement, in reading order.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from grader.consistency.works import Held
from grader.records import Checked, Place, WriteUp

FORMAT = 1


def write_held(held: Sequence[Held]) -> str:
    """Everything that was checked of these documents."""
    content = {
        "format": FORMAT,
        "document": held[0].write_up.path if len(held) == 1 else None,
        "documents": [each.write_up.path for each in held],
        "findings": [finding for each in held for finding in _findings(each)],
        "problems": [problem for each in held for problem in _problems(each, len(held) > 1)],
    }
    text = json.dumps(content, ensure_ascii=False, indent=1)
    # Half characters in student text cannot be written as UTF-8.
    return text.encode("utf-8", "backslashreplace").decode() + "\n"


def _findings(held: Held) -> Iterator[dict[str, Any]]:
    for checked in held.checked:
        first, last = _lines(checked, held.write_up)
        place = _place_of(checked, held.write_up)
        yield {
            "document": held.write_up.path,
            "line": first,
            "lines": None if first is None else [first, last],
            "page": place.page,
            "box": list(place.box) if place.box else None,
            "cell": place.cell,
            "words": checked.words,
            "subject": checked.subject,
            "outcome": str(checked.outcome),
            "looks_wrong": checked.looks_wrong,
            "check": str(checked.check),
            "sentence": checked.sentence,
            "other": _other(checked),
        }


def _problems(held: Held, are_named: bool) -> Iterator[str]:
    name = f"{held.write_up.path}: " if are_named else ""
    yield from (f"{name}{problem}" for problem in held.write_up.problems)
    yield from (f"{name}{each.sentence}" for each in held.write_up.hidden)


def _place_of(checked: Checked, write_up: WriteUp) -> Place:
    """Where a statement stands; what its check left out, its span tells."""
    place = checked.place
    if checked.span is not None and place.line is None and place.page is None:
        return write_up.blocks[checked.span.block].place_of(checked.span.start)
    return place


def _lines(checked: Checked, write_up: WriteUp) -> tuple[int | None, int | None]:
    """First and last line of a statement in documents that have lines."""
    first = _place_of(checked, write_up).line
    if first is None:
        return None, None
    last = checked.last_line
    if last is None and checked.span is not None:
        block = write_up.blocks[checked.span.block]
        last = block.place_of(max(checked.span.start, checked.span.end - 1)).line
    return first, max(first, last or first)


def _other(checked: Checked) -> dict[str, Any] | None:
    """The other side, where it stands somewhere."""
    if checked.other is None:
        return None
    other = checked.other
    return {
        "file": other.file,
        "line": other.line,
        "page": other.page,
        "box": list(other.box) if other.box else None,
        "cell": other.cell,
        "words": checked.other_words,
    }
