import torchvision
from torch.utils.data import DataLoader
from torchvision import transforms as T

transform = T.Compose([T.ToTensor(), T.Normalize((0.5, 0.5, 0.5), (0.5, 0.5, 0.5))])


def cifar(batch_size):
    train = torchvision.datasets.CIFAR10("./data", train=True, download=True, transform=transform)
    test = torchvision.datasets.CIFAR10("./data", train=False, download=True, transform=transform)
    return DataLoader(train, batch_size, shuffle=True), DataLoader(test, 1000)
