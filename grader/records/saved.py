"""Numbers in outputs that were saved with a notebook."""

from dataclasses import dataclass

from grader.records.place import Kind, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedValue:
    """A number in the outputs that were saved with the notebook."""

    quantity: str
    """`accuracy` or `loss`; with `train_`, `validation_` or `test_` before it if that is told."""
    value: float
    """The value; accuracies in per cent."""
    words: str
    """The text around it; student text."""
    place: Place
    """Where."""
    kind: Kind = Kind.CLAIMED
    """Always claimed."""
