"""Which names of files code mentions or may make."""

import re
from functools import lru_cache

from grader.records import Source

LONGEST = 400_000
FEW = 8
"""Answers that are kept while one document is looked at."""
MOST = 400
"""Patterns of names that one submission's code can hold."""

_STRING = re.compile(r"([rfbuRFBU]{0,2})(?:\"([^\"\n]{1,200})\"|'([^'\n]{1,200})')")
_HOLE = re.compile(r"\{[^{}]{0,80}\}|%[-\d.]{0,5}[sdifg]|\*")

_NAMED_BY = r"\s*(?:[\w.]{1,60}\s*=\s*)?(?![\"'rfRFbBuU]{1,2}[\"']|[\"'])[a-zA-Z_(]"
_WRITTEN_INTO = re.compile(
    rf"\b(?:to_(?:csv|json|excel)|savetxt|FileHandler|write_text|SummaryWriter|CSVLogger)\s*\({_NAMED_BY}"
    r"|\bopen\s*\(\s*[a-zA-Z_(][^\n,\"']{0,120},\s*(?:mode\s*=\s*)?[\"'][wax]"
    r"|\.open\s*\(\s*(?:mode\s*=\s*)?[\"'][wax]|\.write_text\s*\(|\bsys\.stdout\s*=|%%writefile|\btee\b"
)
_DRAWN_INTO = re.compile(
    rf"\b(?:savefig|save_image|imsave|imwrite|write_image)\s*\((?:[^\n,]{{0,60}},)?{_NAMED_BY}"
)
_DRAWN_SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".bmp")


def is_mentioned(sources: tuple[Source, ...], name: str) -> bool:
    """Whether code names this file, in whole."""
    return any(name in text for text in _small(sources))


@lru_cache(maxsize=FEW)
def _small(sources: tuple[Source, ...]) -> tuple[str, ...]:
    return tuple(source.text.casefold() for source in sources if not source.is_prose)


def may_be_made(sources: tuple[Source, ...], name: str, suffix: str) -> bool | None:
    """Whether code may make a file of this name; None if it names no file of this kind at all."""
    patterns = _patterns(sources, suffix)
    if not patterns:
        return None
    return any(_fits(name, pattern) for pattern in patterns)


@lru_cache(maxsize=FEW)
def writes_elsewhere(sources: tuple[Source, ...], suffix: str) -> bool:
    """Whether code writes files whose names it does not tell: from options, or put together."""
    pattern = _DRAWN_INTO if suffix in _DRAWN_SUFFIXES else _WRITTEN_INTO
    return any(pattern.search(source.text[:LONGEST]) for source in sources if not source.is_prose)


def _fits(name: str, pattern: tuple[str, ...]) -> bool:
    """Whether the name is these pieces in order, with anything in between."""
    first, *inner, last = pattern if len(pattern) > 1 else (pattern[0], "")
    if len(pattern) == 1:
        return name == first
    if not name.startswith(first) or not name.endswith(last):
        return False
    at = len(first)
    for piece in inner:
        found = name.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return at + len(last) <= len(name)


@lru_cache(maxsize=FEW)
def _patterns(sources: tuple[Source, ...], suffix: str) -> set[tuple[str, ...]]:
    """Its names of files in pieces: `ae_{n}.pt` is `ae_` and `.pt`, with anything in between."""
    found: set[tuple[str, ...]] = set()
    for source in sources:
        if source.is_prose or suffix not in source.text:
            continue
        for match in _STRING.finditer(source.text[:LONGEST]):
            text = (match[2] or match[3]).casefold()
            if not text.endswith(suffix) or len(found) >= MOST:
                continue
            part = re.split(r"[\\/]", text)[-1]
            pieces = tuple(_HOLE.split(part))
            # A string that others are put before with a plus.
            before = source.text[max(0, match.start() - 4) : match.start()].rstrip()
            is_added = (before.endswith("+") or part == suffix) and part == text
            found.add(("", *pieces) if is_added else pieces)
    return found
