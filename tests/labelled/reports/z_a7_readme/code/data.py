import torch
from torch.utils.data import DataLoader, random_split
from torchvision import datasets, transforms


def loaders(batch_size):
    full = datasets.MNIST("data", train=True, download=True, transform=transforms.ToTensor())
    train, val = random_split(full, [55000, 5000], generator=torch.Generator().manual_seed(42))
    return (
        DataLoader(train, batch_size=batch_size, shuffle=True),
        DataLoader(val, batch_size=batch_size, shuffle=False),
    )
