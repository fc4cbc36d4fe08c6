"""One setting of a training run held against what is asked of it.

A setting is only called different when nothing in the run could make it the asked one after all.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum

from grader.checks.runs.pools import Run
from grader.records import Evidence

Number = float | int | Decimal

WARMING = ("linear", "onecycle", "cyclic", "lambda", "multiplicative", "constant ")
"""Beginnings of schedules that change the very first rate."""


class State(IntEnum):
    """How a setting compares, the better the lower."""

    SAME = 0
    WRITTEN = 1
    """The code says that it is the same, what ran did not show it."""
    UNKNOWN = 2
    """It was not seen."""
    NEAR = 3
    """It differs, but may be meant as the asked one."""
    DIFFERENT = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One setting, asked and found."""

    field: str
    """Its name in rubrics."""
    asked: str
    """What is asked, in words."""
    found: str
    """What was found, in words."""
    state: State
    """How they compare."""
    why: str = ""
    """Why it is not decided, or what is remarkable."""

    @property
    def difference(self) -> str:
        """Both sides in a few words: `learning rate 0.01, 0.001 asked`."""
        if self.field == "schedule":
            return f"{self.found} was found, {self.asked} is asked"
        return f"{words_of(self.field)} {self.found}, {self.asked} asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One setting that is asked for."""

    field: str
    """Its name in rubrics: `learning_rate`."""
    words: str
    """What is asked, in words."""
    hold: Callable[[Evidence, Run], tuple[str, State, str]]
    """What was found of it in a run, how that compares, and why it is not decided."""
    quantity: str = ""
    """The quantity of statements that speak of it."""
    fits: Callable[[float | str], bool] = lambda value: False
    """Whether a stated value is an asked one."""
    numbers: tuple[float, ...] = ()
    """The asked values, where they are numbers."""

    def held(self, evidence: Evidence, run: Run) -> Held:
        """The run's setting beside the asked one."""
        found, state, why = self.hold(evidence, run)
        return Held(field=self.field, asked=self.words, found=found, state=state, why=why)


def words_of(field: str) -> str:
    """A field's name for people."""
    return field.replace("_", " ")


def same_number(left: Number, right: Number) -> bool:
    """Whether two settings are one number, however it was computed."""
    return math.isclose(float(left), float(right), rel_tol=1e-6, abs_tol=1e-12)


def number_words(value: Number | None) -> str:
    """`0.001`, `2.5e-05`; `not known` for None."""
    return "not known" if value is None else f"{float(value):g}"


def number_wish(field: str, asked: Sequence[Number]) -> Wish:
    """A number that is one of the asked ones."""

    def hold(evidence: Evidence, run: Run) -> tuple[str, State, str]:
        value: float | None = getattr(run.training, field)
        if value is None:
            return number_words(None), State.UNKNOWN, _MISSING.get(field, "")
        if any(same_number(value, each) for each in asked):
            return number_words(value), State.SAME, ""
        why = _EXCUSES[field](evidence, run, asked)
        return number_words(value), State.NEAR if why else State.DIFFERENT, why

    return Wish(
        field=field,
        words=" or ".join(number_words(each) for each in asked),
        hold=hold,
        quantity=field,
        fits=lambda value: (
            not isinstance(value, str) and any(same_number(value, each) for each in asked)
        ),
        numbers=tuple(float(each) for each in asked),
    )


_MISSING = {
    "batch_size": "its batches differ in size, or several make one step",
    "momentum": "its optimizer has none, or hides it",
}

_GROUPS = "its parameters have several settings"


def _rate_excuse(evidence: Evidence, run: Run, asked: Sequence[Number]) -> str:
    if run.training.groups_differ:
        return _GROUPS
    later = [one for one in run.training.learning_rates if one.step > 1]
    for change in later:
        if any(same_number(change.rate, each) for each in asked):
            return f"it has the asked one from step {change.step:,} on"
    if run.training.schedule.startswith(WARMING):
        return "its schedule changes the rate from the first step on"
    return ""


def _decay_excuse(evidence: Evidence, run: Run, asked: Sequence[Number]) -> str:
    if run.training.groups_differ:
        return _GROUPS
    if not run.training.weight_decay and not run.training.loss:
        return "its loss was not understood, and may hold the decay"
    return ""


def _momentum_excuse(evidence: Evidence, run: Run, asked: Sequence[Number]) -> str:
    return _GROUPS if run.training.groups_differ else ""


def _batch_excuse(evidence: Evidence, run: Run, asked: Sequence[Number]) -> str:
    small = (run.training.batch_size or 0) < min(asked)
    if evidence.data is not None and evidence.data.stand_in and small:
        return "it ran on stand-in data, which may hold fewer examples"
    if small and run.training.steps is not None and run.training.steps == run.training.epochs:
        return "each of its steps takes all of the data"
    return ""


def _smoothing_excuse(evidence: Evidence, run: Run, asked: Sequence[Number]) -> str:
    return "" if run.training.loss else "its loss was not understood"


_EXCUSES: dict[str, Callable[[Evidence, Run, Sequence[Number]], str]] = {
    "learning_rate": _rate_excuse,
    "momentum": _momentum_excuse,
    "weight_decay": _decay_excuse,
    "batch_size": _batch_excuse,
    "label_smoothing": _smoothing_excuse,
}


def plain(name: str) -> str:
    """A name in small letters without signs: `AdamW`, `adam_w`."""
    return "".join(sign for sign in name.lower() if sign.isalnum())
