"""Makes networks of the student's own classes that no run made, so that weights can be put in.

Sizes that a class asks for are tried from those that the weights have. Only after the last cell:
nothing that a class prints, draws or counts is seen by anybody then.
"""

import inspect
import itertools
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from .fitting import fitted

MOST_CLASSES = 60
MOST_TRIES = 150
"""Ways to make a network of one class that are tried."""
REAL_TRIES = 5
"""Those of them that are tried with real memory, for classes that need it."""
SECONDS = 3.0
"""Time for one class."""


@dataclass(frozen=True, kw_only=True)
class Built:
    """A network that we made."""

    module: nn.Module
    """The network, with its first random weights."""
    words: str
    """How it was made: `MLP(784, 300, 10)`."""


def student_classes(folder: str) -> list[type[nn.Module]]:
    """The network classes that the student's own code defines, in the order of its modules."""
    root = Path(folder).resolve()
    found: list[type[nn.Module]] = []
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        own = name == "__main__" or (file and Path(file).resolve().is_relative_to(root))
        for value in list(vars(module).values()) if own else ():
            is_network = isinstance(value, type) and issubclass(value, nn.Module)
            if is_network and value.__module__ == name and value not in found:
                found.append(value)
    return found[:MOST_CLASSES]


def build(kind: type[nn.Module], state: dict[str, Tensor]) -> Built | None:
    """A network of this class that the weights fit; None if no way was found to make one."""
    began, real = time.monotonic(), 0
    for args, kwargs in itertools.islice(_ways(kind, _sizes(state)), MOST_TRIES):
        if time.monotonic() - began > SECONDS:
            return None
        # Without memory first: a class of many layers would cost a second for each try.
        shape = _made(kind, args, kwargs, device="meta")
        if shape is None and real < REAL_TRIES:
            real += 1
            shape = _made(kind, args, kwargs, device="cpu")
        if shape is not None and fitted(state, shape) is not None:
            module = _made(kind, args, kwargs, device="cpu")
            words = f"{kind.__name__}({_told(args, kwargs)})"
            return Built(module=module, words=words[:300]) if module is not None else None
    return None


def _made(
    kind: type[nn.Module], args: tuple[Any, ...], kwargs: dict[str, Any], *, device: str
) -> nn.Module | None:
    try:
        with torch.device(device):
            return kind(*args, **kwargs)
    except BaseException:
        # A class may also end the process when it does not like what it is given.
        return None


def _sizes(state: dict[str, Tensor]) -> list[int]:
    """Inputs and outputs of the layers in order, each size once."""
    weights = [tensor for tensor in state.values() if tensor.ndim >= 2]
    chain = [size for tensor in weights for size in (tensor.shape[1], tensor.shape[0])]
    return list(dict.fromkeys(int(size) for size in chain))[:12]


def _ways(
    kind: type[nn.Module], sizes: list[int]
) -> Iterator[tuple[tuple[Any, ...], dict[str, Any]]]:
    """Arguments to try, the likeliest first."""
    asked, counted = _parameters(kind)
    if not asked:
        yield (), {}
    else:
        for values in _values(len(asked), sizes):
            yield values, {}
    # Sizes with a default of their own may have been given another.
    for values in _values(len(asked) + len(counted), sizes) if counted else ():
        yield values[: len(asked)], dict(zip(counted, values[len(asked) :], strict=True))


def _values(count: int, sizes: list[int]) -> Iterator[tuple[Any, ...]]:
    if not 0 < count <= 6 or not sizes:
        return
    hidden = sizes[1:-1]
    if count == 1:
        yield from ((part,) for part in (list(sizes), hidden) if part)
    elif count == 2:
        yield sizes[0], sizes[1:]
    elif count == 3:
        yield sizes[0], hidden, sizes[-1]
    yield from itertools.combinations(sizes, count)
    yield from itertools.product(sizes, repeat=count)


def _parameters(kind: type[nn.Module]) -> tuple[list[str], list[str]]:
    """The parameters without a default, and those whose default is a whole number."""
    asked, counted = [], []
    for name, parameter in list(inspect.signature(kind.__init__).parameters.items())[1:]:
        if parameter.kind not in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD):
            continue
        if parameter.default is parameter.empty:
            asked.append(name)
        elif type(parameter.default) is int:
            counted.append(name)
    return asked, counted


def _told(args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    return ", ".join([*map(repr, args), *(f"{name}={value!r}" for name, value in kwargs.items())])
