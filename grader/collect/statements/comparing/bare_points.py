"""Differences in points that are told by whatever words: `+9.28 points`, `0.6 points for NumPy`."""

import re
from collections.abc import Iterator
from dataclasses import replace

from grader.collect.statements.amounts import Found
from grader.collect.statements.comparing import words
from grader.collect.statements.comparing.by_how_much import negated, tightened
from grader.collect.statements.comparing.clauses import Hit, Range, Spoken
from grader.collect.statements.comparing.finding import THAN, ends_before, quantity_of
from grader.collect.statements.comparing.words import ADJECTIVE, NOUN, VERB, Sense
from grader.records import Amount, Relation

_SENSE = re.compile(rf"\b(?P<word>{ADJECTIVE}|{VERB}|{NOUN})\b")
_OF_PER_CENT = re.compile(r"%|per|[Pp]rozent|pp\b|百分")
"""`2 points of per cent` are a difference, `16 points` may be a count."""
_POINTS = re.compile(r"[ -]points?\b")
_WITH_IT = re.compile(r"\b(?:compared|comparison|against|versus|vs\.?|relative)\s*(?:to|with)?\W*$")
_FRONT = re.compile(r"\W*(?:against|versus|compared (?:to|with)|in comparison (?:to|with))\s")
_JOINS = re.compile(r"\s(?:by|for|um|of|is|only|about|just|nur|a mere)\s*$")
_WINS = re.compile(
    r"\b(?:exceed(?:s|ed)?|outperform(?:s|ed)?|beats?|surpass(?:es|ed)?|overcomes?|overcame"
    r"|overtakes?|overtook|trails?|trailed|tops?|topped)\s"
)
_WHOSE = re.compile(
    r"\s(?:for|with|by)\s(?:the\s)?(?P<who>[^,;#]{1,40}?)(?=\s(?:and|while|but|against)\s|[,;.)]|$)"
)
_LISTED = re.compile(r"\s(?:for|with|by)\s[^,;#]{1,40}?\sand\s[^;]{0,12}\d")
_ALSO = re.compile(
    r"\s?(?:and|,)\s(?!better|worse|more|less)(?P<who>[^,;]{1,40}?)\s(?:by|for|um)\s$"
)
MOST_WORDS = 60
"""Characters between a difference and the word that says which way it points."""


def points_in(spoken: Spoken) -> Iterator[Hit]:
    """Every number in points of a sentence, with the sides that its clause names."""
    for found in spoken.amounts:
        amount = _in_points(spoken, found)
        if amount is None or words.NEGATED.search(spoken.low, 0, found.start):
            continue
        text = spoken.text[found.start : found.end]
        if not amount.decimals and not _OF_PER_CENT.search(text):
            continue
        at = (found.start, found.end)
        clause = spoken.clause(found.start)
        if (quantity_of(spoken, at, clause) or "accuracy") != "accuracy":
            continue
        sense = _sense(spoken, at, clause)
        is_less = sense is not None and words.direction(sense, "accuracy") is Relation.LESS
        left, right = _sides(spoken, found, clause)
        ends = ends_before(spoken, _since(spoken, found), found.start)
        amount = tightened(amount)
        yield Hit(
            relation=Relation.DIFFERENCE,
            quantity="accuracy",
            start=found.start,
            end=found.end,
            left=left,
            right=clause if ends else right,
            is_better=words.judged(sense) if sense else None,
            amount=negated(amount) if is_less else amount,
            is_directed=sense is not None,
            left_words=ends[1] if ends else "",
            right_words=ends[0] if ends else "",
        )


def _in_points(spoken: Spoken, found: Found) -> Amount | None:
    """The number, if it is one of points: `0.5 points on the test set` can be no count."""
    amount = found.amount
    if amount.unit == "" and amount.decimals and _POINTS.match(spoken.low, found.end):
        return replace(amount, unit="points")
    return amount if amount.unit == "points" else None


def _sense(spoken: Spoken, at: Range, clause: Range) -> Sense | None:
    """Which way the words before the number point, or the one right behind it."""
    start = max(clause[0], at[0] - MOST_WORDS)
    before = [match["word"] for match in _SENSE.finditer(spoken.masked, start, at[0])]
    behind = _SENSE.search(spoken.masked, at[1], min(clause[1], at[1] + 12))
    word = behind["word"] if behind else before[-1] if before else ""
    if not word:
        return None
    return (
        words.ADJECTIVE_SENSES.get(word) or words.sense_of_verb(word) or words.sense_of_noun(word)
    )


def _sides(spoken: Spoken, found: Found, clause: Range) -> tuple[Range, Range | None]:
    """Who stands left and right of a number of points in its clause."""
    if _WITH_IT.search(spoken.low, clause[0], found.start):
        # `.. by 1.1 points, compared to 0.6 points for NumPy`: who it is stands behind.
        return (found.end, clause[1]), None
    since = max(clause[0], _since(spoken, found))
    whose = _WHOSE.match(spoken.low, found.end, clause[1])
    if whose and (since > clause[0] or _LISTED.match(spoken.low, found.end)):
        # `0.4 points for NumPy and 1.1 points for PyTorch`
        return whose.span("who"), None
    thans = list(THAN.finditer(spoken.masked, clause[0], found.start))
    front = _FRONT.match(spoken.masked, clause[0], found.start)
    thans += _WINS.finditer(spoken.masked, clause[0], found.start)
    near = [match for match in thans if match.start() >= since]
    also = _ALSO.search(spoken.low, since, found.start) if since > clause[0] else None
    if also and thans and thans[0].start() < since:
        # `beats batch size 1 by 6.9 points and batch size 500 by 13.3 points`
        return (clause[0], thans[0].start()), also.span("who")
    if front is not None:
        return (found.start, found.start), (front.end(), found.start)
    if near:
        joins = _JOINS.search(spoken.low, near[-1].end(), found.start)
        stop = joins.start() if joins else found.start
        return (clause[0], thans[0].start()), (near[-1].end(), stop)
    behind = THAN.search(spoken.masked, found.end, clause[1])
    if behind is not None:
        return (clause[0], found.start), (behind.end(), clause[1])
    return clause, None


def _since(spoken: Spoken, found: Found) -> int:
    """Where the last number of points before this one ends."""
    before = [each.end for each in spoken.amounts if each.amount.unit == "points"
              and each.end <= found.start]  # fmt: skip
    return max(before, default=0)
