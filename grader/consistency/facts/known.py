"""One value that code, a listing or a run tells, and everything that one of them tells."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from grader.consistency.facts.features import CodeText
from grader.records import HeldAgainst, Place

MOST = 2_000
"""Values of one quantity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One value of one quantity."""

    quantity: str
    """As of a claim."""
    value: float | None = None
    """The number; None if the value is a name or a row of sizes, or is not known."""
    name: str = ""
    """A value that is a name."""
    sizes: tuple[int, ...] = ()
    """A value that is a row of sizes."""
    others: tuple[float, ...] = ()
    """Numbers that an honest author may tell for the same thing, counted in another way."""
    is_open: bool = False
    """Whether the code sets it to something that is not known."""
    is_followed: bool = True
    """Whether the code was followed to where it counts; else a name in the text tells it."""
    dormant: bool = False
    """Whether the code is switched off."""
    names: frozenset[str] = frozenset()
    """Words of the classes and variables that it belongs to, lower case."""
    kinds: frozenset[str] = frozenset()
    """What kind of network it belongs to: `mlp`, `cnn`, `rnn`, `autoencoder`; empty if unknown."""
    holder: str = ""
    """The network or training that it belongs to, unique in its pool."""
    settings: tuple[tuple[str, str], ...] = ()
    """Other settings of the same training, as in `Subject`."""
    question: str = ""
    """Number of the question that the code stands under."""
    heading: frozenset[str] = frozenset()
    """Words of the heading that the code stands under."""
    split: str = ""
    """Of accuracies and losses: `train`, `validation`, `test`, or empty."""
    part: str = ""
    """Of sizes of windows, what they belong to: `convolution` or `pooling`; empty if unknown."""
    words: str = ""
    """How it is said there; student text."""
    place: Place
    """Where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """Everything that one thing tells that statements are held against."""

    check: HeldAgainst
    """Which thing: listings, code or run."""
    known: tuple[Known, ...] = ()
    """Every value."""
    of_quantity: Mapping[str, tuple[Known, ...]] = field(default_factory=dict)
    """Those of each quantity."""
    questions: frozenset[str] = frozenset()
    """Numbers of the questions that its code stands under."""
    complete: frozenset[str] = frozenset()
    """Quantities of which every value is known."""
    text: CodeText = field(default_factory=CodeText)
    """What the words of the code tell."""
    has_other_networks: bool = False
    """Whether functions of the code build networks that nothing followed calls."""
    literals: frozenset[float] = frozenset()
    """Every number in that text."""
    literals_of: Mapping[str, frozenset[float]] = field(default_factory=dict)
    """Those of each script; of notebooks none, whose cells belong together."""
    text_of: Mapping[str, str] = field(default_factory=dict)
    """The text of each script in lower case."""

    def of(self, quantity: str) -> tuple[Known, ...]:
        """Every value of a quantity."""
        return self.of_quantity.get(quantity, ())


def grouped(known: Iterable[Known]) -> dict[str, tuple[Known, ...]]:
    """The values of each quantity; what is said again in the same file or cell is said once."""
    found: dict[str, dict[object, Known]] = {}
    for each in known:
        spot = (each.place.file, each.place.cell, each.place.page)
        again = (each.value, each.name, spot, each.is_open, each.part, each.question)
        key = id(each) if each.is_followed else again
        found.setdefault(each.quantity, {}).setdefault(key, each)
    return {quantity: tuple(values.values())[:MOST] for quantity, values in found.items()}
