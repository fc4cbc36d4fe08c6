# %%
# Assignment 7. The answers are in report.pdf.
%matplotlib inline
import numpy as np
import torch
import torch.nn as nn
import torch.optim as optim
import torchvision
import torchvision.transforms as T
import matplotlib.pyplot as plt

device = "cuda" if torch.cuda.is_available() else "cpu"

# %%
# ToTensor makes floats of the bytes and divides by 255
to_unit = T.Compose([T.ToTensor()])
mnist = torchvision.datasets.MNIST(root="/content/data", train=True, transform=to_unit, download=True)
mnist_test = torchvision.datasets.MNIST(root="/content/data", train=False, transform=to_unit)
few = torch.utils.data.Subset(mnist, range(1536))
very_few = torch.utils.data.Subset(mnist, range(16))
valid = torch.utils.data.Subset(mnist_test, range(600))

# %%
# the long study reads its images once only
def in_memory(subset):
    pairs = [subset[i] for i in range(len(subset))]
    images = torch.stack([image for image, _ in pairs])
    return torch.utils.data.TensorDataset(images, torch.tensor([label for _, label in pairs]))

few, very_few, valid = in_memory(few), in_memory(very_few), in_memory(valid)
validloader = torch.utils.data.DataLoader(valid, batch_size=600)

# %%
class MLP(nn.Module):
    def __init__(self, n1=64, n2=64, classes=10):
        super(MLP, self).__init__()
        self.flatten = nn.Flatten()
        self.stack = nn.Sequential(
            nn.Linear(28 * 28, n1),
            nn.ReLU(),
            nn.Linear(n1, n2),
            nn.ReLU(),
            nn.Linear(n2, classes),
        )

    def forward(self, x):
        return self.stack(self.flatten(x))

# %%
def validate(net):
    net.eval()
    with torch.no_grad():
        for images, labels in validloader:
            predicted = net(images.to(device)).argmax(1).cpu()
            return 100.0 * (predicted == labels).float().mean().item()


class Trainer:
    def __init__(self, net, data, bs, **settings):
        self.net = net.to(device)
        self.loader = torch.utils.data.DataLoader(data, batch_size=bs, shuffle=True)
        self.opt = optim.SGD(self.net.parameters(), **settings)
        self.loss_fn = nn.CrossEntropyLoss()
        self.train_acc, self.val_acc = [], []

    def epoch(self):
        self.net.train()
        good, total = 0, 0
        for images, labels in self.loader:
            images, labels = images.to(device), labels.to(device)
            self.opt.zero_grad()
            out = self.net(images)
            loss = self.loss_fn(out, labels)
            loss.backward()
            self.opt.step()
            good += (out.argmax(1) == labels).sum().item()
            total += labels.size(0)
        self.train_acc.append(100.0 * good / total)

    def run(self, epochs, watch=False):
        for e in range(epochs):
            self.epoch()
            if watch:
                self.val_acc.append(validate(self.net))
        return self

# %%
torch.manual_seed(0)
mlp = MLP()
print(sum(p.numel() for p in mlp.parameters()))
t = Trainer(mlp, few, bs=256, lr=1e-3).run(10, watch=True)
print("train", t.train_acc[-1], "val", t.val_acc[-1])

# %%
fig, ax = plt.subplots()
ax.plot(np.arange(10) + 1, t.train_acc, label="train acc")
ax.plot(np.arange(10) + 1, t.val_acc, label="val acc")
ax.set(xlabel="epoch", ylabel="accuracy / %", title="Accuracy of the MLP")
ax.legend()
plt.show()

# %%
lambdas = [1e-3, 1e-4, 1e-5, 1e-6, 1e-7]
accs = np.zeros((5, 3))
for i, lam in enumerate(lambdas):
    for j in range(3):
        t = Trainer(MLP(500, 300), very_few, bs=16, lr=1e-3, weight_decay=lam).run(40)
        accs[i, j] = validate(t.net)
print(np.round(accs, 2))
print(np.round(accs.mean(axis=1), 2))
print(np.round(accs.std(axis=1, ddof=1), 2))

# %%
class LeNetLike(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, 5)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(256, 60)
        self.fc2 = nn.Linear(60, 10)
        self.pool = nn.MaxPool2d(2, 2)

    def forward(self, x):
        x = self.pool(torch.relu(self.conv1(x)))
        x = self.pool(torch.relu(self.conv2(x)))
        x = torch.flatten(x, 1)
        x = torch.relu(self.fc1(x))
        return self.fc2(x)


cnn = LeNetLike()
t = Trainer(cnn, few, bs=64, lr=0.05, momentum=0.9).run(3)
print(sum(p.numel() for p in cnn.parameters()), "parameters")
print("cnn", validate(cnn))
