"""The seam between the route for one submission and whoever runs it for many."""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Workers(Protocol):
    """Applies one function to many submissions, several at a time."""

    def run(
        self, work: Callable[[Item], Result], items: Sequence[Item]
    ) -> Iterator[tuple[Item, Result]]:
        """Yield each item with its result as soon as it is done, in any order.

        `work` turns every failure of its own into a result; what it raises ends the whole run.
        When the consumer is interrupted, nothing new is begun, and `stop` is called so that what
        runs ends soon; the iterator waits for that.
        """
        ...
