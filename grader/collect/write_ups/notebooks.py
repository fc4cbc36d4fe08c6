"""The prose of a notebook, and what its cells printed when its author ran it."""

from collections.abc import Iterator
from dataclasses import replace

from grader.collect.write_ups.draft import Draft, DraftLine
from grader.collect.write_ups.plain import read_plain
from grader.records import Cell, Notebook
from grader.records.write_up import BlockKind

MOST_CHARACTERS = 4_000_000


def read_notebook_prose(notebook: Notebook) -> tuple[Draft, ...]:
    """The blocks of its Markdown cells, and the saved outputs of its code cells, in order."""
    found: list[Draft] = []
    left = MOST_CHARACTERS
    for cell in notebook.cells:
        left -= len(cell.source) + len(cell.saved_output)
        if left < 0:
            break
        found += [replace(draft, cell=cell.index) for draft in _drafts(cell)]
    return tuple(found)


def _drafts(cell: Cell) -> Iterator[Draft]:
    if cell.kind == "markdown":
        yield from read_plain(cell.source)
    elif cell.saved_output.strip():
        lines = cell.saved_output.split("\n")
        yield Draft(
            kind=BlockKind.OUTPUT,
            lines=tuple(DraftLine(text=text, line=number) for number, text in enumerate(lines, 1)),
            is_certain=True,
        )
