"""Checks on how the best network, or the best epoch, is picked."""

from collections.abc import Iterable

from grader.checks.certainty import run_doubt
from grader.checks.words import answer, listed
from grader.records import Answer, Case, Fact, Kind, Outcome, Selection

BY_CHOICES = ("validation", "validation loss", "validation accuracy", "one metric")
"""What the best network may have to be picked by."""

ON_TEST = "chosen-on-test-set"
"""The known mistake."""


def best_model(case: Case, *, by: str = "validation") -> Answer:
    """The best network is picked by the rule that was asked for."""
    if by not in BY_CHOICES:
        raise ValueError(f"by is one of {', '.join(BY_CHOICES)}, not {by!r}")
    live = [each for each in case.evidence.calls.selections if not each.dormant]
    right = [each for each in live if _fits(each, by)]
    if right:
        return answer(Outcome.MET, "", [_fact(right, "Found")])
    if not live:
        return answer(Outcome.OPEN, "no rule was found by which the code picks a network")
    facts = [_fact(live, "Look at")]
    if any(not each.by for each in live):
        return answer(Outcome.OPEN, "what the code picks by could not be followed", facts)
    at_once = [each for each in live if len(each.by) > 1]
    if at_once and len(at_once) == len(live):
        words = f"one condition asks for {' and '.join(at_once[0].by)} at once"
        return _faulty(case, words, facts, is_certain=by == "one metric")
    is_on_test = any(mistake.name == ON_TEST for mistake in case.evidence.mistakes)
    on_test = [each for each in live if any(part.startswith("test") for part in each.by)]
    if on_test and len(on_test) == len(live):
        words = f"the network is picked by its {on_test[0].by[0]}"
        return _faulty(case, words, facts, is_certain=is_on_test)
    if all(part.startswith("training") for each in live for part in each.by):
        words = f"the network is picked by its {live[0].by[0]}"
        return _faulty(case, words, facts, is_certain=False)
    return answer(Outcome.OPEN, "by which data the network is picked is not certain", facts)


def _fits(selection: Selection, by: str) -> bool:
    if len(selection.by) != 1:
        return False
    return by == "one metric" or selection.by[0].startswith(by)


def _faulty(case: Case, words: str, facts: list[Fact], *, is_certain: bool) -> Answer:
    doubt = case.evidence.calls.doubt or run_doubt(case.evidence)
    if doubt or not is_certain:
        doubt = doubt or "the names in the code alone say so"
        return answer(Outcome.SUSPECTED, f"{words}, but {doubt}", facts)
    return answer(Outcome.NOT_MET, words, facts)


def _fact(selections: Iterable[Selection], label: str) -> Fact:
    every = list(selections)
    texts = dict.fromkeys(
        f"{' and '.join(each.by) or 'something'}: {each.words} ({each.place})" for each in every
    )
    return Fact(label=label, text=listed(texts), kind=Kind.WRITTEN, place=every[0].place)
