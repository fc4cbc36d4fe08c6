"""The NVIDIA devices of this machine, and which run may use which of them."""

import contextlib
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.errors import SettingsError
from grader.sandbox.interface import Watch

DEVICES = Path("/dev")
SHARED_NODES = ("nvidiactl", "nvidia-uvm", "nvidia-uvm-tools", "nvidia-modeset", "nvidia-caps")
"""What every use of any device needs, where it is there."""
POLL_SECONDS = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Gpu:
    """One device, lent to one run."""

    number: int
    """Its number on this machine."""
    nodes: tuple[str, ...]
    """The files that it is reached by."""


class Gpus:
    """Lends the machine's devices: each to as many runs at once as there are shares in it."""

    def __init__(self, share: float, *, folder: Path = DEVICES) -> None:
        """Raises `SettingsError` when there is no device."""
        self._devices = find_gpus(folder)
        if not self._devices:
            words = f"gpu: no NVIDIA device lies in {folder}, run without --gpu"
            raise SettingsError(words)
        self._free = {gpu: int(1 / share + 1e-9) for gpu in self._devices}
        self._changed = threading.Condition()

    @contextlib.contextmanager
    def lend(self, watch: Watch) -> Iterator[Gpu]:
        """The device that most is left of, as soon as there is one.

        Raises `KeyboardInterrupt` when `watch.stop` is set meanwhile.
        """
        with self._changed:
            while not any(self._free.values()):
                watch.progress("waiting for a GPU")
                self._changed.wait(POLL_SECONDS)
                if watch.stop.is_set():
                    raise KeyboardInterrupt
            gpu = max(self._devices, key=lambda each: self._free[each])
            self._free[gpu] -= 1
        try:
            yield gpu
        finally:
            with self._changed:
                self._free[gpu] += 1
                self._changed.notify()


def find_gpus(folder: Path = DEVICES) -> tuple[Gpu, ...]:
    """The devices whose files lie in `folder`, by number."""
    numbers = sorted(
        int(found[1])
        for path in folder.glob("nvidia*")
        if (found := re.fullmatch(r"nvidia([0-9]{1,3})", path.name))
    )
    shared = tuple(str(folder / name) for name in SHARED_NODES if (folder / name).exists())
    return tuple(
        Gpu(number=number, nodes=(str(folder / f"nvidia{number}"), *shared)) for number in numbers
    )
