import sys

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

import nets
from settings import GARMENTS

torch.manual_seed(GARMENTS.seed)
device = "cuda" if torch.cuda.is_available() else "cpu"
arrays = np.load("hw2_Q2_and_Q3_data.npz")


def split(first):
    images = torch.from_numpy(arrays[f"arr_{first}"].T.astype(np.float32) / 255.0)
    return TensorDataset(images, torch.from_numpy(arrays[f"arr_{first + 1}"]).long())


def measure(net, data):
    net.eval()
    images, labels = (each.to(device) for each in data.tensors)
    with torch.no_grad():
        out = net(images)
    loss = nn.functional.cross_entropy(out, labels).item()
    return loss, 100.0 * (out.argmax(1) == labels).float().mean().item()


def main(name, scheduled):
    training, validation, test = split(0), split(2), split(4)
    net = getattr(nets, name)().to(device)
    optimiser = torch.optim.SGD(net.parameters(), lr=GARMENTS.lr, momentum=GARMENTS.momentum)
    scheduler = torch.optim.lr_scheduler.StepLR(
        optimiser, step_size=GARMENTS.milestone, gamma=GARMENTS.gamma
    )
    best = {}
    for epoch in range(1, GARMENTS.epochs + 1):
        net.train()
        for images, labels in DataLoader(training, batch_size=GARMENTS.batch, shuffle=True):
            optimiser.zero_grad()
            nn.functional.cross_entropy(net(images.to(device)), labels.to(device)).backward()
            optimiser.step()
        if scheduled and epoch <= GARMENTS.milestone:
            scheduler.step()
        train_loss, _ = measure(net, training)
        val_loss, val_acc = measure(net, validation)
        _, test_acc = measure(net, test)
        row = (epoch, train_loss, val_loss, val_acc, test_acc)
        for key, value in (("train loss", train_loss), ("val loss", val_loss), ("val acc", -val_acc)):
            if key not in best or value < best[key][0]:
                best[key] = (value, row)
    for key, (_, row) in best.items():
        print(name, "step" if scheduled else "fixed", key, *row)


if __name__ == "__main__":
    main(sys.argv[1], "--step" in sys.argv)
