"""Where in the write-ups a question is answered, with the benefit of the doubt."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from grader.checks.answers.numbering import (
    Number,
    Numbering,
    Trust,
    is_within,
    number_of,
    numbering_of,
    title_stems,
)
from grader.checks.answers.word_forms import tokens_of
from grader.matching.once import once
from grader.records import Account, Block, BlockKind, Case, Fact, Place, Question, Section

SILENT = frozenset({BlockKind.CONTENTS, BlockKind.LISTING, BlockKind.OUTPUT})
"""Kinds of blocks that state nothing: contents, code, and what it printed."""


FEWEST_WORDS = 5
"""Words from which on a line may be a sentence."""

_BEGINNING = 400
_SHOWN = frozenset({BlockKind.TABLE, BlockKind.FIGURE, BlockKind.FORMULA})
_SPOKEN = frozenset({BlockKind.TEXT, BlockKind.LIST, BlockKind.CAPTION})


class How(Enum):
    """How the part of a document that answers a question was found."""

    NUMBER = "by its number"
    AROUND = "by the number of the question around it"
    TITLE = "by the words of its title"
    NOWHERE = "it has no section of its own"
    EVERYWHERE = "the document has no numbers of questions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The part of one document that may answer the asked questions."""

    account: Account
    """The document, with what it states."""
    how: How
    """How it was found."""
    own: tuple[int, ...]
    """Indices of the blocks that belong to the questions."""
    shared: tuple[int, ...] = ()
    """Those that belong to no question, and may speak of all: an introduction, a set-up."""
    is_sure: bool = False
    """Whether the document certainly numbers as the handout does, and has this number."""
    others_are_there: bool = False
    """Whether it certainly numbers as the handout does, and has all other questions."""
    heading: Place | None = None
    """Where the section begins."""

    def blocks(self, indices: tuple[int, ...]) -> Iterator[tuple[int, Block]]:
        """The blocks of these indices that state something."""
        for index in indices:
            block = self.account.write_up.blocks[index]
            if block.kind not in SILENT:
                yield index, block

    def text(self, indices: tuple[int, ...]) -> str:
        """The words of these blocks, headings left out."""
        return "\n".join(
            block.text for _, block in self.blocks(indices) if block.kind is not BlockKind.HEADING
        )

    @property
    def look_at(self) -> Fact:
        """Where a person should look."""
        path = self.account.write_up.path
        return Fact(
            label="Look at",
            text="the section of this question" if self.heading else "the whole document",
            place=self.heading or Place(file=path),
        )


@once
def passages_of(case: Case, questions: tuple[str, ...]) -> tuple[Passage, ...]:
    """Where each document with words answers these questions; all of it if none is named.

    Beside a report, a notebook that has headings over its code and nothing else states nothing.
    """
    worded = [account for account in case.evidence.accounts if account.write_up.has_text]
    telling = [account for account in worded if _tells(account)]
    return tuple(_passage(account, questions, case.questions) for account in telling or worded)


def _tells(account: Account) -> bool:
    """Whether a document has sentences, tables, figures or formulas, or states a value."""
    blocks = account.write_up.blocks
    spans = (claim.span for claim in account.statements.claims)
    if any(span is None or blocks[span.block].kind not in SILENT for span in spans):
        return True
    return any(
        block.kind in _SHOWN
        or (block.kind in _SPOKEN and len(tokens_of(block.text[:_BEGINNING])) >= FEWEST_WORDS)
        for block in blocks
    )


def _passage(account: Account, ids: tuple[str, ...], asked: tuple[Question, ...]) -> Passage:
    everything = tuple(range(len(account.write_up.blocks)))
    if not ids:
        return Passage(account=account, how=How.EVERYWHERE, own=everything, is_sure=True)
    meaning = numbering_of(account.write_up, asked)
    numbers = tuple(number_of(each) for each in ids)
    is_refuted = meaning.trust is Trust.NONE or any(
        is_within(number, other) for number in numbers for other in meaning.refuted
    )
    numbered = None if is_refuted else _numbered(account, numbers, asked, meaning)
    if numbered is not None and numbered.how is How.NUMBER:
        return numbered
    if titled := _titled(account, ids, asked):
        blocks = account.write_up.blocks
        return Passage(
            account=account,
            how=How.TITLE,
            own=tuple(i for i in everything if blocks[i].section in titled),
            shared=tuple(i for i in everything if blocks[i].section not in titled),
            heading=account.write_up.sections[min(titled)].place,
        )
    return numbered or Passage(account=account, how=How.EVERYWHERE, own=everything)


def _numbered(
    account: Account, numbers: tuple[Number, ...], asked: tuple[Question, ...], meaning: Numbering
) -> Passage:
    blocks = [number_of(block.question) for block in account.write_up.blocks]
    own = {i for i, n in enumerate(blocks) if any(is_within(n, number) for number in numbers)}
    around = {
        i for i, n in enumerate(blocks) if any(n != m and is_within(m, n) for m in numbers) and n
    }
    ids = [number for question in asked if (number := number_of(question.id))]
    known = {n for n in blocks if any(is_within(n, m) or is_within(m, n) for m in ids)}
    free = {i for i, n in enumerate(blocks) if not n or (ids and n not in known)}
    kinds = {account.write_up.blocks[index].kind for index in around}
    says_something = bool(kinds - {BlockKind.HEADING, BlockKind.CONTENTS})
    how = How.NUMBER if own else How.AROUND if says_something else How.NOWHERE
    is_each = all(any(is_within(n, number) for n in blocks) for number in numbers)
    main = own or (around if how is How.AROUND else set())
    return Passage(
        account=account,
        how=how,
        own=tuple(sorted(main)),
        shared=tuple(sorted((around | free) - main)),
        is_sure=meaning.trust is Trust.SURE
        and how is How.NUMBER
        and is_each
        and not meaning.unsure & set(numbers),
        others_are_there=meaning.trust is Trust.SURE
        and all(n in meaning.present or n in numbers for n in ids),
        heading=account.write_up.blocks[min(main)].place if main else None,
    )


def _titled(account: Account, ids: tuple[str, ...], asked: tuple[Question, ...]) -> frozenset[int]:
    """Indices of the sections whose titles share more with these questions than with others."""
    words = {question.id: title_stems(question.title) for question in asked}
    own = frozenset().union(*(words.get(each, frozenset()) for each in ids))
    others = [stems for each, stems in words.items() if each not in ids]
    found: set[int] = set()
    for index, section in enumerate(account.write_up.sections):
        title = title_stems(section.title)
        shared = len(title & own)
        if shared and all(len(title & stems) < shared for stems in others):
            below = tuple(_below(account.write_up.sections, index))
            # The title of the whole document is no section's.
            if not below or len(below) < len(account.write_up.sections) - 1:
                found.update((index, *below))
    return frozenset(found)


def _below(sections: tuple[Section, ...], index: int) -> Iterator[int]:
    """The sections that belong to one, by their levels."""
    level = sections[index].level
    for later in range(index + 1, len(sections)):
        other = sections[later].level
        if level is None or other is None or other <= level:
            return
        yield later
