"""Passes of networks over data without a training step: how often, in which mode, on what."""

from collections.abc import Iterable
from typing import Any

from .calls import Calls, Pass
from .data_sets import Data, is_same

MOST_PASSES = 200


class Passes:
    """How often each kind of pass was made over which data."""

    def __init__(self) -> None:
        self._found: dict[tuple[Any, ...], tuple[Data | None, int]] = {}
        self._same: dict[tuple[Any, ...], bool | None] = {}

    def add(self, calls: Calls, found: Pass | None) -> None:
        """One pass that is over."""
        if found is not None:
            _count(self._found, calls, found)

    def add_before(self, calls: Calls) -> None:
        """Calls that kept gradients, before the one that `backward` went through."""
        for found in calls.before:
            if calls.is_evaluation(found, is_over=False):
                self.add(calls, found)
        calls.before = []

    def as_list(
        self, ids: dict[int, str], under_way: Iterable[tuple[Calls, Pass]]
    ) -> list[dict[str, Any]]:
        """All of them, of networks that have names in `ids`."""
        counted = dict(self._found)
        for calls, found in under_way:
            _count(counted, calls, found)
        entries: list[dict[str, Any]] = []
        for key, (data, times) in counted.items():
            calls, rows, training, gradients, cell, shuffled, _ = key
            name = ids.get(id(calls.module()))
            if name is not None and len(entries) < MOST_PASSES:
                entry = {
                    "network": name,
                    "cell": cell,
                    "examples": rows,
                    "training": training,
                    "gradients": gradients,
                    "shuffled": shuffled,
                    "same_data": self.is_training_data(calls, data),
                    "times": times,
                }
                entries.append(entry)
        return entries

    def is_training_data(self, calls: Calls, data: Data | None) -> bool | None:
        """Whether all of some data is what a network was trained on; each answer is kept."""
        if data is None or not calls.data:
            return None
        answers = [self._is_same(data, trained) for trained in calls.data]
        if True in answers:
            return True
        return False if calls.is_data_known and None not in answers else None

    def _is_same(self, one: Data, other: Data) -> bool | None:
        """Asked again and again while a training runs, so each answer is kept."""
        key = (id(one), *one.spans, id(other), *other.spans)
        if key not in self._same:
            self._same[key] = is_same(one, other)
        return self._same[key]


def _count(
    counted: dict[tuple[Any, ...], tuple[Data | None, int]], calls: Calls, found: Pass
) -> None:
    if not found.rows:
        return
    data = found.iteration.data if found.iteration is not None else found.data
    shuffled = found.iteration.shuffled if found.iteration is not None else None
    small = calls.trained is not None and found.rows <= calls.trained.usual
    # Single batches are not told apart: there may be one for each step.
    place = None if small or data is None else (id(data.whole()), *data.spans[:1], *data.spans[-1:])
    key = (calls, found.rows, found.training, found.gradients, found.cell, shuffled, place)
    known, times = counted.get(key, (data, 0))
    if times or len(counted) < 10 * MOST_PASSES:
        counted[key] = known, times + 1
