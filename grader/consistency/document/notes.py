"""How a finding about the document becomes a record, with the sentence that it stands in."""

import re

from grader.consistency.wording import shortened
from grader.consistency.work import Work
from grader.records import Block, BlockKind, Checked, Consistency, HeldAgainst, Place, Span

PROSE = (BlockKind.TEXT, BlockKind.LIST, BlockKind.CAPTION)
"""Kinds of blocks whose words are sentences."""
LONGEST = 50_000
"""Characters of one block that are looked through."""

_WINDOW = 500
_END = re.compile(r"[.!?][\"')\]”’]?\s|\n|[。！？]")
_PART = re.compile(r"[,;:]\s|\s(?:and|und)\s|[，；,](?=[^\x00-\x7f])")
_ABBREVIATED = re.compile(
    r"\b(?:figs?|eqs?|eqn|tab|sec|abb|vs|al|e\.g|i\.e|cf|nos?|approx|resp|ref|z\.b|d\.h|bzw)\.\W?$",
    re.IGNORECASE,
)


def note(
    work: Work,
    outcome: Consistency,
    span: Span,
    *,
    subject: str,
    sentence: str,
    words: str = "",
    other: Place | None = None,
    other_words: str = "",
) -> Checked:
    """What came of holding these words of a document against the document.

    `words` are the author's, that the finding is about: without them those around the span.
    """
    block = work.write_up.blocks[span.block]
    return Checked(
        outcome=outcome,
        check=HeldAgainst.DOCUMENT,
        subject=shortened(subject, 100),
        sentence=sentence,
        words=shortened(words or _clause_of(block, span), 400),
        place=block.place_of(span.start),
        last_line=_last_line(block, span),
        span=span,
        other=other,
        other_words=shortened(other_words, 300),
    )


def whole(work: Work, index: int) -> Span:
    """All of a block."""
    return Span(block=index, start=0, end=len(work.write_up.blocks[index].text))


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence around these characters begins and ends, as far as full stops tell."""
    first = max(0, start - _WINDOW)
    begin = first
    for match in _END.finditer(text, first, start):
        if not _ABBREVIATED.search(text, max(0, match.start() - 10), match.start() + 1):
            begin = match.end()
    last = min(len(text), end + _WINDOW)
    for match in _END.finditer(text, max(start, end - 1), last):
        if not _ABBREVIATED.search(text, max(0, match.start() - 10), match.start() + 1):
            return begin, match.start() + (text[match.start()] != "\n")
    return begin, last


def _clause_of(block: Block, span: Span) -> str:
    """The part of the sentence around these characters that no comma or `and` parts from them."""
    first, last = sentence_around(block.text, span.start, span.end)
    for match in _PART.finditer(block.text, first, span.start):
        first = match.end()
    behind = _PART.search(block.text, span.end, last)
    return block.text[first : behind.start() if behind else last]


def sentence_of(block: Block, start: int, end: int) -> str:
    """The sentence around these characters."""
    first, last = sentence_around(block.text, start, end)
    return block.text[first:last]


def _last_line(block: Block, span: Span) -> int | None:
    if block.last_line is None:
        return None
    return block.place_of(max(span.start, span.end - 1)).line


def quoted(words: str, most: int = 80) -> str:
    """Words of the author inside a sentence of ours."""
    return f"“{shortened(words, most)}”"
