"""Statements of a quantity, and how well each answers what a rubric asks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from grader.checks.answers.passages import SILENT, How, Passage
from grader.checks.claims.naming import meant
from grader.checks.claims.quantities import is_of, is_of_only_split, may_be_of
from grader.checks.words import MOST_LISTED
from grader.records import Case, Claim, Fact, Place, Whose


class Grade(Enum):
    """How well a statement answers what is asked."""

    PLAIN = 3
    """It certainly does."""
    PERHAPS = 2
    """It may: its split, its network or its question is left open, or it may be another's."""
    ELSEWHERE = 1
    """It stands under another question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A statement of the quantity."""

    claim: Claim
    """The statement."""
    grade: Grade
    """How well it answers."""
    passage: Passage
    """The part of the document that was asked for, whether it stands there or not."""
    networks: frozenset[str]
    """The required networks that it may speak of; empty if that is left open."""


def hits_of(case: Case, quantity: str, passages: Iterable[Passage]) -> Iterator[Hit]:
    """Every statement of the quantity in these documents, wherever it stands."""
    for passage in passages:
        is_only_split = is_of_only_split(passage.text(passage.own), quantity)
        for claim in passage.account.statements.claims:
            is_it, may_be = is_of(claim, quantity), may_be_of(claim, quantity)
            if not (is_it or may_be) or claim.whose is Whose.OTHERS or _is_printed(claim, passage):
                continue
            is_it = is_it or is_only_split
            yield Hit(
                claim=claim,
                grade=_grade(claim, passage) if is_it else _open_grade(claim, passage),
                passage=passage,
                networks=meant(case, claim),
            )


def _grade(claim: Claim, passage: Passage) -> Grade:
    if claim.whose is Whose.UNSURE or claim.span is None:
        return Grade.PERHAPS
    block = claim.span.block
    is_near = passage.how in (How.NUMBER, How.AROUND, How.TITLE) or passage.is_sure
    if block in passage.own:
        return Grade.PLAIN if is_near else Grade.PERHAPS
    if block in passage.shared:
        return Grade.PLAIN if passage.how is How.NUMBER else Grade.PERHAPS
    return Grade.ELSEWHERE


def _open_grade(claim: Claim, passage: Passage) -> Grade:
    """Of a statement that leaves open whether it is this quantity."""
    return min(_grade(claim, passage), Grade.PERHAPS, key=lambda grade: grade.value)


def _is_printed(claim: Claim, passage: Passage) -> bool:
    """Whether the words are code or what it printed: nobody states anything with them."""
    span, blocks = claim.span, passage.account.write_up.blocks
    return span is not None and span.block < len(blocks) and blocks[span.block].kind in SILENT


def told(hits: Iterable[Hit], grade: Grade | None = None) -> list[Fact]:
    """The statements' own words with their places, each sentence once."""
    facts: dict[tuple[str, Place], Fact] = {}
    for hit in hits:
        if grade is None or hit.grade is grade:
            claim = hit.claim
            fact = Fact(label="You wrote", text=claim.words, kind=claim.kind, place=claim.place)
            facts.setdefault((claim.words, claim.place), fact)
    return list(facts.values())[:MOST_LISTED]
