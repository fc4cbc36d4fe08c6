"""Which examples are the same, told from what they hold."""

import itertools
from collections.abc import Callable

import numpy
import pytest
import torch
from torch import Tensor

from grader.probe.mistakes.rows import shared_rows, signatures_of

pytestmark = pytest.mark.torch

RANDOM = torch.Generator().manual_seed(0)
COLOUR = torch.randint(0, 256, (300, 3, 32, 32), dtype=torch.uint8, generator=RANDOM)
GREY = torch.randint(0, 256, (300, 28, 28), dtype=torch.uint8, generator=RANDOM)
MEANS = torch.tensor([0.49, 0.48, 0.45]).reshape(3, 1, 1)
SPREADS = torch.tensor([0.2, 0.3, 0.25]).reshape(3, 1, 1)
NUMBERS = itertools.count()
POINTS = torch.randn(200, 2, generator=RANDOM)


def shared(mine: object, theirs: object) -> int:
    """How many of the second rows are among the first."""
    one, other = (signatures_of(each, f"set {next(NUMBERS)}") for each in (mine, theirs))
    return 0 if one is None or other is None else shared_rows(one, other)


@pytest.mark.parametrize(
    "copied",
    [
        lambda part: part.clone(),
        lambda part: part.flip(0),
        lambda part: part.float() / 255,
        lambda part: (part.float() / 255 - MEANS) / SPREADS,
        lambda part: part.double().reshape(len(part), -1) * 2 - 1,
        lambda part: (part.float() / 255).half(),
        lambda part: part.permute(0, 2, 3, 1).numpy(),
        lambda part: numpy.ascontiguousarray(part.permute(0, 2, 3, 1).numpy()) / 255,
    ],
)
def test_copies_are_known_in_another_order_type_scale_and_layout(
    copied: Callable[[Tensor], object],
) -> None:
    assert shared(COLOUR, copied(COLOUR[100:160])) == 60


@pytest.mark.parametrize(
    "other",
    [
        COLOUR[:60].flip(-1),
        COLOUR[:60].float() + 20 * torch.randn(60, 3, 32, 32, generator=RANDOM),
        torch.randint(0, 256, (60, 3, 32, 32), generator=RANDOM),
        torch.full((60, 3, 32, 32), 0.5),
    ],
)
def test_other_pictures_are_others(other: Tensor) -> None:
    assert shared(COLOUR, other) == 0


def test_grey_pictures_are_known_flat_and_square() -> None:
    assert shared(GREY, GREY[:50].reshape(50, 784).float() / 255 - 0.13) == 50


def test_a_few_examples_in_both_may_be_chance() -> None:
    part = torch.cat([GREY[:9], torch.randint(0, 256, (91, 28, 28), generator=RANDOM)])

    assert shared(GREY, part) == 0


def test_data_that_repeat_themselves_are_in_both_halves_by_themselves() -> None:
    twice = torch.cat([GREY, GREY])

    assert shared(twice[:400], twice[400:]) == 0


def test_points_are_the_same_where_their_numbers_are() -> None:
    assert shared(POINTS, POINTS[50:100].double()) == 50
    assert shared(POINTS, POINTS[50:100] + 1e-3) == 0


def test_digits_and_zeros_and_ones_are_drawn_twice_by_chance() -> None:
    digits = torch.randint(0, 10, (400, 6), generator=RANDOM)
    coded = torch.nn.functional.one_hot(digits, 10).float().reshape(400, 60)

    assert shared(digits, digits[:50]) == 0
    assert shared(digits.float(), digits[:50].float()) == 0
    assert shared(coded, coded[:50]) == 0


def test_what_is_no_plain_array_is_left_alone() -> None:
    assert signatures_of(torch.zeros(10, 0), "none") is None
    assert signatures_of(torch.zeros(50, 784).to_sparse(), "sparse") is None
    assert signatures_of(torch.randn(50, 40, dtype=torch.complex64), "complex") is None
    assert shared(torch.full((50, 784), float("nan")), torch.zeros(50, 784)) == 0
