"""The code of a submission as statements: of each cell and module, what runs and what is off."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from grader.collect.written.modules import module_texts
from grader.collect.written.sources import Unit, read_unit, unit_of
from grader.collect.written.values import Origin
from grader.records import Place, Submission

MOST_NODES = 150_000
"""Nodes of all trees together: of a longer submission the rest is not looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Statements of one cell or module that run together, or one block that is switched off."""

    path: str
    """Path of the notebook or file."""
    cell: int | None
    """Index of the cell; None for a module that is not run by itself."""
    statements: tuple[ast.stmt, ...]
    """Its statements; lines are those of the cell or file."""
    dormant: bool = False
    """Whether it is commented out."""

    def place(self, node: ast.AST) -> Place:
        """Where a part of it stands."""
        return Place(file=self.path, cell=self.cell, line=getattr(node, "lineno", None))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """All code of a submission."""

    all: tuple[Piece, ...]
    """Its pieces in order; of each cell, what runs comes before what is switched off."""
    text: str
    """Its whole text, comments too."""
    is_whole: bool
    """Whether every line could be parsed."""


def pieces_of(submission: Submission) -> Pieces:
    """The pieces of all notebooks, scripts and helper modules."""
    units: list[Unit] = []
    texts: list[str] = []
    for notebook in submission.notebooks:
        for cell in notebook.cells:
            if cell.kind in ("code", "raw"):
                units.append(unit_of(cell, notebook.path))
                texts.append(cell.source)
    run = {notebook.path for notebook in submission.notebooks}
    for path, text in module_texts(submission).items():
        if path not in run:
            units.append(read_unit(text, Origin(path, None)))
            texts.append(text)
    pieces = tuple(piece for unit in units for piece in _pieces(unit))
    kept, room = [], MOST_NODES
    for piece in pieces:
        room -= sum(1 for statement in piece.statements for _ in ast.walk(statement))
        if room < 0:
            break
        kept.append(piece)
    is_whole = len(kept) == len(pieces) and not any(unit.lost for unit in units)
    return Pieces(all=tuple(kept), text="\n".join(texts), is_whole=is_whole)


def _pieces(unit: Unit) -> Iterator[Piece]:
    path, cell = unit.origin.file, unit.origin.cell
    yield Piece(path=path, cell=cell, statements=unit.statements)
    for block in unit.dormant:
        yield Piece(path=path, cell=cell, statements=tuple(block.tree.body), dormant=True)
