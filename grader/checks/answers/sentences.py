"""Sentences of a block, with their places."""

import re
from dataclasses import dataclass

from grader.records import Block, Place

LONGEST = 2_000
"""A sentence that is longer is cut: it is no sentence."""

_END = re.compile(r"[.!?]+[\"'”’)\]]{0,3}(?=\s+[^\sa-z])|[。！？]+|\n(?=\s*\S)")
_NEVER_LAST = re.compile(
    r"(?:^|[\s(])(?:figs?|tabs?|secs?|eqs?|refs?|no|nr|e\.g|i\.e|vs|cf|approx|ca|al|dr|prof|acc|max"
    r"|min|val|abb|bzw|z\.b|d\.h|w\.r\.t)\.$",
    re.IGNORECASE,
)
_TASK = re.compile(
    r"^\W{0,6}(?:q(?:uestion)?\W{0,2}[0-9][0-9.a-z()]{0,6}\W{0,3})?(?:explain|describe|discuss|show"
    r"|train|compare|report|plot|compute|count|design|implement|repeat|measure|comment|justify"
    r"|state|why|what|how|which|does|do|is|are)\b",
    re.IGNORECASE,
)
_POINTS = re.compile(r"[(\[][0-9]{1,3} ?(?:points?|pts?\.?|marks?|%|Punkte|分)[)\]]", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence, one item of a list, or one row of a table."""

    text: str
    """Its words on one line."""
    place: Place
    """Where it begins."""

    @property
    def is_asked(self) -> bool:
        """Whether it is a question, or words of a task that are repeated from the handout."""
        if _POINTS.search(self.text[-40:]):
            return True
        return self.text.endswith(("?", "？")) or (
            self.text[:1] in "\"“'" and bool(_TASK.match(self.text))
        )


def sentences_of(block: Block) -> tuple[Sentence, ...]:
    """The sentences of a block in order."""
    found = []
    start = 0
    ends = [match.end() for match in _END.finditer(block.text) if _is_end(block.text, match)]
    for end in (*ends, len(block.text)):
        for first in range(start, end, LONGEST):
            piece = block.text[first : min(end, first + LONGEST)]
            text = " ".join(piece.split())
            if text:
                lead = len(piece) - len(piece.lstrip())
                found.append(Sentence(text=text, place=block.place_of(first + lead)))
        start = end
    return tuple(found)


def _is_end(text: str, match: re.Match[str]) -> bool:
    if not match[0].startswith("."):
        return True
    return not _NEVER_LAST.search(text[max(0, match.start() - 10) : match.start() + 1])
