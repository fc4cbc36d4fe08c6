"""Where words stand in a document as it was read; white space and marks of markup aside."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from grader.records.write_up import WriteUp

Span = tuple[int, int]

_MARKS = frozenset("|*_`$\\{}")
_DASHES = str.maketrans("−–‐‑", "----")
_BREAK = "\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a character stands."""

    line: int | None
    page: int | None
    cell: int | None


class Words:
    """The words of a document, in which pieces can be looked up."""

    def __init__(self, write_up: WriteUp) -> None:
        parts: list[str] = []
        self._starts: list[int] = []
        self._spots: list[Spot] = []
        self._joined: set[int] = set()
        length = 0
        for block in write_up.blocks:
            starts = {0, *(start.offset for start in block.lines)}
            was_space = True
            for position, sign in enumerate(block.text):
                piece = _plain(sign)
                if position in starts:
                    place = block.place_of(position)
                    self._starts.append(length)
                    self._spots.append(Spot(line=place.line, page=place.page, cell=place.cell))
                if piece:
                    if not was_space:
                        self._joined.add(length)
                    parts.append(piece)
                    length += len(piece)
                was_space = sign.isspace()
            parts.append(_BREAK)
            length += 1
        self._text = "".join(parts)

    def find(self, words: str) -> tuple[Span, ...]:
        """Every place where the words stand; a number is never found inside a longer one."""
        wanted = "".join(map(_plain, words))
        return tuple(self._matches(wanted)) if wanted else ()

    def spot(self, offset: int) -> Spot:
        """Where a character stands."""
        index = max(0, bisect_right(self._starts, offset) - 1)
        return self._spots[index]

    def lines(self, span: Span) -> tuple[int, int] | None:
        """First and last line of a piece, in documents that have lines."""
        first, last = self.spot(span[0]).line, self.spot(span[1] - 1).line
        return None if first is None else (first, max(first, last or first))

    def _matches(self, wanted: str) -> Iterator[Span]:
        for match in re.finditer(f"(?={re.escape(wanted)})", self._text):
            start, end = match.start(), match.start() + len(wanted)
            if not (self._splits_number(start) or self._splits_number(end)):
                yield start, end

    def _splits_number(self, at: int) -> bool:
        if not 0 < at < len(self._text) or at not in self._joined:
            return False
        before, after = self._text[at - 1], self._text[at]
        if before.isdecimal() and after in ".,":
            return at + 1 in self._joined and self._text[at + 1].isdecimal()
        if before in ".," and after.isdecimal():
            return at - 1 in self._joined and self._text[at - 2].isdecimal()
        return before.isdecimal() and after.isdecimal()


def _plain(sign: str) -> str:
    if sign.isspace() or sign in _MARKS:
        return ""
    return "".join(unicodedata.normalize("NFKC", sign).split()).translate(_DASHES)
