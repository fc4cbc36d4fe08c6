"""The text of a submission's code, piece by piece, with the headings that it stands under."""

from bisect import bisect_right
from collections.abc import Iterator

from grader.collect.write_ups import read_notebook
from grader.collect.written.limits import MOST_CHARACTERS
from grader.collect.written.modules import module_texts
from grader.collect.written.sources import read_unit, unit_of
from grader.collect.written.values import Origin
from grader.records import Notebook, Place, Source, Submission

MOST_SOURCES = 4_000
MOST_OUTPUT = 100_000
"""Characters of one cell's output that are kept."""


def read_sources(submission: Submission) -> tuple[Source, ...]:
    """Every cell and module, and prose that may say how the code is called."""
    return tuple(_sources(submission))[:MOST_SOURCES]


def can_be_read(submission: Submission) -> bool:
    """Whether every cell and module is Python to its end, and there is any."""
    units = [
        unit_of(cell, notebook.path)
        for notebook in submission.notebooks
        for cell in notebook.cells
        if cell.kind == "code" and cell.source.strip()
    ]
    modules = module_texts(submission).items()
    units += [read_unit(text, Origin(path, None)) for path, text in modules]
    return bool(units) and not any(unit.lost for unit in units)


def _sources(submission: Submission) -> Iterator[Source]:
    for notebook in submission.notebooks:
        yield from _of_notebook(notebook)
    scripts = {notebook.path for notebook in submission.notebooks}
    for path, text in module_texts(submission).items():
        if path not in scripts:
            yield Source(place=Place(file=path), text=text)
    for document in submission.documents:
        place = Place(file=document.path)
        yield Source(place=place, text=document.text[:MOST_CHARACTERS], is_prose=True)


def _of_notebook(notebook: Notebook) -> Iterator[Source]:
    write_up = None if notebook.is_script else read_notebook(notebook)
    prose = write_up.blocks if write_up else ()
    sections = write_up.sections if write_up else ()
    cells = [block.place.cell or 0 for block in prose]
    called = " ".join(notebook.arguments)
    if called:
        yield Source(place=Place(file=notebook.path), text=called, is_prose=True)
    for cell in notebook.cells:
        before = bisect_right(cells, cell.index) - 1
        block = prose[before] if before >= 0 else None
        section = block.section if block else None
        number = block.question if block else ""
        title = sections[section].title if section is not None else ""
        yield Source(
            place=Place(file=notebook.path, cell=cell.index),
            text=cell.source[:MOST_CHARACTERS],
            question=number,
            heading=title,
            is_prose=cell.kind == "markdown",
            output=cell.saved_output[:MOST_OUTPUT],
        )
