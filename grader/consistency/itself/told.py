"""What a write-up tells, with how much each telling weighs."""

import re
from dataclasses import dataclass
from functools import cached_property

from grader.consistency.network_words import are_one, is_any
from grader.consistency.subjects import Known, doubts_between, known_of
from grader.consistency.wording import (
    block_of,
    claim_words,
    clause_at,
    shortened,
    source_words,
    subject_words,
)
from grader.consistency.work import Work
from grader.records import (
    Block,
    BlockKind,
    Checked,
    Claim,
    Consistency,
    HeldAgainst,
    Kind,
    Reference,
    Span,
    Statistic,
    Subject,
    Whose,
    WriteUp,
)

_SUMMARIES = re.compile(
    r"\b(?:abstract|conclu\w+|summary|summar\w+|introduction|overview|zusammenfassung|fazit|"
    r"einleitung|tl;?dr)\b|结论|摘要|总结",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"\b(?:another|other|second|third|seeds?|without|instead|if|adding|added|re-?run\w*|repeat\w*|"
    r"re-?train\w*|different\w*|dropout|augment\w*|regulari\w*|early stopping|earlier|previous\w*|"
    r"attempts?|initially|originally|until|prun\w+|quanti[sz]\w+|ensemble\w*|fine-?tun\w+|average\w*|"
    r"mean|folds?|half|subset|instance|would|could|should|might|expect\w*|hop(?:ed|ing)|when|once|"
    r"anderen?|ohne|statt)\b|如果|另",
    re.IGNORECASE,
)
_MOST_CLAIMS = 3_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is told under one question."""

    has_one_network: bool = True
    """Whether all names of networks in it are of one."""
    rows_of_sizes: int = 0
    """How many different rows of sizes it tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One claim with what surrounds it."""

    claim: Claim
    """What is told."""
    index: int
    """Its number in reading order."""
    block: Block | None
    """Where it stands; None for printed text."""
    sentence: str
    """The whole sentence or row."""
    is_summary: bool
    """Whether it stands in an abstract, a conclusion and the like, which repeats the rest."""
    subject_number: int
    """The same for all that speak of the same in the same words."""

    @property
    def weight(self) -> int:
        """Which of two tellings is rather right: a table, then text, then captions, then sums."""
        if self.block is None:
            return 2
        if self.block.kind is BlockKind.TABLE:
            return 4
        if self.block.kind in (BlockKind.CAPTION, BlockKind.HEADING):
            return 2
        return 1 if self.is_summary else 3

    @property
    def may_be_of_another(self) -> bool:
        """Whether its sentence may tell of another training than the rest does."""
        return bool(_ANOTHER.search(self.sentence[:600]))

    def around(self, before: int, after: int) -> str:
        """The text around the number itself, lower case."""
        span = self.claim.span
        if span is None or self.block is None:
            return ""
        text = self.block.text
        return text[max(0, span.start - before) : span.end + after].lower()

    def after(self, length: int) -> str:
        """The text behind the number, lower case, as far as its sentence goes."""
        span, sentence = self.claim.span, self.claim.sentence
        if span is None or self.block is None:
            return ""
        last = sentence.end if sentence is not None else span.end + length
        return self.block.text[span.end : min(span.end + length, max(last, span.end))].lower()

    def before(self, length: int) -> str:
        """The text before the number, lower case, as far as its sentence goes."""
        span, sentence = self.claim.span, self.claim.sentence
        if span is None or self.block is None:
            return ""
        first = sentence.start if sentence is not None else 0
        return self.block.text[max(first, span.start - length, 0) : span.start].lower()


class Tale:
    """Everything that a write-up tells as its own, in reading order."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.known: Known = known_of(work.statements)
        claims = [
            (index, claim)
            for index, claim in enumerate(work.statements.claims)
            if claim.whose is Whose.OWN and claim.kind is Kind.CLAIMED
        ]
        self._doubts: dict[int, frozenset[str] | None] = {}
        self._subjects: dict[Subject, int] = {}
        self.all = tuple(self._told(index, claim) for index, claim in claims[:_MOST_CLAIMS])

    @property
    def write_up(self) -> WriteUp:
        """The document."""
        return self.work.write_up

    @cached_property
    def by_quantity(self) -> dict[str, tuple[Told, ...]]:
        """What is told of each quantity."""
        lists: dict[str, list[Told]] = {}
        for told in self.all:
            lists.setdefault(told.claim.quantity, []).append(told)
        return {quantity: tuple(tellings) for quantity, tellings in lists.items()}

    def of(self, quantity: str) -> tuple[Told, ...]:
        """What is told of one quantity."""
        return self.by_quantity.get(quantity, ())

    @cached_property
    def _by_sentence(self) -> dict[Span, tuple[Told, ...]]:
        found: dict[Span, list[Told]] = {}
        for told in self.all:
            if told.claim.sentence is not None:
                found.setdefault(told.claim.sentence, []).append(told)
        return {sentence: tuple(tellings) for sentence, tellings in found.items()}

    def in_sentence_of(self, told: Told) -> tuple[Told, ...]:
        """Everything that the same sentence, or row, tells."""
        sentence = told.claim.sentence
        return self._by_sentence.get(sentence, ()) if sentence is not None else (told,)

    def doubts(self, a: Told, b: Told) -> frozenset[str] | None:
        """What is left open of whether both are of the same thing; None if they are not."""
        low, high = sorted((a.subject_number, b.subject_number))
        pair = low * _MOST_CLAIMS + high
        if pair not in self._doubts:
            self._doubts[pair] = doubts_between(a.claim.subject, b.claim.subject, self.known)
        return self._doubts[pair]

    @cached_property
    def _cells(self) -> dict[tuple[str, str], tuple[Told, ...]]:
        found: dict[tuple[str, str], list[Told]] = {}
        for told in self.all:
            claim = told.claim
            if claim.is_listed and claim.statistic is Statistic.VALUE and claim.amount is not None:
                found.setdefault((claim.quantity, claim.subject.split), []).append(told)
        return {measure: tuple(cells) for measure, cells in found.items()}

    def cells(self, quantity: str, split: str) -> tuple[Told, ...]:
        """The single values of a quantity that tables tell of a split."""
        return self._cells.get((quantity, split), ())

    @cached_property
    def _questions(self) -> dict[str, Question]:
        names: dict[str, set[str]] = {}
        sizes: dict[str, set[tuple[int, ...]]] = {}
        for told in self.all:
            subject = told.claim.subject
            names.setdefault(subject.question, set())
            if not is_any(subject.network):
                names[subject.question].add(subject.network)
            if told.claim.sizes:
                sizes.setdefault(subject.question, set()).add(told.claim.sizes)
        return {
            question: Question(
                has_one_network=are_one(frozenset(found)),
                rows_of_sizes=len(sizes.get(question, ())),
            )
            for question, found in names.items()
        }

    def question(self, number: str) -> Question:
        """What is told under one question."""
        return self._questions.get(number, Question())

    @cached_property
    def _tables_referred_to(self) -> dict[int, tuple[Reference, ...]]:
        found: dict[int, list[Reference]] = {}
        for reference in self.write_up.references:
            if reference.kind == "table":
                found.setdefault(reference.block, []).append(reference)
        return {block: tuple(references) for block, references in found.items()}

    def tables_referred_to(self, block: int) -> tuple[Reference, ...]:
        """The tables that a block refers to."""
        return self._tables_referred_to.get(block, ())

    def _told(self, index: int, claim: Claim) -> Told:
        block = block_of(self.write_up, claim.span)
        sentence = claim.words
        if block is not None and claim.sentence is not None:
            sentence = block.text[claim.sentence.start : claim.sentence.end]
        return Told(
            claim=claim,
            index=index,
            block=block,
            sentence=sentence,
            is_summary=self.is_summing_up(block),
            subject_number=self._subjects.setdefault(claim.subject, len(self._subjects)),
        )

    def is_summing_up(self, block: Block | None) -> bool:
        """Whether a block stands in an abstract, a conclusion or the like."""
        if block is None or block.kind is BlockKind.TABLE:
            return False
        sections = self.write_up.sections
        if block.section is not None and 0 <= block.section < len(sections):
            return bool(_SUMMARIES.search(sections[block.section].title[:80]))
        return bool(_SUMMARIES.match(block.text[:20]))

    def checked(
        self, told: Told, outcome: Consistency, sentence: str, other: Told | None = None
    ) -> Checked:
        """The record of what came of holding one telling against another."""
        claim = told.claim
        last = told.block.place_of(claim.span.end - 1).line if told.block and claim.span else None
        return Checked(
            outcome=outcome,
            check=HeldAgainst.ITSELF,
            subject=subject_words(claim.quantity, claim.subject),
            sentence=sentence,
            words=self._clause(told),
            place=claim.place,
            last_line=last,
            span=claim.span,
            other=other.claim.place if other else None,
            other_words=shortened(other.sentence, 300) if other else "",
        )

    def _clause(self, told: Told) -> str:
        """The part of the sentence, or the cell of the table, that tells it."""
        span, sentence = told.claim.span, told.claim.sentence
        if span is None or told.block is None:
            return shortened(told.sentence, 300)
        if told.claim.is_listed or sentence is None:
            return shortened(told.block.text[span.start : span.end], 300)
        return clause_at(told.sentence, span.start - sentence.start, span.end - sentence.start)

    def source(self, told: Told) -> str:
        """What part of the document tells it."""
        return source_words(self.write_up, told.claim.span, told.claim.place)

    def both(self, told: Told, other: Told) -> str:
        """Both tellings beside each other, to stand in a sentence."""
        return (
            f"{self.source(told)} says {self.value(told)}, "
            f"{self.source(other)} says {self.value(other)}"
        )

    def value(self, told: Told) -> str:
        """The value of a telling as it was written."""
        return claim_words(told.claim)
