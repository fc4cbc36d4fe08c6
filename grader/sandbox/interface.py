"""The seam between the program and whatever runs strangers' code."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from grader.records import Execution, Limits, Submission


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenFile:
    """A file of ours that a sandbox shows, read-only."""

    name: str
    """Name inside the sandbox."""
    source: str
    """Where it lies on our side."""
    takes_place_of: str = ""
    """SHA-256 of a file that it takes the place of wherever that was handed in; empty if none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenDataSet:
    """A published data set, as torchvision or scikit-learn would download it."""

    name: str
    """What its class is called, e.g. `MNIST`."""
    words: str
    """What of it is there, in sentences for students."""
    files: tuple[GivenFile, ...]
    """Its files, by their names below the folder of all data sets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a submission finds in its sandbox beside its own files."""

    files: tuple[GivenFile, ...] = ()
    """Course files, seen as `./name` and `./data/name`. Never with held-out labels."""
    data_sets: tuple[GivenDataSet, ...] = ()
    """Published data sets, found whatever folder a notebook names. No held-out labels either."""
    held_out: tuple[GivenFile, ...] = ()
    """Held-out inputs by task name (`.npy`, uint8), without labels, for the probe's fallback."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """How the outside follows a run and stops it."""

    progress: Callable[[str], None] = lambda words: None
    """Called with what runs now, in words: `a2.ipynb, cell 7 of 31`."""
    stop: threading.Event = field(default_factory=threading.Event)
    """Set from outside to end the run soon; the run then raises `KeyboardInterrupt`."""


class Sandbox(Protocol):
    """Runs a submission where it can harm nothing."""

    name: str

    def run(self, submission: Submission, given: Given, limits: Limits, watch: Watch) -> Execution:
        """Run every notebook and script of the submission, each in a kernel of its own.

        Whatever student code does is data in the Execution: cells that raise, time and memory
        that run out, kernels that die. When a limit ends a run, everything up to there is kept.

        Raises `SandboxError` when the sandbox itself could not be started or was lost through no
        fault of the submission, and `KeyboardInterrupt` when `watch.stop` was set; in both cases
        no process is left behind.
        """
        ...

    def close(self) -> None:
        """Release everything the sandbox holds; afterwards no process of it is alive."""
        ...
