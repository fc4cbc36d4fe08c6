"""Reduced VGG on CIFAR-10."""
import torch
import torch.nn as nn
import torchvision
import torchvision.transforms as T

EPOCHS, BATCH, LR, DECAY = 30, 32, 5e-4, 1e-3


def conv(a, b):
    return [nn.Conv2d(a, b, 3, padding=1), nn.ReLU()]


net = nn.Sequential(
    *conv(3, 64), *conv(64, 64), nn.MaxPool2d(3, stride=2),
    *conv(64, 128), *conv(128, 128), nn.MaxPool2d(3, stride=2),
    nn.Flatten(),
    nn.Linear(128 * 7 * 7, 512), nn.ReLU(),
    nn.Linear(512, 10),
)


def main():
    torch.manual_seed(324)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    net.to(device)
    tf = T.Compose([T.ToTensor(), T.Normalize((0.5,) * 3, (0.5,) * 3)])
    train = torchvision.datasets.CIFAR10("data", train=True, download=True, transform=tf)
    test = torchvision.datasets.CIFAR10("data", train=False, download=True, transform=tf)
    train_loader = torch.utils.data.DataLoader(train, batch_size=BATCH, shuffle=True)
    test_loader = torch.utils.data.DataLoader(test, batch_size=500)
    opt = torch.optim.Adam(net.parameters(), lr=LR, weight_decay=DECAY)
    criterion = nn.CrossEntropyLoss()
    for epoch in range(1, EPOCHS + 1):
        total = 0.0
        for x, y in train_loader:
            x, y = x.to(device), y.to(device)
            opt.zero_grad()
            loss = criterion(net(x), y)
            loss.backward()
            opt.step()
            total += loss.item() * len(y)
        right = 0
        with torch.no_grad():
            for x, y in test_loader:
                right += (net(x.to(device)).argmax(1).cpu() == y).sum().item()
        print(f"epoch {epoch} loss {total / len(train):.4f} test_acc {right / len(test):.4f}")


if __name__ == "__main__":
    main()
