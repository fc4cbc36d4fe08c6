"""Lines that a training prints: pairs of a name and a number, line after line alike."""

import re
from collections.abc import Sequence

LEAST_LINES = 2
MOST_WORDS = 4
"""Words before a number, as in `mean val acc 0.97`."""
LONGEST = 300

_BETWEEN = re.compile(r"[\s,;|:=]+")
_NUMBER = re.compile(r"[\[(]?[-+]?\d[\d.,]*(?:e[-+]?\d+)?(?:/\d+)?(?:%|s|ms|it/s)?[\])]?", re.I)
_WORD = re.compile(r"[\[(]?[A-Za-z][\w./-]{0,30}[\])]?")
_COUNTED = re.compile(r"(?:epochs?|ep|iter(?:ation)?s?|steps?|batch|round|run)")
"""What the first name of a line, or the first word, counts."""


def log_at(lines: Sequence[str], at: int) -> int:
    """Index behind the lines of a log that begins here; `at` itself if none does."""
    names = _names(lines[at])
    if names is None or not _counts(names[0]):
        return at
    end = at + 1
    while end < len(lines) and _names(lines[end]) == names:
        end += 1
    return end if end - at >= LEAST_LINES else at


def _counts(name: str) -> bool:
    """Whether a name is that of an epoch or step: `epoch`, `[epoch`, `numpy epoch`."""
    words = [word.strip("[]()") for word in name.split()]
    return any(_COUNTED.fullmatch(word) for word in (words[0], words[-1]))


def _names(line: str) -> tuple[str, ...] | None:
    """The names whose values a line tells; None if it is no line of a log."""
    if not line.strip() or len(line) > LONGEST:
        return None
    names: list[str] = []
    words: list[str] = []
    parts = [part for part in _BETWEEN.split(line.strip()) if part.strip("-–—/")]
    for part in parts:
        if _NUMBER.fullmatch(part):
            if not words:
                return None
            names.append(" ".join(words))
            words = []
        elif _WORD.fullmatch(part) and len(words) < MOST_WORDS:
            words.append(part.lower())
        elif part not in ("%", "s"):
            return None
    return tuple(names) if len(names) > 1 and not words else None
