"""Write-ups become statements: what is said of which quantity of what. Nothing is judged here."""

from collections.abc import Iterator
from dataclasses import replace

from grader.collect.statements.claims import claims_of, subject_left
from grader.collect.statements.comparisons import comparisons_in
from grader.collect.statements.decimal_marks import has_decimal_commas, with_decimal_commas
from grader.collect.statements.headings import below, network_of_heading
from grader.collect.statements.pronouns import Spoken, spoken_of
from grader.collect.statements.sentences import Sentence, sentences_of
from grader.collect.statements.tables import claims_of_table
from grader.records import (
    Block,
    BlockKind,
    Claim,
    Comparison,
    Statements,
    Subject,
    WriteUp,
)

__all__ = ["read_statements"]

PROSE = frozenset({BlockKind.TEXT, BlockKind.LIST, BlockKind.CAPTION})
"""Blocks that are read as sentences."""
MOST_CLAIMS = 5_000
"""Claims of one write-up; a report has some hundreds."""


def read_statements(write_up: WriteUp) -> Statements:
    """Every statement of a write-up that can be checked, in reading order."""
    claims: list[Claim] = []
    comparisons: list[Comparison] = []
    commas = has_decimal_commas(
        block.text for block in write_up.blocks if block.kind in (*PROSE, BlockKind.TABLE)
    )
    network, is_title = "", True
    for index, block in enumerate(write_up.blocks):
        if len(claims) >= MOST_CLAIMS:
            break
        if block.kind is BlockKind.HEADING:
            # The first one is the title of the whole.
            network, is_title = "" if is_title else network_of_heading(block.text), False
        if block.kind is BlockKind.TABLE:
            claims.extend(claims_of_table(write_up, index))
        elif block.kind in PROSE:
            sentences = sentences_of(block, index)
            stated = tuple(_claims(block, sentences))
            if network and block.kind is not BlockKind.CAPTION:
                stated = tuple(below(network, claim, _text(block, claim)) for claim in stated)
            if commas:
                stated = tuple(map(_with_commas, stated))
            claims.extend(stated)
            comparisons.extend(comparisons_in(write_up, index, sentences, stated))
    return Statements(document=write_up.path, claims=tuple(claims), comparisons=tuple(comparisons))


def _claims(block: Block, sentences: tuple[Sentence, ...]) -> Iterator[Claim]:
    before: Subject | None = None
    spoken: Spoken | None = None
    for sentence in sentences:
        yield from claims_of(sentence, block, before, spoken)
        # In a list, `it` is what the item itself names, not what the one above does.
        is_list = block.kind is BlockKind.LIST
        before = None if is_list else subject_left(sentence.text, before)
        spoken = None if is_list else spoken_of(sentence.text, spoken)


def _with_commas(claim: Claim) -> Claim:
    """The claim in a document that writes decimal commas."""
    if claim.amount is None:
        return claim
    amount = with_decimal_commas(claim.amount, claim.quantity)
    return claim if amount is claim.amount else replace(claim, value=amount.value, amount=amount)


def _text(block: Block, claim: Claim) -> str:
    """The sentence of a claim, all of it."""
    return block.text[claim.sentence.start : claim.sentence.end] if claim.sentence else claim.words
