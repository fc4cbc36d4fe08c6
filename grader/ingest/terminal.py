"""What was written to a terminal becomes the lines that its reader was left with."""

import re
from collections.abc import Iterator

_ESCAPE = re.compile(r"\x1b(?:\[[0-?]*+[ -/]*+[@-~]?|\][^\x07\x1b]*+\x07?|[@-Z\\^_]?)")
_BACKSPACES = re.compile(r"[\b]++\r?")
_COUNT = re.compile(r"(?<!\d)(\d{1,9})[/%]")
_EPOCH = re.compile(r"epochs?[^\w\n]{0,3}(\d{1,9})", re.IGNORECASE)


def as_shown(text: str) -> str:
    """The text without colours, and of what overwrote itself only the last states.

    A progress bar of thousands of states leaves one line. Bars that follow each other on one line
    of the terminal leave one line each.
    """
    plain = _BACKSPACES.sub("\r", _ESCAPE.sub("", text))
    if "\r" not in plain:
        return plain
    return "\n".join(
        "\n".join(_last_states(line)) if "\r" in line else line for line in plain.split("\n")
    )


def _last_states(line: str) -> Iterator[str]:
    kept = ""
    for state in line.split("\r"):
        if not state:
            continue
        if kept and (state.isspace() or _begins_anew(kept, state)):
            yield kept
        kept = "" if state.isspace() else state
    if kept:
        yield kept


def _begins_anew(before: str, after: str) -> bool:
    """Whether this is another bar, or another epoch, and not the same one further on."""
    epochs = _first(_EPOCH, before), _first(_EPOCH, after)
    if None not in epochs and epochs[0] != epochs[1]:
        return True
    counts = _first(_COUNT, before), _first(_COUNT, after)
    return counts[0] is not None and counts[1] is not None and counts[1] < counts[0]


def _first(pattern: re.Pattern[str], text: str) -> int | None:
    match = pattern.search(text)
    return int(match[1]) if match else None
