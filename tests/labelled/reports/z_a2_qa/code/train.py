import argparse
import time

import numpy as np
import torch
import yaml
from torch.utils.data import DataLoader, TensorDataset

from models import AE, dense

parser = argparse.ArgumentParser()
parser.add_argument("part", choices=["autoencoder", "shallow", "deep", "deep_adam", "wrong_labels"])
parser.add_argument("--config", default="config.yaml")
parser.add_argument("--activation", default="relu", choices=["relu", "sigmoid"])
parser.add_argument("--lr", type=float, default=None, help="instead of the one in the config")
parser.add_argument("--width", type=int, default=None)
args = parser.parse_args()
cfg = yaml.safe_load(open(args.config))[args.part]
lr = args.lr if args.lr is not None else cfg["lr"]


def corrupt(x, strength):
    return (x + strength * torch.randn_like(x)).clamp(0, 1)


def optimizer_of(net):
    if cfg["optimizer"] == "adam":
        return torch.optim.Adam(net.parameters(), lr=lr, weight_decay=cfg.get("weight_decay", 0.0))
    return torch.optim.SGD(net.parameters(), lr=lr)


def faces():
    x = torch.tensor(np.load("hw2_Q1.npy").reshape(-1, 4096) / 255, dtype=torch.float32)
    loader = DataLoader(TensorDataset(x), batch_size=cfg["batch_size"], shuffle=True)
    for code in cfg["codes"]:
        net = AE(code)
        opt = optimizer_of(net)
        for epoch in range(cfg["epochs"]):
            for (b,) in loader:
                loss = torch.nn.functional.mse_loss(net(b), b)
                opt.zero_grad()
                loss.backward()
                opt.step()
        for strength in (0.4, 0.9):
            y = net(corrupt(x, strength))
            print(code, strength, torch.nn.functional.mse_loss(y, x).item())


def classify(net, train, val, test):
    opt = optimizer_of(net)
    start, best = time.time(), (0, 0, 0)
    for epoch in range(1, cfg["epochs"] + 1):
        for x, y in train:
            loss = torch.nn.functional.cross_entropy(net(x), y)
            opt.zero_grad()
            loss.backward()
            opt.step()
        best = max(best, (score(net, val), epoch, score(net, test)))
    print(f"best_epoch={best[1]} val={best[0]:.2f} test={best[2]:.2f} time={time.time() - start:.0f}s")
