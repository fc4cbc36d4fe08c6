"""Which values a name may have at a place, by the assignments that lead there."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Enum

from grader.collect.calls.pieces import Piece

MOST_BINDINGS = 300
"""Assignments to one name: of one that gets more, nothing is known."""
MOST_DOTS = 40
"""Parts of a dotted name that are followed."""


class How(Enum):
    """How a name got its value."""

    IS = "is"
    """It is the value."""
    PART = "part"
    """It is one part of the value: an element in a loop, one of several that are unpacked."""
    CHANGED = "changed"
    """The value was added to it, taken from it and the like, in place."""
    INTO = "into"
    """The value was put into it: `a[i] = value`, `a.append(value)`."""
    PARAMETER = "parameter"
    """It is a parameter of its function; the value is its default."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Spot:
    """Where in the order of the code something stands."""

    scope: "Scope"
    """Its function or module."""
    position: int
    """Number of its statement."""
    blocks: tuple[int, ...]
    """The branches around it, the outermost first."""
    loops: tuple[int, ...]
    """The loops around it."""
    piece: Piece
    """The text that it stands in."""

    @property
    def before(self) -> "Spot":
        """Just before the statement itself, so that what it binds is seen inside it."""
        return replace(self, position=self.position - 1)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Binding:
    """One assignment to a name."""

    how: How
    value: ast.expr | None
    spot: Spot
    operator: ast.operator | None = None
    """Of a change in place, which."""
    index: int | None = None
    """Of a part, which; None for any."""


@dataclass(slots=True, kw_only=True, eq=False)
class Scope:
    """A module or a function, with what its names are given."""

    node: ast.FunctionDef | ast.AsyncFunctionDef | None
    """The function; None for a module."""
    parent: "Scope | None"
    dormant: bool = False
    names: dict[str, list[Binding]] = field(default_factory=dict)
    spot: Spot | None = None
    """Of a function, where it is defined."""
    within: str = ""
    """Of a method, the name of its class."""
    shared: set[str] = field(default_factory=set)
    """Names that a function says are its module's."""

    @property
    def root(self) -> "Scope":
        """The module."""
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope

    def outwards(self) -> "Iterator[Scope]":
        """Itself, and what it stands in, up to the module."""
        scope: Scope | None = self
        while scope is not None:
            yield scope
            scope = scope.parent

    def home(self, name: str) -> "Scope":
        """Where a name is kept: attributes outlive the function that sets them."""
        return self.root if name.startswith(".") or name in self.shared else self

    def bind(self, name: str, binding: Binding) -> None:
        """Note one more assignment."""
        self.names.setdefault(name, []).append(binding)


def reaching(name: str, spot: Spot) -> tuple[Binding, ...]:
    """The assignments that may have given the name its value here; none if it is not known."""
    scope: Scope | None = spot.scope
    while scope is not None and name not in scope.names:
        scope = scope.parent
    if scope is None:
        return ()
    every = scope.names[name]
    if len(every) > MOST_BINDINGS:
        return ()
    if scope is not spot.scope:
        # A function runs when it is called: whatever its module assigns may be there by then.
        return tuple(every)
    return tuple(_reaching(every, spot))


def _reaching(every: list[Binding], spot: Spot) -> Iterator[Binding]:
    for binding in every:
        shares = set(binding.spot.loops) & set(spot.loops)
        if binding.spot.position >= spot.position and shares and binding.how is not How.PARAMETER:
            yield binding
    for binding in reversed(every):
        if binding.spot.position >= spot.position:
            continue
        yield binding
        around = binding.spot.blocks
        is_sure = spot.blocks[: len(around)] == around
        if is_sure and binding.how is not How.INTO:
            return


def dotted(node: ast.AST) -> str:
    """`a.b.c` as it is written; empty for anything but a name with dots."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute) and len(parts) < MOST_DOTS:
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ""
    return ".".join([node.id, *reversed(parts)])


def last_part(node: ast.AST) -> str:
    """`c` of `a.b().c`; empty if it is no name."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def bound_name(target: ast.AST) -> str:
    """The name that an assignment gives a value to; attributes of all objects share one."""
    match target:
        case ast.Name(id=name):
            return name
        case ast.Attribute(attr=attr):
            return f".{attr}"
    return ""
