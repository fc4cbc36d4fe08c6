import sys

import numpy as np
import torch
import torch.nn as nn
from torch.utils.data import DataLoader, TensorDataset

from models import ShallowMLP, deep_mlp, deep_wide_mlp

data = np.load("data/hw2_Q2_and_Q3_data.npz")
images = [torch.tensor(data[f"arr_{i}"].T / 255.0, dtype=torch.float32) for i in (0, 2, 4)]
labels = [torch.tensor(data[f"arr_{i}"]).long() for i in (1, 3, 5)]
train_set, val_set, test_set = (TensorDataset(x, y) for x, y in zip(images, labels))
train_loader = DataLoader(train_set, batch_size=128, shuffle=True)

question = sys.argv[1]
model = {"2.1": ShallowMLP, "2.2": ShallowMLP, "3.1": deep_mlp, "3.2": deep_wide_mlp}[question]()
optimizer = torch.optim.SGD(model.parameters(), lr=0.001, momentum=0.9)
scheduler = None
if question != "2.1":
    scheduler = torch.optim.lr_scheduler.MultiStepLR(optimizer, milestones=[100], gamma=0.1)
criterion = nn.CrossEntropyLoss()


def evaluate(dataset):
    x, y = dataset.tensors
    with torch.no_grad():
        out = model(x)
    return criterion(out, y).item(), (out.argmax(1) == y).float().mean().item() * 100


for epoch in range(1, 1501):
    for x, y in train_loader:
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
    if scheduler:
        scheduler.step()
    print(epoch, evaluate(train_set), evaluate(val_set), evaluate(test_set))
