"""What we changed to make the student's code run: written down at once, and each change once."""

import os
from pathlib import Path
from typing import Any

from .files import FORMAT, write_json

MOST_NOTES = 500
FILE = "adaptations.json"


class Notes:
    """The changes of one run so far."""

    def __init__(self, out: Path) -> None:
        self.cell: int | None = None
        """Index of the cell that runs; None before the first."""
        self._path = out / FILE
        self._process = os.getpid()
        self._notes: list[dict[str, Any]] = []

    def add(self, what: str, why: str, *, line: int | None = None) -> None:
        """Note one change, in sentences; the same change is noted where it first mattered."""
        known = any(note["what"] == what for note in self._notes)
        if known or len(self._notes) >= MOST_NOTES:
            return
        if os.getpid() != self._process:
            # A fork, such as a worker of a DataLoader, knows an older list than we do.
            return
        note = {"what": what[:1_000], "why": why[:1_000], "cell": self.cell, "line": line}
        self._notes.append(note)
        write_json(self._path, {"format": FORMAT, "adaptations": self._notes})
