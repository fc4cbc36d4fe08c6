"""The state of following code without running it: names, uncertain regions, loops, events.

What only may happen changes things weakly: what they were and what they became must agree, or it
is unknown. What does not happen (code that is commented out) leaves the others' world alone.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from grader.collect.written.frames import Event, Frame, GaveUpError, Loop, State
from grader.collect.written.limits import (
    MOST_EVENTS,
    MOST_ITEMS,
    MOST_STEPS,
    STEPS_OF_NETWORKS,
)
from grader.collect.written.merging import merged, merged_names
from grader.collect.written.names import BUILTINS, STARRED
from grader.collect.written.values import (
    UNKNOWN,
    Args,
    Built,
    DictThing,
    Dotted,
    Function,
    ListThing,
    Origin,
    Spot,
    Thing,
    Value,
)


class Machine:
    """One notebook with its modules, being followed."""

    evaluate: Callable[[Machine, ast.expr], Value]
    execute: Callable[[Machine, list[ast.stmt]], frozenset[str]]
    call: Callable[[Machine, Value, Args, ast.AST], Value]
    load: Callable[[Machine, str, int], Value]

    def __init__(self, origin: Origin, *, most_steps: int = MOST_STEPS) -> None:
        self.frame = Frame()
        self.most_steps = most_steps
        self.origin = origin
        self.top: tuple[Origin, int] = (origin, 1)
        self.steps = 0
        self.nesting = 0
        self.calls: list[Function] = []
        self.regions: list[int] = [0]
        self.serial = 0
        self.loops: list[Loop] = []
        self.dormant = False
        self.events: list[Event] = []
        self.functions: list[Function] = []
        self.classes: list[Any] = []
        self.flags: DictThing = self.dictionary({}, dotted=True)
        self.weak_changes = 0
        self.conditions = 0
        self.last_loss = ""
        self.last_clip: Value = None
        self.modules: dict[str, Any] = {}
        self.shapes: list[tuple[int, ...]] = []
        self.tracing = False
        self.place: ast.AST = ast.Pass(lineno=1)
        self.data_sets: list[Built] = []
        self.steps_of_networks = STEPS_OF_NETWORKS
        self.doubted: set[int] = set()
        self.is_complete = True
        self.mentions: Counter[str] = Counter()
        self.arguments: tuple[str, ...] = ()

    def tick(self) -> None:
        """Count one step; raises `GaveUpError` when there were too many."""
        self.steps += 1
        if self.steps > self.most_steps:
            raise GaveUpError

    # Things

    def listing(self, items: tuple[Value, ...] | None) -> ListThing:
        """A new list."""
        return ListThing(_sane(items), region=self.regions[-1], dormant=self.dormant)

    def dictionary(self, entries: dict[Any, Value] | None, *, dotted: bool = False) -> DictThing:
        """A new dictionary."""
        region = self.regions[-1] if hasattr(self, "regions") else 0
        return DictThing(_sane(entries), region=region, dormant=self.dormant, dotted=dotted)

    def built(self, path: str, args: Args, node: ast.AST, content: Any = ()) -> Built:
        """A new object of a library's class."""
        return Built(
            content,
            region=self.regions[-1],
            dormant=self.dormant,
            path=path,
            args=args,
            spot=self.spot(node),
        )

    def spot(self, node: ast.AST) -> Spot:
        """Where this node stands."""
        return Spot(
            origin=self.origin,
            line=getattr(node, "lineno", 1),
            top_origin=self.top[0],
            top_line=self.top[1],
            dormant=self.dormant,
            depth=len(self.calls),
            loops=tuple(loop.serial for loop in self.loops),
        )

    def content(self, thing: Thing) -> Any:
        """What a thing holds now, as the code that is being followed sees it."""
        hidden = self.dormant and thing.shadow is not None
        return thing.shadow if hidden else thing.content

    def change(self, thing: Thing, content: Any) -> None:
        """Give a thing another content, weakly where it is not certain that this happens."""
        content = _sane(content)
        if thing.region < self.regions[-1]:
            before = self.content(thing)
            content = _weak(before, content)
            if not _equal(before, content):
                self.weak_changes += 1
        if self.dormant and not thing.dormant:
            thing.shadow = content
        else:
            thing.content = content

    def forget(self, thing: Value) -> None:
        """Something unknown may have changed this."""
        if isinstance(thing, ListThing | DictThing):
            self.change(thing, None)

    # Names

    def look_up(self, name: str) -> Value:
        """What a name stands for."""
        frame: Frame | None = self.frame.elsewhere.get(name, self.frame)
        first = True
        while frame is not None:
            if first or not frame.is_class:
                if self.dormant and not frame.dormant and name in frame.shadow:
                    return frame.shadow[name]
                if name in frame.names:
                    return frame.names[name]
            frame, first = frame.outer, False
        return None if name == "__builtins__" else self._library(name)

    def _library(self, name: str) -> Value:
        stars = [star for star in self.frame.top.stars if star]
        for star in reversed(stars):
            path = f"{star}.{name}"
            if path in STARRED:
                return Dotted(path)
        # A star import of something else may have brought any name.
        known = name in BUILTINS and "" not in self.frame.top.stars
        return Dotted(f"builtins.{name}") if known else UNKNOWN

    def bind(self, name: str, value: Value) -> None:
        """Give a name a value."""
        if isinstance(value, Built) or hasattr(value, "cls"):
            value.name = value.name or name
        frame = self.frame.elsewhere.get(name, self.frame)
        if frame is not self.frame and frame.region < self.regions[-1]:
            before = frame.names.get(name, UNKNOWN)
            value = merged(before, value)
            if value is UNKNOWN and before is not UNKNOWN:
                self.weak_changes += 1
        if self.dormant and not frame.dormant:
            frame.shadow[name] = value
        else:
            frame.names[name] = value

    def snapshot(self) -> State:
        """The names of the current frame as they are now."""
        # Copying many names is work as well.
        self.steps += len(self.frame.names) // 4
        names, shadow = dict(self.frame.names), dict(self.frame.shadow)
        return State(names, shadow, self.last_loss, self.last_clip)

    def restore(self, state: State) -> None:
        """Make the names of the current frame, and the last loss, what they were."""
        self.last_loss, self.last_clip = state.loss, state.clip
        self.frame.names = dict(state.names)
        self.frame.shadow = dict(state.shadow)

    # Regions

    @contextmanager
    def uncertain(self) -> Iterator[None]:
        """Code that may or may not run."""
        self.serial += 1
        self.regions.append(self.serial)
        try:
            yield
        finally:
            self.regions.pop()

    @contextmanager
    def asleep(self) -> Iterator[None]:
        """Code that does not run."""
        before, self.dormant = self.dormant, True
        try:
            yield
        finally:
            self.dormant = before

    def note(self, kind: str, subject: Any, detail: Any = None) -> None:
        """Keep an event."""
        if self.tracing:
            return
        if len(self.events) >= MOST_EVENTS:
            raise GaveUpError
        accumulates = any(loop.by_remainder for loop in self.loops)
        loops = tuple(self.loops)
        conditional = bool(loops) and self.conditions > loops[-1].conditions
        self.events.append(
            Event(kind, subject, loops, self.dormant, detail, accumulates, conditional)
        )


def _sane(content: Any) -> Any:
    """A content if it is of a sane size; else it counts as unknown."""
    return content if content is None or len(content) <= MOST_ITEMS else None


def _weak(before: Any, after: Any) -> Any:
    if isinstance(before, dict) and isinstance(after, dict):
        return merged_names(before, after)
    if isinstance(before, tuple) and isinstance(after, tuple):
        return after if _equal(before, after) else None
    return None


def _equal(left: Any, right: Any) -> bool:
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(
            merged(left[key], right[key]) is not UNKNOWN or left[key] is right[key] for key in left
        )
    if isinstance(left, tuple) and isinstance(right, tuple):
        return len(left) == len(right) and all(
            merged(a, b) is not UNKNOWN or a is b for a, b in zip(left, right, strict=True)
        )
    return left is right
