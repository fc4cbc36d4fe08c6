import torch
import torch.nn as nn
import torchvision
import torchvision.transforms as T

EPOCHS = 50


class MiniVGG(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, 64, 3, padding=1), nn.ReLU(),
            nn.Conv2d(64, 64, 3, padding=1), nn.ReLU(),
            nn.MaxPool2d(3, stride=2),
            nn.Conv2d(64, 128, 3, padding=1), nn.ReLU(),
            nn.Conv2d(128, 128, 3, padding=1), nn.ReLU(),
            nn.MaxPool2d(3, stride=2),
        )
        self.head = nn.Sequential(nn.Linear(6272, 512), nn.ReLU(), nn.Linear(512, 10))

    def forward(self, x):
        return self.head(self.features(x).flatten(1))


if __name__ == "__main__":
    tf = T.Compose([T.ToTensor(), T.Normalize((0.5, 0.5, 0.5), (0.5, 0.5, 0.5))])
    train = torchvision.datasets.CIFAR10("data", train=True, download=True, transform=tf)
    loader = torch.utils.data.DataLoader(train, batch_size=32, shuffle=True)
    net = MiniVGG().cuda()
    opt = torch.optim.Adam(net.parameters(), lr=5e-4, weight_decay=1e-3)
    for epoch in range(1, EPOCHS + 1):
        for x, y in loader:
            opt.zero_grad()
            nn.functional.cross_entropy(net(x.cuda()), y.cuda()).backward()
            opt.step()
