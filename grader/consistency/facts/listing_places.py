"""Which of a document's listings a place is in."""

from bisect import bisect_right
from collections.abc import Callable, Sequence

from grader.records import Place, Source

_SLACK = 3.0
"""Points by which boxes of one line may differ."""
_INDENT = 150.0
"""Points by which a line of a listing may stand further to the right than its first."""


def listing_finder(sources: Sequence[Source]) -> Callable[[Place], Source | None]:
    """A function that finds the listing that a place is in; None where that is not certain."""
    lined = sorted(
        (each for each in sources if each.place.cell is None and each.place.line is not None),
        key=lambda each: each.place.line or 0,
    )
    starts = [each.place.line or 0 for each in lined]
    paged = [each for each in sources if each.place.page is not None]

    def find(place: Place) -> Source | None:
        if place.page is not None:
            return _on_page(place, paged)
        if not lined:
            return None
        # Listings of one document have one file: the last before the place is its own.
        return lined[max(bisect_right(starts, place.line or 0) - 1, 0)]

    return find


def _on_page(place: Place, listings: Sequence[Source]) -> Source | None:
    """The nearest listing that begins above the place in its column, else one that goes on."""
    here = [each for each in listings if each.place.page == place.page]
    above = [each for each in here if _begins_above(each.place, place)]
    if above:
        return min(above, key=lambda each: each.place.box[3] if each.place.box else 0.0)
    if here:
        # In another column, or on from an earlier page: no saying which.
        return here[0] if len(here) == 1 and place.box is None else None
    earlier = [each for each in listings if (each.place.page or 0) < (place.page or 0)]
    return earlier[-1] if earlier else None


def _begins_above(listing: Place, line: Place) -> bool:
    if listing.box is None or line.box is None:
        return False
    is_above = listing.box[3] >= line.box[3] - _SLACK
    return is_above and abs(listing.box[0] - line.box[0]) <= _INDENT
