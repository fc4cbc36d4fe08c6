"""What may show a figure that the run was not seen to draw, or hide what it shows."""

import re
from collections import Counter
from collections.abc import Iterator

from grader.checks.certainty import NOT_THEIRS, run_doubt
from grader.matching.figures.code import drawing_of
from grader.matching.figures.documents import picture_files, unread_documents
from grader.matching.figures.reading import hollow_axes
from grader.matching.once import once
from grader.records import CellOutcome, Evidence, Fact, Kind, Place, Source

MANY = 250
"""Figures of a submission from which on some may not have been kept."""
MANY_IN_CELL = 40

OTHER_LIBRARIES = re.compile(
    r"^\s*(?:import|from)\s+(?P<name>plotly|bokeh|altair|visdom|wandb|pygal|holoviews|hvplot"
    r"|tensorboardX|pyecharts|bqplot|mayavi|pyqtgraph|plotext|turtle|cufflinks|lets_plot)\b"
    r"|\b(?P<writer>SummaryWriter|add_scalars?|cv2\.imshow|log_artifact|iplot)\b",
    re.MULTILINE,
)
"""Code that draws in a way that is not watched."""


@once
def figures_doubt(evidence: Evidence) -> str:
    """Why a figure may have been drawn and not seen; empty if all were seen."""
    return (
        run_doubt(evidence)
        or _library_doubt(evidence)
        or _count_doubt(evidence)
        or _cells_doubt(evidence)
        or next(
            (f"a figure shows nothing yet ({plot.place})" for plot in hollow_axes(evidence)), ""
        )
    )


def was_cut(evidence: Evidence) -> bool:
    """Whether a limit or a failure of ours kept something from happening."""
    cells = (cell for notebook in evidence.notebooks for cell in notebook.cells)
    return any(ending.name in NOT_THEIRS for ending in evidence.endings) or any(
        cell.outcome in (CellOutcome.INTERRUPTED, CellOutcome.NOT_RUN) for cell in cells
    )


def elsewhere(evidence: Evidence) -> Fact | None:
    """Where else a figure may be; None if nowhere."""
    for place in saved_pictures(evidence):
        return _look(f"a picture was saved with {place}", place)
    for path in unread_documents(evidence):
        return _look(f"not all of {path} could be read", Place(file=path))
    for path in picture_files(evidence):
        return _look(f"the picture {path} was handed in", Place(file=path))
    return None


def _look(text: str, place: Place) -> Fact:
    return Fact(label="Look at", text=text, kind=Kind.CLAIMED, place=place)


def saved_pictures(evidence: Evidence) -> tuple[Place, ...]:
    """Cells with more saved pictures than figures that the run drew there."""
    drawn = Counter(_cell(plot.place) for plot in evidence.plots if plot.kind is Kind.OBSERVED)
    saved = [plot.place for plot in evidence.plots if plot.kind is Kind.CLAIMED]
    counts = Counter(map(_cell, saved))
    found = {_cell(place): place for place in saved if counts[_cell(place)] > drawn[_cell(place)]}
    return tuple(found.values())


def _cell(place: Place) -> tuple[str, int | None]:
    return place.file, place.cell


def _library_doubt(evidence: Evidence) -> str:
    for source in _code(evidence):
        if match := OTHER_LIBRARIES.search(source.text):
            return f"{match['name'] or match['writer']} draws in a way that is not watched"
    return ""


def _count_doubt(evidence: Evidence) -> str:
    cells = Counter(_cell(plot.place) for plot in evidence.plots if plot.kind is Kind.OBSERVED)
    if cells.total() >= MANY or max(cells.values(), default=0) >= MANY_IN_CELL:
        return "there are so many figures that not all were kept"
    return ""


def _cells_doubt(evidence: Evidence) -> str:
    drawn = {_cell(plot.place) for plot in evidence.plots if plot.kind is Kind.OBSERVED}
    files = {file for file, _ in drawn}
    for source in _code(evidence):
        drawing = drawing_of(source.text)
        where = _cell(source.place)
        is_seen = where in drawn or (where[1] is None and where[0] in files)
        if not drawing.is_whole:
            return f"the code at {source.place} could not be read"
        if (drawing.calls or drawing.asks_others) and not is_seen:
            return f"the code at {source.place} draws, and no figure of it was seen"
        if drawing.is_in_functions and not drawn:
            return f"a function at {source.place} draws, and no figure was seen"
    return ""


def _code(evidence: Evidence) -> Iterator[Source]:
    return (source for source in evidence.handed_in.sources if not source.is_prose)
