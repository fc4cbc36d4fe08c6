"""What an expression of student code is worth, as far as it can be told without running it.

Numbers, texts, None and tuples are themselves. Everything that is not certain is `UNKNOWN`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

Value = Any
"""A plain Python value, or one of the classes below."""


class Unknown:
    """What cannot be told."""

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = Unknown()


@dataclass(frozen=True, slots=True)
class Dotted:
    """Something of a library, by its full name."""

    path: str


@dataclass(frozen=True, slots=True)
class Counter:
    """A loop's counting variable times `scale` plus `offset`."""

    loop: int
    scale: int
    offset: int


@dataclass(frozen=True, slots=True)
class LossValue:
    """A computed loss."""

    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Parameters:
    """The parameters of one network; of a part or of several, None."""

    network: Value


@dataclass(frozen=True, slots=True)
class Batches:
    """What gives examples in groups of `size`, which may be unknown."""

    size: Value


@dataclass(frozen=True, slots=True, eq=False)
class Counting:
    """A range whose bounds are not all known."""

    start: Value
    step: Value


@dataclass(frozen=True, slots=True, eq=False)
class Around:
    """What `enumerate`, `zip` and progress bars make of the iterables in them."""

    kind: str
    """`enumerate`, `zip` or `same`."""
    inner: tuple[Value, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ParameterGroups:
    """`optimizer.param_groups`, or one of them."""

    optimizer: Built


@dataclass(frozen=True, slots=True, eq=False)
class Method:
    """A method of a value that is not the student's own class."""

    receiver: Value
    name: str


@dataclass(slots=True, eq=False)
class Thing:
    """Something that can be changed after it was made."""

    content: Any
    """Replaced as a whole when it changes."""
    region: int = 0
    """The uncertain region of code that it was made in."""
    dormant: bool = False
    """Whether only code that does not run knows it."""
    shadow: Any = None
    """What code that does not run made of it; None if nothing."""


@dataclass(slots=True, eq=False)
class ListThing(Thing):
    """A list: its content is a tuple, or None if that is not known."""


@dataclass(slots=True, eq=False)
class DictThing(Thing):
    """A dictionary or a namespace: its content is a dictionary, or None if that is not known."""

    dotted: bool = False
    """Whether its keys are attributes."""


@dataclass(slots=True, eq=False)
class ParserThing(Thing):
    """An argument parser: its content are the defaults by name."""


@dataclass(slots=True, eq=False)
class Function:
    """A function of the student's."""

    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
    frame: Any
    origin: Origin
    defaults: dict[str, Value]
    owner: ClassThing | None = None
    followed: bool = False
    """Whether its body was followed from a call."""
    dormant: bool = False
    opaque: bool = False
    """Whether a decorator that we do not know gives it its arguments."""


@dataclass(slots=True, eq=False)
class ClassThing(Thing):
    """A class of the student's: its content are its attributes."""

    name: str = ""
    bases: tuple[Value, ...] = ()
    node: ast.ClassDef | None = None
    is_record: bool = False
    """Whether its annotated attributes are the arguments of its constructor."""
    made: bool = False
    origin: Origin | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Wrapped:
    """A function in a class that is a property, a static or a class method."""

    kind: str
    function: Function


@dataclass(slots=True, eq=False)
class Instance(Thing):
    """An object of a student's class: its content are its own attributes."""

    cls: ClassThing | None = None
    spot: Spot | None = None
    name: str = ""


@dataclass(slots=True, eq=False)
class Built(Thing):
    """An object of a library's class; the content are the layers that it holds, if it does."""

    path: str = ""
    args: Args = field(default_factory=lambda: Args())
    spot: Spot | None = None
    name: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Bound:
    """A student's function with its first argument."""

    instance: Value
    function: Function


@dataclass(frozen=True, slots=True, eq=False)
class Partial:
    """A callable with some of its arguments."""

    callee: Value
    args: Args


@dataclass(frozen=True, slots=True, eq=False)
class Super:
    """`super()` inside a method of `owner`."""

    instance: Value
    owner: ClassThing


@dataclass(frozen=True, slots=True, eq=False)
class ModuleValue:
    """A helper module of the submission."""

    frame: Any


@dataclass(slots=True, eq=False)
class Traced:
    """What a network's input has become: the layers that it went through."""

    layers: tuple[Any, ...]
    image: bool | None
    """Whether it has rows and columns; None if that is not known."""
    spent: bool = False
    """Whether it was changed in place, so that this is no longer what it is."""


@dataclass(frozen=True, slots=True)
class Args:
    """The arguments of a call."""

    positional: tuple[Value, ...] = ()
    keywords: tuple[tuple[str, Value], ...] = ()
    complete: bool = True
    """Whether these are all; not so when something unknown was unpacked."""

    def get(self, position: int | None, name: str, default: Value = UNKNOWN) -> Value:
        """The argument at this position or of this name; `default` if it was not given."""
        if position is not None and position < len(self.positional):
            return self.positional[position]
        for key, value in self.keywords:
            if key == name:
                return value
        return default if self.complete else UNKNOWN

    def values(self) -> Iterator[Value]:
        """All of them."""
        yield from self.positional
        yield from (value for _, value in self.keywords)


@dataclass(frozen=True, slots=True)
class Origin:
    """The file and the cell that a piece of code stands in."""

    file: str
    cell: int | None


@dataclass(frozen=True, slots=True)
class Spot:
    """A line of code, and the statement that set it going."""

    origin: Origin
    line: int
    top_origin: Origin
    top_line: int
    dormant: bool
    depth: int
    """How many of the student's functions are being followed."""
    loops: tuple[int, ...]
    """The loops around it."""
