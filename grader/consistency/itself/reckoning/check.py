"""The check: every sentence of prose against every line-up that it may speak of."""

from collections.abc import Callable, Iterator, Sequence

from grader.consistency.itself.meaning import hold_meaning
from grader.consistency.itself.meaning.natural import is_natural
from grader.consistency.itself.meaning.world import World, world_of
from grader.consistency.itself.reckoning.apart import differences_in, relative_in
from grader.consistency.itself.reckoning.bolds import bold_in
from grader.consistency.itself.reckoning.borne_out import without_borne_out
from grader.consistency.itself.reckoning.bounds import bounds_in
from grader.consistency.itself.reckoning.cells import epochs_in, misplaced_in, said_of_in
from grader.consistency.itself.reckoning.computed import (
    means_in,
    multiples_in,
    shares_in,
)
from grader.consistency.itself.reckoning.courses import courses_in
from grader.consistency.itself.reckoning.lineups import Lineup
from grader.consistency.itself.reckoning.near_others import near_others_in
from grader.consistency.itself.reckoning.onset import onsets_in
from grader.consistency.itself.reckoning.orders import orders_in
from grader.consistency.itself.reckoning.overall import overall_in
from grader.consistency.itself.reckoning.prose import said_lineups
from grader.consistency.itself.reckoning.recounted import (
    network_lineups,
    pool_lineups,
    told_lineups,
)
from grader.consistency.itself.reckoning.relations import relations_in
from grader.consistency.itself.reckoning.splits import splits_in
from grader.consistency.itself.reckoning.spoken import Sentence, sentences_of
from grader.consistency.itself.reckoning.superlatives import superlatives_in
from grader.consistency.itself.reckoning.tabled import hold_tabled
from grader.consistency.itself.reckoning.tabulated import lineups_of
from grader.consistency.itself.reckoning.telling import checked_of
from grader.consistency.itself.reckoning.times import ratios_in
from grader.consistency.itself.reckoning.totalled import totals_in
from grader.consistency.itself.reckoning.twice import hold_twice
from grader.consistency.itself.reckoning.verdict import Verdict
from grader.consistency.work import Work
from grader.records import Checked, Consistency, HeldAgainst

Reader = Callable[[Sentence, Sequence[Lineup]], Iterator[Verdict]]
_READERS: tuple[Reader, ...] = (
    superlatives_in,
    differences_in,
    ratios_in,
    orders_in,
    courses_in,
    shares_in,
    multiples_in,
    totals_in,
    means_in,
    bounds_in,
    splits_in,
    relations_in,
    misplaced_in,
    epochs_in,
    said_of_in,
    onsets_in,
    relative_in,
)
_CERTAIN: frozenset[Reader] = frozenset((shares_in, courses_in, relations_in))
"""Those whose words leave no choice what is meant: on text by strangers they hardly ever err.

What the others find wrong was right about as often as it was wrong, in reports that nobody who
wrote them had read: so it only looks wrong.
"""
_COMPARED = (HeldAgainst.ITSELF, HeldAgainst.ARGUMENT)
_OPEN = Consistency.CANNOT_TELL
MOST_LOOKS = 30_000
"""Sentences times line-ups: a long report has two thirds of that."""
_MOST = 400
"""Line-ups of a document that are looked at."""


def with_reckoning(work: Work, found: Sequence[Checked]) -> Iterator[Checked]:
    """What other checks found, and what comes of this one where they leave it open."""
    try:
        reckoned = tuple(hold_reckoning(work))
    except Exception:
        # Text by strangers: what this check chokes on costs no other.
        reckoned = ()
    world = _world_of(work)
    if world is not None:
        reckoned = (*reckoned, *_meant(work, world, reckoned))
        found, reckoned = _without_natural(world, found), _without_natural(world, reckoned)
    found, reckoned = without_borne_out(work, found), without_borne_out(work, reckoned)
    own = [each for each in found if each.check in _COMPARED and each.span is not None]
    kept = [
        each
        for each in reckoned
        if not any(_meet(each, other) and other.outcome is not _OPEN
                   and _is_enough(each, other) for other in own)
    ]  # fmt: skip
    for each in found:
        is_open = each.outcome is _OPEN and each.check in _COMPARED
        if not (is_open and any(_meet(each, other) for other in kept)):
            yield each
    yield from kept


def _world_of(work: Work) -> World | None:
    """Everything that a write-up tells of values; None if its text cannot be followed."""
    try:
        return world_of(work)
    except Exception:
        # Text by strangers: what this check chokes on costs no other.
        return None


def _meant(work: Work, world: World, reckoned: Sequence[Checked]) -> tuple[Checked, ...]:
    """What comes of reading sentences for their meaning, where line-ups leave them open."""
    try:
        meant = tuple(hold_meaning(work, world))
    except Exception:
        # Text by strangers: what this check chokes on costs no other.
        return ()
    return tuple(each for each in meant if not any(_meet(each, other) for other in reckoned))


def _without_natural(world: World, found: Sequence[Checked]) -> tuple[Checked, ...]:
    """Without differences called wrong that two values of a training, named or not, come to."""
    if not any(each.is_called_wrong for each in found):
        return tuple(found)
    try:
        return tuple(each for each in found if not is_natural(world, each))
    except Exception:
        # Text by strangers: then all is left as it was found.
        return tuple(found)


def _is_enough(own: Checked, other: Checked) -> bool:
    """Whether what another check says of the same words leaves nothing to add."""
    return other.outcome is Consistency.INCONSISTENT or own.outcome is Consistency.CONSISTENT


def _meet(a: Checked, b: Checked) -> bool:
    one, other = a.span, b.span
    if one is None or other is None or one.block != other.block:
        return False
    return one.start < other.end and other.start < one.end


def hold_reckoning(work: Work) -> Iterator[Checked]:
    """Everything that comes of it."""
    sentences = tuple(sentences_of(work.write_up))
    lineups = (
        *lineups_of(work.write_up),
        *told_lineups(work.statements.claims),
        *network_lineups(work.statements.claims),
        *pool_lineups(work.statements.claims),
        *said_lineups(work.write_up, sentences),
    )[:_MOST]
    yield from hold_tabled(work.write_up)
    yield from hold_twice(work)
    for sentence in sentences[: MOST_LOOKS // max(1, len(lineups))]:
        for reader in _READERS:
            for verdict in reader(sentence, lineups):
                is_sure = reader in _CERTAIN
                yield checked_of(work, sentence, verdict, words=sentence.text, is_sure=is_sure)
        for verdict in overall_in(sentence, work.statements.claims):
            yield checked_of(work, sentence, verdict, words=sentence.text)
        for verdict in near_others_in(sentence):
            yield checked_of(work, sentence, verdict, words=sentence.text)
        for verdict in bold_in(sentence, work.write_up):
            yield checked_of(work, sentence, verdict, words=sentence.text)
