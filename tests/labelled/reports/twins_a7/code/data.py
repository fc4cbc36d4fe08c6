import torch
from torch.utils.data import DataLoader, Subset
from torchvision import datasets, transforms

SPLIT_SEED = 11
TRAIN_SIZE = 54000

plain = transforms.ToTensor()
turned = transforms.Compose([transforms.RandomRotation(10), transforms.ToTensor()])


def loaders(batch_size, turn=False):
    train = datasets.MNIST("data", train=True, download=True, transform=turned if turn else plain)
    val = datasets.MNIST("data", train=True, download=True, transform=plain)
    generator = torch.Generator().manual_seed(SPLIT_SEED)
    order = torch.randperm(60000, generator=generator).tolist()
    return (
        DataLoader(Subset(train, order[:TRAIN_SIZE]), batch_size=batch_size, shuffle=True),
        DataLoader(Subset(val, order[TRAIN_SIZE:]), batch_size=batch_size, shuffle=False),
    )
