"""Everything that is wrong with a rubric, collected so that it can be said at once."""

from dataclasses import dataclass

from grader.errors import RubricError


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where something stands in the file."""

    line: int
    """The first is 1."""
    column: int
    """The first is 1."""


class WrongError(Exception):
    """One thing is wrong; whoever knows the list of complaints adds it there."""

    def __init__(self, position: Position, text: str) -> None:
        super().__init__(text)
        self.position = position
        self.text = text


class Complaints:
    """A growing list of complaints about one file."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._found: list[tuple[int, int, str]] = []

    def add(self, position: Position, text: str) -> None:
        """One thing that is wrong and what would be right."""
        entry = (position.line, position.column, text)
        if entry not in self._found:
            self._found.append(entry)

    def raise_any(self) -> None:
        """Raise `RubricError` with every complaint, in the order of the file, if there are any."""
        if self._found:
            raise RubricError(
                tuple(f"{self._source}:{line}:{column}: {t}" for line, column, t in self.sorted())
            )

    def sorted(self) -> list[tuple[int, int, str]]:
        """Line, column and text of each complaint, in the order of the file."""
        return sorted(self._found)


def shortened(text: str) -> str:
    """A piece of the file for a one-line message."""
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else flat[:57] + "..."
