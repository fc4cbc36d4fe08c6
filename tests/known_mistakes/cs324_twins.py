"""Mistakes of write-ups about perceptrons, convolutions and palindromes."""

from tests.known_mistakes.twin import Twin

RNN = """import argparse
import torch
import torch.nn as nn
class VanillaRNN(nn.Module):
    def __init__(self, length, hidden=64, classes=10):
        super().__init__()
        self.length = length
        self.W_hx = nn.Parameter(torch.randn(1, hidden) * 0.1)
        self.W_hh = nn.Parameter(torch.randn(hidden, hidden) * 0.1)
        self.b_h = nn.Parameter(torch.zeros(hidden))
        self.W_ph = nn.Parameter(torch.randn(hidden, classes) * 0.1)
        self.b_o = nn.Parameter(torch.zeros(classes))
        self.hidden = hidden
    def forward(self, x):
        h = torch.zeros(x.shape[0], self.hidden)
        for t in range(self.length):
            h = torch.tanh(x[:, t : t + 1] @ self.W_hx + h @ self.W_hh + self.b_h)
        return h @ self.W_ph + self.b_o
parser = argparse.ArgumentParser()
parser.add_argument("--max_norm", type=float, default=10.0)
config = parser.parse_args()
model = VanillaRNN(5)
optimizer = torch.optim.RMSprop(model.parameters(), lr=0.05, alpha=0.99)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 100, 0.1)
criterion = nn.CrossEntropyLoss()
for step, (x, y) in enumerate(loader):
    optimizer.zero_grad()
    criterion(model(x), y).backward()
    optimizer.step()
    scheduler.step()
"""
CLIPPED = RNN.replace(
    "    optimizer.step()\n",
    "    torch.nn.utils.clip_grad_norm_(model.parameters(), config.max_norm)\n"
    "    optimizer.step()\n",
)
MOONS = """import torch
import torch.nn as nn
net = nn.Sequential(nn.Linear(2, 20), nn.Sigmoid(), nn.Linear(20, 2)@)
optimizer = torch.optim.SGD(net.parameters(), lr=0.01)
criterion = nn.CrossEntropyLoss()
for epoch in range(1500):
    for start in range(0, 800, 100):
        optimizer.zero_grad()
        criterion(net(x[start : start + 100]), y[start : start + 100]).backward()
        optimizer.step()
"""
VGG = """import torch
import torch.nn as nn
vgg = nn.Sequential(
    nn.Conv2d(3, 64, 3, padding=1), nn.ReLU(), nn.Conv2d(64, 64, 3, padding=1), nn.ReLU(),
    nn.MaxPool2d(3, 2),
    nn.Conv2d(64, 128, 3, padding=1), nn.ReLU(), nn.Conv2d(128, 128, 3, padding=1), nn.ReLU(),
    nn.MaxPool2d(3, 2), nn.Flatten(), nn.Linear(6272, 512), nn.ReLU(), nn.Linear(512, 10))
optimizer = torch.optim.Adam(vgg.parameters(), lr=5e-4, weight_decay=1e-3)
for epoch in range(100):
    for x, y in torch.utils.data.DataLoader(train_set, batch_size=32, shuffle=True):
        optimizer.zero_grad()
        nn.CrossEntropyLoss()(vgg(x), y).backward()
        optimizer.step()
"""
LENGTHS = """# 3 RNN

| length | 3 | 5 | 7 | 9 | 11 |
|---|---|---|---|---|---|
| accuracy (%) | 100.0 | 100.0 | 99.2 | 87.5 | 62.5 |

@
"""

