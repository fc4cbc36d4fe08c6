"""Built-in functions that make lists, tuples, dictionaries and ways through them."""

from collections.abc import Callable
from typing import Any

from grader.collect.written.limits import MOST_ITEMS
from grader.collect.written.loops import elements
from grader.collect.written.machine import Machine
from grader.collect.written.merging import light
from grader.collect.written.operators import is_key
from grader.collect.written.values import (
    UNKNOWN,
    Args,
    Around,
    Built,
    Counting,
    DictThing,
    Instance,
    ListThing,
    Parameters,
    Value,
)

Native = Callable[[Machine, Args], Value]


def is_whole(value: Value) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def range_of(_machine: Machine, args: Args) -> Value:
    given = args.positional
    if not args.complete or not 1 <= len(given) <= 3 or args.keywords:
        return Counting(UNKNOWN, UNKNOWN)
    start = given[0] if len(given) > 1 else 0
    step = given[2] if len(given) > 2 else 1
    stop = given[1] if len(given) > 1 else given[0]
    if all(map(is_whole, (start, stop, step))) and step != 0:
        return range(start, stop, step)
    return Counting(start, step)


def list_of(machine: Machine, args: Args) -> Value:
    if not args.positional:
        return machine.listing(())
    value = args.positional[0]
    return value if isinstance(value, Parameters) else machine.listing(elements(machine, value))


def tuple_of(machine: Machine, args: Args) -> Value:
    items = elements(machine, args.positional[0]) if args.positional else ()
    return UNKNOWN if items is None else light(items)


def dictionary_of(machine: Machine, args: Args) -> Value:
    entries: dict[Any, Value] = {}
    known = args.complete and len(args.positional) <= 1
    for each in args.positional:
        if isinstance(each, DictThing):
            content = machine.content(each)
        else:
            content = _from_pairs(elements(machine, each))
        known = known and content is not None
        entries.update(content or {})
    entries.update(args.keywords)
    return machine.dictionary(entries if known else None)


def _from_pairs(pairs: tuple[Value, ...] | None) -> dict[Any, Value] | None:
    fits = pairs is not None and all(
        isinstance(pair, tuple) and len(pair) == 2 and is_key(pair[0]) for pair in pairs
    )
    return dict(pairs) if fits and pairs is not None else None


def sorted_of(backwards: bool) -> Native:
    def native(machine: Machine, args: Args) -> Value:
        items = elements(machine, args.get(0, "iterable"))
        if items is None:
            return machine.listing(None)
        if backwards:
            return machine.listing(items[::-1])
        plain = all(isinstance(each, int | float) for each in items)
        plain = plain or all(isinstance(each, str) for each in items)
        return machine.listing(tuple(sorted(items)) if plain and not args.keywords else None)

    return native


def around(kind: str) -> Native:
    def native(_machine: Machine, args: Args) -> Value:
        start = args.get(1, "start", 0) if kind == "enumerate" else 0
        from_zero = isinstance(start, int) and start == 0
        if not args.positional or not args.complete:
            return UNKNOWN
        inner = args.positional if kind == "zip" else args.positional[:1]
        # `enumerate(x, 1)` counts otherwise, and its count may be used for anything.
        if not from_zero:
            return Around("zip", (UNKNOWN, *inner))
        return Around(kind, inner)

    return native


def product_of(machine: Machine, args: Args) -> Value:
    parts = [elements(machine, each) for each in args.positional]
    if args.keywords or not args.complete or not parts or None in parts:
        return UNKNOWN
    rows: list[tuple[Value, ...]] = [()]
    for part in parts:
        rows = [(*row, each) for row in rows for each in part or ()]
        if len(rows) * len(parts) > MOST_ITEMS:
            return UNKNOWN
    return light(tuple(rows))


def array_of(machine: Machine, args: Args) -> Value:
    items = elements(machine, args.get(0, "object"))
    return UNKNOWN if items is None else machine.listing(items)


def copy_of(deep: int) -> Native:
    return lambda machine, args: _copied(machine, args.get(0, "x"), deep)


def _copied(machine: Machine, value: Value, deep: int) -> Value:
    if isinstance(value, ListThing | DictThing):
        content = machine.content(value)
        if deep and isinstance(content, tuple):
            content = tuple(_copied(machine, each, deep - 1) for each in content)
        elif deep and isinstance(content, dict):
            content = {key: _copied(machine, each, deep - 1) for key, each in content.items()}
        if isinstance(value, ListThing):
            return machine.listing(content)
        return machine.dictionary(content, dotted=value.dotted)
    plain = value is None or isinstance(value, int | float | str | tuple)
    return value if plain or isinstance(value, Instance | Built) else UNKNOWN


def chained(machine: Machine, args: Args) -> Value:
    parts = [elements(machine, each) for each in args.positional]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return UNKNOWN
    return light(tuple(each for part in known for each in part))
