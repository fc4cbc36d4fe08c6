"""Differences and changes with their amount: `2.19 % lower than`, `improves by 1.2 points`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from grader.collect.statements.comparing import words
from grader.collect.statements.comparing.by_how_much import ABOUT, UNIT, negated, tightened
from grader.collect.statements.comparing.clauses import Hit, Range, Spoken, Value
from grader.collect.statements.comparing.continued import continued_in
from grader.collect.statements.comparing.finding import (
    bare,
    ends_before,
    ends_of,
    from_to,
    parted,
    quantity_of,
    right_of,
    values_of,
)
from grader.collect.statements.comparing.words import ADJECTIVE, NOUN, VERB, Sense
from grader.records import Amount, Relation

_NUMBER = rf"(?P<number>#+){UNIT}"
_WINS = r"(?:outperform(?:s|ed|ing)?|beats?|surpass(?:es|ed|ing)?|exceed(?:s|ed|ing)?)"
_TURNS = r"(?:brings?|brought|buys?|bought|gives?|gave|adds?|added|costs?|wins?|won)"
_LIES = re.compile(r"\s(?:lies?|lay|is|are|there|we)\s")
_BEATS = re.compile(_WINS)
_PATTERNS = (
    re.compile(
        rf"{_NUMBER}\s+(?:absolute(?:ly)?\s|relative(?:ly)?\s)?(?P<adjective>{ADJECTIVE})\b"
    ),
    re.compile(rf"\b(?P<adjective>{ADJECTIVE})\b[^#;]{{0,50}}?\bby\s+{ABOUT}{_NUMBER}"),
    re.compile(rf"\b(?P<verb>{VERB}|{_WINS})\b[^#;]{{0,70}}?\bby\s+{ABOUT}{_NUMBER}"),
    re.compile(rf"\b(?P<verb>{_WINS})\b[^;]{{2,60}}?\bby\s+{ABOUT}{_NUMBER}"),
    re.compile(
        rf"\b(?P<noun>{NOUN})\b[^#;]{{0,90}}?\b(?:of|is|was|are|were|equals|to|being|by)"
        rf"\s+{ABOUT}{_NUMBER}"
    ),
    re.compile(
        rf"{_NUMBER}[- ](?:points?\s|percent\s)?(?:absolute\s|relative\s|accuracy\s)?"
        rf"(?P<noun>{NOUN})\b"
    ),
    re.compile(
        rf"\b(?P<noun>(?:{'|'.join(words.UNDIRECTED.split())})s?)\b[^#;]{{0,40}}?\bbetween\b"
        rf"[^;]{{0,160}}?\b(?:of|is|was|amounts\sto|equals)\s+{ABOUT}{_NUMBER}"
    ),
    re.compile(rf"\b(?P<verb>{VERB}|{_TURNS})\s(?:us\s)?{ABOUT}(?P<points>#+){UNIT}"),
    re.compile(
        rf"(?P<differ>lie|lies|of|and)?\s(?P<points>#+){UNIT}\sof\s(?:[a-z]+\s)?accurac(?:y|ies)\b"
    ),
    re.compile(r"(?P<points>#+)(?:\spoints)?\s(?P<verb>lost|gained)\b"),
    re.compile(rf"\b(?P<differ>are|lie|lies|is)\s(?:only\s|just\s)?{_NUMBER}\s+apart\b"),
    re.compile(rf"\b(?P<differ>differ(?:s|ed|ing)?)\b[^#;]{{0,50}}?\s{ABOUT}{_NUMBER}"),
    re.compile(rf"\b(?P<differ>within)\s+{ABOUT}{_NUMBER}\s+of\s+(?:each other|one another)"),
)
_POINTS = re.compile(r"\s*(?:absolute\s)?(?:percentage[- ]points?|points?|pp)\b")
_ABSOLUTE = re.compile(r",?\s(?:in\sabsolute\sterms|absolute(?:ly)?\b|in\sabsolute\snumbers)")
_RELATIVE = re.compile(r"\brelative(?:ly)?\b")
_OF_UNIT = {"s": "time", "kWh": "energy", "g": "carbon"}
_VALUE_NOT_DIFFERENCE = 40
"""`85 % higher` is no difference of accuracies but an accuracy, badly put."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    hit: Range
    number: Range
    clause: Range
    sense: Sense | None
    amount: Amount
    is_verb: bool


