"""What two readings of one number find is told once."""

from collections.abc import Iterable, Iterator

from grader.records import Checked, Span


def first_of_each(checked: Iterable[Checked]) -> Iterator[Checked]:
    """These, but for those that speak of words of which one before them speaks."""
    seen: dict[int, list[Span]] = {}
    for each in checked:
        span = each.span
        if span is None:
            yield each
            continue
        before = seen.setdefault(span.block, [])
        if not any(span.start < other.end and other.start < span.end for other in before):
            yield each
            before.append(span)
