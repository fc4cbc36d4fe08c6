"""Sentences of a block, with their places."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from grader.records import Block, BlockKind, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence, or one item of a list."""

    text: str
    """The text of the block between the ends of its span."""
    span: Span
    """Where it stands."""


LONGEST = 4_000
"""A sentence that is longer is cut: it is no sentence."""

_END = re.compile(
    r"[.!?]+[\"'”’)\]]{0,3}(?=\s)|[。！？][”’」）]?|(?<=[a-z]{3})\.(?=(?:The|We|It|This|In|As|For|Our|"
    r"However|These|With|After)\s)|\n(?=\s*(?:[-•*–▪◦●]|\(?[0-9]{1,2}[.)]|\(?[a-z]\))\s)"
)
_NEVER_LAST = re.compile(
    r"(?:^|[\s(\[])(?:figs?|tabs?|secs?|eqs?|refs?|no|nr|e\.g|i\.e|vs|cf|approx|ca|al|dr|"
    r"prof|w\.r\.t|"
    r"z\.B|d\.h|bzw|Abb|resp|incl|bs|"
    r"(?<![0-9] )(?<!model )(?<!network )(?<!net )(?<!class )(?<!part )(?<!and )[A-Za-z]|"
    r"[0-9]{1,2}(?<=^.)|[0-9]{1,2}(?<=^..))$",
    re.IGNORECASE,
)
_SELDOM_LAST = re.compile(
    r"(?:^|[\s(\[])(?:etc|acc|max|min|avg|std|param|params|val|opt|reg|ep|dev|conv|sec|hrs?)$",
    re.IGNORECASE,
)
_BULLET = re.compile(r"\s*(?:[-•*–▪◦●]|\(?[0-9]{1,2}[.)]|\(?[a-z]\))\s+(?=\S)")


def sentences_of(block: Block, index: int) -> tuple[Sentence, ...]:
    """The sentences of a block that is number `index` in its write-up."""
    found = []
    for start, end in _pieces(block):
        for first in range(start, end, LONGEST):
            piece = block.text[first : min(end, first + LONGEST)]
            begin = first + len(piece) - len(piece.lstrip())
            stop = first + len(piece.rstrip())
            if begin < stop:
                span = Span(block=index, start=begin, end=stop)
                found.append(Sentence(text=block.text[begin:stop], span=span))
    return tuple(found)


def _pieces(block: Block) -> Iterator[tuple[int, int]]:
    """Starts and ends: of lines in a list, of sentences within them."""
    text = block.text
    start = 0
    for line_start, line_end in _lines(block):
        bullet = _BULLET.match(text, line_start, line_end)
        start = bullet.end() if bullet else line_start
        for match in _END.finditer(text, start, line_end):
            if match[0].startswith("\n") or _is_end(text, start, match):
                yield start, match.end()
                start = match.end()
        yield start, line_end


def _lines(block: Block) -> Iterator[tuple[int, int]]:
    if block.kind is not BlockKind.LIST:
        yield 0, len(block.text)
        return
    start = 0
    for line in block.text.splitlines(keepends=True):
        yield start, start + len(line)
        start += len(line)


def _is_end(text: str, start: int, match: re.Match[str]) -> bool:
    if not match[0].startswith("."):
        return True
    before = text[max(start, match.start() - 12) : match.start()]
    following = text[match.end() : match.end() + 3].lstrip()[:1]
    if _NEVER_LAST.search(before):
        return False
    if _SELDOM_LAST.search(before):
        return following.isupper() or not following
    # Pictures of pages are read as `0. 85`.
    return not (following.isdigit() and re.search(r"(?:^|\D)0$", before))
