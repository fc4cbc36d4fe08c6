"""All oddities of the corpus, and the table of them in the documentation.

`python -m tests.corpus.collected` writes the table anew.
"""

import importlib
import re
from pathlib import Path

from tests.corpus.entry import Entry

FOLDER = Path(__file__).parent
PAGE = FOLDER.parents[1] / "docs" / "oddities.md"
HEAD = """\
# Oddities

What real submissions look like, and what becomes of each. Every row is a submission in
`tests/corpus/` that is run in the real sandbox with every change to this repository. The table is
written by `python -m tests.corpus.collected`.
"""


def topics() -> dict[str, tuple[Entry, ...]]:
    """The entries of every module of the corpus, by the module's name."""
    found = {}
    for path in sorted(FOLDER.glob("*.py")):
        if not path.stem.startswith("test_") and path.stem not in ("entry", "collected"):
            found[path.stem] = tuple(importlib.import_module(f"tests.corpus.{path.stem}").ENTRIES)
    return found


def page() -> str:
    """The page of the documentation that lists all entries."""
    return "\n".join([HEAD, *(_table(name, entries) for name, entries in topics().items())])


def _table(topic: str, entries: tuple[Entry, ...]) -> str:
    rows = [f"| {_cell(each.oddity)} | {_cell(each.outcome)} |" for each in entries]
    heading = f"## {topic.replace('_', ' ').capitalize()}"
    return "\n".join([heading, "", "| oddity | what becomes of it |", "| --- | --- |", *rows, ""])


def _cell(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
