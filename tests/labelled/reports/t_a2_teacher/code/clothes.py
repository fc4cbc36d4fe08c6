"""Questions 2 and 3: python clothes.py shallow|deep|wide [--step]"""
import csv
import sys

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from nets import NETWORKS, count, mlp

SEED = 27
BATCH = 128
EPOCHS = 1500
EVERY = 10


def load(file="hw2_Q2_and_Q3_data.npz"):
    d = np.load(file)
    sets = []
    for i in (0, 2, 4):
        x = torch.from_numpy(d[f"arr_{i}"].T.astype("float32") / 255)
        y = torch.from_numpy(d[f"arr_{i + 1}"].astype("int64"))
        sets.append(TensorDataset(x, y))
    return sets


@torch.no_grad()
def evaluate(net, data):
    net.eval()
    x, y = data.tensors
    out = net(x)
    return nn.functional.cross_entropy(out, y).item(), 100 * (out.argmax(1) == y).float().mean().item()


def main(kind, step):
    torch.manual_seed(SEED)
    train, val, test = load()
    net = mlp(*NETWORKS[kind])
    print(kind, count(net))
    optimizer = torch.optim.SGD(net.parameters(), lr=1e-3, momentum=0.9)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=80, gamma=0.1) if step else None
    loader = DataLoader(train, batch_size=BATCH, shuffle=True)
    name = f"logs/{kind}_{'step' if step else 'fixed'}.csv" if kind == "shallow" else f"logs/{kind}.csv"
    best = 0.0
    with open(name, "w", newline="") as f:
        out = csv.writer(f)
        out.writerow(["epoch", "train_loss", "val_loss", "val_acc", "test_acc"])
        for epoch in range(1, EPOCHS + 1):
            net.train()
            for x, y in loader:
                optimizer.zero_grad()
                loss = nn.functional.cross_entropy(net(x), y)
                loss.backward()
                optimizer.step()
            if scheduler and epoch <= 80:
                scheduler.step()
            if epoch % EVERY == 0:
                tl, _ = evaluate(net, train)
                vl, va = evaluate(net, val)
                _, ta = evaluate(net, test)
                out.writerow([epoch, f"{tl:.4f}", f"{vl:.4f}", f"{va:.2f}", f"{ta:.2f}"])
                if va > best:
                    best = va
                    torch.save(net.state_dict(), f"models/{kind}_best.pt")


if __name__ == "__main__":
    main(sys.argv[1], "--step" in sys.argv)
