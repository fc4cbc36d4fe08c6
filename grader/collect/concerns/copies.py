"""Files that changed while they were graded, which nothing may do."""

from collections.abc import Iterator, Sequence

from grader.records import Concern, Kind, Place

MOST_NAMED = 8


def copy_concerns(changed: Sequence[str]) -> Iterator[Concern]:
    """The files of the private copy that are not what they were before anything ran."""
    if changed:
        more = len(changed) - MOST_NAMED
        names = ", ".join(changed[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
        sentence = f"Our copy of {names} changed while it was graded. What was handed in is as it "
        sentence += "was; grade it again."
        yield Concern(sentence=sentence, kind=Kind.OBSERVED, place=Place(file=changed[0]))
