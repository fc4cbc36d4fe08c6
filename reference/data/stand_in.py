"""Stand-in data for machines that have no real data: enlarged digits and drawn faces.

It has the shapes of the real data, and of A2's the sizes, so that notebooks run. It is never
passed off as anything else: whatever is made from it carries the name `stand-in`.
"""

import importlib.util
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from reference.data.records import Bytes, Examples, Splits

# RandomState's streams are frozen for good, those of numpy's newer generators are not: a
# stand-in that changes with numpy would no longer match the numbers that were trained on it.
SEED = 20_240_229
DIGITS = 1_797
"""How many scikit-learn carries."""
DIGITS_FOR_TRAINING = 600
"""The other ones are for testing alone."""
TRAINING, TESTING = 10_000, 2_000
"""Examples that stand in for MNIST and for CIFAR-10.

Fewer than the real ones: whoever has no data should have numbers to compare with before long.
Files for notebooks repeat them to the real sizes.
"""
PEOPLE, PICTURES = 40, 10
FACE_SIZE = 64


def stand_in_clothing(*, few: int, many: int) -> tuple[Examples, Examples]:
    """Digits of 28x28 pixels: `few` examples to train on, `many` made from other digits."""
    digits, labels = _digits()  # (1797, 22, 22)
    random = np.random.RandomState(SEED)
    training, testing = digit_pools()
    first = _examples(digits, labels, training, few, random)
    return first, _examples(digits, labels, testing, many, random)


def stand_in_mnist() -> Splits:
    """Digits of 28x28 pixels as in `stand_in_clothing`, but drawn anew."""
    digits, labels = _digits()
    random = np.random.RandomState(SEED + 2)
    training, testing = digit_pools()
    return Splits(
        train=_examples(digits, labels, training, TRAINING, random),
        validation=None,
        test=_examples(digits, labels, testing, TESTING, random),
    )


def stand_in_cifar_10() -> Splits:
    """Digits on pictures of 32x32 pixels in three colours."""
    digits, labels = _digits()
    random = np.random.RandomState(SEED + 3)
    training, testing = digit_pools()
    return Splits(
        train=_pictures(digits, labels, training, TRAINING, random),
        validation=None,
        test=_pictures(digits, labels, testing, TESTING, random),
    )


def digit_pools() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Which of scikit-learn's digits are trained on, and which are tested on."""
    order = np.random.RandomState(SEED + 1).permutation(DIGITS)
    return order[:DIGITS_FOR_TRAINING], order[DIGITS_FOR_TRAINING:]


def _digits() -> tuple[NDArray[np.uint16], NDArray[np.int64]]:
    table = _table()
    images = table[:, :64].reshape(-1, 8, 8)
    return _enlarged(images.astype(np.uint16)), table[:, 64].astype(np.int64)


def _table() -> NDArray[np.float64]:
    """scikit-learn's digits: 64 pixels and the label in each of 1,797 rows.

    Importing scikit-learn takes longer than all else here, so its file is read where it lies.
    """
    package = importlib.util.find_spec("sklearn")
    for folder in (package.submodule_search_locations or ()) if package else ():
        path = Path(folder, "datasets", "data", "digits.csv.gz")
        if path.is_file():
            return np.loadtxt(path, delimiter=",")
    from sklearn.datasets import load_digits

    digits = load_digits()
    return np.column_stack([digits.data, digits.target])


def _enlarged(small: NDArray[np.uint16]) -> NDArray[np.uint16]:
    """8x8 pixels of 0..16 become 22x22 pixels of 0..144, each a weighted mean of its neighbours."""
    weights = np.zeros((22, 8), dtype=np.uint16)  # whole numbers: the same on every machine
    for row in range(22):
        whole, part = divmod(row, 3)
        weights[row, whole] += 3 - part
        weights[row, min(whole + 1, 7)] += part
    return np.asarray(weights @ small @ weights.T)


