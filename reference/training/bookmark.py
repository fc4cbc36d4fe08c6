"""Keeps unfinished training on disk, so that what was stopped goes on where it was."""

import tempfile
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


class Bookmark:
    """A file with all that unfinished training needs to go on; written every minute."""

    def __init__(self, path: Path, *, every_seconds: float = EVERY_SECONDS) -> None:
        self._path, self._every = path, every_seconds
        self._last = monotonic()

    def open(
        self,
        networks: Networks,
        optimizer: Optimizer,
        schedule: LRScheduler,
        story: Story,
        passing: Passing,
    ) -> tuple[int, float]:
        """Put everything back as it was kept; the epochs done and the seconds that they took."""
        if not is_zipfile(self._path):  # as torch writes it; nothing was kept, or not to its end
            return 0, 0.0
        kept = torch.load(self._path, map_location="cpu", weights_only=True)
        for name, value in networks.state.items():
            value.copy_(kept["state"][name])
        optimizer.load_state_dict(kept["optimizer"])
        for group in optimizer.param_groups:
            if isinstance(group["lr"], torch.Tensor):
                group["lr"] = group["lr"].to(group["params"][0].device)
        schedule.last_epoch = kept["epoch"]
        for own, state in zip([*passing.chance, *passing.crops], kept["chance"], strict=True):
            own.set_state(state)
        networks.steps = kept["steps"]
        story.go_on(kept["story"])
        return kept["epoch"], kept["seconds"]

    def keep(
        self,
        epoch: int,
        seconds: float,
        networks: Networks,
        optimizer: Optimizer,
        schedule: LRScheduler,
        story: Story,
        passing: Passing,
    ) -> None:
        """Keep everything as it is after this epoch, unless that was done a moment ago."""
        if monotonic() - self._last < self._every:
            return
        content = {
            "epoch": epoch,
            "seconds": seconds,
            "state": networks.state,
            "optimizer": optimizer.state_dict(),
            "chance": [own.get_state() for own in (*passing.chance, *passing.crops)],
            "steps": networks.steps,
            "story": story.bookmark(),
        }
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self._path.parent, delete=False) as file:
            torch.save(content, file)
        Path(file.name).replace(self._path)
        self._last = monotonic()

    def remove(self) -> None:
        """The training is finished and kept elsewhere."""
        self._path.unlink(missing_ok=True)
