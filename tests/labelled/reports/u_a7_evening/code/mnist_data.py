import torch
from torch.utils.data import DataLoader, TensorDataset
from torchvision.datasets import MNIST

BATCH = 256
HELD_OUT = 12_000


def tensors(train):
    raw = MNIST("data", train=train, download=True)
    return raw.data.to(torch.float32) / 255, raw.targets


def loaders():
    images, labels = tensors(train=True)
    first = TensorDataset(images[:-HELD_OUT], labels[:-HELD_OUT])
    last = TensorDataset(images[-HELD_OUT:], labels[-HELD_OUT:])
    return (
        DataLoader(first, batch_size=BATCH, shuffle=True),
        DataLoader(last, batch_size=BATCH, shuffle=False),
    )


def test_loader():
    return DataLoader(TensorDataset(*tensors(train=False)), batch_size=BATCH)
