"""Puts stand-ins where the student's code looks: for modules, names and keyword arguments."""

import contextlib
import functools
import inspect
import sys
from collections.abc import Callable, Mapping
from typing import Any

from .. import imported
from .frames import is_guarded, is_students, line_text, students_line

Act = Callable[[Any], None]
OLDER = "It was removed from the version that is installed here."


def after_import(name: str, act: Act) -> None:
    """Call `act(module)` once the student's code has imported it; its failure costs nothing."""

    def attempt(module: Any) -> None:
        try:
            act(module)
        except Exception as error:
            print(f"probe: {name}: {type(error).__name__}: {error}", file=sys.__stderr__)

    imported.after_import(name, attempt)


def note(notes: Any, what: str, why: str) -> None:
    """Note a change at the student's line that now runs."""
    notes.add(what, why, line=students_line())


def removed_names(module: Any, names: Mapping[str, Callable[[], Any]], notes: Any) -> None:
    """Let the student's code find `names` in `module`, from which they were removed.

    Each is made by the function beside it. Libraries still do not find them, nor does code that
    asks first or is prepared for an error.
    """
    known = vars(module)
    missing = {name: make for name, make in names.items() if name not in known}
    before = known.get("__getattr__")

    def __getattr__(name: str) -> Any:  # noqa: N807
        make = missing.get(name)
        if make is not None and _wants(sys._getframe(1)):
            with contextlib.suppress(ImportError, AttributeError):
                found = make()
                note(
                    notes,
                    f"`{module.__name__}.{name}` is gone; what has its place was used.",
                    OLDER,
                )
                return found
        if before is not None:
            return before(name)
        raise AttributeError(f"module {module.__name__!r} has no attribute {name!r}")

    if missing:
        module.__getattr__ = __getattr__


def _wants(frame: Any) -> bool:
    return (
        is_students(frame)
        and not is_guarded(frame, ("AttributeError", "ImportError"))
        and "attr(" not in line_text(frame)
    )


def removed_methods(owner: type, methods: Mapping[str, Callable[..., Any]], notes: Any) -> None:
    """Give a class the methods that it once had."""
    for name, method in methods.items():
        if not hasattr(owner, name):
            setattr(owner, name, _noted(name, method, notes))


def _noted(name: str, method: Callable[..., Any], notes: Any) -> Any:
    @functools.wraps(method)
    def called(*args: Any, **kwargs: Any) -> Any:
        note(notes, f"`.{name}()` is gone; what it did was done.", OLDER)
        return method(*args, **kwargs)

    return called


def renamed_keywords(owner: Any, name: str, renamed: Mapping[str, str | None], notes: Any) -> None:
    """Let a function take keywords by their former names; those that stand for None are dropped.

    Nothing is done to a function that still takes them.
    """
    function = inspect.getattr_static(owner, name)
    accepted = inspect.signature(function).parameters
    gone = {old: new for old, new in renamed.items() if old not in accepted}
    shown = owner.__name__ if name == "__init__" else name

    @functools.wraps(function)
    def called(*args: Any, **kwargs: Any) -> Any:
        if not gone.keys().isdisjoint(kwargs):
            for old in gone.keys() & kwargs.keys():
                value, new = kwargs.pop(old), gone[old]
                said = f"taken as `{new}`" if new else "left out"
                note(notes, f"`{old}=` in a call of `{shown}` was {said}.", OLDER)
                if new and kwargs.get(new) is None:
                    kwargs[new] = value
        return function(*args, **kwargs)

    if gone:
        setattr(owner, name, called)
