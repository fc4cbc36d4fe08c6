"""Questions that code puts to a GPU without asking whether there is one."""

import contextlib
import functools
import math
import sys
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, Self

import torch

from .devices import MOVED, NO_GPU, is_without_cuda
from .frames import students_frame
from .patching import note

NAME = "no GPU"
_TYPES = ("BFloat16", "Bool", "Byte", "Char", "Double", "Float", "Half", "Int", "Long", "Short")
WHAT = "What the code asked of `torch.cuda` was answered for a machine without a GPU."
WHY = "This machine has no GPU, and the code did not ask whether it has."


def prepare(_task: dict[str, Any], notes: Any) -> None:
    """Answer for a GPU that is not here."""
    if not is_without_cuda():
        return
    for name, answer in _answers().items():
        if hasattr(torch.cuda, name):
            setattr(torch.cuda, name, _answering(getattr(torch.cuda, name), answer, notes))
    for name in _TYPES:
        _replace_type(f"{name}Tensor", notes)
    _replace_generator(notes)
    for name, kind in (("Event", Event), ("Stream", Stream), ("device", Chosen)):
        setattr(torch.cuda, name, type(name, (kind,), {"notes": notes}))


def _answers() -> dict[str, Callable[..., Any]]:
    nothing = lambda *_, **__: None  # noqa: E731
    unknown = lambda *_, **__: math.nan  # noqa: E731
    names = ("init", "synchronize", "set_device", "ipc_collect", "reset_peak_memory_stats")
    quiet = ("reset_max_memory_allocated", "reset_max_memory_cached", "set_rng_state")
    measures = ("utilization", "temperature", "power_draw", "clock_rate", "memory_usage")
    return {
        **dict.fromkeys((*names, *quiet, "set_rng_state_all"), nothing),
        **dict.fromkeys(measures, unknown),
        "get_device_name": lambda *_, **__: NAME,
        "get_device_properties": lambda *_, **__: _properties(),
        "get_device_capability": lambda *_, **__: (0, 0),
        "current_device": lambda: 0,
        "current_stream": lambda *_, **__: Stream(),
        "default_stream": lambda *_, **__: Stream(),
        "stream": lambda *_, **__: contextlib.nullcontext(),
        "mem_get_info": lambda *_, **__: (0, 0),
        "memory_summary": lambda *_, **__: NAME,
        "memory_stats": lambda *_, **__: {},
        "initial_seed": lambda: torch.initial_seed(),
        "get_rng_state": lambda *_, **__: torch.empty(0, dtype=torch.uint8),
        "get_rng_state_all": lambda: [],
    }


def _answering(original: Any, answer: Callable[..., Any], notes: Any) -> Any:
    """Answers the student's code; torch itself is told what it is always told."""

    @functools.wraps(original, updated=())
    def ask(*args: Any, **kwargs: Any) -> Any:
        caller = sys._getframe(1)
        if students_frame(caller) is not caller:
            return original(*args, **kwargs)
        note(notes, WHAT, WHY)
        return answer(*args, **kwargs)

    return ask


def _properties() -> SimpleNamespace:
    return SimpleNamespace(
        name=NAME, major=0, minor=0, total_memory=0, multi_processor_count=0, is_integrated=False
    )


class _Done:
    """Work on a CPU is done when it is asked for."""

    notes: Any = None

    def __init__(self, *_: Any, **__: Any) -> None:
        if self.notes is not None:
            note(self.notes, WHAT, WHY)
        self._at = math.nan

    def synchronize(self) -> None:
        """Nothing is left to wait for."""

    def query(self) -> bool:
        """It is over."""
        return True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: Any) -> None:
        return None

    def wait(self, *_: Any) -> None:
        """Nothing is left to wait for."""

    wait_stream = wait_event = record_event = record_stream = wait


class Stream(_Done):
    """Stands in for a stream of CUDA's."""


class Chosen(_Done):
    """Stands in for the block in which a device of CUDA's is the chosen one."""


class Event(_Done):
    """Stands in for an event of CUDA's: the time at which it was recorded."""

    def record(self, *_: Any) -> None:
        """The moment is now."""
        self._at = time.perf_counter()

    def elapsed_time(self, end: "Event") -> float:
        """Milliseconds between two moments."""
        return (end._at - self._at) * 1000


class _CudaType(type):
    """The class of types such as `torch.cuda.FloatTensor`; no tensor is of one of them."""

    cuda_name: str
    make: Callable[..., Any]

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        return cls.make(*args, **kwargs)

    def __instancecheck__(cls, _: Any) -> bool:
        return False

    def __repr__(cls) -> str:
        return f"<class {cls.cuda_name!r}>"


class _GeneratorType(type):
    """The class of `torch.Generator` as code sees it: it makes torch's own, on the CPU."""

    own: Any
    notes: Any

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        device = args[0] if args else kwargs.get("device", "cpu")
        if torch.device(device).type == "cuda":
            note(cls.notes, MOVED, NO_GPU)
            device = "cpu"
        return cls.own(device)

    def __instancecheck__(cls, found: Any) -> bool:
        return isinstance(found, cls.own)

    def __repr__(cls) -> str:
        return repr(cls.own)


def _replace_generator(notes: Any) -> None:
    own = torch.Generator
    made = _GeneratorType("Generator", (), {"own": own, "notes": notes, "__doc__": own.__doc__})
    torch.Generator = made  # type: ignore[misc, assignment]


def _replace_type(name: str, notes: Any) -> None:
    if not hasattr(torch.cuda, name):
        return
    on_cpu = getattr(torch, name)

    def make(*args: Any, **kwargs: Any) -> Any:
        note(notes, f"`torch.cuda.{name}` made a tensor on the CPU.", "This machine has no GPU.")
        return on_cpu(*args, **kwargs)

    kind = _CudaType(name, (), {"cuda_name": f"torch.cuda.{name}", "make": staticmethod(make)})
    setattr(torch.cuda, name, kind)
