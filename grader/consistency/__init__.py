"""Every statement of a write-up, held against itself, the code, the run and what we measured.

Pure: no file, clock or chance. What cannot be decided is `cannot_tell`; nothing is guessed.
"""

from collections.abc import Callable, Iterable, Iterator

from grader.consistency.work import Listed, Work
from grader.records import Checked

__all__ = ["Listed", "Work", "hold"]

CHECKS: tuple[Callable[[Work], Iterable[Checked]], ...] = ()
"""Each holds the statements that it understands against one thing."""


def hold(work: Work) -> tuple[Checked, ...]:
    """Everything that was checked of a write-up, in reading order."""
    return tuple(sorted(_all(work), key=_position))


def _all(work: Work) -> Iterator[Checked]:
    for check in CHECKS:
        try:
            yield from tuple(check(work))
        except (ArithmeticError, LookupError, RecursionError, TypeError, ValueError):
            # Text by strangers: what one check chokes on costs no other.
            continue


def _position(checked: Checked) -> tuple[int, int, str]:
    span = checked.span
    return (span.block, span.start, checked.check) if span else (1 << 30, 0, checked.check)
