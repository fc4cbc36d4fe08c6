"""Built-in functions, and methods of lists, dictionaries and texts."""

import ast
import math
from collections.abc import Callable
from typing import Any

from grader.collect.written.arithmetic import binary, kept, truth_of
from grader.collect.written.attributes import read
from grader.collect.written.iterables import (
    Native,
    around,
    array_of,
    chained,
    copy_of,
    dictionary_of,
    is_whole,
    list_of,
    product_of,
    range_of,
    sorted_of,
    tuple_of,
)
from grader.collect.written.loops import elements
from grader.collect.written.machine import Machine
from grader.collect.written.targets import write
from grader.collect.written.values import (
    UNKNOWN,
    Args,
    Counter,
    DictThing,
    Instance,
    Parameters,
    Value,
)


def _numbers(machine: Machine, args: Args) -> tuple[Any, ...] | None:
    """The numbers that `min`, `max` and `sum` are about; None if they are not all known."""
    given = args.positional
    if len(given) == 1 or (len(given) == 2 and not isinstance(given[0], int | float)):
        given = elements(machine, given[0]) or ()
    plain = all(isinstance(each, int | float) for each in given)
    return given if given and plain and args.complete and not args.keywords else None


def _extreme(pick: Callable[[Any], Any]) -> Native:
    def native(machine: Machine, args: Args) -> Value:
        numbers = _numbers(machine, args)
        if numbers is None:
            # `min(start + 128, len(images))` is still the end of a batch.
            counters = [each for each in args.positional if isinstance(each, Counter)]
            smallest = pick is min and len(counters) == 1 and len(args.positional) == 2
            return counters[0] if smallest else UNKNOWN
        return pick(numbers)

    return native


def _sum(machine: Machine, args: Args) -> Value:
    numbers = _numbers(machine, args)
    return UNKNOWN if numbers is None or len(args.positional) != 1 else kept(sum(numbers))


def _length(machine: Machine, args: Args) -> Value:
    value = args.get(0, "obj")
    if isinstance(value, str):
        return len(value)
    items = elements(machine, value)
    return UNKNOWN if items is None else len(items)


def _number(kind: type[int] | type[float]) -> Native:
    def native(_machine: Machine, args: Args) -> Value:
        value = args.get(0, "x")
        if not isinstance(value, int | float | str) or len(args.positional) != 1:
            return UNKNOWN
        if isinstance(value, str) and len(value) > 50:
            return UNKNOWN
        try:
            return kept(kind(value))
        except (ValueError, OverflowError):
            return UNKNOWN

    return native


def _string(_machine: Machine, args: Args) -> Value:
    value = args.get(0, "object")
    return str(value) if isinstance(value, int | str) else UNKNOWN


def _boolean(_machine: Machine, args: Args) -> Value:
    truth = truth_of(args.get(0, "x"))
    return UNKNOWN if truth is None else truth


def _rounded(_machine: Machine, args: Args) -> Value:
    value, digits = args.get(0, "number"), args.get(1, "ndigits", None)
    fits = isinstance(value, int | float) and (digits is None or is_whole(digits))
    return round(value, digits) if fits and abs(digits or 0) < 30 else UNKNOWN


def _absolute(_machine: Machine, args: Args) -> Value:
    value = args.get(0, "x")
    return abs(value) if isinstance(value, int | float) else UNKNOWN


def _root(_machine: Machine, args: Args) -> Value:
    value = args.get(0, "x")
    return math.sqrt(value) if isinstance(value, int | float) and value >= 0 else UNKNOWN


def _power(_machine: Machine, args: Args) -> Value:
    return binary(ast.Pow(), args.get(0, "base"), args.get(1, "exp"))


def _getattr(machine: Machine, args: Args) -> Value:
    name = args.get(1, "name")
    found = read(machine, args.get(0, "o"), name) if isinstance(name, str) else UNKNOWN
    return UNKNOWN if type(found).__name__ == "Method" and len(args.positional) > 2 else found


def _setattr(machine: Machine, args: Args) -> Value:
    holder, name = args.get(0, "o"), args.get(1, "name")
    if isinstance(name, str):
        write(machine, holder, name, args.get(2, "value"))
    elif isinstance(holder, Instance | DictThing):
        machine.change(holder, None)
    return None


def _vars(machine: Machine, args: Args) -> Value:
    value = args.get(0, "object", None)
    if isinstance(value, DictThing):
        # The same entries: what is changed in the one is changed in the other.
        return value
    if isinstance(value, Instance):
        content = machine.content(value)
        return machine.dictionary(dict(content) if content is not None else None)
    return UNKNOWN


def _shuffled(machine: Machine, args: Args) -> Value:
    machine.forget(args.get(0, "x"))
    return None


def _filtered(_machine: Machine, args: Args) -> Value:
    value = args.get(1, "iterable")
    return value if isinstance(value, Parameters) else UNKNOWN


def _nothing(_machine: Machine, _args: Args) -> Value:
    return None


NATIVES: dict[str, Native] = {
    "builtins.range": range_of,
    "builtins.xrange": range_of,
    "builtins.min": _extreme(min),
    "builtins.max": _extreme(max),
    "builtins.sum": _sum,
    "builtins.len": _length,
    "builtins.list": list_of,
    "builtins.tuple": tuple_of,
    "builtins.dict": dictionary_of,
    "collections.OrderedDict": dictionary_of,
    "builtins.int": _number(int),
    "builtins.float": _number(float),
    "builtins.str": _string,
    "builtins.bool": _boolean,
    "builtins.round": _rounded,
    "builtins.abs": _absolute,
    "builtins.pow": _power,
    "math.pow": _power,
    "math.sqrt": _root,
    "numpy.sqrt": _root,
    "builtins.sorted": sorted_of(False),
    "builtins.reversed": sorted_of(True),
    "builtins.enumerate": around("enumerate"),
    "builtins.zip": around("zip"),
    "builtins.iter": around("same"),
    "itertools.product": product_of,
    "itertools.chain": chained,
    "builtins.getattr": _getattr,
    "builtins.setattr": _setattr,
    "builtins.vars": _vars,
    "builtins.filter": _filtered,
    "random.shuffle": _shuffled,
    "numpy.random.shuffle": _shuffled,
    "numpy.array": array_of,
    "copy.copy": copy_of(0),
    "copy.deepcopy": copy_of(4),
    "builtins.print": _nothing,
}
"""Functions whose result follows from their arguments."""
