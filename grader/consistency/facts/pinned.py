"""Sentences of which one number shows which printed line they tell of: the others are held to it.

`66.01 % is reached at epoch 29`: one line alone has 66.01, and its epoch is 19.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.consistency.facts.numerals import Numeral, numerals_in
from grader.consistency.facts.rows import Number, Row
from grader.consistency.facts.sentences import Spoken, spoken_in
from grader.records import Place, Span, WriteUp

MOST_FOR_SHORT = 60
"""Printed scores among which one with three digits is no chance."""

_MOMENTS = {
    "best": re.compile(r"\b(?:best|max\w*|highest|peak\w*|top|touched|record)\b", re.IGNORECASE),
    "final": re.compile(
        r"\b(?:final\w*|last|end(?:s|ed|ing)?|finish\w*|eventually)\b", re.IGNORECASE
    ),
}
_SPLITS = {
    "train": re.compile(r"\btrain(?:ing)?\b", re.IGNORECASE),
    "validation": re.compile(r"\bval(?:id(?:ation)?)?\b", re.IGNORECASE),
    "test": re.compile(r"\btest(?:ing)?\b", re.IGNORECASE),
}
_NOT_ITS_OWN = re.compile(
    r"\b(?:literature|paper|book|report(?:s|ed)|tutorial|handout|others|expected|would|should"
    r"|points?|more|less|higher|lower|better|worse|gain\w*|los[est]+|drop\w*|differ\w*"
    r"|rel(?:ative)?"
    r"|average|mean|threshold|target|about|around|nearly|almost|roughly|approx\w*|circa|over|above"
    r"|below|under|than)\b|[~≈]",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"\s?(?:%|per ?cent|\))?,?\s?\(?(?:(?:is |was )?(?:reached |found |attained |obtained )?"
    r"(?:in|at|after) )?(?:the )?(?:epoch |best )?\(?(?:,? (?:with|has|had|reaches|reached|of) )?",
    re.IGNORECASE,
)
"""What stands between a score and its epoch where nothing else is told of either."""
MOST_LINES = 3
"""Printed lines with one score of four digits; of more, another may be meant."""
_FROM = re.compile(
    r"\b(?:from|compared|instead|against|without|versus|vs\.?|before|previous\w*|unlike)\b", re.I
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinned:
    """A told number and the printed one that it must be."""

    told: Numeral
    """What is told."""
    printed: Number
    """What was printed."""
    row: Row
    """The line that it was printed in."""
    span: Span
    """Where it is told."""
    place: Place
    """Where it is told, for a reader."""
    words: str
    """The sentence; student text."""
    same: bool
    """Whether it is the same."""
    how: str = ""
    """What the printed one is: `the best of the same line`."""


def pinned_of(write_up: WriteUp, rows: Sequence[Row]) -> Iterator[Pinned]:
    """Every number of a sentence that must be one of the printed line which the sentence tells."""
    printed = PrintedNumbers(rows)
    for sentence in spoken_in(write_up):
        told = tuple(numerals_in(sentence.text))
        if told:
            yield from _of_sentence(sentence, told, printed)


class PrintedNumbers:
    """Printed lines, looked up by the numbers in them."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.scores = [(row, n) for row in rows for n in row.numbers if n.may_be_accuracy]
        self._by_tenth: dict[int, list[tuple[Row, Number]]] = {}
        self._by_epoch: dict[int, list[tuple[Row, Number]]] = {}
        self._highest: dict[tuple[int, str], float] = {}
        self.counts: list[tuple[Row, Number]] = []
        for row in rows:
            for number in row.numbers:
                if number.quantity in ("epochs", "") and not number.decimals:
                    self.counts.append((row, number))
                if number.quantity == "epochs":
                    self._by_epoch.setdefault(int(number.value), []).append((row, number))
        for row, number in self.scores:
            self._by_tenth.setdefault(int(number.per_cent * 10), []).append((row, number))

    def near(self, one: Numeral) -> list[tuple[Row, Number]]:
        """Printed numbers that may have been told so."""
        at = int(one.per_cent * 10)
        steps = range(at - 11, at + 12) if one.step >= 0.5 else range(at - 2, at + 3)
        return [
            each for step in steps for each in self._by_tenth.get(step, ()) if one.tells(each[1])
        ]

    def is_highest(self, row: Row, number: Number) -> bool:
        """Whether nothing of the same output and name is higher."""
        key = (row.group, number.key)
        if not self._highest:
            for each, one in self.scores:
                spot = (each.group, one.key)
                self._highest[spot] = max(self._highest.get(spot, 0.0), one.per_cent)
        return number.per_cent >= self._highest.get(key, 0.0)

    def epochs(self, one: Numeral) -> list[tuple[Row, Number]]:
        """Lines that name this epoch."""
        return self._by_epoch.get(int(one.value), [])

    def of_score(self, one: Numeral) -> list[Row]:
        """Lines that printed it."""
        return [row for row, _ in self.near(one)]


def _of_sentence(
    sentence: Spoken, told: Sequence[Numeral], printed: PrintedNumbers
) -> Iterator[Pinned]:
    anchors: list[tuple[Numeral, Row, Number]] = []
    for one in told:
        if one.digits < 3 or not (one.is_score or one.is_epoch):
            continue
        found = printed.near(one) if one.is_score else printed.epochs(one)
        if one.is_score and one.digits < 4 and len(printed.scores) > MOST_FOR_SHORT:
            # Of so many numbers, one of three digits is the same by chance.
            continue
        if found and len({_content(row) for row, _ in found}) == 1:
            anchors.append((one, *found[0]))
    if len({_content(row) for _, row, _ in anchors}) != 1:
        yield from _other_epoch(sentence, told, printed)
        return
    row = anchors[0][1]
    taken = {id(one) for one, _, _ in anchors}
    epochs = [one for one in told if one.is_epoch]
    for one in told:
        if id(one) in taken:
            continue
        if one.is_epoch and len(epochs) == 1:
            yield from _epoch(sentence, one, row, anchors)
        elif one.is_score and one.digits >= 3:
            yield from _score(sentence, one, row, printed, told)


