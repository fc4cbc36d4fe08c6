"""Which number is a value of which quantity: only what the words next to it make certain."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from grader.collect.statements.amounts import Found
from grader.collect.statements.canonical import SHARES, UNITS, as_quantity
from grader.collect.statements.changes import is_comparison_after, is_comparison_before
from grader.collect.statements.counted import (
    counts_inside,
    is_counted_otherwise,
    is_repetition,
)
from grader.collect.statements.gaps import (
    is_direct,
    is_loose,
    is_strong,
    is_tight_after,
    without_arithmetic,
)
from grader.collect.statements.left_words import (
    COUNTED,
    RESULTS,
    can_be_told_behind,
    is_weak,
    without_names,
)
from grader.collect.statements.parsed import Group, Parsed
from grader.collect.statements.quantities import Mention
from grader.collect.statements.reached import is_lasting, is_of_split
from grader.records import Amount

_ASIDE_ENDS = re.compile(r"[ ]?[,.;(]|$|[ ]at[ ]epoch")
FARTHEST = 120
"""Characters between a quantity and its number."""
_PER_UNIT = re.compile(r"[ ]?(?:/|per|for each)[ ]?(?:kWh|kilowatt)", re.IGNORECASE)
_ARTICLE = re.compile(r"\b(?:the|of|in|on|for)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A number with the quantity that it is a value of."""

    found: Found
    """The number as written."""
    amount: Amount
    """As a value of the quantity."""
    quantity: str
    """One of `QUANTITIES`."""
    mention: Mention | None
    """The words that name the quantity; None if the unit does."""
    group: Group
    """The numbers in whose row it stands."""
    split: str = ""
    """Its split, where a pronoun carries it on from the sentence before."""


@lru_cache(maxsize=512)
def pairs_in(parsed: Parsed) -> tuple[Pair, ...]:
    """Every number whose quantity is certain, in order."""
    found: list[Pair] = []
    for group in parsed.groups:
        found.extend(_of_group(parsed, group))
    return tuple(found)


def _of_group(parsed: Parsed, group: Group) -> Iterator[Pair]:
    members = group.members
    if all(member.amount.unit in ("points", "times") for member in members):
        yield from _repetitions(parsed, group)
        yield from _shares(parsed, group)
        return
    text = parsed.text
    if wrong := _wrong_labels(parsed, group):
        yield from _make(group, "noisy_labels", wrong, members)
        return
    if is_comparison_before(text, members[0]):
        return
    if is_comparison_after(text, group.end):
        if len(members) > 1 and "," in text[members[-2].end : members[-1].start]:
            # `82.25 %, 2.1 % lower than before`: the first is no difference.
            yield from _of_group(parsed, _without_last(group))
        return
    left, right = _left(parsed, group), _right(parsed, group)
    if right is None or not right.quantity:
        # A number that counts something else, `after 50 epochs`, has no value to the left either.
        rest = members if right is None else members[:-1]
        mention = left if right or left else _far_left(parsed, group)
        if mention is not None and rest:
            yield from _make(group, mention.quantity, mention, rest)
        elif right is None:
            yield from _by_unit(parsed, group)
    elif left is None:
        yield from _make(group, right.quantity, right, members)
    elif len(members) > 1 and not is_weak(parsed, left, group):
        yield from _make(group, left.quantity, left, members[:-1])
        yield from _make(group, right.quantity, right, members[-1:])
    else:
        mention = _chosen(parsed, group, left, right)
        yield from _make(group, mention.quantity, mention, members)


def _without_last(group: Group) -> Group:
    spread = group.spreads[-2]
    end = (spread or group.members[-2]).end
    return replace(group, end=end, members=group.members[:-1], spreads=group.spreads[:-1])


def _chosen(parsed: Parsed, group: Group, left: Mention, right: Mention) -> Mention:
    if is_weak(parsed, left, group):
        return right
    is_next = right.quantity == "parameters" and right.start - group.end < 2
    if is_strong(parsed.text[left.end : group.start]) and not (
        is_next and left.quantity in COUNTED
    ):
        return left
    return right if right.quantity in COUNTED else left


def _wrong_labels(parsed: Parsed, group: Group) -> Mention | None:
    """`30 % of the training labels are wrong`."""
    mention = next((one for one in parsed.mentions if one.start >= group.end), None)
    if mention is None or mention.quantity != "noisy_labels" or not _fits(group, "noisy_labels"):
        return None
    gap = parsed.text[group.end : mention.start]
    return (
        mention
        if re.fullmatch(r"[ ](?:of[ ])?(?:(?:the|all|our|train(?:ing)?)[ ])*", gap)
        else None
    )


def _fits(group: Group, quantity: str) -> bool:
    return all(as_quantity(member.amount, quantity) is not None for member in group.members)


