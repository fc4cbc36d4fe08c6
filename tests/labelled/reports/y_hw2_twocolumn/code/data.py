import torch
import torchvision
from torchvision import transforms

base = transforms.Compose([
    transforms.ToTensor(),
    transforms.Normalize((0.5, 0.5, 0.5), (0.5, 0.5, 0.5)),
])
augmented = transforms.Compose([
    transforms.RandomCrop(32, padding=4),
    transforms.RandomHorizontalFlip(),
    base,
])


def get_loaders(batch_size, augment=False):
    train = torchvision.datasets.CIFAR10("./data", train=True, download=True,
                                         transform=augmented if augment else base)
    test = torchvision.datasets.CIFAR10("./data", train=False, download=True, transform=base)
    return (torch.utils.data.DataLoader(train, batch_size=batch_size, shuffle=True, num_workers=4),
            torch.utils.data.DataLoader(test, batch_size=100, shuffle=False, num_workers=4))
