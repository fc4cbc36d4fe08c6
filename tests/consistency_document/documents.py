"""Holds a written text against itself as a document, for tests."""

from collections.abc import Iterable
from typing import Any

from grader.collect.write_ups import read_text
from grader.consistency.document import hold_document
from grader.consistency.work import Work
from grader.records import (
    Block,
    BlockKind,
    Checked,
    Consistency,
    Evidence,
    Place,
    Source,
    Statements,
    WriteUp,
)

WRONG = Consistency.INCONSISTENT
RIGHT = Consistency.CONSISTENT
OPEN = Consistency.CANNOT_TELL


def held(
    text: str,
    *,
    path: str = "report.md",
    files: tuple[str, ...] = (),
    code: str = "",
) -> tuple[Checked, ...]:
    """Everything that is found in a text, handed in with these files and this code."""
    return held_write_up(read_text(text, path=path), files=files, code=code)


def held_write_up(
    write_up: WriteUp, *, files: tuple[str, ...] = (), code: str = ""
) -> tuple[Checked, ...]:
    """Everything that is found in a document."""
    source = Source(place=Place(file="train.py"), text=code)
    work = Work(
        write_up=write_up,
        statements=Statements(document=write_up.path),
        evidence=Evidence(submission="s", name="s", digest="0"),
        sources=(source,) if code else (),
        has_code=bool(code),
        is_code_whole=bool(code),
        files=files,
    )
    return tuple(hold_document(work))


def outcomes(found: tuple[Checked, ...], words: str) -> set[Consistency]:
    """What came of everything whose sentence of ours, or subject, holds these words."""
    return {one.outcome for one in found if words in one.sentence or words in one.subject}


def accused(texts: Iterable[str], **handed_in: Any) -> list[str]:
    """Those of the texts of which anything is said to be wrong."""
    return [text for text in texts if wrong(held(text, **handed_in))]


def wrong(found: tuple[Checked, ...]) -> list[str]:
    """The sentences about what is wrong."""
    return [one.sentence for one in found if one.outcome is WRONG]


def page(*blocks: Block, form: str = "pdf") -> WriteUp:
    """A document of these blocks, without sections."""
    return WriteUp(path="report.pdf", format=form, blocks=blocks)


def block(kind: BlockKind, text: str, *, number: str = "") -> Block:
    """A block on the first page."""
    return Block(kind=kind, text=text, number=number, place=Place(file="report.pdf", page=1))
