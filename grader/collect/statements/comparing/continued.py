"""Differences that leave out what was told before them: `and from 5 to 10 another 2.6`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from grader.collect.statements.comparing.by_how_much import ABOUT, UNIT, negated, tightened
from grader.collect.statements.comparing.clauses import Hit, Spoken
from grader.records import Relation

_AGAIN = re.compile(
    r"\b(?:between|from|in|von)\s(?:the\s)?(?:(?P<noun>epochs?|lengths?)\s)?"
    r"(?P<first>\d[\d.e-]{0,9})\s(?:and|to|auf|bis)\s(?P<second>\d[\d.e-]{0,9})\s(?:it\sis\s)?"
    r"(?:by\s|um\s)?(?:another|a\sfurther|again|even|only|only\sanother|further|weitere)\s"
    rf"(?P<number>\d{{1,4}}(?:[.,]\d{{1,4}})?(?:\s?%)?)(?!\d){UNIT}"
)
"""`and between 9 and 11 another 28.7`: what changes, and which way, was told before."""
_ALSO = re.compile(
    rf"\band\s(?:even\s|only\s)?by\s{ABOUT}(?P<number>#+){UNIT}\s(?:in|on|for)\s"
    r"(?:the\s)?(?P<split>train\w*|validation|val|test\w*)\b"
)
"""`by 2.2 points in test and by 2.4 points in validation`."""


def continued_in(spoken: Spoken, found: Sequence[Hit]) -> Iterator[Hit]:
    """Those that leave out what was told before them in the sentence."""
    for pattern in (_AGAIN, _ALSO):
        for match in pattern.finditer(spoken.low if pattern is _AGAIN else spoken.masked):
            before = [hit for hit in found if hit.end <= match.start() and hit.is_directed]
            amount = spoken.amount_at(*match.span("number"))
            if not before or amount is None or amount.unit not in ("", "%", "points"):
                continue
            last = max(before, key=lambda hit: hit.end)
            if last.amount is None or last.relation is not Relation.DIFFERENCE:
                continue
            amount = replace(tightened(amount), unit=last.amount.unit)
            amount = negated(amount) if last.amount.value < 0 else amount
            hit = replace(last, start=match.start(), end=match.end(), amount=amount,
                          left_value=None, right_value=None)  # fmt: skip
            if "split" in match.groupdict():
                yield replace(hit, split=_SPLITS[match["split"][:3]])
            elif last.left_words:
                noun = (match["noun"] or last.left_words.rsplit(" ", 1)[0]).rstrip("s ")
                first, second = (spoken.text[slice(*match.span(at))] for at in ("first", "second"))
                yield replace(hit, left_words=f"{noun} {second}", right_words=f"{noun} {first}")


_SPLITS = {"tra": "train", "val": "validation", "tes": "test"}
