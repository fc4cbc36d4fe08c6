"""Which of the files that lie in a submission are read at all, and which first."""

from grader.ingest.kinds import kind_of
from grader.ingest.names import NaturalKey, natural_key
from grader.records import FileKind

_LITTER = frozenset((
    "__macosx", ".ds_store", "thumbs.db", "desktop.ini", "icon\r", ".localized",
    "__pycache__", ".ipynb_checkpoints", ".virtual_documents", ".git", ".svn", ".hg",
    ".venv", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".idea", ".vscode", ".vs",
))  # fmt: skip
"""What machines leave behind; a notebook in `.ipynb_checkpoints` is an old copy of another."""

_ENVIRONMENTS = frozenset(("venv", "site-packages", "node_modules"))
_READ_FIRST = (FileKind.NOTEBOOK, FileKind.SCRIPT, FileKind.WRITE_UP)


def is_litter(path: str) -> bool:
    """Whether a file was left behind by a machine and says nothing about the work."""
    return any(
        part.casefold() in _LITTER or part.startswith(("._", "~$")) for part in path.split("/")
    )


def environment_above(path: str) -> str | None:
    """The installed environment that a path lies in, if it lies in one."""
    parts = path.split("/")
    for count, part in enumerate(parts, start=1):
        if part.casefold() in _ENVIRONMENTS:
            return "/".join(parts[:count])
    return None


def reading_order(path: str) -> tuple[int, int, NaturalKey]:
    """A key to take what matters most first, so that no heap of data crowds it out."""
    later = kind_of(path, b"") not in _READ_FIRST
    return int(later), path.count("/"), natural_key(path)
