"""Sentences, taken apart into clauses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from grader.consistency.facts.sentences import Spoken, spoken_in
from grader.records import WriteUp

_BREAK = re.compile(
    r"[;:—–]\s|\s[-–—]\s|,\s(?:and|but|so|while|whereas|although|though|which|yet|or|because|since"
    r"|where|hence|und|aber|während|y|pero|mientras|et|mais)\s|,\s|\s(?:while|whereas|although"
    r"|though|but|because|since|während|aber|pero|mientras)\s|\sand\s(?=(?:has|have|is|was|needs?"
    r"|remains?|stays?|gets?|the|it|its|[a-z]+s\sthe)\b)",
    re.I,
)


REACH = 6_000
"""Characters before a sentence in which it may speak of something told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A part of a sentence."""

    start: int
    """Where it begins in the sentence."""
    end: int
    """Where it ends."""
    text: str
    """Its words."""


@dataclass(frozen=True)
class Sentence:
    """One sentence with its clauses, and what stands before it in its paragraph."""

    spoken: Spoken
    before: str
    """The sentence before it in the same block; empty if it is the first."""
    earlier: str = ""
    """All that stands before it, as far as `REACH` characters back."""

    @property
    def text(self) -> str:
        """Its words."""
        return self.spoken.text

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The parts that commas, semicolons and conjunctions make."""
        found, start = [], 0
        for match in _BREAK.finditer(self.text):
            if match.start() > start:
                found.append((start, match.start()))
            start = match.end()
        found.append((start, len(self.text)))
        return tuple(Clause(start=a, end=b, text=self.text[a:b]) for a, b in found if b > a)

    def clause_at(self, position: int) -> Clause:
        """The clause in which a character stands."""
        inside = [each for each in self.clauses if each.start <= position < each.end]
        whole = Clause(start=0, end=len(self.text), text=self.text)
        return inside[0] if inside else whole


def sentences_of(write_up: WriteUp) -> Iterator[Sentence]:
    """Every sentence of prose."""
    before, block, earlier = "", -1, ""
    for spoken in spoken_in(write_up):
        near = before if block == spoken.span.block else ""
        yield Sentence(spoken=spoken, before=near, earlier=earlier)
        before, block = spoken.text, spoken.span.block
        earlier = f"{earlier} {spoken.text}"[-REACH:]
