"""MNIST as tensors: float, from 0 to 1, with one-hot labels."""

import torch
import torch.nn.functional as F
from torch.utils.data import DataLoader, TensorDataset
from torchvision.datasets import MNIST

ROOT = "data"


def load(train: bool, count: int, as_images: bool = False) -> TensorDataset:
    source = MNIST(ROOT, train=train, download=True)
    pixels = source.data[:count].to(torch.float32) / 255.0
    pixels = pixels.unsqueeze(1) if as_images else pixels.reshape(count, 28 * 28)
    labels = F.one_hot(source.targets[:count], num_classes=10).float()
    return TensorDataset(pixels, labels)


def loaders(train_count: int, val_count: int, batch_size: int, as_images: bool = False):
    train = DataLoader(load(True, train_count, as_images), batch_size=batch_size, shuffle=True)
    val = DataLoader(load(False, val_count, as_images), batch_size=1000, shuffle=False)
    return train, val
