"""Code that asks for a device which is not here gets the CPU instead of an error.

`torch.cuda.is_available()` says the truth, so that code which asks runs as on any machine without
a GPU. Only code that does not ask comes here. What moves is copied, as it would be on its way to a
device: two names for one tensor would otherwise let code change values that it meant to keep.
"""

import functools
import os
import weakref
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor
from torch.utils import _device

from .patching import note

FACTORIES = (
    "arange", "as_tensor", "asarray", "bartlett_window", "blackman_window", "empty", "empty_like",
    "empty_permuted", "empty_strided", "eye", "full", "full_like", "hamming_window", "hann_window",
    "kaiser_window", "linspace", "logspace", "normal", "ones", "ones_like", "rand", "rand_like",
    "randint", "randint_like", "randn", "randn_like", "randperm", "range", "scalar_tensor",
    "sparse_coo_tensor", "sparse_csr_tensor", "tensor", "tril_indices", "triu_indices", "zeros",
    "zeros_like",
)  # fmt: skip
METHODS = ("new_empty", "new_full", "new_ones", "new_tensor", "new_zeros")
_PRIORITY = 15
"""Between torch's own readers of files for the CPU (10) and for CUDA (20)."""

MOVED = "Tensors and networks that were to be on a GPU stayed on the CPU."
NO_GPU = "This machine has no GPU, and the code did not ask whether it has."
_ABSENT = ("mps", "xpu", "hpu")


def prepare(_task: dict[str, Any], notes: Any) -> None:
    """Put the CPU in the place of every device that this machine lacks."""
    devices = Devices(notes, foreign=(*(("cuda",) if is_without_cuda() else ()), *_ABSENT))
    devices.start()


@functools.cache
def is_without_cuda() -> bool:
    """Whether there is no GPU of NVIDIA's; finding out must not wake it."""
    hidden = os.environ.get("CUDA_VISIBLE_DEVICES") == "-1"
    return hidden or torch.cuda.device_count() == 0


