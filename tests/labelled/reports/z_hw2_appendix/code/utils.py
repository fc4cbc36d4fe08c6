import time

import torch
import torch.nn as nn
import torch.optim as optim
import torchvision
import torchvision.transforms as transforms

TO_TENSOR = [transforms.ToTensor(), transforms.Normalize((0.5, 0.5, 0.5), (0.5, 0.5, 0.5))]


def get_loaders(batch_size=4, augment=False):
    extra = [transforms.RandomHorizontalFlip()] if augment else []
    train = torchvision.datasets.CIFAR10("./data", train=True, download=True, transform=transforms.Compose(extra + TO_TENSOR))
    test = torchvision.datasets.CIFAR10("./data", train=False, download=True, transform=transforms.Compose(TO_TENSOR))
    return (
        torch.utils.data.DataLoader(train, batch_size=batch_size, shuffle=True, num_workers=2),
        torch.utils.data.DataLoader(test, batch_size=256, shuffle=False, num_workers=2),
    )


def fit(net, trainloader, testloader, epochs=50, lr=0.001, momentum=0.9, criterion=None):
    criterion = criterion or nn.CrossEntropyLoss()
    optimizer = optim.SGD(net.parameters(), lr=lr, momentum=momentum)
    best = (0.0, 0)
    start = time.time()
    for epoch in range(1, epochs + 1):
        net.train()
        for inputs, labels in trainloader:
            optimizer.zero_grad()
            loss = criterion(net(inputs.cuda()), labels.cuda())
            loss.backward()
            optimizer.step()
        test_acc = accuracy(net, testloader)
        best = max(best, (test_acc, epoch))
    train_acc = accuracy(net, trainloader)
    print(f"final train {train_acc:.4f} test {test_acc:.4f} | best test {best[0]:.4f} @ {best[1]} | {(time.time() - start) / epochs:.0f} s/epoch")


def accuracy(net, loader):
    net.eval()
    hit = n = 0
    with torch.no_grad():
        for x, y in loader:
            hit += (net(x.cuda()).argmax(1).cpu() == y).sum().item()
            n += len(y)
    return hit / n
