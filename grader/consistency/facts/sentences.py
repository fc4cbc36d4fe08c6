"""Sentences of a write-up's prose, for what is said in words alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from grader.records import BlockKind, Place, Span, WriteUp

MOST_SENTENCES = 20_000
LONGEST = 600
"""Characters of a sentence; longer ones are no plain statements."""
MARGIN = 50
"""Characters of a line from which its end may be that of the margin alone."""

_PROSE = (BlockKind.TEXT, BlockKind.LIST, BlockKind.CAPTION)
_END = re.compile(
    r"(?<=[.!?])(?<!e\.g\.)(?<!i\.e\.)(?<!Fig\.)(?<!\bep\.)(?<!\bca\.)(?<!\bvs\.)\s+|[。！？\n]"
)
_WRAPPED = re.compile(
    rf"(?<=[^\n]{{{MARGIN}}})(?<![\s.!?:;|])\n(?=[^\W\d_]|[\d(\"“$])(?!\d{{1,2}}[.)] )"
)
"""The end of a long line that ends no sentence, before one that is no item of a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """One sentence."""

    text: str
    """Its words."""
    span: Span
    """Where."""
    place: Place
    """Where, for a reader."""
    question: str
    """The question that it stands under."""


def spoken_in(write_up: WriteUp) -> Iterator[Spoken]:
    """Every sentence of prose that is not too long to be a plain statement."""
    found = 0
    for index, block in enumerate(write_up.blocks):
        if block.kind not in _PROSE:
            continue
        start, whole = 0, unwrapped(block.text)
        for end, following in (*((m.start(), m.end()) for m in _END.finditer(whole)),
                               (len(whole), len(whole))):  # fmt: skip
            text = whole[start:end]
            if 0 < len(text.strip()) <= LONGEST and found < MOST_SENTENCES:
                found += 1
                begin = start + len(text) - len(text.lstrip())
                yield Spoken(
                    text=text.strip(),
                    span=Span(block=index, start=begin, end=begin + len(text.strip())),
                    place=block.place_of(begin),
                    question=block.question,
                )
            start = following


def unwrapped(text: str) -> str:
    """A text of the same length in which no line ends where the margin alone ended it."""
    return _WRAPPED.sub(" ", text)
