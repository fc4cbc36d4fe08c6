"""What single curves say, put together to one answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from grader.checks.curves.found import Seen
from grader.checks.words import answer
from grader.records import Answer, Fact, Outcome

MOST_TOLD = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What one curve says."""

    seen: Seen
    outcome: Outcome
    words: str
    """What it does, with numbers, for a report."""

    @property
    def fact(self) -> Fact:
        """It for a report."""
        text = f"{self.seen.words}: {self.words}"
        return Fact(label="Found", text=text, kind=self.seen.kind, place=self.seen.place)


def guarded(seen: Seen, outcome: Outcome, words: str, *, met_too: bool = False) -> Judged:
    """A judgement in which doubt keeps what is not met, or is met, from being certain."""
    is_doubted = outcome is Outcome.NOT_MET or (met_too and outcome is Outcome.MET)
    if seen.doubt and is_doubted:
        return Judged(seen=seen, outcome=Outcome.OPEN, words=f"{words}, but {seen.doubt}")
    return Judged(seen=seen, outcome=outcome, words=words)


def too_short(seen: Seen) -> Judged:
    """A curve with too few points to have a shape."""
    points = len(seen.course.values)
    told = f"{points} point{'' if points == 1 else 's'}, too few to tell its shape"
    return Judged(seen=seen, outcome=Outcome.OPEN, words=told)


def together(judged: Iterable[Judged], what: str, *, each: bool, unseen: str) -> Answer:
    """One answer: met if any curve says so, or, with `each`, only if all do.

    What all of them are to say is not certain if there are others that were not seen: `unseen`.
    """
    found = [_of_another(one) for one in judged]
    if not found:
        return answer(Outcome.OPEN, f"no curve of the {what} was seen")
    one_is_enough, takes_all = (
        (Outcome.NOT_MET, Outcome.MET) if each else (Outcome.MET, Outcome.NOT_MET)
    )
    order = (one_is_enough, Outcome.SUSPECTED, Outcome.OPEN, takes_all)
    ranked = sorted(found, key=lambda one: order.index(one.outcome))
    best, facts = ranked[0], [one.fact for one in ranked[:MOST_TOLD]]
    if best.outcome is takes_all and unseen:
        undecided = Outcome.OPEN if each else Outcome.SUSPECTED
        return answer(undecided, f"{best.words}, but {unseen}", facts)
    return answer(best.outcome, best.words, facts)


def _of_another(judged: Judged) -> Judged:
    """What a curve points at is nothing against a network whose curve it may not be."""
    if judged.outcome is Outcome.SUSPECTED and not judged.seen.is_of_it:
        words = f"{judged.words}, but {judged.seen.doubt}"
        return Judged(seen=judged.seen, outcome=Outcome.OPEN, words=words)
    return judged


def in_name(of: str) -> str:
    """`training loss` for `train_loss`."""
    return of.replace("train_", "training_").replace("_", " ")


def pairs_of(rising: Sequence[Seen], falling: Sequence[Seen]) -> list[tuple[Seen, Seen]]:
    """Each curve with that of the same figure or cell, else with the only one there is."""
    pairs = []
    for one in rising:
        there = [other for other in falling if other.group == one.group]
        there = there if len(there) == 1 else [each for each in there if each.about == one.about]
        there = there or (list(falling) if len(falling) == 1 else [])
        pairs += [(one, there[0])] if len(there) == 1 else []
    return pairs
