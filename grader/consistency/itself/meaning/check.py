"""The check: every sentence, for what it says of values."""

from collections.abc import Callable, Iterator

from grader.consistency.itself.meaning.cells import cells_in
from grader.consistency.itself.meaning.changes import changes_in
from grader.consistency.itself.meaning.gaps import gaps_in
from grader.consistency.itself.meaning.orders import orders_in
from grader.consistency.itself.meaning.others import others_in
from grader.consistency.itself.meaning.ratios import ratios_in
from grader.consistency.itself.meaning.shares import shares_in
from grader.consistency.itself.meaning.totals import totals_in
from grader.consistency.itself.meaning.trends import trends_in
from grader.consistency.itself.meaning.world import World, world_of
from grader.consistency.itself.reckoning.spoken import Sentence
from grader.consistency.itself.reckoning.verdict import Verdict
from grader.consistency.wording import capitalised, shortened, source_words
from grader.consistency.work import Work
from grader.records import Checked, Consistency, HeldAgainst, Span

Reader = Callable[[World, Sentence], Iterator[Verdict]]
_READERS: tuple[Reader, ...] = (
    cells_in,
    changes_in,
    gaps_in,
    ratios_in,
    orders_in,
    totals_in,
    shares_in,
    others_in,
    trends_in,
)


def hold_meaning(work: Work) -> Iterator[Checked]:
    """What comes of every sentence."""
    world = world_of(work)
    for sentence in world.sentences:
        for reader in _READERS:
            for verdict in reader(world, sentence):
                yield _checked(work, sentence, verdict)


def _checked(work: Work, sentence: Sentence, verdict: Verdict) -> Checked:
    span = sentence.spoken.span
    at = Span(block=span.block, start=span.start + verdict.start, end=span.start + verdict.end)
    block = work.write_up.blocks[span.block]
    place = block.place_of(at.start)
    said = shortened(" ".join(sentence.text[verdict.start : verdict.end].split()), 80)
    source = source_words(work.write_up, at, place)
    return Checked(
        outcome=Consistency.CONSISTENT if verdict.holds else Consistency.INCONSISTENT,
        check=HeldAgainst.ITSELF,
        subject=verdict.subject,
        sentence=capitalised(f"{source} says “{said}”; {verdict.found}."),
        words=shortened(_clauses(sentence, verdict), 300),
        place=place,
        last_line=block.place_of(at.end - 1).line,
        span=at,
        other=verdict.other,
        other_words=verdict.other_words,
    )


def _clauses(sentence: Sentence, verdict: Verdict) -> str:
    """The clause, or clauses, in which the words stand: the rest of the sentence may be right."""
    first = sentence.clause_at(verdict.start)
    last = sentence.clause_at(max(verdict.start, verdict.end - 1))
    return sentence.text[first.start : max(first.end, last.end, verdict.end)].strip()
