"""What a cell printed and how it failed, read with care: all of it is student text."""

import re
from dataclasses import dataclass
from typing import Any

ERROR_CHARACTERS = 400

_CONTROL = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_FRAME = re.compile(
    r"Cell In\[(?P<cell>\d+)\], line (?P<line>\d+)|<timed (?:exec|eval)>:(?P<below_magic>\d+)"
)
_DISPLAYS = ("display_data", "execute_result")
_MOST_DROPPED = 10**15


class CellOutput:
    """Printed text of one cell, kept up to a limit and only counted beyond."""

    def __init__(self, limit_bytes: int) -> None:
        self._room = limit_bytes
        self._parts: list[str] = []
        self.dropped_bytes = 0

    @property
    def text(self) -> str:
        """What was kept."""
        return "".join(self._parts)

    @property
    def kept_bytes(self) -> int:
        """Size of what was kept."""
        return len(self.text.encode(errors="replace"))

    def take(self, kind: str, content: Any) -> None:
        """Take in a message of the kernel, whatever it holds."""
        if not isinstance(content, dict):
            return
        if kind == "stream":
            self._add(content.get("text"))
        elif kind in _DISPLAYS:
            data = content.get("data")
            text = data.get("text/plain") if isinstance(data, dict) else None
            self._add(f"{text}\n" if text else None)

    def take_count(self, dropped: object) -> None:
        """Add what the kernel itself says that it dropped; only ever shown, never trusted."""
        if isinstance(dropped, int):
            self.dropped_bytes += min(max(0, dropped), _MOST_DROPPED)

    def _add(self, text: object) -> None:
        if not isinstance(text, str):
            return
        encoded = text.encode(errors="replace")
        kept = encoded[: self._room].decode(errors="ignore")
        self._room -= min(self._room, len(encoded))
        self.dropped_bytes += len(encoded) - len(kept.encode())
        if kept:
            self._parts.append(kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class CellError:
    """The error that a cell raised."""

    name: str
    """Its class, one line."""
    words: str
    """Its class and message, one line."""
    line: int | None
    """Line of the cell that it came from, the first is 1."""


def error_in(reply: Any, source: str = "") -> CellError | None:
    """The error in the kernel's reply to a cell with this source; None if there was none."""
    content = reply.get("content") if isinstance(reply, dict) else None
    if not isinstance(content, dict) or content.get("status") == "ok":
        return None
    name, message = _one_line(content.get("ename")), _one_line(content.get("evalue"))
    words = f"{name}: {message}" if message else name
    return CellError(name=name, words=words[:ERROR_CHARACTERS], line=_line(content, source))


def _one_line(value: object) -> str:
    return " ".join(str(value or "").split())[:ERROR_CHARACTERS]


def _line(content: dict[str, Any], source: str) -> int | None:
    """The innermost line that belongs to this very cell; frames of other cells are passed over."""
    traceback = content.get("traceback")
    if not isinstance(traceback, list):
        return None
    text = _CONTROL.sub("", "\n".join(str(line) for line in traceback))
    count = content.get("execution_count")
    frames = [frame for frame in _FRAME.finditer(text) if frame["cell"] in (None, str(count))]
    if not frames or len(number := frames[-1]["line"] or frames[-1]["below_magic"]) > 9:
        return None
    # IPython leaves out blank lines at the top, and `%%time` the line that it stands on itself.
    blank = len(source) - len(source.lstrip())
    left_out = source[:blank].count("\n") + (frames[-1]["cell"] is None)
    return int(number) + left_out
