"""How a student scaled the images is told from a few rows that the network saw."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from grader.collect.marks import Marks
from grader.collect.scaling import Scaling, recover

Floats = NDArray[np.float64]
RANDOM = np.random.RandomState(0)
IMAGES = RANDOM.randint(0, 256, size=(200, 784)).astype(np.uint8)
TEST = RANDOM.randint(0, 256, size=(100, 784)).astype(np.uint8)
GREY = Marks((("train", IMAGES), ("test", TEST)))
COLOURED = RANDOM.randint(0, 256, size=(50, 3 * 64)).astype(np.uint8)
COLOURS = Marks((("train", COLOURED),), channels=3)
MEANS, DEVIATIONS = np.array([0.49, 0.48, 0.45]), np.array([0.2, 0.21, 0.26])


def seen(raw: NDArray[np.uint8], scale: Callable[[Floats], Floats]) -> tuple[Floats, ...]:
    """Rows as a probe keeps them: scaled by the student, in single precision."""
    return tuple(scale(row.astype(np.float64)).astype(np.float32).astype(np.float64) for row in raw)


def told(
    rows: tuple[Floats, ...], *, marks: Marks = GREY, shape: tuple[int, ...] = (784,)
) -> Scaling | None:
    low = min((float(row.min()) for row in rows), default=0.0)
    high = max((float(row.max()) for row in rows), default=0.0)
    return recover(rows, shape, marks, low, high)


@pytest.mark.parametrize(
    ("scale", "expected", "words"),
    [
        (lambda row: row / 255, (1 / 255, 0.0), "divided by 255, to 0..1"),
        (lambda row: row, (1.0, 0.0), "not scaled, 0..255"),
        (lambda row: row / 127.5 - 1, (2 / 255, -1.0), "scaled to -1..1"),
        (lambda row: (row / 255 - 0.5) / 0.5, (2 / 255, -1.0), "scaled to -1..1"),
        (lambda row: row / 256, (1 / 256, 0.0), "divided by 256"),
    ],
)
def test_a_usual_scaling_is_told_exactly(
    scale: Callable[[Floats], Floats], expected: tuple[float, float], words: str
) -> None:
    found = told(seen(IMAGES[:8], scale))

    assert found is not None
    assert (found.scale, found.shift) == ((expected[0],), (expected[1],))
    assert (found.words, found.split, found.certain) == (words, "train", True)


def test_mean_and_deviation_are_told() -> None:
    found = told(seen(TEST[:4], lambda row: (row / 255 - 0.286) / 0.353))

    assert found is not None
    assert found.words == "to 0..1, minus 0.286, divided by 0.353"
    assert found.split == "test"
    assert found.scale[0] == pytest.approx(1 / 255 / 0.353, rel=1e-5)
    assert found.shift[0] == pytest.approx(-0.286 / 0.353, rel=1e-5)


def test_negatives_are_told() -> None:
    found = told(seen(IMAGES[:4], lambda row: 1 - row / 255))

    assert found is not None
    assert (found.scale[0], found.shift[0]) == pytest.approx((-1 / 255, 1.0), rel=1e-5)
    assert found.certain


def test_each_image_scaled_in_a_way_of_its_own_is_not_passed_off_as_one_scaling() -> None:
    assert told(seen(IMAGES[:4], lambda row: (row - row.mean()) / (row.std() * row[0]))) is None


def by_channel(row: Floats) -> Floats:
    parts = row.reshape(3, -1) / 255
    return np.asarray((parts - MEANS[:, None]) / DEVIATIONS[:, None]).ravel()


def test_each_channel_has_a_scaling_of_its_own() -> None:
    found = told(seen(COLOURED[:8], by_channel), marks=COLOURS, shape=(3, 8, 8))

    assert found is not None
    assert found.scale == pytest.approx(tuple(1 / 255 / DEVIATIONS), rel=1e-5)
    assert found.shift == pytest.approx(tuple(-MEANS / DEVIATIONS), rel=1e-5)
    assert (found.split, found.certain, found.channels_last) == ("train", True, 0)
    assert found.words == "to 0..1, minus (0.49, 0.48, 0.45), divided by (0.2, 0.21, 0.26)"


@pytest.mark.parametrize("shape", [(8, 8, 3), (192,)])
def test_channels_that_lie_together_in_each_pixel_are_told(shape: tuple[int, ...]) -> None:
    rows = seen(COLOURED[:8], lambda row: by_channel(row).reshape(3, -1).T.ravel())

    found = told(rows, marks=COLOURS, shape=shape)

    assert found is not None
    assert found.channels_last == 3
    assert found.scale == pytest.approx(tuple(1 / 255 / DEVIATIONS), rel=1e-5)


def test_the_order_of_channels_is_not_guessed_from_a_range() -> None:
    noise = tuple(RANDOM.uniform(size=192) for _ in range(8))

    assert recover(noise, (192,), COLOURS, 0, 1) is None
    picture = recover(noise, (8, 8, 3), COLOURS, 0, 1)
    assert picture is not None
    assert (picture.channels_last, picture.certain) == (3, False)


def test_one_image_alone_is_not_told_from_one_with_its_own_mean_and_deviation() -> None:
    rows = seen(IMAGES[:1], lambda row: (row - row.mean()) / row.std())

    assert told(rows) is None
    assert told(seen(IMAGES[:1], lambda row: row / 255)) is not None


def test_inputs_without_the_mean_image_are_told_though_the_mean_is_a_little_another() -> None:
    # Students take the mean of what is left for training, which is not all of it.
    mean = IMAGES.mean(axis=0) + RANDOM.uniform(-0.3, 0.3, size=784)

    found = told(seen(IMAGES[20:28], lambda row: (row - mean) / 255))

    assert found is not None
    assert found.words == "minus the mean image"
    assert found.scale == (1 / 255,) * 784
    assert found.shift == pytest.approx(tuple(-mean / 255), abs=1e-5)
    assert (found.split, found.splits) == ("train", frozenset({"train"}))


def test_pixels_that_were_standardised_over_the_training_set_are_told() -> None:
    mean, deviation = IMAGES.mean(axis=0), IMAGES.std(axis=0)

    found = told(seen(IMAGES[:8], lambda row: (row - mean) / deviation))

    assert found is not None
    assert found.scale == pytest.approx(tuple(1 / deviation), rel=1e-6)
    assert found.shift == pytest.approx(tuple(-mean / deviation), rel=1e-4)


def test_too_few_images_tell_no_mean_image() -> None:
    mean = IMAGES.mean(axis=0)

    assert told(seen(IMAGES[:3], lambda row: (row - mean) / 255)) is None


def test_every_split_that_was_seen_is_told() -> None:
    found = told(seen(np.concatenate([IMAGES[:6], TEST[:2]]), lambda row: row / 255))

    assert found is not None
    assert (found.split, found.splits) == ("train", frozenset({"train", "test"}))


def test_three_channels_with_one_scaling_are_told() -> None:
    found = told(seen(COLOURED[:8], lambda row: row / 127.5 - 1), marks=COLOURS, shape=(3, 8, 8))

    assert found is not None
    assert (found.scale, found.shift) == ((2 / 255,) * 3, (-1.0,) * 3)


def test_a_channel_without_any_contrast_breaks_nothing() -> None:
    flat = COLOURED.copy()
    flat[:, :64] = 7
    marks = Marks((("train", flat),), channels=3)

    found = told(seen(flat[:4], lambda row: row / 255), marks=marks, shape=(3, 8, 8))

    assert found is None or found.scale[1:] == (1 / 255, 1 / 255)


def test_noise_is_nobodys_image() -> None:
    rows = tuple(RANDOM.normal(size=784) for _ in range(8))

    assert told(rows) is None


@pytest.mark.parametrize(("low", "high", "scale"), [(0, 1, 1 / 255), (-1, 1, 2 / 255), (0, 255, 1)])
def test_the_range_alone_suggests_and_is_not_certain(low: float, high: float, scale: float) -> None:
    noise = tuple(RANDOM.uniform(low, high, size=784) for _ in range(8))

    found = recover(noise, (784,), GREY, low, high)

    assert found is not None
    assert found.scale[0] == pytest.approx(scale)
    assert not found.certain
    assert found.split == ""
    assert found.words.endswith("as the range of its inputs tells")


def test_without_any_row_and_an_unusual_range_nothing_is_told() -> None:
    assert recover((), (784,), GREY, -0.42, 2.8) is None


@pytest.mark.parametrize("value", [0.0, 0.5, -3.4e38])
def test_rows_of_one_value_are_no_image(value: float) -> None:
    assert recover((np.full(784, value),) * 4, (784,), GREY, value, value) is None


def test_a_few_augmented_rows_do_not_hide_the_scaling() -> None:
    rows = seen(IMAGES[:5], lambda row: row / 255) + (np.roll(IMAGES[9] / 255, 5),) * 3

    found = told(rows)

    assert found is not None
    assert found.words == "divided by 255, to 0..1"


def test_rows_of_the_largest_numbers_there_are_break_nothing() -> None:
    rows = tuple(RANDOM.choice([-3.4e38, 3.4e38], size=784) for _ in range(4))

    assert told(rows) is None
