import argparse

import torch
import torchvision
from torch import nn
from torchvision import transforms

from vgg import CNN

parser = argparse.ArgumentParser()
parser.add_argument("--learning_rate", type=float, default=5e-4)
parser.add_argument("--weight_decay", type=float, default=1e-3)
parser.add_argument("--batch_size", type=int, default=32)
parser.add_argument("--max_epochs", type=int, default=100)


def main(args):
    transform = transforms.ToTensor()
    train_set = torchvision.datasets.CIFAR10("data", train=True, transform=transform, download=True)
    test_set = torchvision.datasets.CIFAR10("data", train=False, transform=transform, download=True)
    loader = torch.utils.data.DataLoader(train_set, batch_size=args.batch_size, shuffle=True)
    net = CNN()
    optimizer = torch.optim.Adam(
        net.parameters(), lr=args.learning_rate, weight_decay=args.weight_decay
    )
    criterion = nn.CrossEntropyLoss()
    for epoch in range(args.max_epochs):
        for images, labels in loader:
            optimizer.zero_grad()
            criterion(net(images), labels).backward()
            optimizer.step()


if __name__ == "__main__":
    main(parser.parse_args())
