"""Which framework code is written for, from what it imports."""

from collections.abc import Iterable, Mapping

from grader.ingest.imports import imports_in, reached
from grader.ingest.scripts import TORCH

_OTHERS = {
    "tensorflow": "TensorFlow", "tf_keras": "Keras", "keras": "Keras", "tflearn": "TensorFlow",
    "jax": "JAX", "flax": "JAX", "haiku": "JAX", "mxnet": "MXNet", "theano": "Theano",
    "lasagne": "Theano", "paddle": "PaddlePaddle", "chainer": "Chainer", "cntk": "CNTK",
    "caffe": "Caffe", "mindspore": "MindSpore",
}  # fmt: skip
_ONLY_DATA = frozenset(("datasets", "utils", "preprocessing", "summary", "np_utils"))
"""Parts of such packages that are used beside any framework."""


def other_framework(path: str, sources: Iterable[str], known: Mapping[str, str]) -> str:
    """The framework that code is written for, if that is another one than PyTorch.

    `sources` are the code of a notebook or script, `known` the texts of all scripts.
    """
    whole = tuple(sources)
    texts = (*whole, *(known[each] for each in reached(path, whole, known)))
    imports = [each for text in texts for each in imports_in(text) if not each.level]
    if any(each.module.partition(".")[0] in TORCH for each in imports):
        return ""
    found = {_framework(each.module) for each in imports if not each.guarded}
    names = sorted(name for name in found if name)
    # Keras is a part of TensorFlow.
    names = [name for name in names if name != "Keras" or "TensorFlow" not in names]
    return " and ".join(names)


def _framework(module: str) -> str:
    first, *rest = module.split(".")
    # `from tensorflow import keras` arrives as `tensorflow` and `tensorflow.keras`.
    return "" if _ONLY_DATA.intersection(rest) else _OTHERS.get(first, "")
