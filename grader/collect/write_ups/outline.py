"""Which question each block belongs to, and which sections are empty."""

from dataclasses import dataclass

from grader.collect.write_ups.headings import Numbered

_OUTER = ("part", "teil", "section", "部分")
_MOST_OPEN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A heading that is open where we are."""

    number: str
    style: str
    level: int | None


class Outline:
    """Follows the headings of a document and says how each one counts."""

    def __init__(self) -> None:
        self._open: list[Entry] = []
        self._words: list[str] = []

    @property
    def question(self) -> str:
        """The number that holds where we are; empty before the first and behind the last."""
        return next((entry.number for entry in reversed(self._open) if entry.number), "")

    def enter(self, heading: Numbered, level: int | None) -> str:
        """Go on behind a heading; its number as it counts in the document."""
        if not heading.number:
            if level is not None:
                self._close(level)
                self._open.append(Entry(number="", style="", level=level))
            return ""
        if heading.style == "letter" or heading.number.startswith("("):
            number = self._below(heading, level)
        elif heading.style in ("decimal", "roman"):
            number = self._decimal(heading, level)
        else:
            number = self._worded(heading, level)
        self._open.append(Entry(number=number, style=heading.style, level=level))
        del self._open[:-_MOST_OPEN]
        return number

    def _below(self, heading: Numbered, level: int | None) -> str:
        """`(a)` belongs to the last number that is not itself one like it."""
        while self._open and self._open[-1].number.endswith(")"):
            self._open.pop()
        if level is not None:
            self._close(level)
        return self.question + heading.number

    def _decimal(self, heading: Numbered, level: int | None) -> str:
        number = heading.number
        worded = self._last_worded()
        if level is not None:
            self._close(level)
        is_below = worded in self._open and worded is not None and level is not None
        if is_below and worded is not None and (worded.level or 0) < (level or 0):
            self._close_numbers(worded.number)
            if "." not in number:
                return f"{worded.number}.{number}"
            return number
        self._close_numbers(number.rsplit(".", 1)[0] if "." in number else "")
        return number

    def _worded(self, heading: Numbered, level: int | None) -> str:
        """`Task 2` below `Part 1` is 1.2; a word that was there before closes what is inside."""
        style = heading.style
        same = next((entry for entry in self._open if entry.style == style), None)
        if same is not None:
            del self._open[self._open.index(same) :]
        if level is not None:
            self._close(level)
        outer = self._last_worded()
        if outer is not None and self._contains(outer, style, level) and "." not in heading.number:
            self._close_numbers(outer.number)
            return f"{outer.number}.{heading.number}"
        if outer is None or "." not in heading.number:
            self._open.clear()
        return heading.number

    def _contains(self, outer: Entry, style: str, level: int | None) -> bool:
        if outer.level is not None and level is not None:
            return outer.level < level
        return (outer.style != style and style not in _OUTER) or outer.style == "question"

    def _last_worded(self) -> Entry | None:
        plain = ("decimal", "letter", "roman", "")
        return next((entry for entry in reversed(self._open) if entry.style not in plain), None)

    def _close(self, level: int) -> None:
        """Close everything at this level or deeper; headings without a level are the deepest."""
        for index, entry in enumerate(self._open):
            if entry.level is None or entry.level >= level:
                del self._open[index:]
                return

    def _close_numbers(self, prefix: str) -> None:
        """Close everything that is neither the prefix nor above it."""
        kept = [
            entry
            for entry in self._open
            if not entry.number or prefix == entry.number or prefix.startswith(f"{entry.number}.")
        ]
        self._open[:] = kept


def empty_sections(found: list[tuple[str, int | None, bool]]) -> list[bool]:
    """For each section, whether it is empty; known are its number, level and own content."""
    empty = [not has_content for _, _, has_content in found]
    if found and not found[0][0]:
        # The title of the document.
        empty[0] = False
    for index in range(len(found) - 1, -1, -1):
        if not empty[index]:
            continue
        for later in range(index + 1, len(found)):
            if not _is_inside(found[index], found[later]):
                break
            if not empty[later]:
                empty[index] = False
                break
    return empty


def _is_inside(outer: tuple[str, int | None, bool], inner: tuple[str, int | None, bool]) -> bool:
    """Whether a section belongs to another one; when that cannot be told, it does."""
    if outer[0] and inner[0]:
        if inner[0].startswith((f"{outer[0]}.", f"{outer[0]}(")):
            return True
        if outer[1] is None or inner[1] is None:
            return False
    if outer[1] is not None and inner[1] is not None:
        return inner[1] > outer[1]
    return not outer[0]
