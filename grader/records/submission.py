"""What was handed in."""

from dataclasses import dataclass
from enum import StrEnum


class Given(StrEnum):
    """What a path holds."""

    EITHER = "auto"
    """What its files look like."""
    CLASS = "class"
    """One submission for each entry."""
    ONE = "one"
    """A single submission."""


class FileKind(StrEnum):
    """What a file in a submission is for us."""

    NOTEBOOK = "notebook"
    SCRIPT = "script"
    WRITE_UP = "write-up"
    CHECKPOINT = "checkpoint"
    DATA = "data"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmittedFile:
    """One file of a submission, as it lies in our private copy."""

    path: str
    """Path inside the submission, with forward slashes."""
    kind: FileKind
    """What it is for us."""
    size: int
    """Bytes."""
    digest: str
    """SHA-256 of its content, hexadecimal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a notebook, or a whole script as one cell."""

    index: int
    """Its place among all cells, the first is 0."""
    kind: str
    """`code`, `markdown` or `raw`."""
    source: str
    """Its text."""
    saved_output: str = ""
    """Text of the outputs that were saved with it, as its reader saw it: claimed, not seen by us.

    Of what is too long, whole lines from both ends are kept, with an empty line between."""
    saved_pictures: int = 0
    """How many pictures were saved with it: claimed, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notebook:
    """A notebook, or a script in the form of one."""

    path: str
    """Path inside the submission, with forward slashes."""
    cells: tuple[Cell, ...]
    """All cells in order."""
    is_script: bool = False
    """Whether it was a plain script."""
    python: int | None = None
    """The version of Python that a notebook says it was written in; None if it does not say."""
    arguments: tuple[str, ...] = ()
    """What a script is called with, after its name."""
    folder: str | None = None
    """Folder inside the submission that it is run in; None means the one that it lies in."""
    package_depth: int = 0
    """How many of the folders above a script are packages, of which it is run as a part."""
    framework: str = ""
    """The framework that it is written for, if that is another one than PyTorch."""
    not_run: str = ""
    """Why it is not run though it could be read, as a clause; empty if it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """Something handed in that could not be read."""

    path: str
    """What it was, as named by the student."""
    reason: str
    """Why, in one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a notebook or script was read in another way than it stands there, or left aside."""

    path: str
    """Which one."""
    what: str
    """What was done, in one sentence for its author."""
    why: str
    """Why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The text of a write-up that is plain text or Markdown."""

    path: str
    """Path inside the submission, with forward slashes."""
    text: str
    """Its whole text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One student's work, read but not executed."""

    id: str
    """Made from its name: letters, digits, `.`, `_` and `-` only, unique in the class."""
    name: str
    """The name as handed in; student text."""
    digest: str
    """SHA-256 over the paths and contents of all files, hexadecimal."""
    folder: str
    """Where our private copy lies."""
    files: tuple[SubmittedFile, ...]
    """Every file that was read, by path."""
    notebooks: tuple[Notebook, ...]
    """Notebooks and scripts that can be run, in the order in which they are."""
    documents: tuple[Document, ...] = ()
    """Write-ups whose text could be read without a parser."""
    unreadable: tuple[Unreadable, ...] = ()
    """What could not be read, with reasons."""
    readings: tuple[Reading, ...] = ()
    """What was read in another way than it stands there, or left aside."""
    rewritten: tuple[Document, ...] = ()
    """Helper modules whose text a run finds translated, as in `readings`."""
