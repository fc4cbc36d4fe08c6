"""Pictures as `scipy.misc` read, wrote and resized them, before it gave that up."""

import importlib
from typing import Any

import numpy

from .patching import after_import, removed_names

_WAYS = {"nearest": 0, "lanczos": 1, "bilinear": 2, "bicubic": 3, "cubic": 3}
"""Pillow's numbers of the ways to resize."""


def prepare(_task: dict[str, Any], notes: Any) -> None:
    """Wait for the modules."""
    functions = {
        "imread": imread, "imsave": imsave, "imresize": imresize, "toimage": toimage,
        "bytescale": bytescale,
    }  # fmt: skip
    named = {name: lambda found=found: found for name, found in functions.items()}
    after_import("scipy.misc", lambda module: removed_names(module, named, notes))
    only = {"imread": named["imread"]}
    after_import("scipy.ndimage", lambda module: removed_names(module, only, notes))


def imread(name: Any, flatten: bool = False, mode: Any = None) -> Any:
    """The picture in a file as an array."""
    pillow = importlib.import_module("PIL.Image")
    picture = pillow.open(name)
    if mode is not None and mode != picture.mode:
        picture = picture.convert(mode)
    elif mode is None and picture.mode == "P":
        picture = picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    if picture.mode == "1":
        picture = picture.convert("L")
    return numpy.array(picture.convert("F") if flatten else picture)


def bytescale(data: Any, cmin: Any = None, cmax: Any = None, high: int = 255, low: int = 0) -> Any:
    """Bytes stay as they are; other numbers are spread over `low` to `high`."""
    values = numpy.asarray(data)
    if values.dtype == numpy.uint8:
        return values
    least = values.min() if cmin is None else cmin
    span = (values.max() if cmax is None else cmax) - least
    spread = (values - least) * (float(high - low) / (span or 1)) + low
    return (spread.clip(low, high) + 0.5).astype(numpy.uint8)


def toimage(arr: Any, *_: Any, cmin: Any = None, cmax: Any = None, **__: Any) -> Any:
    """The array as a picture; three or four rows of a first dimension are channels."""
    values = numpy.asarray(arr)
    if values.ndim == 3 and values.shape[-1] not in (3, 4) and values.shape[0] in (3, 4):
        values = values.transpose(1, 2, 0)
    return importlib.import_module("PIL.Image").fromarray(bytescale(values, cmin, cmax))


def imsave(name: Any, arr: Any, format: Any = None) -> None:
    """Write the array as a picture."""
    toimage(arr).save(name, format)


def imresize(arr: Any, size: Any, interp: str = "bilinear", mode: Any = None) -> Any:
    """The picture in another size: per cent, a factor, or rows and columns."""
    picture = toimage(arr)
    if mode is not None:
        picture = picture.convert(mode)
    if isinstance(size, int | numpy.integer):
        wanted = tuple((numpy.array(picture.size) * (size / 100.0)).astype(int))
    elif isinstance(size, float | numpy.floating):
        wanted = tuple((numpy.array(picture.size) * size).astype(int))
    else:
        wanted = (size[1], size[0])
    return numpy.array(picture.resize(wanted, resample=_WAYS[interp]))