def differences_in(spoken: Spoken) -> Iterator[Hit]:
    """Every difference or change of a sentence that tells by how much."""
    found: list[Hit] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(spoken.masked):
            if told := _told(spoken, match):
                found += _read(spoken, told)
    yield from found
    yield from continued_in(spoken, found)


def _told(spoken: Spoken, match: re.Match[str]) -> _Told | None:
    found = match.groupdict()
    number = match.span("number" if "number" in found else "points")
    amount = spoken.amount_at(*number)
    if amount is None or words.NEGATED.search(spoken.low, 0, match.start()):
        return None
    if amount.unit not in ("%", "points", "", "s", "kWh", "g"):
        return None
    amount = tightened(_with_points(spoken, amount, number[1]))
    if "points" in found and amount.unit != "points":
        return None
    return _Told(
        hit=match.span(),
        number=number,
        clause=spoken.clause(match.start()),
        sense=_sense(found),
        amount=amount,
        is_verb=bool(found.get("verb")),
    )


def _sense(found: dict[str, str | None]) -> Sense | None:
    if adjective := found.get("adjective"):
        return words.ADJECTIVE_SENSES[adjective]
    if verb := found.get("verb"):
        if verb.startswith("cost"):
            return Sense.DOWN
        is_up = "exceed" in verb or re.fullmatch(_TURNS, verb) is not None
        return words.sense_of_verb(verb) or (Sense.UP if is_up else Sense.GOOD)
    return words.sense_of_noun(found.get("noun") or "")


def _with_points(spoken: Spoken, amount: Amount, end: int) -> Amount:
    is_points = amount.unit in ("", "%") and _POINTS.match(spoken.low, end)
    is_points = is_points or (amount.unit == "%" and _ABSOLUTE.match(spoken.low, end))
    return replace(amount, unit="points") if is_points else amount


def _read(spoken: Spoken, told: _Told) -> Iterator[Hit]:
    quantity = quantity_of(spoken, told.hit, told.clause, is_verb=told.is_verb)
    if told.amount.unit == "points" and not quantity:
        quantity = "accuracy"
    if _is_longer(spoken, told):
        quantity = "time"
    quantity = quantity or _OF_UNIT.get(told.amount.unit, quantity)
    if quantity is None or not _fits(told.amount, quantity):
        return
    relation = _relation(spoken, told, quantity)
    if relation is None:
        return
    amount = told.amount
    is_less = told.sense and words.direction(told.sense, quantity) is Relation.LESS
    hit = Hit(
        relation=relation,
        quantity=quantity,
        start=told.hit[0],
        end=told.hit[1],
        left=(told.clause[0], told.hit[0]),
        right=right_of(spoken, told.hit[0], told.clause),
        is_better=words.judged(told.sense) if told.sense else None,
        amount=negated(amount) if is_less else amount,
        is_directed=told.sense is not None,
    )
    hit = replace(hit, right=_beaten(spoken, told, hit))
    yield _with_values(spoken, _between(spoken, hit, told.clause), told)


def _is_longer(spoken: Spoken, told: _Told) -> bool:
    """Whether it is time that `68 percent longer` speaks of."""
    word = spoken.low[slice(*told.hit)].rsplit(None, 1)[-1]
    takes = re.search(r"\b(?:took|takes?|train\w*|runs?|ran|needs?|time)\b", spoken.low)
    return bool(takes) and word in ("longer", "faster", "slower", "quicker", "shorter")


def _beaten(spoken: Spoken, told: _Told, hit: Hit) -> Range | None:
    """Who stands between `outperforms` and `by 2 points`."""
    word = spoken.low[: told.hit[1]].rsplit(None, 1)[-1]
    if hit.right is None and word in ("above", "below", "behind", "ahead"):
        return told.hit[1], told.clause[1]
    found = _BEATS.match(spoken.low, told.hit[0])
    by = spoken.low.rfind(" by ", told.hit[0], told.number[0]) if found else -1
    return (found.end(), by) if found and by > found.end() else hit.right


