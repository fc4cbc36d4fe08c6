from torch.utils.data import DataLoader
from torchvision import datasets, transforms

NORMALISE = transforms.Normalize((0.5, 0.5, 0.5), (0.5, 0.5, 0.5))
PLAIN = transforms.Compose([transforms.ToTensor(), NORMALISE])
AUGMENTED = transforms.Compose([
    transforms.RandomResizedCrop(32),
    transforms.RandomHorizontalFlip(),
    transforms.ToTensor(),
    NORMALISE,
])


def loaders(settings):
    train = datasets.CIFAR10(
        "data", train=True, download=True, transform=AUGMENTED if settings.augment else PLAIN
    )
    test = datasets.CIFAR10("data", train=False, download=True, transform=PLAIN)
    return (
        DataLoader(train, batch_size=settings.batch_size, shuffle=True, num_workers=2),
        DataLoader(test, batch_size=1000, shuffle=False, num_workers=2),
    )
