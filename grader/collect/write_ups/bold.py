"""Which words are bold: marked within the text until its characters stay as they are."""

from collections.abc import Iterable

from grader.reader.marks import CLOSE, OPEN
from grader.reader.marks import plain as _plain

__all__ = ["CLOSE", "OPEN", "Spans", "merged", "moved", "plain", "taken_out"]

Spans = tuple[tuple[int, int], ...]
"""First index of each bold piece of a text, and the index behind its last."""


def plain(text: str) -> str:
    """The text without marks."""
    return text if text.isascii() else _plain(text)


def taken_out(text: str) -> tuple[str, Spans]:
    """The text without marks, and what stood between them."""
    if text.isascii() or (OPEN not in text and CLOSE not in text):
        return text, ()
    parts: list[str] = []
    spans: list[tuple[int, int]] = []
    length = 0
    for index, piece in enumerate(text.split(OPEN)):
        inner, closed, rest = piece.partition(CLOSE) if index else ("", "", piece)
        rest = plain(rest)
        if closed and inner.strip():
            first = length + len(inner) - len(inner.lstrip())
            spans.append((first, length + len(inner.rstrip())))
        parts += [inner, rest]
        length += len(inner) + len(rest)
    return "".join(parts), merged(spans, "".join(parts))


def merged(spans: Iterable[tuple[int, int]], text: str) -> Spans:
    """The same spans, those with nothing but white space between as one."""
    found: list[tuple[int, int]] = []
    for first, end in spans:
        if found and not text[found[-1][1] : first].strip(" \n"):
            found[-1] = (found[-1][0], end)
        else:
            found.append((first, end))
    return tuple(found)


def moved(spans: Spans, by: int, *, most: int) -> Spans:
    """The same spans in a text that begins elsewhere, cut at its ends."""
    shifted = ((max(0, first + by), min(most, end + by)) for first, end in spans)
    return tuple(span for span in shifted if span[0] < span[1])
