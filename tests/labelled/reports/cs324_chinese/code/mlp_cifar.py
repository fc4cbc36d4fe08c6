import torch
import torch.nn as nn
import torchvision
import torchvision.transforms as transforms

from config import MLP as C

transform = transforms.Compose([transforms.ToTensor(), transforms.Normalize((0.5,) * 3, (0.5,) * 3)])
train_set = torchvision.datasets.CIFAR10("./data", train=True, transform=transform)
test_set = torchvision.datasets.CIFAR10("./data", train=False, transform=transform)
train_loader = torch.utils.data.DataLoader(train_set, batch_size=C["batch_size"], shuffle=True)
test_loader = torch.utils.data.DataLoader(test_set, batch_size=C["batch_size"])


class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(3072, C["hidden"])
        self.fc2 = nn.Linear(C["hidden"], 10)

    def forward(self, x):  # 前向传播
        return self.fc2(torch.sigmoid(self.fc1(x.view(-1, 3072))))


model = MLP()
optimizer = torch.optim.Adam(model.parameters(), lr=C["lr"], weight_decay=C["weight_decay"])
criterion = nn.CrossEntropyLoss()
for epoch in range(C["epochs"]):
    for data, target in train_loader:
        optimizer.zero_grad()
        loss = criterion(model(data), target)
        loss.backward()
        optimizer.step()
torch.save(model.state_dict(), "mlp.pt")
