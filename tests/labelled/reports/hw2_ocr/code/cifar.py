import argparse

import matplotlib.pyplot as plt
import torch
import torchvision
from torchvision import transforms

BATCHES = [1, 4, 500]
RATES = [10, 0.1, 0.01, 0.001]


def parse():
    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", default=50, type=int)
    parser.add_argument("--batch", default=4, type=int)
    parser.add_argument("--rate", default=1e-3, type=float)
    parser.add_argument("--momentum", default=0.9, type=float)
    parser.add_argument("--workers", default=2, type=int)
    return parser.parse_args()


def data(batch, workers):
    to_tensor = transforms.Compose(
        [transforms.ToTensor(), transforms.Normalize((0.5, 0.5, 0.5), (0.5, 0.5, 0.5))]
    )
    sets = [torchvision.datasets.CIFAR10("cifar", train=t, transform=to_tensor) for t in (True, False)]
    return [
        torch.utils.data.DataLoader(s, batch_size=batch, shuffle=s.train, num_workers=workers)
        for s in sets
    ]


def lenet():
    return torch.nn.Sequential(
        torch.nn.Conv2d(3, 6, 5), torch.nn.ReLU(), torch.nn.MaxPool2d(2, 2),
        torch.nn.Conv2d(6, 16, 5), torch.nn.ReLU(), torch.nn.MaxPool2d(2, 2),
        torch.nn.Flatten(),
        torch.nn.Linear(400, 120), torch.nn.ReLU(),
        torch.nn.Linear(120, 84), torch.nn.ReLU(),
        torch.nn.Linear(84, 10),
    )


def run(args, batch, rate):
    train_loader, test_loader = data(batch, args.workers)
    net = lenet()
    optimizer = torch.optim.SGD(net.parameters(), lr=rate, momentum=args.momentum)
    criterion = torch.nn.CrossEntropyLoss()
    losses, accuracies = [], []
    for epoch in range(args.epochs):
        for images, labels in train_loader:
            optimizer.zero_grad()
            loss = criterion(net(images), labels)
            loss.backward()
            optimizer.step()
        losses.append(loss.item())
        with torch.no_grad():
            right = sum((net(i).argmax(1) == l).sum().item() for i, l in test_loader)
        accuracies.append(right / 100)
    return losses, accuracies


def main():
    args = parse()
    for batch in BATCHES:
        losses, accuracies = run(args, batch, args.rate)
        plt.plot(accuracies, label=f"batch {batch}")
    plt.xlabel("epoch")
    plt.ylabel("test accuracy")
    plt.legend()
    plt.savefig("batches.png")
    for rate in RATES:
        run(args, args.batch, rate)


if __name__ == "__main__":
    main()
