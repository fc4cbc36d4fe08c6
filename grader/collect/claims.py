"""Statements about numbers of parameters, in prose, tables and outputs."""

import itertools
import re
from collections.abc import Iterable, Iterator

from grader.records import Claim, Execution, Kind, Place, Submission

SUBJECT = re.compile(r"par[aá]m|paramètre", re.IGNORECASE)
PRINTED_SUBJECT = re.compile(r"(?<!\.)(?:par[aá]m|paramètre)\w*(?!\w|\()", re.IGNORECASE)
"""The word as programs print it; `model.parameters()` in a warning is code."""
COLUMNS = re.compile(r"\S(?: {2,}|\t| *\| *)\S")
NUMBER = re.compile(
    r"(?<![\w.,])([1-9]\d{0,2}(?:[,.'’\u00a0\u202f ]\d{3})+|\d{3,10})(?![\w]|[.,]\d)"
)
SEPARATORS = re.compile(r"[,.'’\u00a0\u202f ]")
LONGEST_WORDS = 300
MOST_CLAIMS = 500


def collect_claims(submission: Submission, execution: Execution | None) -> tuple[Claim, ...]:
    """Every number that stands in one block of text with the word for parameters."""
    prose = (
        claim
        for text, place in _prose(submission)
        for claim in _claims(_blocks(text), place, Kind.CLAIMED)
    )
    printed = (
        claim
        for text, place, kind in _outputs(submission, execution)
        for claim in _claims(_printed_lines(text), place, kind)
    )
    found = [*prose, *printed]
    return tuple(found[:MOST_CLAIMS])


def _prose(submission: Submission) -> Iterator[tuple[str, Place]]:
    for document in submission.documents:
        yield document.text, Place(file=document.path)
    for notebook in submission.notebooks:
        for cell in notebook.cells:
            if cell.kind == "markdown":
                yield cell.source, Place(file=notebook.path, cell=cell.index)


def _outputs(
    submission: Submission, execution: Execution | None
) -> Iterator[tuple[str, Place, Kind]]:
    for notebook in submission.notebooks:
        for cell in notebook.cells:
            yield cell.saved_output, Place(file=notebook.path, cell=cell.index), Kind.CLAIMED
    for run in execution.notebooks if execution else ():
        for cell_run in run.cells:
            place = Place(file=run.path, cell=cell_run.index)
            yield cell_run.output, place, Kind.OBSERVED


def _claims(texts: Iterable[tuple[str, int]], place: Place, kind: Kind) -> Iterator[Claim]:
    """Every number of texts that speak of parameters; each comes with its first line's number."""
    for text, line in texts:
        if SUBJECT.search(text):
            for match in NUMBER.finditer(text):
                yield Claim(
                    quantity="parameters",
                    value=float(SEPARATORS.sub("", match[1])),
                    words=_around(text, match.start(), match.end()),
                    place=_with_line(place, line + text.count("\n", 0, match.start())),
                    kind=kind,
                )


def _printed_lines(text: str) -> Iterator[tuple[str, int]]:
    """Lines that speak of parameters, each with the rows of the table that it may be the head of.

    Programs print much between two empty lines, most of it about something else.
    """
    for block, first in _blocks(text):
        lines = block.splitlines()
        for index, line in enumerate(lines):
            if not PRINTED_SUBJECT.search(line):
                continue
            rows = [line]
            if COLUMNS.search(line) and not NUMBER.search(line):
                rest = itertools.islice(lines, index + 1, None)
                rows += itertools.takewhile(lambda row: not PRINTED_SUBJECT.search(row), rest)
            yield "\n".join(rows), first + index


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
