"""Methods of lists, dictionaries and texts."""

from typing import Any

from grader.collect.written.iterables import dictionary_of, is_whole
from grader.collect.written.limits import MOST_ITEMS
from grader.collect.written.loops import elements
from grader.collect.written.machine import Machine
from grader.collect.written.merging import light
from grader.collect.written.operators import is_key
from grader.collect.written.values import (
    UNKNOWN,
    Args,
    DictThing,
    ListThing,
    Value,
)


def list_method(machine: Machine, thing: ListThing, name: str, args: Args) -> Value:
    """A method of a list."""
    content = machine.content(thing)
    given = args.positional
    if name in ("index", "count", "copy"):
        return machine.listing(content) if name == "copy" else UNKNOWN
    changed: tuple[Value, ...] | None = None
    result: Value = None
    if content is not None and args.complete and len(content) < MOST_ITEMS:
        more = elements(machine, given[0]) if name == "extend" and given else None
        if name == "append" and len(given) == 1:
            changed = (*content, given[0])
        elif name == "extend" and more is not None:
            changed = (*content, *more)
        elif name == "insert" and len(given) == 2 and is_whole(given[0]):
            changed = (*content[: given[0]], given[1], *content[given[0] :])
        elif name == "reverse":
            changed = content[::-1]
        elif name == "clear":
            changed = ()
        elif name == "pop" and content and not given:
            changed, result = content[:-1], content[-1]
    machine.change(thing, changed)
    return UNKNOWN if name == "pop" and changed is None else result


def dict_method(machine: Machine, thing: DictThing, name: str, args: Args) -> Value:
    """A method of a dictionary."""
    content = machine.content(thing)
    given = args.positional
    if name in ("items", "keys", "values", "copy"):
        return _view(machine, content, name)
    if name == "get":
        key = given[0] if given else UNKNOWN
        if content is None or not is_key(key) or not args.complete:
            return UNKNOWN
        return content.get(key, given[1] if len(given) > 1 else None)
    if name == "update":
        more = machine.content(dictionary_of(machine, args))
        known = content is not None and more is not None
        machine.change(thing, {**content, **more} if known else None)
        return None
    if name == "setdefault" and content is not None and given and is_key(given[0]):
        value = content.get(given[0], given[1] if len(given) > 1 else None)
        machine.change(thing, {**content, given[0]: value})
        return value
    if name == "pop" and content is not None and given and is_key(given[0]):
        value = content.get(given[0], given[1] if len(given) > 1 else UNKNOWN)
        machine.change(thing, {key: each for key, each in content.items() if key != given[0]})
        return value
    machine.change(thing, None)
    return UNKNOWN


def _view(machine: Machine, content: dict[Any, Value] | None, name: str) -> Value:
    if name == "copy":
        return machine.dictionary(content)
    if content is None:
        return UNKNOWN
    views = {"items": tuple(content.items()), "keys": tuple(content)}
    return light(views.get(name, tuple(content.values())))


def text_method(machine: Machine, text: str, name: str, args: Args) -> Value:
    """A method of a text; the few that names of optimizers and switches go through."""
    if name in ("lower", "upper", "strip") and not args.positional:
        return str(getattr(text, name)())
    if name == "split" and not args.positional:
        return machine.listing(tuple(text.split()[:MOST_ITEMS]))
    starts = name in ("startswith", "endswith") and len(args.positional) == 1
    if starts and isinstance(args.positional[0], str):
        return bool(getattr(text, name)(args.positional[0]))
    return UNKNOWN