def _some_fit(group: Group, quantity: str, *, last: bool) -> bool:
    members = group.members[-1:] if last else group.members[:1]
    return all(as_quantity(member.amount, quantity) is not None for member in members)


def _left(parsed: Parsed, group: Group) -> Mention | None:
    before = [
        mention for mention in parsed.mentions if mention.end <= group.start and not mention.name
    ]
    if not before or group.start - before[-1].end > FARTHEST:
        return None
    mention = before[-1]
    if mention.quantity == "epochs" and counts_inside(parsed.text, mention, group.end):
        return None
    gap = without_arithmetic(without_names(parsed, mention.end, group.start))
    if not can_be_told_behind(parsed, mention, gap):
        return None
    if not _some_fit(group, mention.quantity, last=False):
        return None
    is_aside = gap == ", " and mention.quantity in RESULTS and _ASIDE_ENDS.match(
        parsed.text, group.end
    )  # fmt: skip
    return mention if is_aside or is_direct(gap, mention.quantity) else None


def _right(parsed: Parsed, group: Group) -> Mention | None:
    """The quantity that follows; one without quantity if the number counts something else."""
    after = [mention for mention in parsed.mentions if mention.start >= group.end]
    for mention in after[:2]:
        gap = parsed.text[group.end : mention.start]
        if mention.name and mention.quantity == "activation" and gap.strip(" -") == "":
            continue  # `64 ReLU units`
        gap = re.sub(" +", " ", without_names(parsed, group.end, mention.start))
        if mention.name or not is_tight_after(gap):
            return None
        if not _some_fit(group, mention.quantity, last=True):
            return None
        if mention.quantity not in COUNTED:
            if (
                group.members[-1].amount.words[:1].isalpha()
                and not group.members[-1].amount.is_about
            ):
                return None  # `the three batch sizes`
            is_result = mention.quantity in RESULTS
            if is_result and not _may_precede(group, gap):
                return None
            return None if _has_own_number(parsed, mention) else mention
        is_other = is_counted_otherwise(parsed.text, group.members[-1].start, mention)
        return replace(mention, quantity="") if is_other else mention
    return None


def _may_precede(group: Group, gap: str) -> bool:
    """Whether a number may stand before its result: `85 % test accuracy`, not `10 the loss`."""
    amount = group.members[-1].amount
    return bool(amount.unit or amount.decimals) and not _ARTICLE.search(gap)


def _has_own_number(parsed: Parsed, mention: Mention) -> bool:
    """Whether a number directly behind a mention is its own."""
    following = next((group for group in parsed.groups if group.start >= mention.end), None)
    if following is None or not _some_fit(following, mention.quantity, last=False):
        return False
    return is_direct(parsed.text[mention.end : following.start], mention.quantity)


def _far_left(parsed: Parsed, group: Group) -> Mention | None:
    """The result that a clause speaks of, further away: `the accuracy that we got ... was 85 %`."""
    start, _ = parsed.clause(group.start)
    for mention in reversed(parsed.mentions):
        if mention.end > group.start or mention.start < start:
            continue
        gap = parsed.text[mention.end : group.start]
        if mention.quantity in RESULTS and _fits(group, mention.quantity):
            return mention if is_loose(parsed, mention, group, gap) else None
        if mention.quantity in RESULTS or mention.quantity == "error_rate":
            return None
    return None


def _by_unit(parsed: Parsed, group: Group) -> Iterator[Pair]:
    """Energy, carbon and times of training are told by their units, accuracies by their split."""
    units = {found.amount.unit for found in group.members}
    for quantity, unit in UNITS.items():
        if units == {unit} and (quantity != "time" or is_lasting(parsed.text, group)):
            if _PER_UNIT.match(parsed.text, group.end):
                return
            yield from _make(group, quantity, None, group.members)
    if is_of_split(parsed, group):
        yield from _make(group, "accuracy", None, group.members)


def _repetitions(parsed: Parsed, group: Group) -> Iterator[Pair]:
    """`each was trained three times`."""
    for found in group.members:
        if is_repetition(parsed.text, found):
            yield from _make(group, "runs", None, (found,))


def _shares(parsed: Parsed, group: Group) -> Iterator[Pair]:
    """`dropout with probability one half`."""
    mention = _left(parsed, group)
    if mention is not None and mention.quantity in SHARES:
        yield from _make(group, mention.quantity, mention, group.members[:1])


def _make(
    group: Group, quantity: str, mention: Mention | None, members: tuple[Found, ...]
) -> Iterator[Pair]:
    for found in members:
        amount = as_quantity(found.amount, quantity)
        if amount is not None:
            yield Pair(found=found, amount=amount, quantity=quantity, mention=mention, group=group)
