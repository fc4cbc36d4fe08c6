"""Whether a document numbers its sections as the handout numbers its questions."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from grader.checks.answers.word_forms import content_stems
from grader.records import BlockKind, Question, WriteUp

Number = tuple[str, ...]
"""`3.1` as its parts; letters count as what they stand for, so 1a is 1.1."""

_PART = re.compile(r"[0-9]+|[a-z]+")
_WORDED = re.compile(
    r"\W{0,4}(?:question|problem|part|task|exercise|aufgabe|teil|frage|q|问题|部分|第)"
    r"[\s.:#]{0,3}[0-9]",
    re.IGNORECASE,
)
_USUAL = content_stems(
    "introduction conclusion summary abstract background overview preliminaries appendix references"
    " bibliography acknowledgements contents outline methods methodology limitations reflection"
    " related work"
)
"""Words of titles that every document may have, and that answer no question."""

_GENERAL = content_stems("network net neural model question part task problem exercise deep")
"""Words of titles that do not tell one question from another."""

_ENOUGH = 0.5
"""Share of the questions whose numbers a document must have to be said to follow the handout."""

_MANY = 3
"""Titles that must speak for their questions to vouch for the others too."""


class Trust(Enum):
    """How sure it is that a document's numbers are the handout's."""

    NONE = 0
    """It has none, or they are its own: its second section need not answer question 2."""
    LIKELY = 1
    """Nothing speaks against it."""
    SURE = 2
    """Its titles or the words before its numbers say so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbering:
    """What the numbers of a document's sections mean."""

    trust: Trust
    """Whether they are the handout's."""
    refuted: frozenset[Number] = frozenset()
    """Numbers whose titles speak of another question."""
    unsure: frozenset[Number] = frozenset()
    """Numbers whose titles do not say that they are those of their questions."""
    present: frozenset[Number] = frozenset()
    """Numbers of questions that it has."""


def number_of(text: str) -> Number:
    """`Q3.1`, `3.1` and `3(1)` as ("3", "1"); 1a as ("1", "1"); empty if there is no number."""
    parts = _PART.findall(text.lower())
    first = next((index for index, part in enumerate(parts) if part.isdigit()), len(parts))
    return tuple(_plain(part) for part in parts[first:])


def _plain(part: str) -> str:
    if part.isdigit():
        return part.lstrip("0") or "0"
    return str(ord(part) - ord("a") + 1) if len(part) == 1 else part


def is_within(inner: Number, outer: Number) -> bool:
    """Whether a number is another one, or a part of it: 3.1 of 3."""
    return bool(outer) and inner[: len(outer)] == outer


def numbering_of(write_up: WriteUp, questions: Iterable[Question]) -> Numbering:
    """What the numbers of a document's sections mean."""
    # A part of the rubric without a number, such as one for the code, stands in no document.
    asked = {number: each for each in questions if (number := number_of(each.id))}
    titles = _titles(write_up)
    if not titles:
        return Numbering(trust=Trust.NONE)
    if not asked:
        return Numbering(trust=Trust.LIKELY)
    present = {number for number in asked if number in titles}
    agreeing, refuted = _held(titles, asked)
    near = present | {number for number in asked if any(is_within(number, t) for t in titles)}
    if not near or len(refuted) > len(agreeing):
        return Numbering(trust=Trust.NONE, refuted=refuted)
    enough = len(present) >= _ENOUGH * len(asked)
    says_so = bool(agreeing) or _is_worded(write_up) or not any(map(any, titles.values()))
    is_sure = enough and says_so and not refuted
    return Numbering(
        trust=Trust.SURE if is_sure else Trust.LIKELY,
        refuted=refuted,
        unsure=frozenset()
        if len(agreeing) >= _MANY
        else frozenset(n for n, several in titles.items() if any(several) and n not in agreeing),
        present=frozenset(present),
    )


def _titles(write_up: WriteUp) -> dict[Number, list[frozenset[str]]]:
    """The words of the titles under each number; a number may occur several times."""
    found: dict[Number, list[frozenset[str]]] = {}
    for section in write_up.sections:
        if number := number_of(section.number):
            found.setdefault(number, []).append(title_stems(section.title))
    return found


def title_stems(title: str) -> frozenset[str]:
    """The words of a title that tell its question from others."""
    return content_stems(title) - _GENERAL


def _held(
    titles: dict[Number, list[frozenset[str]]], asked: dict[Number, Question]
) -> tuple[frozenset[Number], frozenset[Number]]:
    """Numbers whose titles speak of their own question, and those that speak of another."""
    words = {number: title_stems(question.title) for number, question in asked.items()}
    agreeing, refuted = set(), set()
    for number, several in titles.items():
        near = [n for n in asked if is_within(n, number) or is_within(number, n)]
        own = frozenset().union(*(words[n] for n in near))
        others = frozenset().union(*(words[n] for n in asked if n not in near)) - own
        title = frozenset().union(*several)
        if title & own:
            agreeing.add(number)
        elif near and (title & others or (title and title <= _USUAL)):
            refuted.add(number)
    return frozenset(agreeing), frozenset(refuted)


def _is_worded(write_up: WriteUp) -> bool:
    """Whether its headings call themselves questions: `Q2`, `Problem 2.4`."""
    return any(
        block.kind is BlockKind.HEADING and _WORDED.match(block.text) for block in write_up.blocks
    )
