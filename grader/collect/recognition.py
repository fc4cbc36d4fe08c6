"""Which data set a network was fed, so that it is measured on that one and on no other."""

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from grader.collect.held_out import HeldOutSet
from grader.collect.networks import Caught
from grader.collect.probe_files import read_bytes
from grader.collect.scaling import Scaling, recover, splits_of
from grader.errors import ProbeError

HELD_OUT = "held-out"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Recognition:
    """What is known of a network's inputs, held against one task."""

    held_out: HeldOutSet
    """The task."""
    scaling: Scaling | None
    """How its images became the inputs; None if that could not be told."""
    trained_on: frozenset[str]
    """The splits of the task whose images were seen in training."""
    why_not: str = ""
    """Why the network is not measured on the task, in words; empty if it may be."""

    @property
    def is_certain(self) -> bool:
        """Whether images of the task were recognised."""
        return self.scaling is not None and self.scaling.certain

    @property
    def rank(self) -> int:
        """How well the images are used as the task means them: trained on, or only tested on."""
        if not self.is_certain:
            return 0
        if self.trained_on:
            return 3 if "train" in self.trained_on else 1
        assert self.scaling is not None
        return 1 if self.scaling.split == "train" else 2


def recognise(caught: Caught, tasks: tuple[HeldOutSet, ...]) -> tuple[Recognition, ...]:
    """What is known of the network's inputs for each task whose inputs have this many values."""
    found = tuple(_held_against(caught, task) for task in tasks)
    if caught.entry.input is None:
        return found
    return tuple(replace(each, why_not=_why_not(each, found)) for each in found)


def _why_not(one: Recognition, found: tuple[Recognition, ...]) -> str:
    if HELD_OUT in one.trained_on:
        return "it was trained on images of this held-out set"
    others = [each for each in found if each.held_out.digest != one.held_out.digest]
    best = max(others, key=lambda each: each.rank, default=one)
    if best.rank > one.rank:
        return f"its inputs are images of {best.held_out.task}"
    if others and not one.is_certain:
        names = ", ".join(dict.fromkeys(each.held_out.task for each in found))
        return f"it could not be told which images its inputs are: {names}"
    return ""


def _held_against(caught: Caught, task: HeldOutSet) -> Recognition:
    """From rows seen in training, else from rows seen in evaluation, else from their range."""
    seen = caught.entry.input
    if seen is None or seen.range is None:
        return Recognition(held_out=task, scaling=None, trained_on=frozenset())
    low, high = seen.range.minimum, seen.range.maximum
    scaling, trained_on = None, frozenset[str]()
    for phase in ("train", "eval"):
        rows = _rows(caught, phase, seen.rows.get(phase, 0))
        if scaling is None or not scaling.certain:
            scaling = recover(rows, seen.shape, task.marks, low, high) or scaling
        if phase == "train":
            by_mean = scaling.splits if scaling is not None else frozenset()
            trained_on = by_mean | splits_of(rows, seen.shape, task.marks)
    return Recognition(held_out=task, scaling=scaling, trained_on=trained_on)


def _rows(caught: Caught, phase: str, count: int) -> tuple[NDArray[np.float64], ...]:
    assert caught.entry.input is not None
    values = math.prod(caught.entry.input.shape)
    path = caught.folder / f"{caught.entry.id}.{phase}.rows"
    try:
        content = read_bytes(path, largest=count * values * 4)
    except ProbeError:
        return ()
    if len(content) != count * values * 4 or not count:
        return ()
    rows = np.frombuffer(content, dtype="<f4").astype(np.float64).reshape(count, values)
    return tuple(row for row in rows if np.isfinite(row).all())