def _fits(amount: Amount, quantity: str) -> bool:
    if amount.unit == "%" and quantity in ("", "accuracy"):
        return amount.value < _VALUE_NOT_DIFFERENCE
    if amount.unit == "points":
        return quantity in ("", "accuracy")
    if amount.unit == "":
        return quantity not in ("", "time", "energy", "carbon")
    wanted = _OF_UNIT.get(amount.unit)
    return wanted is None or quantity in ("", wanted)


def _relation(spoken: Spoken, told: _Told, quantity: str) -> Relation | None:
    if told.amount.unit != "%":
        return Relation.DIFFERENCE
    around = spoken.low[max(0, told.hit[0] - 25) : told.clause[1]]
    if _RELATIVE.search(around) or quantity not in ("", "accuracy"):
        return Relation.CHANGE
    return Relation.DIFFERENCE


def _between(spoken: Spoken, hit: Hit, clause: Range) -> Hit:
    """The sides of `a difference between A and B of`, and of `A and B differ by`."""
    before = [each.end for each in spoken.amounts if each.amount.unit == "points"
              and clause[0] <= each.start and each.end <= hit.start]  # fmt: skip
    ends = ends_of(spoken, clause)
    if ends and before:
        # What was told of the first two is over: `from 4 to 1 costs 8.5 points, to 1000 17.4`.
        ends = ends_before(spoken, before[-1], hit.end)
        hit = hit if ends else replace(hit, left=(before[-1], hit.start))
    if ends:
        return replace(hit, left_words=ends[1], right_words=ends[0], right=clause)
    if hit.is_directed:
        return hit
    text = spoken.low
    if (at := text.find("between ", hit.start, clause[1])) >= 0:
        stop = clause[1] if at >= hit.end else spoken.masked.find("#", at, clause[1])
        both = parted(spoken, (at + len("between "), stop))
    elif (at := text.find("between ", clause[0], hit.start)) >= 0:
        verb = _LIES.search(text, at, hit.start)
        stop = verb.start() if verb else hit.start
        both = parted(spoken, (at + len("between "), stop))
    else:
        both = parted(spoken, hit.left)
    return replace(hit, left=both[0], right=both[1]) if both else hit


def _with_values(spoken: Spoken, hit: Hit, told: _Told) -> Hit:
    """The hit with those values of its sentence that it relates, where that is plain."""
    is_change = hit.is_directed and (hit.right is None or told.is_verb)
    if is_change and (pair := from_to(spoken, hit.start, hit.quantity)):
        return replace(hit, left_value=pair[1], right_value=pair[0])
    values = values_of(spoken, hit.quantity, told.number)
    if len(values) == 1 and hit.left_words and values[0].start >= told.number[1]:
        return hit
    if len(values) == 1:
        is_right = hit.right is not None and hit.right[0] <= values[0].start < hit.right[1]
        value = bare(values[0])
        return replace(hit, right_value=value) if is_right else _one_left(hit, values[0])
    if len(values) == 2:
        return _paired(hit, *values, is_verb=told.is_verb)
    if len(values) > 2 and not hit.is_directed:
        ordered = sorted(values, key=lambda value: value.amount.value)
        return replace(hit, left_value=ordered[-1], right_value=ordered[0])
    return hit


def _one_left(hit: Hit, value: Value) -> Hit:
    return replace(hit, left_value=value) if value.end <= hit.start else hit


def _paired(hit: Hit, first: Value, second: Value, *, is_verb: bool) -> Hit:
    """Two values as left and right, where the words allow it; as they fit where they are open."""
    if hit.right and hit.right[0] <= second.start < hit.right[1] and first.end <= hit.start:
        return replace(hit, left_value=first, right_value=bare(second))
    if (hit.right is not None or is_verb) and hit.is_directed:
        return _one_left(hit, second if second.end <= hit.start else first)
    is_before = second.end <= hit.start or not hit.is_directed
    if not is_before or (hit.is_directed and _split_of(first) != _split_of(second)):
        return hit
    wants_less = hit.amount is not None and hit.amount.value < 0
    low, high = sorted((first, second), key=lambda value: value.amount.value)
    left, right = (low, high) if wants_less else (high, low)
    return replace(hit, left_value=left, right_value=right, is_paired=False)


def _split_of(value: Value) -> str:
    return value.claim.subject.split if value.claim else ""
