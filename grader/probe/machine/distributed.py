"""Trainings over several processes and GPUs: here they are one process on the CPU."""

import functools
import os
from typing import Any

from .devices import is_without_cuda
from .frames import expects_error
from .patching import after_import, note

_ALONE = {"RANK": "0", "WORLD_SIZE": "1", "MASTER_ADDR": "localhost", "MASTER_PORT": "29500"}
_ERRORS = ("RuntimeError", "ValueError")


def prepare(_task: dict[str, Any], notes: Any) -> None:
    """Let a group of processes begin where nobody launched one."""
    after_import("torch.distributed", lambda module: _groups(module, notes))
    after_import("torch.nn.parallel", lambda module: _replicas(module, notes))


def _groups(module: Any, notes: Any) -> None:
    original = getattr(module, "init_process_group", None)
    if original is None:
        return

    @functools.wraps(original)
    def init_process_group(backend: Any = None, *args: Any, **kwargs: Any) -> Any:
        if expects_error(_ERRORS):
            return original(backend, *args, **kwargs)
        if isinstance(backend, str) and "nccl" in backend and is_without_cuda():
            note(notes, "The processes of a group were joined by gloo.", "nccl wants GPUs.")
            backend = "gloo"
        method = args[0] if args else kwargs.get("init_method")
        is_told = kwargs.get("rank", -1) >= 0 or kwargs.get("store") is not None
        if method in (None, "env://") and not is_told and "RANK" not in os.environ:
            what = "The group of processes was of one process."
            note(notes, what, "The code is started once here, and not by a launcher.")
            os.environ.update(_ALONE)
        # Without a network there is no other way from a process to its neighbour.
        os.environ.setdefault("GLOO_SOCKET_IFNAME", "lo")
        return original(backend, *args, **kwargs)

    module.init_process_group = init_process_group


def _replicas(module: Any, notes: Any) -> None:
    kind = module.DistributedDataParallel
    original = kind.__init__

    @functools.wraps(original)
    def begin(self: Any, module: Any, device_ids: Any = None, *args: Any, **kwargs: Any) -> None:
        if device_ids and is_without_cuda() and not expects_error(_ERRORS):
            note(notes, "A network was spread over no GPUs.", "This machine has no GPU.")
            device_ids, args = None, (None, *args[1:]) if args else ()
            kwargs.pop("output_device", None)
        original(self, module, device_ids, *args, **kwargs)

    kind.__init__ = begin
