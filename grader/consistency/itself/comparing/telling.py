"""The sentences that show a comparison beside the values that it was held against."""

from collections.abc import Sequence

from grader.consistency.itself.comparing.found import quantity_of
from grader.consistency.itself.comparing.relations import change
from grader.consistency.wording import (
    amount_words,
    block_of,
    claim_words,
    number_words,
    source_words,
    subject_words,
)
from grader.records import Amount, Claim, Comparison, Relation, WriteUp


def said(write_up: WriteUp, comparison: Comparison) -> str:
    """The comparing words as they stand in the text."""
    block, span = block_of(write_up, comparison.span), comparison.span
    words = block.text[span.start : span.end] if block and span else comparison.words
    return " ".join(words.split())[:120]


def of_two_numbers(comparison: Comparison, left: Amount, right: Amount) -> str:
    """Two numbers of the same sentence, and what they come to."""
    numbers = f"{amount_words(right)} and {amount_words(left)}"
    return f"its own numbers are {numbers}{_comes_to(comparison, left, right)}"


def of_two_claims(
    write_up: WriteUp, comparison: Comparison, left: Claim | Amount, right: Claim | Amount
) -> str:
    """A value for each side, where each stands, and what they come to."""
    parts = [_value(write_up, comparison, each) for each in (left, right)]
    a, b = (each.amount if isinstance(each, Claim) else each for each in (left, right))
    tail = _comes_to(comparison, a, b) if a and b else ""
    return f"{parts[0]}, and {parts[1]}{tail}"


def of_many(write_up: WriteUp, claims: Sequence[Claim], most: int = 6) -> str:
    """Several values, where the first of them stands."""
    shown = ", ".join(
        f"{claim_words(claim)} ({_who(claim)})" if _who(claim) else claim_words(claim)
        for claim in claims[:most]
    )
    more = " and more" if len(claims) > most else ""
    source = source_words(write_up, claims[0].span, claims[0].place)
    return f"{source} says {shown}{more}"


def sentence(write_up: WriteUp, comparison: Comparison, found: str, *, holds: bool | None) -> str:
    """Both sides beside each other."""
    text = f"The text says “{said(write_up, comparison)}”; {found}."
    return text if holds is not None else f"{text} That does not decide it."


def _value(write_up: WriteUp, comparison: Comparison, value: Claim | Amount) -> str:
    if isinstance(value, Amount):
        return f"the sentence says {amount_words(value)}"
    who = subject_words(quantity_of(comparison), value.subject)
    return f"{source_words(write_up, value.span, value.place)} says {claim_words(value)} for {who}"


def _who(claim: Claim) -> str:
    subject = claim.subject
    parts = [subject.network] if subject.network else list(subject.labels[:1])
    parts += [f"{name.replace('_', ' ')} {value}" for name, value in subject.settings]
    parts += [f"epoch {subject.epoch}"] if subject.epoch is not None else []
    return ", ".join(parts)[:80]


def _comes_to(comparison: Comparison, left: Amount, right: Amount) -> str:
    apart = abs(left.value - right.value)
    digits = min(max(left.decimals, right.decimals, 0), 8)
    if comparison.relation is Relation.RATIO:
        return f", {number_words(round(left.value / right.value, 2))} times" if right.value else ""
    if comparison.relation not in (Relation.DIFFERENCE, Relation.CHANGE, Relation.SAME):
        return ""
    in_points = quantity_of(comparison) == "accuracy"
    words = f"{apart:,.{digits}f}{' points' if in_points else ''} apart"
    bounds = change(left, right)
    is_relative = comparison.amount is not None and comparison.amount.unit == "%"
    if bounds and is_relative and right.value:
        words += f" ({100 * apart / abs(right.value):.2f} % of the second)"
    return f", {words}"