def _content(row: Row) -> tuple[tuple[str, float], ...]:
    """What a line printed: of two that printed the same, either may be meant."""
    return tuple((number.quantity, number.value) for number in row.numbers)


def _epoch(
    sentence: Spoken, one: Numeral, row: Row, anchors: Sequence[tuple[Numeral, Row, Number]]
) -> Iterator[Pinned]:
    """The epoch that is told beside a score."""
    epochs = [number for number in row.numbers if number.quantity == "epochs"]
    moments = {number.moment for _, _, number in anchors}
    # The epoch of the best is none of what was reached at the end.
    if len(epochs) != 1 or (epochs[0].moment and epochs[0].moment not in moments):
        return
    if not _is_one_clause(sentence.text, one, [each for each, _, _ in anchors]):
        return
    apart = abs(one.value - epochs[0].value)
    if apart == 1:
        return
    yield record_in_sentence(sentence, one, epochs[0], row, same=apart == 0)


def _other_epoch(
    sentence: Spoken, told: Sequence[Numeral], printed: PrintedNumbers
) -> Iterator[Pinned]:
    """The epoch that is told beside a score, if all lines that printed this score have others."""
    epochs = [one for one in told if one.is_epoch]
    long = [one for one in told if one.is_score and one.digits >= 4]
    near = [one for one in long if len(epochs) == 1 and _is_beside(sentence.text, epochs[0], one)]
    if len(near) != 1:
        return
    found = printed.near(near[0])
    known = {row.epoch for row, _ in found}
    if not 0 < len(found) <= MOST_LINES or None in known:
        return
    if any(abs((epoch or 0) - epochs[0].value) <= 1 for epoch in known):
        return
    best = [(row, number) for row, number in found if printed.is_highest(row, number)]
    if len(best) == 1 and _MOMENTS["best"].search(sentence.text):
        row = best[0][0]
        number = next(each for each in row.numbers if each.quantity == "epochs")
        yield record_in_sentence(sentence, epochs[0], number, row, same=False)


def _is_beside(text: str, epoch: Numeral, score: Numeral) -> bool:
    """Whether an epoch stands right behind or before a score: `63.87 % in epoch 12`."""
    between = text[min(epoch.end, score.end) : max(epoch.start, score.start)]
    return bool(_BESIDE.fullmatch(between))


def _is_one_clause(text: str, one: Numeral, others: Sequence[Numeral]) -> bool:
    """Whether nothing but the two stands between them: no other clause, no third number."""
    for other in others:
        start, end = min(one.end, other.end), max(one.start, other.start)
        between = text[start:end]
        if len(between) < 90 and not re.search(
            r"[.;:]\s|\bwhile\b|\bwhereas\b|\bbut\b|\band the (?!epoch)", between
        ):
            return True
    return False


def _score(
    sentence: Spoken, one: Numeral, row: Row, printed: PrintedNumbers, told: Sequence[Numeral]
) -> Iterator[Pinned]:
    """Another score that its words say is of the same line: `the maximum was 49.29 %`."""
    if printed.near(one):
        return
    number = told_of(clause_of(sentence, one, told), row)
    if number is not None and abs(number.per_cent - one.per_cent) > 1.5 * one.step:
        yield record_in_sentence(sentence, one, number, row, same=False)


def clause_of(sentence: Spoken, one: Numeral, told: Sequence[Numeral]) -> str:
    """The words before a number that say what it is; empty if they make it no plain value."""
    before = max((each.end for each in told if each.end <= one.start), default=0)
    words = sentence.text[before : one.start]
    cut = max(words.rfind(","), words.rfind(";"), words.rfind(" and "))
    clause = words[cut + 1 :] if cut >= 0 else words
    after = sentence.text[one.end : one.end + 30]
    is_other = _FROM.search(clause) or _NOT_ITS_OWN.search(clause) or _NOT_ITS_OWN.search(after)
    return "" if is_other else clause


def told_of(clause: str, row: Row) -> Number | None:
    """The one score of a printed line that a clause asks for: `the best test accuracy was`."""
    moments = {name for name, pattern in _MOMENTS.items() if pattern.search(clause)}
    splits = {name for name, pattern in _SPLITS.items() if pattern.search(clause)}
    if not moments | splits or len(moments) > 1 or len(splits) > 1:
        return None
    fitting = [
        number
        for number in row.numbers
        if number.may_be_accuracy
        and (not moments or number.moment in moments)
        and (not splits or number.split in ({""} | splits))
    ]
    return fitting[0] if len(fitting) == 1 else None


def record_in_sentence(
    sentence: Spoken, one: Numeral, number: Number, row: Row, *, same: bool
) -> Pinned:
    """A number of a sentence and the printed one that it must be."""
    start = sentence.span.start
    return Pinned(
        told=one,
        printed=number,
        row=row,
        span=Span(block=sentence.span.block, start=start + one.start, end=start + one.end),
        place=sentence.place,
        words=sentence.text,
        same=same,
        how="in the line that tells of it",
    )
