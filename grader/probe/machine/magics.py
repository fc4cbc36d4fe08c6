"""Magics of IPython that this machine lacks, or that would wait for somebody at a keyboard."""

import functools
import re
from collections.abc import Callable
from typing import Any

from . import commands
from .frames import cell_begins
from .patching import note
from .shell_lines import left

TIMED_LINES = ("memit", "mprun", "lprun", "snakeviz", "pyinstrument", "scalene", "timeit_once")
"""Line magics that measure the statement behind them; it is run, and not measured."""
PLAIN_CELLS = (
    "memit", "heat", "snakeviz", "scalene", "wandb", "black", "autotime", "chime", "notify",
    "pyinstrument", "mprun_once", "lprun", "skip_if_done", "flake8", "pycodestyle", "mypy",
    "nbdev_export", "add_to", "cache", "wurlitzer", "tracking",
)  # fmt: skip
"""Cell magics that time, format or report; what is in the cell is run as it is."""
_INSTALLERS = ("pip", "conda", "mamba", "uv")
_QUIET = {
    "pdb": "Nobody sits at a keyboard here.",
    "debug": "Nobody sits at a keyboard here.",
    "edit": "Nobody sits at a keyboard here.",
    "tensorflow_version": "This run is not on Google Colab.",
}
_INLINE = ("inline", "agg", "--list", "-l", "")
_MAGIC = re.compile(r"^[ \t]*(?:\w[\w, ]*=[ \t]*)?(%%?)([A-Za-z_][\w.]*)", re.MULTILINE)
_BARE = re.compile(r"^[ \t]*(pip|conda|mamba|matplotlib|load_ext|pdb|debug|reset)\b", re.MULTILINE)
"""Magics that work without their sign as well."""
_CALL = re.compile(r"run_(line|cell)_magic\(\s*u?['\"]([\w.]+)['\"]|\.magic\(\s*u?['\"]%?([\w.]+)")
_NOT_HERE = "It is not installed on this machine."


def attach(shell: Any, notes: Any) -> None:
    """Put stand-ins in place for the magics of each cell when it begins."""
    magics = _Magics(shell, notes)
    if not hasattr(shell, "magic"):
        shell.magic = magics.magic
    shell.events.register("pre_run_cell", magics.before_cell)


class _Magics:
    def __init__(self, shell: Any, notes: Any) -> None:
        self._shell, self._notes = shell, notes
        self._ours: dict[tuple[str, str], Any] = {}
        left_out = {
            name: functools.partial(self._left_out, name, why) for name, why in _QUIET.items()
        }
        self._lines: dict[str, Callable[..., Any]] = {
            **left_out,
            **{name: functools.partial(self._install, name) for name in _INSTALLERS},
            "load_ext": self._load_ext,
            "reload_ext": self._load_ext,
            "matplotlib": self._drawn_inline,
            "pylab": self._drawn_inline,
            "reset": self._certain,
        }
        self._cells: dict[str, Callable[..., Any]] = {"bash": self._script, "sh": self._script}

    def before_cell(self, info: Any) -> None:
        """See to every magic of the cell; IPython itself may not have loaded its own before."""
        source = str(info.raw_cell)
        cell_begins(source)
        if "%" in source or "magic(" in source or _BARE.search(source):
            for kind, name in _magics(source):
                self._see_to(kind, name)

    def _see_to(self, kind: str, name: str) -> None:
        find = {"line": self._shell.find_line_magic, "cell": self._shell.find_cell_magic}
        found = find[kind](name)
        if found is not None and found is self._ours.get((kind, name)):
            return
        ours = (self._lines if kind == "line" else self._cells).get(name)
        if ours is not None:
            stand_in = functools.partial(ours, found)
        elif found is None and find["line" if kind == "cell" else "cell"](name) is None:
            stand_in = functools.partial(
                self._unknown_line if kind == "line" else self._unknown_cell, name
            )
        else:
            # Known; or known as the other kind only, of which IPython has its own words.
            return
        self._ours[kind, name] = stand_in
        self._shell.register_magic_function(stand_in, kind, name)

    def _unknown_line(self, name: str, line: str) -> None:
        statement = re.sub(r"^(?:-\S+\s+(?:\S+\s+)?)*", "", line) if name in TIMED_LINES else ""
        if statement:
            note(self._notes, f"`%{name}` measured nothing; its statement was run.", _NOT_HERE)
            self._run(statement)
        else:
            self._left_out(name, _NOT_HERE, None)

    def _unknown_cell(self, name: str, line: str, cell: str) -> None:
        if name in PLAIN_CELLS:
            note(self._notes, f"`%%{name}` was left out, and the cell below it was run.", _NOT_HERE)
            self._run(cell)
            return
        what = f"The cell that begins with `%%{name}` was not run."
        note(self._notes, what, "This magic is not known on this machine.")
        print(f"%%{name} is not known on this machine; the cell was not run")

    def _run(self, source: str) -> None:
        self._shell.run_cell(source, store_history=False).raise_error()

    def _left_out(self, name: str, why: str, _found: Any, _line: str = "") -> None:
        note(self._notes, f"`%{name}` was left out.", why)

    def _install(self, name: str, found: Any, line: str) -> None:
        text = left(f"{name} {line}", self._notes)
        if text and found is not None:
            found(line)

    def _load_ext(self, found: Any, line: str) -> Any:
        try:
            return found(line)
        except ImportError:
            note(self._notes, f"`%load_ext {line.strip()}` was left out.", _NOT_HERE)
            return None

    def _drawn_inline(self, found: Any, line: str) -> Any:
        if line.split(" ")[0].strip() not in _INLINE:
            what = f"`%matplotlib {line}` became `%matplotlib inline`."
            note(self._notes, what, "Nobody looks at a window here.")
            line = "inline"
        return found(line)

    def _certain(self, found: Any, line: str) -> Any:
        # Nobody could answer the question.
        return found(line if "-f" in line else f"-f {line}")

    def _script(self, found: Any, line: str, cell: str) -> Any:
        lines = cell.splitlines()
        if any(commands.allowed(each).left_out for each in lines):
            cell = "\n".join(left(each, self._notes) for each in lines)
        return found(line, cell)

    def magic(self, text: str) -> Any:
        """Run a line magic, as code of former years asks for it."""
        name, _, line = text.lstrip("%").partition(" ")
        return self._shell.run_line_magic(name, line, _stack_depth=2)


def _magics(source: str) -> list[tuple[str, str]]:
    found = [("cell" if mark == "%%" else "line", name) for mark, name in _MAGIC.findall(source)]
    called = [(kind or "line", name or short) for kind, name, short in _CALL.findall(source)]
    return [*found, *called, *(("line", name) for name in _BARE.findall(source))]
