"""What stands directly before a loss: told from how its input was computed."""

import weakref
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from ..events import Events
from ..networks.seen import Networks
from .passes import Passes
from .whereabouts import line_in_cell

LOOKS = 8
"""Losses that are looked at in each cell and after each new optimizer."""
LOSSES_BETWEEN_LOOKS = 32
"""Of those that are told."""
MOST_NODES = 6
MOST_HEADS = 300
KINDS = {
    "SoftmaxBackward0": "softmax",
    "LogSoftmaxBackward0": "logsoftmax",
    "SigmoidBackward0": "sigmoid",
}
SAME_VALUES = ("ViewBackward0", "UnsafeViewBackward0", "ReshapeAliasBackward0",
               "SqueezeBackward0", "SqueezeBackward1", "UnsqueezeBackward0", "AliasBackward0",
               "CloneBackward0", "ToCopyBackward0")  # fmt: skip
"""Operations that move values and change none."""


@dataclass
class Head:
    """A softmax, or another squashing, that was computed directly before a loss."""

    network: str
    loss: str
    kind: str
    cell: int | None
    line: int | None
    over: int | None
    """Dimension that it adds up to one over; None if it was reshaped since, or has none."""
    rank: int
    rows: int
    classes: int
    plain: bool
    """Whether the loss is that of class numbers, unweighted, and a mean."""
    times: int = 0


class Heads:
    """What stood before the losses of a run."""

    def __init__(self, events: Events, networks: Networks, passes: Passes) -> None:
        self._events = events
        self._networks = networks
        self._passes = passes
        self.heads: dict[tuple[Any, ...], Head] = {}
        self.judged: set[int] = set()
        """Networks whose own output went into a loss, as far as the order of calls tells it."""
        self._looks = LOOKS
        self._count = 0
        self.last: tuple[weakref.ref[Tensor], int] | None = None
        """The loss that was computed last, if it was looked at, and over how many rows."""

    def look_again(self) -> None:
        """Something new begins: look at the next few losses."""
        self._looks = LOOKS
        self._passes.wants_rows = True

    def on_loss(self, name: str, args: Any, kwargs: Any, result: Any) -> None:
        """A loss was computed."""
        self._count += 1
        self.last = None
        if self._looks <= 0 and self._count % LOSSES_BETWEEN_LOOKS:
            self._passes.wants_rows = False
            return
        if not torch.is_grad_enabled() or not isinstance(result, Tensor):
            return
        fed = args[0] if args else kwargs.get("input")
        if not isinstance(fed, Tensor) or not result.requires_grad or not fed.ndim:
            return
        self._looks -= 1
        seen = self._networks.trained_last
        if seen is not None:
            self.judged.add(seen.number)
        self.last = weakref.ref(result), fed.shape[0]
        found = _squashed(fed)
        if found is not None:
            self._note(name, fed, found, _is_plain(args, kwargs))

    def on_backward(self, loss: Tensor) -> None:
        """Gradients of a loss are about to be computed."""
        if self.last is not None:
            of, rows = self.last
            if of() is loss:
                self._passes.note_loss(rows)

    def _note(self, name: str, fed: Tensor, found: tuple[str, int | None], plain: bool) -> None:
        kind, over = found
        seen = self._networks.trained_last
        network = seen.id if seen is not None else ""
        key = (network, name, kind, over, fed.ndim, self._events.cell)
        head = self.heads.get(key)
        if head is None:
            if len(self.heads) >= MOST_HEADS:
                return
            head = self.heads[key] = Head(
                network=network,
                loss=name,
                kind=kind,
                cell=self._events.cell,
                line=line_in_cell(),
                over=over,
                rank=fed.ndim,
                rows=fed.shape[0],
                classes=fed.shape[1 if fed.ndim > 1 else 0],
                plain=plain,
            )
        head.times += 1


def _squashed(fed: Tensor) -> tuple[str, int | None] | None:
    """The softmax or sigmoid that `fed` is, and over which of its dimensions."""
    node: Any = fed.grad_fn
    moved = False
    for _ in range(MOST_NODES):
        if node is None:
            return None
        kind = KINDS.get(node.name())
        if kind is not None:
            over = None if moved or kind == "sigmoid" else _dimension(node, fed.ndim)
            return kind, over
        if node.name() not in SAME_VALUES:
            return None
        moved = moved or node.name() not in ("AliasBackward0", "CloneBackward0", "ToCopyBackward0")
        node = node.next_functions[0][0]
    return None


def _dimension(node: Any, rank: int) -> int | None:
    over = node._saved_dim
    over = over - 2**64 if over >= 2**63 else over
    return over % rank if -rank <= over < rank else None


def _is_plain(args: Any, kwargs: Any) -> bool:
    target = args[1] if len(args) > 1 else kwargs.get("target")
    usual = (
        kwargs.get("weight") is None
        and kwargs.get("reduction", "mean") == "mean"
        and not kwargs.get("label_smoothing", 0)
    )
    return (
        usual and len(args) <= 2 and isinstance(target, Tensor) and not target.is_floating_point()
    )
