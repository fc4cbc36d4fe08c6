"""Statements about numbers of parameters, in prose, tables and outputs."""

import re
from collections.abc import Iterator

from grader.records import Claim, Execution, Kind, Place, Submission

SUBJECT = re.compile(r"par[aá]m|paramètre", re.IGNORECASE)
NUMBER = re.compile(
    r"(?<![\w.,])([1-9]\d{0,2}(?:[,.'’\u00a0\u202f ]\d{3})+|\d{3,10})(?![\w]|[.,]\d)"
)
SEPARATORS = re.compile(r"[,.'’\u00a0\u202f ]")
LONGEST_WORDS = 300
MOST_CLAIMS = 500


def collect_claims(submission: Submission, execution: Execution | None) -> tuple[Claim, ...]:
    """Every number that stands in one block of text with the word for parameters."""
    found = [
        claim
        for text, place, kind in _texts(submission, execution)
        for claim in _claims(text, place, kind)
    ]
    return tuple(found[:MOST_CLAIMS])


def _texts(
    submission: Submission, execution: Execution | None
) -> Iterator[tuple[str, Place, Kind]]:
    for document in submission.documents:
        yield document.text, Place(file=document.path), Kind.CLAIMED
    for notebook in submission.notebooks:
        for cell in notebook.cells:
            text = cell.source if cell.kind == "markdown" else cell.saved_output
            yield text, Place(file=notebook.path, cell=cell.index), Kind.CLAIMED
    for run in execution.notebooks if execution else ():
        for cell_run in run.cells:
            place = Place(file=run.path, cell=cell_run.index)
            yield cell_run.output, place, Kind.OBSERVED


def _claims(text: str, place: Place, kind: Kind) -> Iterator[Claim]:
    for block, line in _blocks(text):
        if SUBJECT.search(block):
            for match in NUMBER.finditer(block):
                yield Claim(
                    quantity="parameters",
                    value=float(SEPARATORS.sub("", match[1])),
                    words=_around(block, match.start(), match.end()),
                    place=_with_line(place, line + block.count("\n", 0, match.start())),
                    kind=kind,
                )


def _blocks(text: str) -> Iterator[tuple[str, int]]:
    """Paragraphs and tables: runs of lines between empty ones, with their first line's number."""
    line = 1
    for block in re.split(r"(\n[ \t]*\n)", text):
        if block.strip():
            yield block, line
        line += block.count("\n")


def _around(block: str, start: int, end: int) -> str:
    """The line in which something stands, cut to a readable length."""
    begin = block.rfind("\n", 0, start) + 1
    stop = block.find("\n", end)
    line = block[begin : stop if stop >= 0 else len(block)]
    offset = max(0, start - begin - LONGEST_WORDS // 2)
    return line[offset : offset + LONGEST_WORDS].strip()


def _with_line(place: Place, line: int) -> Place:
    return Place(file=place.file, cell=place.cell, line=line)
