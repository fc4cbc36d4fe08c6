"""Columns of differences, changes and ratios: from what they were taken, their lines tell."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from grader.consistency.itself.table_arithmetic import Result, differences_of, ratios_of
from grader.consistency.itself.table_lines import Finding
from grader.consistency.itself.table_sheet import Sheet
from grader.consistency.itself.table_words import class_of, is_over_epochs
from grader.notation.cells import CellNumber
from grader.notation.headings import Computed, computed_in, is_bare
from grader.records import Consistency

_MOST_COLUMNS = 8
_MIXED = ("epoch", "rate", "parameters", "time")

_ACROSS = re.compile(
    r"\bgap\b|\bdistance\b|\babstand\b|\bmargin\b|differ|\bdiff\b|[Δ∆]|\bdelta\b|ratio|unterschied|差",
    re.IGNORECASE,
)
"""What lies between two columns; a gain or a drop may be one from row to row."""

_COMMON = {"accuracy", "acc", "acc.", "loss", "(%)"}

Source = tuple[str, int, int]
"""`columns` and two columns of one line; `first` or `before`, a column, and 0."""


def compared_lines(sheet: Sheet, context: str) -> Iterator[Finding]:
    """Every cell of a column of differences or ratios that could be computed."""
    for column, heading in enumerate(sheet.headings):
        kind = computed_in(heading)
        if kind is not Computed.DIFFERENCE and kind is not Computed.RATIO:
            continue
        plain = sheet.plain[:_MOST_COLUMNS]
        sources = _sources(plain)
        lines = [at for at in range(len(sheet.numbers)) if _is_stated(sheet, at, column)]
        fitting = {
            at: {source for source in sources if _fit(kind, sheet, at, column, source)}
            for at in lines
        }
        known = {
            source: sum(_ends(sheet, at, source) is not None for at in lines) for source in sources
        }
        chosen = _agreed(fitting, known) or _named(sheet, column, plain, context)
        for at in lines:
            yield from _finding(kind, sheet, at, column, chosen, fitting[at])


def _is_stated(sheet: Sheet, line: int, column: int) -> bool:
    stated = sheet.numbers[line][column]
    if stated is None or stated.is_inexact or not stated.is_plain:
        return False
    return computed_in(sheet.labels[line]) is None


def _sources(plain: tuple[int, ...]) -> list[Source]:
    pairs: list[Source] = [("columns", one, other) for one, other in combinations(plain, 2)]
    for way in ("first", "before"):
        pairs += [(way, at, 0) for at in plain]
    return pairs


def _ends(sheet: Sheet, line: int, source: Source) -> tuple[CellNumber, CellNumber] | None:
    """The two numbers that a source takes for a line."""
    way, one, other = source
    left = sheet.numbers[line][one]
    if way == "columns":
        right = sheet.numbers[line][other]
    else:
        right = sheet.numbers[0 if way == "first" else line - 1][one] if line else None
    if left is None or right is None or left.is_inexact or right.is_inexact:
        return None
    return left, right


def _results(kind: Computed, sheet: Sheet, line: int, source: Source) -> tuple[Result, ...]:
    ends = _ends(sheet, line, source)
    if ends is None:
        return ()
    # A gain may be told as a factor, and a ratio as a share.
    return ratios_of(*ends) if kind is Computed.RATIO else differences_of(*ends)


def _fit(kind: Computed, sheet: Sheet, line: int, column: int, source: Source) -> Result | None:
    """The reading of a source that fits what a line states."""
    stated = sheet.numbers[line][column]
    if stated is None:
        return None
    for result in _results(kind, sheet, line, source):
        if result.fits(stated) or result.fits_without_sign(stated):
            return result
        is_share = kind is Computed.DIFFERENCE and stated.digits > 1
        if is_share and result.fits_as_fraction(stated):
            return result
    return None


def _agreed(fitting: dict[int, set[Source]], known: dict[Source, int]) -> Source | None:
    """The source that two lines, and more than half, fit; None if another does so as well."""
    counts = Counter(source for sources in fitting.values() for source in sorted(sources))
    if not counts:
        return None
    (best, count), *rest = counts.most_common(2)
    if count < 2 or count * 2 <= known[best] or (rest and rest[0][1] == count):
        return None
    return best


def _named(sheet: Sheet, column: int, plain: tuple[int, ...], context: str) -> Source | None:
    """The two columns that a heading speaks of, or the only two that there are."""
    heading = sheet.headings[column]
    words = set(heading.lower().replace("-", " ").replace("−", " ").split())
    named = [at for at in plain if _is_named(sheet.headings[at], words)]
    if len(named) == 2 and len(plain) == len(set(plain)):
        return "columns", named[0], named[1]
    if len(plain) != 2 or not is_bare(heading) or not _ACROSS.search(heading):
        return None
    if is_over_epochs(heading, context):
        return None
    classes = [class_of(sheet.headings[at]) for at in plain]
    if classes[0] != classes[1] or any(one in _MIXED for one in classes):
        return None
    units = {
        (number.is_percent, number.rest)
        for line in sheet.numbers
        for at in plain
        if (number := line[at]) is not None
    }
    return ("columns", plain[0], plain[1]) if len(units) == 1 else None


def _is_named(heading: str, words: set[str]) -> bool:
    own = set(heading.lower().replace("-", " ").split()) - {
        "accuracy",
        "acc",
        "acc.",
        "loss",
        "(%)",
    }
    return bool(own) and own <= words


def _finding(
    kind: Computed, sheet: Sheet, line: int, column: int, chosen: Source | None,
    fitting: set[Source],
) -> Iterator[Finding]:  # fmt: skip
    stated = sheet.numbers[line][column]
    if stated is None:
        return
    if chosen is not None and _ends(sheet, line, chosen) is None:
        return
    fits = chosen in fitting if chosen is not None else bool(fitting)
    if fits:
        source = chosen if chosen is not None else min(fitting, key=_likelihood)
        result = _fit(kind, sheet, line, column, source)
        outcome, why = Consistency.CONSISTENT, ""
    elif chosen is not None:
        others = [at for at in fitting if at[0] != "columns"]
        results = _results(kind, sheet, line, chosen)
        if kind is Computed.RATIO:
            results = tuple(sorted(results, key=lambda one: abs(one.value - stated.value)))
        result = next(iter(results), None)
        outcome = Consistency.CANNOT_TELL if others else Consistency.INCONSISTENT
        why = "it may have been taken from another row" if others else ""
    else:
        return
    if result is not None:
        yield Finding(
            line=line, column=column, outcome=outcome, kind=kind, result=result, stated=stated,
            why=why,
        )  # fmt: skip


def _likelihood(source: Source) -> tuple[bool, int, int]:
    return source[0] != "columns", source[1], source[2]
