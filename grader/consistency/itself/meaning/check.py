"""The check: every sentence, for what it says of values."""

from collections.abc import Callable, Iterator

from grader.consistency.itself.meaning.cells import cells_in
from grader.consistency.itself.meaning.changes import changes_in
from grader.consistency.itself.meaning.gaps import gaps_in
from grader.consistency.itself.meaning.grids import grids_in
from grader.consistency.itself.meaning.manifold import manifold_in
from grader.consistency.itself.meaning.orders import orders_in
from grader.consistency.itself.meaning.others import others_in
from grader.consistency.itself.meaning.ratios import ratios_in
from grader.consistency.itself.meaning.reckoned import reckoned_in
from grader.consistency.itself.meaning.restated import restated_in
from grader.consistency.itself.meaning.shares import shares_in
from grader.consistency.itself.meaning.totals import totals_in
from grader.consistency.itself.meaning.trends import trends_in
from grader.consistency.itself.meaning.world import World
from grader.consistency.itself.reckoning.spoken import Sentence
from grader.consistency.itself.reckoning.telling import checked_of
from grader.consistency.itself.reckoning.verdict import Verdict
from grader.consistency.work import Work
from grader.records import Checked

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
    restated_in,
    reckoned_in,
    grids_in,
    manifold_in,
)


_CERTAIN: frozenset[Reader] = frozenset((restated_in,))
"""Those whose words leave no choice what is meant: a sentence that says a thing twice."""


def hold_meaning(work: Work, world: World) -> Iterator[Checked]:
    """What comes of every sentence of `world`, which is all that the write-up tells of values."""
    for sentence in world.sentences:
        for reader in _READERS:
            for verdict in reader(world, sentence):
                words, is_sure = _clauses(sentence, verdict), reader in _CERTAIN
                yield checked_of(work, sentence, verdict, words=words, is_sure=is_sure)


def _clauses(sentence: Sentence, verdict: Verdict) -> str:
    """The clause, or clauses, in which the words stand: the rest of the sentence may be right."""
    first = sentence.clause_at(verdict.start)
    last = sentence.clause_at(max(verdict.start, verdict.end - 1))
    return sentence.text[first.start : max(first.end, last.end, verdict.end)].strip()
