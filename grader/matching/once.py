"""What a pure function said of one submission is remembered while that submission is judged.

A rubric asks dozens of items about the same figures and the same sections. Reading them takes far
longer than judging them, so what was read for the first item serves the others. Only the last
submission is remembered: a class of any size needs no more memory than one of it.
"""

import threading
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_PLAIN = (str, int, float, bool, type(None))
MOST_ANSWERS = 10_000
"""More than this of one submission is forgotten: then it is asked anew."""


def once(function: Callable[P, R]) -> Callable[P, R]:
    """The same function, which works only once for the same arguments.

    The first argument is what is judged: evidence, or what holds it. Texts and numbers are the
    same when they are equal, anything else only when it is the same object, which is kept as long
    as it is remembered so that no other object can be taken for it.
    """
    memory = threading.local()

    @wraps(function)
    def remembered(*given: P.args, **named: P.kwargs) -> R:
        subject = given[0]
        if getattr(memory, "subject", None) is not subject or len(memory.found) > MOST_ANSWERS:
            memory.subject, memory.found = subject, {}
        key = (tuple(map(_key, given[1:])), tuple((n, _key(v)) for n, v in named.items()))
        if key not in memory.found:
            # The arguments are kept too: the number of an object that is gone may come again.
            memory.found[key] = (function(*given, **named), given, named)
        answer: R = memory.found[key][0]
        return answer

    return remembered


def _key(value: object) -> Any:
    """What two values have in common when they are the same."""
    if isinstance(value, _PLAIN):
        return type(value), value
    if isinstance(value, tuple) and all(isinstance(each, _PLAIN) for each in value):
        return tuple(map(_key, value))
    return id(value)
