"""The names in the code for what a cell draws, series by series, where their order is certain."""

from collections import Counter
from collections.abc import Iterator, Sequence

from grader.matching.figures.code import Call, drawing_of
from grader.records import Evidence, Kind

CURVE_KINDS = frozenset({"line", "scatter", "errorbar", "stem", "bar"})
"""Kinds of series that draw one value against another."""


def code_words(evidence: Evidence) -> dict[tuple[int, int, int], str]:
    """Names in the code for series, by figure, axes and series: where their order is certain."""
    found: dict[tuple[int, int, int], str] = {}
    cells = Counter((plot.place.file, plot.place.cell) for plot in evidence.plots)
    texts = {
        (source.place.file, source.place.cell): source.text
        for source in evidence.handed_in.sources
        if not source.is_prose and (source.place.file, source.place.cell) in cells
    }
    for where, text in texts.items():
        keys = list(_series_of(evidence, where))
        calls = drawing_of(text).series
        words = _in_order(calls, len(keys))
        found |= dict(zip(keys, words, strict=True)) if words else _by_label(evidence, keys, calls)
    return found


def _by_label(
    evidence: Evidence, keys: Sequence[tuple[int, int, int]], calls: Sequence[Call]
) -> dict[tuple[int, int, int], str]:
    """The words of calls whose label no other call has, for the series with that label."""
    labels = Counter(call.label for call in calls)
    words = {call.label: call.words for call in calls if call.label and labels[call.label] == 1}
    drawn = {key: evidence.plots[key[0]].axes[key[1]].series[key[2]].label for key in keys}
    return {key: words[label] for key, label in drawn.items() if label in words}


def _series_of(evidence: Evidence, where: tuple[str, int | None]) -> Iterator[tuple[int, int, int]]:
    for number, plot in enumerate(evidence.plots):
        if plot.kind is Kind.OBSERVED and (plot.place.file, plot.place.cell) == where:
            for row, axes in enumerate(plot.axes):
                for column, drawn in enumerate(axes.series):
                    if drawn.kind in CURVE_KINDS:
                        yield number, row, column


def _in_order(calls: Sequence[Call], count: int) -> list[str]:
    """The words of each series; nothing where calls and series cannot be told to pair."""
    if len(calls) == 1:
        return [calls[0].words] * count
    if len(calls) == count and not any(call.repeats for call in calls):
        return [call.words for call in calls]
    return []
