"""Accusations of a number that a program printed, where the other side is a slip away from it.

The table says 68.1, the text 61.8, and so does the log: then the table is wrong, not the text.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from grader.consistency.itself.numerals import Numerals, as_percent, numerals_of, plain, swapped
from grader.consistency.work import Work
from grader.records import Checked, HeldAgainst, Source

_NUMBER = re.compile(r"(?<![\w.,])\d{1,7}(?:[.,]\d{1,6})?(?![\w]|[.,]\d)")
_MOST = 1_000
_AGAINST = (HeldAgainst.ITSELF, HeldAgainst.ARGUMENT)


def without_borne_out(work: Work, found: Sequence[Checked]) -> tuple[Checked, ...]:
    """Without those whose own number an output has, and whose other side it has not."""
    if not any(each.is_called_wrong for each in found):
        return tuple(found)
    printed = _printed(work.sources)
    return tuple(each for each in found if not _is_borne_out(work, each, printed))


@lru_cache(maxsize=2)
def _printed(sources: tuple[Source, ...]) -> Numerals:
    return numerals_of(source.output for source in sources if not source.is_prose)


def _is_borne_out(work: Work, checked: Checked, printed: Numerals) -> bool:
    span = checked.span
    is_wrong = checked.is_called_wrong
    if not is_wrong or span is None or checked.check not in _AGAINST:
        return False
    text = work.write_up.blocks[span.block].text[span.start : min(span.end, span.start + _MOST)]
    own = {plain(each) for each in _NUMBER.findall(text)}
    said = {plain(each) for each in _NUMBER.findall(checked.sentence[:_MOST])}
    others = {form for each in said - own for form in (each, as_percent(each)) if form}
    return any(
        has_output(number, printed) and other in swapped(number) and not has_output(other, printed)
        for number in own
        for other in others
    )


def has_output(number: str, printed: Numerals) -> bool:
    """Whether an output has a number, as a fraction or with more digits, too."""
    return number in printed.shorter or printed.counts.get(number, 0) > 0
