"""Pickles that Python 2 wrote, opened by code that does not say how their text is to be read."""

import functools
import pickle
import sys
from typing import Any

from .frames import expects_error, is_students
from .patching import note


def prepare(_task: dict[str, Any], notes: Any) -> None:
    """Read such a file as Python 2 did, where it could not be read otherwise."""
    original = pickle.load

    @functools.wraps(original)
    def load(file: Any, **settings: Any) -> Any:
        start = file.tell() if hasattr(file, "tell") and hasattr(file, "seek") else None
        try:
            return original(file, **settings)
        except UnicodeDecodeError:
            asks = is_students(sys._getframe(1))
            prepared = expects_error(("UnicodeDecodeError", "UnicodeError", "ValueError"))
            if start is None or "encoding" in settings or not asks or prepared:
                raise
        what = "`pickle.load` read a file of Python 2 as Python 2 did (`encoding='latin1'`)."
        note(notes, what, "The code does not say how its text is to be read.")
        file.seek(start)
        return original(file, **settings, encoding="latin1")

    pickle.load = load
