"""Page numbers, and the lines that repeat at the ends of pages, are no part of the text."""

import re
from collections import Counter
from dataclasses import dataclass

from grader.collect.write_ups.marks import PAGE_MARK, PAGE_NUMBER

REPEATS = 3
"""Times that a line stands at the end of a page before it is taken for a header or footer."""

_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """One line of a text file."""

    text: str
    """As it stands there."""
    number: int
    """The first is 1."""
    page: int | None
    """Its page, where marks of pages tell."""


def source_lines(text: str) -> tuple[SourceLine, ...]:
    """The lines of a text; those that only number or repeat at pages' ends are empty."""
    lines = text.replace("\x0b", "\n").split("\n")
    dropped = _page_numbers(lines)
    dropped |= _repeated(lines, dropped)
    found: list[SourceLine] = []
    page = 1
    paged = "\f" in text or any(PAGE_MARK.match(lines[index]) for index in dropped)
    for index, line in enumerate(lines):
        page += line.count("\f")
        mark = PAGE_MARK.match(line) if index in dropped else None
        if mark and "\f" not in text:
            page = _page_of(mark, lines, index, page)
        kept = "" if index in dropped else line.replace("\f", "")
        found.append(SourceLine(text=kept, number=index + 1, page=page if paged else None))
    return tuple(found)


def _page_of(mark: re.Match[str], lines: list[str], index: int, page: int) -> int:
    """A mark before a page's text begins it, one below it ends it; the first mark tells which."""
    number = int(mark[1])
    opens = not any(line.strip() for line in lines[:index]) or number == page + 1
    return number if opens else number + 1


def _page_numbers(lines: list[str]) -> set[int]:
    """Lines that number pages: the words say so, or they count up through the whole text."""
    found = {index for index, line in enumerate(lines) if len(line) < 60 and PAGE_MARK.match(line)}
    alone = [
        (index, int(match[1]), bool(match[2]))
        for index, line in enumerate(lines)
        if len(line) < 200
        and len(line.strip()) < 20
        and (match := PAGE_NUMBER.match(line.replace("\f", "")))
        if _is_apart(lines, index)
    ]
    found |= {index for index, _, of in alone if of}
    plain = [(index, number) for index, number, of in alone if not of]
    counting = _longest_count(plain)
    # Two numbers that follow each other may be anything; at the ends of pages they are not.
    if len(counting) >= 3 or (counting and all(_at_page_end(lines, at) for at in counting)):
        found |= set(counting)
    return found


def _longest_count(numbers: list[tuple[int, int]]) -> list[int]:
    """Places of the longest run of numbers that each are one more than the one before."""
    best: dict[int, list[int]] = {}
    for index, number in numbers[:1_000]:
        run = [*best.get(number - 1, []), index]
        if len(run) > len(best.get(number, [])):
            best[number] = run
    return max(best.values(), key=len, default=[])


def _is_apart(lines: list[str], index: int) -> bool:
    """Whether a line has no neighbour on at least one side, so that it may end a page."""
    before = lines[index - 1].strip() if index else ""
    after = lines[index + 1].strip() if index + 1 < len(lines) else ""
    return not before or not after or "\f" in lines[index]


def _at_page_end(lines: list[str], index: int) -> bool:
    near = lines[max(0, index - 1) : index + 3]
    return any("\f" in line for line in near) or not any(
        line.strip() for line in lines[index + 1 :]
    )


def _repeated(lines: list[str], numbers: set[int]) -> set[int]:
    """Lines beside a page's end that stand at the end of several pages."""
    ends = [index for index, line in enumerate(lines) if "\f" in line or index in numbers]
    if len(ends) < REPEATS - 1:
        return set()
    near: list[int] = []
    for end in (0, *ends, len(lines) - 1):
        around = list(range(max(0, end - 4), min(len(lines), end + 4)))
        full = [at for at in around if lines[at].replace("\f", "").strip()]
        near += [at for at in full if at <= end][-2:] + [at for at in full if at >= end][:2]
    shapes = Counter(_shape(lines[at]) for at in set(near))
    return {at for at in near if shapes[_shape(lines[at])] >= REPEATS and len(lines[at]) < 150}


def _shape(line: str) -> str:
    return _DIGITS.sub("0", " ".join(line.replace("\f", "").split()).casefold())
