"""Numbers that nothing printed, one slip of the pen away from one of the line that their sentence
tells of.

`The loss sinks to 1.1871 in the tenth epoch`: the line of epoch 10 has 1.0871. The line is known
by the epoch, or by another long number of the same clause.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from grader.consistency.facts.numerals import WORDS, Numeral, is_swapped, numerals_in
from grader.consistency.facts.pinned import Pinned, PrintedNumbers, record_in_sentence
from grader.consistency.facts.rows import Number, Row
from grader.consistency.facts.sentences import Spoken, spoken_in
from grader.records import BlockKind, WriteUp

LONG = 4
"""Digits of a number that is a slip of another by no chance."""
MOST_LINES = 40
"""Printed lines of one epoch among which none is meant by chance."""
MOST_SENTENCES = 3_000

_NOT_PRINTED = re.compile(
    r"\b(?:expected|would|should|could|might|points?|differ\w*|gap|gain\w*|threshold|target|about"
    r"|around|nearly|almost|roughly|approx\w*|circa|over|above|below|under|more|less|than"
    r"|deviation|error|std|spread|times|factor|ratio|per ?cent lower|change\w*"
    r"|between|minus|plus|sum|total)\b|[~≈±=<>]",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:literature|paper|book|tutorial|handout|others|published|average\w*|means?|colleague\w*"
    r"|classmate\w*|friend\w*|groups?|again|rerun|(?:second|third|other|another|earlier|first)"
    r" (?:run|try|attempt)|lost|old)\b",
    re.IGNORECASE,
)
"""Words of a sentence that may tell of what none of the outputs is of."""
_UNIT = re.compile(
    r"\s*(?:s|ms|sec\w*|min\w*|h|hours?|k?wh|k?g|[mg]b|points?|pp|percentage|times|x|×|fold)\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"\b(?:in|at|after|by|on) (?:the )?(?P<word>first|second|third|fourth|fifth|sixth|seventh"
    r"|eighth|ninth|tenth|eleventh|twelfth|\d{1,4}(?:st|nd|rd|th))\b(?! (?:layer|run|network"
    r"|section|question|time|model|part|row|column|experiment))",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[.;:]\s|,\s|\s(?:and|but|while|whereas)\s", re.IGNORECASE)


def slipped_of(write_up: WriteUp, rows: Sequence[Row]) -> Iterator[Pinned]:
    """Every unprinted number with a printed one beside its anchor that it is a slip of."""
    printed = PrintedNumbers(rows)
    of_epoch: dict[int, list[Row]] = {}
    values: set[tuple[float, int]] = set()
    for row in rows:
        if row.epoch is not None:
            of_epoch.setdefault(row.epoch, []).append(row)
        for number in row.numbers:
            values |= {(round(number.value, at), at) for at in range(number.decimals + 1)}
            values |= {(round(number.per_cent, at), at) for at in range(number.decimals + 1)}
    counts = _counts(write_up)
    for count, sentence in enumerate(spoken_in(write_up)):
        if count >= MOST_SENTENCES:
            return
        told = tuple(numerals_in(sentence.text))
        for one in told:
            is_long = one.decimals >= 2 and one.digits >= LONG and not one.is_epoch
            if not is_long or (one.value, one.decimals) in values or counts.get(one.value, 0) > 1:
                continue
            if _is_of_something_else(sentence, one):
                continue
            lines = _lines(sentence, one, told, of_epoch, printed)
            found = _slips(one, lines)
            if len(found) == 1:
                row, number = next(iter(found.values()))
                yield record_in_sentence(sentence, one, number, row, same=False)


def _counts(write_up: WriteUp) -> dict[float, int]:
    """How often each number is told: what stands twice is no slip of the pen."""
    counts: dict[float, int] = {}
    for block in write_up.blocks:
        if block.kind not in (BlockKind.OUTPUT, BlockKind.LISTING):
            for one in numerals_in(block.text):
                counts[one.value] = counts.get(one.value, 0) + 1
    return counts


def _is_of_something_else(sentence: Spoken, one: Numeral) -> bool:
    """Whether the words around a number make it one that nothing need have printed."""
    text = sentence.text
    start = max((m.end() for m in _CLAUSE.finditer(text, 0, one.start)), default=0)
    after = _CLAUSE.search(text, one.end)
    clause = text[start : after.start() if after else len(text)]
    is_other = _ELSEWHERE.search(text) or _NOT_PRINTED.search(clause)
    return bool(is_other or _UNIT.match(text, one.end))


def _lines(
    sentence: Spoken,
    one: Numeral,
    told: Sequence[Numeral],
    of_epoch: Mapping[int, Sequence[Row]],
    printed: PrintedNumbers,
) -> list[Row]:
    """The printed lines that a number of the sentence, or its epoch, is of."""
    epochs = {int(each.value) for each in told if each.is_epoch}
    for match in _ORDINAL.finditer(sentence.text):
        word = match["word"].lower()
        epochs.add(WORDS.get(word) or int(re.sub(r"\D", "", word) or 0))
    lines = [row for epoch in epochs for row in of_epoch.get(epoch, ())]
    if len(epochs) != 1 or len(lines) > MOST_LINES:
        lines = []
    for each in told:
        if each is not one and each.is_score and each.digits >= LONG:
            rows = printed.of_score(each)
            lines += rows if len(rows) == 1 else ()
    return lines


def _slips(one: Numeral, lines: Sequence[Row]) -> dict[tuple[float, int], tuple[Row, Number]]:
    """The numbers of printed lines that one slip of the pen makes the told one, each once."""
    found: dict[tuple[float, int], tuple[Row, Number]] = {}
    for row in lines:
        for number in row.numbers:
            if number.quantity in ("epochs", "other"):
                continue
            for value in {number.value, number.per_cent}:
                if _is_slip(one, value):
                    found.setdefault((value, row.group), (row, number))
    return found


def _is_slip(one: Numeral, value: float) -> bool:
    """Whether two digits changed places, or one that is not the last is another."""
    told, printed = f"{one.value:.{one.decimals}f}", f"{value:.{one.decimals}f}"
    if len(told) != len(printed) or told == printed:
        return False
    if is_swapped(told, printed):
        return True
    at = [index for index in range(len(told)) if told[index] != printed[index]]
    return len(at) == 1 and at[0] < len(told) - 1
