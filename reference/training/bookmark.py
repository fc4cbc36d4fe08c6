"""Keeps unfinished training on disk, so that what was stopped goes on where it was."""

import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from zipfile import is_zipfile

import torch
from torch.optim import Optimizer
from torch.optim.lr_scheduler import LRScheduler

from reference.training.moments import Story
from reference.training.stack import Networks
from reference.training.step import Passing

EVERY_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Training:
    """All that changes while networks are trained."""

    networks: Networks
    """The networks with their weights."""
    optimizer: Optimizer
    """What it remembers of earlier steps."""
    schedule: LRScheduler
    """Where it is."""
    story: Story
    """What happened, and the weights at the best moments."""
    passing: Passing
    """The streams of chance."""


class Bookmark:
    """A file with all that unfinished training needs to go on; written every minute."""

    def __init__(self, path: Path, *, every_seconds: float = EVERY_SECONDS) -> None:
        self._path, self._every = path, every_seconds
        self._last = monotonic()
        self.was_opened = False
        """Whether training goes on from it: a part was done earlier, and metered by nobody."""

    def open(self, training: Training) -> tuple[int, float]:
        """Put everything back as it was kept; the epochs done and the seconds that they took."""
        if not is_zipfile(self._path):  # as torch writes it; nothing was kept, or not to its end
            return 0, 0.0
        kept = torch.load(self._path, map_location="cpu", weights_only=True)
        for name, value in training.networks.state.items():
            value.copy_(kept["state"][name])
        training.networks.steps = kept["steps"]
        _put_back(training.optimizer, kept["optimizer"])
        training.schedule.last_epoch = kept["epoch"]
        for own, state in zip(training.passing.streams, kept["chance"], strict=True):
            own.set_state(state)
        training.story.go_on(kept["story"])
        self.was_opened = True
        return kept["epoch"], kept["seconds"]

    def keep(self, epoch: int, seconds: float, training: Training) -> None:
        """Keep everything as it is after this epoch, unless that was done a moment ago."""
        if monotonic() - self._last < self._every:
            return
        content = {
            "epoch": epoch,
            "seconds": seconds,
            "state": training.networks.state,
            "steps": training.networks.steps,
            "optimizer": training.optimizer.state_dict(),
            "chance": [own.get_state() for own in training.passing.streams],
            "story": training.story.bookmark(),
        }
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self._path.parent, delete=False) as file:
            torch.save(content, file)
        Path(file.name).replace(self._path)
        self._last = monotonic()

    def remove(self) -> None:
        """The training is finished and kept elsewhere."""
        self._path.unlink(missing_ok=True)


def _put_back(optimizer: Optimizer, state: dict[str, object]) -> None:
    optimizer.load_state_dict(state)
    for group in optimizer.param_groups:
        if isinstance(group["lr"], torch.Tensor):
            group["lr"] = group["lr"].to(group["params"][0].device)
