"""Published data sets as torchvision and scikit-learn lay them out, for students' programs.

The training set is whole. Of the test images half are there, twice over; the others are held out.
A stand-in has fewer examples than the original: they are repeated, so that the sizes are right.
"""

import gzip
import hashlib
import pickle
import struct
import zlib
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from reference.data.batches import IMAGES, TESTING, TRAINING
from reference.data.built import Fill, built
from reference.data.hidden import MAKE_UP, public_test
from reference.data.published import CIFAR_10, CLOTHING, FACES, FEW, MANY, MNIST, DataSet
from reference.data.python2 import Value, pickled
from reference.data.records import Bytes, Examples, Labels, Origin
from reference.data.sources import Source
from reference.data.tasks import images_of, known, splits

DATA_SETS = ("mnist", "fashion-mnist", "fashion-mnist for a2", "cifar-10", "olivetti")
"""What can be laid out. A2's test images are Fashion-MNIST's training images: where A2 is
measured, these are A2's public ones, repeated, and nothing is held out of Fashion-MNIST's own
test images."""

CLASSES = "airplane automobile bird cat deer dog frog horse ship truck".split()
"""CIFAR-10's, in order."""

PUBLISHED = {
    "MNIST/raw/t10k-images-idx3-ubyte": (
        "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"
    ),
    "MNIST/raw/t10k-images-idx3-ubyte.gz": (
        "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"
    ),
    "MNIST/raw/t10k-labels-idx1-ubyte": (
        "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"
    ),
    "MNIST/raw/t10k-labels-idx1-ubyte.gz": (
        "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"
    ),
    "FashionMNIST/raw/t10k-images-idx3-ubyte": (
        "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"
    ),
    "FashionMNIST/raw/t10k-images-idx3-ubyte.gz": (
        "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"
    ),
    "FashionMNIST/raw/t10k-labels-idx1-ubyte": (
        "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"
    ),
    "FashionMNIST/raw/t10k-labels-idx1-ubyte.gz": (
        "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"
    ),
    "FashionMNIST/raw/train-images-idx3-ubyte": (
        "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"
    ),
    "FashionMNIST/raw/train-images-idx3-ubyte.gz": (
        "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"
    ),
    "FashionMNIST/raw/train-labels-idx1-ubyte": (
        "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"
    ),
    "FashionMNIST/raw/train-labels-idx1-ubyte.gz": (
        "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"
    ),
}
"""SHA-256 of published files that hold what may be held out: a copy of one that is handed in."""


def data_sets_for(tasks: Collection[str]) -> tuple[str, ...]:
    """The data sets that may be laid out where these tasks are measured."""
    a2 = any(task.startswith("a2/clothing") for task in tasks)
    found = [name for name in ("mnist", "cifar-10", "fashion-mnist") if name in tasks]
    if a2 and "fashion-mnist" not in tasks:
        found.append("fashion-mnist for a2")
    return tuple(found)


def origin_of(source: Source, name: str) -> Origin:
    """Where a data set, or the images of a task, come from; they are not read for it."""
    return source.origin(FACES if name == "olivetti" else images_of(name.removesuffix(" for a2")))


def joined_digest(digests: Iterable[str]) -> str:
    """One digest of several."""
    return hashlib.sha256(" ".join(digests).encode()).hexdigest()


def data_set_files(source: Source, name: str, *, packed: bool = True) -> dict[str, Path]:
    """The files of a data set by their names below a folder of data sets; nothing held out.

    They are built once, in the source's cache; the original's own files are shown as they lie.
    Who reads MNIST's files by hand may want them `packed` too; torchvision's classes do not.
    """
    known(name, DATA_SETS)
    if name == "olivetti":
        return _olivetti(source)
    return _batches(source) if name == "cifar-10" else _idx(source, name, packed=packed)


def _idx(source: Source, name: str, *, packed: bool) -> dict[str, Path]:
    top = "MNIST" if name == "mnist" else "FashionMNIST"
    wanted: DataSet[Any] = MNIST if name == "mnist" else CLOTHING
    folder = source.cache / "shown" / source.key(wanted, name, str(MAKE_UP)) / top / "raw"
    originals = {"train": name != "fashion-mnist for a2", "t10k": name == "fashion-mnist for a2"}
    found = {}
    for part, as_published in originals.items():
        for subject in ("images-idx3", "labels-idx1"):
            for ending in ("", ".gz") if packed else ("",):
                file = f"{part}-{subject}-ubyte{ending}"
                original = _original(source, wanted, file) if as_published else None
                fill = _idx_filler(source, name, part, subject, packed=bool(ending))
                found[f"{top}/raw/{file}"] = original or built(folder / file, fill)
    return found