class Devices:
    """Which devices are not here, and what was asked to be on one of them."""

    def __init__(self, notes: Any, foreign: tuple[str, ...]) -> None:
        self.foreign = frozenset(foreign)
        self._notes = notes
        self._demanded = False
        self._moved: dict[int, weakref.ref[Tensor]] = {}

    def start(self) -> None:
        """Put wrappers around everything that takes a device."""
        # The sets of functions that torch makes for itself must hold its own, not our wrappers.
        _device._device_constructors()
        for name in FACTORIES:
            if hasattr(torch, name):
                self._wrap_factory(name)
        for name in METHODS:
            self._wrap(Tensor, name, self._method)
        self._wrap(Tensor, "to", self._to)
        self._wrap(Tensor, "cpu", self._cpu)
        self._wrap(Tensor, "type", self._type)
        self._wrap(_device.DeviceContext, "__init__", self._context)
        self._wrap(torch, "set_default_device", self._default_device)
        if "cuda" in self.foreign:
            self._start_cuda()

    def _start_cuda(self) -> None:
        self._wrap(Tensor, "cuda", lambda _: lambda tensor, *_, **__: self.move(tensor))
        self._wrap(Tensor, "pin_memory", lambda _: lambda tensor, *_, **__: self._asked(tensor))
        self._wrap(torch, "set_default_tensor_type", self._default_type)
        for storage in (torch.UntypedStorage, torch.storage.TypedStorage):
            self._wrap(storage, "cuda", lambda _: lambda found, *_, **__: self._asked(found))
        torch.serialization.register_package(_PRIORITY, lambda _: None, self._restored)

    def is_foreign(self, device: Any) -> bool:
        """Whether what stands for a device means one that is not here."""
        kind = type(device)
        if kind is torch.device:
            return device.type in self.foreign
        if kind is str:
            return device.partition(":")[0] in self.foreign
        return kind is int and "cuda" in self.foreign

    def demanded(self) -> None:
        """Note that a device which is not here was asked for."""
        if not self._demanded:
            self._demanded = True
            note(self._notes, MOVED, NO_GPU)

    def move(self, tensor: Tensor, *args: Any, **kwargs: Any) -> Any:
        """The tensor as it would come to the other device."""
        self.demanded()
        is_there = self._knows(tensor)
        kwargs = {**kwargs, "copy": True} if not is_there else kwargs
        return self._remembered(self._original_to(tensor, "cpu", *args[:2], **kwargs))

    def _asked(self, found: Any) -> Any:
        self.demanded()
        return found

    def _knows(self, tensor: Tensor) -> bool:
        known = self._moved.get(id(tensor))
        return known is not None and known() is tensor

    def _remembered(self, tensor: Any) -> Any:
        if isinstance(tensor, Tensor) and not self._knows(tensor):
            number = id(tensor)
            self._moved[number] = weakref.ref(tensor, lambda _: self._moved.pop(number, None))
        return tensor

    def _wrap(self, owner: Any, name: str, make: Callable[[Any], Any]) -> None:
        original = getattr(owner, name)
        setattr(owner, name, functools.wraps(original)(make(original)))

    def _wrap_factory(self, name: str) -> None:
        factory = Factory(getattr(torch, name), self)
        setattr(torch, name, factory)
        # TorchScript knows functions by their identity.
        table = getattr(torch.jit._builtins, "_builtin_table", None)
        if table is not None:
            table[id(factory)] = f"aten::{name}"

    def made(self, function: Any, args: Any, kwargs: dict[str, Any]) -> Any:
        """What a factory makes for a device that is not here."""
        self.demanded()
        return self._remembered(function(*args, **{**kwargs, "device": "cpu"}))

    def _method(self, original: Any) -> Any:
        def method(*args: Any, **kwargs: Any) -> Any:
            if kwargs and self.is_foreign(kwargs.get("device")):
                return self.made(original, args, kwargs)
            return original(*args, **kwargs)

        return method

    def _to(self, original: Any) -> Any:
        self._original_to = original
        foreign, device_type = self.foreign, torch.device

        def to(tensor: Any, *args: Any, **kwargs: Any) -> Any:
            device = args[0] if args else kwargs.get("device")
            kind = type(device)
            if kind is device_type:
                if device is not None and device.type in foreign:
                    return self.move(tensor, *args[1:], **_without_device(kwargs))
            elif (kind is str or kind is int) and self.is_foreign(device):
                return self.move(tensor, *args[1:], **_without_device(kwargs))
            if self._demanded and (kind is device_type or kind is str) and len(args) < 4:
                # From a GPU it would be a copy.
                kwargs.setdefault("copy", True)
            return original(tensor, *args, **kwargs)

        return to

    def _cpu(self, original: Any) -> Any:
        def cpu(tensor: Any, *args: Any, **kwargs: Any) -> Any:
            if self._demanded:
                return self._original_to(tensor, "cpu", copy=True)
            return original(tensor, *args, **kwargs)

        return cpu

    def _type(self, original: Any) -> Any:
        def of_type(tensor: Any, dtype: Any = None, *args: Any, **kwargs: Any) -> Any:
            on_cpu = cpu_type(dtype) if "cuda" in self.foreign else None
            if on_cpu is None:
                return original(tensor, *(() if dtype is None else (dtype, *args)), **kwargs)
            return self._remembered(original(self.move(tensor), on_cpu))

        return of_type

    def _context(self, original: Any) -> Any:
        def begin(context: Any, device: Any) -> None:
            original(context, self._here(device))

        return begin

    def _default_device(self, original: Any) -> Any:
        return lambda device=None: original(None if self._here(device) != device else device)

    def _default_type(self, original: Any) -> Any:
        def set_type(name: Any) -> None:
            on_cpu = cpu_type(name)
            original(name if on_cpu is None else self._asked(on_cpu))

        return set_type

    def _here(self, device: Any) -> Any:
        return self._asked(torch.device("cpu")) if self.is_foreign(device) else device

    def _restored(self, storage: Any, location: Any) -> Any:
        if not str(location).startswith("cuda"):
            return None
        what = "A file that was saved on a GPU or meant for one was loaded for the CPU."
        note(self._notes, what, "This machine has no GPU.")
        return storage


class Factory:
    """A function of torch's that makes tensors; no plain function, as those turn into methods."""

    def __init__(self, function: Any, devices: Devices) -> None:
        functools.update_wrapper(self, function, updated=())
        self._function, self._devices = function, devices

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if kwargs and "device" in kwargs and self._devices.is_foreign(kwargs["device"]):
            return self._devices.made(self._function, args, kwargs)
        return self._function(*args, **kwargs)

    def __repr__(self) -> str:
        return repr(self._function)

    def __reduce__(self) -> str:
        return str(self._function.__name__)


def _without_device(kwargs: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in kwargs.items() if name != "device"}


def cpu_type(kind: Any) -> str | None:
    """The CPU's name of a tensor type of CUDA's; None for all other types."""
    name = kind if isinstance(kind, str) else getattr(kind, "cuda_name", None)
    if not isinstance(name, str) or not name.startswith("torch.cuda."):
        return None
    return name.replace("torch.cuda.", "torch.", 1)
