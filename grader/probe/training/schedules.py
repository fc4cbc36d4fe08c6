"""Schedulers of learning rates: how they were made, and when they were stepped."""

import inspect
import math
import weakref
from dataclasses import dataclass
from typing import Any

MOST_NUMBERS = 50

Setting = int | float | str | list[int] | None


@dataclass(eq=False)
class Schedule:
    """One scheduler of one optimizer."""

    scheduler: "weakref.ref[Any]"
    name: str
    """Its class; empty if it is not one of torch's."""
    given: dict[str, Setting]
    """The settings that the code gave; None for a setting that is no plain number or text."""
    steps: int = 0
    each_step: int = 0
    """Its steps that exactly one step of the optimizer came before."""
    at: int = 0
    """Steps of the optimizer at its latest step."""

    def see(self, optimizer_steps: int) -> None:
        """It took a step after so many of the optimizer."""
        self.each_step += optimizer_steps == self.at + 1
        self.at = optimizer_steps
        self.steps += 1

    def as_json(self) -> dict[str, Any]:
        """Everything that is known of it."""
        return {
            "name": self.name,
            "given": self.given,
            "steps": self.steps,
            "each_step": self.each_step,
        }


def made(scheduler: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Schedule:
    """The schedule of a scheduler of torch's that was made with this call."""
    bound = inspect.signature(type(scheduler).__init__).bind(scheduler, *args, **kwargs)
    given = {
        name: _plain(value)
        for name, value in list(bound.arguments.items())[1:]
        if name != "optimizer"
    }
    return Schedule(weakref.ref(scheduler), type(scheduler).__name__[:100], given)


def unknown(scheduler: Any) -> Schedule:
    """The schedule of a scheduler that is the student's own."""
    return Schedule(weakref.ref(scheduler), "", {})


def _plain(value: Any) -> Setting:
    if isinstance(value, bool):
        return None
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, int):
        return value if abs(value) < 2**53 else None
    if isinstance(value, str):
        return value[:40]
    if isinstance(value, list | tuple) and len(value) <= MOST_NUMBERS:
        whole = all(isinstance(one, int) and abs(one) < 2**53 for one in value)
        return [int(one) for one in value] if whole else None
    return None
