"""What a submission's code calls, read from its text, and by which rule it keeps a network."""

from dataclasses import dataclass

from grader.records.place import Kind, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of an operation that rubrics may ask for."""

    operation: str
    """What it does, of a small vocabulary: `svd`, `noise`, `scheduler`, ..."""
    name: str
    """The function as its library names it, e.g. `numpy.linalg.svd`; as written if not known."""
    place: Place
    """Where."""
    ran: bool | None = None
    """Whether the line was reached in the run and its cell raised nothing before; None if that
    could not be told."""
    dormant: bool = False
    """Whether the code is switched off: commented out, or in a function that nothing calls."""
    centred: bool | None = None
    """Of a decomposition: whether a mean was taken away from what it is given; None if that could
    not be followed."""
    form: str = ""
    """Of noise: `uniform`, `gaussian` or `zeroed`; of other calls empty."""
    strengths: tuple[float, ...] = ()
    """Of noise: how far it reaches to either side (uniform), its deviation (gaussian) or the share
    of pixels (zeroed), in the unit of what it is added to; empty if not known."""
    fed: bool = False
    """Of noise: whether what it was added to is given to a network."""
    kind: Kind = Kind.WRITTEN
    """Written, for it is read from the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """A rule by which code picks an epoch or keeps weights."""

    by: tuple[str, ...]
    """What it goes by, e.g. `validation loss`; several when one condition asks for all of them,
    none if the rule could not be understood."""
    words: str
    """The condition as it is written; student text."""
    place: Place
    """Where."""
    dormant: bool = False
    """Whether the code is switched off."""
    kind: Kind = Kind.WRITTEN
    """Written, for it is read from the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calls:
    """All that was read of what the code calls."""

    found: tuple[Call, ...] = ()
    """Every call of the vocabulary, in the order of the text."""
    selections: tuple[Selection, ...] = ()
    """Every rule by which weights or epochs are picked."""
    traces: tuple[str, ...] = ()
    """Operations of which some word stands anywhere in the code, in comments and texts too."""
    in_prose: tuple[str, ...] = ()
    """Operations of which some word stands in the write-up, or in cells of text."""
    doubt: str = "no code was read"
    """Why something may have been overlooked, in words; empty if all code was read and followed."""
