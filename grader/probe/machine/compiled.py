"""Compiled networks, which on this machine would spend the time that there is on compiling."""

import functools
from typing import Any

import torch
from torch import nn

from .devices import is_without_cuda
from .patching import note


def prepare(_task: dict[str, Any], notes: Any) -> None:
    """Leave networks and functions uncompiled where there is no GPU."""
    compiled, in_place = torch.compile, nn.Module.compile

    @functools.wraps(compiled)
    def compile(model: Any = None, *args: Any, **kwargs: Any) -> Any:
        if not is_without_cuda():
            return compiled(model, *args, **kwargs)
        _tell(notes)
        return _as_it_is if model is None else model

    @functools.wraps(in_place)
    def compile_in_place(module: Any, *args: Any, **kwargs: Any) -> None:
        if not is_without_cuda():
            in_place(module, *args, **kwargs)
            return
        _tell(notes)

    torch.compile = compile
    nn.Module.compile = compile_in_place  # type: ignore[method-assign, assignment]


def _as_it_is(function: Any) -> Any:
    return function


def _tell(notes: Any) -> None:
    what = "`torch.compile` left what it was given as it is."
    note(notes, what, "It computes the same, and compiling takes longer than running it here.")
