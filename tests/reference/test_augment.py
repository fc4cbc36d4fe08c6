"""Augmentation: what torchvision does to an image, with a stream of chance for each seed."""

import dataclasses

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torchvision.transforms import RandomResizedCrop
from torchvision.transforms.functional import hflip, resized_crop

from grader.records import Regime
from reference.data.records import Examples, Splits
from reference.recipe import Recipe
from reference.runs import Run
from reference.training import augment
from reference.training.augment import crop_and_flip, draw_crops
from reference.training.device import DeviceData
from reference.training.stack import Member, Stacked
from reference.training.step import Passing
from reference.training.train import train

pytestmark = pytest.mark.torch

DRAWS = 4_000
AUGMENTED = "random_resized_crop 32 + flip"


def network() -> nn.Module:
    return nn.Sequential(nn.Linear(3072, 4), nn.ReLU(), nn.Linear(4, 10))


RECIPE = Recipe(
    assignment="a0",
    name="augmented",
    task="cifar-10",
    layers="3072 -> 4 -> relu -> 10",
    network=network,
    regime=Regime(
        optimizer="sgd",
        learning_rate=0.01,
        batch_size=16,
        epochs=3,
        loss="cross_entropy",
        scaling="-1..1",
        augmentation=AUGMENTED,
    ),
    published=(),
    file=__file__,
)


def variant(**changes: object) -> Recipe:
    regime = dataclasses.replace(RECIPE.regime, **changes)  # type: ignore[arg-type]
    return dataclasses.replace(RECIPE, regime=regime)


def curve(run: Run, metric: str) -> tuple[float, ...]:
    return next(curve.values for curve in run.curves if curve.metric == metric)


@pytest.fixture(scope="module")
def pictures() -> Splits:
    random = np.random.RandomState(0)

    def some(count: int) -> Examples:
        inputs = random.randint(0, 256, size=(count, 3072)).astype(np.uint8)
        return Examples(inputs=inputs, labels=random.randint(10, size=count))

    return Splits(train=some(64), validation=None, test=some(32))


def drawn(seed: int, count: int = DRAWS) -> Tensor:
    return draw_crops(count, torch.Generator().manual_seed(seed))


# Small and large, narrow and flat, in the corners and in the middle, flipped and not.
BOXES = [
    [0, 0, 32, 32, 0],
    [0, 0, 32, 32, 1],
    [0, 0, 8, 10, 0],
    [24, 22, 8, 10, 1],
    [3, 20, 27, 9, 0],
    [11, 1, 9, 31, 1],
    [31, 31, 1, 1, 0],
    *drawn(0, 100).tolist(),
]


# A crop is only ever enlarged, so antialiasing has nothing to do.
@pytest.mark.parametrize("antialias", [False, True])
def test_a_box_is_cut_out_enlarged_and_flipped_as_torchvision_does(antialias: bool) -> None:
    images = 2 * torch.rand(len(BOXES), 3, 32, 32, generator=torch.Generator().manual_seed(1)) - 1
    found = crop_and_flip(images.flatten(1), torch.tensor(BOXES, dtype=torch.float32))

    for image, ours, (top, left, height, width, flip) in zip(images, found, BOXES, strict=True):
        box = int(top), int(left), int(height), int(width)
        theirs = resized_crop(image, *box, [32, 32], antialias=antialias)
        expected = hflip(theirs) if flip else theirs
        assert (ours.view(3, 32, 32) - expected).abs().max() < 1e-4


def test_boxes_are_spread_as_those_of_torchvision() -> None:
    ours = drawn(2)
    image = torch.zeros(3, 32, 32)
    with torch.random.fork_rng():
        torch.manual_seed(2)
        theirs = torch.tensor(
            [RandomResizedCrop.get_params(image, [0.08, 1.0], [3 / 4, 4 / 3]) for _ in range(DRAWS)]
        )

    for one, other in zip(figures(ours[:, :4]), figures(theirs.float()), strict=True):
        error = ((one.var() + other.var()) / DRAWS).sqrt()
        assert (one.mean() - other.mean()).abs() < 3 * error
        assert one.std() / other.std() == pytest.approx(1.0, abs=0.05)
    assert ours[:, 4].mean() == pytest.approx(0.5, abs=0.03)


def figures(boxes: Tensor) -> Tensor:
    """Area, logarithm of the ratio of sides, distance from the top and from the left: (4, N)."""
    top, left, height, width = boxes.unbind(1)
    return torch.stack([height * width, (width / height).log(), top, left])


def test_every_box_is_inside_the_image() -> None:
    top, left, height, width, flip = drawn(3).unbind(1)

    assert ((top >= 0) & (left >= 0) & (height >= 1) & (width >= 1)).all()
    assert ((top + height <= 32) & (left + width <= 32)).all()
    # A place beside the last one that fits would never be drawn by a slip of one.
    assert (top + height == 32).any()
    assert (left + width == 32).any()
    assert set(flip.tolist()) == {0.0, 1.0}


def test_the_whole_image_is_taken_where_no_box_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(augment, "AREA", (2.0, 3.0))

    assert (drawn(4, 50)[:, :4] == torch.tensor([0.0, 0.0, 32.0, 32.0])).all()


def test_a_seed_sees_in_a_stack_the_crops_that_it_sees_alone(pictures: Splits) -> None:
    stacked = train(RECIPE, pictures, seeds=(0, 1, 2), epochs=3)
    (alone,) = train(RECIPE, pictures, seeds=(1,), epochs=3)

    assert curve(stacked[1], "train_loss") == pytest.approx(curve(alone, "train_loss"), rel=1e-4)


def test_crops_differ_from_epoch_to_epoch_and_from_seed_to_seed(pictures: Splits) -> None:
    # Nothing is learnt, so only what the networks are shown can change their loss.
    still, unchanged = variant(learning_rate=0.0), variant(learning_rate=0.0, augmentation="none")
    members = [Member(recipe=still, seed=seed) for seed in (0, 1)]

    (augmented,) = train(still, pictures, seeds=(0,), epochs=3)
    (plain,) = train(unchanged, pictures, seeds=(0,), epochs=3)

    losses = curve(augmented, "train_loss")
    assert len({round(loss, 5) for loss in losses}) == 3
    assert curve(plain, "train_loss") == pytest.approx([curve(plain, "train_loss")[0]] * 3)
    one, other = (torch.rand(5, generator=own) for own in passing(members, pictures).crops)
    assert not torch.equal(one, other)


def test_only_training_images_are_changed(pictures: Splits) -> None:
    still, unchanged = variant(learning_rate=0.0), variant(learning_rate=0.0, augmentation="none")

    (augmented,) = train(still, pictures, seeds=(0,), epochs=1)
    (plain,) = train(unchanged, pictures, seeds=(0,), epochs=1)

    assert curve(augmented, "test_loss") == curve(plain, "test_loss")
    assert curve(augmented, "train_loss") != curve(plain, "train_loss")


def test_crops_are_drawn_from_another_stream_than_the_order_of_examples(pictures: Splits) -> None:
    # Of a generator's seed only the lower 32 bits count on a CPU.
    several = passing([Member(recipe=RECIPE, seed=seed) for seed in (0, 1)], pictures)

    for order, crops in zip(several.orders, several.crops, strict=True):
        assert not torch.equal(torch.rand(5, generator=order), torch.rand(5, generator=crops))


def passing(members: list[Member], pictures: Splits) -> Passing:
    data = DeviceData(pictures, members[0].recipe.regime, "cpu")
    return Passing(Stacked(members, "cpu"), data.train, torch.optim.SGD([torch.zeros(1)]))
