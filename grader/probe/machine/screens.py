"""Windows on a screen, which matplotlib is told to draw in and nobody would see."""

import functools
from typing import Any

from .frames import expects_error
from .patching import after_import, note

_SCREENS = frozenset((
    "tkagg tkcairo qtagg qtcairo qt4agg qt5agg qt5cairo qt4cairo qt6agg gtkagg gtk3agg gtk3cairo"
    " gtk4agg gtk4cairo macosx wxagg wx wxcairo webagg nbagg notebook ipympl widget qt qt5 tk osx"
    " module://ipympl.backend_nbagg"
).split())  # fmt: skip
"""Names of what draws in windows, or in a browser."""


def prepare(_task: dict[str, Any], notes: Any) -> None:
    """Wait for matplotlib."""
    after_import("matplotlib", lambda module: _choosing(module, "use", "backend", notes))
    after_import(
        "matplotlib.pyplot", lambda module: _choosing(module, "switch_backend", "newbackend", notes)
    )


def _choosing(module: Any, name: str, keyword: str, notes: Any) -> None:
    original = getattr(module, name)

    @functools.wraps(original)
    def choose(*args: Any, **kwargs: Any) -> Any:
        wanted = args[0] if args else kwargs.get(keyword, kwargs.get("arg"))
        is_screen = isinstance(wanted, str) and wanted.casefold() in _SCREENS
        if not is_screen or expects_error(("ImportError", "ModuleNotFoundError")):
            return original(*args, **kwargs)
        what = f"matplotlib went on drawing as it did, and not with `{wanted}`."
        note(notes, what, "Nobody looks at a window here.")
        return None

    setattr(module, name, choose)
