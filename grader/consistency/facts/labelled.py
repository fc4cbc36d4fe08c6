"""Sentences on a best or final score, held against the one printed line with their words.

Programs print a line for each setting: `relu: best 54.0 at epoch 9`. A sentence that names what
sets one line apart from all others, and nothing that another one has, tells of that line.
"""

import re
from collections.abc import Iterator, Sequence

from grader.consistency.facts.naming import words_of_text
from grader.consistency.facts.numerals import Numeral, numerals_in
from grader.consistency.facts.pinned import (
    Pinned,
    PrintedNumbers,
    clause_of,
    record_in_sentence,
    told_of,
)
from grader.consistency.facts.rows import Number, Row
from grader.consistency.facts.sentences import Spoken, spoken_in
from grader.records import WriteUp

MOST_ROWS = 60
_METRIC = re.compile(
    r"train|test|val|acc|loss|best|final|last|epoch|time|sec|per|score|max|true|false|null|none",
    re.IGNORECASE,
)
_BEST_EPOCH = re.compile(
    r"\bbest\b[^.;]{0,60}\bepoch\b|\bepoch\b[^.;]{0,20}\bbest\b", re.IGNORECASE
)


def labelled_of(write_up: WriteUp, rows: Sequence[Row]) -> Iterator[Pinned]:
    """Every best or final number of a sentence that names the printed line which it tells of."""
    labels = _labels(rows)
    if not 2 <= len(labels) <= MOST_ROWS:
        return
    printed = PrintedNumbers(rows)
    for sentence in spoken_in(write_up):
        told = [one for one in numerals_in(sentence.text) if one.is_epoch or one.is_score]
        if not told:
            continue
        row = _meant(sentence, labels)
        for one in told if row is not None else ():
            number = _number(sentence, one, told, row) if row is not None else None
            if row is None or number is None:
                continue
            if one.is_epoch:
                apart = abs(one.value - number.value)
                if apart != 1:
                    yield record_in_sentence(sentence, one, number, row, same=apart == 0)
            elif one.tells(number):
                yield record_in_sentence(sentence, one, number, row, same=True)
            elif not printed.near(one) and abs(one.per_cent - number.per_cent) > 1.5 * one.step:
                yield record_in_sentence(sentence, one, number, row, same=False)


def _labels(rows: Sequence[Row]) -> list[tuple[Row, frozenset[str]]]:
    """The lines of one output that name what they are of, and no epoch, with the names."""
    found = []
    groups = {row.group for row in rows if _is_result(row)}
    if len(groups) != 1:
        return []
    for row in rows:
        if _is_result(row):
            found.append((row, _label(row)))
    names = [label for _, label in found]
    return found if all(names) and len(set(names)) == len(names) else []


def _is_result(row: Row) -> bool:
    """Whether a line tells a best or final score, and is none of a log."""
    return row.epoch is None and any(
        number.moment and (number.may_be_accuracy or number.quantity == "epochs")
        for number in row.numbers
    )


def _label(row: Row) -> frozenset[str]:
    """The words and numbers of a line before its first score."""
    head: list[str] = []
    for number in row.numbers:
        words = number.key.split()
        head += [word for word in words if not _METRIC.search(word) and len(word) > 1]
        if number.decimals and number.quantity in ("", "accuracy", "loss") and words:
            break
        if number.quantity in ("other", "") and number.key not in ("params",):
            head.append(f"#{number.value:g}")
    return frozenset(word for word in head if not word.startswith("param"))


def _meant(sentence: Spoken, labels: Sequence[tuple[Row, frozenset[str]]]) -> Row | None:
    """The one line of which everything is named: with the question that it stands under."""
    words = {word.lower() for word in re.findall(r"[A-Za-z]\w*", sentence.text)}
    words |= words_of_text(sentence.text)
    words |= {f"#{one.value:g}" for one in numerals_in(sentence.text) if not one.is_epoch}
    number = sentence.question.partition(".")[0].partition("(")[0]
    if number:
        words.add(f"#{number}")
    fitting = [(row, label) for row, label in labels if label <= words]
    most = [
        (row, label) for row, label in fitting if not any(label < other for _, other in fitting)
    ]
    # Where a question has several lines, its number alone tells none of them.
    if len(most) != 1 or (len(fitting) > 1 and len(most[0][1]) < 2):
        return None
    row, label = most[0]
    if label == {f"#{number}"} and any(label < other for _, other in labels):
        return None
    return row


def _number(sentence: Spoken, one: Numeral, told: Sequence[Numeral], row: Row) -> Number | None:
    """The number of the line that the words before a told one ask for."""
    if one.is_epoch:
        if not _BEST_EPOCH.search(sentence.text) or sum(each.is_epoch for each in told) != 1:
            return None
        epochs = [number for number in row.numbers if number.quantity == "epochs"]
        return epochs[0] if len(epochs) == 1 and epochs[0].moment == "best" else None
    clause = clause_of(sentence, one, told)
    return told_of(clause, row) if clause else None
