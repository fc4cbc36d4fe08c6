"""Settings of Lightning's trainer that are of another time or another machine."""

import functools
import inspect
from typing import Any

from .devices import is_without_cuda
from .patching import OLDER, after_import, note

_DROPPED = (
    "gpus", "tpu_cores", "ipus", "auto_select_gpus", "progress_bar_refresh_rate", "weights_summary",
    "checkpoint_callback", "amp_backend", "amp_level", "auto_lr_find", "auto_scale_batch_size",
    "terminate_on_nan", "prepare_data_per_node", "flush_logs_every_n_steps", "move_metrics_to_cpu",
    "track_grad_norm", "replace_sampler_ddp", "multiple_trainloader_mode", "resume_from_checkpoint",
    "num_processes",
)  # fmt: skip
_HALF = ("16", "16-mixed", "16-true")


def prepare(_task: dict[str, Any], notes: Any) -> None:
    """Wait for the library, under either of its names."""
    for name in ("pytorch_lightning", "lightning.pytorch"):
        after_import(name, lambda module: _trainer(module.Trainer, notes))


def _trainer(trainer: Any, notes: Any) -> None:
    original = trainer.__init__
    accepted = inspect.signature(original).parameters
    gone = {name for name in _DROPPED if name not in accepted}

    @functools.wraps(original)
    def begin(*args: Any, **kwargs: Any) -> None:
        for name in gone & kwargs.keys():
            kwargs.pop(name)
            note(notes, f"`{name}=` of Lightning's trainer was left out.", OLDER)
        if kwargs.get("accelerator") in ("gpu", "cuda", "mps") and is_without_cuda():
            note(notes, "Lightning trained on the CPU.", "This machine has no GPU.")
            kwargs |= {"accelerator": "cpu", "devices": 1}
            if str(kwargs.get("precision")) in _HALF:
                kwargs["precision"] = 32
        original(*args, **kwargs)

    trainer.__init__ = begin
