"""The tasks that networks are trained on: from the name to the examples."""

from collections.abc import Callable, Collection
from functools import partial
from typing import Any

import numpy as np

from reference.data.made import LENGTHS, moons, palindromes
from reference.data.published import CIFAR_10, CLOTHING, FACES, MNIST, DataSet, digest
from reference.data.records import DataProblem, Examples, Found, Labels, Origin, Splits
from reference.data.sources import Source

TRAINING_EXAMPLES = 8_000
WRONG_LABELS = 3_000  # of 10,000: drawn anew, so that one in ten of them is right by luck
PICTURES_OF_A_PERSON = 10

# One seed for each question of chance. RandomState, because its streams never change.
SPLIT_SEED, NOISE_SEED = 1, 2


def splits(source: Source, task: str) -> Splits:
    """The whole data of a task: for the reference and for course staff."""
    return _TASKS[known(task, ALL_TASKS)](source).content


def images_of(task: str) -> DataSet[Any]:
    """The published data set that a task's images are from."""
    return _IMAGES[known(task, _IMAGES)]


def origin(source: Source, task: str) -> Origin:
    """Where the data of a task came from."""
    return _TASKS[known(task, ALL_TASKS)](source).origin


def task_digest(source: Source, task: str) -> str:
    """SHA-256 over everything that training on the task sees, hexadecimal.

    Of CIFAR-10 copies differ in twenty test images, whose pixels are left out.
    """
    found = _TASKS[known(task, ALL_TASKS)](source)
    return found.origin.digest if task == "cifar-10" else splits_digest(found.content)


def splits_digest(whole: Splits) -> str:
    """SHA-256 over every array of the splits, hexadecimal."""
    parts = (whole.train, whole.validation, whole.test)
    return digest(*(array for part in parts if part for array in (part.inputs, part.labels)))


def known(name: str, names: Collection[str]) -> str:
    """The name, if it is one of the names; else it is refused with those that are."""
    if name not in names:
        raise DataProblem(f"{name}: no such data, there is {', '.join(names)}")
    return name


def _clothing(source: Source) -> Found[Splits]:
    few, many = source.clothing.content
    order = np.random.RandomState(SPLIT_SEED).permutation(len(few))
    train, validation = order[:TRAINING_EXAMPLES], order[TRAINING_EXAMPLES:]
    content = Splits(train=rows(few, train), validation=rows(few, validation), test=many)
    return Found(origin=source.clothing.origin, content=content)


def _fashion(source: Source) -> Found[Splits]:
    """Fashion-MNIST as it was published: A2 has its two files the other way round."""
    few, many = source.clothing.content
    content = Splits(train=many, validation=None, test=few)
    return Found(origin=source.clothing.origin, content=content)


def _noisy_clothing(source: Source) -> Found[Splits]:
    few, many = source.clothing.content
    random = np.random.RandomState(NOISE_SEED)
    labels = few.labels.copy()
    wrong = random.permutation(len(few))[:WRONG_LABELS]
    labels[wrong] = random.randint(10, size=WRONG_LABELS)
    train = Examples(inputs=few.inputs, labels=labels)
    content = Splits(train=train, validation=None, test=many)
    return Found(origin=source.clothing.origin, content=content)


def _faces(source: Source) -> Found[Splits]:
    """Trained on nine pictures of each person, tested on the last."""
    images = source.faces.content.reshape(len(source.faces.content), -1)
    people, picture = np.divmod(np.arange(len(images)), PICTURES_OF_A_PERSON)
    everything = Examples(inputs=images, labels=people)
    is_last = picture == PICTURES_OF_A_PERSON - 1
    content = Splits(
        train=rows(everything, np.flatnonzero(~is_last)),
        validation=None,
        test=rows(everything, np.flatnonzero(is_last)),
    )
    return Found(origin=source.faces.origin, content=content)


def _made(name: str, make: Callable[[], Splits], _: Source) -> Found[Splits]:
    """What is the assignment's own data on every machine."""
    content = make()
    place = "made by the assignment's own recipe"
    return Found(
        origin=Origin(name=name, stand_in=False, digest=splits_digest(content), place=place),
        content=content,
    )


_TASKS: dict[str, Callable[[Source], Found[Splits]]] = {
    "a2/clothing": _clothing,
    "a2/clothing-noisy": _noisy_clothing,
    "a2/faces": _faces,
    "mnist": lambda source: source.mnist,
    "cifar-10": lambda source: source.cifar_10,
    "fashion-mnist": _fashion,
    "moons": partial(_made, "moons", moons),
    **{
        f"palindromes/{length}": partial(_made, "palindromes", partial(palindromes, length))
        for length in LENGTHS
    },
}

_IMAGES: dict[str, DataSet[Any]] = {
    "a2/clothing": CLOTHING,
    "a2/clothing-noisy": CLOTHING,
    "a2/faces": FACES,
    "mnist": MNIST,
    "cifar-10": CIFAR_10,
    "fashion-mnist": CLOTHING,
}

ALL_TASKS = tuple(_TASKS)
"""Names of everything that a network can be trained on."""


def rows(examples: Examples, chosen: Labels) -> Examples:
    """The examples with these places."""
    return Examples(inputs=examples.inputs[chosen], labels=examples.labels[chosen])
