"""Numbers of learnt values that follow from sizes."""

from itertools import pairwise


def layer_counts(sizes: tuple[int, ...], *, biases: bool = True) -> tuple[int, ...]:
    """Learnt values of each dense layer between sizes in a row."""
    return tuple(a * b + (b if biases else 0) for a, b in pairwise(sizes))


def count(sizes: tuple[int, ...], *, biases: bool = True) -> int:
    """Learnt values of dense layers in a row."""
    return sum(layer_counts(sizes, biases=biases))


def hidden_layers(sizes: tuple[int, ...]) -> int:
    """Layers between the input and the output."""
    return max(0, len(sizes) - 2)


def is_plausible(sizes: tuple[int, ...]) -> bool:
    """Whether a row of numbers can be the sizes of a whole dense network."""
    return 2 <= len(sizes) <= 30 and all(0 < size <= 1_000_000 for size in sizes)
