"""The assignments' data that is made and not found: two moons, and palindromes."""

import numpy as np
from numpy.typing import NDArray

from reference.data.records import Examples, Splits

# Changing a seed changes the task, and with it every number that was trained on it.
MOONS_SEED, PALINDROMES_SEED = 5, 6

MOONS, NOISE = 1_000, 0.2
"""As the assignment asks for them."""
LENGTHS = range(3, 12)
"""Digits of the palindromes that the assignment asks about."""
PALINDROMES = 1_000
"""Of each length, where there are so many: there are 100 of 3 and of 4 digits."""
TRAINING_PART = 0.8


def moons() -> Splits:
    """Points (N, 2) of two interleaved half circles, class 0 and 1, shuffled."""
    from sklearn.datasets import make_moons  # takes a second to import

    points, labels = make_moons(MOONS, noise=NOISE, random_state=MOONS_SEED)
    return _divided(points.astype(np.float32), labels.astype(np.int64))


def palindromes(length: int) -> Splits:
    """Different palindromes in random order: all digits but the last (N, length - 1); the last.

    A palindrome may begin with zeros. Digits are given as numbers 0..9.
    """
    half = (length + 1) // 2  # decides the rest
    count = min(PALINDROMES, 10**half)
    drawn = np.random.RandomState(PALINDROMES_SEED).permutation(10**half)[:count]
    left = drawn[:, None] // 10 ** np.arange(half - 1, -1, -1) % 10  # (count, half)
    digits = np.concatenate([left, left[:, : length - half][:, ::-1]], axis=1)
    return _divided(digits[:, :-1].astype(np.float32), digits[:, -1].astype(np.int64))


def _divided(inputs: NDArray[np.float32], labels: NDArray[np.int64]) -> Splits:
    """The first rows to train on, the others to test on."""
    training = round(len(labels) * TRAINING_PART)
    return Splits(
        train=Examples(inputs=inputs[:training], labels=labels[:training]),
        validation=None,
        test=Examples(inputs=inputs[training:], labels=labels[training:]),
    )
