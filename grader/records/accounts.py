"""What a student's documents say of the work, and what was handed in beside them."""

from dataclasses import dataclass, field

from grader.records.claims import Statements
from grader.records.networks import WrittenNetwork
from grader.records.place import Place
from grader.records.saved import SavedValue
from grader.records.training import Training
from grader.records.write_up import WriteUp


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One piece of code text: a cell, a module, or a listing of the write-up."""

    place: Place
    """Where it begins."""
    text: str
    """The text, comments too; student text."""
    question: str = ""
    """Number of the question that it stands under, by the headings above it."""
    heading: str = ""
    """Words of the nearest heading above it; student text."""
    is_prose: bool = False
    """Whether it is no code, but may say how the code is called: a cell of text, a README."""
    output: str = ""
    """What was saved as its output, as its reader saw it; student text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A number of parameters that somebody's program printed."""

    value: int
    """The count."""
    words: str
    """The line; student text."""
    place: Place
    """Where."""
    is_total: bool = False
    """Whether it counts a whole network and not one layer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What the code says that the write-up itself prints."""

    networks: tuple[WrittenNetwork, ...] = ()
    """Every network that its listings build; places lie in the write-up."""
    training: tuple[Training, ...] = ()
    """Every optimizer that they make, with how it is used."""
    is_whole: bool = False
    """Whether every listing could be read as code to its end."""
    sources: tuple[Source, ...] = ()
    """The text of each listing that is Python."""
    saved: tuple[SavedValue, ...] = ()
    """Accuracies and losses that the write-up prints as somebody's output."""
    counts: tuple[Printed, ...] = ()
    """Numbers of parameters that it prints as somebody's output, of torchsummary and the like."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What one document says of the work."""

    write_up: WriteUp
    """The document."""
    statements: Statements
    """What it states."""
    listed: Listed = field(default_factory=Listed)
    """What the listings inside it say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """What was handed in beside the documents."""

    files: tuple[str, ...] = ()
    """Paths of all files of the submission, with forward slashes."""
    sources: tuple[Source, ...] = ()
    """The text of its code."""
    has_code: bool = False
    """Whether there is code."""
    is_code_whole: bool = False
    """Whether every line of it could be parsed and followed."""
