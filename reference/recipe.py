"""What a recipe is: a network, the regime that trains it, and what others reached with it."""

import ast
import hashlib
import io
import sys
import tokenize
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from grader.records import Regime

if TYPE_CHECKING:
    from torch import Tensor, nn

    from reference.data.records import Splits
    from reference.data.sources import Source
    from reference.runs import Run
    from reference.training.device import DeviceData

Measure = Callable[["nn.Module", "DeviceData"], float]
"""Measures one figure of a network, on the data as the regime scales it."""
ByHand = Callable[["Splits", int, int], "Run"]
"""Trains one seed for so many epochs in its own way: data, seed, epochs."""
Batches = Callable[["Tensor", int], "Iterable[Tensor]"]
"""Cuts the order of one epoch (seeds, examples) into batches (seeds, batch)."""

DIFFERS = "Differs:"
TRAINER = 1
"""Raised when the trainer changes what a recipe reaches: every number is then out of date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A figure that somebody published for this network and regime."""

    metric: str
    """`test_accuracy`, `validation_accuracy` (per cent), `train_loss`, `validation_loss`."""
    at: str
    """Which moment of a run: `end`, `best_validation`, ... as in `reference.runs.RULES`."""
    low: float
    """The figure, or the least of several."""
    high: float | None = None
    """The greatest of several; None if there is one figure."""
    epoch: int | None = None
    """The epoch at which it was reached, if it was told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """One network with its regime, in a file of its own."""

    assignment: str
    """The assignment that asks for it, e.g. `a2`."""
    name: str
    """Its name inside the assignment, e.g. `deep-step-lr`."""
    task: str
    """The data that it is trained and measured on, e.g. `a2/clothing`."""
    layers: str
    """The network in network notation; in words where the notation has none."""
    network: "Callable[[], nn.Module]"
    """Makes the network with fresh weights."""
    regime: Regime
    """How it is trained."""
    file: str
    """The recipe's own file."""
    published: tuple[Published, ...] = ()
    """What others reached."""
    reconstructs: bool = False
    """Whether the target is the input itself; else it is the label."""
    measures: Mapping[str, Measure] = field(default_factory=dict)
    """Figures of its own, by metric, measured at every point of the curve."""
    by_hand: ByHand | None = None
    """Trains without autograd, or computes what needs no training; None: `reference.training`."""
    batches: Batches | None = None
    """Cuts an epoch into batches in another way than one after another."""
    data: "Callable[[Source], Splits] | None" = None
    """Makes data of its own, which `task` then only names; None: one of `reference.data.tasks`."""
    wrong_turn: str = ""
    """The mistake that is made here on purpose, in words; empty if all is as asked."""

    @property
    def remark(self) -> str:
        """Why ours differ from the published figures: told in the docstring of the recipe's file.

        It is the paragraph that begins with `Differs:`; empty if there is none.
        """
        docstring = ast.get_docstring(ast.parse(Path(self.file).read_text(encoding="utf-8"))) or ""
        told = (part for part in docstring.split("\n\n") if part.startswith(DIFFERS))
        return " ".join(next(told, "").removeprefix(DIFFERS).split())

    @property
    def digest(self) -> str:
        """SHA-256 over the code of the recipe's file, and of the files that its functions are from.

        Comments, docstrings and imports are left out: the results may be told, and modules may
        move, without training again.
        """
        code = " ".join(_code(Path(path).read_text(encoding="utf-8")) for path in self._files())
        return hashlib.sha256(f"{TRAINER} {code}".encode()).hexdigest()

    def _files(self) -> list[str]:
        functions = [self.network, self.by_hand, self.batches, self.data, *self.measures.values()]
        found = {_file_of(function) for function in functions if function is not None}
        # Libraries change with their versions, which are written beside the numbers.
        ours = {file for file in found if Path(file).is_relative_to(Path(self.file).parent)}
        return [self.file, *sorted(ours - {self.file})]


def _file_of(function: Callable[..., object]) -> str:
    while isinstance(function, partial):
        function = function.func
    return str(sys.modules[function.__module__].__file__)


def _code(text: str) -> str:
    """The tokens that matter."""
    # An indent belongs to the first line of a block, which may be a docstring; blocks are still
    # told apart by where they end.
    ignored = (tokenize.COMMENT, tokenize.NL, tokenize.INDENT, tokenize.ENDMARKER)
    lines: list[list[tokenize.TokenInfo]] = [[]]
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in ignored:
            lines[-1].append(token)
        if token.type == tokenize.NEWLINE:
            lines.append([])
    return " ".join(token.string for line in lines if _matters(line) for token in line)


def _matters(line: list[tokenize.TokenInfo]) -> bool:
    """Whether it is neither a docstring nor an import."""
    words = [token for token in line if token.type not in (tokenize.NEWLINE, tokenize.DEDENT)]
    is_import = bool(words) and words[0].string in ("import", "from")
    return not is_import and any(token.type != tokenize.STRING for token in words)
