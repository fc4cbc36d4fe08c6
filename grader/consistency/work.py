"""Everything that the statements of one write-up are held against."""

from dataclasses import dataclass

from grader.records import Evidence, Expected, Statements, Training, WriteUp, WrittenNetwork


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What the code says that the write-up itself prints."""

    networks: tuple[WrittenNetwork, ...] = ()
    """Every network that its listings build; places lie in the write-up."""
    training: tuple[Training, ...] = ()
    """Every optimizer that they make, with how it is used."""
    is_whole: bool = False
    """Whether every listing could be read as code to its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One write-up, and what else is known of the work that it tells of."""

    write_up: WriteUp
    """The document."""
    statements: Statements
    """What it states."""
    evidence: Evidence
    """What the code says and did; nearly empty if there is no code."""
    has_code: bool = False
    """Whether code was handed in with it."""
    is_code_whole: bool = False
    """Whether every line of that code could be parsed and followed."""
    has_run: bool = False
    """Whether we ran the code."""
    listed: Listed = Listed()
    """What the listings inside the write-up say."""
    files: tuple[str, ...] = ()
    """Paths of all files of the submission, with forward slashes."""
    expected: Expected | None = None
    """What the reference reaches, where the assignment is known."""
