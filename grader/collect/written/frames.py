"""Names of a module or a call, loops that are open, and what is noted on the way."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import Any

from grader.collect.written.merging import merged, merged_names
from grader.collect.written.values import (
    Function,
    Value,
)


class GaveUpError(Exception):
    """The code is too large or too deep to be followed."""


@dataclass(slots=True, eq=False)
class Frame:
    """The names of a module, a class body or a call."""

    outer: Frame | None = None
    names: dict[str, Value] = field(default_factory=dict)
    shadow: dict[str, Value] = field(default_factory=dict)
    region: int = 0
    dormant: bool = False
    elsewhere: dict[str, Frame] = field(default_factory=dict)
    """Names that `global` and `nonlocal` send to another frame."""
    returned: list[Value] = field(default_factory=list)
    stars: list[str] = field(default_factory=list)
    """Libraries of which everything was imported."""
    function: Function | None = None
    instance: Value = None
    is_class: bool = False
    overlay: Frame | None = None
    """Names of the code that is commented out beside this frame's."""
    yields: Value = None
    """Size of the groups that a generator gives; None if it gave none yet."""
    jumps: list[dict[str, list[State]]] = field(default_factory=list)
    """For each loop, the states of the names at its `break` and `continue`."""

    @property
    def top(self) -> Frame:
        """The frame of the module."""
        frame = self
        while frame.outer is not None:
            frame = frame.outer
        return frame


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """The names of a frame at one moment."""

    names: dict[str, Value]
    shadow: dict[str, Value]
    loss: str
    """The loss whose gradients were computed last."""
    clip: Value
    """The norm that gradients were clipped at last."""

    def merged(self, other: State) -> State:
        """What is known when it may be the one or the other."""
        shadow = dict(self.shadow)
        if self.shadow or other.shadow:
            shadow = merged_names(self.shadow, other.shadow)
        return State(
            merged_names(self.names, other.names),
            shadow,
            self.loss if self.loss == other.loss else "",
            merged(self.clip, other.clip),
        )


@dataclass(slots=True, eq=False)
class Loop:
    """A loop that is being followed."""

    serial: int
    kind: str
    """`range`, `while`, `items` (a literal), `batches` or `unknown`."""
    count: int | None = None
    batch: int | None = None
    windows: set[int] = field(default_factory=set)
    """Lengths of the slices that move on by their own length in each round."""
    node: ast.stmt | None = None
    source: Value = None
    """What it runs over."""
    conditions: int = 0
    """How many conditions of unknown outcome it stands in."""
    by_remainder: int = 0
    """Conditions of the form `i % n` that are open inside it."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that code about training says."""

    kind: str
    subject: Any
    loops: tuple[Loop, ...]
    dormant: bool
    detail: Any = None
    accumulates: bool = False
    """Whether it happens in every n-th round of a loop only."""
    conditional: bool = False
    """Whether a condition of unknown outcome stands between it and the loop around it."""
