"""Two digits changed over: a value told nowhere else, where the same with them in order is told."""

from collections.abc import Iterator
from dataclasses import dataclass

from grader.consistency.itself.numerals import (
    APART,
    BY,
    OF_ANOTHER,
    Numerals,
    as_percent,
    numerals_of,
    plain,
    swapped,
)
from grader.consistency.itself.reckoning.borne_out import has_output
from grader.consistency.itself.slips_counts import hold_slipped_counts
from grader.consistency.itself.slips_unread import hold_unread
from grader.consistency.itself.told import Tale, Told
from grader.consistency.wording import capitalised
from grader.records import BlockKind, Checked, Consistency, Statistic

QUANTITIES = (
    "accuracy",
    "loss",
    "parameters",
    "epochs",
    "time",
    "energy",
    "carbon",
)
LONG = 5
"""Digits of a count of parameters that no other network has by chance."""
_OPEN = frozenset({"when", "settings", "labels", "network", "split", "statistic"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A value with two digits changed over, and the value that is meant."""

    told: Told
    """Where it is told."""
    meant: Told
    """Where the other is."""


def hold_slips(tale: Tale) -> Iterator[Checked]:
    """Every value that is another one's with two neighbouring digits changed over."""
    numerals = numerals_of(_texts(tale))
    if not numerals.counts:
        return
    by_number: dict[tuple[str, str], list[Told]] = {}
    for quantity in QUANTITIES:
        for told in tale.of(quantity):
            number = _number(told)
            if number:
                by_number.setdefault((quantity, number), []).append(told)
    yield from hold_unread(tale, numerals)
    yield from hold_slipped_counts(tale, numerals)
    printed = numerals_of(_outputs(tale))
    for told in tale.all:
        slip = _slip(tale, told, numerals, by_number, printed)
        if slip is not None:
            sentence = (
                f"{tale.both(told, slip.meant)}: the same digits in another order, and "
                f"{tale.value(told)} is told nowhere else."
            )
            yield tale.checked(told, Consistency.INCONSISTENT, capitalised(sentence), slip.meant)


def _texts(tale: Tale) -> Iterator[str]:
    yield from (block.text for block in tale.write_up.blocks)
    for source in tale.work.sources:
        if not (source.is_prose and source.place.file == tale.write_up.path):
            yield source.output
            yield source.text
    yield from (value.words for value in tale.work.evidence.saved)


def _outputs(tale: Tale) -> Iterator[str]:
    """What programs wrote, who do not mistype."""
    for source in tale.work.sources:
        if not source.is_prose:
            yield source.output
    yield from (value.words for value in tale.work.evidence.saved)


def _number(told: Told) -> str:
    amount = told.claim.amount
    return plain(amount.words) if amount is not None and not amount.is_about else ""


def _slip(
    tale: Tale,
    told: Told,
    numerals: Numerals,
    by_number: dict[tuple[str, str], list[Told]],
    printed: Numerals,
) -> Slip | None:
    claim, number = told.claim, _number(told)
    if claim.quantity not in QUANTITIES or claim.is_listed or not numerals.stands_alone(number):
        return None
    if OF_ANOTHER.search(told.sentence[:600]) or APART.match(told.after(30)):
        return None
    if BY.search(told.before(30)) or claim.statistic is Statistic.SPREAD:
        return None
    near = [
        other
        for text in swapped(number)
        for form in dict.fromkeys((text, as_percent(text)))
        for other in by_number.get((claim.quantity, form), ())
        if other.index != told.index
    ]
    if len({_number(other) for other in near}) != 1:
        return None
    meant = [
        other
        for other in near
        if _is_meant(tale, told, other) and _is_accused(told, other, printed)
    ]
    apart = any(other.claim.sentence == claim.sentence for other in near)
    return Slip(told=told, meant=meant[0]) if meant and not apart else None


def _is_meant(tale: Tale, told: Told, other: Told) -> bool:
    """Whether the other value may be of the same, and is told where it is looked for."""
    a, b = told.claim.subject, other.claim.subject
    doubts = tale.doubts(told, other)
    if doubts is None or _digits(told) < 3:
        return False
    if told.claim.quantity == "parameters" and _digits(told) >= LONG:
        # A count of so many digits is told of one network, wherever that is.
        return "network" not in doubts or told.is_summary or not (a.network and b.network)
    if told.is_summary:
        return _digits(told) >= 4 or "network" not in doubts
    if not doubts <= _OPEN or a.question != b.question:
        return False
    if other.block is not None and other.block.kind is BlockKind.OUTPUT:
        return False
    if a.epoch is not None and a.epoch == b.epoch and a.split == b.split:
        return "labels" not in doubts
    return _digits(told) >= 4 or not doubts & {"network", "split", "labels"}


def _is_accused(told: Told, other: Told, printed: Numerals) -> bool:
    """Which of both is rather wrong: what no output has; what is told in words, or later."""
    own, others = (has_output(_number(each), printed) for each in (told, other))
    if own is not others:
        return others
    if told.weight != other.weight:
        return told.weight < other.weight
    return told.index > other.index


def _digits(told: Told) -> int:
    return len(_number(told).replace(".", "").lstrip("0"))
