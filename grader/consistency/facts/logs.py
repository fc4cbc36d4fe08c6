"""Accuracies and losses that the author's own programs printed, log by log."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import inf

from grader.consistency.facts.agreeing import allows
from grader.consistency.facts.naming import words_of_name, words_of_text
from grader.consistency.facts.outputs import scores_in
from grader.consistency.facts.rows import Row, rows_of
from grader.consistency.work import Work
from grader.records import Claim, Place, SavedValue, Source

_NAME = re.compile(r"[A-Za-z_]\w{0,60}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """The values of one quantity and split that one cell, or one block, printed."""

    quantity: str
    """`accuracy` or `loss`."""
    split: str
    """`train`, `validation`, `test`, or empty."""
    values: tuple[SavedValue, ...]
    """In the order in which they were printed."""
    names: frozenset[str] = frozenset()
    """Words of the code that printed it and of the heading above."""
    question: str = ""
    """Number of the question that it stands under."""

    ordered: tuple[SavedValue, ...] = ()
    """The same by size."""

    def equal_to(self, claim: Claim) -> SavedValue | None:
        """A value that an author may have told so; None if it printed none."""
        near = 1e-6 * abs(claim.value or 0.0) + 1e-12
        least = min(claim.amount.least if claim.amount else inf, (claim.value or 0.0) - near)
        at = bisect_left(self.ordered, least, key=lambda value: value.value)
        for value in self.ordered[at : at + 3]:
            if allows(claim, value.value):
                return value
        return None

    @property
    def place(self) -> Place:
        """Where it begins."""
        return self.values[0].place

    @property
    def is_complete(self) -> bool:
        """Whether it is one training's, epoch by epoch and each once, so that its best is known."""
        epochs = [value.place.epoch for value in self.values]
        known = [epoch for epoch in epochs if epoch is not None]
        if len(known) < 3 or len(known) < len(epochs) or known != sorted(set(known)):
            return False
        return len(known) < 150 and known[-1] - known[0] == len(known) - 1 and known[0] <= 1

    @property
    def counts_from_nought(self) -> bool:
        """Whether its first line may be that of an epoch 0, or does not tell its epoch."""
        words = self.values[0].words
        return not re.search(r"\d", words) or bool(re.search(r"(?<![\d.])0(?![\d.])", words))

    @property
    def rises(self) -> bool:
        """Whether it is one training's, epoch after epoch, though some may be left out."""
        epochs = [value.place.epoch for value in self.values]
        known = [epoch for epoch in epochs if epoch is not None]
        return len(known) == len(epochs) >= 3 and known == sorted(set(known))

    def at(self, epoch: int) -> tuple[SavedValue, ...]:
        """What it printed of one epoch."""
        return tuple(value for value in self.values if value.place.epoch == epoch)

    def best(self) -> SavedValue:
        """Its lowest loss, or highest accuracy; the first of several."""
        if self.quantity == "loss":
            return min(self.values, key=lambda value: value.value)
        return max(self.values, key=lambda value: value.value)


def logs_of(work: Work, rows: Sequence[Row] | None = None) -> tuple[Log, ...]:
    """Everything that was printed of accuracies and losses, in saved outputs and the write-up."""
    sources = {(each.place.file, each.place.cell): each for each in work.sources}
    plain = [value for source in work.sources if source.output for value in scores_in(source)]
    saved = _grouped((*work.evidence.saved, *plain))
    # What lines tell of a metric that was read there already is not read again.
    read = {(_metric(quantity), file, cell) for quantity, file, cell in saved}
    read |= {(_metric(each.quantity), each.place.file, each.place.cell)
             for each in work.listed.saved}  # fmt: skip
    listed = sorted(work.listed.sources, key=lambda each: _position(each.place))
    starts = [_position(each.place) for each in listed]
    return (
        *(
            _log(quantity, values, sources.get((file, cell)))
            for (quantity, file, cell), values in saved.items()
        ),
        *(
            _log(values[0].quantity, values, _before(values[0].place, listed, starts))
            for values in _in_blocks(work.listed.saved, starts)
        ),
        *(
            _log(quantity, values, rows[0].source or _before(rows[0].place, listed, starts))
            for rows in _by_group(rows_of(work) if rows is None else rows)
            for (quantity, file, cell), values in _grouped(values_of(rows)).items()
            if (_metric(quantity), file, cell) not in read
        ),
    )


def _metric(quantity: str) -> str:
    return quantity.rpartition("_")[2]


def _by_group(rows: Sequence[Row]) -> Iterable[list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row.group, []).append(row)
    return found.values()


def values_of(rows: Iterable[Row]) -> Iterable[SavedValue]:
    """The scores of printed lines whose words tell the split, and losses."""
    rows = tuple(rows)
    # Epochs are counted from one, however they were printed.
    shift = 1 if any(row.epoch == 0 for row in rows) else 0
    for row in rows:
        epoch = None if row.epoch is None else row.epoch + shift
        for number in row.numbers:
            is_score = number.may_be_accuracy and (number.split or number.quantity)
            if number.moment == "best" or not (is_score or number.quantity == "loss"):
                continue
            metric = "loss" if number.quantity == "loss" else "accuracy"
            yield SavedValue(
                quantity=f"{number.split}_{metric}".removeprefix("_"),
                value=number.per_cent if metric == "accuracy" else number.value,
                words=row.words,
                place=replace(row.place, epoch=epoch),
            )


def _grouped(
    values: Iterable[SavedValue],
) -> dict[tuple[str, str, int | None], list[SavedValue]]:
    found: dict[tuple[str, str, int | None], list[SavedValue]] = {}
    for value in values:
        place = value.place
        found.setdefault((value.quantity, place.file, place.cell), []).append(value)
    return found


def _in_blocks(
    values: Iterable[SavedValue], starts: Sequence[tuple[int, int]]
) -> Iterable[list[SavedValue]]:
    """What a write-up prints, listing by listing, and each quantity apart."""
    found: dict[tuple[str, int], list[SavedValue]] = {}
    for value in values:
        above = bisect_right(starts, _position(value.place))
        found.setdefault((value.quantity, above), []).append(value)
    return found.values()


def _before(
    place: Place, listed: Sequence[Source], starts: Sequence[tuple[int, int]]
) -> Source | None:
    """The listing above a place: what stands there is what it printed."""
    at = bisect_right(starts, _position(place)) - 1
    return listed[at] if at >= 0 else None


def _position(place: Place) -> tuple[int, int]:
    return place.page or 0, place.line or 0


def _log(quantity: str, values: Sequence[SavedValue], source: Source | None) -> Log:
    split, _, metric = quantity.rpartition("_")
    is_cell = source is not None and (source.place.cell is not None or bool(source.heading))
    text = source.text[:20_000] if source and is_cell else ""
    lines = " ".join(value.words for value in values[:3])
    names = words_of_name(*dict.fromkeys(_NAME.findall(text))) | words_of_text(lines)
    heading = words_of_text(source.heading) if source else frozenset()
    return Log(
        quantity=metric,
        split=split,
        values=tuple(values),
        ordered=tuple(sorted(values, key=lambda value: value.value)),
        names=names | heading,
        question=source.question if source else "",
    )
