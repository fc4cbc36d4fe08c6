import matplotlib.pyplot as plt
import numpy as np
import torch
import torch.nn as nn
from torch.utils.data import DataLoader

from config import AE, SEED
from models import Autoencoder

torch.manual_seed(SEED)
faces = np.load("data/hw2_Q1.npy").reshape(-1, 4096).astype("float32") / 255
loader = DataLoader(torch.from_numpy(faces), batch_size=AE["batch_size"], shuffle=True)


def train(n):
    model = Autoencoder(n)
    loss_fn = nn.MSELoss()
    opt = torch.optim.Adam(model.parameters(), lr=AE["lr"], weight_decay=AE["weight_decay"][n])
    for epoch in range(AE["epochs"]):
        for x in loader:
            opt.zero_grad()
            loss = loss_fn(model(x), x)
            loss.backward()
            opt.step()
    torch.save(model.state_dict(), f"models/ae{n}.pt")
    return model


def eigenfaces(n):
    centered = faces - faces.mean(axis=0)
    u, s, vt = np.linalg.svd(centered, full_matrices=False)
    return vt[:n].reshape(-1, 64, 64)


def add_noise(x, level):
    noise = (torch.rand_like(x) * 2 - 1) * level
    return torch.clamp(x + noise, 0, 1)


ae16, ae64 = train(16), train(64)
for level in (0.4, 0.9):
    noisy = add_noise(torch.from_numpy(faces[:8]), level)
    with torch.no_grad():
        out = ae64(noisy)
    fig, ax = plt.subplots(2, 8)
    for i in range(8):
        ax[0, i].imshow(noisy[i].reshape(64, 64), cmap="gray")
        ax[1, i].imshow(out[i].reshape(64, 64), cmap="gray")
    plt.savefig(f"plots/noise_{level}.png")
