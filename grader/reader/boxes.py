"""Rectangles on a page."""

from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle in upright coordinates."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From bottom to top."""
        return self.top - self.bottom

    def holds(self, point: tuple[float, float], *, slack: float = 1.0) -> bool:
        """Whether a point lies within."""
        x, y = point
        across = self.left - slack <= x <= self.right + slack
        return across and self.bottom - slack <= y <= self.top + slack

    def near(self, other: "Box", distance: float) -> bool:
        """Whether two boxes touch or nearly do."""
        return (
            self.left - distance <= other.right
            and other.left - distance <= self.right
            and self.bottom - distance <= other.top
            and other.bottom - distance <= self.top
        )

    def joined(self, other: "Box") -> "Box":
        """The smallest box that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.bottom, other.bottom),
            max(self.right, other.right),
            max(self.top, other.top),
        )
