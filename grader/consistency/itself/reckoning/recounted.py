"""The line-ups of sentences: values that claims tell under several settings or names."""

from collections.abc import Sequence
from dataclasses import replace

from grader.consistency.itself.reckoning.lineups import (
    AXES,
    FEWEST,
    POOL,
    Entry,
    Lineup,
    number_in,
    words_of,
)
from grader.records import Claim, Statistic, Whose

MOST_POOLED = 24


def told_lineups(claims: Sequence[Claim]) -> tuple[Lineup, ...]:
    """Values that sentences tell under several values of one setting."""
    groups: dict[tuple[str, str, str, str], dict[str, Claim]] = {}
    for claim in claims:
        subject = claim.subject
        is_plain = (
            claim.quantity in ("accuracy", "loss")
            and claim.amount is not None
            and claim.whose is Whose.OWN
            and not claim.denied
            and not claim.is_listed
            and claim.statistic is Statistic.VALUE
            and claim.amount.unit in ("%", "")
            and len(subject.settings) == 1
        )
        if is_plain and subject.epoch is None and subject.moment in ("", "final"):
            name, value = subject.settings[0]
            key = (name, claim.quantity, subject.split, subject.question)
            groups.setdefault(key, {}).setdefault(value, claim)
    return tuple(
        _told(key, values)
        for key, values in groups.items()
        if len(values) >= FEWEST and key[0] in AXES
    )


def pool_lineups(claims: Sequence[Claim]) -> tuple[Lineup, ...]:
    """All accuracies that sentences tell under one question; none is named by anything."""
    told: dict[str, dict[str, Claim]] = {}
    for claim in claims:
        is_plain = claim.whose is Whose.OWN and not claim.denied and claim.amount is not None
        is_meant = claim.quantity == "accuracy" and is_plain and not claim.is_listed
        if is_meant and claim.amount is not None and claim.amount.unit in ("%", ""):
            question = claim.subject.question.split(".")[0]
            told.setdefault(question, {})[claim.amount.words] = claim
    return tuple(
        replace(_told(("", "accuracy", "", question), found), block=POOL)
        for question, found in told.items()
        if FEWEST <= len(found) <= MOST_POOLED
    )


def network_lineups(claims: Sequence[Claim]) -> tuple[Lineup, ...]:
    """The numbers of parameters that sentences tell of networks, each with one for certain."""
    told: dict[str, list[Claim]] = {}
    for claim in claims:
        is_plain = claim.whose is Whose.OWN and not claim.denied and claim.amount is not None
        is_meant = claim.quantity == "parameters" and is_plain and not claim.is_listed
        if is_meant and claim.subject.network and claim.statistic is Statistic.VALUE:
            told.setdefault(claim.subject.network, []).append(claim)
    single = {name: found[0] for name, found in told.items() if len({c.value for c in found}) == 1}
    if len(single) < FEWEST:
        return ()
    return (_told(("", "parameters", "", ""), single),)


def _told(key: tuple[str, str, str, str], values: dict[str, Claim]) -> Lineup:
    name, quantity, split, question = key
    entries = [
        Entry(
            label=value,
            words=words_of(value) if name or quantity == "parameters" else frozenset(),
            number=number_in(value) if name else None,
            value=claim.value or 0.0,
            step=10.0**-claim.amount.decimals,
            shown=claim.amount.words,
            place=claim.place,
            row=at,
        )
        for at, (value, claim) in enumerate(values.items())
        if claim.amount is not None
    ]
    return Lineup(measure=quantity, split=split, kind=None, heading="", run="", axis=name, block=-1,
                  question=question, section=None, name="the text", is_turned=False,
                  entries=tuple(entries))  # fmt: skip
