import torch
from torchvision import datasets

VALIDATION = 10_000  # the MNIST test file serves as validation set


def mnist(scale):
    sets = []
    for train in (True, False):
        d = datasets.MNIST("data", train=train, download=True)
        x = d.data.float().unsqueeze(1)
        if scale:
            x = x / 255
        sets.append(torch.utils.data.TensorDataset(x, d.targets))
    return sets


def loaders(batch_size, scale=True):
    train, val = mnist(scale)
    assert len(val) == VALIDATION
    return (
        torch.utils.data.DataLoader(train, batch_size=batch_size, shuffle=True),
        torch.utils.data.DataLoader(val, batch_size=1000, shuffle=False),
    )
