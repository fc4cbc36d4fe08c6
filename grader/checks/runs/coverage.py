"""Whether the points of a study have the values, and as many runs of each, as are asked for."""

from collections.abc import Sequence

from grader.checks.runs.points import Point, Worth, agree, same_value, settled

MOST_KINDS = 50
"""Different settings that a study is looked for around; a search has thousands."""


def counted_runs(points: Sequence[Point]) -> list[tuple[Worth, int]]:
    """Each value with the number of runs that have it, in the order of the runs."""
    counts: dict[Worth, int] = {}
    for point in points:
        if point.value is not None:
            value = settled(point.value)
            counts[value] = counts.get(value, 0) + 1
    return list(counts.items())


def covers(points: Sequence[Point], wanted: tuple[Worth, ...], enough: int, runs_each: int) -> bool:
    """Whether all wanted values, and enough different ones, have so many runs each."""
    return not missing_values(points, wanted, runs_each) and full(points, runs_each) >= enough


def missing_values(
    points: Sequence[Point], wanted: tuple[Worth, ...], runs_each: int
) -> list[Worth]:
    """The wanted values that have fewer runs."""
    there = [value for value, count in counted_runs(points) if count >= runs_each]
    return [each for each in wanted if not any(same_value(each, value) for value in there)]


def full(points: Sequence[Point], runs_each: int) -> int:
    """The number of different values that have so many runs."""
    return sum(count >= runs_each for _, count in counted_runs(points))


def best_group(points: Sequence[Point], wanted: tuple[Worth, ...], runs_each: int) -> list[Point]:
    """The runs that differ in nothing else from one of them, and tell most about the question."""
    kinds: dict[object, list[Point]] = {}
    for point in points:
        kinds.setdefault(point.rest, []).append(point)
    groups = [
        [each for other in kinds.values() if agree(kind[0], other[0]) for each in other]
        for kind in sorted(kinds.values(), key=len, reverse=True)[:MOST_KINDS]
    ]
    return max(
        groups,
        key=lambda group: (
            -len(missing_values(group, wanted, runs_each)),
            full(group, runs_each),
            len(group),
        ),
        default=[],
    )
