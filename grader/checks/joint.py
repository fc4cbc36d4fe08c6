"""Several answers become one: all of them, any of them, or the levels of one item."""

from collections.abc import Iterable, Sequence

from grader.records import Answer, Fact, LevelAnswer, Outcome


def all_of(answers: Sequence[Answer]) -> Answer:
    """Met when each one is; one that is not met decides, whatever is open beside it."""
    outcomes = [answer.outcome for answer in answers]
    for outcome in (Outcome.NOT_MET, Outcome.SUSPECTED, Outcome.OPEN):
        if outcome in outcomes:
            return _joined(outcome, [each for each in answers if each.outcome is outcome])
    return _joined(Outcome.MET, answers)


def any_of(answers: Sequence[Answer]) -> Answer:
    """Met when one is. As long as one is open, nothing points at the whole not being met."""
    outcomes = [answer.outcome for answer in answers]
    for outcome in (Outcome.MET, Outcome.OPEN, Outcome.SUSPECTED):
        if outcome in outcomes:
            deciding = [each for each in answers if each.outcome is outcome]
            return _joined(outcome, deciding[:1] if outcome is Outcome.MET else answers)
    return _joined(Outcome.NOT_MET, answers)


def merged(levels: Sequence[LevelAnswer]) -> Answer:
    """The answer of an item with levels: what its dearest certain one says, else what is in doubt.

    A reason of a dearer level that is only suspected is told too: it says what may still change.
    """
    by_outcome = {outcome: _with(levels, outcome) for outcome in Outcome}
    certain = by_outcome[Outcome.NOT_MET][:1]
    floor = certain[0].points if certain else None
    doubted = [
        each for each in by_outcome[Outcome.SUSPECTED] if floor is None or each.points > floor
    ]
    if certain:
        return _joined(Outcome.NOT_MET, [each.answer for each in (*certain, *doubted)])
    if doubted:
        return _joined(Outcome.SUSPECTED, [each.answer for each in doubted])
    if by_outcome[Outcome.OPEN]:
        return _joined(Outcome.OPEN, [each.answer for each in by_outcome[Outcome.OPEN]])
    return _joined(Outcome.MET, [each.answer for each in levels])


def _with(levels: Sequence[LevelAnswer], outcome: Outcome) -> list[LevelAnswer]:
    """The levels of one outcome, the dearest first."""
    found = [each for each in levels if each.answer.outcome is outcome]
    return sorted(found, key=lambda each: -each.points)


def _joined(outcome: Outcome, answers: Sequence[Answer]) -> Answer:
    return Answer(
        outcome=outcome,
        reason=" ".join(dict.fromkeys(filter(None, (each.reason for each in answers)))),
        facts=_once(fact for each in answers for fact in each.facts),
    )


def _once(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Each fact once: checks of one network all say what was asked of it."""
    return tuple(dict.fromkeys(facts))
