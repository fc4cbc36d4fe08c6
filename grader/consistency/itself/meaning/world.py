"""All values that a document tells, in tables and in sentences, each with what names it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from grader.consistency.itself.meaning.views import Fact, View, facts_of, views_of
from grader.consistency.itself.meaning.words import meaning_words, telling_words
from grader.consistency.itself.reckoning.spoken import Sentence, sentences_of
from grader.consistency.work import Work
from grader.records import Claim, Statistic, Whose, WriteUp

MOST_SENTENCES = 1_500
MOST_FACTS = 1_500
MOST_SCORES = 400
_DATA = re.compile(r"\b(?:moons|cifar|mnist|fashion|palindrome|faces|iris)", re.I)
_COUNTED = ("accuracy", "loss", "parameters", "time", "energy", "carbon", "epochs")


@dataclass(frozen=True)
class World:
    """A document as far as its values go."""

    write_up: WriteUp
    sentences: tuple[Sentence, ...]
    views: tuple[View, ...]
    told: tuple[Fact, ...]
    """Values of sentences, in reading order."""

    def section_of(self, sentence: Sentence) -> int | None:
        """The section that a sentence stands in."""
        return self.write_up.blocks[sentence.spoken.span.block].section

    def title(self, section: int | None) -> str:
        """The words of a heading."""
        titled = section is not None and 0 <= section < len(self.write_up.sections)
        return self.write_up.sections[section].title if titled and section is not None else ""

    @cached_property
    def data_sets(self) -> frozenset[str]:
        """The names of data sets that the document speaks of."""
        found: set[str] = set()
        for block in self.write_up.blocks:
            found |= {match.lower()[:5] for match in _DATA.findall(block.text[:20_000])}
        return frozenset(found)

    @cached_property
    def by_block(self) -> dict[int, list[Fact]]:
        """The values that sentences tell, by block."""
        found: dict[int, list[Fact]] = {}
        for fact in self.told:
            found.setdefault(fact.block, []).append(fact)
        return found

    @cached_property
    def near(self) -> dict[int, list[View]]:
        """The tables that each sentence may speak of, as far as anyone has asked."""
        return {}

    @cached_property
    def positions(self) -> dict[int, int]:
        """Where each sentence stands among all, by its identity."""
        return {id(each): at for at, each in enumerate(self.sentences)}

    @cached_property
    def of_block(self) -> dict[int, list[Sentence]]:
        """The sentences of each block."""
        found: dict[int, list[Sentence]] = {}
        for each in self.sentences:
            found.setdefault(each.spoken.span.block, []).append(each)
        return found

    def in_block(self, block: int) -> list[Sentence]:
        """The sentences of one block."""
        return self.of_block.get(block, [])

    def position(self, sentence: Sentence) -> int:
        """Where a sentence stands among all."""
        return self.positions[id(sentence)]

    @cached_property
    def by_measure(self) -> dict[str, list[Fact]]:
        """Every value that is told anywhere, by what it measures."""
        found: dict[str, list[Fact]] = {}
        for fact in self.told:
            found.setdefault(fact.measure, []).append(fact)
        for view in self.views:
            for lineup in view.lineups:
                found.setdefault(lineup.measure, []).extend(facts_of(view, lineup))
        return {measure: facts[:MOST_SCORES] for measure, facts in found.items()}

    def facts(self, measure: str) -> list[Fact]:
        """Every value of a measure that is told anywhere."""
        return self.by_measure.get(measure, [])

    def told_in(self, sentence: Sentence) -> list[Fact]:
        """The values that one sentence tells."""
        span = sentence.spoken.span
        return [
            fact
            for fact in self.by_block.get(span.block, ())
            if span.start <= fact.start < span.end
        ]


def world_of(work: Work) -> World:
    """Everything that a write-up tells of values."""
    write_up = work.write_up
    sentences = tuple(sentences_of(write_up))[:MOST_SENTENCES]
    return World(
        write_up=write_up,
        sentences=sentences,
        views=tuple(views_of(write_up)),
        told=tuple(_told(work))[:MOST_FACTS],
    )


def _told(work: Work) -> Iterator[Fact]:
    for claim in work.statements.claims:
        is_meant = (
            claim.quantity in _COUNTED
            and claim.amount is not None
            and claim.value is not None
            and claim.whose is Whose.OWN
            and not claim.denied
            and (not claim.is_listed or _is_total(claim))
            and claim.span is not None
            and claim.statistic is not Statistic.SPREAD
        )
        if is_meant:
            yield _fact(work.write_up, claim)


def _is_total(claim: Claim) -> bool:
    """Whether a cell holds the parameters of a whole network: line-ups leave totals out."""
    is_whole = not claim.subject.labels and not claim.subject.network
    return claim.quantity == "parameters" and is_whole


def _fact(write_up: WriteUp, claim: Claim) -> Fact:
    assert claim.amount is not None
    assert claim.span is not None
    blocks, subject = write_up.blocks, claim.subject
    section = blocks[claim.span.block].section
    titled = section is not None and 0 <= section < len(write_up.sections)
    title = write_up.sections[section].title if titled and section is not None else ""
    names = [subject.network, *subject.labels, *(f"{a} {b}" for a, b in subject.settings)]
    return Fact(
        measure=claim.quantity,
        split=subject.split,
        value=claim.value or 0.0,
        step=10.0**-claim.amount.decimals,
        shown=claim.amount.words,
        label=subject.network,
        words=meaning_words(" ".join(names).replace("_", " "))
        | (telling_words(title) if not subject.network else frozenset()),
        place=claim.place,
        section=blocks[claim.span.block].section,
        question=subject.question,
        block=claim.span.block,
        start=claim.span.start,
        moment=subject.moment,
        epoch=subject.epoch,
    )
