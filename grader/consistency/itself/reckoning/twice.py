"""Orders told twice: `MSE is 1.8 points over cross entropy`, `cross entropy is better`."""

import re
from collections.abc import Iterator

from grader.consistency.wording import capitalised, shortened, source_words
from grader.consistency.work import Work
from grader.records import (
    Checked,
    Comparison,
    Consistency,
    HeldAgainst,
    Relation,
    Subject,
    Whose,
)

_TOLD_APART = frozenset(("loss_function", "optimizer", "activation", "framework", "schedule"))
"""Settings that have names: whose two values are compared is plain."""
_OVER = re.compile(r"\b(?:points?|pp|%)\s(?:over|above)\b", re.IGNORECASE)
_BOTH = ("of the two", "of both", "than")


def hold_twice(work: Work) -> Iterator[Checked]:
    """Every order of two settings that contradicts one with its amount."""
    certain = [each for each in work.statements.comparisons if _is_measured(each)]
    for comparison in work.statements.comparisons:
        better = _better(comparison)
        if not better[0]:
            continue
        for other in certain:
            worse = _worse(other)
            is_near = comparison.left.question == other.left.question
            if worse == better and is_near and other.sentence != comparison.sentence:
                yield _checked(work, comparison, other)
                break


def _is_measured(comparison: Comparison) -> bool:
    """Whether it tells by how many points one is over the other."""
    amount = comparison.amount
    return (
        comparison.relation is Relation.DIFFERENCE
        and comparison.quantity == "accuracy"
        and (comparison.is_directed or _OVER.search(comparison.words) is not None)
        and amount is not None
        and amount.unit in ("points", "%")
        and comparison.whose is Whose.OWN
        and comparison.left.split != "train"
    )


def _named(subject: Subject | None) -> tuple[str, str]:
    """The one setting that tells a side apart."""
    found = [each for each in subject.settings if each[0] in _TOLD_APART] if subject else []
    is_plain = len(found) == 1 and subject is not None and len(subject.settings) == 1
    return found[0] if is_plain else ("", "")


def _worse(comparison: Comparison) -> tuple[str, str]:
    """Which of two settings is behind."""
    amount = comparison.amount
    if amount is None or amount.value == 0:
        return "", ""
    side = comparison.right if amount.value > 0 else comparison.left
    return _named(side)


def _better(comparison: Comparison) -> tuple[str, str]:
    """Which of two settings is said to be ahead in accuracy, or all in all."""
    if comparison.relation is not Relation.MORE or comparison.is_better is not True:
        return "", ""
    if comparison.quantity not in ("", "accuracy") or comparison.whose is not Whose.OWN:
        return "", ""
    if comparison.left.split == "train" or comparison.amount is not None:
        return "", ""
    low = comparison.words.lower()
    return _named(comparison.left) if any(words in low for words in _BOTH) else ("", "")


def _checked(work: Work, comparison: Comparison, other: Comparison) -> Checked:
    source = source_words(work.write_up, other.span, other.place)
    said = shortened(comparison.words, 120)
    return Checked(
        outcome=Consistency.INCONSISTENT,
        check=HeldAgainst.ITSELF,
        subject="which is better",
        sentence=capitalised(
            f"the text says “{said}”; {source} says “{shortened(other.words, 120)}”."
        ),
        words=comparison.words,
        place=comparison.place,
        span=comparison.sentence or comparison.span,
        other=other.place,
        other_words=other.words,
    )
