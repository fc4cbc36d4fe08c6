"""One oddity of real submissions: what is handed in, and what must come of it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from grader.records import Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A submission with one oddity. Every expectation that is not empty must hold."""

    name: str
    """Short and unique in the corpus."""
    oddity: str
    """What is odd about it, as a row of the table in the documentation."""
    files: Mapping[str, str | bytes]
    """What is handed in, by path."""
    outcome: str
    """What becomes of it, as the other half of the row."""
    finishes: bool = True
    """Whether every notebook and script runs to its end without an error."""
    prints: Sequence[str] = ()
    """Parts of what its cells print."""
    adapted: Sequence[str] = ()
    """Parts of the sentences that say what was changed to run it."""
    says: Sequence[str] = ()
    """Parts of the sentences that say how it ended."""
    networks: Sequence[str] = ()
    """Networks that must be seen, in notation."""
    trained: Sequence[str] = ()
    """Parts of the lines that tell of trainings that were seen."""
    plots: Sequence[str] = ()
    """Parts of the lines that tell of its figures."""
    limits: Limits = field(default_factory=lambda: Limits(wall_seconds=90.0))
    """What it may use."""


def notebook(*sources: str, language: str = "python", **metadata: Any) -> str:
    """A notebook of code cells; a source that begins with `%md` is prose."""
    cells: list[dict[str, Any]] = [
        {"cell_type": "markdown", "metadata": {}, "source": source[4:]}
        if source.startswith("%md")
        else {
            "cell_type": "code",
            "execution_count": None,
            "metadata": {},
            "outputs": [],
            "source": source,
        }
        for source in sources
    ]
    described = {"kernelspec": {"language": language}, **metadata}
    return json.dumps({"cells": cells, "metadata": described, "nbformat": 4, "nbformat_minor": 4})
