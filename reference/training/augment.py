"""Augmentation of training images on the device, with a stream of chance for each seed."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from reference.data.records import DataProblem

AREA = (0.08, 1.0)
RATIO = (3 / 4, 4 / 3)
TRIES = 10
"""Share of the image's area and ratio of sides that a crop is drawn from, and how often.

As torchvision.transforms.RandomResizedCrop does by default.
"""
SIZE, CHANNELS = 32, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Augmentation:
    """A random change of images."""

    draw: Callable[[int, torch.Generator], Tensor]
    """Draws the settings of so many images, one a row."""
    apply: Callable[[Tensor, Tensor], Tensor]
    """Changes images (N, values) by their settings (N, ...)."""


def augmentation_of(words: str) -> Augmentation | None:
    """The augmentation that a regime names; None for `none`."""
    if words == "none":
        return None
    if words == "random_resized_crop 32 + flip":
        return Augmentation(draw=draw_crops, apply=crop_and_flip)
    raise DataProblem(
        f"regime: augmentation '{words}', expected none or random_resized_crop 32 + flip"
    )


def draw_crops(count: int, chance: torch.Generator) -> Tensor:
    """Boxes of RandomResizedCrop and whether to flip: (count, 5) of top, left, height, width, flip.

    Heights and widths are whole pixels. A box that does not fit into the image is drawn anew, ten
    times at most; then the whole image is taken.
    """
    shape = (count, TRIES)
    area = SIZE * SIZE * _uniform(shape, AREA, chance)
    ratio = _uniform(shape, (math.log(RATIO[0]), math.log(RATIO[1])), chance).exp()
    width, height = (area * ratio).sqrt().round(), (area / ratio).sqrt().round()
    fits = (width <= SIZE) & (height <= SIZE) & (width > 0) & (height > 0)
    first = fits.int().argmax(1, keepdim=True)
    found = fits.any(1)
    width = torch.where(found, width.gather(1, first)[:, 0], SIZE)
    height = torch.where(found, height.gather(1, first)[:, 0], SIZE)
    top = (torch.rand(count, generator=chance) * (SIZE - height + 1)).floor()
    left = (torch.rand(count, generator=chance) * (SIZE - width + 1)).floor()
    flip = (torch.rand(count, generator=chance) < 0.5).float()
    return torch.stack([top, left, height, width, flip], dim=1)


def crop_and_flip(images: Tensor, boxes: Tensor) -> Tensor:
    """Cut the boxes (N, 5) out of images (N, 3072), enlarge them to 32x32, bilinearly, and flip."""
    top, left, height, width, flip = boxes.unbind(1)
    steps = torch.arange(SIZE, device=images.device) + 0.5
    rows = _source(steps, top, height)
    columns = _source(steps, left, width)
    columns = torch.where(flip[:, None] > 0, columns.flip(1), columns)
    # grid_sample wants places from -1 to 1, the edges of the image's outermost pixels.
    grid = torch.stack(
        [
            columns[:, None, :].expand(-1, SIZE, -1),
            rows[:, :, None].expand(-1, -1, SIZE),
        ],
        dim=-1,
    )
    grid = (2 * grid + 1) / SIZE - 1
    pictures = images.view(-1, CHANNELS, SIZE, SIZE)
    found = functional.grid_sample(
        pictures, grid, mode="bilinear", padding_mode="border", align_corners=False
    )
    return found.flatten(1)


def _source(steps: Tensor, start: Tensor, length: Tensor) -> Tensor:
    """Where in the image, in pixels, each pixel of the result is taken from: (N, 32)."""
    inside = steps * length[:, None] / SIZE - 0.5
    # Nothing outside the box is looked at: its outermost pixels go on.
    limited = torch.minimum(inside.clamp(min=0.0), length[:, None] - 1)
    return start[:, None] + limited


def _uniform(shape: tuple[int, int], ends: tuple[float, float], chance: torch.Generator) -> Tensor:
    low, high = ends
    return low + (high - low) * torch.rand(shape, generator=chance)
