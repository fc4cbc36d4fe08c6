"""Bounds said of all: `all runs lie between 91.1 and 91.9 %`, `no batch size reaches 60 %`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.consistency.itself.comparing.found import table_of
from grader.consistency.wording import claim_words, shortened, source_words
from grader.consistency.work import Work
from grader.records import (
    Block,
    BlockKind,
    Checked,
    Claim,
    Consistency,
    HeldAgainst,
    Span,
    Statistic,
    Whose,
)

_NUMBER = r"\d{1,3}(?:[.,]\d{1,3})?"
_NOUNS = {"batch size": "batch_size", "learning rate": "learning_rate", "run": "run",
          "weight decay": "weight_decay", "decay": "weight_decay", "seed": "run",
          "length": "length"}  # fmt: skip
_ALL = re.compile(
    r"\b(?P<who>all|every|each|none|no)\s(?:of\s)?(?:the\s|our\s)?(?:[\w-]+\s)?"
    rf"(?P<noun>{'|'.join(sorted(_NOUNS, key=len, reverse=True))})s?\s"
    r"(?P<verb>lies?|lay|is|are|was|were|stays?|stayed|reach(?:es|ed)?|exceeds?|exceeded|gets?|got"
    r"|achieves?|achieved|ends?|ended|comes?|came|has|have|had|gives?|gave|scores?|scored)\s"
    r"(?P<middle>(?:(?:an?|the|test|validation|final|accuracy|up|to|at|with|well)\s){0,4})"
    r"(?P<way>between\s|above\s|over\s|more\sthan\s|at\sleast\s|below\s|under\s|less\sthan\s"
    r"|at\smost\s)?"
    rf"(?P<first>{_NUMBER})(?:\s?%)?(?:\s(?:and|to)\s(?P<second>{_NUMBER}))?\s?(?:%|percent\b)",
    re.IGNORECASE,
)
_LESS = ("below", "under", "less than", "at most")
_PART = re.compile(
    r"\b(?:except|but|apart|other than|train\w*|of the error|error|more than half|nearly|almost"
    r"|about|around|would|should|could|after epoch|at epoch|in epoch|epochs?)\b",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?;](?=\s|$)|\n")
_MOST = 20_000
FEWEST = 2
"""Values that are `all`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """Words that bound all values under a setting."""

    start: int
    end: int
    name: str
    """The setting whose values they are."""
    low: float
    high: float
    slack: float
    """What the last digit leaves open."""
    split: str


def hold_bounds(work: Work) -> Iterator[Checked]:
    """Every bound of accuracies that is said of all runs, batch sizes and the like."""
    for index, block in enumerate(work.write_up.blocks):
        if block.kind in (BlockKind.TEXT, BlockKind.LIST) and len(block.text) <= _MOST:
            for bound in bounds_in(block.text):
                if checked := _checked(work, block, index, bound):
                    yield checked


def bounds_in(text: str) -> Iterator[Bound]:
    """The bounds of a text."""
    for match in _ALL.finditer(text):
        begin = max((found.end() for found in _END.finditer(text, 0, match.start())), default=0)
        found = _END.search(text, match.end())
        sentence = text[begin : found.start() if found else len(text)]
        if _PART.search(sentence) or (bound := _bound(match)) is None:
            continue
        yield bound


def _bound(match: re.Match[str]) -> Bound | None:
    way = " ".join((match["way"] or "").lower().split())
    ends = [float(text.replace(",", ".")) for text in (match["first"], match["second"]) if text]
    decimals = len(match["first"].replace(",", ".").partition(".")[2]) if len(ends) == 2 else 1
    is_reached = match["verb"].lower().startswith(("reach", "exceed"))
    if (way == "between") is not (len(ends) == 2) or not (way or is_reached):
        return None
    low, high = (min(ends), max(ends)) if way == "between" else (ends[0], 100.0)
    if way in _LESS:
        low, high = 0.0, ends[0]
    if match["who"].lower() in ("none", "no"):
        if way == "between" or low == 0.0:
            return None
        low, high = 0.0, low
    words = match["middle"].lower()
    split = "validation" if "validation" in words else "test" if "test" in words else ""
    return Bound(start=match.start(), end=match.end(), name=_NOUNS[match["noun"].lower()],
                 low=low, high=high, slack=10.0**-decimals, split=split)  # fmt: skip


def _checked(work: Work, block: Block, index: int, bound: Bound) -> Checked | None:
    values = _values(work.statements.claims, block, bound)
    if len(values) < FEWEST:
        return None
    outside = [claim for claim in values if not _is_inside(claim, bound)]
    certain = [claim for claim in outside if not _is_near(claim, bound)]
    if outside and not certain:
        return None
    outside = certain
    shown = outside[0] if outside else min(values, key=lambda claim: claim.value or 0.0)
    span = Span(block=index, start=bound.start, end=bound.end)
    place = block.place_of(bound.start)
    said = shortened(block.text[bound.start : bound.end], 120)
    source = source_words(work.write_up, shown.span, shown.place)
    return Checked(
        outcome=Consistency.INCONSISTENT if outside else Consistency.CONSISTENT,
        check=HeldAgainst.ITSELF,
        subject="accuracy",
        sentence=f"The text says “{said}”; {source} says {claim_words(shown)} for one of them.",
        words=said,
        place=place,
        last_line=block.place_of(bound.end - 1).line,
        span=span,
        other=shown.place,
        other_words=shown.words,
    )


def _values(claims: Sequence[Claim], block: Block, bound: Bound) -> list[Claim]:
    """All values under the setting in the one table of the question; the best where both stand."""
    found = [
        claim
        for claim in claims
        if claim.quantity == "accuracy"
        and claim.whose is Whose.OWN
        and claim.value is not None
        and claim.statistic is Statistic.VALUE
        and table_of(claim) is not None
        and claim.subject.question == block.question
        and claim.subject.split != "train"
        and bound.split in ("", claim.subject.split)
        and bound.name in dict(claim.subject.settings)
    ]
    kinds = {(table_of(claim), claim.subject.split, claim.subject.moment) for claim in found}
    return found if len(kinds) == 1 else []


def _is_inside(claim: Claim, bound: Bound) -> bool:
    value = claim.value or 0.0
    return bound.low - bound.slack <= value <= bound.high + bound.slack


def _is_near(claim: Claim, bound: Bound) -> bool:
    """Whether it is outside by less than what rounding of both may come to."""
    value = claim.value or 0.0
    return bound.low - 2 * bound.slack <= value <= bound.high + 2 * bound.slack