def _idx_filler(source: Source, name: str, part: str, subject: str, *, packed: bool) -> Fill:
    def parts() -> Iterator[bytes]:
        examples = _examples(source, name, part)
        count = len(examples) if name != "mnist" else MANY if part == "train" else FEW
        if subject.startswith("images"):
            yield struct.pack(">4i", 0x803, count, 28, 28)
            content = np.asarray(examples.inputs, dtype=np.uint8).tobytes()
        else:
            yield struct.pack(">2i", 0x801, count)
            content = examples.labels.astype(np.uint8).tobytes()
        repeated = gzip.compress(content, compresslevel=1, mtime=0) if packed else content
        yield from (repeated for _ in range(count // len(examples)))

    def compressed() -> Iterator[bytes]:
        # Packed parts in a row are a packed file; what repeats is packed once.
        header, *rest = parts()
        yield gzip.compress(header, mtime=0)
        yield from rest

    return lambda file: file.writelines(compressed() if packed else parts())


def _examples(source: Source, name: str, part: str) -> Examples:
    """What students see of a part: whole, or what is public of it."""
    if name == "fashion-mnist for a2":
        few, many = source.clothing.content
        return few if part == "t10k" else public_test(source, "a2/clothing", len(many))
    whole = splits(source, name)
    return whole.train if part == "train" else public_test(source, name, len(whole.test))


def _batches(source: Source) -> dict[str, Path]:
    folder = source.cache / "shown" / source.key(CIFAR_10, str(MAKE_UP)) / CIFAR_10.places[0]
    meta: dict[str, Value] = {
        "num_cases_per_batch": IMAGES,
        "label_names": CLASSES,
        "num_vis": 3_072,
    }
    found = {"batches.meta": built(folder / "batches.meta", lambda f: f.write(pickled(meta)))}
    for number, file in enumerate((*TRAINING, TESTING)):
        original = _original(source, CIFAR_10, file) if file in TRAINING else None
        found[file] = original or built(folder / file, _batch_filler(source, number))
    return {f"{CIFAR_10.places[0]}/{file}": path for file, path in found.items()}


def _batch_filler(source: Source, number: int) -> Fill:
    def content() -> bytes:
        is_training = number < len(TRAINING)
        if is_training:
            train = source.cifar_10.content.train
            place = np.arange(number * IMAGES, (number + 1) * IMAGES) % len(train)
            images, labels = train.inputs[place], train.labels[place]
        else:
            public = public_test(source, "cifar-10", IMAGES)
            images, labels = public.inputs, public.labels
        count = len(TRAINING) if is_training else 1
        words = f"{'training' if is_training else 'testing'} batch {number % 5 + 1} of {count}"
        return pickled(_batch(words, np.asarray(images, dtype=np.uint8), labels))

    return lambda file: file.write(content())


def _batch(words: str, images: Bytes, labels: Labels) -> dict[str, Value]:
    return {"batch_label": words, "labels": labels.tolist(), "data": images}


def _olivetti(source: Source) -> dict[str, Path]:
    """The faces as scikit-learn keeps them: a packed pickle, each face on its side."""
    folder = source.cache / "shown" / source.key(FACES, str(MAKE_UP))

    def content() -> bytes:
        faces = source.faces.content
        rows = np.ascontiguousarray(faces.transpose(0, 2, 1)).reshape(len(faces), -1)
        return zlib.compress(pickle.dumps(rows, protocol=4), 3)

    name = "olivetti_py3.pkz"
    return {name: built(folder / name, lambda file: file.write(content()))}


def _original(source: Source, wanted: DataSet[Any], file: str) -> Path | None:
    """A file of the published data set itself, if the source has it in this form."""
    origin = source.origin(wanted)
    path = Path(origin.place) / file
    return None if origin.stand_in or not path.is_file() else path.resolve()
