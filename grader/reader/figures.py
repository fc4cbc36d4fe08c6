"""Pictures and plots: drawings that lie near each other are one figure."""

from collections.abc import Iterable

from .boxes import Box
from .drawings import Drawings

JOIN = 10.0
"""Distance up to which two drawings are parts of one figure, in points."""
WHOLE_PAGE = 0.85
"""Share of the page from which a drawing or picture is its background."""
SMALLEST_FIGURE = (36.0, 28.0)
MOST_CLUSTERED = 1_500


def figures_of(found: Drawings, width: float, height: float) -> list[Box]:
    """Boxes of pictures and plots, neighbours joined."""
    area = max(1.0, width * height)
    whole = Box(0, 0, width, height)

    def fits(box: Box) -> bool:
        return box.width * box.height < WHOLE_PAGE * area and box.near(whole, 0)

    seeds = [box for box in (*found.pictures, *found.drawn) if fits(box)][:MOST_CLUSTERED]
    figures = _clusters(seeds)
    extras = [box for box in (*found.plain, *found.rules) if fits(box)][:MOST_CLUSTERED]
    for box in extras:
        figures = [figure.joined(box) if _belongs(box, figure) else figure for figure in figures]
    figures = _clusters(figures, distance=2.0)
    return [
        figure
        for figure in figures
        if figure.width >= SMALLEST_FIGURE[0] and figure.height >= SMALLEST_FIGURE[1]
    ]


def _belongs(extra: Box, figure: Box) -> bool:
    """Whether a line or rectangle is part of a figure: it touches it and is not much larger."""
    if not extra.near(figure, 1.0):
        return False
    return extra.width <= 2.2 * figure.width + 40 and extra.height <= 2.2 * figure.height + 40


def _clusters(boxes: Iterable[Box], *, distance: float = JOIN) -> list[Box]:
    """Boxes that lie near each other become one, until none does."""
    found: list[Box] = []
    for box in sorted(boxes, key=lambda box: -box.width * box.height):
        waiting = box
        while True:
            near = [other for other in found if waiting.near(other, distance)]
            if not near:
                break
            found = [other for other in found if not waiting.near(other, distance)]
            for other in near:
                waiting = waiting.joined(other)
        found.append(waiting)
    return found
