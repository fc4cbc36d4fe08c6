"""MNIST as `sklearn.datasets.fetch_openml` gives it: training and test images in one table."""

import importlib
import sys
from pathlib import Path
from typing import Any

import numpy

NAMES = [f"pixel{number}" for number in range(1, 785)]


def as_bunch(
    raw: Path,
    *,
    return_X_y: bool = False,  # noqa: N803
    as_frame: Any = "auto",
    parser: str = "auto",
    **_: Any,
) -> Any:
    """What `fetch_openml` returns, from the files of a folder."""
    parts = [raw / part for part in ("train", "t10k")]
    images = [numpy.fromfile(f"{part}-images-idx3-ubyte", numpy.uint8)[16:] for part in parts]
    labels = [numpy.fromfile(f"{part}-labels-idx1-ubyte", numpy.uint8)[8:] for part in parts]
    wide = numpy.float64 if parser == "liac-arff" else numpy.int64
    data: Any = numpy.concatenate(images).reshape(-1, len(NAMES)).astype(wide)
    target: Any = numpy.concatenate(labels).astype(str).astype(object)
    frame = None
    if as_frame:
        pandas: Any = importlib.import_module("pandas")
        data = pandas.DataFrame(data, columns=NAMES)
        target = pandas.Series(
            pandas.Categorical(target, categories=[str(digit) for digit in range(10)]), name="class"
        )
        frame = pandas.concat([data, target], axis=1)
    if return_X_y:
        return data, target
    bunch: Any = sys.modules["sklearn.utils"].Bunch
    return bunch(
        data=data,
        target=target,
        frame=frame,
        categories=None if as_frame else {},
        feature_names=NAMES,
        target_names=["class"],
        DESCR="Images of 28x28 pixels, given by the course.",
        details={},
        url="",
    )
