"""What of a task's test set students see, and what is held out from them."""

import functools

import numpy as np

from reference.data.built import built
from reference.data.published import digest
from reference.data.records import (
    Bytes,
    Examples,
    HeldOut,
    HeldOutFiles,
    Labels,
    RawSplit,
)
from reference.data.sources import Source
from reference.data.tasks import images_of, known, rows, splits

TASKS = ("a2/clothing", "a2/clothing-noisy", "mnist", "cifar-10", "fashion-mnist")
"""Names of the data on which students' networks are measured with held-out examples."""

MAKE_UP = 2
"""Raised when the files' content changes, so that files built before are not used."""
REPEATS = 6
"""Of A2's test images students see this share, as often; it has 60,000 of them."""
FEWER_REPEATS = 2
"""The same of the data sets with 10,000 test images."""

PUBLIC_SEED = 3  # RandomState, because its streams never change


def held_out(source: Source, task: str) -> HeldOut:
    """The test examples that no student file contains."""
    test = splits(source, known(task, TASKS)).test
    hidden = rows(test, held_out_rows(task, len(test)))
    inputs, labels = _images(hidden), hidden.labels
    return HeldOut(inputs=inputs, labels=labels, digest=digest(inputs, labels))


def held_out_files(source: Source, task: str) -> HeldOutFiles:
    """The same as files in the source's cache, written when first asked for."""
    name = known(task, TASKS).replace("/", "-")
    folder = source.cache / "held-out" / source.key(images_of(task), str(MAKE_UP))
    hidden = functools.cache(lambda: held_out(source, task))  # only if something is missing
    return HeldOutFiles(
        inputs=built(folder / f"{name}.npy", lambda file: np.save(file, hidden().inputs)),
        labels=built(folder / f"{name}.labels.npy", lambda file: np.save(file, hidden().labels)),
        digest=built(
            folder / f"{name}.digest", lambda file: file.write(hidden().digest.encode())
        ).read_text(),
    )


def raw_splits(source: Source, task: str) -> tuple[RawSplit, ...]:
    """The images of each split as students see it, and the held-out ones."""
    whole = splits(source, known(task, TASKS))
    count = len(whole.test)
    named = [
        ("train", whole.train),
        ("validation", whole.validation),
        ("test", rows(whole.test, public_rows(task, count))),
        ("held-out", rows(whole.test, held_out_rows(task, count))),
    ]
    return tuple(RawSplit(name=name, images=_images(part)) for name, part in named if part)


def public_test(source: Source, task: str, count: int) -> Examples:
    """What students see of the test set, repeated so that it has this many examples."""
    test = splits(source, task).test
    public = public_rows(task, len(test))
    return rows(test, np.tile(public, count // len(public)))


def public_rows(task: str, count: int) -> Labels:
    """Places of the test examples that students see."""
    return np.sort(_shuffled(count)[: count // _repeats(task)])


def held_out_rows(task: str, count: int) -> Labels:
    """Places of the test examples that students do not see."""
    return np.sort(_shuffled(count)[count // _repeats(task) :])


def _repeats(task: str) -> int:
    return REPEATS if task.startswith("a2/") else FEWER_REPEATS


def _shuffled(count: int) -> Labels:
    return np.random.RandomState(PUBLIC_SEED).permutation(count)


def _images(examples: Examples) -> Bytes:
    """Inputs that are known to be bytes, as those of all tasks with files for students are."""
    return np.asarray(examples.inputs, dtype=np.uint8)
