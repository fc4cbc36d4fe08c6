"""What a DataLoader iterates over: which data, which of its examples, and changed at random?"""

import hashlib
import math
import weakref
from dataclasses import dataclass, field
from typing import Any

import numpy
import torch
from torch import Tensor
from torch.utils import data

from ..files import raw_bytes
from ..watch import undisturbed
from .rows import Signatures, content_of, is_told_by_order, signatures_of

MOST_LAYERS = 8
MOST_EXAMPLES = 2_000_000
VALUES_READ = 1_000_000
ALWAYS_RANDOM = ("ColorJitter", "AutoAugment", "RandAugment", "TrivialAugmentWide", "AugMix",
                 "ElasticTransform", "RandomResizedCrop", "RandomErasing", "RandomAffine",
                 "RandomPerspective", "RandomHorizontalFlip", "RandomVerticalFlip")  # fmt: skip
"""Transforms of torchvision's that change images at random, with their usual settings."""

_met: "list[tuple[weakref.ref[Any], str]]" = []


@dataclass
class Described:
    """One loader's data."""

    key: str = ""
    """The same for the same data; empty if that cannot be told."""
    examples: int | None = None
    """How many of its examples are used."""
    chosen: int | None = None
    """Which, one bit for each; None for all of them, or if `key` is empty."""
    split: str = ""
    """`train` or `test` where the data set itself says so."""
    random: list[str] = field(default_factory=list)
    """Transforms that change an example at random."""
    rows: "Signatures | None" = None
    """A number for each example that is used; None where examples cannot be told apart."""
    by_order: bool = False
    """Whether those numbers are of the order of many values, as in a picture."""


def describe(loader: Any) -> Described:
    """The data of a loader, as far as it is certain. Asks the student's own data sets."""
    found = Described()
    with undisturbed():
        found = _describe(loader)
    return found


def _describe(loader: Any) -> Described:
    found = Described()
    base = loader.dataset
    indices: list[int] | None = None
    for _ in range(MOST_LAYERS):
        found.random += _random_transforms(base)
        if type(base) is not data.Subset:
            break
        own = [int(number) for number in base.indices]
        indices = own if indices is None else [own[number] for number in indices]
        base = base.dataset
    try:
        length = len(base)
    except Exception:
        # A stream has none.
        return found
    if not 0 < length <= MOST_EXAMPLES:
        return found
    found.examples = length if indices is None else len(indices)
    found.split = _split(base)
    sampled = _sampled(loader, found.examples)
    if sampled is None:
        found.examples = None
        return found
    content = content_of(base, length)
    found.key = _key(base, content)
    if isinstance(sampled, list):
        indices = sampled if indices is None else [indices[number] for number in sampled]
        found.examples = len(indices)
    if indices is not None and len(set(indices)) < length:
        found.chosen = _bits(indices, length)
    if content is not None:
        rows = signatures_of(content, _fingerprint(content))
        found.rows = rows if rows is None or indices is None else rows[indices]
        found.by_order = is_told_by_order(content)
    return found


def _bits(indices: list[int], length: int) -> int:
    bits = bytearray(length // 8 + 1)
    for number in indices:
        bits[(number % length) // 8] |= 1 << (number % length) % 8
    return int.from_bytes(bits, "little")


def _sampled(loader: Any, examples: int) -> "list[int] | bool | None":
    """True where every example is drawn, the numbers of those that are, None if not known."""
    if type(loader.batch_sampler) is not data.BatchSampler and loader.batch_sampler is not None:
        return None
    sampler = loader.sampler
    if type(sampler) is data.SequentialSampler:
        return True
    if type(sampler) is data.RandomSampler:
        return True if not sampler.replacement and sampler.num_samples == examples else None
    if type(sampler) is data.SubsetRandomSampler:
        return [int(number) for number in sampler.indices]
    return None


def _split(base: Any) -> str:
    """What a data set of torchvision's says of itself."""
    if not type(base).__module__.startswith("torchvision.datasets"):
        return ""
    if isinstance(train := getattr(base, "train", None), bool):
        return "train" if train else "test"
    split = getattr(base, "split", None)
    return split if split in ("train", "test") else ""


def _key(base: Any, content: Any) -> str:
    kind = type(base)
    split = _split(base)
    if split and content is not None:
        # Some cut `data` in two and go on with each half: the name alone is not the same data.
        return f"{kind.__qualname__} {split} {_fingerprint(content)}"
    if kind is data.TensorDataset and content is not None:
        return _fingerprint(content)
    for known, key in _met:
        if known() is base:
            return key
    _met.append((weakref.ref(base), f"data set {len(_met) + 1}"))
    return _met[-1][1]


def _fingerprint(values: Any) -> str:
    """The same for arrays of the same values."""
    step = max(1, math.prod(values.shape) // VALUES_READ)
    if isinstance(values, Tensor):
        with torch.no_grad():
            own = values.detach()
            # What does not lie in one piece would be copied whole by that.
            content = raw_bytes((own.reshape(-1) if own.is_contiguous() else own)[::step])
    else:
        is_whole = values.flags.c_contiguous
        some = (values.reshape(-1) if is_whole else values)[::step]
        content = numpy.ascontiguousarray(some).tobytes()
    digest = hashlib.blake2b(content, digest_size=16).hexdigest()
    return f"{values.dtype} {tuple(values.shape)} {digest}"


def _random_transforms(dataset: Any) -> list[str]:
    found: list[str] = []
    waiting = [getattr(dataset, "transform", None)]
    for _ in range(50):
        if not waiting:
            break
        each = waiting.pop(0)
        inner = getattr(each, "transforms", None)
        if isinstance(inner, list | tuple):
            waiting += list(inner)
        elif isinstance(each, torch.nn.Sequential):
            waiting += list(each)
        elif _is_random(each):
            found.append(type(each).__name__)
    return found


def _is_random(transform: Any) -> bool:
    kind = type(transform)
    if not kind.__module__.startswith("torchvision.transforms"):
        return False
    if getattr(transform, "p", 1) == 0:
        return False
    if kind.__name__ == "RandomCrop":
        # Without padding it may well cut out the whole.
        return bool(getattr(transform, "padding", None))
    if kind.__name__ == "RandomRotation":
        return any(getattr(transform, "degrees", (0, 0)))
    return kind.__name__ in ALWAYS_RANDOM
