"""Blocks of lines under a line that only names their epoch."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from grader.collect.saved.readings import Reading
from grader.collect.saved.tokens import Token
from grader.collect.saved.words import has_part

_LONGEST_HEAD = 12
_OVER = frozenset("finished done complete completed finish loading loaded fertig".split())


@dataclass(slots=True)
class EpochBlock:
    """Lines under a line that only names an epoch: `Epoch 3/50`.

    What comes after the last epoch of a training stands under its line too. So a later block only
    gives its epoch to lines such as the first block had, and none that come back after others.
    """

    _epoch: int | None = None
    _number: int = 0
    _of_first: set[tuple[str, ...]] = field(default_factory=set)
    _seen: list[tuple[str, ...]] = field(default_factory=list)

    def pass_line(self, tokens: Sequence[Token], mentions: Sequence[tuple[int, int]]) -> None:
        """A line without values: it begins a block, or ends it."""
        if len(mentions) == 1 and len(tokens) < _LONGEST_HEAD:
            self._epoch, self._seen = mentions[0][1], []
            self._number += 1
        elif not tokens or any(has_part(token, _OVER) for token in tokens):
            self._epoch = None

    def end(self) -> None:
        """No epoch holds any longer."""
        self._epoch = None

    def with_epoch(self, readings: Sequence[Reading]) -> list[Reading]:
        """The readings of a line with the epoch of their block, where it is sure."""
        kind = tuple(reading.quantity for reading in readings)
        came_back = kind in self._seen[:-1] and kind != self._seen[-1]
        is_strange = self._number > 1 and kind not in self._of_first
        if self._epoch is None or came_back or is_strange:
            self._epoch = None
            return list(readings)
        if self._number == 1:
            self._of_first.add(kind)
        if kind not in self._seen[-1:]:
            self._seen.append(kind)
        epoch = self._epoch
        return [r if r.is_best else replace(r, epoch=epoch) for r in readings]