def _examples(
    digits: NDArray[np.uint16],
    labels: NDArray[np.int64],
    pool: NDArray[np.int64],
    count: int,
    random: np.random.RandomState,
) -> Examples:
    """Draw digits from the pool; give each its own place, brightness and noise."""
    chosen = pool[random.randint(len(pool), size=count)]
    places = random.randint(49, size=count)
    brightness = random.randint(6, 12, size=count).astype(np.uint16)
    canvas = random.randint(0, 48, size=(count, 28, 28), dtype=np.uint8)
    for place in range(49):
        top, left = divmod(place, 7)
        here = np.flatnonzero(places == place)
        drawn = digits[chosen[here]] * brightness[here, None, None] >> 3  # at most 198
        canvas[here, top : top + 22, left : left + 22] += drawn.astype(np.uint8)
    return Examples(inputs=canvas.reshape(count, 784), labels=labels[chosen])


def _pictures(
    digits: NDArray[np.uint16],
    labels: NDArray[np.int64],
    pool: NDArray[np.int64],
    count: int,
    random: np.random.RandomState,
) -> Examples:
    """Draw digits from the pool; give each its own place, colours and noise."""
    chosen = pool[random.randint(len(pool), size=count)]
    places = random.randint(121, size=count)
    ground = random.randint(0, 112, size=(count, 3, 1, 1), dtype=np.uint16)
    added = random.randint(16, 96, size=(count, 3, 1, 1), dtype=np.uint16)  # brighter, unevenly
    canvas = random.randint(0, 48, size=(count, 3, 32, 32), dtype=np.uint8)
    canvas += ground.astype(np.uint8)
    for place in range(121):
        top, left = divmod(place, 11)
        here = np.flatnonzero(places == place)
        drawn = digits[chosen[here]][:, None] * added[here] // 144  # (here, 3, 22, 22)
        canvas[here, :, top : top + 22, left : left + 22] += drawn.astype(np.uint8)
    return Examples(inputs=canvas.reshape(count, 3 * 32 * 32), labels=labels[chosen])


@lru_cache(maxsize=1)
def _grid() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    rows, columns = np.mgrid[0:FACE_SIZE, 0:FACE_SIZE].astype(np.float64)
    return rows, columns


def stand_in_faces() -> Bytes:
    """Drawn faces (400, 64, 64): forty people in ten pictures each."""
    random = np.random.RandomState(SEED)
    faces = []
    for _ in range(PEOPLE):
        person = random.uniform(-1, 1, size=8)
        faces += [_face(person + random.uniform(-0.2, 0.2, size=8)) for _ in range(PICTURES)]
    return np.stack(faces)


def _face(traits: NDArray[np.float64]) -> Bytes:
    """One face from eight traits: width, height, skin, eyes apart, eye size, nose, mouth, light."""
    width, height, skin, apart, eye, nose, mouth, light = traits
    image = 60 + 20 * light + _grid()[1] * light * 0.5
    image = _painted(image, (32, 32), (28 + 3 * height, 20 + 3 * width), 170 + 35 * skin)
    for side in (-1, 1):
        place = (26, 32 + side * (9 + 2 * apart))
        image = _painted(image, place, (2.5 + eye, 4 + eye), 60)
    image = _painted(image, (36, 32), (6 + 1.5 * nose, 2 + nose), 120 + 25 * skin)
    image = _painted(image, (48, 32), (2, 8 + 3 * mouth), 80)
    return np.clip(image, 0, 255).astype(np.uint8)


def _painted(
    image: NDArray[np.float64],
    centre: tuple[float, float],
    radii: tuple[float, float],
    grey: float,
) -> NDArray[np.float64]:
    """The image with a filled ellipse, shaded towards its rim."""
    rows, columns = _grid()
    distance = ((rows - centre[0]) / radii[0]) ** 2 + ((columns - centre[1]) / radii[1]) ** 2
    return np.where(distance < 1, grey * (1 - 0.25 * distance), image)