TWINS = (
    Twin(
        name="a gradient clip that is promised and never called",
        report="# 3 RNN\n\nTo keep training stable, the norm of the gradients is clipped at 10.\n@",
        wrong="",
        right="",
        code=RNN,
        right_code=CLIPPED,
    ),
    Twin(
        name="a softmax before a cross entropy, against what the text says",
        report="# 1a MLP\n\nThere is no softmax at the end of the network, since the cross entropy "
        "loss has its own.\n@",
        wrong="",
        right="",
        code=MOONS.replace("@", ", nn.Softmax(dim=1)"),
        right_code=MOONS.replace("@", ""),
    ),
    Twin(
        name="a figure that is referred to and absent",
        report="# 3 RNN\n\nThe accuracy falls with the length, as can be seen in @.\n\n"
        "| length | accuracy |\n|---|---|\n| 5 | 100 |\n| 11 | 62 |\n\n"
        "Table 1: Accuracy by length\n",
        wrong="Figure 4",
        right="Table 1",
    ),
    Twin(
        name="a figure number beyond the last one",
        report="# 2 VGG\n\n![a](vgg.png)\n\nFigure 1: Accuracy of the reduced VGG\n\n"
        "The accuracy converges early (Fig. @).\n",
        wrong="6",
        right="1",
    ),
    Twin(
        name="two biases counted where the recurrence has one",
        report="# 3 RNN\n\nWith 64 hidden units and ten classes the network has @ parameters.\n",
        wrong="4,938",
        right="4,874",
        code=RNN,
    ),
    Twin(
        name="an accuracy that rises with the length",
        report=LENGTHS,
        wrong="The accuracy rises with the length.",
        right="The accuracy falls with the length.",
    ),
    Twin(
        name="a best accuracy that is not in the table",
        report=LENGTHS,
        wrong="At length 9 the accuracy is 78.5 %.",
        right="At length 9 the accuracy is 87.5 %.",
    ),
    Twin(
        name="another weight decay than that of the code",
        report="# 2 VGG\n\nAdam is used with a weight decay of @.\n",
        wrong="0.0001",
        right="0.001",
        code=VGG,
    ),
    Twin(
        name="a wrong number of parameters",
        report="# 2 VGG\n\nThe reduced VGG has @ parameters.\n",
        wrong="3,477,660",
        right="3,477,066",
        code=VGG,
    ),
    Twin(
        name="another kernel of pooling than in the code",
        report="# 2 VGG\n\nAfter two convolutions there is a max pooling with a kernel of @ and "
        "stride 2.\n",
        wrong="2",
        right="3",
        code=VGG,
    ),
    Twin(
        name="another alpha of RMSprop than in the code",
        report="# 3 RNN\n\nThe optimizer is RMSprop with learning rate 0.05 and alpha @.\n",
        wrong="0.9",
        right="0.99",
        code=RNN,
    ),
    Twin(
        name="the two versions of one network",
        report="# 1a MLP\n\n| version | test accuracy (%) |\n|---|---|\n| NumPy | 96 |\n"
        "| PyTorch | 91 |\n\n@\n",
        wrong="The PyTorch version is better than the NumPy version.",
        right="The NumPy version is better than the PyTorch version.",
    ),
    Twin(
        name="the wrong network in a caption",
        report="# 2 Reduced VGG\n\nThe VGG is trained for 100 epochs.\n\n![a](a.png)\n\n"
        "Figure 1: Accuracy of the @\n\n# 3 RNN\n\nThe recurrent network reads palindromes.\n",
        wrong="RNN",
        right="VGG",
    ),
    Twin(
        name="the wrong data in a caption",
        report="# 2 Reduced VGG on CIFAR-10\n\nThe VGG is trained on CIFAR-10.\n\n# 3 RNN\n\n"
        "The recurrent network reads palindromes.\n\n![a](a.png)\n\n"
        "Figure 1: Accuracy of the RNN on @\n",
        wrong="CIFAR-10",
        right="palindromes",
    ),
    Twin(
        name="a file that was not handed in",
        report="# 3 RNN\n\nThe palindromes are made by @.\n",
        wrong="palindromes.py",
        right="train.py",
        code=RNN,
    ),
)
