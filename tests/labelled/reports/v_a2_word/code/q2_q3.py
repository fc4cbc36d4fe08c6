import copy
import sys

import numpy as np
import torch
import torch.nn as nn
from carbontracker.tracker import CarbonTracker
from torch.utils.data import DataLoader, TensorDataset

from config import MLP, SEED
from models import Deep, DeepWide, Shallow

torch.manual_seed(SEED)
device = "cuda"
d = np.load("data/hw2_Q2_and_Q3_data.npz")


def dataset(x, y):
    x = torch.from_numpy(x.T.astype("float32") / 255)
    return TensorDataset(x, torch.from_numpy(y.astype("int64")))


train_set = dataset(d["arr_0"], d["arr_1"])
val_set = dataset(d["arr_2"], d["arr_3"])
test_set = dataset(d["arr_4"], d["arr_5"])
train_loader = DataLoader(train_set, batch_size=MLP["batch_size"], shuffle=True)
val_loader = DataLoader(val_set, batch_size=MLP["batch_size"])
test_loader = DataLoader(test_set, batch_size=MLP["batch_size"])
loss_fn = nn.CrossEntropyLoss()


def evaluate(model, loader):
    model.eval()
    right, total = 0, 0
    with torch.no_grad():
        for x, y in loader:
            right += (model(x.to(device)).argmax(1).cpu() == y).sum().item()
            total += len(y)
    model.train()
    return right / total


def train(model, scheduled):
    model.to(device)
    opt = torch.optim.SGD(model.parameters(), lr=MLP["lr"], momentum=MLP["momentum"])
    sched = torch.optim.lr_scheduler.MultiStepLR(opt, MLP["drop_at"], gamma=MLP["gamma"])
    best_acc, best = 0, None
    tracker = CarbonTracker(epochs=MLP["epochs"])
    for epoch in range(MLP["epochs"]):
        tracker.epoch_start()
        for x, y in train_loader:
            opt.zero_grad()
            loss = loss_fn(model(x.to(device)), y.to(device))
            loss.backward()
            opt.step()
        if scheduled:
            sched.step()
        acc = evaluate(model, val_loader)
        if acc > best_acc:
            best_acc, best = acc, copy.deepcopy(model.state_dict())
        tracker.epoch_end()
    model.load_state_dict(best)
    return model


nets = {"shallow": Shallow, "deep": Deep, "wide": DeepWide}
name = sys.argv[1]
net = train(nets[name](), scheduled="--step" in sys.argv)
print("test accuracy", evaluate(net, test_loader))
torch.save(net.state_dict(), f"models/{name}.pt")
