"""What reports tell of settings in plain words, each wrong form beside honest look-alikes."""

from dataclasses import replace
from pathlib import Path

import pytest

from grader.collect.statements import read_statements
from grader.collect.write_ups import read_text
from grader.consistency.code import check_code
from grader.records import Checked
from tests.held_against.works_by_hand import work

CODE = {
    "models.py": """import torch.nn as nn
class Autoencoder(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.encoder = nn.Linear(4096, n)
        self.decoder = nn.Linear(n, 4096)
        self.relu = nn.ReLU()
    def forward(self, x):
        return self.decoder(self.relu(self.encoder(x)))
class Deep(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(784, 32), nn.ReLU(), nn.Linear(32, 64), nn.ReLU(),
            nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))
    def forward(self, x):
        return self.net(x)
""",
    "faces.py": """import numpy as np, torch, torch.nn as nn
from torch.utils.data import DataLoader
from models import Autoencoder
faces = np.load("faces.npy").reshape(-1, 4096).astype("float32")
loader = DataLoader(torch.from_numpy(faces), batch_size=64, shuffle=True)
DECAY = {16: 2.5e-5, 64: 5e-5}
def train(n):
    model = Autoencoder(n)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-4, weight_decay=DECAY[n])
    for epoch in range(300):
        for x in loader:
            optimizer.zero_grad()
            nn.MSELoss()(model(x), x).backward()
            optimizer.step()
    return model
train(16), train(64)
""",
    "deep.py": """import torch, torch.nn as nn
from torch.utils.data import DataLoader, random_split
from torchvision.datasets import MNIST
from models import Deep
train_set, val_set = random_split(MNIST("data"), [55000, 5000])
train_loader = DataLoader(train_set, batch_size=128, shuffle=True)
val_loader = DataLoader(val_set, batch_size=128)
model = Deep()
optimizer = torch.optim.SGD(model.parameters(), lr=1e-3, momentum=0.9)
best_acc = 0
for epoch in range(1500):
    for x, y in train_loader:
        optimizer.zero_grad()
        nn.CrossEntropyLoss()(model(x.flatten(1)), y).backward()
        optimizer.step()
    acc = evaluate(model, val_loader)
    if acc > best_acc:
        best_acc = acc
        torch.save(model.state_dict(), "best.pt")
""",
}


def held(folder: Path, text: str, title: str) -> tuple[Checked, ...]:
    whole = f"# Report\n\n## {title}\n\n{text}\n"
    stated = read_statements(read_text(whole, path="report.md"))
    return tuple(check_code(replace(work(folder, code=CODE, text=whole), statements=stated)))


WRONG = """
Deep network: After each hidden layer there is batch normalization.
Deep network: There is a batch normalization layer between the linear layers and the ReLU.
Deep network: It has batchnorm after every layer.
Deep network: The deep network has hidden layers with 32, 64 and 64 neurons.
Deep network: The deep network has hidden layers of 32, 32 and 64.
Deep network: It consists of three hidden layers that have 64, 64 and 32 units.
Deep network: There are 64, 64 and 32 neurons in the three hidden layers.
Deep network: The deep network has four hidden layers.
Deep network: The maximum number of epochs was 1000.
Deep network: Training took 1000 epochs.
Deep network: The network is trained 1200 times over the training set.
Deep network: Every update uses 32 images.
Deep network: 20 % of the neurons are dropped.
Deep network: The model with the lowest validation loss is kept as the best model.
Deep network: We saved the checkpoint with the smallest training loss.
Deep network: After training, the network with the highest test accuracy is selected.
Deep network: From the 60000 images I use 50000 for training and 10000 for validation.
Deep network: 80 % of the images are used for training.
Deep network: The data are split into 80 % training and 20 % validation.
Deep network: A fifth of the data is kept for validation.
Deep network: Before the loss a softmax is applied to the outputs.
Deep network: At the end of the network a softmax is applied, so that the outputs sum to one.
Deep network: The accuracy is calculated after every 5 epochs.
Deep network: An LSTM is used.
Deep network: We fixed the random seed, because results should be comparable.
Autoencoder: Between encoder and decoder there is a sigmoid.
Autoencoder: Faces are scaled to the range 0 to 1, because otherwise the gradients can be too large.
Autoencoder: The weight decay is 5e-5 for both networks.
Autoencoder: Both autoencoders have a weight decay of 2.5e-5.
Autoencoder: The reconstruction is compared with the input by the L1 loss.
"""
RIGHT = """
Deep network: Batch normalization is a way to make training faster.
Deep network: With batch normalization it could be better.
Deep network: There is no batch normalization.
Deep network: A deeper one with batch norm got us further.
Deep network: The deep network has hidden layers with 32, 64 and 32 neurons.
Deep network: The deep network has three hidden layers.
Deep network: There are 32, 64 and 32 neurons in the three hidden layers.
Deep network: Training took 1500 epochs.
Deep network: Training took 200 epochs to converge.
Deep network: The weights with the best validation accuracy are kept.
Deep network: The learning rate with the lowest validation loss is selected.
Deep network: From the 60000 images I use 55000 for training and 5000 for validation.
Deep network: I end at 88.5 % train and a bit over 88.7 % val.
Deep network: Comes late, ten epochs before the end of the 1,500.
Deep network: To exceed 60 % on the test set, five epochs were required.
Deep network: A softmax is contained in the cross entropy loss.
Deep network: No softmax is needed since the loss already includes it.
Deep network: The accuracy is calculated after every epoch.
Deep network: LSTMs would be another way.
Autoencoder: Between encoder and decoder there is a ReLU.
Autoencoder: Both autoencoders are trained for 300 epochs.
Autoencoder: The weight decay is 2.5e-5 or 5e-5.
Autoencoder: The reconstruction is compared with the input by the mean squared error.
"""


def cases(lines: str) -> list[tuple[str, str]]:
    return [(one.partition(": ")[2], one.partition(": ")[0]) for one in lines.strip().split("\n")]


@pytest.mark.parametrize(("text", "title"), cases(WRONG))
def test_what_the_code_does_otherwise_is_contradicted(
    tmp_path: Path, text: str, title: str
) -> None:
    assert "inconsistent" in {one.outcome.value for one in held(tmp_path, text, title)}


@pytest.mark.parametrize(("text", "title"), cases(RIGHT))
def test_what_the_code_may_do_is_not(tmp_path: Path, text: str, title: str) -> None:
    assert "inconsistent" not in {one.outcome.value for one in held(tmp_path, text, title)}


TWO_OF_A_NAME = {
    "moons.py": """import torch
from torch import nn
class MLP(nn.Module):
    def __init__(self, hidden):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(2, hidden), nn.ReLU(), nn.Linear(hidden, 2))
    def forward(self, x):
        return self.net(x)
net = MLP(20)
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
""",
    "cifar.py": """import sys, torch
from torch import nn
class MLP(nn.Module):
    def __init__(self, hidden):
        super().__init__()
        self.hidden = nn.Linear(3072, hidden)
        self.out = nn.Linear(hidden, 10)
    def forward(self, x):
        return self.out(torch.sigmoid(self.hidden(x.flatten(1))))
net = {"mlp": MLP}[sys.argv[1]](int(sys.argv[2]))
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
""",
}


def test_a_class_of_another_file_with_the_same_name_is_another(tmp_path: Path) -> None:
    text = "The network has 9,249,010 parameters."
    claims = read_statements(read_text(text, path="report.md")).claims
    found = check_code(work(tmp_path, *claims, code=TWO_OF_A_NAME, text=text))
    assert "inconsistent" not in {one.outcome.value for one in found}
