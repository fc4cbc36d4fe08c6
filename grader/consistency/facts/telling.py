"""The sentences and records of statements that were held against code or a run."""

from collections.abc import Sequence
from dataclasses import replace

from grader.consistency.facts.known import Known, Pool
from grader.consistency.wording import (
    capitalised,
    claim_words,
    number_words,
    quantity_words,
    shortened,
    sizes_words,
    source_words,
    subject_words,
    where,
)
from grader.records import Checked, Claim, Consistency, HeldAgainst, Place, WriteUp

MOST_TOLD = 3
_RANGES = {"0..1": "0 to 1", "-1..1": "-1 to 1", "0..255": "0 to 255", "yes": "one"}
_WHO = {
    HeldAgainst.CODE: "the code",
    HeldAgainst.LISTING: "the listing",
    HeldAgainst.RUN: "the run",
}


def checked(
    claim: Claim,
    write_up: WriteUp,
    outcome: Consistency,
    check: HeldAgainst,
    sentence: str,
    *,
    other: Place | None = None,
    other_words: str = "",
) -> Checked:
    """The record of one statement held against one thing."""
    return Checked(
        outcome=outcome,
        check=check,
        subject=subject_words(claim.quantity, claim.subject),
        sentence=sentence,
        words=claim.words,
        place=claim.place,
        last_line=None,
        span=claim.span,
        other=other,
        other_words=shortened(other_words),
    )


def said(claim: Claim, write_up: WriteUp) -> str:
    """The statement's side: `The text (page 2) says a learning rate of 0.01`."""
    source = capitalised(source_words(write_up, claim.span, claim.place))
    name = quantity_words(claim.quantity)
    told = _RANGES.get(claim.name) or claim_words(claim)
    if claim.value is not None or claim.sizes:
        return f"{source} says {told} for the {name}"
    if claim.denied and not told.startswith(("no ", "without ")):
        return f"{source} says that there is no {told or name}"
    return f"{source} names {told or 'one'} as the {name}"


def who(pool: Pool) -> str:
    """What a pool is called."""
    return _WHO[pool.check]


def found_there(known: Sequence[Known], pool: Pool) -> str:
    """The other side: `the code has 0.001 (train.py, line 12)`."""
    if all(each.is_open for each in known):
        return f"what {who(pool)} has there could not be followed"
    distinct: dict[str, Known] = {}
    for each in (each for each in known if not each.is_open):
        distinct.setdefault(value_words(each), each)
    told = [
        f"{words} ({spot(each.place, pool)}{', switched off' if each.dormant else ''})"
        for words, each in list(distinct.items())[:MOST_TOLD]
    ]
    more = f" and {len(distinct) - MOST_TOLD} more" if len(distinct) > MOST_TOLD else ""
    return f"{who(pool)} has {', '.join(told)}{more}"


def spot(place: Place, pool: Pool) -> str:
    """Where the other side stands."""
    if pool.check is HeldAgainst.LISTING:
        return where(place)
    # A script is one cell, which nobody but us calls so.
    return str(replace(place, cell=None) if place.file.endswith(".py") else place)


def value_words(known: Known) -> str:
    """A value of code, in words."""
    if known.sizes:
        return sizes_words(known.sizes)
    if known.name:
        return _RANGES.get(known.name) or known.name.replace("_", " ")
    if known.value is None:
        return "a value that is not known"
    if 0 < abs(known.value) < 0.001 or abs(known.value) >= 1e6:
        return number_words(known.value) if known.value >= 1 else f"{known.value:g}"
    return number_words(known.value)
