"""Question 1: autoencoder, eigenfaces, noise."""
import matplotlib.pyplot as plt
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from nets import FaceAutoencoder

SEED = 314
BATCH = 40
EPOCHS = 250
DECAY = {16: 2.5e-5, 64: 5e-5}


def load():
    faces = np.load("hw2_Q1.npy").reshape(-1, 4096).astype("float32") / 255
    return torch.from_numpy(faces)


def fit(faces, n):
    torch.manual_seed(SEED)
    net = FaceAutoencoder(n)
    loss_of = nn.MSELoss()
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-4, weight_decay=DECAY[n])
    loader = DataLoader(TensorDataset(faces), batch_size=BATCH, shuffle=True)
    for epoch in range(EPOCHS):
        for (x,) in loader:
            optimizer.zero_grad()
            loss = loss_of(net(x), x)
            loss.backward()
            optimizer.step()
    torch.save(net.state_dict(), f"models/faces_{n}.pt")
    return net


def eigenfaces(faces, count=16):
    x = faces.numpy()
    x = x - x.mean(axis=0)
    _, s, vt = np.linalg.svd(x, full_matrices=False)
    return vt[:count].reshape(count, 64, 64), s


def add_noise(x, strength):
    noise = (torch.rand_like(x) * 2 - 1) * strength
    return (x + noise).clamp(0, 1)


def show(rows, name):
    fig, axes = plt.subplots(len(rows), 6, figsize=(9, 1.6 * len(rows)))
    for axs, row in zip(np.atleast_2d(axes), rows):
        for ax, picture in zip(axs, row):
            ax.imshow(picture.reshape(64, 64), cmap="gray")
            ax.axis("off")
    fig.savefig(name)


if __name__ == "__main__":
    faces = load()
    for n in (16, 64):
        net = fit(faces, n)
        six = faces[:60:10]
        show([six, net(six).detach()], f"reconstruct_{n}.png")
        for strength in (0.4, 0.9):
            bad = add_noise(six, strength)
            show([six, bad, net(bad).detach()], f"noise_{n}_{strength}.png")
    show(list(eigenfaces(faces, 12)[0].reshape(2, 6, 64, 64)), "eigenfaces.png")
