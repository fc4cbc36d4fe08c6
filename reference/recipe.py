"""What a recipe is: a network, the regime that trains it, and what others reached with it."""

import hashlib
import io
import tokenize
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from grader.records import Regime

if TYPE_CHECKING:
    from torch import nn

TRAINER = 1
"""Raised when `reference.train` changes what a recipe reaches: every number is then out of date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A figure that somebody published for this network and regime."""

    metric: str
    """`test_accuracy`, `validation_accuracy` (per cent), `train_loss`, `validation_loss`."""
    at: str
    """Which moment of a run: `end`, `best_validation`, ... as in `reference.train.RULES`."""
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
    """The network in network notation."""
    network: Callable[[], "nn.Module"]
    """Makes the network with fresh weights."""
    regime: Regime
    """How it is trained."""
    published: tuple[Published, ...]
    """What others reached."""
    file: str
    """The recipe's own file."""

    @property
    def digest(self) -> str:
        """SHA-256 over the recipe's code, without comments and docstrings, and the trainer's."""
        code = " ".join(_code(Path(self.file).read_text(encoding="utf-8")))
        return hashlib.sha256(f"{TRAINER} {code}".encode()).hexdigest()


def _code(text: str) -> list[str]:
    """The tokens that matter: so that results may be told in the docstring they belong to."""
    # An indent belongs to the first line of a block, which may be a docstring; blocks are still
    # told apart by where they end.
    ignored = (tokenize.COMMENT, tokenize.NL, tokenize.INDENT, tokenize.ENDMARKER)
    lines: list[list[tokenize.TokenInfo]] = [[]]
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in ignored:
            lines[-1].append(token)
        if token.type == tokenize.NEWLINE:
            lines.append([])
    return [token.string for line in lines if not _is_docstring(line) for token in line]


def _is_docstring(line: list[tokenize.TokenInfo]) -> bool:
    layout = (tokenize.NEWLINE, tokenize.DEDENT)
    return all(token.type in (tokenize.STRING, *layout) for token in line)
