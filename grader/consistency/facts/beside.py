"""Told numbers whose neighbours show which printed number they must be, as records."""

from collections.abc import Iterator, Sequence

from grader.consistency.facts.aligned import Copied, copied_of
from grader.consistency.facts.labelled import labelled_of
from grader.consistency.facts.pinned import Pinned, pinned_of
from grader.consistency.facts.rows import Number, Row
from grader.consistency.facts.slipped import slipped_of
from grader.consistency.facts.swapped import swapped_of
from grader.consistency.facts.tabled import tabled_of
from grader.consistency.wording import capitalised, number_words, shortened, source_words
from grader.consistency.work import Work
from grader.records import Checked, Consistency, HeldAgainst

_AROUND = "between numbers that are told beside it"


def hold_beside(work: Work, rows: Sequence[Row]) -> Iterator[Checked]:
    """Every number that stands in the write-up where the output has a certain one."""
    if not rows:
        return
    done: set[tuple[int, int]] = set()
    write_up = work.write_up
    for find in (copied_of, pinned_of, labelled_of, tabled_of, slipped_of, swapped_of):
        for one in find(write_up, rows):
            spot = (one.span.block, one.span.start)
            if spot not in done:
                done.add(spot)
                yield _checked(one, work)


def _checked(one: Copied | Pinned, work: Work) -> Checked:
    number = one.printed
    block = work.write_up.blocks[one.span.block]
    told = block.text[one.span.start : one.span.end]
    what = _what(number)
    source = capitalised(source_words(work.write_up, one.span, one.place))
    how = one.how if isinstance(one, Pinned) else _AROUND
    return Checked(
        outcome=Consistency.CONSISTENT if one.same else Consistency.INCONSISTENT,
        check=HeldAgainst.RUN,
        subject=what,
        sentence=(
            f"{source} says {told} for the {what}, the output has"
            f" {number_words(number.value)} ({one.row.place}), {how}."
        ),
        words=one.words,
        place=one.place,
        span=one.span,
        other=one.row.place,
        other_words=shortened(one.row.words),
    )


def _what(number: Number) -> str:
    if number.quantity == "epochs":
        return f"{number.moment} epoch".strip()
    if number.quantity == "other":
        return "number"
    parts = (number.moment, number.split, number.quantity or "accuracy")
    return " ".join(part for part in parts if part)
