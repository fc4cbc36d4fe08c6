"""Mistakes of write-ups about autoencoders and perceptrons."""

from tests.known_mistakes.twin import Twin

SHALLOW = """import torch
import torch.nn as nn
class Shallow(nn.Module):
    def __init__(self, n=32):
        super().__init__()
        self.fc1 = nn.Linear(784, n)
        self.fc2 = nn.Linear(n, 10)
    def forward(self, x):
        return self.fc2(torch.relu(self.fc1(x)))
train_loader = torch.utils.data.DataLoader(train_set, batch_size=128, shuffle=True)
net = Shallow()
optimizer = torch.optim.SGD(net.parameters(), lr=1e-3, momentum=0.9)
criterion = nn.CrossEntropyLoss()
for epoch in range(1500):
    for x, y in train_loader:
        optimizer.zero_grad()
        criterion(net(x), y).backward()
        optimizer.step()
"""
DEEP = """import torch
import torch.nn as nn
net = nn.Sequential(nn.Linear(784, 32), nn.ReLU(), nn.Linear(32, 64), nn.ReLU(),
                    nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))
optimizer = torch.optim.SGD(net.parameters(), lr=1e-3, momentum=0.9)
scheduler = torch.optim.lr_scheduler.MultiStepLR(optimizer, milestones=[80], gamma=0.1)
for epoch in range(1500):
    for x, y in train_loader:
        optimizer.zero_grad()
        nn.CrossEntropyLoss()(net(x), y).backward()
        optimizer.step()
    scheduler.step()
"""
SELECTION = """# 2.1 Shallow network

| chosen by | epoch | validation accuracy (%) | test accuracy (%) |
|---|---|---|---|
| lowest training loss | 1490 | 81.30 | 82.94 |
| lowest validation loss | 210 | 83.45 | 85.08 |
| best validation accuracy | 240 | 83.65 | 85.13 |

@
"""

TWINS = (
    Twin(
        name="a count without biases: autoencoder, n = 16",
        report="# 1.1 Autoencoder\n\nThe autoencoder 4096 → 16 → ReLU → 4096 has @ parameters.\n",
        wrong="131,072",
        right="135,184",
    ),
    Twin(
        name="a count without biases: shallow network, n = 128",
        report="# 3.3 Parameters\n\nThe network 784 → 128 → 10 has @ trainable parameters.\n",
        wrong="101,632",
        right="101,770",
    ),
    Twin(
        name="a count without biases: deep network, against its code",
        report="# 3.3 Parameters\n\nThe deep network has @ parameters in total.\n",
        wrong="29,504",
        right="29,642",
        code=DEEP,
    ),
    Twin(
        name="another learning rate than that of the code",
        report="# 2.1 Shallow network\n\nWe train with SGD and a learning rate of @.\n",
        wrong="0.01",
        right="0.001",
        code=SHALLOW,
    ),
    Twin(
        name="another number of epochs than that of the code",
        report="# 2.1 Shallow network\n\nThe network is trained for @ epochs.\n",
        wrong="1,000",
        right="1,500",
        code=SHALLOW,
    ),
    Twin(
        name="another number of hidden layers than that of the code",
        report="# 3.1 Deep network\n\nThe network has @ hidden layers with ReLU between them.\n",
        wrong="four",
        right="three",
        code=DEEP,
    ),
    Twin(
        name="another optimizer than that of the code",
        report="# 2.1 Shallow network\n\nThe optimizer is @.\n",
        wrong="Adam",
        right="SGD with momentum 0.9",
        code=SHALLOW,
    ),
    Twin(
        name="a scheduler that the code lacks",
        report="# 2.2 Shallow network\n\nThe learning rate is @.\n",
        wrong="multiplied by 0.1 at epoch 80 by a scheduler",
        right="0.001 throughout",
        code=SHALLOW,
    ),
    Twin(
        name="a difference that was taken by hand",
        report=SELECTION,
        wrong="The choice by training loss is 2.91 points worse on the test set than the choice "
        "by validation accuracy.",
        right="The choice by training loss is 2.19 points worse on the test set than the choice "
        "by validation accuracy.",
    ),
    Twin(
        name="a row that is not the best one",
        report=SELECTION,
        wrong="The lowest validation loss gives the best test accuracy.",
        right="The best validation accuracy gives the best test accuracy.",
    ),
    Twin(
        name="a spread of three choices",
        report="# 2.2 Scheduler\n\nThe test accuracies of the three choices are 85.25 %, 85.31 % "
        "and 85.28 %: they differ by @ points.\n",
        wrong="0.6",
        right="0.06",
    ),
    Twin(
        name="a mean that was taken by hand",
        report="# 2.2 Scheduler\n\n| | run 1 | run 2 | run 3 | mean |\n|---|---|---|---|---|\n"
        "| test (%) | 85.25 | 85.31 | 85.28 | @ |\n",
        wrong="85.82",
        right="85.28",
    ),
    Twin(
        name="a training accuracy in place of the test accuracy",
        report="# 3.1 Deep network\n\nAfter 1,500 epochs the test accuracy is @ %.\n",
        wrong="91.27",
        right="84.39",
        code=DEEP + 'print("train accuracy: 91.27 %")\nprint("test accuracy: 84.39 %")\n',
        printed="train accuracy: 91.27 %\ntest accuracy: 84.39 %\n",
    ),
    Twin(
        name="carbon that does not follow from the energy",
        report="# 3.4 Carbon\n\nThe training took 0.015426 kWh; with 294 g per kWh this is @ g of "
        "CO2.\n",
        wrong="45.38",
        right="4.54",
    ),
    Twin(
        name="a rise where the accuracy falls",
        report="# 4.1 Noisy labels\n\n| epoch | train loss | test accuracy (%) |\n|---|---|---|\n"
        "| 40 | 1.2636 | 84.19 |\n| 200 | 0.3050 | 71.10 |\n| 500 | 0.0413 | 66.92 |\n\n"
        "After epoch 40 the test accuracy @.\n",
        wrong="keeps rising",
        right="keeps falling",
    ),
    Twin(
        name="an accuracy that peaks elsewhere",
        report="# 4.1 Noisy labels\n\n| epoch | test accuracy (%) |\n|---|---|\n| 20 | 83.05 |\n"
        "| 40 | 84.19 |\n| 500 | 66.92 |\n\nThe test accuracy is highest at epoch @.\n",
        wrong="500",
        right="40",
    ),
    Twin(
        name="a section without content",
        report="# 1 Autoencoder\n\nSome text about it.\n\n## 1.1 Faces\n\nText.\n\n"
        "## 1.2 Eigenfaces\n\n@\n\n## 1.3 Denoising\n\nText.\n",
        wrong="",
        right="We take the singular value decomposition of the centred faces.",
    ),
    Twin(
        name="noise that is another one than in the code",
        report="# 1.3 Denoising\n\nWe add uniform noise between -@ and @ to the faces.\n",
        wrong="0.9",
        right="0.4",
        code="import torch\nnoise = torch.empty_like(faces).uniform_(-0.4, 0.4)\n"
        "noisy = (faces + noise).clamp(0, 1)\n",
    ),
    Twin(
        name="weights of a figure that is absent",
        report="# 1.1 Faces\n\n![loss](loss.png)\n\nFigure 1: Loss of the autoencoder\n\n"
        "The weights of the first layer are shown in Figure @.\n",
        wrong="2",
        right="1",
    ),
)
