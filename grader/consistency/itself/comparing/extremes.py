"""Superlatives, and `better` without a `than`, held against all rows of one table."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from grader.consistency.itself.comparing.found import covers, dimensions, rest, table_of
from grader.consistency.itself.comparing.relations import is_more
from grader.consistency.subjects import Known
from grader.records import Claim, Comparison, Relation, Statistic, Subject

_MEAN = re.compile(r"\b(?:mean|average|averaged|on average)\b")
_RUN = re.compile(r"\b(?:single|runs?|seeds?|times)\b")
_COUNT = re.compile(r"\b(?:of|all)\s(?:the\s)?(two|three|four|five|six|seven|eight)\b")
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}


@dataclass(frozen=True, slots=True, kw_only=True)
class Extreme:
    """What came of looking for the greatest or smallest value."""

    holds: bool | None
    """Whether the one that the words name is it."""
    named: Claim
    """A value of the one that the words name."""
    others: tuple[Claim, ...]
    """Those that it was held against; the one that beats it first."""


def extremes(
    comparison: Comparison,
    claims: Sequence[Claim],
    named: Sequence[Claim],
    known: Known,
    mentioned: int | None,
) -> tuple[Extreme, ...]:
    """The outcome for each table that tells of the one named, or for the text around it."""
    tables = list(dict.fromkeys(table_of(claim) for claim in named))
    listed = [table for table in tables if table is not None] or tables[:1]
    if mentioned is not None and mentioned in listed:
        listed = [mentioned]
    found: list[Extreme] = []
    for table in listed:
        inside = [claim for claim in claims if table_of(claim) == table]
        own = [claim for claim in named if table_of(claim) == table]
        if comparison.relation in (Relation.MORE, Relation.LESS):
            if table is None:
                # What differs in nothing else may as well stand in a table of the question.
                question = comparison.left.question
                inside = [claim for claim in claims if claim.subject.question == question]
            found += _against_each(comparison, inside, own, known)
            continue
        found += _in_one(comparison, inside, own, known)
    return tuple(found)


def _against_each(
    comparison: Comparison, claims: Sequence[Claim], named: Sequence[Claim], known: Known
) -> list[Extreme]:
    """Each value of the one named against those that differ only in what names it."""
    dims = dimensions(comparison.left, Subject())
    wants_more = comparison.relation is Relation.MORE
    found = []
    for own in named:
        others = [
            claim
            for claim in claims
            if claim.statistic == own.statistic
            and claim.subject.split == own.subject.split
            and not covers(comparison.left, claim.subject, known)
        ]
        alike = [claim for claim in others if rest(claim, dims) == rest(own, dims)]
        listed = [
            claim
            for claim in others
            if table_of(own) and _names_all(comparison.left, claim.subject)
        ]
        for other in alike or listed:
            holds: bool | None = beats(own, other, wants_more) or None
            holds = False if beats(other, own, wants_more) else holds
            found.append(Extreme(holds=holds, named=own, others=(other,)))
    return found


def _in_one(
    comparison: Comparison, claims: Sequence[Claim], named: Sequence[Claim], known: Known
) -> list[Extreme]:
    columns = dict.fromkeys((claim.subject.split, claim.subject.moment) for claim in named)
    found = []
    for column in columns:
        own = [claim for claim in named if _column(claim) == column]
        against = [
            claim
            for claim in claims
            if _is_rival(comparison, claim, own[0])
            and not covers(comparison.left, claim.subject, known)
        ]
        by_statistic = [
            _in_every_reading(comparison, *sides)
            for statistic in (Statistic.MEAN, Statistic.BEST, Statistic.VALUE)
            if all(sides := (_of(own, statistic), _of(against, statistic)))
        ]
        found += _agreed(comparison, by_statistic)
    return found


def _column(claim: Claim) -> tuple[str, str]:
    return claim.subject.split, claim.subject.moment


def _in_every_reading(
    comparison: Comparison, own: Sequence[Claim], against: Sequence[Claim]
) -> Extreme:
    """Against all others, and against those that differ in one thing that is named.

    `With Adam the deep network is best` may mean the best with Adam, or the best deep one.
    """
    whole = _one(comparison, own, against)
    if whole.holds is not False:
        return whole
    told = _COUNT.search(comparison.words.lower())
    is_other_group = told is not None and _NUMBERS[told[1]] != len(against) + len(own)
    if comparison.right is not None or is_other_group:
        return replace(whole, holds=None)
    parts = [
        [claim for claim in against if _differs_only_in(name, comparison.left, claim.subject)]
        for name in _named_by(comparison.left)
    ]
    readings = [_one(comparison, own, part) for part in parts if part and len(parts) > 1]
    agree = all(reading.holds is False for reading in readings)
    return whole if agree else replace(whole, holds=None)


def _named_by(side: Subject) -> list[str]:
    fields = [name for name in ("network", "epoch", "selection") if getattr(side, name)]
    return [*fields, *(name for name, _ in side.settings)]


def _differs_only_in(name: str, side: Subject, other: Subject) -> bool:
    fields = [field for field in ("network", "epoch", "selection") if field != name]
    same = all(getattr(side, field) in ("", None, getattr(other, field)) for field in fields)
    settings = dict(other.settings)
    return same and all(settings.get(key) == value for key, value in side.settings if key != name)


def _of(claims: Sequence[Claim], statistic: Statistic) -> list[Claim]:
    return [claim for claim in claims if claim.statistic is statistic]


def _agreed(comparison: Comparison, found: list[Extreme]) -> list[Extreme]:
    """Means are believed where they are meant, or where no single run says otherwise."""
    if (
        comparison.amount is not None
        or len(found) < 2
        or found[0].holds
        or _MEAN.search(comparison.words.lower())
    ):
        return found[:1]
    agree = all(each.holds is False for each in found)
    return [found[0] if agree else replace(found[0], holds=None)]


def _is_rival(comparison: Comparison, claim: Claim, own: Claim) -> bool:
    """Whether a value is of the kind that the one named is held against."""
    if table_of(own) is not None:
        return _column(claim) == _column(own)
    here = claim.sentence is not None and claim.sentence == own.sentence
    is_split = claim.subject.split == own.subject.split or (here and not claim.subject.split)
    is_near = here or claim.subject.question == own.subject.question
    return is_split and is_near and _names_all(comparison.left, claim.subject)


def _one(comparison: Comparison, own: Sequence[Claim], against: Sequence[Claim]) -> Extreme:
    wants_more = comparison.relation is Relation.GREATEST
    best = _extreme(own, wants_more)
    rivals = sorted(against, key=_value, reverse=wants_more)
    beaten = {id(claim): beats(claim, best, wants_more) for claim in rivals}
    ahead = [claim for claim in rivals if beaten[id(claim)] and _is_fair(comparison, best, claim)]
    holds: bool | None = True if all(each is False for each in beaten.values()) else None
    if ahead:
        holds = False
    others = [*ahead, *(claim for claim in rivals if claim not in ahead)]
    if comparison.amount is not None:
        holds = _is_placed(comparison, comparison.amount.value, best, rivals, list(beaten.values()))
        others = rivals
    return Extreme(holds=holds, named=best, others=tuple(others))


def _is_placed(
    comparison: Comparison,
    place: float,
    own: Claim,
    rivals: Sequence[Claim],
    beaten: Sequence[bool | None],
) -> bool | None:
    """Whether so many are ahead that it is second, third, ..."""
    certain = sum(each is True for each in beaten)
    ties = sum(each is None or _value(rival) == _value(own)
               for each, rival in zip(beaten, rivals, strict=True))  # fmt: skip
    if len(rivals) < 2 or comparison.right is not None or _RUN.search(comparison.words.lower()):
        return None
    if certain <= place - 1 <= certain + ties:
        return None if ties else True
    return False


def _is_fair(comparison: Comparison, own: Claim, other: Claim) -> bool:
    """Whether the other is of the kind that is compared: listed, or alike but for what differs."""
    if table_of(own) is not None:
        dims = dimensions(comparison.left, Subject())
        return rest(own, dims) == rest(other, dims) or _names_all(comparison.left, other.subject)
    dims = dimensions(comparison.left, Subject())
    return rest(own, dims) == rest(other, dims)


def _names_all(side: Subject, other: Subject) -> bool:
    """Whether the other row tells all that the side is named by."""
    names = {name for name, _ in other.settings}
    return (
        (not side.network or bool(other.network))
        and (side.epoch is None or other.epoch is not None)
        and all(name in names for name, _ in side.settings)
    )


def _extreme(claims: Sequence[Claim], wants_more: bool) -> Claim:
    return max(claims, key=_value) if wants_more else min(claims, key=_value)


def _value(claim: Claim) -> float:
    return claim.amount.value if claim.amount else 0.0


def beats(other: Claim, own: Claim, wants_more: bool) -> bool | None:
    """Whether the other certainly beats it; None if it may; ties do not beat."""
    if other.amount is None or own.amount is None:
        return None
    a, b = (other.amount, own.amount) if wants_more else (own.amount, other.amount)
    if a.value == b.value:
        return False
    is_less = is_more(a, b) is not False and a.value < b.value
    return None if is_less else is_more(b, a) is False
