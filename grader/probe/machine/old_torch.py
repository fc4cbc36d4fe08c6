"""Calls of older versions of torch and torchvision that have a plain equal today."""

import functools
import inspect
import pickle
from collections import namedtuple
from typing import Any

import torch
from torch import Tensor
from torch.optim import lr_scheduler
from torch.utils.data.dataloader import _BaseDataLoaderIter

from .patching import (
    OLDER,
    after_import,
    note,
    removed_methods,
    removed_names,
    renamed_keywords,
)

_Solution = namedtuple("_Solution", ["solution", "LU"])
_Eigen = namedtuple("_Eigen", ["eigenvalues", "eigenvectors"])


def prepare(_task: dict[str, Any], notes: Any) -> None:
    """Put what was removed in its place again, each where nothing is today."""
    for name, function in _LINEAR.items():
        _replace(torch, name, function, notes)
        _replace(Tensor, name, function, notes)
    removed_names(torch, {"gesv": lambda: _solve, "potrf": lambda: _cholesky}, notes)
    removed_methods(_BaseDataLoaderIter, {"next": next}, notes)
    _load_whole(notes)
    after_import("torchvision.transforms", lambda module: _transforms(module, notes))
    after_import("torchvision.utils", lambda module: _pictures(module, notes))


def attach(_shell: Any, notes: Any) -> None:
    """Let schedulers take what they once took; last of all, so that nobody else sees it."""
    for kind in vars(lr_scheduler).values():
        if inspect.isclass(kind) and issubclass(kind, lr_scheduler.LRScheduler):
            _accept_verbose(kind, notes)


def _symeig(matrix: Any, eigenvectors: bool = False, upper: bool = True) -> Any:
    values, vectors = torch.linalg.eigh(matrix, UPLO="U" if upper else "L")
    return _Eigen(values, vectors if eigenvectors else torch.zeros_like(vectors))


def _solve(right: Any, matrix: Any) -> Any:
    return _Solution(torch.linalg.solve(matrix, right), torch.linalg.lu_factor(matrix)[0])


def _qr(matrix: Any, some: bool = True) -> Any:
    return torch.linalg.qr(matrix, mode="reduced" if some else "complete")


def _cholesky(matrix: Any, upper: bool = False) -> Any:
    return torch.linalg.cholesky(matrix, upper=upper)


def _matrix_rank(matrix: Any, tol: Any = None, symmetric: bool = False) -> Any:
    if tol is None:
        return torch.linalg.matrix_rank(matrix, hermitian=symmetric)
    return torch.linalg.matrix_rank(matrix, tol, hermitian=symmetric)


_LINEAR = {
    "symeig": _symeig,
    "solve": _solve,
    "qr": _qr,
    "cholesky": _cholesky,
    "matrix_rank": _matrix_rank,
}


def _replace(owner: Any, name: str, function: Any, notes: Any) -> None:
    """Put `function` where torch says that its own was removed."""
    original = getattr(owner, name, None)
    if original is None:
        return

    @functools.wraps(original)
    def called(*args: Any, **kwargs: Any) -> Any:
        try:
            return original(*args, **kwargs)
        except RuntimeError as error:
            if "removed" not in str(error):
                raise
        note(notes, f"`torch.{name}` was computed with `torch.linalg`.", OLDER)
        return function(*args, **kwargs)

    setattr(owner, name, called)


def _accept_verbose(kind: Any, notes: Any) -> None:
    """Schedulers once took `verbose`, as their last argument."""
    if "__init__" not in vars(kind):
        return
    original = kind.__init__
    accepted = inspect.signature(original).parameters
    if "verbose" in accepted or any(each.kind is each.VAR_KEYWORD for each in accepted.values()):
        return

    @functools.wraps(original)
    def begin(*args: Any, **kwargs: Any) -> None:
        is_old = "verbose" in kwargs or (
            len(args) == len(accepted) + 1 and isinstance(args[-1], bool)
        )
        if is_old:
            note(notes, f"`verbose` of `{kind.__name__}` was left out.", OLDER)
            kwargs.pop("verbose", None)
            args = args[: len(accepted)]
        original(*args, **kwargs)

    kind.__init__ = begin


def _load_whole(notes: Any) -> None:
    """Files that hold more than weights were once read without being asked for."""
    original = torch.load

    @functools.wraps(original)
    def load(f: Any, *args: Any, **kwargs: Any) -> Any:
        start = f.tell() if hasattr(f, "seek") and hasattr(f, "tell") else None
        try:
            return original(f, *args, **kwargs)
        except pickle.UnpicklingError as error:
            if kwargs.get("weights_only") is not None or "weights_only" not in str(error):
                raise
        note(
            notes,
            "`torch.load` read a file that holds more than weights, as `weights_only=False` does.",
            "Older versions of torch read such files without being told to.",
        )
        if start is not None:
            f.seek(start)
        return original(f, *args, **{**kwargs, "weights_only": False})

    torch.load = load


def _transforms(module: Any, notes: Any) -> None:
    names = {"Scale": "Resize", "RandomSizedCrop": "RandomResizedCrop"}
    removed_names(
        module, {old: functools.partial(getattr, module, new) for old, new in names.items()}, notes
    )
    turned = {"resample": "interpolation", "fillcolor": "fill"}
    for kind in (module.RandomRotation, module.RandomAffine, module.RandomPerspective):
        renamed_keywords(kind, "__init__", turned, notes)


def _pictures(module: Any, notes: Any) -> None:
    renamed_keywords(module, "make_grid", {"range": "value_range"}, notes)
