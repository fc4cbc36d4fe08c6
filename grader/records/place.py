"""Where a fact was seen, and what kind of fact it is."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The four kinds of evidence, from what a student says to what we measured ourselves."""

    CLAIMED = "claimed"
    WRITTEN = "written"
    OBSERVED = "observed"
    MEASURED = "measured"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in the submission something was seen. Parts that make no sense are None."""

    file: str
    """Path inside the submission, with forward slashes."""
    cell: int | None = None
    """Index of the notebook cell, the first is 0."""
    line: int | None = None
    """Line in the cell or file, the first is 1."""
    page: int | None = None
    """Page of a document, the first is 1."""
    epoch: int | None = None
    """Epoch of training, the first is 1."""
    box: tuple[float, float, float, float] | None = None
    """Left, bottom, right and top on the page of a PDF, in points from its lower left corner."""

    def __str__(self) -> str:
        return ", ".join(part for part in (self.file, self.within) if part)

    @property
    def within(self) -> str:
        """Where in its file: `page 4`, `cell 3, line 12`; empty for all of it."""
        # A script is one cell, of which nobody but us has heard.
        cell = None if self.cell == 0 and self.file.endswith(".py") else self.cell
        parts = [f"page {self.page}"] if self.page is not None else []
        parts += [f"cell {cell}"] if cell is not None else []
        parts += [f"line {self.line}"] if self.line is not None else []
        parts += [f"epoch {self.epoch:,}"] if self.epoch is not None else []
        return ", ".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """Something that could not be seen, and why. It never costs points by itself."""

    reason: str
    """One sentence for the reader of a report."""
