"""Packages that bear on results and are missing: imported in passing, never made up."""

import pickle
from pathlib import Path
from typing import Any

import pytest

from grader.collect.adaptations import collect_adaptations
from grader.records import NotebookRun
from tests.forked import printed, run_forked

np = pytest.importorskip("numpy")
pytestmark = pytest.mark.torch


def told(run: NotebookRun) -> list[str]:
    return [each.what for each in collect_adaptations(run)]


def test_what_is_imported_and_not_used_takes_nothing_along(tmp_path: Path) -> None:
    run = run_forked(
        tmp_path,
        "import cv2, jax.numpy as jnp\nimport albumentations as A\n"
        "from albumentations.pytorch import ToTensorV2\nimport torch\nprint(torch.ones(1).item())",
    )

    assert printed(run) == "1.0\n"
    assert told(run) == [
        f"{name} is not installed on this machine; its import was let pass."
        for name in ("cv2", "jax", "albumentations")
    ]


@pytest.mark.parametrize(
    "use",
    [
        "cv2.imread('a.png')",
        "cv2.__version__",
        "rearrange(1, 'a -> a')",
        "Rearrange('a -> a')",
        "class Net(Rearrange): pass",
        "list(rearrange)",
        "@rearrange\ndef net(): pass",
        "isinstance(1, Rearrange)",
        "from cv2 import *",
        "from fastai.vision.all import *",
        "import nobody_knows_this",
    ],
)
def test_every_use_fails_as_the_import_would(tmp_path: Path, use: str) -> None:
    run = run_forked(
        tmp_path,
        "import cv2\nfrom einops import rearrange\nfrom einops.layers.torch import Rearrange",
        use,
    )

    assert not run.cells[0].error
    assert run.cells[1].error.startswith("ModuleNotFoundError: No module named ")


def test_libraries_and_prepared_code_hear_that_it_is_not_there(tmp_path: Path) -> None:
    run = run_forked(
        tmp_path,
        "import importlib.util\nprint(importlib.util.find_spec('timm'))\n"
        "try:\n    import timm\nexcept ImportError:\n    print('without')\n"
        "import cv2\nimport inspect, pickle\n"
        "print(inspect.getmodule(print).__name__, hasattr(cv2, '__file__'))",
    )

    assert printed(run) == "None\nwithout\nbuiltins False\n"


def packed(folder: Path) -> dict[str, Any]:
    """Three images of MNIST and three of CIFAR-10, as a course gives them."""
    raw = folder / "MNIST" / "raw"
    raw.mkdir(parents=True)
    for name in ("train", "t10k"):
        images = np.arange(3 * 784, dtype=np.uint8)
        (raw / f"{name}-images-idx3-ubyte").write_bytes(bytes(16) + images.tobytes())
        (raw / f"{name}-labels-idx1-ubyte").write_bytes(bytes(8) + bytes([5, 0, 9]))
    batches = folder / "cifar-10-batches-py"
    batches.mkdir()
    data = np.arange(2 * 3072, dtype=np.uint8).reshape(2, 3072)
    for name in (*(f"data_batch_{number}" for number in range(1, 6)), "test_batch"):
        (batches / name).write_bytes(pickle.dumps({b"data": data, b"labels": [1, 2]}))
    path = "MNIST/raw/train-images-idx3-ubyte"
    other = "cifar-10-batches-py/test_batch"
    return {
        "data_sets": [
            {"name": "MNIST", "words": "", "paths": {path: str(folder / path)}},
            {"name": "CIFAR10", "words": "", "paths": {other: str(folder / other)}},
        ]
    }


def test_data_sets_of_keras_are_the_courses(tmp_path: Path) -> None:
    run = run_forked(
        tmp_path,
        "from keras.datasets import mnist\nfrom keras.utils import np_utils\n"
        "(x, y), (x_test, y_test) = mnist.load_data()\n"
        "print(x.shape, x.dtype, y.tolist(), x[0, 0, 1], len(x_test))\n"
        "print(np_utils.to_categorical(y, 10).sum(axis=1), np_utils.to_categorical([[1]]))",
        "import tensorflow as tf\nfrom tensorflow.keras.utils import to_categorical\n"
        "(x, y), _ = tf.keras.datasets.cifar10.load_data()\n"
        "print(x.shape, y.shape, x[0, 0, 0].tolist(), to_categorical(y[:1]).shape)",
        "tf.keras.datasets.fashion_mnist.load_data()",
        "tf.keras.Sequential()",
        task={"given": packed(tmp_path / "course"), "folder": str(tmp_path)},
    )

    assert "".join(cell.output for cell in run.cells[:2]) == (
        "(3, 28, 28) uint8 [5, 0, 9] 1 3\n[1. 1. 1.] [[0. 1.]]\n"
        "(10, 32, 32, 3) (10, 1) [0, 0, 0] (1, 2)\n"
    )
    words = "ModuleNotFoundError: No module named 'tensorflow'"
    assert [cell.error for cell in run.cells[2:]] == [words, words]
    assert "`MNIST` was read from the course's files, whatever its folder" in str(told(run))
