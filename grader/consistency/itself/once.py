"""What two readings of one number find is told once."""

from collections.abc import Iterable, Iterator

from grader.records import Checked, Consistency, Span


def first_of_each(checked: Iterable[Checked]) -> Iterator[Checked]:
    """These, but for those that speak of words of which one before them speaks.

    What decides something goes before what does not.
    """
    seen: dict[int, list[Span]] = {}
    for each in sorted(checked, key=lambda one: one.outcome is Consistency.CANNOT_TELL):
        span = each.span
        if span is None:
            yield each
            continue
        before = seen.setdefault(span.block, [])
        if not any(span.start < other.end and other.start < span.end for other in before):
            yield each
            before.append(span)
