"""The public route: `grade writeup FILE --code DIR --json OUT`, and the words as they are read."""

import contextlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typst

from grader.cli import main
from grader.collect.write_ups import read_write_ups
from grader.ingest import read_one
from grader.records.write_up import WriteUp
from grader.sandbox import choose_wall
from grader.sandbox.reading import ReadingRoom
from tests.labelled.labels import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One object of the findings that the command writes."""

    words: str
    outcome: str
    check: str
    subject: str
    sentence: str
    lines: tuple[int, int] | None = None
    page: int | None = None
    cell: int | None = None
    looks_wrong: bool = False


def typeset(report: Report, into: Path) -> Path:
    """The document as it would be handed in: a PDF, where the report is the source of one."""
    if report.text is not None:
        into.mkdir(parents=True, exist_ok=True)
        twin = into / f"{report.name}{report.document.suffix}"
        twin.write_text(report.text, "utf-8")
        return twin
    if report.document.suffix != ".typ":
        return report.document
    into.mkdir(parents=True, exist_ok=True)
    file = into / f"{report.name}.pdf"
    typst.compile(report.document, output=file)
    return file


def findings_of(report: Report, document: Path, into: Path) -> tuple[Finding, ...]:
    """What the command says of a report. Nothing is executed."""
    into.mkdir(parents=True, exist_ok=True)
    out = into / f"{report.name}.json"
    words = ["writeup", str(document), "--json", str(out)]
    if report.code is not None:
        words += ["--code", str(report.code)]
    with contextlib.redirect_stdout(io.StringIO()):
        main(words)
    content = json.loads(out.read_text("utf-8"))
    return tuple(_finding(entry) for entry in content["findings"])


@contextlib.contextmanager
def reading_room() -> Iterator[ReadingRoom]:
    """Where documents are opened."""
    room = ReadingRoom(choose_wall("auto"))
    try:
        yield room
    finally:
        room.close()


def read_document(document: Path, room: ReadingRoom, into: Path) -> WriteUp:
    """The document as the grader reads it."""
    (write_up,) = read_write_ups(read_one(document, into=into), room)
    return write_up


def _finding(entry: dict[str, Any]) -> Finding:
    lines = entry.get("lines")
    return Finding(
        words=entry["words"],
        outcome=entry["outcome"],
        check=entry["check"],
        subject=entry["subject"],
        sentence=entry["sentence"],
        lines=(lines[0], lines[1]) if lines else None,
        page=entry.get("page"),
        cell=entry.get("cell"),
        looks_wrong=entry["looks_wrong"],
    )
